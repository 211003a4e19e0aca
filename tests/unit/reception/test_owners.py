"""Owners on each kind of database: a link makes one of them, and guesses are counted, also many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from offices import NOW

from direct_booking.clock import SetClock
from direct_booking.reception.owners import LinkGone, NotKnown, Owner, Owners, TooMany, weakness
from direct_booking.storage import accounts

PASSWORD = "a house with nine doors"


@pytest.fixture
def owners(database) -> Owners:
    """Those of an installation with one account."""
    with database.writing(None) as transaction:
        accounts.add_account(transaction, "default", now=NOW)
    return Owners(database, SetClock(NOW), PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


def test_of_many_who_use_a_link_at_once_one_becomes_the_owner(owners):
    """It works once, also within the same moment."""
    (account,) = owners.accounts_without()
    token = owners.link(account.id)
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda n: owners.welcome(token, f"o{n}@example.com", PASSWORD), range(4)))
    assert sum(isinstance(each, Owner) for each in done) == 1
    assert sum(isinstance(each, LinkGone) for each in done) == 3
    assert owners.accounts_without() == ()


def test_many_guesses_at_once_are_counted_like_one_after_another(owners):
    """Else a thousand could be tried before the first is written down."""
    owners.welcome(owners.link(owners.accounts_without()[0].id), "ann@example.com", PASSWORD)
    with ThreadPoolExecutor(4) as threads:
        tried = list(
            threads.map(lambda _: owners.enter("ann@example.com", "a guess", "192.0.2.1"), range(12))
        )
    assert sum(isinstance(each, NotKnown) for each in tried) == 5
    assert sum(isinstance(each, TooMany) for each in tried) == 7


def test_guesses_from_many_places_end_at_twenty_for_one_owner(owners):
    """A network of machines guesses no faster; from a place of its own the owner waits, too."""
    owners.welcome(owners.link(owners.accounts_without()[0].id), "ann@example.com", PASSWORD)
    places = [f"192.0.2.{number}" for number in range(20)]
    assert {type(owners.enter("ann@example.com", "a guess", place)) for place in places} == {NotKnown}
    assert owners.enter("ann@example.com", PASSWORD, "198.51.100.1") == TooMany(timedelta(minutes=15))


def test_a_success_forgets_the_guesses_before_it(owners):
    """Who mistypes now and then is never locked out."""
    owners.welcome(owners.link(owners.accounts_without()[0].id), "ann@example.com", PASSWORD)
    for _ in range(4):
        for _ in range(4):
            owners.enter("ann@example.com", "a guess", "192.0.2.1")
        assert isinstance(owners.enter(" Ann@Example.com ", PASSWORD, "192.0.2.1"), Owner)


def test_a_password_that_was_kept_at_a_lower_cost_is_kept_at_the_present_one(owners, database):
    """The cost rises with the years; owners notice nothing."""
    owners.welcome(owners.link(owners.accounts_without()[0].id), "ann@example.com", PASSWORD)
    dearer = Owners(database, SetClock(NOW), PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    owner = dearer.enter("ann@example.com", PASSWORD, "192.0.2.1")
    assert "t=1" in owner.password_hash
    assert "t=2" in dearer.get(owner.id).password_hash


@pytest.mark.parametrize(
    ("password", "weak"),
    [
        ("seven green umbrellas", False),
        ("elevenchars", True),
        ("ababababababab", True),
        ("Ann@Example.com", True),
        ("x" * 201, True),
        ("παράδειγμα λέξης", False),
    ],
)
def test_what_a_password_needs(password, weak):
    """Length above all; any script."""
    assert bool(weakness(password, "ann@example.com")) is weak
