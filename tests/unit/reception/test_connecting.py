"""An owner's calendar connected, chosen among, tried, reconnected and given back, at every provider."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from elsewhere import KEY
from offices import ANN, NEW_YORK, TUESDAY_AT_THREE, TUESDAY_AT_TWO, at, check_settled, check_truth
from standins.google_values import OWNER, One

from direct_booking.bookings.booking import Attention, Status
from direct_booking.calendars.signing_in import SignInFailed
from direct_booking.deadline import Deadline
from direct_booking.errors import Misconfigured
from direct_booking.reception.access import NotConnected
from direct_booking.reception.outcomes import Booked, Cancelled, Moved, Skipped, Unconfirmed
from direct_booking.storage import connections
from direct_booking.storage.connections import Health
from direct_booking.wiring import build

OTHER = "other@group.calendar.google.com"


def add_calendar(office, **details) -> str:
    """One more calendar of the Google account."""
    office.elsewhere.google.calendars.add(One(OTHER, "Private", **details))
    return OTHER


def test_a_whole_call_is_booked_moved_and_cancelled(office_elsewhere):
    """1.2: the same call, the same record, on each provider."""
    office = office_elsewhere
    assert isinstance(office.book(), Booked)
    assert list(office.events()) == [office.made_on()[0].event_key]
    office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    assert isinstance(office.desk.changing.move("call-1"), Moved)
    check_truth(office)
    assert isinstance(office.desk.changing.cancel("call-1"), Cancelled)
    office.reconcile()
    check_settled(office)
    assert office.events() == {}


def test_a_connection_is_kept_with_what_it_needs_and_nothing_else(office_elsewhere):
    """1.3, 1.4: which calendar, whose, in which zone, and the access encrypted."""
    office = office_elsewhere
    connection = office.connection
    assert (connection.provider, connection.health) == (office.elsewhere.name, Health.CONNECTED)
    assert connection.checked_at is not None
    checked = office.desk.checking.check(office.account_id)
    assert "@" in checked.account
    assert checked.problem == ""


def test_another_process_has_the_same_access_without_asking_for_a_token(office_elsewhere):
    """The token is kept with the secret, so that processes share it."""
    office = office_elsewhere
    assert isinstance(office.book(), Booked)
    asked = [each.path for each in office.elsewhere.server.asked if "token" in each.path]
    office.another_desk().connecting.calendars(office.account_id)
    assert [each.path for each in office.elsewhere.server.asked if "token" in each.path] == asked


def test_reconnecting_keeps_the_calendar_that_was_chosen(google_office):
    """1.3: after access has expired, the owner chooses nothing anew."""
    office = google_office
    other = add_calendar(office)
    office.desk.connecting.choose(office.account_id, other, [OWNER])
    office.desk.diary.expired(office.connection)
    office.elsewhere.sign_in(office.desk, office.account_id)
    connection = office.connection
    assert (connection.calendar_id, connection.also_busy) == (other, (OWNER,))
    assert connection.health is Health.CONNECTED
    assert isinstance(office.book(), Booked)


def test_reconnecting_books_on_the_primary_calendar_when_the_chosen_one_is_gone(google_office):
    """And counts nothing as busy that is not there."""
    office = google_office
    other = add_calendar(office)
    office.desk.connecting.choose(office.account_id, other, [OWNER])
    del office.elsewhere.google.calendars.all[other]
    office.elsewhere.sign_in(office.desk, office.account_id)
    assert (office.connection.calendar_id, office.connection.also_busy) == (OWNER, ())


def test_other_calendars_count_as_busy_when_they_are_chosen(google_office):
    """1.3: at once, whatever was read before."""
    office = google_office
    other = add_calendar(office)
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    office.elsewhere.google.calendars.owner_adds(other, _half_hour(TUESDAY_AT_TWO))
    office.desk.connecting.choose(office.account_id, OWNER, [other, other, OWNER])
    assert office.connection.also_busy == (other,)
    options = office.ask("call-1", TUESDAY_AT_TWO).offer.options
    assert TUESDAY_AT_TWO not in [option.start for option in options]


@pytest.mark.parametrize(("role", "wrong"), [("reader", "Nothing can be written"), (None, "no calendar")])
def test_only_a_calendar_that_is_there_and_can_be_written_is_booked_on(google_office, role, wrong):
    """One sentence for the owner; what was chosen stays."""
    if role:
        add_calendar(google_office, role=role)
    with pytest.raises(Misconfigured, match=wrong):
        google_office.desk.connecting.choose(google_office.account_id, OTHER, [])
    assert google_office.connection.calendar_id == OWNER


def test_an_account_without_a_calendar_to_write_on_is_not_connected(google_office):
    """What was connected before stays."""
    google_office.elsewhere.google.calendars.all[OWNER].role = "reader"
    before = google_office.connection
    with pytest.raises(SignInFailed) as failed:
        google_office.elsewhere.sign_in(google_office.desk, google_office.account_id)
    assert failed.value.reason == "no_calendar"
    assert google_office.connection == before


@pytest.mark.parametrize("denied", ["denies", "unticked"])
def test_access_that_was_not_given_changes_nothing(google_office, denied):
    """1.3: the owner may say no, or untick a box."""
    accounts = google_office.elsewhere.google.accounts
    accounts.denies = denied == "denies"
    if denied == "unticked":
        accounts.unticked = {"https://www.googleapis.com/auth/calendar.freebusy"}
    before = google_office.connection
    with pytest.raises(SignInFailed):
        google_office.elsewhere.sign_in(google_office.desk, google_office.account_id)
    assert google_office.connection == before


@pytest.mark.parametrize(
    ("provider", "missing"),
    [
        ("google", "DIRECT_BOOKING_GOOGLE_CLIENT_ID"),
        ("google", "DIRECT_BOOKING_GOOGLE_CLIENT_SECRET"),
        ("microsoft", "DIRECT_BOOKING_MICROSOFT_CLIENT_ID"),
        ("microsoft", "DIRECT_BOOKING_MICROSOFT_CLIENT_SECRET"),
    ],
)
def test_an_app_that_is_not_set_up_is_named_with_where_to_read(office, provider, missing):
    """One sentence for the operator."""
    name = provider.upper()
    whole = {f"DIRECT_BOOKING_{name}_CLIENT_ID": "id", f"DIRECT_BOOKING_{name}_CLIENT_SECRET": "secret"}
    environment = {variable: value for variable, value in whole.items() if variable != missing}
    desk = build({"DIRECT_BOOKING_KEYS": KEY, **environment}, clock=office.clock, database=office.database)
    with pytest.raises(Misconfigured, match=rf"^{missing} is not set.*docs/calendars\.md"):
        desk.connecting.begin(office.account_id, provider, "http://localhost:1/")


def test_disconnecting_forgets_and_says_what_it_turns_off(office_elsewhere):
    """1.1, 1.3: booking is off everywhere, the secret is gone, appointments stay on the calendar."""
    office = office_elsewhere
    office.book()
    done = office.desk.disconnecting.disconnect(office.account_id)
    assert (done.provider, done.assistants, done.standing) == (office.elsewhere.name, ("Receptionist",), 1)
    assert done.revoked is (office.elsewhere.name == "google")
    assert office.connection is None
    assert len(office.events()) == 1
    office.call("call-2")
    skipped = office.ask("call-2", TUESDAY_AT_THREE)
    assert isinstance(skipped, Skipped)
    assert (skipped.why, skipped.call) == ("off", office.desk.calls.get("call-2"))
    with pytest.raises(NotConnected):
        office.desk.disconnecting.disconnect(office.account_id)


def test_disconnecting_revokes_at_google(google_office):
    """1.3: the token is worth nothing afterwards."""
    google_office.desk.disconnecting.disconnect(google_office.account_id)
    assert [each.revoked for each in google_office.elsewhere.google.accounts.grants] == [True]


def test_disconnecting_works_while_the_provider_is_away(google_office, caplog):
    """1.3: forgotten in any case."""
    with google_office.elsewhere.server.away():
        assert not google_office.desk.disconnecting.disconnect(google_office.account_id).revoked
    assert google_office.connection is None
    assert "could not be taken back" in caplog.text


def test_access_that_another_account_shares_is_not_taken_from_it(google_office):
    """1.1: Google takes back all that an owner ever gave at once."""
    from direct_booking.storage import accounts

    office = google_office
    with office.database.writing(0) as transaction:
        another = accounts.add_account(transaction, "another", now=office.clock.now())
    office.elsewhere.sign_in(office.desk, another.id)
    assert not office.desk.disconnecting.disconnect(another.id).revoked
    assert isinstance(office.book(), Booked)
    assert office.desk.disconnecting.disconnect(office.account_id).revoked


def test_going_back_to_the_embedded_calendar_takes_the_old_access_back(google_office):
    """1.2: without a network, and in one step."""
    connected = google_office.desk.connecting.embedded(google_office.account_id)
    assert (connected.connection.provider, connected.connection.secret) == ("local", None)
    assert [each.revoked for each in google_office.elsewhere.google.accounts.grants] == [True]
    assert isinstance(google_office.book(), Booked)
    assert google_office.elsewhere.ours() == {}


def switch(office) -> None:
    """The owner goes back to the embedded calendar."""
    assert office.desk.connecting.embedded(office.account_id).standing_elsewhere == 1


def forget(office) -> None:
    """The owner disconnects."""
    office.desk.disconnecting.disconnect(office.account_id)


@pytest.mark.parametrize("leave", [switch, forget])
def test_what_is_booked_elsewhere_is_never_touched_nor_looked_for_in_the_wrong_place(office_elsewhere, leave):
    """4.7, 4.8: a change cannot be confirmed, nothing is claimed, and the event stands as it was."""
    office = office_elsewhere
    office.book()
    before = office.events()
    leave(office)
    asked = len(office.elsewhere.server.asked)
    outcome = office.desk.changing.cancel("call-1")
    assert isinstance(outcome, Unconfirmed)
    office.reconcile(rounds=2)
    assert len(office.elsewhere.server.asked) == asked
    assert office.events() == before
    (booking,) = office.made_on()
    if leave is switch:
        # Nobody can reach that calendar any more: the owner is asked to look.
        assert (booking.status, booking.needs_attention) == (Status.LOST, Attention.CALENDAR_GONE)
    else:
        assert booking.status is Status.CANCELLING


def test_what_waited_for_a_reconnection_is_settled_afterwards(office_elsewhere):
    """8.2: the same calendar again, and the record says so."""
    office = office_elsewhere
    office.book()
    forget(office)
    office.desk.changing.cancel("call-1")
    office.elsewhere.sign_in(office.desk, office.account_id)
    office.reconcile(rounds=2)
    assert office.made_on()[0].status is Status.CANCELLED
    assert office.events() == {}


def test_a_booking_on_the_embedded_calendar_can_be_cancelled_when_another_is_connected(google_office):
    """It is in our own database, connected or not."""
    office = google_office
    office.desk.connecting.embedded(office.account_id)
    assert isinstance(office.book(), Booked)
    office.elsewhere.sign_in(office.desk, office.account_id)
    assert isinstance(office.desk.changing.cancel("call-1"), Cancelled)
    assert office.elsewhere.ours() == {}


def test_a_booking_on_a_calendar_that_is_not_chosen_any_more_stays_there(google_office):
    """What is moved or cancelled is the event on its own calendar; new ones go to the chosen one."""
    office = google_office
    office.book()
    other = add_calendar(office)
    office.desk.connecting.choose(office.account_id, other, [])
    office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    assert isinstance(office.desk.changing.move("call-1"), Moved)
    calendars = office.elsewhere.google.calendars.all
    assert (len(calendars[OWNER].made_here), len(calendars[other].made_here)) == (1, 0)
    assert isinstance(office.book("call-2", TUESDAY_AT_TWO), Booked)
    assert (len(calendars[OWNER].made_here), len(calendars[other].made_here)) == (1, 1)


def test_somebody_elses_account_at_the_same_provider_is_not_the_same_calendar(google_office):
    """An event that is not found there was not cancelled: it is on the other account."""
    office = google_office
    office.book()
    calendars = office.elsewhere.google.calendars
    first = calendars.all.pop(OWNER)
    calendars.add(One("somebody@example.com", "Somebody", primary=True))
    office.elsewhere.sign_in(office.desk, office.account_id)
    assert office.connection.calendar_id == "somebody@example.com"
    assert isinstance(office.desk.changing.cancel("call-1"), Unconfirmed)
    office.reconcile(rounds=2)
    assert office.made_on()[0].needs_attention is Attention.CALENDAR_GONE
    assert [event["status"] for event in first.events.values()] == ["confirmed"]
    calendars.all[OWNER] = first


def test_a_request_in_doubt_is_not_written_on_the_calendar_that_came_after(office_elsewhere):
    """The caller's yes was for the owner's earlier calendar: the owner is asked to look."""
    office = office_elsewhere
    fail = office.elsewhere.server.failing
    with (
        fail("cut", when=office.elsewhere.writes),
        fail("reply", reply=office.elsewhere.wait(), when=office.elsewhere.finds),
    ):
        assert isinstance(office.book(), Unconfirmed)
    office.desk.connecting.embedded(office.account_id)
    office.reconcile(rounds=2)
    assert office.made_on()[0].needs_attention is Attention.CALENDAR_GONE
    assert office.events() == {}


def test_health_is_noted_by_calls_and_recovers_by_itself(office_elsewhere):
    """1.3, 1.5: failing while nobody answers, connected when somebody does; access is not lost."""
    office = office_elsewhere
    office.call()
    with office.elsewhere.server.away():
        office.desk.diary.forget(office.account_id)
        assert office.ask("call-1", TUESDAY_AT_TWO).why == "unknown"
        assert office.connection.health is Health.FAILING
        assert isinstance(office.desk.calls.get("call-1").why_off, type(None))
    office.clock.advance(timedelta(seconds=61))
    assert isinstance(office.book("call-2"), Booked)
    assert office.connection.health is Health.CONNECTED


def test_expired_access_never_breaks_a_call(office_elsewhere):
    """1.5: booking is skipped, the owner sees why, and nobody is asked again but once a minute."""
    office = office_elsewhere
    office.call()
    office.clock.advance(timedelta(hours=2))
    with office.elsewhere.expired():
        office.desk.diary.forget(office.account_id)
        assert office.ask("call-1", TUESDAY_AT_TWO).why == "access_expired"
        assert office.connection.health is Health.EXPIRED
        asked = len(office.elsewhere.server.asked)
        for number in range(5):
            office.call(f"later-{number}")
            assert office.ask(f"later-{number}", TUESDAY_AT_TWO).why == "access_expired"
        assert len(office.elsewhere.server.asked) == asked
    office.elsewhere.sign_in(office.desk, office.account_id)
    assert isinstance(office.book("call-2"), Booked)


def test_a_calendar_that_names_no_zone_is_in_that_of_the_one_before(office_elsewhere):
    """5: an owner who connects a small server keeps the opening hours' zone."""
    assert office_elsewhere.connection.zone == NEW_YORK
    office_elsewhere.elsewhere.sign_in(office_elsewhere.desk, office_elsewhere.account_id)
    assert office_elsewhere.connection.zone == NEW_YORK


