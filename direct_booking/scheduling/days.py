"""Days as they were said, resolved to local dates around a today.

Times of the day are in ``hours.py``; what becomes of the dates is in ``narrowing.py``.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from direct_booking.hearing.spoken import (
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
    Shifted,
    Week,
    Weekday,
    WeekdayAfter,
    WeekdayBefore,
    Weekend,
    WeekendBy,
    WeekOf,
    Year,
)
from direct_booking.scheduling.holidays import holiday, nth_weekday
from direct_booking.scheduling.months import dates_from, months_on
from direct_booking.scheduling.spans import Span, among
from direct_booking.scheduling.weeks import SUNDAY, cut, days_from, monday, month_span, weekend_beside

# A caller who names a weekday that does not go with the date has mixed up one of the two: a match further
# away than this is not what was meant.
FAR_DAYS = 60


@dataclass(frozen=True)
class Today:
    """What days are counted from.

    Attributes:
        date: the caller's local date.
        counts: whether the name of today's weekday still means today.
        offered: the local date that was offered last, when it was one.
    """

    date: date
    counts: bool = True
    offered: date | None = None


def resolve(day: Day, today: Today) -> tuple[Span, ...]:
    """The readings of a day, likeliest first; empty when there is no such day. Pure.

    >>> resolve(Weekday(4, Relative.NEXT), Today(date(2026, 11, 17)))[0].first.isoformat()
    '2026-11-27'
    """
    try:
        readings = _RESOLVERS[type(day)](day, today)
        return tuple(dict.fromkeys(span for span in readings if span is not None))
    except (ValueError, OverflowError):  # a date that no calendar has
        return ()


def _one(day: date) -> Span:
    return Span(day, day)


def _ones(*days: date | None) -> tuple[Span, ...]:
    return tuple(_one(day) for day in days if day is not None)


def _days_ahead(said: DaysAhead, today: Today) -> tuple[Span, ...]:
    return _ones(months_on(today.date, said.months) + timedelta(said.days))


def _coming(weekday: int, today: Today) -> date:
    ahead = (weekday - today.date.weekday()) % 7
    return today.date + timedelta(ahead if ahead or today.counts else 7)


def _weekday(said: Weekday, today: Today) -> tuple[Span, ...]:
    coming = _coming(said.weekday, today)
    next_week = monday(today.date) + timedelta(7 + said.weekday)
    after_today = today.date + timedelta((said.weekday - today.date.weekday() - 1) % 7 + 1)
    if said.relative is Relative.NEXT:
        # "next Friday" on a Tuesday is this week's to some and next week's to others
        return _ones(next_week, after_today)
    if said.relative is Relative.AFTER_NEXT:
        return _ones(after_today + timedelta(7), next_week + timedelta(7))
    if said.relative is Relative.LAST:
        return _ones(today.date - timedelta((today.date.weekday() - said.weekday - 1) % 7 + 1))
    return _ones(after_today if said.relative is Relative.COMING else coming)


def _month_day(said: MonthDay, today: Today) -> tuple[Span, ...]:
    if said.months_ahead is not None:
        there = months_on(today.date.replace(day=1), said.months_ahead)
        plain = there.replace(day=said.day)
    elif said.year is not None and said.month is not None:
        plain = date(said.year, said.month, said.day)
    else:
        plain = next(iter(dates_from(today.date, said.month, said.day)), None)
    if plain is None:
        return ()
    if said.weekday is None or plain.weekday() == said.weekday:
        return _ones(plain)
    # The weekday does not go with the date: one of the two was a slip.
    near = min((plain + timedelta(days) for days in range(-3, 4)), key=lambda d: d.weekday() != said.weekday)
    if said.month is not None or said.months_ahead is not None:
        return _ones(plain, near)
    match = next(d for d in dates_from(today.date, None, said.day) if d.weekday() == said.weekday)
    return _ones(match) if (match - today.date).days <= FAR_DAYS else _ones(match, plain, near)


def _nth_day(said: NthDay, today: Today) -> tuple[Span, ...]:
    def of(year: int, month: int) -> date | None:
        if said.weekday is not None:
            return nth_weekday(year, month, said.weekday, said.nth)
        return date(year, month, said.nth if said.nth > 0 else monthrange(year, month)[1])

    if said.months_ahead is not None:
        there = months_on(today.date.replace(day=1), said.months_ahead)
        return _ones(of(there.year, there.month))
    if said.year is not None:
        return _ones(of(said.year, said.month))
    found = (of(today.date.year + years, said.month) for years in range(3))
    return _ones(next((day for day in found if day is not None and day >= today.date), None))


def _holiday(said: Holiday, today: Today) -> tuple[Span, ...]:
    if said.year is not None:
        return _ones(holiday(said.name, said.year))
    this = holiday(said.name, today.date.year)
    return _ones(this if this >= today.date else holiday(said.name, today.date.year + 1))


def _week(said: Week, today: Today) -> tuple[Span, ...]:
    first = monday(today.date) + timedelta(7 * said.weeks_ahead)
    if said.weekday is not None:
        return _ones(first + timedelta(said.weekday))
    if said.weeks_ahead == 0:
        # Who calls on a Sunday means the week that is about to begin, not what is left of the old one.
        last = first + timedelta(13 if today.date.weekday() == SUNDAY else 6)
        return (Span(today.date, last),)
    return (days_from(first, 7),)


def _weekend(said: Weekend, today: Today) -> tuple[Span, ...]:
    saturday = monday(today.date) + timedelta(5)
    coming = Span(max(saturday, today.date), saturday + timedelta(1))
    following = days_from(saturday + timedelta(7), 2)
    if said.relative is Relative.AFTER_NEXT:
        return (days_from(saturday + timedelta(14), 2),)
    if said.relative is Relative.NEXT:
        return (following, coming) if today.date < saturday else (following,)
    if said.relative is Relative.LAST:
        return (Span(saturday - timedelta(7), saturday - timedelta(6)),)
    return (coming,)


def _month(said: Month, today: Today) -> tuple[Span, ...]:
    this = today.date.replace(day=1)
    if said.months_ahead is not None:
        return (month_span(months_on(this, said.months_ahead), today.date),)
    year = said.year or today.date.year + (said.month < today.date.month) + said.after_next
    return (month_span(date(year, said.month, 1), today.date),)


def _year(said: Year, today: Today) -> tuple[Span, ...]:
    year = said.year or today.date.year + (said.years_ahead or 0)
    first = date(year, 1, 1)
    return (Span(max(first, today.date) if year == today.date.year else first, date(year, 12, 31)),)


def _next_days(said: NextDays, today: Today) -> tuple[Span, ...]:
    edge = months_on(today.date, said.months) + timedelta(said.days)
    if edge < today.date:
        return (Span(edge, today.date - timedelta(1)),)
    return (Span(today.date + timedelta(1), edge),)


def _week_of(said: WeekOf, today: Today) -> tuple[Span, ...]:
    return tuple(
        Span(monday(span.first), monday(span.first) + timedelta(6))
        for span in resolve(said.day, today)
        if span.first is not None
    )


def _whole(said: Day, today: Today) -> tuple[Span, ...]:
    """The stretch without its past cut off, for portions of it."""
    start = today.date
    if isinstance(said, Week):
        start = monday(today.date)
    elif isinstance(said, Month) and (said.months_ahead == 0 or said.month == today.date.month):
        start = today.date.replace(day=1)
    elif isinstance(said, Year):
        start = today.date.replace(month=1, day=1)
    return resolve(said, replace(today, date=start))


def _portion(said: Portion, today: Today) -> tuple[Span, ...]:
    return tuple(cut(span, said.shade) for span in _whole(said.of, today))


def _shifted(said: Shifted, today: Today) -> tuple[Span, ...]:
    return tuple(
        _one(months_on(span.first, said.months) + timedelta(said.days))
        for span in resolve(said.day, today)
        if span.first is not None
    )


def _offered_day(said: OfferedDay, today: Today) -> tuple[Span, ...]:
    return _ones((today.offered or today.date) + timedelta(said.days))


def _weekday_after(said: WeekdayAfter, today: Today) -> tuple[Span, ...]:
    if isinstance(said.day, OfferedDay) and today.offered is None:
        return ()  # "the Friday after": after what?
    return tuple(
        _one(span.last + timedelta((said.weekday - span.last.weekday() - 1) % 7 + 1))
        for span in resolve(said.day, today)
        if span.last is not None
    )


def _weekday_before(said: WeekdayBefore, today: Today) -> tuple[Span, ...]:
    if isinstance(said.day, OfferedDay) and today.offered is None:
        return ()
    return tuple(
        _one(span.first - timedelta((span.first.weekday() - said.weekday - 1) % 7 + 1))
        for span in resolve(said.day, today)
        if span.first is not None
    )


def _weekend_by(said: WeekendBy, today: Today) -> tuple[Span, ...]:
    return tuple(
        weekend_beside(span.first, span.last or span.first, said.side)
        for span in resolve(said.day, today)
        if span.first is not None
    )


def _among(said: Among, today: Today) -> tuple[Span, ...]:
    """The first run of them in each reading; all of them are for ``resolving.py``."""
    week = (Span(today.date, today.date + timedelta(6)),)
    spans = resolve(said.of, today) if said.of is not None else week
    return tuple(run for span in spans if span.first and span.last for run in among(said.weekdays, span)[:1])


def _day_range(said: DayRange, today: Today) -> tuple[Span, ...]:
    first = [span.first for span in resolve(said.first, today)] if said.first else [None]
    if said.after is not None:
        first = [span.last + timedelta(1) for span in resolve(said.after, today) if span.last]
    ranges = []
    for start in first:
        # "Friday to Monday": the Monday after that Friday
        later = today if start is None else replace(today, date=max(start, today.date), counts=True)
        last = [span.last for span in resolve(said.last, later)] if said.last else [None]
        if said.before is not None:
            last = [span.first - timedelta(1) for span in resolve(said.before, later) if span.first]
        ranges.extend(Span(start, end) for end in last if start is None or end is None or start <= end)
    return tuple(ranges)


_RESOLVERS: dict[type, Callable[..., tuple[Span, ...]]] = {
    DaysAhead: _days_ahead,
    Weekday: _weekday,
    MonthDay: _month_day,
    NthDay: _nth_day,
    Holiday: _holiday,
    Week: _week,
    Weekend: _weekend,
    Month: _month,
    Year: _year,
    NextDays: _next_days,
    WeekOf: _week_of,
    Portion: _portion,
    Shifted: _shifted,
    OfferedDay: _offered_day,
    WeekdayAfter: _weekday_after,
    WeekdayBefore: _weekday_before,
    WeekendBy: _weekend_by,
    Among: _among,
    DayRange: _day_range,
}
