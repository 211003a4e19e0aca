"""Where the secret of one connection is kept: encrypted, in our database, renewed by one worker at a time.

What is in it, and when it must be renewed, each provider knows (``calendars.grants``). A renewal holds a
lease and no transaction, since it asks somebody else's server.
"""

import logging
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta

from direct_booking.calendars.errors import AccessExpired, Unreachable
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.storage import connections, leases
from direct_booking.storage.connections import CalendarConnection, Health
from direct_booking.storage.database import Database
from direct_booking.storage.errors import SecretUnreadable, StorageError
from direct_booking.storage.keys import Keyring

# What a renewal may take longer than its deadline says: the record of it.
_GRACE = timedelta(seconds=5)
_POLL_S = 0.05
# 1.5: a revoked grant is asked about once in this time at most.
ASKED_AGAIN_AFTER = timedelta(minutes=1)

log = logging.getLogger(__name__)


class ConnectionVault:
    """The secret of a connection as it was when this was made; see ``calendars.grants.Vault``."""

    def __init__(self, database: Database, keyring: Keyring, clock: Clock, seen: CalendarConnection) -> None:
        self._database = database
        self._keyring = keyring
        self._clock = clock
        self._seen = seen
        self._lease = f"renewal-{seen.account_id}"
        self._here = threading.Lock()

    def read(self) -> Mapping[str, object]:
        """The secret as it is kept now: JSON values.

        Raises:
            AccessExpired: there is none any more, or its key is lost.
            Unreachable: it could not be read.
        """
        return self._opened(self._present())

    @contextmanager
    def renewing(self, *, deadline_s: float) -> Iterator["Renewing"]:
        """Wait for one's turn to change the secret: one worker at a time, over all processes.

        When the block finds that the grant was revoked, that is written down before anybody else has a
        turn: of many that wait only the first asks the provider.

        Raises:
            Unreachable: the turn did not come within ``deadline_s`` seconds.
            AccessExpired: as ``read``; or somebody has found so less than a minute ago.
        """
        deadline, holder = Deadline(deadline_s), secrets.token_hex(8)
        with self._first_of_this_process(deadline):
            self._take(holder, deadline)
            try:
                present = self._present()
                self._require_hope(present)
                yield Renewing(self, present, self._opened(present))
            except AccessExpired:
                self._expired()
                raise
            finally:
                self._give_back(holder)

    def keep(self, seen: CalendarConnection, secret: Mapping[str, object]) -> CalendarConnection:
        """Put this secret in the place of the one that was seen.

        Raises:
            Unreachable: it could not be kept, or another one is there.
        """
        sealed = self._keyring.seal(seen.account_id, secret)
        try:
            with self._database.writing(seen.account_id) as transaction:
                mark = connections.keep_secret(transaction, seen, sealed)
                present = connections.of_account(transaction, seen.account_id)
        except StorageError as error:
            raise Unreachable(str(error)) from error
        if mark is None or present is None:
            raise Unreachable("The calendar was connected anew while its access was being renewed.")
        return present

    @contextmanager
    def _first_of_this_process(self, deadline: Deadline) -> Iterator[None]:
        # Threads wait here without asking the database again and again.
        if not self._here.acquire(timeout=deadline.left_s()):
            raise Unreachable("The access to the calendar is being renewed.")
        try:
            yield
        finally:
            self._here.release()

    def _take(self, holder: str, deadline: Deadline) -> None:
        while True:
            try:
                if self._try_to_take(holder, deadline):
                    return
            except StorageError as error:
                raise Unreachable(str(error)) from error
            if deadline.left_s() <= _POLL_S:
                raise Unreachable("The access to the calendar is being renewed elsewhere.")
            time.sleep(_POLL_S)

    def _try_to_take(self, holder: str, deadline: Deadline) -> bool:
        now, left_s = self._clock.now(), deadline.left_s()
        with self._database.reading(deadline_s=left_s) as transaction:
            if leases.is_taken(transaction, self._lease, now=now):
                return False
        until = now + timedelta(seconds=left_s) + _GRACE
        with self._database.writing(self._seen.account_id, deadline_s=deadline.left_s()) as transaction:
            return leases.take(transaction, self._lease, holder, now=now, until=until)

    def _give_back(self, holder: str) -> None:
        # What cannot be given back runs out.
        with suppress(StorageError), self._database.writing(self._seen.account_id) as transaction:
            leases.give_back(transaction, self._lease, holder)

    def _present(self) -> CalendarConnection:
        try:
            with self._database.reading() as transaction:
                present = connections.of_account(transaction, self._seen.account_id)
        except StorageError as error:
            raise Unreachable(str(error)) from error
        if present is None:
            raise AccessExpired("The calendar was disconnected.")
        if not present.is_that_of(self._seen):
            raise Unreachable("The calendar was connected anew: ask the new connection.")
        return present

    def _opened(self, present: CalendarConnection) -> Mapping[str, object]:
        if present.secret is None:
            raise AccessExpired("There is no access to the calendar: connect it anew.")
        try:
            return self._keyring.open(present.account_id, present.secret)
        except SecretUnreadable as error:
            raise AccessExpired(str(error)) from error

    def _require_hope(self, present: CalendarConnection) -> None:
        if present.health is not Health.EXPIRED or present.checked_at is None:
            return
        if abs(self._clock.now() - present.checked_at) < ASKED_AGAIN_AFTER:
            raise AccessExpired("The access to the calendar has expired: connect it anew.")

    def _expired(self) -> None:
        with suppress(StorageError), self._database.writing(self._seen.account_id) as transaction:
            present = connections.of_account(transaction, self._seen.account_id)
            asked_just_now = present is not None and present.health is Health.EXPIRED and present.checked_at
            now = self._clock.now()
            if asked_just_now and abs(now - present.checked_at) < ASKED_AGAIN_AFTER:
                return
            if connections.mark(transaction, self._seen, Health.EXPIRED, at=now):
                log.error("account %s: calendar access has expired, reconnect it", self._seen.account_id)


class Renewing:
    """A turn to change the secret; see ``calendars.grants.Renewal``.

    Attributes:
        secret: what is kept now.
    """

    def __init__(
        self, vault: ConnectionVault, seen: CalendarConnection, secret: Mapping[str, object]
    ) -> None:
        self._vault = vault
        self._seen = seen
        self.secret = secret

    def save(self, secret: Mapping[str, object]) -> None:
        """Keep this instead, at once.

        Raises:
            Unreachable: it could not be kept, or the owner has connected anew since.
        """
        self._seen = self._vault.keep(self._seen, secret)
        self.secret = dict(secret)


class HandedOver:
    """The vault of a secret that an owner has just given and that is not kept yet."""

    def __init__(self, secret: Mapping[str, object]) -> None:
        self.secret: Mapping[str, object] = dict(secret)
        self._turn = threading.Lock()

    def read(self) -> Mapping[str, object]:
        """The secret as it is by now."""
        return self.secret

    @contextmanager
    def renewing(self, *, deadline_s: float) -> Iterator["HandedOver"]:
        """Wait for one's turn.

        Raises:
            Unreachable: it did not come in time.
        """
        if not self._turn.acquire(timeout=max(0.0, deadline_s)):
            raise Unreachable("The access to the calendar is being renewed.")
        try:
            yield self
        finally:
            self._turn.release()

    def save(self, secret: Mapping[str, object]) -> None:
        """Keep this instead."""
        self.secret = dict(secret)
