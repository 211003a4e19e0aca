"""How callers speak about what was offered, and words that sound like a time but are none.

What an operator does to a wish is in ``scheduling.narrowing``.
"""

from direct_booking.hearing.spoken import MonthDay, Operator, When
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.rules_numbers import constant, same
from direct_booking.hearing.times.rules_whens import Mark, Operation, joined


def _ordinal_or_day(nth: int) -> Operation | None:
    """ "the second" is the second of the offer, or else the second of the month."""
    return Operation(Operator.PICK, pick=nth - 1, or_when=When(MonthDay(nth))) if nth <= 3 else None


_ONE = (
    "(one | option | slot | choice | time | appointment | opening | suggestion | of those | of them"
    " | of the two)"
)

_EITHER = "either (one | of those | of them | of these | of the two | way | time | day)?"

_SAID = {
    Operator.SOONEST: (
        "(the | your | at your)? (soonest | earliest) (possible | available | convenience)? (time |"
        " slot | appointment"
        " | one | opening | availability | date | day)? (possible | available)? (that)? (you have |"
        " you've got"
        " | you have got | there is | you can | you can do | available | possible)?",
        "as (soon | early | quickly | fast) as (possible | you can | i can | can be | you have)",
        "(soon | early) as possible",
        "asap",
        "a s a p",
        "(the | your)? (first | next) (available | open | possible | free) (time | slot | appointment"
        " | one | opening"
        " | date | day | spot)? (you have | there is)?",
        "(the | your) next (opening | slot | appointment | availability | one)",
        "your (first | next | soonest | earliest) (opening | slot | appointment | availability | time)?",
        "how (soon | early | quickly) (can | could | may) (i | we) (get in | come in | come | come by"
        " | be seen | get an appointment | have an appointment | see someone | see you | book | be there)?",
        "how (soon | early | quickly) (can | could) you (see | fit | get | take | squeeze) (me | us) (in)?",
        "how (soon | early | quickly) (do you have | have you got | is there)"
        " (something | anything | an opening | an appointment)",
        "(the | your) (first | next) (opening | slot | appointment | time) (you have | you've got |"
        " there is | available)",
        "(right away | straight away | immediately | the sooner the better)",
        "whatever's (soonest | first | earliest)",
        "whatever is (soonest | first | earliest)",
    ),
    Operator.LATEST: (
        "as late as (possible | you can | you have)",
        "(the | your) (latest | last) (possible | available)? (time | slot | appointment | opening)?"
        " (of the day | that day)? (you have | available | possible)?",
        "(the | your) latest",
        "the later the better",
    ),
    Operator.EARLIER: (
        "(a bit | a little | a little bit | slightly | somewhat | much | even | something | anything | any)?"
        " (earlier | sooner) (than (that | those | this))?",
        "(an | any) earlier (time | slot | appointment | one | opening)",
        "(something | anything) (a bit | a little | a little bit) earlier",
        "that's too late",
        "too late",
    ),
    Operator.LATER: (
        "(a bit | a little | a little bit | slightly | somewhat | much | even | something | anything | any)?"
        " later (on)? (than (that | those | this))?",
        "(an | any | a) later (time | slot | appointment | one | opening)",
        "(something | anything) (a bit | a little | a little bit) later",
        "later in the day",
        "(that's)? too (early | soon)",
    ),
    Operator.SAME_TIME: (
        "(at)? (the | that)? same (time | hour) (of day)? (but)?",
        "(at)? that time (but)?",
    ),
    Operator.PICK_EARLIEST: (
        "the (earlier | earliest | sooner) (one | of the two | of those | option | time | slot)",
    ),
    Operator.PICK_LATEST: ("the (later | latest) (one | of the two | of those | option | time | slot)",),
    Operator.EITHER: (
        f"{_EITHER} (works | work | will work | would work) (for (me | us))?",
        f"{_EITHER} (is | would be | will be | sounds)"
        " (fine | good | great | okay | ok | perfect | all right)",
        f"{_EITHER} (will | would) do",
        "(whichever | whatever) (one | works | you like | is easier | is fine | you want | is best)?",
        "(any of (those | them | these) | any one | both (work | are fine | are good | sound good))",
        "(any | whatever) (time | day) (works | is fine | is good | is okay | will do | you like)",
        "(anytime | whenever) (works | is fine | is good | is okay | will do | you like | you want)?",
        "(it)? (doesn't | does not) matter",
        "i (don't | do not) (mind | care)",
        "i'm (easy | flexible)",
    ),
    Operator.ANYTHING_ELSE: (
        "(do you have | have you got | is there | got | are there)? (anything | something | any |"
        " some) (else | different)",
        "what else (do you have | have you got | is there | is available | you got)?",
        "(any | some | a | the)? (other | different | another | more | alternative) (times | time |"
        " slots | slot | options"
        " | option | openings | opening | ones | possibilities | choices)",
        "another (time | slot | option | one | opening)",
        "(none | neither) (one)? of (those | them | these)? (work | works)?",
        "neither (one | works | work | of those | of them)?",
        "none of (those | them | these | that)",
    ),
    Operator.OPENINGS: (
        "what (do you have | have you got | you got | do you got) (open | available | free | left)?",
        "what (times | time | slots | openings | days) (do you have | have you got | are there | are open"
        " | are available | are free | works | work) (open | available | free)?",
        "(what's | what is) (available | open | free | your availability)",
        "when (can | could) i come in",
        "when are you (free | open | available)",
        "when (can | could) you (see | fit) me in?",
        "(do you have | have you got | is there) (anything | something | any) (open | available | free)",
        "(do you have)? any (availability | openings)",
    ),
    Operator.ANOTHER_DAY: (
        "(a | on a | some | any | on some)? (another | other | different) (day | days | date | dates)",
        "on? (a | some | any)? (another | other | different) (day | days | date | dates)",
        "not that day",
        "another week",
    ),
}

