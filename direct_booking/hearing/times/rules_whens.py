"""How a day and a time of the day are said together, and what is said about them: excluded, corrected,
offered.

Days alone are in ``rules_days.py``, times of the day in ``rules_hours.py``, moves from one time to another in
``rules_moves.py``.
"""

from dataclasses import dataclass

from direct_booking.hearing.spoken import (
    Clock,
    ClockRange,
    Day,
    DaysAhead,
    Hours,
    MonthDay,
    Operator,
    PartOfDay,
    Relative,
    Weekday,
    When,
)
from direct_booking.hearing.times.clocks import Readings, clock, clock_range, in_part
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.rules_numbers import constant, same
from direct_booking.vocabulary.dates import PART_HALVES


@dataclass(frozen=True)
class Excluded:
    """Times that were ruled out.

    Attributes:
        whens: which.
        instead: another time is wanted in their place.
    """

    whens: tuple[When, ...]
    instead: bool = False


@dataclass(frozen=True)
class Operation:
    """Something said about the offer.

    Attributes:
        operator: what.
        shift_minutes: for SHIFT.
        pick: for PICK.
        or_when: what the same words can mean as a time: "the second".
        unless_denied: a "not" before it, or a time beside it, leaves nothing of it: "not that either".
    """

    operator: Operator
    shift_minutes: int = 0
    pick: int | None = None
    or_when: When | None = None
    unless_denied: bool = False


@dataclass(frozen=True)
class Only:
    """Words that count only when (nearly) the whole turn is them: "two", "ten thirty"."""

    when: When


@dataclass(frozen=True)
class Moved:
    """From one time to another: only where to is a wish.

    Attributes:
        when: where to, if it was said.
        moved_from: where from, if it was said.
    """

    when: When | None
    moved_from: When | None = None


class Mark:
    """Words that say how two times belong together, or that no time is meant at all."""

    OR = "or"
    REPAIR = "repair"
    ASIDE = "aside"
    PERHAPS_ASIDE = "perhaps_aside"


def joined(one: When | None, other: When | None) -> When | None:
    """Two times of which each says what the other leaves open; None when they do not go together."""
    if one is None or other is None:
        return None
    if one.day is not None and other.day is not None:
        return None
    hours = _hours_joined(one.hours, other.hours)
    if hours is None and (one.hours is not None or other.hours is not None):
        return None
    return When(one.day if one.day is not None else other.day, hours)


def _hours_joined(one: Hours | None, other: Hours | None) -> Hours | None:
    if one is None or other is None:
        return one if other is None else other
    if isinstance(other, PartOfDay):
        one, other = other, one
    if not isinstance(one, PartOfDay) or one.name not in PART_HALVES:
        return None
    if isinstance(other, Readings):
        return Readings(tuple(in_part(value, one.name) for value in other.values))
    if isinstance(other, Clock | ClockRange):
        return in_part(other, one.name)
    return None


def _join(*whens: When | None) -> When | None:
    whole = whens[0]
    for when in whens[1:]:
        whole = joined(whole, when)
    return whole


def _day(day: Day) -> When:
    return When(day)


def _range(first: Clock, last: Clock) -> When | None:
    span = clock_range(first, last)
    return span and When(None, span)


def _hours(hours: Hours) -> When:
    return When(None, hours)


def _number(hour: int | None, hhmm: tuple[int, int] | None) -> When | None:
    time = clock(hour) if hhmm is None else clock(*hhmm)
    return time and When(None, time)


def _heard_number(hour: int, minute: int) -> When | None:
    return When(None, clock(hour, minute)) if minute > 12 else None


TONIGHT = When(DaysAhead(0), PartOfDay("evening"))

