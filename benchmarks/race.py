"""A thousand callers for one time: one has it, the others hear another offer, nobody an error (SPEC 8.2).

The table of all figures is made by ``make bench``. The test that holds the same law on fewer callers is
``tests/unit/reception/test_race.py``.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg2

from benchmarks.report import ROOT, row, step
from direct_booking.clock import monotonic_s
from direct_booking.reception.facts import placement_at
from direct_booking.reception.outcomes import Booked, Lost
from direct_booking.scheduling.offer import Kind
from direct_booking.settings import Settings
from direct_booking.storage import holds
from direct_booking.storage.database import Database, migrate
from direct_booking.storage.holds import Hold

# The offices that the tests work with.
sys.path.append(str(ROOT / "tests"))

from fixtures_databases import POSTGRES, new_postgres
from offices import ANN, TUESDAY_AT_TWO, Office, every_booking, open_office

CALLERS = 1000
LINES = 16  # calls that are served at one moment; a thousand callers do not need a thousand threads
SPOKEN_WITHIN_S = 8.0


def rows(callers: int = CALLERS) -> list[dict]:
    """The race on SQLite, and on PostgreSQL where ``DIRECT_BOOKING_TEST_POSTGRES`` answers."""
    return [each for kind in kinds() for each in race(kind, callers)]


def kinds() -> list[str]:
    """The databases that can be measured here."""
    try:
        psycopg2.connect(POSTGRES, connect_timeout=3).close()
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        print(f"PostgreSQL is not measured: {reason}", file=sys.stderr)
        return ["sqlite"]
    return ["sqlite", "postgresql"]


@contextmanager
def new_database(kind: str) -> Iterator[str]:
    """The address of a new database of one kind, with every table."""
    with tempfile.TemporaryDirectory() as folder:
        if kind == "sqlite":
            url = f"sqlite:///{os.path.join(folder, 'office.sqlite')}"
            _make_tables(url)
            yield url
            return
    with new_postgres() as url:
        _make_tables(url)
        yield url


def race(kind: str, callers: int) -> list[dict]:
    """Everybody asks for one time at once; then everybody says yes to it at once."""
    step(f"{callers} callers who race for one time on {kind}")
    with new_database(kind) as url:
        database = Database(url, deadline_s=30)
        try:
            return _raced(kind, open_office(database), callers)
        finally:
            database.close()


def _raced(kind: str, office: Office, callers: int) -> list[dict]:
    calls = [office.call(f"call-{number}") for number in range(callers)]
    asked = _all_at_once(lambda one: office.ask(one, TUESDAY_AT_TWO), calls)
    hold_for_all(office, calls)
    said = _all_at_once(lambda one: office.desk.booking.book(one, ANN), calls)
    kinds_offered = [answer.offer.kind for answer, _ in asked if not isinstance(answer, Exception)]
    booked = sum(isinstance(answer, Booked) for answer, _ in said)
    lost = sum(isinstance(answer, Lost) and bool(answer.offered.offer.options) for answer, _ in said)
    errors = sum(isinstance(answer, Exception) for answer, _ in [*asked, *said])
    proposed, others = (kinds_offered.count(each) for each in (Kind.TIME, Kind.NEAREST))
    return [
        _exactly(f"race on {kind}: proposed to, of {callers} who ask", proposed, "callers", 1),
        _exactly(f"race on {kind}: heard another offer", others, "callers", callers - 1),
        _exactly(f"race on {kind}: booked, of {callers} who say yes", booked, "callers", 1),
        _exactly(f"race on {kind}: lost it and heard another offer", lost, "callers", callers - 1),
        _exactly(f"race on {kind}: events without a booking", _orphans(office), "events", 0),
        _exactly(f"race on {kind}: errors", errors, "errors", 0),
        *_speed(kind, sorted(seconds for _, seconds in said)),
    ]


def hold_for_all(office: Office, calls: list[str]) -> None:
    """The same time was proposed to everybody, long enough ago that every promise has lapsed."""
    placement = placement_at(Settings(), TUESDAY_AT_TWO)
    with office.database.writing(office.account_id) as transaction:
        for call_id in calls:
            holds.put(transaction, Hold(call_id, office.account_id, placement, office.clock.now()))


def _make_tables(url: str) -> None:
    database = Database(url)
    migrate(database)
    database.close()


def _all_at_once(act: Callable[[str], object], calls: list[str]) -> list[tuple[object, float]]:
    """What each call came to and the seconds it took; an error counts as an outcome."""

    def timed(call_id: str) -> tuple[object, float]:
        began = monotonic_s()
        try:
            return act(call_id), monotonic_s() - began
        except Exception as error:  # an entrance: every failure is counted
            return error, monotonic_s() - began

    with ThreadPoolExecutor(LINES) as lines:
        return list(lines.map(timed, calls))


def _orphans(office: Office) -> int:
    return len(set(office.events()) - {each.event_key for each in every_booking(office) if each.live})


def _speed(kind: str, took_s: list[float]) -> list[dict]:
    p99 = took_s[max(0, int(len(took_s) * 0.99) - 1)]
    name = f"race on {kind}: an answer to a yes, {LINES} at once"
    return [
        row(f"{name}, median", round(took_s[len(took_s) // 2], 3), "s"),
        row(f"{name}, p99", round(p99, 3), "s", SPOKEN_WITHIN_S, p99 < SPOKEN_WITHIN_S),
    ]


def _exactly(name: str, value: int, unit: str, target: int) -> dict:
    return row(name, value, unit, target, value == target)
