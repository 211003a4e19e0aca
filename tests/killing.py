"""Whole calls that may be ended at any moment: by a crash at an arrow, or by a real kill at a random instant.

What breaks is in ``breaking.py``; the office is in ``offices.py``.
"""

import json
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from breaking import Crash, MortalCalendar, MortalDatabase, Steps, crash
from offices import ANN, NEW_YORK, Office, check_settled, check_truth, open_office

from direct_booking.bookings.booking import PENDING, Status
from direct_booking.clock import monotonic_s
from direct_booking.reception.outcomes import Booked, Cancelled, Moved
from direct_booking.storage.database import Database

FIRST_DAY = datetime(2026, 3, 3, 9, 0, tzinfo=NEW_YORK)  # a Tuesday
CORRECTED = replace(ANN, email="anne@example.com")
# The claim lasts 20 s, and a round of the reconciler begins at most 30 s later.
SETTLED_WITHIN = timedelta(seconds=50)
# Calls that find times of their own inside the usual look-ahead.
CALLS_OF_AN_OFFICE = 16
_STARTED_WITHIN_S = 60.0


def whole_call(office: Office, number: int, say: Callable[[object], None] = lambda _outcome: None) -> None:
    """A call that books, moves, corrects, cancels and hangs up, at two hours of its own.

    Args:
        say: told every outcome, as the caller is.
    """
    days, quarter = divmod(number, 4)
    weeks, days = divmod(days, 4)
    start = FIRST_DAY + timedelta(weeks=weeks, days=days, hours=2 * quarter)
    call_id = f"call-{number}"
    office.call(call_id)
    office.hold(call_id, start)
    say(office.desk.booking.book(call_id, ANN))
    office.hold(call_id, start + timedelta(hours=1), moving=True)
    say(office.desk.changing.move(call_id))
    say(office.desk.changing.correct_contact(call_id, CORRECTED))
    say(office.desk.changing.cancel(call_id))
    office.desk.calls.end(call_id)


def mortal(database: Database, steps: Steps) -> Office:
    """An office whose process may die at an arrow."""
    return open_office(
        database,
        standing_between=lambda real: MortalCalendar(real, steps),
        desk_database=MortalDatabase(database, steps),
    )


def arrows_of_a_whole_call(database: Database) -> int:
    """How many arrows a call has when nothing happens at any of them."""
    open_office(database).change(look_ahead_days=60)
    steps = Steps(None, crash)
    whole_call(mortal(database, steps), 0)
    return steps.passed


def crash_at_every_arrow(database: Database) -> int:
    """Crash a whole call at each of its arrows in turn, and settle what is left; how many arrows there are.

    Raises:
        AssertionError: the truth was left, or not everything was settled in time.
    """
    arrows = arrows_of_a_whole_call(database)
    for fatal in range(arrows):
        try:
            whole_call(mortal(database, Steps(fatal, crash)), fatal + 1)
        except Crash:
            survivor = open_office(database)
            check_truth(survivor)
            survivor.reconcile(after=SETTLED_WITHIN)
            check_settled(survivor)
        else:
            raise AssertionError(f"arrow {fatal} was never reached")
    return arrows


@dataclass(frozen=True)
class Killed:
    """What a kill left, and what became of it.

    Attributes:
        said: what the caller had heard confirmed last: ``Booked``, ``Moved``, ``Cancelled`` or nothing.
        pending: bookings that waited for the calendar when the process was dead.
        duplicates: events or live bookings of the call beyond the first.
        lost: what the caller had heard confirmed is not so, and nothing newer was asked for.
        disagree: why record and calendar do not agree after the reconciler, or empty.
    """

    said: str
    pending: int
    duplicates: int
    lost: bool
    disagree: str


def hold_calls(url: str, number: int, pipe: int) -> None:
    """One whole call in a process that somebody else will kill; what is said goes down the pipe."""

    def say(outcome: object) -> None:
        os.write(pipe, json.dumps(_confirmed(outcome)).encode() + b"\n")

    office = open_office(Database(url))
    os.write(pipe, b'"ready"\n')
    whole_call(office, number, say)


def _confirmed(outcome: object) -> list[str] | None:
    if not isinstance(outcome, Booked | Moved | Cancelled):
        return None
    return [type(outcome).__name__, outcome.booking.id, outcome.booking.starts_at.isoformat()]


def kill_at_random(url: str, number: int, die: random.Random, call_s: float) -> Killed | None:
    """Start a call in a process of its own, kill it after a random while, and reconcile.

    Args:
        call_s: about how long a whole call takes.

    Returns:
        What came of it; None when the call was over before the kill.
    """
    reading, writing = os.pipe()
    # Forked: 200 processes that import everything anew would measure the importing. Nobody else runs here.
    process = multiprocessing.get_context("fork").Process(target=hold_calls, args=(url, number, writing))
    process.start()
    os.close(writing)
    with os.fdopen(reading, "rb") as heard:
        if heard.readline() != b'"ready"\n':
            process.join(_STARTED_WITHIN_S)
            raise AssertionError(f"the call ended with code {process.exitcode} before it began")
        time.sleep(die.uniform(0, call_s))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        said = [json.loads(line) for line in heard.readlines() if line.endswith(b"\n")]
    if process.exitcode == 0:
        return None
    assert process.exitcode == -signal.SIGKILL, f"the call failed by itself: {process.exitcode}"
    return _left(url, number, next((each for each in reversed(said) if each), None))


def _left(url: str, number: int, said: list[str] | None) -> Killed:
    database = Database(url)
    try:
        office = open_office(database)
        pending = sum(each.status in PENDING for each in office.made_on(f"call-{number}"))
        disagree = "".join(_broken(check_truth, office))
        office.reconcile(after=SETTLED_WITHIN)
        disagree += "".join(_broken(check_settled, office))
        made = office.made_on(f"call-{number}")
        events = [each for each in made if each.event_key in office.events()]
        live = [each for each in made if each.live]
        duplicates = max(0, len(events) - 1) + max(0, len(live) - 1)
        return Killed(said[0] if said else "", pending, duplicates, _is_lost(said, made), disagree)
    finally:
        database.close()


def _broken(check: Callable[[Office], None], office: Office) -> Iterator[str]:
    try:
        check(office)
    except AssertionError as error:
        yield str(error).splitlines()[0] if str(error) else check.__name__


def _is_lost(said: list[str] | None, made: tuple) -> bool:
    """Whether the record no longer holds what was confirmed to the caller, or what the caller asked next."""
    if said is None:
        return False
    kind, booking_id, starts_at = said
    found = next((each for each in made if each.id == booking_id), None)
    if found is None:
        return True
    if kind == "Cancelled":
        return found.status is not Status.CANCELLED
    # After "booked" this call asks for a move, after "moved" for a cancellation: either may have been done.
    if found.status is Status.CANCELLED:
        return kind != "Moved"
    moved_on = kind == "Booked" and found.starts_at.isoformat() > starts_at
    return found.status is not Status.BOOKED or not (moved_on or found.starts_at.isoformat() == starts_at)


def seconds_of_a_whole_call(url: str) -> float:
    """How long a whole call takes here when nobody kills it, opening the office included."""
    database = Database(url)
    try:
        office = open_office(database)
        began = monotonic_s()
        whole_call(office, 0)
        return monotonic_s() - began
    finally:
        database.close()