WHENS = (
    Rule("BIT", "DAY", _day),
    Rule("BIT", "HOURS", _hours),
    Rule("BIT", "this PART_OF_DAY", lambda part: When(DaysAhead(0), part)),
    Rule("BIT", "(EARLY | later)? this PART", lambda shade, part: When(DaysAhead(0), PartOfDay(part, shade))),
    Rule("BIT", "(tonight | tonite)", constant(TONIGHT)),
    Rule("BIT", "EARLY tonight", lambda shade: When(DaysAhead(0), PartOfDay("evening", shade))),
    Rule("BIT", "last night", constant(When(DaysAhead(-1), PartOfDay("night")))),
    Rule("NUMBER", "(HOUR | HHMM)", _number),
    Rule(
        "BIT", "the? end of the? (TODAY | WEEKDAY_SAID)", lambda a, b: When(a or b, PartOfDay("end_of_day"))
    ),
    Rule(
        "BIT",
        "(from | between) END BIT (and | to | till | until) END",
        lambda a, bit, b: _join(_range(a, b), bit),
    ),
    Rule(
        "LINK",
        "(at | on | in | for | of | the | during | around | by | around at | in the | on the | sometime)",
        constant(True),
    ),
    Rule("WHEN", "the BIT (one | ones | slot | option | appointment | opening | spot | time)", same),
    Rule("WHEN", "on? BIT", same),
    Rule("WHEN", "(sometime | some time | any time | anytime) (on | in)? BIT", same),
    Rule("WHEN", "BIT LINK? BIT", lambda a, _, b: _join(a, b)),
    Rule("WHEN", "BIT LINK? BIT LINK? BIT", lambda a, _, b, __, c: _join(a, b, c)),
    Rule("WHEN", "BIT NUMBER", lambda a, b: _join(a, b) if a.day is not None else None),
    Rule("WHEN", "BIT LINK? BIT NUMBER", lambda a, _, b, c: _join(_join(a, b), c)),
    Rule("WHEN", "NUMBER (on | this)? BIT", lambda a, b: _join(a, b) if b.day is not None else None),
    Rule("WHEN", "NUMBER (on | this)? BIT LINK? BIT", lambda a, b, _, c: _join(_join(a, c), b)),
)

_NOT = "(not | except | but not | excluding | besides | other than)"
_CANNOT = (
    "(can't | cannot | cant | can not | couldn't | won't be able to)"
    " (do | make | make it | come | come in | have it)?"
)
_NO_GOOD = (
    "(doesn't | doesnt | does not | don't | dont | do not | won't | wont | will not | isn't | isnt |"
    " is not | wouldn't)"
    " (really)? (work | be possible | good | possible | suit me | suit | going to work | be good)"
)

_INSTEAD = "(instead of | rather than)"
BOOKED = "(appointment | appt | booking | meeting | reservation | slot | call | one)"
REMARKS = (
    Rule("WHENS", "WHEN", lambda when: (when,)),
    Rule("WHENS", "WHEN (or | and | nor) on? (at)? WHEN", lambda a, b: (a, b)),
    Rule("EXCLUSION", f"{_NOT} (on | at | in | for | the)? WHENS", Excluded),
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
        "(i'm | im | i am | we're | we are) (busy | booked | unavailable | away | out of town)"
        " (on | at | in)? WHENS",
        Excluded,
    ),
    Rule("EXCLUSION", "no WEEKDAYS", lambda weekday: Excluded((When(Weekday(weekday, Relative.EVERY)),))),
    Rule("EXCLUSION", f"WHENS {_NO_GOOD} (for (me | us))?", Excluded),
    Rule(
        "EXCLUSION",
        "WHENS (is | are) (no good | bad | out | too early | too late | too soon | not good | not"
        " possible) (for (me | us))?",
        Excluded,
    ),
)

ALONE = (
    Rule("ALONE", "(zero | oh | o)? HOUR hundred", lambda hour: _number(hour, None)),
    Rule("ALONE", "(HOUR | HHMM)", lambda h, hm: _number(h, hm)),
    Rule("ALONE", "SOUNDALIKE MINUTE", _heard_number),
    Rule("ALONE", "WEEKDAY_STUB", lambda weekday: When(Weekday(weekday))),
)

PIECES = (
    Rule("PIECE", "ASIDE", same),
    Rule("PIECE", "OPERATION", same),
    Rule("PIECE", "WHEN", same),
    Rule("PIECE", "EXCLUSION", same),
    Rule("PIECE", "MOVE", same),
    Rule("PIECE", "ALONE", Only),
    Rule("PIECE", "ORDINAL_WORD", lambda day: Only(When(MonthDay(day)))),
    Rule(
        "PIECE",
        "(or | and | as well as | also | and also | or maybe | or perhaps | or even | or else | if not"
        " | otherwise | alternatively"
        " | failing that)",
        constant(Mark.OR),
    ),
    Rule(
        "PIECE",
        "(no | i mean | i meant | sorry | actually | or rather | rather | make that | wait | correction"
        " | scratch that | i said | let's say | better | how about | what about | so (can | could |"
        " may | how | what))",
        constant(Mark.REPAIR),
    ),
)
