"""``make faults``: what is said and what is left when calendars fail and processes die (SPEC 8.1, 8.2).

Prints a table and writes ``var/reports/faults.json``. The walks are in ``tests/walking.py``, the kills in
``tests/killing.py``; ``tests/faults`` holds the same laws in fewer steps.
"""

import argparse
import logging
import random
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing

from benchmarks.race import kinds, new_database
from benchmarks.report import ROOT, row, run, step
from direct_booking.storage.database import Database

# The offices that the tests work with.
sys.path.append(str(ROOT / "tests"))

from killing import (
    Killed,
    crash_at_every_arrow,
    crash_reconcilers,
    kill_at_random,
    seconds_of_a_whole_call,
)
from offices import FALSE, FOREIGN, FORGED, ORPHAN, OVERLAP, UNSETTLED, Broken
from walking import Walk, stroll

STEPS, STEPS_OF_A_WALK = 10_000, 100
KILLS = 200
# A kill may come when the call is over already; of very many, something else is wrong.
_TRIES_FOR_A_KILL = 20


def walk_rows(steps: int) -> list[dict]:
    """Random steps with a calendar that fails; after each of them every law is checked."""
    step(f"{steps} random steps")
    Walk.counted.clear()
    broken: Counter[str] = Counter()
    seed = walked = 0
    while walked < steps:
        length = min(STEPS_OF_A_WALK, steps - walked)
        try:
            stroll(seed, length)
        except Broken as law:
            print(f"walk {seed}: {str(law)[:1000]}", file=sys.stderr)
            broken[law.law] += 1
        seed, walked = seed + 1, walked + length
    said, doubts = Walk.counted["confirmed"], Walk.counted["Unconfirmed"]
    return [
        row("walks: steps", walked, "steps", steps, walked >= steps),
        row("walks: confirmations to callers", said, "times", 1, said > 0),
        row("walks: honest doubts told to callers", doubts, "times", 1, doubts > 0),
        _none(f"walks: false confirmations, of {said}", broken[FALSE], "times"),
        _none("walks: overlaps", broken[OVERLAP], "times"),
        _none("walks: orphan events", broken[ORPHAN], "times"),
        _none("walks: changes from another call", broken[FOREIGN], "times"),
        _none("walks: left unsettled, or with a broken history", broken[UNSETTLED] + broken[FORGED], "times"),
    ]


def crash_rows(kind: str) -> list[dict]:
    """Calls, and those who settle them, that crash before and after every commit and calendar write."""
    step(f"crashes at every arrow on {kind}")
    arrows, of_calls = _crashes(kind, crash_at_every_arrow)
    reconcilers, of_reconcilers = _crashes(kind, crash_reconcilers)
    return [
        row(f"crashes on {kind}: arrows of a call, each crashed at", arrows, "crashes", 1, arrows > 0),
        row(f"crashes on {kind}: of those who settle", reconcilers, "crashes", 1, reconcilers > 0),
        _none(f"crashes on {kind}: not settled in time", of_calls + of_reconcilers, "crashes"),
    ]


def _crashes(kind: str, crash_all: Callable[[Database], int]) -> tuple[int, int]:
    """How many there were, and whether one of them was not settled."""
    with new_database(kind) as url, closing(Database(url)) as database:
        try:
            return crash_all(database), 0
        except AssertionError as error:
            print(f"a crash on {kind}: {str(error)[:1000]}", file=sys.stderr)
            return 0, 1


def kill_rows(kind: str, kills: int) -> list[dict]:
    """Processes that are killed at random instants of whole calls, and what the next one makes of it."""
    step(f"{kills} kills at random instants on {kind}")
    killed = _killed(kind, kills)
    in_doubt = sum(each.pending > 0 for each in killed)
    said = sum(bool(each.said) for each in killed)
    for each in killed:
        if each.disagree:
            print(f"a kill on {kind}: {each.disagree[:1000]}", file=sys.stderr)
    disagree = sum(bool(each.disagree) for each in killed)
    return [
        row(
            f"kills on {kind}: processes killed in a call", len(killed), "kills", kills, len(killed) >= kills
        ),
        row(f"kills on {kind}: that left something pending", in_doubt, "kills"),
        row(f"kills on {kind}: after something was confirmed", said, "kills"),
        _none(f"kills on {kind}: duplicates", sum(each.duplicates for each in killed), "events"),
        _none(f"kills on {kind}: lost", sum(each.lost for each in killed), "bookings"),
        _none(f"kills on {kind}: record and calendar disagree after 60 s", disagree, "kills"),
    ]


def _killed(kind: str, kills: int) -> list[Killed]:
    die, done, tries = random.Random(kills), [], 0
    with new_database(kind) as url:
        call_s = seconds_of_a_whole_call(url)
        while len(done) < kills and tries < _TRIES_FOR_A_KILL * kills:
            tries += 1
            killed = kill_at_random(url, tries, die, call_s)
            done += [killed] if killed else []
    return done


def _none(name: str, value: int, unit: str) -> dict:
    return row(name, value, unit, 0, value == 0)


def main(arguments: list[str]) -> int:
    """Measure, print, report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=STEPS, help="of the random walks")
    parser.add_argument("--kills", type=int, default=KILLS, help="on each database")
    asked = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)

    def measure() -> list[dict]:
        found = [each for kind in kinds() for each in kill_rows(kind, asked.kills)]
        found += [each for kind in kinds() for each in crash_rows(kind)]
        return walk_rows(asked.steps) + found

    return run("faults", measure)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
