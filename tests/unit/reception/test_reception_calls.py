"""A call from its first ring to its end."""

from dataclasses import replace

import pytest
from offices import ANN, CALLER, NEW_YORK, NOW, TUESDAY_AT_THREE, TUESDAY_AT_TWO, open_office, wish_for

from direct_booking.errors import Misconfigured
from direct_booking.reception.errors import UnknownCall, UnknownNumber
from direct_booking.reception.outcomes import Skipped
from direct_booking.storage import accounts, calls, connections
from direct_booking.storage.connections import Health


def outcome_of(office, call_id="call-1"):
    """What the record says a call came to."""
    with office.database.reading() as transaction:
        return calls.get(transaction, call_id).outcome


def test_a_call_starts_once_however_often_it_is_told(office):
    """7.2: the channel may deliver the first ring twice."""
    first = office.desk.calls.start("call-1", CALLER, None)
    office.clock.advance(NOW - NOW)

    assert office.desk.calls.start("call-1", "+13035550100", None) == first
    assert (first.caller_number, first.caller_zone, first.started_at) == (CALLER, NEW_YORK, NOW)
    assert first.booking_on
    assert first.why_off is None


def test_the_number_tells_the_zone(office):
    """5: a caller from Denver hears Denver's time."""
    call = office.desk.calls.start("call-1", "+13035550100", None)

    assert call.caller_zone.key == "America/Denver"


def test_a_withheld_number_leaves_the_zone_unsure(office):
    """5.1: the calendar's zone, named with the time."""
    call = office.desk.calls.start("call-1", "anonymous", None)

    assert (call.caller_number, call.caller_zone, call.zone_is_sure) == (None, NEW_YORK, False)


def test_a_caller_can_say_where_they_are(office):
    """5.1: "I'm in Denver"."""
    office.call(caller=None)

    office.desk.calls.place("call-1", "America/Denver")

    call = office.desk.calls.get("call-1")
    assert (call.caller_zone.key, call.zone_is_sure) == ("America/Denver", True)
    with pytest.raises(Misconfigured):
        office.desk.calls.place("call-1", "Nowhere/Land")


def test_an_unknown_call_is_an_error(office):
    """Nothing is invented for a call that was never started."""
    for ask in (office.desk.calls.get, office.desk.calls.end):
        with pytest.raises(UnknownCall):
            ask("never")


def test_the_called_number_chooses_the_assistant(database):
    """1.1: an exact number first, then the assistant for any number."""
    general = open_office(database, name="general", called=None)
    special = open_office(database, name="special", called="+12125550002")

    assert general.desk.calls.start("a", CALLER, "+12125550002").account_id == special.account_id
    assert general.desk.calls.start("b", CALLER, "+12125550009").account_id == general.account_id
    assert general.desk.calls.start("c", CALLER, None).account_id == general.account_id


def test_the_only_assistant_answers_every_number(database):
    """An installation with one assistant needs no number."""
    office = open_office(database, called="+12125550002")

    assert office.desk.calls.start("a", CALLER, "+12125550009").account_id == office.account_id


def test_a_number_that_nobody_answers_is_an_error(database):
    """Two accounts with numbers of their own: a third number is nobody's."""
    office = open_office(database, name="one", called="+12125550001")
    open_office(database, name="two", called="+12125550002")

    with pytest.raises(UnknownNumber):
        office.desk.calls.start("a", CALLER, "+12125550003")


def test_the_switch_is_the_assistants_own(office):
    """2.1: off for this assistant means that nothing is offered on its calls."""
    office.call()
    with office.database.writing(office.account_id) as transaction:
        (assistant,) = accounts.assistants_of(transaction, office.account_id)
        assert accounts.switch(transaction, office.account_id, assistant.id, on=False)
        assert not accounts.switch(transaction, office.account_id + 1, assistant.id, on=True)

    call = office.desk.calls.get("call-1")
    assert (call.booking_on, call.why_off) == (False, "off")
    assert office.ask("call-1", TUESDAY_AT_TWO) == Skipped("off", call, wish_for(TUESDAY_AT_TWO))


def test_disconnecting_turns_booking_off(office):
    """1.1: disconnecting turns booking off everywhere, also for what is held."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    with office.database.writing(office.account_id) as transaction:
        connections.forget(transaction, office.account_id)

    assert office.desk.calls.get("call-1").why_off == "off"
    assert office.desk.booking.book("call-1", ANN).why == "off"


def test_reconnecting_makes_an_expired_connection_work(office):
    """1.5: until someone reconnects; a late word about the old grant does not spoil the new one."""
    office.call()
    with office.database.writing(office.account_id) as transaction:
        old = connections.of_account(transaction, office.account_id)
        assert connections.mark(transaction, old, Health.EXPIRED)
    assert office.desk.calls.get("call-1").why_off == "access_expired"

    with office.database.writing(office.account_id) as transaction:
        connections.save(transaction, replace(old, connected_at=TUESDAY_AT_TWO))
        assert not connections.mark(transaction, old, Health.EXPIRED)
    assert office.desk.calls.get("call-1").booking_on


def test_the_outcome_of_a_call_is_recorded(office):
    """6.2: the console shows what a call came to."""
    office.book("books")
    office.book("cancels", TUESDAY_AT_THREE)
    office.desk.changing.cancel("cancels")
    office.call("asks")
    office.desk.messages.take("asks", "callback", "Call me")
    office.call("tells")
    office.desk.messages.take("tells", "message", "Thank you")
    office.call("nothing")
    for call_id in ("books", "cancels", "asks", "tells", "nothing"):
        office.desk.calls.end(call_id)

    found = [outcome_of(office, each) for each in ("books", "cancels", "asks", "tells", "nothing")]
    assert found == ["booked", "cancelled", "callback", "message", "nothing"]


def test_a_call_ends_once(office):
    """The second hang-up changes nothing."""
    office.book()
    office.desk.calls.end("call-1")
    office.desk.messages.take("call-1", "callback", "Call me")
    office.desk.calls.end("call-1")

    assert outcome_of(office) == "booked"


def test_a_message_is_kept_once(office):
    """A turn that is delivered twice leaves one message; other words leave another."""
    office.call()
    first = office.desk.messages.take("call-1", "message", "Please\x00 call", "Ann", None)
    again = office.desk.messages.take("call-1", "message", "Please call", "Ann", None)
    other = office.desk.messages.take("call-1", "callback", "Please call", "Ann", "+12125550199")

    assert first == again
    assert (first.body, first.caller_number, first.status) == ("Please call", CALLER, "open")
    assert (other.id != first.id, other.caller_number) == (True, "+12125550199")
