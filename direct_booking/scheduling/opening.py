"""How far a time lies from the opening hours, for telling which half of the day a caller means.

Whether a time can be booked is decided in ``availability.py``; closed dates and busy time do not matter here.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from direct_booking.scheduling.availability import Rules, Window

# Hours that a business keeps which has set none.
_USUAL = (Window(9 * 60, 17 * 60),)


def windows_around(at: datetime, rules: Rules) -> Iterator[tuple[datetime, datetime]]:
    """The windows, in UTC, of the day on which an instant (aware) falls, and of those beside it. Pure.

    A day without windows has those of the whole week: "Sunday at ten" still means the morning.
    """
    there = at.astimezone(rules.zone).date()
    week = tuple(window for windows in rules.windows.values() for window in windows) or _USUAL
    for ahead in (-1, 0, 1):
        day = there + timedelta(ahead)
        for window in rules.windows.get(day.weekday()) or week:
            start = _instant(day, window.start_minute, rules.zone)
            after = day + timedelta(window.end_minute <= window.start_minute)
            yield start, _instant(after, window.end_minute, rules.zone)


def distance_minutes(at: datetime, rules: Rules, *, edge: bool = False) -> int:
    """Minutes from the nearest time at which a meeting can start; 0 when it can start right then. Pure.

    Args:
        at: aware.
        rules: only windows and length count.
        edge: ``at`` ends a stretch, or begins one: it may be as late as closing time.
    """
    length = timedelta(minutes=0 if edge else rules.length_minutes)
    return min(_away(at, start, max(start, end - length)) for start, end in windows_around(at, rules))


def hours_on(day: date, rules: Rules, zone: ZoneInfo) -> tuple[int, int]:
    """Opening and closing minute of a local date of ``zone``, cut to that date. Pure."""
    noon = datetime.combine(day, time(12), zone)
    near = [w for w in windows_around(noon, rules) if w[0].astimezone(zone).date() == day]
    if not near:
        return 0, 24 * 60
    start, end = min(w[0] for w in near).astimezone(zone), max(w[1] for w in near).astimezone(zone)
    closing = end.hour * 60 + end.minute if end.date() == day else 24 * 60
    return start.hour * 60 + start.minute, closing


def _away(at: datetime, start: datetime, end: datetime) -> int:
    nearest = min(max(at, start), end)
    return abs(int((at - nearest).total_seconds() // 60))


def _instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    midnight = datetime.combine(day, time(0), zone)
    return (midnight + timedelta(minutes=minute)).astimezone(timezone.utc)
