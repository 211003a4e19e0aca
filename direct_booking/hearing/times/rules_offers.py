"""How callers speak about what was offered, and words that sound like a time but are none.

What an operator does to a wish is in ``scheduling.narrowing``.
"""

from direct_booking.hearing.spoken import MinutesAhead, MonthDay, Operator, When
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.pieces import Operation
from direct_booking.hearing.times.rules_numbers import constant


def ordinal_or_day(nth: int) -> Operation | None:
    """ "the second" is the second of the offer, or else the second of the month."""
    return Operation(Operator.PICK, pick=nth - 1, or_when=When(MonthDay(nth))) if nth <= 3 else None


def _later_by(minutes: int) -> Operation:
    """ "Half an hour later" than the offer; where there is none, than now."""
    return Operation(Operator.SHIFT, minutes, or_when=When(None, MinutesAhead(minutes)))


_ONE = (
    "(one | won | option | slot | choice | time | appointment | opening | suggestion | of those | of them"
    " | of the two)"
)

_PLACE = "(appointment | slot | opening | time | spot)"

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
        "(whatever's | whatever is | what's | what is) (the)? (soonest | first | earliest | next)",
        "(whatever | what) you have (soonest | first | earliest | next)",
        "(straight off | at once | next availability)",
        "(some time | sometime | any time | anytime | very | pretty | real)? soon",
        "(the | your)? (very)? (next | first) (thing | one)? available",
    ),
    Operator.LATEST: (
        "as late as (possible | you can | you have)",
        "(the | your) (latest | last) (possible | available)? (time | slot | appointment | opening)?"
        " (of the day | that day)? (you have | available | possible)?",
        "(the | your) latest",
        "the later the better",
        "the? last (thing | slot | appointment) (of the day | you have)",
    ),
    Operator.EARLIER: (
        "(a bit | a little | a little bit | slightly | somewhat | much | even | something | anything | any)?"
        " (earlier | sooner) (than (that | those | this))?",
        "(an | any) earlier (time | slot | appointment | one | opening)",
        "(something | anything) (a bit | a little | a little bit) earlier",
        "(that's | that is | it's | a bit | a little | is | way | much)? too late",
        "(that's | that is | it's) (a bit | a little | kind of | rather | pretty)? late",
        "not (that | so) late",
    ),
    Operator.LATER: (
        "(a bit | a little | a little bit | slightly | somewhat | much | even | something | anything | any)?"
        " later (on)? (than (that | those | this))?",
        "(an | any | a) later (time | slot | appointment | one | opening)",
        "(something | anything) (a bit | a little | a little bit) later",
        "later in the day",
        "(that's | that is | it's | a bit | a little | is | way | much)? too (early | soon)",
        "(that's | that is | it's) (a bit | a little | kind of | rather | pretty)? (early | soon)",
        "not (that | so) (early | soon)",
    ),
    Operator.SAME_TIME: (
        "(at)? (the | that)? same (time | hour) (of day)? (but)?",
        "(at)? that time (but)?",
    ),
    Operator.PICK_EARLIEST: (
        "the (earlier | earliest | sooner | early | soonest) (one | of the two | of those | option |"
        " time | slot)",
    ),
    Operator.PICK_LATEST: (
        "the (later | latest | late) (one | of the two | of those | option | time | slot)",
    ),
    Operator.EITHER: (
        f"{_EITHER} (works | work | will work | would work) (for (me | us))?",
        f"{_EITHER} (is | would be | will be | sounds)"
        " (fine | good | great | okay | ok | perfect | all right)",
        f"{_EITHER} (will | would) do",
        "(whichever | whatever) (one | works | you like | is easier | is fine | you want | is best)?",
        "(any of (those | them | these) | any one | both (work | are fine | are good | sound good))",
        "(any | whatever) (time | day) (works | is fine | is good | is okay | will do | you like)",
        "(anytime | whenever) (works | is fine | is good | is okay | will do | you like | you want)?",
        "(it)? (doesn't | does not) (really)? matter (to me)?",
        "i (don't | do not) (really)? (mind | care)",
        "i'm (easy | flexible | open)",
        "(you | you can) (pick | choose | decide) (for me | one)?",
        "(i'll leave it to you | it's up to you | up to you | your choice | surprise me)",
        "(i have)? no preference",
        "any (day | time) (at all)?",
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
        "what (times | time | slots | openings | days | time slots) (do you have | have you got | are"
        " there | are open"
        " | are available | are free | works | work) (open | available | free)?",
        "(what's | what is) (available | open | free | your availability)",
        "when (can | could) i come in",
        "when are you (free | open | available)",
        "when do you have (time | something | anything | an opening | space)",
        "when (can | could) you (see | fit) me in?",
        "(do you have | have you got | is there) (anything | something | any) (open | available | free)",
        "(do you have)? any (availability | openings)",
    ),
    Operator.ANOTHER_DAY: (
        "(a | on a | some | any | on some)? (another | other | different) (day | days | date | dates)",
        "on? (a | some | any)? (another | other | different) (day | days | date | dates)",
        "not (that | this) day",
        "(some)? (another | a different | other) week",
    ),
}

OPERATIONS = (
    Rule(
        "OPERATION",
        "SOME_MINUTES (earlier | sooner | before that)",
        lambda n: Operation(Operator.SHIFT, -n),
    ),
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
    Rule("OPERATION", "SOME_MINUTES (later | after that)", _later_by),
    *(
        Rule("OPERATION", words, constant(Operation(operator)))
        for operator, sayings in _SAID.items()
        for words in sayings
    ),
    Rule("OPERATION", "right now", constant(Operation(Operator.SOONEST, unless_denied=True))),
    # "The first appointment on Tuesday" is the soonest of that day, whatever was offered.
    Rule(
        "OPERATION",
        f"(the | your)? (first | earliest | soonest) {_PLACE} (on | in | of | for)? BIT",
        lambda when: Operation(Operator.SOONEST, at=when),
    ),
    Rule(
        "OPERATION",
        f"(the | your)? (last | latest) {_PLACE} (on | in | of | for)? BIT",
        lambda when: Operation(Operator.LATEST, at=when),
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
    Rule("OPERATION", f"the middle {_ONE}", constant(Operation(Operator.PICK, pick=1))),
    Rule("OPERATION", "the one in the middle", constant(Operation(Operator.PICK, pick=1))),
    # "The first appointment of the day" is the soonest of that day, whatever was offered.
    Rule(
        "OPERATION",
        "(the | your)? (first | earliest) (appointment | slot | opening | time | spot) (of the | that) day",
        constant(Operation(Operator.SOONEST)),
    ),
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
    Rule("OPERATION", "the ORDINAL_WORD", ordinal_or_day),
)
