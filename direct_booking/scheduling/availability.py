"""Which starts are open, and why the others are not (SPEC 3).

What to offer out of them is in ``choice.py``; how wall-clock windows become UTC is in ``windows.py``;
where busy time comes from is not known here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from direct_booking.scheduling import windows as wall
from direct_booking.scheduling.day_parts import USUAL, DayParts
from direct_booking.scheduling.offer import Reason
from direct_booking.scheduling.timeline import Span, Timeline
from direct_booking.scheduling.windows import Piece, Window

__all__ = ["Availability", "Interval", "Refusal", "Rules", "Window", "judge", "open_slots", "tally"]


@dataclass(frozen=True, order=True)
class Interval:
    """Half-open ``[start, end)``; both aware, UTC."""

    start: datetime
    end: datetime


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
        day_parts: what "morning" and the like are; they judge no time, but tell which times are meant.
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
    day_parts: DayParts = USUAL


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
    rules: Rules,
    busy: Sequence[Interval],
    *,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
) -> Availability:
    """Judge every candidate start: open, or refused with its reason.

    Pure. The same arguments give the same answer on any machine and any day. A candidate is a start on the
    grid of a window, even when the meeting would not end in it; on a date with windows of its own also a
    start that it takes away from those of its weekday.

    Args:
        rules: windows are wall-clock times of ``rules.zone``; lengths are minutes.
        busy: half-open, in UTC, any order, may overlap, seconds kept.
        now: aware; a slot may start exactly at ``now + rules.notice_minutes``.
        first: local date of ``rules.zone`` to begin with; None is today.
        last: local date of ``rules.zone`` to end with, included; None is the last of the look-ahead.

    Returns:
        Slots and refusals, earliest first.
    """
    horizon = _horizon(rules, now)
    first, last = first or _day(now.timestamp(), rules.zone), last or horizon
    if last < first:
        return Availability((), ())
    bench = _Bench.over(rules, busy, now, first, last)
    slots: list[datetime] = []
    refusals: list[Refusal] = []
    for start, reason in bench.verdicts(bench.candidates(first, min(last, horizon))):
        instant = datetime.fromtimestamp(start, timezone.utc)
        if reason is None:
            slots.append(instant)
        else:
            refusals.append(Refusal(instant, reason))
    too_far = bench.candidates(max(first, horizon + timedelta(days=1)), last)
    refusals += [Refusal(datetime.fromtimestamp(start, timezone.utc), Reason.TOO_FAR) for start in too_far]
    return Availability(tuple(slots), tuple(refusals))


def judge(rules: Rules, busy: Sequence[Interval], start: datetime, *, now: datetime) -> Reason | None:
    """Why an appointment cannot start at this instant, or None when it can.

    Pure. Agrees with ``open_slots`` on every candidate start, and answers for any other instant too.
    Of several reasons it gives the one that is hardest to get around: what would still stand in the way
    if the others did not. In order: ``PAST``, ``TOO_FAR``, ``CLOSED``, ``OUTSIDE_HOURS``, ``TOO_SOON``,
    ``TAKEN``, ``BUFFER``, ``OFF_GRID``. Never ``SKIPPED``: an instant is not skipped, a local time is.
    """
    instant = start.timestamp()
    day = _day(instant, rules.zone)
    if instant >= now.timestamp() and day > _horizon(rules, now):
        return Reason.TOO_FAR
    bench = _Bench.over(rules, busy, now, day, day)
    return bench.refusal(instant) or (None if bench.on_grid(instant) else Reason.OFF_GRID)


def tally(availability: Availability) -> dict[Reason, int]:
    """How many candidates each rule removed, most first (SPEC 2.6). Pure."""
    return dict(Counter(refusal.reason for refusal in availability.refusals).most_common())


@dataclass(frozen=True)
class _Bench:
    """What is needed to judge the starts of some local dates, in seconds of UTC.

    Attributes:
        pieces: the clock changes around those dates.
        grids: each a span within which starts follow each other at the interval.
        replaced: the grids that a date with windows of its own would otherwise have had.
        opening: when minutes are open; spans that touch are one, whatever date they belong to.
        taken: busy time.
        earliest: the first instant that gives enough notice.
    """

    rules: Rules
    now: float
    earliest: float
    pieces: tuple[Piece, ...]
    grids: list[Span]
    replaced: list[Span]
    opening: Timeline
    taken: Timeline

    @classmethod
    def over(cls, rules: Rules, busy: Sequence[Interval], now: datetime, first: date, last: date) -> "_Bench":
        """Gather the facts for starts on the local dates from ``first`` to ``last``, both included."""
        # The day before may run past midnight into them; a meeting may go on into the days after.
        before = first - timedelta(days=1)
        after = last + timedelta(days=1 + rules.length_minutes // (24 * 60))
        pieces = wall.pieces(rules.zone, before, after)
        grids = [
            span
            for day in wall.days(before, after)
            for span in wall.of_date(day, _windows(rules, day), pieces)
        ]
        replaced = [
            span
            for day in rules.overrides
            if before <= day <= last
            for span in wall.of_date(day, rules.windows.get(day.weekday(), ()), pieces)
        ]
        return cls(
            rules=rules,
            now=now.timestamp(),
            earliest=now.timestamp() + rules.notice_minutes * 60,
            pieces=pieces,
            grids=grids,
            replaced=replaced,
            opening=Timeline(grids),
            taken=Timeline((interval.start.timestamp(), interval.end.timestamp()) for interval in busy),
        )

    def candidates(self, first: date, last: date) -> list[int]:
        """The candidate starts on these local dates, earliest first."""
        within = wall.of_dates(first, last, self.pieces)
        starts = set(self._starts(self.grids, within))
        starts.update(
            start
            for start in self._starts(self.replaced, within)
            if not self.opening.covers(start, start + 1)
        )
        return sorted(starts)

    def verdicts(self, starts: Sequence[int]) -> Iterator[tuple[int, Reason | None]]:
        """Each start, earliest first, with its ``refusal``: by one sweep over opening hours and busy time."""
        before, length, after = self._lengths()
        is_out = self.opening.gaps().sweep(starts, 0, length)
        is_near = self.taken.sweep(starts, before, length + after)
        is_taken = self.taken.sweep(starts, 0, length) if before or after else is_near
        for start, out, near, taken in zip(starts, is_out, is_near, is_taken, strict=True):
            if out or near or start < self.earliest:
                yield start, self._reason(start, out, near, taken)
            else:
                yield start, None

    def refusal(self, start: float) -> Reason | None:
        """Why a start inside the look-ahead cannot be had, whether or not it is on the grid."""
        before, length, after = self._lengths()
        end = start + length
        out = not self.opening.covers(start, end)
        near = self.taken.touches(start - before, end + after)
        return self._reason(start, out, near, self.taken.touches(start, end))

    def _reason(self, start: float, out: bool, near: bool, taken: bool) -> Reason | None:
        if start < self.now:
            return Reason.PAST
        if out:
            return Reason.OUTSIDE_HOURS if self._opens_on_the_day_of(start) else Reason.CLOSED
        if start < self.earliest:
            return Reason.TOO_SOON
        if taken:
            return Reason.TAKEN
        return Reason.BUFFER if near else None

    def _lengths(self) -> tuple[int, int, int]:
        rules = self.rules
        return rules.buffer_before_minutes * 60, rules.length_minutes * 60, rules.buffer_after_minutes * 60

    def on_grid(self, start: float) -> bool:
        """Whether appointments start at this instant on an empty day."""
        step = self.rules.interval_minutes * 60
        return any(first <= start < end and (start - first) % step == 0 for first, end in self.grids)

    def _starts(self, grids: Iterable[Span], within: Iterable[Span]) -> Iterable[int]:
        step = self.rules.interval_minutes * 60
        for first, end in grids:
            for lower, upper in within:
                yield from range(max(first, lower + (first - lower) % step), min(end, upper), step)

    def _opens_on_the_day_of(self, start: float) -> bool:
        day = _day(start, self.rules.zone)
        return bool(_windows(self.rules, day)) or self.opening.covers(start, start + 1)


def _windows(rules: Rules, day: date) -> tuple[Window, ...]:
    # 3.2 and the closed dates of 2.2: a date's own windows replace those of its weekday.
    return rules.overrides[day] if day in rules.overrides else rules.windows.get(day.weekday(), ())


def _day(instant: float, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(instant, zone).date()


def _horizon(rules: Rules, now: datetime) -> date:
    """The last local date of the look-ahead."""
    return _day(now.timestamp(), rules.zone) + timedelta(days=rules.look_ahead_days)
