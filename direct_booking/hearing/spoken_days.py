"""Days as they were said: values without a calendar, nothing guessed.

Times of the day, and everything else that was said with them, are in ``spoken.py``; which dates they are
is worked out in ``scheduling.days``.
"""

from dataclasses import dataclass
from enum import Enum


class Relative(str, Enum):
    """Which of many: the word before a weekday or a weekend."""

    THIS = "this"
    NEXT = "next"
    COMING = "coming"
    LAST = "last"
    AFTER_NEXT = "after_next"
    EVERY = "every"


class Shade(str, Enum):
    """Which stretch of a longer one: "early next week", "late morning"."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"
    FIRST_HALF = "first_half"
    SECOND_HALF = "second_half"


class Side(str, Enum):
    """On which side of a day something lies: "the weekend after Thanksgiving"."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class DaysAhead:
    """Days (and months) from today: today 0, tomorrow 1, yesterday -1."""

    days: int = 0
    months: int = 0


@dataclass(frozen=True)
class Weekday:
    """A weekday, Monday 0: "friday", "next friday", "fridays"."""

    weekday: int
    relative: Relative | None = None


@dataclass(frozen=True)
class MonthDay:
    """A day of a month, as far as it was said.

    Attributes:
        day: 1 to 31.
        month: 1 to 12, if named.
        year: if named.
        weekday: Monday 0, when it was said with the date.
        months_ahead: "of this month" 0, "of next month" 1.
    """

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    months_ahead: int | None = None


@dataclass(frozen=True)
class NthDay:
    """A counted day of a month: "the first Tuesday in October".

    Attributes:
        nth: 1 is the first, -1 the last.
        weekday: Monday 0; None counts all days.
        month: 1 to 12, or None with ``months_ahead``.
        months_ahead: this month 0, next month 1.
        year: if named.
    """

    nth: int
    weekday: int | None = None
    month: int | None = None
    months_ahead: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Holiday:
    """A named day of the year; ``name`` is a key of ``vocabulary.dates.HOLIDAYS``."""

    name: str
    year: int | None = None


@dataclass(frozen=True)
class Week:
    """A calendar week from Monday: this 0, next 1; or one of its days."""

    weeks_ahead: int
    weekday: int | None = None


@dataclass(frozen=True)
class Weekend:
    """A Saturday and its Sunday; None or THIS is the coming one."""

    relative: Relative | None = None


@dataclass(frozen=True)
class Month:
    """A whole month: by number, or by months from this one.

    Attributes:
        month: 1 to 12.
        months_ahead: this month 0, next month 1; where no month is named.
        year: if named.
        after_next: "March after next": a year later than the coming one.
    """

    month: int | None = None
    months_ahead: int | None = None
    year: int | None = None
    after_next: bool = False


@dataclass(frozen=True)
class Year:
    """A whole year: by number, or by years from this one."""

    year: int | None = None
    years_ahead: int | None = None


@dataclass(frozen=True)
class NextDays:
    """The days that follow today: "the next three days"; negative for past ones."""

    days: int = 0
    months: int = 0


@dataclass(frozen=True)
class WeekOf:
    """The week that holds a day: "the week of December first"."""

    day: "Day"


@dataclass(frozen=True)
class Portion:
    """A part of a longer stretch: "early next week", "the end of March"."""

    of: "Day"
    shade: Shade


@dataclass(frozen=True)
class Shifted:
    """A day counted from another: "a week from Thursday", "the day after Christmas"."""

    day: "Day"
    days: int = 0
    months: int = 0


@dataclass(frozen=True)
class OfferedDay:
    """A day counted from the one that was offered: "that day" 0, "the day after" 1."""

    days: int = 0


@dataclass(frozen=True)
class WeekdayAfter:
    """The first such weekday after a day: "the Monday after Thanksgiving", "the Friday after"."""

    weekday: int
    day: "Day"


@dataclass(frozen=True)
class WeekdayBefore:
    """The last such weekday before a day: "the Monday before Christmas"."""

    weekday: int
    day: "Day"


@dataclass(frozen=True)
class WeekendBy:
    """A weekend told by a day: "Labor Day weekend", "the weekend after Thanksgiving".

    Attributes:
        day: the day; a Monday or a Friday belongs to its weekend.
        side: on which side of it; None is the nearest.
    """

    day: "Day"
    side: Side | None = None


@dataclass(frozen=True)
class Among:
    """Some weekdays of a longer stretch: "a Tuesday in December", "any weekday", "on weekends".

    Attributes:
        weekdays: Monday 0, in order.
        of: the stretch; None is from today on.
    """

    weekdays: tuple[int, ...]
    of: "Day | None" = None


@dataclass(frozen=True)
class DayRange:
    """Days between two days; either end may be open.

    Attributes:
        first: the first one, included.
        last: the last one, included.
        after: the range begins after this.
        before: the range ends before this.
    """

    first: "Day | None" = None
    last: "Day | None" = None
    after: "Day | None" = None
    before: "Day | None" = None


Day = (
    DaysAhead | Weekday | MonthDay | NthDay | Holiday | Week | Weekend | Month | Year | NextDays | WeekOf
    | Portion | Shifted | OfferedDay | WeekdayAfter | WeekdayBefore | WeekendBy | Among | DayRange
)  # fmt: skip
