"""Which half of the day a clock time means that was said without one (SPEC 4.3: never guessed).

Minutes of the day are in ``hours.py``; opening hours in ``opening.py``.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from direct_booking.scheduling.availability import Rules
from direct_booking.scheduling.hours import HALF_DAY_MINUTES, Minutes
from direct_booking.scheduling.opening import distance_minutes


def meant(
    candidates: Sequence[Minutes],
    days: Iterable[date],
    hints: Sequence[Minutes],
    tie_breaker: Minutes | None,
    *,
    rules: Rules,
    zone: ZoneInfo,
) -> tuple[Minutes, ...]:
    """The readings of a time of the day that make sense, in the order given. Pure.

    Args:
        candidates: all readings.
        days: local dates of ``zone`` for which the time was said.
        hints: minutes of the day that were offered or wished for before, nearest to the caller's mind first;
            the first hint that holds exactly one candidate decides.
        tie_breaker: decides when the opening hours do not: the half in which everything offered lies.
        rules: the opening hours decide next: open then, or nearest to it.

    Returns:
        More than one only when the business really is open at each of them.
    """
    if len(candidates) < 2:
        return tuple(candidates)
    for hint in hints:
        held = [one for one in candidates if _holds(hint, one)]
        if len(held) == 1:
            return (held[0],)
    away = [min(_away(one, day, rules, zone) for day in days) for one in candidates]
    nearest = tuple(one for one, distance in zip(candidates, away, strict=True) if distance == min(away))
    if min(away) > 0:
        return nearest[:1]
    held = tuple(one for one in nearest if tie_breaker is not None and _holds(tie_breaker, one))
    return held if len(held) == 1 else nearest


def same_half(minutes: Iterable[int]) -> Minutes | None:
    """The half of the day in which all of these minutes lie, if they lie in one. Pure."""
    halves = {minute // HALF_DAY_MINUTES for minute in minutes}
    if len(halves) != 1:
        return None
    start = halves.pop() * HALF_DAY_MINUTES
    return Minutes(start, start + HALF_DAY_MINUTES)


def _holds(hint: Minutes, one: Minutes) -> bool:
    if hint.exact:
        return one.exact and hint.start == one.start
    # The last minute counts: "afternoon" and then "before five".
    return hint.start <= one.start <= hint.end and hint.start <= one.end <= hint.end


def _away(one: Minutes, day: date, rules: Rules, zone: ZoneInfo) -> int:
    """Minutes out of the opening hours, of the ends that were said."""
    if one.exact:
        return distance_minutes(_at(day, one.start, zone), rules)
    ends = [minute for minute in (one.start, one.end) if minute not in (0, 2 * HALF_DAY_MINUTES)]
    return sum(distance_minutes(_at(day, minute, zone), rules, edge=True) for minute in ends)


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone) + timedelta(minutes=minute)
