"""What was said about time, as values: no now, no zone, nothing guessed.

Days are in ``spoken_days.py``. How words become these values is in ``times``; what dates and minutes they
are is in ``scheduling.narrowing``.
"""

import json
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum

from direct_booking.hearing.spoken_days import (
    Among,
    Day,
    DayRange,
    DaysAhead,
    Holiday,
    Month,
    MonthDay,
    NextDays,
    NthDay,
    OfferedDay,
    Portion,
    Relative,
    Shade,
    Shifted,
    Side,
    Week,
    Weekday,
    WeekdayAfter,
    WeekdayBefore,
    Weekend,
    WeekendBy,
    WeekOf,
    Year,
)

__all__ = [
    "Among",
    "Clock",
    "ClockRange",
    "Day",
    "DayRange",
    "DaysAhead",
    "Half",
    "Holiday",
    "Hours",
    "MinutesAhead",
    "Month",
    "MonthDay",
    "NextDays",
    "NthDay",
    "OfferedDay",
    "Operator",
    "PartOfDay",
    "Portion",
    "Relative",
    "Shade",
    "Shifted",
    "Side",
    "Spoken",
    "Week",
    "WeekOf",
    "Weekday",
    "WeekdayAfter",
    "WeekdayBefore",
    "Weekend",
    "WeekendBy",
    "When",
    "Year",
    "from_text",
    "to_text",
]


class Half(str, Enum):
    """The half of the day of a clock time."""

    AM = "am"
    PM = "pm"


class Operator(str, Enum):
    """What was said about the offer rather than about a time."""

    EARLIER = "earlier"
    LATER = "later"
    SAME_TIME = "same_time"  # "same time on Friday"
    SHIFT = "shift"  # "an hour later"
    PICK = "pick"  # "the second one": by place in the offer
    PICK_EARLIEST = "pick_earliest"  # "the earlier one": by time
    PICK_LATEST = "pick_latest"
    EITHER = "either"
    ANYTHING_ELSE = "anything_else"
    ANOTHER_DAY = "another_day"
    SOONEST = "soonest"
    LATEST = "latest"
    OPENINGS = "openings"  # "what do you have": whatever is open, for what is wished so far


@dataclass(frozen=True)
class Clock:
    """A clock time.

    Attributes:
        hour: 0 to 23, as said: "two" is 2 whatever its half.
        minute: 0 to 59.
        half: as said, or as its part of the day settles it; None with an hour of 1 to 12 leaves it open.
        around: "about two", "twoish".
        daylight: "daylight time" True, "standard time" False: which of two, when a clock change repeats it.
    """

    hour: int
    minute: int = 0
    half: Half | None = None
    around: bool = False
    daylight: bool | None = None


@dataclass(frozen=True)
class PartOfDay:
    """A part of the day; ``name`` is a key of ``scheduling.day_parts.HOURS``."""

    name: str
    shade: Shade | None = None


@dataclass(frozen=True)
class ClockRange:
    """Starts from one clock time to another: ``first`` included, ``last`` excluded; either may be open."""

    first: Clock | None = None
    last: Clock | None = None


@dataclass(frozen=True)
class MinutesAhead:
    """Minutes from now: "in two hours"; it settles the day as well.

    Attributes:
        minutes: how many.
        within: any time from now until then: "within the hour".
    """

    minutes: int
    within: bool = False


Hours = Clock | PartOfDay | ClockRange | MinutesAhead


@dataclass(frozen=True)
class When:
    """One alternative: a day or days, a time of the day, or both."""

    day: Day | None = None
    hours: Hours | None = None


@dataclass(frozen=True)
class Spoken:
    """Everything that one turn says about time.

    Attributes:
        alternatives: in the order said: "Monday or Tuesday".
        exclusions: "not Monday".
        operator: what was said about the offer.
        shift_minutes: for SHIFT; negative is earlier.
        pick: for PICK: 0 is the first option, -1 the last.
        other_readings: what the same words can mean besides, likeliest first.
        moved_from: the times of what is to be moved, which are no wish: "the Wednesday one to Thursday".
    """

    alternatives: tuple[When, ...] = ()
    exclusions: tuple[When, ...] = ()
    operator: Operator | None = None
    shift_minutes: int = 0
    pick: int | None = None
    other_readings: tuple["Spoken", ...] = ()
    moved_from: tuple[When, ...] = ()


_VALUES = {
    value.__name__: value
    for value in (
        DaysAhead,
        Weekday,
        MonthDay,
        NthDay,
        Holiday,
        Week,
        Weekend,
        Month,
        Year,
        NextDays,
        WeekOf,
        Portion,
        Shifted,
        OfferedDay,
        WeekdayAfter,
        WeekdayBefore,
        WeekendBy,
        Among,
        DayRange,
        Clock,
        PartOfDay,
        ClockRange,
        MinutesAhead,
        When,
        Spoken,
    )  # fmt: skip
}
_ENUMS = {"half": Half, "relative": Relative, "shade": Shade, "operator": Operator, "side": Side}


def to_text(spoken: Spoken) -> str:
    """Write as one line of JSON, for an entity or a slot. Pure.

    >>> to_text(Spoken((When(DaysAhead(1)),)))
    '{"is": "Spoken", "alternatives": [{"is": "When", "day": {"is": "DaysAhead", "days": 1}}]}'
    """
    return json.dumps(_plain(spoken))


def from_text(text: str) -> Spoken:
    """Read what ``to_text`` wrote. Pure.

    Raises:
        ValueError: it is not what ``to_text`` writes.
    """
    try:
        spoken = _value(json.loads(text))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a spoken time: {error}") from error
    if not isinstance(spoken, Spoken):
        raise ValueError("not a spoken time")
    return spoken


def _plain(value):
    if is_dataclass(value):
        said = {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name) != f.default}
        return {"is": type(value).__name__} | {name: _plain(part) for name, part in said.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.value if isinstance(value, Enum) else value


def _value(raw, name: str = ""):
    if isinstance(raw, dict):
        made = {key: _value(part, key) for key, part in raw.items() if key != "is"}
        return _VALUES[raw["is"]](**made)
    if isinstance(raw, list):
        return tuple(_value(part) for part in raw)
    return _ENUMS[name](raw) if name in _ENUMS and raw is not None else raw
