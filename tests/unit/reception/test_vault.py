"""The secret of a connection: renewed by one worker at a time, kept before it is used, never put back."""

import multiprocessing
import threading
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from offices import NOW, open_office
from standins.google import GoogleStandIn
from standins.google_accounts import TOKEN

from direct_booking.calendars.errors import AccessExpired, Unreachable
from direct_booking.calendars.google_grant import GoogleGrant
from direct_booking.calendars.google_oauth import SCOPES, Addresses, App
from direct_booking.calendars.http import Door
from direct_booking.clock import SetClock
from direct_booking.reception.vault import ConnectionVault
from direct_booking.storage import connections
from direct_booking.storage.connections import Health
from direct_booking.storage.database import Database
from direct_booking.storage.keys import GivenKeys, Keyring, new_key

KEY = new_key()
RING = Keyring(GivenKeys(KEY))
QUICK = {"deadline_s": 5.0}


@pytest.fixture
def connected(database):
    """An office whose account is connected to Google; its connection as it is on record."""
    office = open_office(database)
    return keep(database, office.account_id, {"refresh_token": "1//first"})


def keep(database: Database, account_id: int, secret: dict, **changes):
    """Connect with this secret, in the place of what was there."""
    with database.writing(account_id) as transaction:
        before = connections.of_account(transaction, account_id)
        connections.save(
            transaction,
            replace(
                before,
                provider="google",
                secret=RING.seal(account_id, secret),
                connected_at=before.connected_at + timedelta(seconds=1),
                health=Health.CONNECTED,
                **changes,
            ),
        )
        return connections.of_account(transaction, account_id)


def present(database: Database):
    """The connection as it is on record now."""
    with database.reading() as transaction:
        return connections.of_account(transaction, 1)


def vault_of(database: Database, connection, *, clock: SetClock | None = None, ring=RING) -> ConnectionVault:
    """A vault as a process of its own has it."""
    return ConnectionVault(database, ring, clock or SetClock(NOW), connection)


def test_what_is_saved_is_read_by_every_other_worker(database, connected):
    """A rotated token is there for all before anybody uses it."""
    one, other = vault_of(database, connected), vault_of(database, connected)
    with one.renewing(**QUICK) as renewal:
        assert renewal.secret == {"refresh_token": "1//first"}
        renewal.save({"refresh_token": "1//second"})
        assert other.read() == {"refresh_token": "1//second"}
        renewal.save({"refresh_token": "1//third"})
    assert one.read() == other.read() == {"refresh_token": "1//third"}
    assert "1//third" not in present(database).secret


def test_no_transaction_is_open_while_somebody_renews(database, connected):
    """The provider may take seconds: others read and write meanwhile."""
    with vault_of(database, connected).renewing(**QUICK), database.writing(1, deadline_s=0.5) as transaction:
        assert connections.mark(transaction, connected, Health.FAILING, at=NOW)


def test_whoever_waits_too_long_hears_so(database, connected):
    """Within the deadline, and whether it waits for a thread or for a process."""
    here = vault_of(database, connected)
    for waiting in (here, vault_of(database, connected)):
        with here.renewing(**QUICK), pytest.raises(Unreachable), waiting.renewing(deadline_s=0.15):
            pass
    with here.renewing(**QUICK):
        pass


def test_a_worker_that_died_blocks_nobody_for_long(database, connected):
    """Its lease runs out."""
    clock = SetClock(NOW)
    died = ExitStack()
    died.enter_context(vault_of(database, connected, clock=clock).renewing(**QUICK))
    clock.advance(timedelta(seconds=11))
    with vault_of(database, connected, clock=clock).renewing(**QUICK) as renewal:
        renewal.save({"refresh_token": "1//second"})
    died.pop_all()


def test_a_worker_whose_lease_ran_out_puts_nothing_back(database, connected):
    """What somebody else has kept since is newer."""
    clock = SetClock(NOW)
    slow = vault_of(database, connected, clock=clock)
    with slow.renewing(**QUICK) as renewal:
        clock.advance(timedelta(seconds=11))
        with vault_of(database, connected, clock=clock).renewing(**QUICK) as faster:
            faster.save({"refresh_token": "1//faster"})
        with pytest.raises(Unreachable):
            renewal.save({"refresh_token": "1//slow"})
    assert slow.read() == {"refresh_token": "1//faster"}


def test_a_reconnection_during_a_renewal_wins(database, connected):
    """1.3: the old access is not put in the new one's place, nor is the new one called expired."""
    vault = vault_of(database, connected)

    def renew() -> None:
        with vault.renewing(**QUICK) as renewal:
            keep(database, 1, {"refresh_token": "1//of the owner's new sign-in"})
            with pytest.raises(Unreachable):
                renewal.save({"refresh_token": "1//renewed"})
            raise AccessExpired("the old one is worth nothing any more")

    with pytest.raises(AccessExpired):
        renew()
    now = present(database)
    assert now.health is Health.CONNECTED
    assert vault_of(database, now).read() == {"refresh_token": "1//of the owner's new sign-in"}
    with pytest.raises(Unreachable):
        vault.read()


def test_what_is_disconnected_gives_nothing(database, connected):
    """1.3: forgotten."""
    with database.writing(1) as transaction:
        connections.forget(transaction, 1)
    with pytest.raises(AccessExpired):
        vault_of(database, connected).read()


def test_a_lost_key_is_an_access_that_expired(database, connected):
    """1.5: calls go on; the owner reconnects."""
    with pytest.raises(AccessExpired, match="reconnect"):
        vault_of(database, connected, ring=Keyring(GivenKeys(new_key()))).read()


