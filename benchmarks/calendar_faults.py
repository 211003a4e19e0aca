"""The owners' calendars on the network fail, some thousand times in every way (SPEC 8.1, 8.2).

Real clients, against stand-ins for Google and Microsoft and a real CalDAV server. Prints a table and writes
``var/reports/calendar_faults.json``, and beside it as a document what each fault comes to. The ways to fail
are in ``tests/failing_elsewhere.py``; ``tests/faults`` tries each of them once.
"""

import argparse
import logging
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.report import REPORTS, ROOT, row, run, step
from direct_booking.clock import SetClock
from direct_booking.storage.database import Database, migrate

# The offices and the servers that the tests work with.
sys.path.append(str(ROOT / "tests"))

from elsewhere import PROVIDERS, elsewhere_of
from failing_elsewhere import VERBS, WAYS, Seen, Way, starts, tried
from fixtures_elsewhere import OfficeElsewhere, open_elsewhere
from offices import FALSE, FOREIGN, FORGED, NEW_YORK, NOW, ORPHAN, OVERLAP, UNSETTLED, Broken
from standins.radicale_server import RadicaleServer

FAULTS = 2000
# Most of a fault is waiting; more offices at once would only wait for the processor.
AT_ONCE = 6
# A way that costs a caller's whole patience is tried so much less often.
SLOW_IS = 5
# How often what met nothing is made up for; a measure that has to do so more often measures little.
ROUNDS = 4


# What is said of what a use case can end in; the calls of ``tests/calls/failures`` hold that it is.
HEARD = {
    "Booked": "You're booked",
    "Moved": "It is moved",
    "Cancelled": "It is cancelled",
    "Lost": "That time was just taken, and two others",
    "Unconfirmed": "I could not confirm it, someone will call you back",
    "Skipped unknown": "I can't book it myself just now. Shall I have someone call you back?",
    "Skipped access_expired": "I can't book it myself just now. Shall I have someone call you back?",
}


@dataclass
class Counted:
    """What all trials came to.

    Attributes:
        trials: faults that met a request; one that met none is no fault, and is made up for.
        unmet: the others, by provider, name and what the caller wanted.
        seen: what came of a fault, by its name, what the caller wanted, and the provider.
    """

    trials: int = 0
    unmet: Counter = field(default_factory=Counter)
    broken: Counter = field(default_factory=Counter)
    confirmed: int = 0
    seen: dict[tuple[str, str], dict[str, Counter]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    wrong: list[str] = field(default_factory=list)


def measured(faults: int) -> list[dict]:
    """So many faults, spread over providers, ways to fail and what the caller wants."""
    step(f"{faults} faults of calendars elsewhere")
    counted, radicale = Counted(), RadicaleServer()
    try:
        with _template() as template, ThreadPoolExecutor(AT_ONCE) as pool:
            for jobs in _rounds(faults, counted):
                for done in pool.map(lambda job: _office(*job, radicale, template), jobs):
                    _add(counted, *done)
    finally:
        radicale.close()
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / "calendar_faults.md").write_text(document(counted), encoding="utf-8")
    return _rows(counted, faults)


def document(counted: Counted) -> str:
    """The table of the document: each fault and what it comes to, once where all providers agree."""
    head = ("what fails", "the caller wants to", "and hears", "the record afterwards", "events")
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for way in WAYS:
        # What callers want differently may end alike.
        alike: dict[tuple, list[str]] = {}
        for verb in VERBS:
            for came_to in _came_to(counted.seen[way.name, verb]):
                alike.setdefault(came_to, []).append(verb)
        for (providers, heard, record, events), verbs in alike.items():
            lines.append(f"| {way.name}{providers} | {', '.join(verbs)} | {heard} | {record} | {events} |")
    return "\n".join(lines) + "\n"


def _came_to(by_provider: dict[str, Counter]) -> list[tuple[str, str, str, int]]:
    found: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for provider, outcomes in by_provider.items():
        for seen in outcomes:
            found[HEARD[seen.said], seen.record or "nothing", seen.events].add(provider)
    return [
        ("" if len(found) == 1 else f" ({', '.join(sorted(providers))})", *came_to)
        for came_to, providers in found.items()
    ]


def _rounds(faults: int, counted: Counted) -> Iterator[list[tuple[str, str, tuple[Way, ...]]]]:
    """So many faults, and more for those that met nothing, as when a busy machine uses up a caller's time."""
    for _ in range(ROUNDS):
        missing = faults - counted.trials
        if missing > 0:
            yield list(_jobs(missing))


