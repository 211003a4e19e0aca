"""The process dies at any arrow of the saga: one event or none, and the record says which (SPEC 8.2)."""

import itertools
import multiprocessing
import random
from datetime import timedelta

import pytest
from breaking import Crash, Steps, crash, kill
from killing import (
    CALLS_OF_AN_OFFICE,
    arrows_of_a_whole_call,
    crash_at_every_arrow,
    kill_at_random,
    mortal,
    seconds_of_a_whole_call,
    whole_call,
)
from offices import check_settled, check_truth, open_office

from direct_booking.bookings.booking import PENDING
from direct_booking.storage.database import Database


def test_a_crash_at_every_arrow_is_settled_within_a_minute(database):
    """Every arrow of a whole call in turn: before and after each commit and each write to the calendar."""
    assert crash_at_every_arrow(database) > 25


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


def test_a_process_that_is_killed_at_any_instant_loses_and_doubles_nothing(database, database_url):
    """Not only at arrows: in the middle of a statement, a commit, a check; what was said stays true."""
    database.close()
    die, call_s = random.Random(8), seconds_of_a_whole_call(database_url)
    kills = [kill_at_random(database_url, number, die, call_s) for number in range(1, CALLS_OF_AN_OFFICE)]
    killed = [each for each in kills if each is not None]
    assert len(killed) >= 3
    for each in killed:
        assert (each.duplicates, each.lost, each.disagree) == (0, False, "")
