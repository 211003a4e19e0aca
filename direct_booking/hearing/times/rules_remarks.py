"""What is said about times that are not wanted: "not Friday", "any time but nine", "I'm away next week".

The times themselves are in ``rules_whens.py``, what is said about an offer in ``rules_offers.py``.
"""

from direct_booking.hearing.spoken import Among, PartOfDay, Relative, Shade, Weekday, When
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.pieces import Excluded
from direct_booking.hearing.times.rules_numbers import constant
from direct_booking.hearing.times.rules_whens import BOOKED

_NOT = (
    "(not | except | except for | but not | just not | only not | excluding | besides | other than | without"
    " | apart from | aside from | outside of | with the exception of)"
)
_CANNOT = (
    "(can't | cannot | cant | can not | couldn't | won't be able to)"
    " (do | make | make it | come | come in | have it)?"
)
# What keeps a caller from coming: "I have a meeting on Monday".
_HINDRANCE = (
    "(meeting | class | dentist | doctor | doctor's appointment | game | flight | lunch | conflict |"
    " thing | call"
    " | practice | school | work | plans | something | something else | another appointment | therapy)"
)
# What nobody books here, with or without an "I have".
_FEAST = (
    "(hot date | wedding | funeral | party | birthday party | exam | church | baby shower | vacation | trip)"
)
_NO_GOOD = (
    "(doesn't | doesnt | does not | don't | dont | do not | won't | wont | will not | isn't | isnt |"
    " is not | wouldn't)"
    " (really)? (work | be possible | good | possible | suit me | suit | going to work | be good)"
)

_INSTEAD = "(instead of | rather than)"
_EARLY = When(None, PartOfDay("morning", Shade.EARLY))
_LATE = When(None, PartOfDay("end_of_day"))


def _every(weekday: int) -> When:
    return When(Weekday(weekday, Relative.EVERY))


REMARKS = (
    # What "but" takes something out of.
    Rule(
        "ALL_OF",
        "(any | every | all) (weekday | weekdays | week day | workday | workdays | working day)",
        constant(When(Among((0, 1, 2, 3, 4)))),
    ),
    Rule("ALL_OF", "(any | every) day (in | of | on)? (WEEK | MONTH_SPAN)", lambda a, b: When(a or b)),
    Rule("ALL_OF", "(any time | anytime | all) (in | of)? (WEEK | MONTH_SPAN)", lambda a, b: When(a or b)),
    Rule("ALL_OF", "(any | every) PART", lambda part: When(None, PartOfDay(part))),
    Rule("ALL_OF", "(any time | anytime | all day) on? POINT", When),
    Rule("WHENS", "WHEN", lambda when: (when,)),
    Rule("WHENS", "WHEN (or | and | nor) on? (at)? WHEN", lambda a, b: (a, b)),
    Rule("EXCLUSION", f"{_NOT} (on | at | in | for | the)? WHENS", Excluded),
    Rule(
        "EXCLUSION",
        "(but not | just not | except | except for | excluding | other than | apart from"
        " | (anything | anytime | any time) (but | except | other than | apart from)) (at | for)? NUMBER",
        lambda when: Excluded((when,)),
    ),
    Rule(
        "EXCLUSION",
        "(any | every)? (day | time | thing) (but | except | other than) (on | for)? WHENS",
        Excluded,
    ),
    Rule(
        "EXCLUSION",
        "(anything | anytime | any time | any day | everything) (but | except | other than) (on |"
        " for)? WHENS",
        Excluded,
    ),
    Rule(
        "EXCLUSION",
        "ALL_OF but (on | in | for)? the? WHENS",
        lambda all_of, whens: Excluded(whens, out_of=all_of),
    ),
    Rule("EXCLUSION", "nothing (on | in | at | for) the? WHENS", Excluded),
    Rule("EXCLUSION", "nothing WEEKDAYS", lambda weekday: Excluded((_every(weekday),))),
    Rule("EXCLUSION", "not too early ((in the)? (day | morning))?", constant(Excluded((_EARLY,)))),
    Rule("EXCLUSION", "not too late ((in the)? (day | afternoon | evening))?", constant(Excluded((_LATE,)))),
    Rule("EXCLUSION", f"{_INSTEAD} at? NUMBER", lambda when: Excluded((when,), instead=True)),
    Rule(
        "EXCLUSION",
        f"{_INSTEAD} (on | at | in | for | the | my)? WHENS {BOOKED}?",
        lambda whens: Excluded(whens, instead=True),
    ),
    Rule("EXCLUSION", "better (for (me | us))? than WHENS", Excluded),
    Rule("EXCLUSION", f"{_CANNOT} (on | at | in)? WHENS", Excluded),
    Rule(
        "EXCLUSION",
        "(i'm | im | i am | we're | we are) not (free | available | around) (on | at | in)? WHENS",
        Excluded,
    ),
    Rule(
        "EXCLUSION",
        "(i'm | im | i am | we're | we are | i'll be) (busy | booked | unavailable | away | gone | out"
        " | not in | closed | out of town"
        " | working"
        " | at work | tied up | on vacation | traveling) (all)? (on | at | in)? WHENS",
        Excluded,
    ),
    Rule(
        "EXCLUSION",
        f"(i | we) (have | got | have got) (a | an | my)? {_HINDRANCE} (on | at | in)? WHENS",
        Excluded,
    ),
    Rule("EXCLUSION", f"(i've | we've) got (a | an | my)? {_HINDRANCE} (on | at | in)? WHENS", Excluded),
    Rule("EXCLUSION", "(i | we) work (all | every)? (on | from)? WHENS", Excluded),
    Rule("EXCLUSION", f"{_FEAST} (is)? (on)? WHENS", Excluded),
    Rule("EXCLUSION", "no WEEKDAYS", lambda weekday: Excluded((_every(weekday),))),
    Rule("EXCLUSION", f"WHENS {_NO_GOOD} (for (me | us))?", Excluded),
    Rule(
        "EXCLUSION",
        "WHENS (no good | not good | no go | a no go | not possible | not an option | off the table)"
        " (for (me | us))?",
        Excluded,
    ),
    Rule(
        "EXCLUSION",
        "WHENS (is | are | is a | are a | would be | looks | is going to be)"
        " (no good | bad | out | too early | too late | too soon | not good | not possible | a bit early"
        " | a bit late"
        " | bad day | problem | no go | difficult | hard | tough | tricky | impossible) (for (me | us))?",
        Excluded,
    ),
)