def test_a_key_rotation_during_a_renewal_takes_nothing_away(database, connected):
    """The same secret under another key is still the same."""
    vault = vault_of(database, connected)
    with vault.renewing(**QUICK) as renewal:
        with database.writing(1) as transaction:
            other = RING.seal(1, {"refresh_token": "1//first"})
            assert connections.reseal(transaction, 1, connected.secret, other)
        renewal.save({"refresh_token": "1//second"})
    assert vault.read() == {"refresh_token": "1//second"}


def google_of(standin: GoogleStandIn, database: Database, connection, clock: SetClock) -> GoogleGrant:
    """Google's grant over a vault, as a process of its own has it."""
    return GoogleGrant(standin.app, vault_of(database, connection, clock=clock), Door(), clock)


@pytest.fixture
def standin():
    """Google, which hands out a new refresh token with every access token."""
    made = GoogleStandIn(SetClock(NOW))
    made.accounts.rotates = True
    yield made
    made.close()
    assert made.server.problems == []


@contextmanager
def slowly(standin: GoogleStandIn):
    """A token endpoint that answers when the event that it gives is set."""
    answer, go_on = standin.accounts._token, threading.Event()

    def slow(asked):
        go_on.wait(30)
        return answer(asked)

    standin.accounts._token = slow
    yield go_on
    go_on.set()


def test_of_many_threads_one_asks_and_all_have_the_new_token(database, standin, connected):
    """One request, and the rotated refresh token is kept."""
    connection = keep(database, 1, {"refresh_token": standin.accounts.give(*SCOPES)})
    tokens: list[str] = []
    grants = [google_of(standin, database, connection, SetClock(NOW)) for _ in range(2)] * 3
    with slowly(standin) as go_on:
        threads = [threading.Thread(target=lambda g=g: tokens.append(g.token(deadline_s=20))) for g in grants]
        for thread in threads:
            thread.start()
        go_on.set()
        for thread in threads:
            thread.join()
    assert len(tokens) == 6
    assert len(set(tokens)) == 1
    assert standin.accounts.requests == ["refresh_token"]
    kept = vault_of(database, connection).read()
    assert kept["refresh_token"] == standin.accounts.grants[0].refresh_token


def test_a_revoked_grant_is_asked_about_once_a_minute_at_most(database, standin, connected):
    """1.5: however many wait for it; and a minute later one asks again."""
    connection = keep(database, 1, {"refresh_token": "1//nobody gave this"})
    clock = SetClock(NOW)
    for _ in range(5):
        with pytest.raises(AccessExpired):
            google_of(standin, database, connection, clock).token(**QUICK)
    assert standin.accounts.requests == ["refresh_token"]
    assert present(database).health is Health.EXPIRED
    clock.advance(timedelta(seconds=61))
    with pytest.raises(AccessExpired):
        google_of(standin, database, connection, clock).token(**QUICK)
    assert standin.accounts.requests == ["refresh_token"] * 2


def test_a_network_that_fails_is_no_revocation(database, standin, connected):
    """1.5: the access is as good as it was, and so is the connection's health."""
    connection = keep(database, 1, {"refresh_token": standin.accounts.give(*SCOPES)})
    grant = google_of(standin, database, connection, SetClock(NOW))
    with standin.server.away(), pytest.raises(Unreachable):
        grant.token(**QUICK)
    assert present(database).health is Health.CONNECTED
    assert grant.token(**QUICK)


def ask_in_another_process(url: str, addresses: Addresses, app: tuple[str, str], ready, told) -> None:
    """Ask for a token, as a server process does."""
    database, clock = Database(url), SetClock(NOW)
    vault = ConnectionVault(database, Keyring(GivenKeys(KEY_OF_CHILD)), clock, present(database))
    grant = GoogleGrant(App(*app, addresses), vault, Door(), clock)
    ready.set()
    told.put(grant.token(deadline_s=25))


# The same in every process: a key that is made anew would not open what another one sealed.
KEY_OF_CHILD = "b25lIGFuZCB0aGUgc2FtZSBpbiBhbGwgcHJvY2Vzc2U="


def test_of_two_processes_one_asks_and_both_have_the_new_token(database, database_url, standin, connected):
    """The lease is in the database: it holds between processes, and nothing is lost."""
    secret = {"refresh_token": standin.accounts.give(*SCOPES)}
    keep(database, 1, secret)
    with database.writing(1) as transaction:
        sealed = Keyring(GivenKeys(KEY_OF_CHILD)).seal(1, secret)
        connections.keep_secret(transaction, connections.of_account(transaction, 1), sealed)
    context = multiprocessing.get_context("spawn")
    told, ready = context.Queue(), [context.Event(), context.Event()]
    app = (standin.app.client_id, standin.app.client_secret)
    arguments = (database_url, standin.addresses, app)
    with slowly(standin) as go_on:
        processes = [
            context.Process(target=ask_in_another_process, args=(*arguments, each, told)) for each in ready
        ]
        for process in processes:
            process.start()
        assert all(each.wait(60) for each in ready)
        go_on.set()
        tokens = [told.get(timeout=60) for _ in processes]
        for process in processes:
            process.join(60)
    assert len(set(tokens)) == 1
    assert [each.path for each in standin.server.asked] == [TOKEN]
    ring = Keyring(GivenKeys(KEY_OF_CHILD))
    kept = ConnectionVault(database, ring, SetClock(NOW), present(database)).read()
    assert kept["refresh_token"] == standin.accounts.grants[0].refresh_token != secret["refresh_token"]