@pytest.mark.parametrize("expired", [True, False])
def test_a_check_says_what_is_wrong_with_the_remedy(office_elsewhere, expired):
    """1.3: expired tells to reconnect; a network that fails does not."""
    office = office_elsewhere
    office.clock.advance(timedelta(hours=2))
    with office.elsewhere.expired() if expired else office.elsewhere.server.away():
        checked = office.another_desk().checking.check(office.account_id)
    assert checked.connection.health is (Health.EXPIRED if expired else Health.FAILING)
    assert ("reconnect" in checked.problem) is expired
    office.clock.advance(timedelta(seconds=61))
    again = office.another_desk().checking.check(office.account_id)
    assert (again.connection.health, again.problem) == (Health.CONNECTED, "")


def test_a_chosen_calendar_that_is_gone_is_said_with_the_remedy(google_office):
    """It fails; access is not lost."""
    other = add_calendar(google_office)
    google_office.desk.connecting.choose(google_office.account_id, OWNER, [other])
    del google_office.elsewhere.google.calendars.all[other]
    checked = google_office.desk.checking.check(google_office.account_id)
    assert (checked.connection.health, "calendars choose" in checked.problem) == (Health.FAILING, True)


@pytest.mark.parametrize(
    ("health", "minutes", "tried"),
    [("connected", 14, 0), ("connected", 15, 1), ("failing", 1, 1), ("failing", 0, 0), ("expired", 60, 0)],
)
def test_between_calls_a_connection_is_tried_now_and_then(google_office, health, minutes, tried):
    """An owner hears of lost access before a caller does; what expired is left to the owner."""
    office = google_office
    with office.database.writing(office.account_id) as transaction:
        connections.mark(transaction, office.connection, Health(health), at=office.clock.now())
    asked = len(office.elsewhere.google.calls)
    office.clock.advance(timedelta(minutes=minutes))
    office.desk.checking.watch()
    assert min(1, len(office.elsewhere.google.calls) - asked) == tried


