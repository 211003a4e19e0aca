"""What to offer when nothing that the caller wants is open, and the reason that the caller hears.

The reasons for single starts are in ``availability.py``; offers of what was wished for are in ``choice.py``.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from direct_booking.scheduling.availability import Availability, Interval, Rules, judge
from direct_booking.scheduling.offer import Kind, Offer, Option, Reason
from direct_booking.scheduling.windows import days, edge, instants
from direct_booking.scheduling.wish import Stretch, Wish

# Of several reasons for a stretch the one that tells most about it: it is not past as long as some of it
# is to come, and not closed as long as it is open at some other hour.
_MOST_TELLING = (
    Reason.TAKEN,
    Reason.TOO_SOON,
    Reason.OFF_GRID,
    Reason.TOO_FAR,
    Reason.OUTSIDE_HOURS,
    Reason.CLOSED,
    Reason.SKIPPED,
    Reason.PAST,
)
_DECISIVE = {Reason.TAKEN, Reason.BUFFER, Reason.TOO_SOON}
_PROBED = 14  # every day of the week, twice
_ANY_TIME = Stretch()


@dataclass(frozen=True)
class _Aim:
    """One stretch that was wished for: aware, half-open; empty for one instant."""

    start: datetime
    end: datetime

    def away(self, start: datetime) -> timedelta:
        """How far a start is from it."""
        return max(self.start - start, start - self.end, timedelta())


def instead(
    rules: Rules,
    availability: Availability,
    busy: Sequence[Interval],
    wish: Wish,
    left: Sequence[datetime],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Offer:
    """One or two open starts near what cannot be had, and why it cannot be had.

    Pure.

    Args:
        rules, busy: what a time is judged by.
        availability: of the whole look-ahead.
        wish: what the caller wants; none of ``left`` is wanted.
        left: open starts that may be offered, earliest first, at least one.
        now: aware.
        zone: the caller's.

    Returns:
        A ``NEAREST`` offer, earliest first. No reason when what was wished for is open but turned down.
    """
    if wish.exact:
        chosen, reason = _near_instant(rules, busy, wish, left, now, zone)
    else:
        aims = _aims(wish, now, rules, zone)
        chosen, reason = _near_aims(aims, left), _why(rules, availability, busy, wish, aims, now, zone)
    return Offer(Kind.NEAREST, tuple(Option(start) for start in sorted(chosen)), reason)


def nothing_open(availability: Availability) -> Reason:
    """Why no candidate of a whole look-ahead is open. Pure."""
    reasons = _told({refusal.reason for refusal in availability.refusals})
    return next((reason for reason in (Reason.TAKEN, Reason.TOO_SOON) if reason in reasons), Reason.CLOSED)


def _near_instant(
    rules: Rules,
    busy: Sequence[Interval],
    wish: Wish,
    left: Sequence[datetime],
    now: datetime,
    zone: ZoneInfo,
) -> tuple[list[datetime], Reason | None]:
    day, minute = wish.exact.first, wish.exact.start_minute
    at = instants(day, minute, zone)
    # Of a repeated minute the wish may mean one only: that is what its bounds are for then.
    at = [instant for instant in at if _in_bounds(instant, wish)] or at
    reasons = [judge(rules, busy, instant, now=now) for instant in at]
    reason = Reason.SKIPPED if not at else None if None in reasons else reasons[0]
    target = at[0] if at else edge(day, minute, zone)
    before = [start for start in left if start < target][-1:]
    after = [start for start in left if start > target][:1]
    if not at:
        # 3.2: a minute that the clock skips has no instant; around it is what the clock shows around it.
        before, after = _around_hole(day, minute, left, zone)
    around = before + after
    if len(around) == 2 and all(start.astimezone(zone).date() == day for start in around):
        return around, reason
    return _nearest([_Aim(target, target)], left, 2), reason


def _around_hole(
    day: date, minute: int, left: Sequence[datetime], zone: ZoneInfo
) -> tuple[list[datetime], list[datetime]]:
    """The last start before a skipped minute and the first after it, by the local clock."""
    skipped = datetime.combine(day, time()) + timedelta(minutes=minute)
    shown = [(start.astimezone(zone).replace(tzinfo=None), start) for start in left]
    before = [start for clock, start in shown if clock < skipped]
    after = [start for clock, start in shown if clock > skipped]
    return before[-1:], after[:1]


def _in_bounds(instant: datetime, wish: Wish) -> bool:
    late_enough = wish.not_before is None or instant >= wish.not_before
    return late_enough and (wish.before is None or instant < wish.before)


def _near_aims(aims: Sequence[_Aim], left: Sequence[datetime]) -> list[datetime]:
    """The nearest start, and the nearest on the other side of what was wished for."""
    first = _nearest(aims, left, 1)[0]
    begin, end = min(aim.start for aim in aims), max(aim.end for aim in aims)
    if first < begin:
        across = [start for start in left if start >= end]
    elif first >= end:
        across = [start for start in left if start < begin]
    else:
        across = []
    return [first, *_nearest(aims, across or [start for start in left if start != first], 1)]


def _nearest(aims: Sequence[_Aim], starts: Sequence[datetime], count: int) -> list[datetime]:
    """Those of ``starts`` (earliest first) that are least far from any aim, nearest first, then earliest."""
    away: dict[datetime, timedelta] = {}
    for aim in aims:
        at, past = bisect_left(starts, aim.start), bisect_left(starts, aim.end)
        for start in (*starts[max(at - count, 0) : at + count], *starts[past : past + count]):
            away[start] = min(aim.away(start), away.get(start, timedelta.max))
    return sorted(away, key=lambda start: (away[start], start))[:count]


def _aims(wish: Wish, now: datetime, rules: Rules, zone: ZoneInfo) -> list[_Aim]:
    """What was wished for as stretches of time, one for each local date that could matter."""
    today = now.astimezone(zone).date()
    horizon = today + timedelta(days=rules.look_ahead_days + 1)
    found = [
        _Aim(edge(day, stretch.start_minute, zone), edge(day, stretch.end_minute, zone, last=True))
        for stretch in wish.any_of or (_ANY_TIME,)
        for day in _dates(stretch, today, horizon)
    ]
    # When the bounds leave nothing of it: as near to the bound as can be.
    bound = wish.not_before or wish.before or now
    return _within_bounds(found, wish) or [_Aim(bound, bound)]


def _dates(stretch: Stretch, today: date, horizon: date) -> list[date]:
    """The dates of a stretch around the look-ahead; the first one when it lies outside."""
    first, last = stretch.first or today, stretch.last or horizon
    return days(max(first, today), min(last, horizon)) or [first]


def _within_bounds(aims: Iterable[_Aim], wish: Wish) -> list[_Aim]:
    cut = [
        _Aim(
            aim.start if wish.not_before is None else max(aim.start, wish.not_before),
            aim.end if wish.before is None else min(aim.end, wish.before),
        )
        for aim in aims
    ]
    return [aim for aim in cut if aim.start <= aim.end]


def _why(
    rules: Rules,
    availability: Availability,
    busy: Sequence[Interval],
    wish: Wish,
    aims: Sequence[_Aim],
    now: datetime,
    zone: ZoneInfo,
) -> Reason | None:
    said = replace(wish, none_of=(), turned_down=frozenset())
    if any(said.wants(start, zone) for start in availability.slots):
        return None
    reasons = {no.reason for no in availability.refusals if said.wants(no.start, zone)} - {Reason.PAST}
    if not reasons & _DECISIVE:
        # Hardly anything of what is still to come has a start in it: ask about its first moments.
        moments = [max(aim.start, now) if aim.end > now else aim.start for aim in aims[:_PROBED]]
        reasons |= {judge(rules, busy, moment, now=now) for moment in moments}
    told = _told(reasons)
    if not all(stretch.last for stretch in wish.any_of):
        told = told - {Reason.TOO_FAR} or told  # what has no end reaches beyond any look-ahead
    return next((reason for reason in _MOST_TELLING if reason in told), None)


def _told(reasons: set[Reason | None]) -> set[Reason]:
    """To a caller who named no one time, free but too close to something is as good as taken."""
    return {Reason.TAKEN if reason is Reason.BUFFER else reason for reason in reasons}
