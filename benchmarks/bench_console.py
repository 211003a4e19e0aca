"""How long an owner with 100,000 bookings waits for a list, a search and the overview, in milliseconds.

Whole pages, as the console's process makes them for a browser that is signed in; the way there and back is
not in it. The table of all figures is made by ``make bench``.
"""

import statistics
import sys

from benchmarks.race import kinds, new_database
from benchmarks.report import ROOT, row, step
from direct_booking.clock import monotonic_s
from direct_booking.storage.database import Database

# The offices that the tests work with.
sys.path.append(str(ROOT / "tests"))

from consoles import open_console
from records import crowd

BOOKINGS = 100_000
ROUNDS = 9
# What is asked for, and the milliseconds within which it is there.
PAGES = (
    ("the list", "/bookings/?list=all", 100.0),
    ("its last page", "/bookings/?list=all&page=4000", 100.0),
    ("the past ones", "/bookings/?list=past", 100.0),
    ("a search by name, 25,000 found", "/bookings/?list=all&search=cleo", 300.0),
    ("a search by address, one found", "/bookings/?list=all&search=caller77777@example.com", 300.0),
    ("a search that finds nothing", "/bookings/?list=all&search=nobody+at+all", 300.0),
    ("the overview", "/overview/", 300.0),
)


def rows(number: int = BOOKINGS) -> list[dict]:
    """Medians, on SQLite, and on PostgreSQL where it answers."""
    return [each for kind in kinds() for each in _on(kind, number)]


def _on(kind: str, number: int) -> list[dict]:
    step(f"the console's lists of {number:,} bookings on {kind}")
    with new_database(kind) as url:
        database = Database(url, deadline_s=120)
        try:
            console = open_console(database)
            crowd(console, number)
            owner = console.owner()
            return [
                _row(f"console on {kind}, {number:,} bookings: {name}", _median_ms(owner, address), target)
                for name, address, target in PAGES
            ]
        finally:
            database.close()


def _median_ms(owner, address: str) -> float:
    took = []
    for _ in range(ROUNDS):
        began = monotonic_s()
        answer = owner.get(address)
        took.append(1000 * (monotonic_s() - began))
        assert answer.status_code == 200, address
    return statistics.median(took)


def _row(name: str, milliseconds: float, target: float) -> dict:
    return row(name, round(milliseconds, 1), "ms", target, milliseconds <= target)
