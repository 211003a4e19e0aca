"""Words of English that carry no value of their own: fillers, politeness, frames and function words.

Number words are in ``numbers.py``, letters in ``letters.py``, zones in ``places.py``.
"""

from direct_booking.vocabulary.listing import listed

FILLERS = listed("um uh uhm er erm ah hmm mm like well so okay ok alright right")
"""Sounds and words that may stand anywhere."""

SPELLING_ASIDES = (
    "all one word", "one word", "as one word", "all in one word", "just one word", "as a single word",
    "a single word",
    "single word", "in one word", "all as one word", "as one", "all as one", "it's one word",
    "it's all one word",
    "that's one word", "that's all one word", "all lower case", "all lowercase", "lower case", "lowercase",
    "in lower case", "in lowercase", "all in lower case", "all in lowercase", "it's all lower case",
    "lower case letters",
    "all lower case letters", "that's all lower case", "all small letters", "small letters",
    "in small letters",
    "upper case", "uppercase", "all caps", "all capitals", "all upper case", "capital", "capital letter",
    "caps",
    "no caps", "no capitals", "no capital letters", "no spaces", "no space", "without spaces",
    "without a space",
    "without any spaces", "with no spaces", "with no space", "no spaces in between", "no space in between",
    "with no spaces in between", "no space between", "no gap", "no gaps", "no dots", "no dot", "with no dot",
    "with no dots", "without a dot", "without dots", "without any dots", "without the dot",
    "no dot in between",
    "no dots in between", "no periods", "no period", "no dashes", "no dash", "no hyphen", "no hyphens",
    "no underscore",
    "no underscores", "no punctuation", "without punctuation", "nothing in between", "nothing between",
    "all together", "together", "altogether", "all run together", "run together", "written together",
    "joined together",
    "next letter", "then", "and then", "followed by", "followed by a", "with a",
    "the word", "and the word", "the letter", "letter", "the letters", "letters", "the number", "number",
    "numeral",
    "the numeral", "with the number", "with number", "and the number", "and then the number",
    "then the number",
    "the digit", "digit", "digits", "the digits", "the numbers", "numbers", "and the numbers",
    "with the numbers",
    "space", "um", "uh", "uhm", "er", "erm", "ah", "hmm", "small", "comma", "spelled", "spelt",
    "that's spelled",
    "that is spelled", "which is spelled", "it's spelled", "as it sounds", "like it sounds",
    "just like it sounds",
    "just as it sounds", "exactly as it sounds", "exactly like it sounds", "how it sounds",
    "just how it sounds",
    "the usual way", "the usual spelling", "the normal way", "the normal spelling", "the common spelling",
    "common spelling", "with the usual spelling", "like the name", "like the color", "like the colour",
)  # fmt: skip
"""What is said about the spelling while spelling: heard and passed over."""

FUNCTION_WORDS = listed(
    """
    a about above actually address adresse after again ah all alright also although always am an and any
    anything are around as ask at be because been before believe bye call called calling can can't
    cannot caller check come contact could did do does doesn't don't email e-mail emails eh em er find
    for from gave get getting give go going gonna good got great had has have he hello help her here
    hers hi him his how i i'd i'll i'm i've if in into is isn't it it'd it'll it's its just keep know
    let let's like listed look looking made mail make may maybe me mean message mine my name name's need
    no nope not now of off oh ok okay on one's or our out over perhaps please put reach really right
    said same say says see send sent she should so some sorry spell spelled spelling spelt still sure
    text thank thanks that that'd that'll that's the their them then there there's these they they're
    thing think this those through to try um uh until up us use used using very want wanted was wasn't
    we we'd we'll we're well were what what's when where where's which who who's whose why will with
    won't work would write wrong wait meant e-mail's emails' email's hang
    yeah yep yes yet you you'd you'll you're your yours invite confirmation
    account inbox somebody someone meet meeting everything either neither
    """
)
"""Words that begin or end what is a value: they are never glued to part of an address or a name."""

TIME_WORDS = listed(
    """
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
    fridays today tomorrow tonight morning mornings afternoon afternoons evening evenings noon midday
    lunch lunchtime week weeks weekend day days month months hour hours minute minutes pm a.m p.m
    o'clock january february march april june july august september october november december earlier
    later sooner soonest earliest latest early late next before anytime sometime whenever half quarter
    past
    """
)
"""Words of dates and times, which ``hearing.times`` reads: no address and no name is made of them unasked."""

NO_NAMES = listed(
    """
    absolutely afraid allergic almost annoying anyone apple appointment asap available away awesome
    awful back bad best better big bit booked booking bot broken business busy by calendar callback car cat
    child children cleaning close closed cold company completely confused confusing considering
    consultation correct crazy curious customer cut daughter days dentist different difficult
    disappointed doctor dog doing done double down driving easier easy either else emergency enough
    entirely everyone exactly exciting existing expensive extremely family far fast father fine first
    flexible forty four free friend friends full fun funny girlfriend boyfriend glad gone great haircut
    half happy hard having hello helpful here hoping horrible house hungry hurting husband ill important
    impossible in incorrect instead interested just kid kids kinda kind last later leaving left less lesson
    listening little long looking lost lot lovely lower many married maybe me meeting middle minutes
    missing moment more most mother moving much mum mom myself near nearby neither new nice nobody none
    nonsense noon normal nothing number off office old once only open other others outside pain parent
    partner past patient person phone pick plain plenty pleased plus possible preferably pretty private
    probably problem question quick quicker quiet quite ready real really regarding reschedule returning
    ridiculous robot room running same second seriously service session several short sick silly simple
    sister brother six slow small somebody someone something son soon sooner sorry sound speaking stuck
    such sunny super supposed sure talking taken terrible that's thing things thinking three tired today
    too tooth total totally tough travelling traveling trouble true trying two unavailable understood
    unfortunately unhappy unless upper urgent useless usual video virtual visit visiting waiting wanting
    weird what whatever whatsoever whenever wherever whichever whole wife wonderful wondering working
    worried worse worst worth wrong year years young yours yourself zero five seven eight nine ten
    eleven twelve thirty twenty fifteen one everybody anybody perfect online person-to-person neighbor
    neighbour colleague boss mine amazing fantastic excellent good weekday weekdays eastern western
    central pacific mountain northern southern time zone dot dash underscore gmail yahoo hotmail outlook
    com email both couple group team check-up checkup follow-up teeth again nope yep thanks thank cancel
    cancelled canceled move change repeat stop wait hold start over transfer operator human agent
    representative nevermind bye goodbye goodnight hiya howdy assistant receptionist machine computer ai
    recording misspelled mispronounced protest pressure review construction
    """
)
"""Words after "it's", "I'm" and "this is" that are no name, because they say how or what something is."""
