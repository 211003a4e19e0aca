"""What is built from the environment, and what a new installation has."""

from datetime import datetime, timezone

import pytest

from direct_booking.clock import SetClock, SystemClock
from direct_booking.errors import Misconfigured
from direct_booking.storage import accounts, connections
from direct_booking.storage.database import Database
from direct_booking.wiring import build, clock_of, database_of, set_up

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)


def test_a_new_installation_answers_its_first_call(empty_database_url):
    """1.1, 1.2: one account, one assistant, the embedded calendar, in the zone that was asked for."""
    database, clock = Database(empty_database_url), SetClock(NOW)
    set_up(database, clock, {"DIRECT_BOOKING_ZONE": "Europe/Lisbon"})

    call = build({}, clock=clock, database=database).calls.start("call-1", None, "+12125550001")

    assert (call.booking_on, call.calendar_zone.key) == (True, "Europe/Lisbon")
    database.close()


def test_setting_up_again_changes_nothing(database):
    """It runs at every start; a calendar that the owner disconnected stays disconnected."""
    clock = SetClock(NOW)
    set_up(database, clock, {})
    with database.writing(None) as transaction:
        (account,) = accounts.all_accounts(transaction)
        connections.forget(transaction, account.id)
    set_up(database, clock, {"DIRECT_BOOKING_ZONE": "Europe/Lisbon"})

    with database.reading() as transaction:
        assert accounts.all_accounts(transaction) == (account,)
        assert len(accounts.assistants_of(transaction, account.id)) == 1
        assert connections.of_account(transaction, account.id) is None


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-02T09:00-05:00", NOW),
        ("2026-03-02T14:00", NOW),
        ("2026-03-02T14:00Z", NOW),
        ("2026-03-02 14:00:00+00:00", NOW),
    ],
)
def test_a_pretended_time_stands(text, instant):
    """7.3: with an offset, or in UTC."""
    assert clock_of({"DIRECT_BOOKING_NOW": text}).now() == instant


def test_without_a_pretended_time_the_machines_clock_is_read():
    """Production is the default."""
    assert isinstance(clock_of({}), SystemClock)


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (lambda: clock_of({"DIRECT_BOOKING_NOW": "tomorrow"}), "DIRECT_BOOKING_NOW"),
        (lambda: database_of({"DIRECT_BOOKING_DATABASE": "mysql://x/y"}), "DIRECT_BOOKING_DATABASE"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(ask, name):
    """One clear sentence with the place."""
    with pytest.raises(Misconfigured, match=name):
        ask()


def test_a_zone_that_does_not_exist_is_named(database):
    """Before anything is written."""
    with pytest.raises(Misconfigured, match="DIRECT_BOOKING_ZONE"):
        set_up(database, SetClock(NOW), {"DIRECT_BOOKING_ZONE": "Nowhere/Land"})


def test_a_provider_that_is_not_known_is_named_and_breaks_no_call(database, caplog):
    """1.5: one sentence for the operator in the log; the caller is offered nothing."""
    from dataclasses import replace

    clock = SetClock(NOW)
    set_up(database, clock, {})
    with database.writing(1) as transaction:
        present = connections.of_account(transaction, 1)
        connections.save(transaction, replace(present, provider="carrier-pigeon"))
    desk = build({}, clock=clock, database=database)
    desk.calls.start("call-1", None, None)

    from direct_booking.scheduling.wish import Wish

    assert desk.offering.ask("call-1", None, Wish(), None).why == "unknown"
    assert "carrier-pigeon" in caplog.text


MAIL = {
    "DIRECT_BOOKING_SMTP_URL": "smtp://127.0.0.1:9",
    "DIRECT_BOOKING_SMTP_FROM": "Smith Dental <booking@example.com>",
}


@pytest.mark.parametrize(
    ("environment", "invites"),
    [({}, False), (MAIL, True), ({"DIRECT_BOOKING_SMTP_URL": "smtp://127.0.0.1:9"}, False)],
)
def test_the_embedded_calendar_invites_where_mail_is_set_up(database, environment, invites):
    """4.9: and where it is half set up, appointments are made all the same."""
    clock = SetClock(datetime(2026, 3, 2, tzinfo=timezone.utc))
    set_up(database, clock, {})
    with database.reading() as connection:
        (account,) = accounts.all_accounts(connection)
    desk = build(environment, clock=clock, database=database)
    assert desk.diary.invites(account.id) is invites
    assert desk.diary.calendar(desk.diary.connection(account.id)).calendars(deadline_s=5)
