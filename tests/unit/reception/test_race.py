"""Many callers, one time: one of them has it, the others hear another offer (SPEC 8.2)."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from offices import ANN, TUESDAY_AT_TWO, check_settled, open_office

from direct_booking.reception.outcomes import Booked, Lost
from direct_booking.scheduling.offer import Kind
from direct_booking.storage.database import Database

CALLERS = 12


def several_hold(office) -> list[str]:
    """Calls that were all offered the same time, each after the hold of the one before had expired."""
    calls = [f"call-{number}" for number in range(CALLERS)]
    for call_id in calls:
        office.call(call_id)
        office.hold(call_id, TUESDAY_AT_TWO)
        office.clock.advance(timedelta(minutes=6))
    return calls


def test_of_many_who_ask_at_once_one_is_offered_the_time(office):
    """4.6: the hold is taken under the account's lock."""
    calls = [office.call(f"call-{number}") for number in range(CALLERS)]

    with ThreadPoolExecutor(CALLERS) as callers:
        offers = [each.offer for each in callers.map(lambda one: office.ask(one, TUESDAY_AT_TWO), calls)]

    assert sorted(offer.kind is Kind.TIME for offer in offers) == [False] * (CALLERS - 1) + [True]
    assert all(offer.kind in (Kind.TIME, Kind.NEAREST) for offer in offers)


def test_of_many_who_say_yes_at_once_one_has_a_booking(office):
    """8.2: one event; every other caller hears another offer, and nobody an error."""
    calls = several_hold(office)

    with ThreadPoolExecutor(CALLERS) as callers:
        outcomes = list(callers.map(lambda one: office.desk.booking.book(one, ANN), calls))

    assert [type(each) for each in outcomes].count(Booked) == 1
    assert [type(each) for each in outcomes].count(Lost) == CALLERS - 1
    assert all(each.offered.offer.options for each in outcomes if isinstance(each, Lost))
    assert len(office.events()) == 1
    check_settled(office)


def test_a_turn_delivered_three_times_at_once_books_once(office):
    """7.2: all three hear the same booking."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)

    with ThreadPoolExecutor(3) as webhooks:
        outcomes = list(webhooks.map(lambda _: office.desk.booking.book("call-1", ANN), range(3)))

    assert {outcome.booking.id for outcome in outcomes} == {office.made_on()[0].id}
    assert all(isinstance(outcome, Booked) for outcome in outcomes)
    assert len(office.events()) == 1


def test_two_reconcilers_at_once_settle_once(faulty_office, faults):
    """Each claims what it takes up."""
    from breaking import unknown

    faults.before["create"] = [unknown()]
    faulty_office.book()
    faulty_office.clock.advance(timedelta(seconds=30))

    with ThreadPoolExecutor(2) as reconcilers:
        list(reconcilers.map(lambda _: faulty_office.desk.reconciling.run_once(), range(2)))

    assert faulty_office.told(faulty_office.made_on()[0]) == ["requested", "booked"]
    check_settled(faulty_office)


def say_yes(url: str, call_id: str, after: timedelta, start, answers) -> None:
    """One caller in a process of its own."""
    office = open_office(Database(url))
    office.clock.advance(after)
    start.wait(30)
    answers.put(type(office.desk.booking.book(call_id, ANN)).__name__)


def test_callers_in_different_processes_get_one_booking(office, database_url):
    """The lock is the database's, not the process's."""
    calls = several_hold(office)[:3]
    office.database.close()
    processes = multiprocessing.get_context("spawn")
    start, answers = processes.Barrier(len(calls)), processes.Queue()
    after = timedelta(minutes=6 * CALLERS)
    callers = [
        processes.Process(target=say_yes, args=(database_url, call_id, after, start, answers))
        for call_id in calls
    ]
    for caller in callers:
        caller.start()
    heard = sorted(answers.get(timeout=60) for _ in callers)
    for caller in callers:
        caller.join(30)

    assert heard == ["Booked", "Lost", "Lost"]
    assert len(office.events()) == 1
    check_settled(office)
