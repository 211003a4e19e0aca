"""Words that say nothing beside a time: "um, how about ten thirty then, please"."""

FILLERS = frozenset(
    """
    yes yeah yep yup sure ok okay alright right well so oh ah um uh umm uhm mm er hmm hm please thanks thank you i i'd i'll would
    like want prefer need take have go do does did with think guess maybe perhaps probably say let let's lets make
    made it its it's that that's thats this is was be been will would could can should might may for at on in by to of
    the a an my our me us we you your how what about then there fine good great perfect works work best better sounds
    sound nice lovely suit suits me ideal now just only still also too if possible not and or but again try book
    schedule set put set up appointment slot time day one instead change actually no nope rather i'm im am hi hello
    """.split()
)
