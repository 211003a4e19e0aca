"""What the rules make of words: the pieces of a turn, and how a day and a time of the day go together.

How words become pieces is in the ``rules_*`` modules, how pieces become one ``Spoken`` in ``assembly.py``.
"""

from dataclasses import dataclass, replace

from direct_booking.hearing.spoken import (
    Clock,
    ClockRange,
    DaysAhead,
    Half,
    Hours,
    Operator,
    PartOfDay,
    Weekday,
    When,
)
from direct_booking.hearing.times.clocks import Readings, in_part
from direct_booking.hearing.times.rules_days import shifted
from direct_booking.vocabulary.dates import MAIN_PARTS, PART_HALVES


@dataclass(frozen=True)
class Excluded:
    """Times that were ruled out.

    Attributes:
        whens: which.
        instead: another time is wanted in their place.
        out_of: what they are left out of: "any weekday but Wednesday".
    """

    whens: tuple[When, ...]
    instead: bool = False
    out_of: When | None = None


@dataclass(frozen=True)
class Operation:
    """Something said about the offer.

    Attributes:
        operator: what.
        shift_minutes: for SHIFT.
        pick: for PICK.
        or_when: what the same words can mean as a time: "the second".
        at: a time said with it: "the first appointment on Tuesday".
        unless_denied: a "not" before it, or a time beside it, leaves nothing of it: "not that either".
    """

    operator: Operator
    shift_minutes: int = 0
    pick: int | None = None
    or_when: When | None = None
    at: When | None = None
    unless_denied: bool = False


@dataclass(frozen=True)
class Only:
    """Words that count only when (nearly) the whole turn is them: "two", "ten thirty", "not three".

    Attributes:
        when: which time, or what they say about the offer.
        excluded: it is ruled out.
    """

    when: When | Operation
    excluded: bool = False


@dataclass(frozen=True)
class Moved:
    """From one time to another: only where to is a wish.

    Attributes:
        when: where to, if it was said.
        moved_from: where from, if it was said.
    """

    when: When | None
    moved_from: When | None = None


@dataclass(frozen=True)
class Several:
    """Alternatives that share their words: "this week or next"."""

    whens: tuple[When, ...]


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
    return _past_midnight(When(one.day if one.day is not None else other.day, hours), one.hours, other.hours)


def _past_midnight(when: When, *said: Hours | None) -> When:
    """ "Tonight at twelve" is tomorrow's first minute."""
    evening = any(isinstance(hours, PartOfDay) and hours.name in ("evening", "night") for hours in said)
    midnight = isinstance(when.hours, Clock) and when.hours.hour == 12 and when.hours.half is Half.AM
    if not (evening and midnight) or not isinstance(when.day, DaysAhead | Weekday):
        return when
    return replace(when, day=shifted(when.day, (1, 0)))


def _hours_joined(one: Hours | None, other: Hours | None) -> Hours | None:
    if one is None or other is None:
        return one if other is None else other
    if isinstance(other, PartOfDay):
        one, other = other, one
    if not isinstance(one, PartOfDay) or one.name not in PART_HALVES:
        return None
    if isinstance(other, PartOfDay):
        return _finer(one, other)
    if isinstance(other, Readings):
        return Readings(tuple(in_part(value, one.name) for value in other.values))
    if isinstance(other, Clock | ClockRange):
        return in_part(other, one.name)
    return None


def _finer(one: PartOfDay, other: PartOfDay) -> PartOfDay | None:
    """ "First thing in the morning": two words for one stretch of the day, of which one says more."""
    if PART_HALVES[one.name] != PART_HALVES.get(other.name):
        return None
    return one if one.shade or one.name not in MAIN_PARTS else other