def test_a_late_answer_does_not_make_expired_access_whole(google_office):
    """What was on its way when access expired says nothing about now."""
    office = google_office
    seen = office.connection
    office.desk.diary.expired(seen)
    office.desk.diary._note(replace(seen, checked_at=None), Health.CONNECTED)
    assert office.connection.health is Health.EXPIRED


def test_the_second_turn_waits_for_nobody(google_office):
    """The calendar is read while the caller is greeted, and again while the caller speaks."""
    office = google_office
    office.call()
    office.ask("call-1", TUESDAY_AT_TWO)
    # From now on Google answers nothing about busy time; nobody notices for the next seconds.
    with office.elsewhere.server.failing("hang", when=office.elsewhere.reads_busy):
        assert TUESDAY_AT_THREE in [
            option.start for option in office.ask("call-1", TUESDAY_AT_THREE).offer.options
        ]
        reads = [each for each in office.elsewhere.server.asked if office.elsewhere.reads_busy(each)]
    assert len(reads) == 1


def test_the_greeting_does_not_wait_for_a_slow_calendar(google_office):
    """It is being read already when the caller speaks first."""
    office = google_office
    with office.elsewhere.server.failing("hang", when=office.elsewhere.reads_busy):
        office.call()


def test_what_the_owner_wrote_in_the_last_seconds_is_seen_before_it_is_booked(office_elsewhere):
    """3.1: an offer may be some seconds old; a booking stands on what is there now."""
    office = office_elsewhere
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    office.elsewhere.owner_adds(_half_hour(TUESDAY_AT_TWO))
    outcome = office.desk.booking.book("call-1", ANN)
    assert type(outcome).__name__ == "Lost"
    assert office.events() == {}


