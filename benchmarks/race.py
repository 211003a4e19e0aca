"""A thousand callers for one time, and ten thousand random steps: what the field notes ask to be measured.

Run as ``python benchmarks/race.py``; prints a table and writes ``var/reports/race.json``. With
``DIRECT_BOOKING_TEST_POSTGRES`` reachable, both databases are measured. The tests that hold the same laws on
fewer callers are ``tests/unit/reception/test_race.py`` and ``tests/faults``.
"""

import argparse
import json
import logging
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import psycopg2  # noqa: E402
from fixtures_databases import new_postgres  # noqa: E402
from offices import ANN, TUESDAY_AT_TWO, check_settled, open_office  # noqa: E402
from walking import Walk, stroll  # noqa: E402

from direct_booking.clock import monotonic_s  # noqa: E402
from direct_booking.reception.facts import placement_at  # noqa: E402
from direct_booking.reception.outcomes import Booked, Lost  # noqa: E402
from direct_booking.scheduling.offer import Kind  # noqa: E402
from direct_booking.settings import Settings  # noqa: E402
from direct_booking.storage import holds  # noqa: E402
from direct_booking.storage.database import Database, migrate  # noqa: E402
from direct_booking.storage.holds import Hold  # noqa: E402

LINES = 16  # calls that are served at one moment; a thousand callers do not need a thousand threads


def row(name: str, value: float, unit: str, target: str, ok: bool) -> dict:
    """One line of the report."""
    return {"name": name, "value": value, "unit": unit, "target": target, "ok": ok}


@contextmanager
def databases(kind: str):
    """A new database of one kind, with every table."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield Database(f"sqlite:///{folder}/race.sqlite", deadline_s=30)
    else:
        with new_postgres() as url:
            database = Database(url, deadline_s=30)
            yield database
            database.close()


def timed(act):
    """What an act came to and the seconds it took; an error counts as an outcome."""

    def run(argument):
        began = monotonic_s()
        try:
            return act(argument), monotonic_s() - began
        except Exception as error:  # an entrance: every failure is counted
            return error, monotonic_s() - began

    return run


def race(kind: str, callers: int) -> list[dict]:
    """Everybody asks for one time at once; then everybody says yes to it at once."""
    with databases(kind) as database:
        migrate(database)
        office = open_office(database)
        calls = [office.call(f"call-{number}") for number in range(callers)]
        with ThreadPoolExecutor(LINES) as lines:
            asked = list(lines.map(timed(lambda one: office.ask(one, TUESDAY_AT_TWO)), calls))
        offered = [answer for answer, _ in asked if not isinstance(answer, Exception)]
        proposed = sum(each.offer.kind is Kind.TIME for each in offered)
        others = sum(each.offer.kind is Kind.NEAREST for each in offered)
        hold_for_all(office, calls)
        with ThreadPoolExecutor(LINES) as lines:
            said = list(lines.map(timed(lambda one: office.desk.booking.book(one, ANN)), calls))
        booked = sum(isinstance(answer, Booked) for answer, _ in said)
        lost = sum(isinstance(answer, Lost) and bool(answer.offered.offer.options) for answer, _ in said)
        errors = sum(isinstance(answer, Exception) for answer, _ in [*asked, *said])
        slowest = sorted(seconds for _, seconds in said)[int(callers * 0.99) - 1]
        check_settled(office)
        orphans = len(office.events()) - booked
    return [
        row(f"{kind}: proposed to, of {callers} who ask", proposed, "callers", "1", proposed == 1),
        row(f"{kind}: heard another offer", others, "callers", str(callers - 1), others == callers - 1),
        row(f"{kind}: booked, of {callers} who say yes", booked, "callers", "1", booked == 1),
        row(
            f"{kind}: lost it and heard another offer", lost, "callers", str(callers - 1), lost == callers - 1
        ),
        row(f"{kind}: events without a booking", orphans, "events", "0", orphans == 0),
        row(f"{kind}: errors", errors, "errors", "0", errors == 0),
        row(f"{kind}: slowest of 99 in 100, {LINES} at once", round(slowest, 3), "s", "8", slowest < 8),
    ]


def hold_for_all(office, calls: list[str]) -> None:
    """The same time was proposed to everybody, long enough ago that every promise has lapsed."""
    placement = placement_at(Settings(), TUESDAY_AT_TWO)
    with office.database.writing(office.account_id) as transaction:
        for call_id in calls:
            holds.put(transaction, Hold(call_id, office.account_id, placement, office.clock.now()))


def walks(steps: int) -> list[dict]:
    """Random steps with a calendar that fails, each of them checked by ``Walk``."""
    Walk.counted.clear()
    broken = seed = 0
    while Walk.counted["steps"] < steps:
        try:
            stroll(seed, min(100, steps))
        except AssertionError as error:
            print(f"walk {seed} broke the truth: {error}")
            broken += 1
        seed += 1
    counted = Walk.counted
    return [
        row("random steps", counted["steps"], "steps", str(steps), counted["steps"] >= steps),
        row(
            "confirmed to the caller on them", counted["confirmed"], "times", "> 0", counted["confirmed"] > 0
        ),
        row(
            "said to be in doubt on them", counted["Unconfirmed"], "times", "> 0", counted["Unconfirmed"] > 0
        ),
        row("walks that broke the truth", broken, "walks", "0", broken == 0),
    ]


def main() -> int:
    """Measure, print, write the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--callers", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=10_000)
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    rows = race("sqlite", asked.callers)
    try:
        rows += race("postgresql", asked.callers)
    except psycopg2.OperationalError as error:
        print(f"PostgreSQL is not measured: {error}")
    rows += walks(asked.steps)
    for each in rows:
        mark = "ok" if each["ok"] else "MISSED"
        print(f"{each['name']:<48} {each['value']:>10} {each['unit']:<8} target {each['target']:<8} {mark}")
    report = ROOT / "var" / "reports" / "race.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps({"rows": rows}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
