"""How long it takes to work out what is open: prints one row, in milliseconds.

The workload is that of the field notes: New York, 60 days, 30-minute meetings every 15 minutes, Monday to
Friday 9 to 17, 500 busy intervals; aware datetimes in and out. The table of all figures is made by
``make bench``.
"""

import random
import statistics
import time
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from direct_booking.scheduling.availability import Interval, Rules, Window, judge, open_slots

NOW = datetime(2026, 2, 2, 13, 7, 23, tzinfo=timezone.utc)  # a clock change lies inside the 60 days
TARGET_MS = 3.0
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


def measure(rounds: int = 200) -> dict:
    """Run the workload; the value is the median in milliseconds."""
    busy = busy_time()
    open_slots(RULES, busy, now=NOW)
    took_ms = []
    for _ in range(rounds):
        before = time.perf_counter()
        found = open_slots(RULES, busy, now=NOW)
        took_ms.append((time.perf_counter() - before) * 1000)
    value = round(statistics.median(took_ms), 2)
    return {
        "name": f"availability: 60 days, {len(busy)} busy, {len(found.slots)} open",
        "value": value,
        "unit": "ms",
        "target": TARGET_MS,
        "ok": value <= TARGET_MS,
    }


def measure_judge(rounds: int = 200) -> dict:
    """Judge one start among the same busy time; the value is the median in milliseconds."""
    busy, start = busy_time(), NOW + timedelta(days=10, minutes=53)
    took_ms = []
    for _ in range(rounds):
        before = time.perf_counter()
        judge(RULES, busy, start, now=NOW)
        took_ms.append((time.perf_counter() - before) * 1000)
    value = round(statistics.median(took_ms), 2)
    return {
        "name": "availability: one start judged",
        "value": value,
        "unit": "ms",
        "target": 1.0,
        "ok": value <= 1.0,
    }


def rows() -> list[dict]:
    """Every figure of this module."""
    return [measure(), measure_judge()]


if __name__ == "__main__":
    for row in rows():
        verdict = "ok" if row["ok"] else "MISSED"
        print(f"{row['name']:60} {row['value']:8} {row['unit']}  target {row['target']}  {verdict}")
