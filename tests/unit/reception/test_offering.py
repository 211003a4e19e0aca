"""What is offered, and what is held for whom (SPEC 3, 4.6)."""

from datetime import timedelta

from offices import TUESDAY_AT_THREE, TUESDAY_AT_TWO, at, wish_for

from direct_booking.reception.outcomes import Offered
from direct_booking.scheduling.offer import Kind, Reason
from direct_booking.scheduling.wish import Wish
from direct_booking.storage import holds


def held(office, call_id="call-1"):
    """What is held for a call."""
    with office.database.reading() as transaction:
        hold = holds.of_call(transaction, office.account_id, call_id)
        return hold.placement.starts_at if hold else None


def test_a_proposed_time_is_held_for_the_call_that_heard_it(office):
    """4.6: another caller is not offered it, and nothing is on the calendar yet."""
    office.call("one")
    office.call("two")
    office.hold("one", TUESDAY_AT_TWO)

    other = office.ask("two", TUESDAY_AT_TWO)

    assert held(office, "one") == TUESDAY_AT_TWO
    assert (other.offer.kind, other.offer.reason) == (Kind.NEAREST, Reason.TAKEN)
    assert office.events() == {}


def test_its_own_hold_does_not_stand_in_a_calls_way(office):
    """The same time can be asked for again, and the hold is as long as new."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    office.clock.advance(timedelta(minutes=4))
    office.hold("call-1", TUESDAY_AT_TWO)
    office.clock.advance(timedelta(minutes=4))
    office.call("two")

    assert office.ask("two", TUESDAY_AT_TWO).offer.kind is Kind.NEAREST


def test_a_hold_expires(office):
    """4.6: five minutes later others are offered the time."""
    office.call("one")
    office.call("two")
    office.hold("one", TUESDAY_AT_TWO)
    office.clock.advance(timedelta(minutes=5))

    assert office.ask("two", TUESDAY_AT_TWO).offer.kind is Kind.TIME


def test_another_question_releases_the_hold(office):
    """Only what is proposed is held."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    offered = office.desk.offering.ask("call-1", None, Wish(), None)

    assert offered.offer.kind is not Kind.TIME
    assert held(office) is None


def test_another_proposal_replaces_the_hold(office):
    """A call holds one time at most."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    office.hold("call-1", TUESDAY_AT_THREE)

    assert held(office) == TUESDAY_AT_THREE


def test_what_was_turned_down_is_not_offered_again(office):
    """4.3: "anything else"."""
    office.call()
    first = office.hold("call-1", TUESDAY_AT_TWO)

    second = office.desk.offering.decline("call-1", first.wish, first.offer)

    assert isinstance(second, Offered)
    assert TUESDAY_AT_TWO not in [option.start for option in second.offer.options]
    assert held(office) != TUESDAY_AT_TWO


def test_one_option_can_be_picked(office):
    """4.3: "the second one" is proposed and held."""
    office.owner_writes(TUESDAY_AT_TWO)
    office.call()
    first = office.ask("call-1", TUESDAY_AT_TWO)
    assert first.offer.kind is Kind.NEAREST

    second = office.desk.offering.pick("call-1", first.wish, first.offer, 1)

    assert second.offer.kind is Kind.TIME
    assert second.offer.options[0].start == first.offer.options[1].start == held(office)


def test_nothing_is_offered_or_held_on_an_ended_call(office):
    """A late turn of a call that hung up holds nothing."""
    office.call()
    office.desk.calls.end("call-1")

    assert office.ask("call-1", TUESDAY_AT_TWO).why == "ended"
    assert held(office) is None


def test_every_calendar_that_counts_as_busy_counts(office):
    """1.3: further calendars that the owner picked also block."""
    from dataclasses import replace

    from offices import NEW_YORK

    from direct_booking.calendars.base import NewEvent
    from direct_booking.scheduling.availability import Interval
    from direct_booking.storage import connections

    private = office.calendar.add_calendar("Private", NEW_YORK)
    dentist = NewEvent("dent1st", Interval(at(3, 14), at(3, 15)), "Dentist")
    office.calendar.create(private.id, dentist, deadline_s=5)
    with office.database.writing(office.account_id) as transaction:
        present = connections.of_account(transaction, office.account_id)
        connections.save(transaction, replace(present, also_busy=(private.id,)))
    office.call()

    assert office.ask("call-1", TUESDAY_AT_TWO).offer.kind is Kind.NEAREST


def test_one_calendar_of_several_that_is_unknown_offers_nothing(office):
    """3.3: unknown is never free."""
    from dataclasses import replace

    from direct_booking.storage import connections

    with office.database.writing(office.account_id) as transaction:
        present = connections.of_account(transaction, office.account_id)
        connections.save(transaction, replace(present, also_busy=("not-there",)))
    office.call()

    assert office.ask("call-1", TUESDAY_AT_TWO).why == "unknown"


def test_the_wish_is_given_back_as_it_is_by_now(office):
    """The dialogue keeps it for the next turn."""
    office.call()

    assert office.hold("call-1", TUESDAY_AT_TWO).wish == wish_for(TUESDAY_AT_TWO)
