"""The process dies at any arrow of the saga: one event or none, and the record says which (SPEC 8.2)."""

import itertools
import multiprocessing
import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from breaking import Crash, MortalCalendar, MortalDatabase, Steps, crash, kill
from offices import ANN, NEW_YORK, Office, check_settled, check_truth, open_office

from direct_booking.bookings.booking import PENDING
from direct_booking.storage.database import Database

FIRST_DAY = datetime(2026, 3, 3, 9, 0, tzinfo=NEW_YORK)  # a Tuesday
CORRECTED = replace(ANN, email="anne@example.com")


def whole_call(office: Office, number: int) -> None:
    """A call that books, moves, corrects, cancels and hangs up, at two hours of its own."""
    days, quarter = divmod(number, 4)
    weeks, days = divmod(days, 4)
    start = FIRST_DAY + timedelta(weeks=weeks, days=days, hours=2 * quarter)
    call_id = f"call-{number}"
    office.call(call_id)
    office.hold(call_id, start)
    office.desk.booking.book(call_id, ANN)
    office.hold(call_id, start + timedelta(hours=1), moving=True)
    office.desk.changing.move(call_id)
    office.desk.changing.correct_contact(call_id, CORRECTED)
    office.desk.changing.cancel(call_id)
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


def test_a_crash_at_every_arrow_is_settled_within_a_minute(database):
    """Every arrow of a whole call in turn: before and after each commit and each write to the calendar."""
    arrows = arrows_of_a_whole_call(database)
    assert arrows > 25
    for fatal in range(arrows):
        with pytest.raises(Crash):
            whole_call(mortal(database, Steps(fatal, crash)), fatal + 1)
        survivor = open_office(database)
        check_truth(survivor)
        # The claim lasts 20 s, and a round begins at most 30 s later.
        survivor.reconcile(after=timedelta(seconds=50))
        check_settled(survivor)


def test_a_crash_of_the_reconciler_at_every_arrow_is_settled_by_the_next(database):
    """Whoever takes up a booking may die over it; another one takes it up again."""
    arrows, number = arrows_of_a_whole_call(database), 0
    for died_at in range(arrows):
        for fatal in itertools.count():
            number += 1
            with pytest.raises(Crash):
                whole_call(mortal(database, Steps(died_at, crash)), number)
            if not any(each.status in PENDING for each in open_office(database).made_on(f"call-{number}")):
                break
            reconciler = mortal(database, Steps(fatal, crash))
            try:
                reconciler.reconcile(after=timedelta(seconds=50))
            except Crash:
                check_truth(reconciler)
                survivor = open_office(database)
                survivor.reconcile(after=timedelta(seconds=100))
                check_settled(survivor)
            else:
                check_settled(reconciler)
                break
    assert number > 1.5 * arrows


def die_in_a_process(url: str, fatal: int, number: int) -> None:
    """A whole call in a process of its own, which is killed at an arrow."""
    whole_call(mortal(Database(url), Steps(fatal, kill)), number)


def test_a_process_that_is_killed_leaves_what_the_next_one_settles(database, database_url):
    """kill -9, for real: what was committed is there, what was not is not, and the record says which."""
    arrows = arrows_of_a_whole_call(database)
    database.close()
    chance = random.Random(8)
    processes = multiprocessing.get_context("spawn")
    for number, fatal in enumerate(chance.sample(range(arrows), 6), start=1):
        process = processes.Process(target=die_in_a_process, args=(database_url, fatal, number))
        process.start()
        process.join(60)
        assert process.exitcode == -9
        survivor = open_office(database)
        check_truth(survivor)
        survivor.reconcile(after=timedelta(seconds=50))
        check_settled(survivor)
