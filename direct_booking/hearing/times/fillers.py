"""Words that say nothing beside a time: "um, how about ten thirty then, please"."""

from direct_booking.vocabulary.listing import listed

_ANSWERS = "yes yeah yep yup sure ok okay alright no nope right well so oh ah um uh umm uhm er hmm hi"
_MANNERS = "please thanks thank you sorry fine good great perfect nice lovely ideal better"
_WISHES = (
    "i i'd i'll i'm im am would like want prefer need take have go do does did think guess maybe perhaps"
    " probably let let's lets make made works work best sounds sound suit suits try book schedule set put"
    " change say said told wrong right"
)
_FRAME = (
    "with it its it's that that's thats this is was be been will could can should might may for at on in"
    " by to of up the a an my our me us we your how what about then now just only still also too if"
    " possible sometime someday"
    " either only available free open there here come coming get see someone works fit squeeze down okay"
    " not and or but again instead actually rather appointment slot time day one"
)

FILLERS = frozenset(" ".join((_ANSWERS, _MANNERS, _WISHES, _FRAME)).split())

# What leads over to a name, a number or an address that comes next: "and my number is".
INTRODUCING = listed("and my the name name's number number's phone cell email mail address is it's")
