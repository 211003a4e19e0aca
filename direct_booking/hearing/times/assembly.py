"""From the pieces that the grammar finds in a turn to one ``Spoken``.

What the pieces are is in the ``rules_*`` modules. Here is how they belong together: "Tuesday ... at two"
is one time, "Tuesday at two or three" are two, and "Tuesday, no, Wednesday" is one again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from direct_booking.hearing.spoken import (
    Clock,
    Day,
    DaysAhead,
    Hours,
    MonthDay,
    OfferedDay,
    PartOfDay,
    Relative,
    Spoken,
    Week,
    Weekday,
    WeekdayAfter,
    WeekOf,
    When,
)
from direct_booking.hearing.times.clocks import Readings
from direct_booking.hearing.times.pieces import Excluded, Mark, Moved, Only, Operation, Several, joined
from direct_booking.hearing.times.rules_days import shifted


@dataclass(frozen=True)
class Piece:
    """A value and the words it was read from.

    Attributes:
        start: number of the first word.
        end: number after the last word.
        value: as the grammar gives it.
        apart: other words than fillers stand between this piece and the one before it.
    """

    start: int
    end: int
    value: object
    apart: bool = False


def assemble(pieces: Sequence[Piece]) -> tuple[Spoken | None, tuple[Piece, ...]]:
    """Put the pieces of one turn together, in the order said. Pure.

    Returns:
        What was said, or None when there is no time in it, and the pieces that were used.
    """
    times = [piece for piece in pieces if not isinstance(piece.value, str)]
    if not times:
        return None, ()
    alternatives = _alternatives(pieces)
    operations = [piece.value for piece in times if isinstance(piece.value, Operation)]
    exclusions = tuple(_first(when) for piece in times for when in _excluded(piece.value))
    spoken = Spoken(
        tuple(_first(when) for when in alternatives), exclusions, moved_from=tuple(_moved_from(times))
    )
    operation = operations[-1] if operations else None
    if operation is not None:
        spoken = replace(
            spoken,
            operator=operation.operator,
            shift_minutes=operation.shift_minutes,
            pick=operation.pick,
        )
    return replace(spoken, other_readings=_others(spoken, alternatives, operation)), tuple(times)


def _excluded(value: object) -> tuple[When, ...]:
    if isinstance(value, Only):
        return (value.when,) if value.excluded else ()
    return value.whens if isinstance(value, Excluded) else ()


def _moved_from(pieces: Sequence[Piece]) -> Iterable[When]:
    """What something is moved away from, in the order said."""
    for piece in pieces:
        if isinstance(piece.value, Moved) and piece.value.moved_from is not None:
            yield _first(piece.value.moved_from)
        elif isinstance(piece.value, Excluded) and piece.value.instead:
            yield from map(_first, piece.value.whens)


def _alternatives(pieces: Sequence[Piece]) -> tuple[When, ...]:
    said: tuple[When, ...] = ()
    link: str | None = None
    for piece in pieces:
        value = piece.value
        if value in (Mark.OR, Mark.REPAIR):
            link = Mark.OR if link == Mark.OR else value  # "or what about Wednesday"
        elif isinstance(value, Moved):
            said, link = (value.when,) if value.when is not None else said, None
        elif _excluded(value):
            out_of = value.out_of if isinstance(value, Excluded) else None
            said, link = (said if out_of is None else _with(said, out_of, link)), None
        elif isinstance(value, Several):
            said, link = (*said, *value.whens), None
        elif isinstance(value, Operation) and value.at is not None:
            said, link = _with(said, value.at, link), None
        elif isinstance(value, When | Only):
            when = value.when if isinstance(value, Only) else value
            said = _with(said, when, Mark.REPAIR if piece.apart and link is None else link)
            link = None
    return tuple(dict.fromkeys(said))


def _with(said: tuple[When, ...], when: When, link: str | None) -> tuple[When, ...]:
    """What was said so far, and one more time."""
    if not said:
        return (when,)
    when = _in_same_week(said[-1], _counted_on(said[-1], when))
    if link is None and (_names_again(said[-1], when) or _says_again(said[-1], when)):
        return (*said[:-1], When(said[-1].day, when.hours or said[-1].hours))
    if link is None and (date := _named_and_dated(said[-1].day, when.day)) is not None:
        return (*said[:-1], When(date, when.hours or said[-1].hours))
    if link != Mark.OR and _refines(said[-1], when):  # "next week, maybe Tuesday"
        return (*said[:-1], When(when.day, when.hours or said[-1].hours))
    if link == Mark.OR:
        return _alternative(said, when)
    whole = [joined(one, when) for one in said]
    if all(whole):  # "Tuesday would be fine, in the morning if possible"
        return tuple(whole)
    if link == Mark.REPAIR:
        return (*said[:-1], _repaired(said[-1], when))
    return (*said, when)


def _counted_on(before: When, when: When) -> When:
    """ "Monday or the day after", "next week or the week after": counted from what was said just before."""
    day = before.day
    if day is None or isinstance(day, OfferedDay):
        return when
    if isinstance(when.day, OfferedDay):
        return replace(when, day=shifted(day, (when.day.days, 0)))
    if isinstance(when.day, WeekdayAfter) and when.day.day == OfferedDay(0):
        return replace(when, day=WeekdayAfter(when.day.weekday, day))
    if isinstance(when.day, WeekOf) and isinstance(when.day.day, OfferedDay):
        return _week_on(day, when)
    return when


def _week_on(day: Day, when: When) -> When:
    weeks = when.day.day.days // 7
    if isinstance(day, Week):
        return replace(when, day=Week(day.weeks_ahead + weeks, day.weekday))
    return replace(when, day=WeekOf(shifted(day, (7 * weeks, 0))))


def _in_same_week(before: When, when: When) -> When:
    """ "Next week Tuesday or Wednesday": a bare weekday beside a week is that week's."""
    plain = isinstance(when.day, Weekday) and when.day.relative is None
    if plain and isinstance(before.day, Week) and before.day.weeks_ahead > 0:
        return replace(when, day=Week(before.day.weeks_ahead, when.day.weekday))
    return when


