"""Every secret under the newest key: while calls go on, and to be begun anew when it was broken off.

The keys are in ``storage.keys``. Whoever reads a secret meanwhile opens it with the old key or the new one.
"""

from dataclasses import dataclass

from direct_booking.storage import connections
from direct_booking.storage.database import Database
from direct_booking.storage.errors import SecretUnreadable
from direct_booking.storage.keys import KeyFile, Keyring, key_needed, new_key

BATCH = 200


@dataclass(frozen=True)
class Rekeyed:
    """What was done.

    Attributes:
        rewritten: secrets that are now under the newest key.
        unreadable: accounts whose secret no key opens: they must reconnect.
    """

    rewritten: int
    unreadable: tuple[int, ...]


def rekey(database: Database, keyring: Keyring) -> Rekeyed:
    """Bring every secret under the newest key; a secret that is renewed meanwhile is never put back.

    Raises:
        StorageError: what was done until then stays done.
        Misconfigured: there is no key, and none could be made.
    """
    rewritten = 0
    while True:
        done, unreadable = _one_pass(database, keyring)
        rewritten += done
        # A worker may have kept one under the old key while this pass went by.
        if done == 0:
            return Rekeyed(rewritten, unreadable)


def put_new_key(database: Database, file: KeyFile) -> None:
    """Make a new key the newest. Of the old ones stays what a secret still needs, and the last newest.

    Raises:
        StorageError, Misconfigured.
    """
    present = file.ensured()
    needed = {present[0]}
    for batch in _batches(database):
        needed |= {key_needed(present, account_id, sealed) or "" for account_id, sealed in batch}
    file.put_first(new_key(), [key for key in present if key in needed])


def _one_pass(database: Database, keyring: Keyring) -> tuple[int, tuple[int, ...]]:
    done, unreadable = 0, []
    for batch in _batches(database):
        anew = []
        for account_id, sealed in batch:
            try:
                other = keyring.resealed(account_id, sealed)
            except SecretUnreadable:
                unreadable.append(account_id)
                continue
            if other is not None:
                anew.append((account_id, sealed, other))
        done += _stored(database, anew)
    return done, tuple(unreadable)


def _stored(database: Database, anew: list[tuple[int, str, str]]) -> int:
    if not anew:
        return 0
    with database.writing(None) as transaction:
        # Only in the place of what was read: a renewal in between has won.
        return sum(connections.reseal(transaction, *each) for each in anew)


def _batches(database: Database):
    last = 0
    while True:
        with database.reading() as transaction:
            batch = connections.sealed_secrets(transaction, after=last, limit=BATCH)
        if not batch:
            return
        yield batch
        last = batch[-1][0]
