"""Which starts are open, and why the others are not (SPEC 3).

What to offer out of them is in ``choice.py``; where busy time comes from is not known here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from direct_booking.scheduling.offer import Reason


@dataclass(frozen=True, order=True)
class Interval:
    """Half-open ``[start, end)``; both aware, UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Window:
    """An availability window in wall-clock minutes of the day.

    Attributes:
        start_minute: 0 to 1439.
        end_minute: 1 to 1440; not after ``start_minute`` means that it runs past midnight and
            belongs to the day on which it starts. 1440 is ``24:00``.
    """

    start_minute: int
    end_minute: int


@dataclass(frozen=True)
class Rules:
    """When the owner takes appointments.

    Attributes:
        zone: the calendar's; it rules windows, closed dates and the look-ahead.
        windows: for each weekday, Monday 0 to Sunday 6, its windows in any order.
        overrides: for a single local date, its windows instead; empty closes it.
        length_minutes: of a meeting.
        interval_minutes: between two starts.
        buffer_before_minutes: to keep free before a meeting.
        buffer_after_minutes: to keep free after a meeting.
        notice_minutes: from now to the earliest start.
        look_ahead_days: how many days after today a start may be.
    """

    zone: ZoneInfo
    windows: Mapping[int, tuple[Window, ...]]
    overrides: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)
    length_minutes: int = 30
    interval_minutes: int = 30
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    notice_minutes: int = 120
    look_ahead_days: int = 14


@dataclass(frozen=True)
class Refusal:
    """A start that was turned away, and why."""

    start: datetime
    reason: Reason


@dataclass(frozen=True)
class Availability:
    """Every candidate start of some days.

    Attributes:
        slots: open starts, UTC, earliest first.
        refusals: candidate starts turned away, UTC, earliest first.
    """

    slots: tuple[datetime, ...]
    refusals: tuple[Refusal, ...]


def open_slots(
    rules: Rules, busy: Sequence[Interval], *, now: datetime, first: date | None = None, last: date | None = None
) -> Availability:
    """Judge every candidate start: open, or refused with its reason.

    Pure. The same arguments give the same answer on any machine and any day.

    Args:
        rules: windows are wall-clock times of ``rules.zone``; lengths are minutes.
        busy: half-open, in UTC, any order, may overlap, seconds kept.
        now: aware; a slot may start exactly at ``now + rules.notice_minutes``.
        first: local date of ``rules.zone`` to begin with; None is today.
        last: local date of ``rules.zone`` to end with, included; None is the last of the look-ahead.

    Returns:
        Slots and refusals, earliest first.
    """
    raise NotImplementedError


def judge(rules: Rules, busy: Sequence[Interval], start: datetime, *, now: datetime) -> Reason | None:
    """Why an appointment cannot start at this instant, or None when it can.

    Pure. Agrees with ``open_slots`` on every candidate start, and answers for any other instant too.
    """
    raise NotImplementedError
