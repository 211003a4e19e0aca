"""What was heard as one short line, so that a table of phrases can be read: "tue @2:00pm; not fri".

A shorthand for tests only; the values themselves are ``hearing.spoken``.
"""

from direct_booking.hearing.spoken import (
    Among,
    Clock,
    ClockRange,
    DayRange,
    DaysAhead,
    Holiday,
    Month,
    MonthDay,
    NextDays,
    NthDay,
    OfferedDay,
    PartOfDay,
    Portion,
    Shifted,
    Spoken,
    Week,
    Weekday,
    WeekdayAfter,
    WeekdayBefore,
    Weekend,
    WeekendBy,
    WeekOf,
    When,
    Year,
)
from direct_booking.hearing.times import hear

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LATER = "later"


def heard(words: str) -> str:
    """The first reading of a turn: "nothing", "tue @2:00", "tue or wed; not @morning", "pick 1"."""
    found = hear(words)
    return short(found.spoken) if found else "nothing"


def others(words: str) -> list[str]:
    """The further readings of a turn, likeliest first."""
    found = hear(words)
    return [short(other) for other in found.spoken.other_readings] if found else []


def short(spoken: Spoken) -> str:
    said = []
    if spoken.operator is not None:
        value = spoken.operator.value.replace("_", " ")
        said.append(f"{value} {spoken.shift_minutes:+d}" if spoken.shift_minutes else value)
        if spoken.pick is not None:
            said[-1] = f"pick {spoken.pick}"
    if spoken.alternatives:
        said.append(" or ".join(map(_when, spoken.alternatives)))
    if spoken.exclusions:
        said.append("not " + ", ".join(map(_when, spoken.exclusions)))
    if spoken.moved_from:
        said.append("from " + ", ".join(map(_when, spoken.moved_from)))
    return "; ".join(said)


def _when(when: When) -> str:
    return " ".join(filter(None, (when.day and _day(when.day), when.hours and "@" + _hours(when.hours))))


def _clock(clock: Clock) -> str:
    season = {True: " daylight", False: " standard", None: ""}[clock.daylight]
    about = "~" if clock.around else ""
    return f"{about}{clock.hour}:{clock.minute:02}{clock.half.value if clock.half else ''}{season}"


def _hours(hours) -> str:
    if isinstance(hours, Clock):
        return _clock(hours)
    if isinstance(hours, PartOfDay):
        return f"{hours.shade.value} {hours.name}" if hours.shade else hours.name
    if isinstance(hours, ClockRange):
        return f"{_clock(hours.first) if hours.first else ''}-{_clock(hours.last) if hours.last else ''}"
    return f"{'<' if getattr(hours, 'within', False) else '+'}{hours.minutes}min"


def _relative(value) -> str:
    return f"{value.value.replace('_', ' ')} " if value else ""


def _length(day) -> str:
    months = getattr(day, "months", 0)
    return (f"{day.days:+d}d" if day.days else "") + (f"{months:+d}m" if months else "")


def _ahead(count: int, what: str) -> str:
    return f"{what}{count:+d}" if count else f"this {what}"


def _month_of(day) -> str:
    if day.month is None:
        return _ahead(day.months_ahead, "month")
    return MONTHS[day.month - 1] + (f" {day.year}" if day.year else "")


def _of(weekday: int | None) -> str:
    return "" if weekday is None else f"{WEEKDAYS[weekday]} of "


def _month_day(day: MonthDay) -> str:
    of = "" if day.month is None and day.months_ahead is None else " " + _month_of(day)
    return ("" if day.weekday is None else WEEKDAYS[day.weekday] + " ") + f"{day.day}.{of}"


def _ends(day: DayRange) -> str:
    first = f">{_day(day.after)}" if day.after else _day(day.first) if day.first else ""
    last = f"<{_day(day.before)}" if day.before else _day(day.last) if day.last else ""
    return f"[{first}..{last}]"


_DAYS = {
    DaysAhead: lambda d: _length(d) or "today",
    Weekday: lambda d: _relative(d.relative) + WEEKDAYS[d.weekday],
    MonthDay: _month_day,
    NthDay: lambda d: f"{d.nth}# {WEEKDAYS[d.weekday] if d.weekday is not None else 'day'} of {_month_of(d)}",
    Holiday: lambda d: d.name + (f" {d.year}" if d.year else ""),
    Week: lambda d: _of(d.weekday) + _ahead(d.weeks_ahead, "week"),
    Weekend: lambda d: f"{_relative(d.relative)}weekend",
    Month: _month_of,
    Year: lambda d: str(d.year) if d.year else _ahead(d.years_ahead, "year"),
    NextDays: lambda d: f"next {_length(d)}",
    WeekOf: lambda d: f"week of ({_day(d.day)})",
    Portion: lambda d: f"{d.shade.value} {_day(d.of)}",
    Shifted: lambda d: f"({_day(d.day)}){_length(d)}",
    OfferedDay: lambda d: f"offered{_length(d)}",
    WeekdayBefore: lambda d: f"{WEEKDAYS[d.weekday]} before ({_day(d.day)})",
    WeekendBy: lambda d: f"weekend {d.side.value if d.side else 'of'} ({_day(d.day)})",
    WeekdayAfter: lambda d: f"{WEEKDAYS[d.weekday]} after ({_day(d.day)})",
    Among: lambda d: "+".join(WEEKDAYS[n] for n in d.weekdays) + (f" in ({_day(d.of)})" if d.of else ""),
    DayRange: _ends,
}  # fmt: skip


def _day(day) -> str:
    return _DAYS[type(day)](day) if type(day) in _DAYS else repr(day)
