"""A few starts out of many, as a receptionist would name them: early, in the middle, late, on round times.

Which starts come into question is decided in ``choice.py``.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

MOST = 3  # 3.5: nobody keeps more than three times in mind

# How many minutes away from the best place a full hour may be and still be the better thing to say.
_AWKWARD_MINUTES = {0: 0, 15: 50, 30: 40, 45: 50}
_MOST_AWKWARD_MINUTES = 60


def spread(starts: Sequence[datetime], zone: ZoneInfo) -> tuple[datetime, ...]:
    """At most three of these starts: an early one, one in the middle and a late one.

    Pure. Full hours of ``zone`` are preferred, then half hours, to starts that are a little better placed.

    Args:
        starts: aware, earliest first.
        zone: the caller's, in which the starts will be said.

    Returns:
        All of them when there are no more than three; earliest first.
    """
    if len(starts) <= MOST:
        return tuple(starts)
    early = _roundest(starts[:-2], starts[0], zone)
    later = [start for start in starts if start > early]
    late = _roundest(later[1:], starts[-1], zone)
    between = [start for start in later if start < late]
    return early, _roundest(between, early + (late - early) / 2, zone), late


def _roundest(starts: Sequence[datetime], wished: datetime, zone: ZoneInfo) -> datetime:
    def cost(start: datetime) -> tuple[float, float]:
        awkward = _AWKWARD_MINUTES.get(start.astimezone(zone).minute, _MOST_AWKWARD_MINUTES)
        # Of two that are as good the later one: after noon rather than before, when the day is divided.
        return abs(start - wished) / timedelta(minutes=1) + awkward, -start.timestamp()

    return min(starts, key=cost)
