"""Every secret under a new key: many of them, while calls go on, and broken off in the middle."""

from dataclasses import replace

import pytest
from breaking import Crash
from offices import NOW, open_office
from sqlalchemy import insert

from direct_booking.reception import rekeying
from direct_booking.reception.rekeying import put_new_key, rekey
from direct_booking.storage import connections
from direct_booking.storage.keys import GivenKeys, KeyFile, Keyring, new_key
from direct_booking.storage.schema import accounts
from direct_booking.storage.schema import connections as connection_table

OLD, NEW = new_key(), new_key()
BOTH, ONLY_NEW = Keyring(GivenKeys(f"{NEW},{OLD}")), Keyring(GivenKeys(NEW))


def fill(database, how_many: int, ring: Keyring) -> None:
    """So many accounts, each with a secret of its own."""
    rows = [
        {
            "account_id": number,
            "provider": "google",
            "calendar_id": "c",
            "also_busy": "[]",
            "zone": "UTC",
            "health": "connected",
            "secret": ring.seal(number, {"refresh_token": f"1//{number}"}),
            "secret_mark": "m",
            "connected_at": NOW,
        }
        for number in range(1, how_many + 1)
    ]
    names = [{"id": row["account_id"], "name": str(row["account_id"]), "created_at": NOW} for row in rows]
    with database.writing(None) as transaction:
        transaction.execute(insert(accounts), names)
        transaction.execute(insert(connection_table), rows)


def secrets_of(database, ring: Keyring) -> list[str]:
    """What every account's secret is, opened."""
    with database.reading() as transaction:
        found = connections.sealed_secrets(transaction, after=0, limit=100_000)
    return [ring.open(account_id, sealed)["refresh_token"] for account_id, sealed in found]


def test_many_secrets_are_readable_all_the_time_and_then_with_the_new_key_alone(database, monkeypatch):
    """Field notes: no downtime; whoever reads in the middle opens old and new ones."""
    # Ten thousand take a minute on two busy cores, and nothing else.
    how_many = 1_000
    fill(database, how_many, Keyring(GivenKeys(OLD)))
    stored, looked = rekeying._stored, []

    def look_in_between(database_, anew):
        done = stored(database_, anew)
        if len(looked) < 2:
            looked.append(len(secrets_of(database, BOTH)))
        return done

    monkeypatch.setattr(rekeying, "_stored", look_in_between)
    assert rekey(database, BOTH) == rekeying.Rekeyed(how_many, ())
    assert looked == [how_many] * 2
    assert secrets_of(database, ONLY_NEW) == [f"1//{number}" for number in range(1, how_many + 1)]


def test_a_rotation_that_was_killed_is_gone_on_with(database, monkeypatch):
    """What was done stays done, the rest opens with the old key, and the next run finishes it."""
    fill(database, 500, Keyring(GivenKeys(OLD)))
    stored, batches = rekeying._stored, []

    def die(database_, anew):
        batches.append(anew)
        if len(batches) == 2:
            raise Crash
        return stored(database_, anew)

    monkeypatch.setattr(rekeying, "_stored", die)
    with pytest.raises(Crash):
        rekey(database, BOTH)
    assert len(secrets_of(database, BOTH)) == 500
    monkeypatch.undo()
    assert rekey(database, BOTH).rewritten == 300
    assert len(secrets_of(database, ONLY_NEW)) == 500


def test_a_secret_that_is_renewed_meanwhile_is_never_put_back(database, monkeypatch):
    """The renewal wins, also under the old key; another pass brings it under the new one."""
    fill(database, 1, Keyring(GivenKeys(OLD)))
    stored, times = rekeying._stored, []

    def renew_first(database_, anew):
        if not times:
            times.append(1)
            with database.writing(1) as transaction:
                seen = connections.of_account(transaction, 1)
                old_worker = Keyring(GivenKeys(OLD))
                assert connections.keep_secret(
                    transaction, seen, old_worker.seal(1, {"refresh_token": "1//new"})
                )
        return stored(database_, anew)

    monkeypatch.setattr(rekeying, "_stored", renew_first)
    rekey(database, BOTH)
    # The first pass changed nothing, so it was the last; whoever rotates again finds the straggler.
    rekey(database, BOTH)
    assert secrets_of(database, ONLY_NEW) == ["1//new"]


def test_what_no_key_opens_is_told_and_left_alone(database):
    """Its owner must reconnect; the others are not held up."""
    fill(database, 2, Keyring(GivenKeys(OLD)))
    with database.writing(1) as transaction:
        seen = connections.of_account(transaction, 1)
        connections.save(transaction, replace(seen, secret=Keyring(GivenKeys(new_key())).seal(1, {})))
    assert rekey(database, BOTH) == rekeying.Rekeyed(1, (1,))


def test_a_new_key_in_the_file_keeps_the_old_ones_that_are_needed(database, tmp_path):
    """One that no secret needs goes at the next rotation, when every process has long read the new file."""
    open_office(database)
    file = KeyFile(tmp_path / "keys")
    ring = Keyring(file)
    with database.writing(1) as transaction:
        present = connections.of_account(transaction, 1)
        connections.save(transaction, replace(present, secret=ring.seal(1, {"refresh_token": "1//1"})))
    (first,) = file.present()
    put_new_key(database, file)
    assert file.present()[1:] == (first,)
    assert rekey(database, ring).rewritten == 1
    second = file.present()[0]
    put_new_key(database, file)
    assert file.present()[1:] == (second,)
    assert rekey(database, ring).rewritten == 1
    assert secrets_of(database, Keyring(GivenKeys(file.present()[0]))) == ["1//1"]