def _says_again(before: When, when: When) -> bool:
    """ "On Friday, Friday at nine": the day said twice, and a time with one of them."""
    return when.day is not None and before.day == when.day and None in (before.hours, when.hours)


def _names_again(before: When, when: When) -> bool:
    """ "Today, Thursday, after three": one day by two names."""
    named = isinstance(when.day, Weekday) and when.day.relative is None
    return named and isinstance(before.day, DaysAhead) and before.day in (DaysAhead(0), DaysAhead(1))


def _named_and_dated(before: Day | None, day: Day | None) -> Day | None:
    """ "Next Thursday, the 26th", "the 26th, a Thursday", "tomorrow, the 19th": one day by two names."""
    if isinstance(before, MonthDay) and isinstance(day, Weekday):
        plain = before.weekday is None and day.relative is None
        return replace(before, weekday=day.weekday) if plain else None
    if not isinstance(day, MonthDay) or day.weekday is not None:
        return None
    if isinstance(before, Weekday) and before.relative is not Relative.EVERY:
        return replace(day, weekday=before.weekday)
    return day if isinstance(before, DaysAhead) else None


def _refines(before: When, when: When) -> bool:
    return isinstance(before.day, Week) and before.day.weekday is None and isinstance(when.day, Week)


def _repaired(before: When, when: When) -> When:
    """ "Tuesday at two, no, Wednesday" keeps the clock; "no, three" keeps the day."""
    return When(when.day or before.day, when.hours or before.hours)


def _alternative(said: tuple[When, ...], when: When) -> tuple[When, ...]:
    last = said[-1]
    if when.day is None and last.day is not None and last.hours is not None:
        return (*said, When(last.day, when.hours))  # "Tuesday at two or three"
    if when.day is not None and when.hours is not None and not _is_shaded(when.hours):
        return (*(_filled(_in_same_week(when, one), when) for one in said), when)
    if _shares_half(last.hours, when.hours):
        said = (*said[:-1], replace(last, hours=replace(last.hours, half=when.hours.half)))
    if when.day is None and last.hours is None:
        return tuple(joined(one, when) or one for one in said)  # "Monday or Tuesday ... at ten"
    return (*(_in_same_week(when, one) for one in said), when)


def _is_shaded(hours: Hours) -> bool:
    """ "Thursday or early Friday": what is said so finely is said of its own day."""
    return isinstance(hours, PartOfDay) and hours.shade is not None


def _shares_half(first: Hours | None, later: Hours | None) -> bool:
    """ "Two or three in the afternoon": what is said of the later hour holds for the earlier one."""
    if not isinstance(first, Clock) or not isinstance(later, Clock) or first.half or not later.half:
        return False
    return later.hour <= 12 and first.hour <= 12 and first.hour % 12 < later.hour % 12


def _filled(one: When, later: When) -> When:
    """ "Monday or Tuesday at ten": what the last one says holds for those before."""
    return When(one.day or later.day, one.hours or later.hours)


def _first(when: When) -> When:
    return replace(when, hours=_values(when.hours)[0])


def _values(hours: Hours | Readings | None) -> tuple:
    return hours.values if isinstance(hours, Readings) else (hours,)


def _others(spoken: Spoken, alternatives: Iterable[When], operation: Operation | None) -> tuple[Spoken, ...]:
    """The other readings: one for each piece that has a second one."""
    others = []
    alternatives = tuple(alternatives)
    for place, when in enumerate(alternatives):
        for hours in _values(when.hours)[1:]:
            changed = list(spoken.alternatives)
            changed[place] = replace(when, hours=hours)
            others.append(replace(spoken, alternatives=tuple(changed)))
    if operation is not None and operation.or_when is not None:
        day = Spoken((*spoken.alternatives, operation.or_when), spoken.exclusions)
        others.append(day)
    return tuple(others)
