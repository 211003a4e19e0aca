"""Everything against which words about time are understood: the wish and the offer before them, now and
where.

What is done with it is in ``narrowing.py``, ``picking.py`` and ``resolving.py``.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property
from zoneinfo import ZoneInfo

from direct_booking.scheduling.availability import Rules
from direct_booking.scheduling.hours import Minutes
from direct_booking.scheduling.offer import Offer, Option
from direct_booking.scheduling.opening import windows_around
from direct_booking.scheduling.wish import DAY_MINUTES, Stretch, Wish


@dataclass(frozen=True)
class Scene:
    """See the module. ``zone`` is the caller's, ``rules`` the owner's; ``now`` is aware."""

    wish: Wish
    offer: Offer | None
    now: datetime
    zone: ZoneInfo
    rules: Rules

    @cached_property
    def today(self) -> date:
        """The caller's local date."""
        return self.now.astimezone(self.zone).date()

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """What was put to the caller."""
        return self.offer.options if self.offer is not None else ()

    @cached_property
    def offered_days(self) -> tuple[date, ...]:
        """The local dates of the offer, each once, in the order said."""
        return tuple(dict.fromkeys(option.start.astimezone(self.zone).date() for option in self.options))

    @cached_property
    def last_day(self) -> date:
        """The last local date inside the look-ahead."""
        return self.today + timedelta(self.rules.look_ahead_days)

    @cached_property
    def hours_remain_today(self) -> bool:
        """Whether a meeting can still begin today: then "Friday" on a Friday is today."""
        length = timedelta(minutes=self.rules.length_minutes)
        return any(
            start.astimezone(self.zone).date() <= self.today and self.now <= end - length
            for start, end in windows_around(self.now, self.rules)
        )

    def with_wish(self, wish: Wish) -> "Scene":
        """The same scene with another wish."""
        return replace(self, wish=wish)


def minutes_of(option: Option, zone: ZoneInfo) -> Minutes:
    """The local minutes of the day of an option. Pure."""
    start = option.start.astimezone(zone)
    first = start.hour * 60 + start.minute
    if option.end is None:
        return Minutes(first, first)
    end = option.end.astimezone(zone)
    last = end.hour * 60 + end.minute if end.date() == start.date() else DAY_MINUTES
    return Minutes(first, last)


def stretch_of(option: Option, zone: ZoneInfo) -> Stretch:
    """An option as a stretch of local time. Pure."""
    minutes, start = minutes_of(option, zone), option.start.astimezone(zone)
    last = start.date()
    if option.end is not None and minutes.end == DAY_MINUTES:  # a stretch of several days
        last = (option.end.astimezone(zone) - timedelta(seconds=1)).date()
    return Stretch(start.date(), last, minutes.start, minutes.end)


def option_of(stretch: Stretch, zone: ZoneInfo, on: date) -> Option:
    """A stretch as something to ask about; ``on`` stands in for a day that was left open. Pure."""
    start = _instant(stretch.first or on, stretch.start_minute, zone)
    if stretch.exact_minute:
        return Option(start)
    return Option(start, _instant(stretch.last or stretch.first or on, stretch.end_minute, zone))


def _instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    local = datetime.combine(day, time(0), zone) + timedelta(minutes=minute)
    return local.astimezone(timezone.utc)