OPERATIONS = (
    Rule("OPERATION", "MINUTES (earlier | sooner | before that)", lambda n: Operation(Operator.SHIFT, -n)),
    Rule(
        "OPERATION",
        "(move | bring) (it | that | this)? (up | forward) by? MINUTES",
        lambda n: Operation(Operator.SHIFT, -n),
    ),
    Rule(
        "OPERATION",
        "(push | delay | move) (it | that | this)? (back | out) (by | for)? MINUTES",
        lambda n: Operation(Operator.SHIFT, n),
    ),
    Rule("OPERATION", "MINUTES (later | after that)", lambda n: Operation(Operator.SHIFT, n)),
    *(
        Rule("OPERATION", words, constant(Operation(operator)))
        for operator, sayings in _SAID.items()
        for words in sayings
    ),
    Rule("OPERATION", _EITHER, constant(Operation(Operator.EITHER, unless_denied=True))),
    Rule(
        "OPERATION",
        f"the? ORDINAL_WORD {_ONE}",
        lambda nth: Operation(Operator.PICK, pick=nth - 1) if nth <= 3 else None,
    ),
    Rule(
        "OPERATION",
        f"the? ORDINAL_FIGURES {_ONE}",
        lambda nth: Operation(Operator.PICK, pick=nth - 1) if nth <= 3 else None,
    ),
    Rule("OPERATION", f"the last {_ONE}", constant(Operation(Operator.PICK, pick=-1))),
    Rule("OPERATION", "the (former)", constant(Operation(Operator.PICK, pick=0))),
    Rule("OPERATION", "the (latter)", constant(Operation(Operator.PICK, pick=-1))),
    Rule("OPERATION", "(option | number | choice) (one | 1 | a)", constant(Operation(Operator.PICK, pick=0))),
    Rule(
        "OPERATION",
        "(option | number | choice) (two | to | too | 2 | b)",
        constant(Operation(Operator.PICK, pick=1)),
    ),
    Rule(
        "OPERATION", "(option | number | choice) (three | 3 | c)", constant(Operation(Operator.PICK, pick=2))
    ),
    Rule("OPERATION", "the ORDINAL_WORD", _ordinal_or_day),
)

_PEOPLE = (
    "(people | persons | person | guests | guest | adults | kids | children | of us | friends | rooms"
    " | tables | nights"
    " | seats | tickets | diners | patients | dogs | cats | cars | bedrooms | stars | dollars | euros"
    " | pounds | bucks"
    " | percent | times | years | year | items | miles | star | letters | digits | questions | things"
    " | members)"
)

_KEPT = "(it | that | that one | things | the | my | our | my appointment | the appointment | my booking)"
_SEEING = "(see | talk to | speak to | speak with | talk with | meet)"
_PAST = (
    "(called | phoned | rang | spoke | talked | emailed | wrote | texted | came | came in | was in"
    " | was there | visited | left a message | tried | tried calling | tried to call)"
)

