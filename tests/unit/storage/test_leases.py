"""Leases: one holder at a time, and none for ever."""

from datetime import datetime, timedelta, timezone

from direct_booking.storage import leases

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)
SOON = NOW + timedelta(seconds=10)


def take(database, holder: str, *, now: datetime = NOW, until: datetime = SOON) -> bool:
    """Try to take the one lease."""
    with database.writing(1) as transaction:
        return leases.take(transaction, "renewal-1", holder, now=now, until=until)


def is_taken(database, now: datetime = NOW) -> bool:
    """As those who wait ask."""
    with database.reading() as transaction:
        return leases.is_taken(transaction, "renewal-1", now=now)


def give_back(database, holder: str) -> None:
    """The work is done."""
    with database.writing(1) as transaction:
        leases.give_back(transaction, "renewal-1", holder)


def test_only_one_holds_it_until_it_is_given_back(database):
    """Whoever comes second has to wait."""
    assert not is_taken(database)
    assert take(database, "ann")
    assert is_taken(database)
    assert not take(database, "bo")
    give_back(database, "ann")
    assert take(database, "bo")


def test_a_holder_that_died_loses_it_when_its_time_is_over(database):
    """Nobody waits for ever."""
    assert take(database, "ann")
    assert not is_taken(database, SOON)
    assert take(database, "bo", now=SOON, until=SOON + timedelta(seconds=10))
    # What comes back to life after that takes nothing away from the next.
    give_back(database, "ann")
    assert is_taken(database, SOON)


def test_a_clock_that_was_wrong_locks_nobody_out(database):
    """A lease for longer than any is given for is none."""
    assert take(database, "ann", until=NOW + timedelta(days=365))
    assert not is_taken(database)
    assert take(database, "bo")


def test_leases_of_other_names_do_not_meet(database):
    """Each connection has its own."""
    assert take(database, "ann")
    with database.writing(2) as transaction:
        assert leases.take(transaction, "renewal-2", "bo", now=NOW, until=SOON)
