"""Whole calls that may be ended at any moment: by a crash at an arrow, or by a real kill at a random instant.

What breaks is in ``breaking.py``; the office is in ``offices.py``.
"""

import itertools
import multiprocessing
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.connection import Connection

from breaking import Crash, MortalCalendar, MortalDatabase, Steps, crash, kill
from offices import (
    ANN,
    TUESDAY_AT_THREE,
    TUESDAY_AT_TWO,
    Office,
    check_settled,
    check_truth,
    open_office,
)

from direct_booking.bookings.booking import PENDING, Status
from direct_booking.clock import monotonic_s
from direct_booking.reception.outcomes import Booked, Cancelled, Moved
from direct_booking.storage.database import Database

CORRECTED = replace(ANN, email="anne@example.com")
# The claim lasts 20 s, and a round of the reconciler begins at most 30 s later.
SETTLED_WITHIN = timedelta(seconds=50)
_STARTED_WITHIN_S = 60.0
_READY = "ready"
# Processes that import everything anew would measure the importing; those that are forked from this one
# would have its threads' locks and all of its memory. These are forked from one that only imports.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["direct_booking.wiring"])


def office_of(database: Database, number: int, **named) -> Office:
    """The office of one call: what others left is nothing to it, so that many can share a database."""
    return open_office(database, name=f"office-{number}", called=f"+1212556{number:04}", **named)


def mortal(database: Database, number: int, steps: Steps) -> Office:
    """``office_of``, in a process that may die at an arrow."""
    return office_of(
        database,
        number,
        standing_between=lambda real: MortalCalendar(real, steps),
        desk_database=MortalDatabase(database, steps),
    )


def whole_call(office: Office, number: int, say: Callable[[object], None] = lambda _outcome: None) -> None:
    """A call that books, moves, corrects, cancels and hangs up.

    Args:
        say: told every outcome, as the caller is.
    """
    call_id = call_of(number)
    office.call(call_id)
    office.hold(call_id, TUESDAY_AT_TWO)
    say(office.desk.booking.book(call_id, ANN))
    office.hold(call_id, TUESDAY_AT_THREE, moving=True)
    say(office.desk.changing.move(call_id))
    say(office.desk.changing.correct_contact(call_id, CORRECTED))
    say(office.desk.changing.cancel(call_id))
    office.desk.calls.end(call_id)


def call_of(number: int) -> str:
    """The id of an office's call."""
    return f"call-{number}"


def arrows_of_a_whole_call(database: Database) -> int:
    """How many arrows a call has when nothing happens at any of them."""
    steps = Steps(None, crash)
    whole_call(mortal(database, 0, steps), 0)
    return steps.passed


def crash_at_every_arrow(database: Database) -> int:
    """Crash a whole call at each of its arrows in turn, and settle what is left; how many arrows there are.

    Raises:
        AssertionError: the truth was left, or not everything was settled in time.
    """
    arrows = arrows_of_a_whole_call(database)
    for number, fatal in enumerate(range(arrows), start=1):
        _crash(database, number, fatal)
        survivor = office_of(database, number)
        check_truth(survivor)
        survivor.reconcile(after=SETTLED_WITHIN)
        check_settled(survivor)
    return arrows


def crash_reconcilers(database: Database, *, one_in: int = 1) -> int:
    """As above, but whoever settles crashes, too, and leaves it to the next; how many of those crashed.

    Args:
        one_in: of the arrows of each who settles, how many to one at which it crashes.

    Raises:
        AssertionError: the truth was left, or not everything was settled.
    """
    numbers, crashed = itertools.count(1), 0
    for died_at in range(arrows_of_a_whole_call(database)):
        for fatal in itertools.count(died_at % one_in, one_in):
            number = next(numbers)
            _crash(database, number, died_at)
            if not _waits(office_of(database, number), number) or not _crashes(database, number, fatal):
                break
            crashed += 1
    return crashed


def _crash(database: Database, number: int, fatal: int) -> None:
    try:
        whole_call(mortal(database, number, Steps(fatal, crash)), number)
    except Crash:
        return
    raise AssertionError(f"arrow {fatal} was never reached")


def _waits(office: Office, number: int) -> bool:
    return any(each.status in PENDING for each in office.made_on(call_of(number)))


def _crashes(database: Database, number: int, fatal: int) -> bool:
    """Whether one who settles has an arrow of this number; in the end everything is settled."""
    reconciler = mortal(database, number, Steps(fatal, crash))
    try:
        reconciler.reconcile(after=SETTLED_WITHIN)
    except Crash:
        check_truth(reconciler)
        survivor = office_of(database, number)
        survivor.reconcile(after=2 * SETTLED_WITHIN)
        check_settled(survivor)
        return True
    check_settled(reconciler)
    return False


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


def _die_at(url: str, number: int, fatal: int) -> None:
    whole_call(mortal(Database(url), number, Steps(fatal, kill)), number)


def kill_at_arrow(url: str, number: int, fatal: int) -> None:
    """A whole call in a process of its own, which is killed at one of its arrows.

    Raises:
        AssertionError: it ended otherwise.
    """
    process = _PROCESSES.Process(target=_die_at, args=(url, number, fatal))
    process.start()
    process.join(_STARTED_WITHIN_S)
    assert process.exitcode == -signal.SIGKILL, f"the call ended with code {process.exitcode}"


def _hold_call(url: str, number: int, heard: Connection) -> None:
    """One whole call in a process that somebody else will kill; what is said goes down the pipe."""
    office = office_of(Database(url), number)
    heard.send(_READY)
    whole_call(office, number, lambda outcome: heard.send(_confirmed(outcome)))


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
    reading, writing = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_hold_call, args=(url, number, writing))
    process.start()
    writing.close()
    with reading:
        if next(_received(reading), None) != _READY:
            process.join(_STARTED_WITHIN_S)
            raise AssertionError(f"the call ended with code {process.exitcode} before it began")
        time.sleep(die.uniform(0, call_s))
        if process.is_alive():
            process.kill()
        process.join()
        said = list(_received(reading))
    if process.exitcode == 0:
        return None
    assert process.exitcode == -signal.SIGKILL, f"the call failed by itself: {process.exitcode}"
    return _left(url, number, next((each for each in reversed(said) if each), None))


def _received(reading: Connection) -> Iterator[object]:
    """Whatever was sent, until the sender closed its end or died."""
    # It may have died in the middle of a message.
    with suppress(EOFError, OSError):
        while True:
            yield reading.recv()


def _left(url: str, number: int, said: list[str] | None) -> Killed:
    database = Database(url)
    try:
        office = office_of(database, number)
        pending = sum(each.status in PENDING for each in office.made_on(call_of(number)))
        disagree = "".join(_broken(check_truth, office))
        office.reconcile(after=SETTLED_WITHIN)
        disagree += "".join(_broken(check_settled, office))
        made = office.made_on(call_of(number))
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
        office = office_of(database, 0)
        began = monotonic_s()
        whole_call(office, 0)
        return monotonic_s() - began
    finally:
        database.close()
