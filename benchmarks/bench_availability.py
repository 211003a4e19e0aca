"""How long it takes to work out what is open and what to say of it, in milliseconds.

The workload is that of the field notes: New York, 60 days, 30-minute meetings every 15 minutes, Monday to
Friday 9 to 17, 500 busy intervals; aware datetimes in and out. The table of all figures is made by
``make bench``.
"""

import random
import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from benchmarks.report import row
from direct_booking.scheduling.availability import Interval, Rules, Window, judge, open_slots
from direct_booking.scheduling.choice import choose
from direct_booking.scheduling.wish import Stretch, Wish

NOW = datetime(2026, 2, 2, 13, 7, 23, tzinfo=timezone.utc)  # a clock change lies inside the 60 days
RULES = Rules(
    zone=ZoneInfo("America/New_York"),
    windows={day: (Window(9 * 60, 17 * 60),) for day in range(5)},
    length_minutes=30,
    interval_minutes=15,
    look_ahead_days=60,
)


def busy_time(count: int = 500, seed: int = 7) -> list[Interval]:
    """Busy intervals of 15 to 60 minutes, in no order, some overlapping: the same ones for the same seed."""
    draw = random.Random(seed)
    starts = [NOW + timedelta(minutes=draw.randrange(61 * 24 * 60)) for _ in range(count)]
    return [Interval(start, start + timedelta(minutes=draw.choice((15, 30, 45, 60)))) for start in starts]


def rows(rounds: int = 200) -> list[dict]:
    """Every figure of this module: medians in milliseconds."""
    busy, start = busy_time(), NOW + timedelta(days=10, minutes=53)
    found = open_slots(RULES, busy, now=NOW)
    evenings = Wish((Stretch(start_minute=17 * 60),))  # none is open: the longest way to an offer
    return [
        _row(
            f"availability: 60 days, {len(busy)} busy, {len(found.slots)} open",
            _median_ms(lambda: open_slots(RULES, busy, now=NOW), rounds),
            target=3.0,
        ),
        _row(
            "availability: one start judged",
            _median_ms(lambda: judge(RULES, busy, start, now=NOW), rounds),
            target=1.0,
        ),
        _row(
            "choice: an offer for no preference",
            _median_ms(lambda: choose(RULES, found, busy, Wish(), now=NOW, zone=RULES.zone), rounds),
            target=5.0,
        ),
        _row(
            "choice: the nearest to evenings, none open",
            _median_ms(lambda: choose(RULES, found, busy, evenings, now=NOW, zone=RULES.zone), rounds),
            target=20.0,
        ),
    ]


def _median_ms(work: Callable[[], object], rounds: int) -> float:
    work()
    took_ms = []
    for _ in range(rounds):
        before = time.perf_counter()
        work()
        took_ms.append((time.perf_counter() - before) * 1000)
    return round(statistics.median(took_ms), 2)


def _row(name: str, value: float, *, target: float) -> dict:
    return row(name, value, "ms", target, value <= target)
