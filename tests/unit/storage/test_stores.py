"""What the stores keep, on both databases: sealed histories, and nothing of one account for another."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from offices import ANN, NOW, TUESDAY_AT_TWO, at, open_office
from sqlalchemy import update

from direct_booking.bookings.booking import PENDING, Status
from direct_booking.bookings.history import Intact, verify
from direct_booking.settings import ClosedDates, MeetingType, Settings
from direct_booking.storage import bookings, history, holds, settings
from direct_booking.storage.errors import RuleBroken
from direct_booking.storage.schema import history as history_table


def test_settings_come_back_as_they_were_saved(office):
    """2.1: one set per account; the defaults until something is saved."""
    with office.database.writing(office.account_id) as transaction:
        assert settings.of_account(transaction, office.account_id) == Settings()
        changed = replace(
            Settings(),
            meeting_type=MeetingType.PHONE,
            windows={5: ((600, 720), (1320, 120))},
            closed=(ClosedDates(NOW.date(), NOW.date(), "Fair"),),
        )
        settings.save(transaction, office.account_id, changed, now=NOW)
        assert settings.of_account(transaction, office.account_id) == changed
        assert settings.of_account(transaction, office.account_id + 1) == Settings()


def test_personal_data_can_be_erased_and_nothing_else(office):
    """6.4, 6.3: the history stays intact without it, and the database refuses any other change."""
    booking = office.book().booking
    of_account = history_table.c.account_id == office.account_id
    with office.database.writing(office.account_id) as transaction:
        (first, _) = history.of_booking(transaction, office.account_id, booking.id)
        assert first.personal["email"] == "ann.lee@example.com"
        transaction.execute(update(history_table).where(of_account).values(personal=None))

    with office.database.reading() as transaction:
        entries = list(history.of_account(transaction, office.account_id))
    assert [entry.personal for entry in entries] == [None, None]
    assert isinstance(verify(entries), Intact)
    with pytest.raises(RuleBroken), office.database.writing(office.account_id) as transaction:
        transaction.execute(update(history_table).where(of_account).values(what="cancelled"))


def test_no_fact_of_the_history_is_personal(office):
    """6.4: what cannot be erased names nobody."""
    booking = office.book().booking
    with office.database.reading() as transaction:
        entries = history.of_booking(transaction, office.account_id, booking.id)

    told = " ".join(str(entry.facts) for entry in entries)
    assert all(word not in told for word in ("Ann", "Lee", "example.com", "2125550101"))


def test_a_record_that_was_taken_further_is_not_overwritten(office):
    """Two that read the same booking: the second to write is told."""
    booked = office.book().booking
    with office.database.writing(office.account_id) as transaction:
        claimed = replace(booked, claimed_until=NOW)
        assert bookings.change(transaction, booked, claimed)
        assert not bookings.change(transaction, booked, claimed)
        assert bookings.get(transaction, office.account_id, booked.id) == claimed


def test_what_is_due_is_pending_and_unclaimed(office):
    """The reconciler takes up what nobody is at work on, and settled ones that are to be looked at again."""
    booked = office.book().booking
    with office.database.writing(office.account_id) as transaction:
        assert bookings.due(transaction, now=NOW + timedelta(days=1)) == ()
        later = NOW + timedelta(seconds=20)
        pending = replace(booked, status=Status.CANCELLING, claimed_until=later)
        bookings.change(transaction, booked, pending)
        assert pending.status in PENDING
        assert bookings.due(transaction, now=NOW) == ()
        assert bookings.due(transaction, now=later) == (pending,)


def test_the_database_itself_refuses_two_live_bookings_at_one_time(office):
    """8.2: a safety net below the code."""
    booked = office.book().booking
    office.call("call-2")
    twin = replace(booked, id="TWIN", call_id="call-2", event_key="dbtwin00")
    with pytest.raises(RuleBroken), office.database.writing(office.account_id) as transaction:
        bookings.add(transaction, twin)


def test_old_holds_are_removed_and_fresh_ones_are_not(office):
    """An expired hold may still be booked by its call; nobody stays for hours on the line."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    with office.database.writing(None) as transaction:
        assert holds.purge(transaction, expired_before=NOW) == 0
    office.clock.advance(timedelta(hours=3))

    assert office.desk.reconciling.run_once().holds_purged == 1


def test_no_store_gives_one_account_what_is_anothers(database):
    """1.1: every question names the account."""
    one = open_office(database, name="one", called="+12125550001")
    two = open_office(database, name="two", called="+12125550002")
    one.call("call-1", called="+12125550001")
    one.hold("call-1", TUESDAY_AT_TWO)
    booking = one.desk.booking.book("call-1", ANN).booking
    one.hold("call-1", at(4, 10))

    with database.reading() as transaction:
        assert bookings.get(transaction, two.account_id, booking.id) is None
        assert bookings.of_call(transaction, two.account_id, "call-1") == ()
        assert bookings.of_account(transaction, two.account_id) == ()
        assert holds.of_call(transaction, two.account_id, "call-1") is None
        assert holds.of_others(transaction, two.account_id, "none", now=NOW) == ()
        assert list(history.of_account(transaction, two.account_id)) == []
        span = {"since": NOW, "until": NOW + timedelta(days=30)}
        assert bookings.live(transaction, two.account_id, **span) == ()
        assert len(bookings.live(transaction, one.account_id, **span)) == 1


def test_what_is_over_costs_nobody_time(sqlite_database):
    """8.5: SQLite does as much for a time and its guard after a thousand past bookings as after none."""
    office = open_office(sqlite_database)
    booked = office.book().booking
    acts = (asking, partial(touching, booked))
    before = [steps(office, act) for act in acts]
    past = [
        replace(
            booked,
            id=f"PAST{number}",
            event_key=f"past{number:05d}",
            sequence=number + 2,
            placement=booked.placement.shifted_to(
                *(edge - timedelta(hours=number + 1) for edge in (booked.starts_at, booked.placement.ends_at))
            ),
        )
        for number in range(1000)
    ]
    with office.database.writing(office.account_id) as transaction:
        for each in past:
            bookings.add(transaction, each)
    after = [steps(office, act) for act in acts]
    assert all(late < 2 * early for early, late in zip(before, after, strict=True)), (before, after)


def asking(transaction, account_id: int) -> None:
    """Which times are kept tomorrow."""
    (kept,) = bookings.live(transaction, account_id, since=TUESDAY_AT_TWO, until=at(4, 0))
    assert kept.starts_at == TUESDAY_AT_TWO


def touching(booked, transaction, account_id: int) -> None:
    """A write that the guard looks at."""
    kept = bookings.get(transaction, account_id, booked.id)
    assert bookings.change(transaction, kept, replace(kept, updated_at=NOW + timedelta(hours=1)))


def steps(office, act) -> int:
    """How many steps SQLite takes, in tens."""
    taken = []
    with office.database.writing(office.account_id) as transaction:
        raw = transaction.connection.dbapi_connection
        raw.set_progress_handler(lambda: taken.append(1), 10)
        act(transaction, office.account_id)
        raw.set_progress_handler(None, 0)
    return len(taken)
