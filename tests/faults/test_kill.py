"""The process dies at any arrow of the saga: one event or none, and the record says which (SPEC 8.2)."""

import random
from datetime import timedelta

from killing import (
    arrows_of_a_whole_call,
    crash_at_every_arrow,
    crash_reconcilers,
    kill_at_arrow,
    kill_at_random,
    office_of,
    seconds_of_a_whole_call,
)
from lengths import tries
from offices import check_settled, check_truth

# ``make faults`` kills hundreds, and has every reconciler crash at each of its arrows.
KILLS_AT_ARROWS, KILLS_AT_RANDOM = tries(4, at_length=6), tries(10, at_length=15)
ONE_IN = tries(5, at_length=1)


def test_a_crash_at_every_arrow_is_settled_within_a_minute(database):
    """Every arrow of a whole call in turn: before and after each commit and each write to the calendar."""
    assert crash_at_every_arrow(database) > 25


def test_a_crash_of_the_reconciler_is_settled_by_the_next(database):
    """Whoever takes up a booking, at whatever arrow it was left, may die over it; another one takes it up."""
    assert crash_reconcilers(database, one_in=ONE_IN) > 15


def test_a_process_that_is_killed_leaves_what_the_next_one_settles(database, database_url):
    """kill -9, for real: what was committed is there, what was not is not, and the record says which."""
    arrows = arrows_of_a_whole_call(database)
    chance = random.Random(8)
    for number, fatal in enumerate(chance.sample(range(arrows), KILLS_AT_ARROWS), start=1):
        kill_at_arrow(database_url, number, fatal)
        survivor = office_of(database, number)
        check_truth(survivor)
        survivor.reconcile(after=timedelta(seconds=50))
        check_settled(survivor)


def test_a_process_that_is_killed_at_any_instant_loses_and_doubles_nothing(database_url):
    """Not only at arrows: in the middle of a statement, a commit, a check; what was said stays true."""
    die, call_s = random.Random(8), seconds_of_a_whole_call(database_url)
    kills = [kill_at_random(database_url, number, die, call_s) for number in range(1, KILLS_AT_RANDOM + 1)]
    killed = [each for each in kills if each is not None]
    assert len(killed) >= 3
    for each in killed:
        assert (each.duplicates, each.lost, each.disagree) == (0, False, "")
