"""From the owner's settings to the rules that a time is judged by.

The judging is in ``availability.py``.
"""

from datetime import date
from zoneinfo import ZoneInfo

from direct_booking.scheduling.availability import Rules, Window
from direct_booking.scheduling.day_parts import DayParts
from direct_booking.settings import Settings, closed_dates


def rules_of(settings: Settings, zone: ZoneInfo, first: date, last: date) -> Rules:
    """The rules of these settings, with the closed dates from ``first`` to ``last`` (both included).

    Pure.

    Args:
        settings: the owner's.
        zone: the calendar's; windows, dates and look-ahead are local to it.
        first: local date from which closed dates are worked out; a window that runs past midnight
            belongs to the day on which it starts, so begin with the day before the first start.
        last: local date up to which closed dates are worked out.
    """
    return Rules(
        zone=zone,
        windows={
            day: tuple(Window(*edges) for edges in windows) for day, windows in settings.windows.items()
        },
        overrides=dict.fromkeys(sorted(closed_dates(settings, first, last)), ()),
        length_minutes=settings.length_minutes,
        interval_minutes=settings.interval_minutes,
        buffer_before_minutes=settings.buffer_before_minutes,
        buffer_after_minutes=settings.buffer_after_minutes,
        notice_minutes=settings.notice_minutes,
        look_ahead_days=settings.look_ahead_days,
        day_parts=DayParts(
            afternoon_minute=settings.afternoon_starts,
            evening_minute=settings.evening_starts,
            night_minute=settings.night_starts,
            lunch=settings.lunchtime,
        ),
    )