def test_what_was_cancelled_can_be_booked_again_at_once(office_elsewhere):
    """Our own writes make what was read before worthless."""
    office = office_elsewhere
    office.book()
    office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    office.desk.changing.cancel("call-1")
    assert isinstance(office.book("call-2"), Booked)


def test_many_callers_ask_no_more_at_once_than_a_provider_takes(office_elsewhere):
    """Field notes: Microsoft takes four for each mailbox; of Google eight are asked for."""
    office, elsewhere = office_elsewhere, office_elsewhere.elsewhere
    most, arrived = {"google": 8, "microsoft": 4, "caldav": 4}[elsewhere.name], []
    full, too_many = threading.Event(), threading.Event()

    def arrives(asked) -> bool:
        if elsewhere.reads_busy(asked):
            arrived.append(asked)
            if len(arrived) >= most:
                (full if len(arrived) == most else too_many).set()
        return elsewhere.reads_busy(asked)

    def ask(hour: int):
        span = _half_hour(at(3, hour))
        return office.desk.diary.busy(office.connection, span, deadline=Deadline())

    with ThreadPoolExecutor(16) as pool:
        with elsewhere.server.failing("hang", when=arrives):
            answers = [pool.submit(ask, hour) for hour in range(16)]
            assert full.wait(10)
            assert not too_many.wait(0.5)
        assert all(answer.result() in ((), "unknown") for answer in answers)
    assert elsewhere.server.most_at_once == most


def _half_hour(start):
    from direct_booking.scheduling.availability import Interval

    return Interval(start, start + timedelta(minutes=30))