_NOT_TIMES = (
    # What stays as it is.
    f"(keep | leave) {_KEPT} (as it is | as is)? (on | at | for | in)? WHEN"
    " (one | appointment | booking | meeting | slot | time)?",
    # Small talk and goodbyes.
    "(the | your | our | nice | bad | good)? weather (is | was | like | been | be | going to be | looking)?"
    " (like)? (for | on | over there | there | out there)? BIT?",
    "what (day | date | time | month | year) (is | was) (it | this | that) BIT?",
    "what (day | date) is (today | tomorrow)",
    "what (day | date) is (this | the)? (WEEKDAY_SAID | DATE)",
    "what's (the date | the day | the time | today's date) (today | now | right now)?",
    "(is | isn't) it (a | still | already)? (WEEKDAY_SAID | DATE | WEEK) (today | now | already)",
    "(it's | it is) (a | still | already | only)? (WEEKDAY_SAID | DATE) (today | already)",
    "(is | isn't) today (a | the | still)? (WEEKDAY_SAID | DATE)",
    "(today is | today's) (a | the | still | only | already)? (WEEKDAY_SAID | DATE)",
    "how (are | is | was | were) (you | things | everything | it | you all | you guys | you folks)"
    " (doing | feeling | going | keeping)? (on)? BIT?",
    "how (is | was) your BIT (going)?",
    "how's your BIT (going)?",
    "(happy | merry) (HOLIDAY_NAME | WEEKDAY)",
    "(it's | it is | such | what | what's)? (a | an)?"
    " (beautiful | lovely | nice | gorgeous | hot | cold | rainy) day (today | out | outside | out there)?",
    "(have | enjoy) (a | the | your) (very | really)? (good | nice | great | lovely | wonderful | happy)?"
    " (rest of (your | the))?"
    " (day | evening | week | weekend | HOLIDAY_NAME | WEEKDAY | holiday) (too)?",
    f"{_SEEING} (you | ya) (all)? (again)? (then)? (on | at | in)? WHEN",
    "(speaking | talking) (with | to) (today | tonight)",
    "(thanks | thank you) for (calling | your time | everything) today",
    f"(i | we | he | she | they | someone | somebody) (already | just)? {_PAST} (you | to you | with you"
    " | with someone | to someone | here | back | in | about (it | this | that))? (earlier)? (on | at)? WHEN",
    "(just | wait | hold on | hang on | give me | for)? (just)? (a | one | half a) (second | sec |"
    " minute | moment | min)"
    " (please)?",
    "may (i | we | be | have | not | you | it | as well | need | want | or)",
    "(good | happy) (morning | afternoon | evening | day | night)",
    "(have | enjoy) (a | the | your) (very)? (good | nice | great | lovely | wonderful)? (day | night"
    " | evening"
    " | afternoon | morning | weekend | one)",
    f"(a)? (table | party | group | reservation | room | booking | family | seat) (for | of) N {_PEOPLE}",
    "since (last | this)? WHEN",
    f"(for)? (only | just)? N (or N)? (more | other | of (my | the))? {_PEOPLE}",
    f"between N (and | to | or) N {_PEOPLE}",
    "for N (nights | days | weeks | months | hours | minutes)",
    "MINUTES",
    "MINUTES (meeting | appointment | slot | call | session | long)",
    "N (minute | hour) (meeting | appointment | slot | call | session)",
    "(a | per | every | each | once a | twice a) (week | month)",
    "DAYS",
    "one (of | more | thing | question | by | time | way | on | to one | another | account)",
    "one more time",
    "from one (thing | place | person | account)? to (another | the other)",
    "(this | that | which | no | any | every | each | right | other | same | good | new | the) one",
    "(first | second | third) (time | name | letter | character | part | thought | floor | line | word"
    " | names"
    " | letters | opinion | half | place | person | of all)",
    "(on)? second thought",
    "the (first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth | last)"
    " (letter | character"
    " | name | part | word | digit | number | floor | person | time | bit)",
    "(last | next | first) (time | name)",
    "the last (one)? (time)? i",
    "(24 | twenty four) (7 | seven)",
    "(N | ORDINAL) (street | avenue | road | boulevard | lane | drive | st | ave)",
    "at? (N | HHMM | figures) WORD WORD? (street | avenue | road | boulevard | lane | drive | way |"
    " court | place)",
    "at? (HHMM | figures) (street | avenue | road | boulevard | lane | drive)",
    "(extension | apartment | suite | unit | flat | zip code | area code) N",
    "(to | for) be",
    "in (the)? (meantime | the first place)",
    "march (in | to the | over | on)",
    "in a (minute | second | moment | sec | bit | while)",
    "(for | right) (now | once)",
    "sunday (school | best)",
    "(that's | thats | that is | that will be | that was | that'll be | this is) (all | it | everything)"
    " (i need | i needed | we need)? (for | from you)? today",
    "(all | everything) (i need | i needed | we need)? for today",
    "(help | helping | assist | assisting) (me | us)? (out)? today",
    "how (is | was | are) (your day | you today | you doing today)",
    "(maybe | perhaps | call | call back | talk | talk to you | see you | speak) later",
    "(i | we | you) (said | found | mentioned | called | asked | talked about | spoke) earlier",
    "the past N",
    "(on)? second (hand | rate)",
    "may (i)? (ask | know | speak)",
    "(INT | UNIT) (INT | UNIT) (INT | UNIT) (INT | UNIT) (INT | UNIT)",
)

# "A table for seven" is no time, but "a table for seven in the evening" is.
_PERHAPS_TIMES = ("(a)? (table | party | group | reservation | room | booking | family | seat) (for | of) N",)

# "See you tomorrow" is a goodbye, but "can I see you tomorrow" and "I'd like to see you tomorrow" are wishes.
_TO_SEE = (
    f"(to | and | come | can i | could i | may i | can we | could we) (come)? {_SEEING} (you | ya) (on | at)?"
)
SEEINGS = (
    Rule("WHEN", f"{_TO_SEE} BIT", same),
    Rule("WHEN", f"{_TO_SEE} BIT LINK? BIT", lambda a, _, b: joined(a, b)),
)

ASIDES = (
    *(Rule("ASIDE", words, constant(Mark.ASIDE)) for words in _NOT_TIMES),
    *(Rule("ASIDE", words, constant(Mark.PERHAPS_ASIDE)) for words in _PERHAPS_TIMES),
)
