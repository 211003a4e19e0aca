"""Out of the open slots, what to say: at most three options for what the caller wants (SPEC 3.5, 4.3).

Which slots are open is in ``availability.py``; what to offer when none of them will do, and why, is in
``nearest.py``; how an offer is said is in ``saying.times``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from direct_booking.scheduling.availability import Availability, Interval, Rules
from direct_booking.scheduling.day_parts import DayParts
from direct_booking.scheduling.nearest import instead, nothing_open
from direct_booking.scheduling.offer import Kind, Offer, Option, Part
from direct_booking.scheduling.spread import MOST, spread
from direct_booking.scheduling.windows import edge
from direct_booking.scheduling.wish import Stretch, Wish

# A different part of the day is worth waiting for, but not for more than these days.
VARIETY_DAYS = 6
_ANY_TIME = Stretch()


def choose(
    rules: Rules,
    availability: Availability,
    busy: Sequence[Interval],
    wish: Wish,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Offer:
    """What to put to a caller who wants this.

    Pure. Offers no start that is not open, was turned down or was excluded.

    Args:
        rules: those by which ``availability`` was worked out.
        availability: of the whole look-ahead.
        busy: half-open, UTC, any order; with ``rules`` it says why a time cannot be had.
        wish: what the caller wants so far.
        now: aware.
        zone: the caller's.

    Returns:
        ``TIME`` for one start; ``TIMES`` for up to three; ``PARTS`` for stretches, each with at least one
        wanted start inside; ``NEAREST`` for open starts that were not wished for, with the reason;
        ``NONE`` when nothing is open, with the reason, or nothing is left to offer, without one.
        Options are earliest first.
    """
    wanted = [start for start in availability.slots if wish.wants(start, zone)]
    if not wanted:
        anything = replace(wish, any_of=(), not_before=None, before=None)
        left = [start for start in availability.slots if anything.wants(start, zone)]
        if left:
            return instead(rules, availability, busy, wish, left, now=now, zone=zone)
        return Offer(Kind.NONE, reason=None if availability.slots else nothing_open(availability))
    if wish.exact or wish.soonest:
        return times([wanted[-1 if wish.latest_first else 0]])
    return _out_of(wanted, wish, zone, rules.day_parts)


def times(starts: Iterable[datetime]) -> Offer:
    """An offer of starts: ``TIME`` for one, ``TIMES`` for more. Pure."""
    options = tuple(Option(start) for start in starts)
    return Offer(Kind.TIME if len(options) == 1 else Kind.TIMES, options)


@dataclass(frozen=True)
class _OpenPart:
    """A part of a local date in which something is wanted; its starts are earliest first.

    Its hours are minutes of the day, half-open.
    """

    day: date
    part: Part
    hours: tuple[int, int]
    starts: tuple[datetime, ...]


def _out_of(wanted: list[datetime], wish: Wish, zone: ZoneInfo, day_parts: DayParts) -> Offer:
    if len(wanted) <= MOST:
        return times(wanted)
    if (wish.not_before is None) != (wish.before is None):
        # "later", "earlier": what is nearest to the time that was offered
        return times(_last(wanted) if wish.latest_first or wish.before else wanted[:MOST])
    if wish.any_of and all(stretch.exact_minute for stretch in wish.any_of):
        return times(_last(wanted) if wish.latest_first else wanted[:MOST])
    if len({start.astimezone(zone).date() for start in wanted}) == 1:
        return times(_last(wanted) if wish.latest_first else spread(wanted, zone))
    if _are_alternatives(wish.any_of):
        return _one_of_each(wanted, wish, zone, day_parts)
    return _parts(_two(_open_parts(wanted, zone, wish, day_parts), wish), wish, zone)


def _last(starts: list[datetime]) -> list[datetime]:
    return starts[-MOST:]


def _are_alternatives(stretches: Sequence[Stretch]) -> bool:
    """Whether these are days that were named one by one: "Monday or Tuesday"."""
    return len(stretches) > 1 and all(stretch.first is not None for stretch in stretches)


def _one_of_each(wanted: list[datetime], wish: Wish, zone: ZoneInfo, day_parts: DayParts) -> Offer:
    held = {
        stretch: [start for start in wanted if stretch.holds(start.astimezone(zone))]
        for stretch in wish.any_of
    }
    open_ones = {stretch: starts for stretch, starts in held.items() if starts}
    if len(open_ones) == 1:
        return _out_of(wanted, replace(wish, any_of=tuple(open_ones)), zone, day_parts)
    if any(stretch.exact_minute for stretch in open_ones):
        # A time and a day cannot be said as parts: name the time, and a time on the day.
        return times(sorted({spread(starts, zone)[0] for starts in open_ones.values()})[:MOST])
    chosen: list[_OpenPart] = []
    for starts in sorted(open_ones.values())[:MOST]:
        found = _open_parts(starts, zone, wish, day_parts)
        fresh = [one for one in found if one.starts[0] not in _all_starts(chosen)]
        unlike = [one for one in fresh if one.part not in {other.part for other in chosen}]
        chosen.extend((unlike or fresh)[:1])
    return _parts(chosen, wish, zone)


def _all_starts(parts: Iterable[_OpenPart]) -> set[datetime]:
    return {start for one in parts for start in one.starts}


def _open_parts(
    starts: Iterable[datetime], zone: ZoneInfo, wish: Wish, day_parts: DayParts
) -> list[_OpenPart]:
    """The parts of days that these starts make, in the order in which the caller would have them."""
    grouped: dict[tuple[date, Part], list[datetime]] = {}
    for start in starts:
        local = start.astimezone(zone)
        grouped.setdefault((local.date(), day_parts.part_of(local.hour * 60 + local.minute)), []).append(
            start
        )
    parts = [
        _OpenPart(day, part, day_parts.of_parts[part], tuple(starts))
        for (day, part), starts in grouped.items()
    ]
    return parts[::-1] if wish.latest_first else parts


def _two(parts: list[_OpenPart], wish: Wish) -> list[_OpenPart]:
    """The first part, and one on another day: soon, and at another time of the day if it can be."""
    first, *rest = parts
    elsewhere = [one for one in rest if one.day != first.day]
    if wish.latest_first:
        return [first, elsewhere[0]]
    within = timedelta(days=VARIETY_DAYS)
    varied = [one for one in elsewhere if one.part is not first.part and one.day - first.day <= within]
    return [first, (varied or elsewhere)[0]]


def _parts(parts: Iterable[_OpenPart], wish: Wish, zone: ZoneInfo) -> Offer:
    chosen = sorted(parts, key=lambda one: one.starts)
    if len(chosen) == 1:
        return times(spread(chosen[0].starts, zone))
    return Offer(Kind.PARTS, tuple(_option(one, wish, zone) for one in chosen))


def _option(one: _OpenPart, wish: Wish, zone: ZoneInfo) -> Option:
    """The stretch of a part that was wished for: what the caller excluded does not come back with it."""
    wished = [
        stretch
        for stretch in wish.any_of or (_ANY_TIME,)
        if any(stretch.holds(start.astimezone(zone)) for start in one.starts)
    ]
    begin, end = one.hours
    begin = max(begin, min(stretch.start_minute for stretch in wished))
    end = min(end, max(stretch.end_minute for stretch in wished))
    first, last = edge(one.day, begin, zone), edge(one.day, end, zone, last=True)
    if wish.not_before is not None:
        first = max(first, wish.not_before)
    if wish.before is not None:
        last = min(last, wish.before)
    return Option(min(first, one.starts[0]), max(last, one.starts[-1] + timedelta(minutes=1)), one.part)