def _jobs(faults: int) -> Iterator[tuple[str, str, tuple[Way, ...]]]:
    """Offices: each with a provider, what its callers want, and the ways in which its calendar fails.

    Each kind of fault is in the first round, so that small numbers, too, hold all of them.
    """
    planned, round_ = 0, 0
    while planned < faults:
        ways = tuple(way for way in WAYS if not way.slow or round_ % SLOW_IS == 0)
        for provider in PROVIDERS:
            for verb in VERBS:
                mine = tuple(way for way in _kinds(provider, verb) if way in ways)
                yield provider, verb, mine[: max(0, faults - planned)]
                planned += len(mine)
        round_ += 1


def _kinds(provider: str, verb: str) -> tuple[Way, ...]:
    """The ways that can happen to a caller who wants this, with this provider."""
    return tuple(way for way in WAYS if not {provider, verb} & set(way.not_for))


def _office(
    provider: str, verb: str, ways: tuple[Way, ...], radicale: RadicaleServer, template: Path
) -> tuple[str, str, list[tuple[Way, Seen | Broken]], list[str]]:
    """One office with a call for each way to fail; a new office after a law was broken."""
    found: list[tuple[Way, Seen | Broken]] = []
    with _opened(provider, radicale, template) as office, starts(office) as next_start:
        for number, way in enumerate(ways):
            try:
                found.append((way, tried(office, way, verb, f"call-{number}", next_start())))
            except Broken as law:
                found.append((way, law))
                break
        wrong = office.elsewhere.wrong()
    return provider, verb, found, wrong


@contextmanager
def _template() -> Iterator[Path]:
    """A database with every table, to copy: tables cannot be made by several threads at once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.sqlite"
        empty = Database(f"sqlite:///{path}")
        migrate(empty)
        empty.close()
        yield path


@contextmanager
def _opened(provider: str, radicale: RadicaleServer, template: Path) -> Iterator[OfficeElsewhere]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        database = Database(f"sqlite:///{shutil.copy(template, Path(folder) / 'office.sqlite')}")
        clock = SetClock(NOW)
        elsewhere = elsewhere_of(provider, clock, NEW_YORK, lambda: radicale)
        try:
            yield open_elsewhere(database, elsewhere, clock)
        finally:
            elsewhere.close()
            database.close()


def _add(
    counted: Counted, provider: str, verb: str, found: list[tuple[Way, Seen | Broken]], wrong: list[str]
) -> None:
    counted.wrong += wrong
    for way, seen in found:
        if isinstance(seen, Broken):
            print(f"{provider}, {way.name}, {verb}: {str(seen)[:1000]}", file=sys.stderr)
            counted.broken[seen.law] += 1
            counted.trials += 1
        elif not seen.met:
            print(f"{provider}, {way.name}, {verb}: met no request", file=sys.stderr)
            counted.unmet[provider, way.name, verb] += 1
        else:
            counted.trials += 1
            counted.confirmed += seen.said in ("Booked", "Moved", "Cancelled")
            counted.seen[way.name, verb][provider][seen] += 1


def _rows(counted: Counted, faults: int) -> list[dict]:
    broken = counted.broken
    kinds = sum(len(_kinds(provider, verb)) for provider in PROVIDERS for verb in VERBS)
    met = sum(len(providers) for providers in counted.seen.values())

    def none(name: str, value: int, unit: str) -> dict:
        return row(f"calendars: {name}", value, unit, 0, value == 0)

    return [
        row(
            "calendars: faults that met a request", counted.trials, "faults", faults, counted.trials >= faults
        ),
        row("calendars: that met none, and were made up for", sum(counted.unmet.values()), "faults"),
        row("calendars: kinds of fault that met a request", met, "kinds", kinds, met == kinds),
        row("calendars: confirmed to the caller all the same", counted.confirmed, "times"),
        none(f"false confirmations, of {counted.confirmed}", broken[FALSE], "times"),
        none("duplicate events, or two bookings at a time", broken[OVERLAP], "times"),
        none("orphan events", broken[ORPHAN], "times"),
        none("left unsettled, or with a broken history", broken[UNSETTLED] + broken[FORGED], "times"),
        none("changes from another call", broken[FOREIGN], "times"),
        none("requests that a provider does not know", len(counted.wrong), "times"),
    ]


def main(arguments: list[str]) -> int:
    """Measure, print, report."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.calendar_faults", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--faults", type=int, default=FAULTS, help=f"how many ({FAULTS})")
    asked = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    return run("calendar_faults", lambda: measured(asked.faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
