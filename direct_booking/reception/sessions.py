"""Visits to the console: kept here and not in the browser, so that signing out ends them at once.

A cookie is a random name for a row; what is in the row is encrypted. Who may sign in is in ``owners``.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from direct_booking.clock import Clock
from direct_booking.storage import owner_sessions
from direct_booking.storage.database import Database
from direct_booking.storage.errors import SecretUnreadable
from direct_booking.storage.keys import Keyring
from direct_booking.storage.owner_sessions import Row

# Field notes, 13.
IDLE = timedelta(minutes=30)
LASTS = timedelta(hours=12)
# A visit is written down as seen again no more often than this.
SEEN_EVERY = timedelta(minutes=1)
# A visit is nobody's until somebody signs in, also that of an account's owner.
_NOBODY = 0


@dataclass(frozen=True)
class Visit:
    """A visit under way.

    Attributes:
        token: its cookie.
        owner_id: who has signed in, if anyone.
        values: JSON values.
    """

    token: str = field(repr=False)
    owner_id: int | None
    values: Mapping[str, object] = field(repr=False)

    @property
    def digest(self) -> str:
        """What the visit is found by. Pure."""
        return _digest(self.token)


class Sessions:
    """Every visit. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, keyring: Keyring) -> None:
        self._database = database
        self._clock = clock
        self._keyring = keyring

    def signing_key(self) -> bytes:
        """What forms are signed with: the same in each process, another one when the newest key is.

        Raises:
            Misconfigured: there is no key, and none could be made.
        """
        return hmac.new(self._keyring.newest(), b"forms of the console", hashlib.sha256).digest()

    def open(self, token: str) -> Visit | None:
        """The visit of a cookie; None when there is none, or it is over.

        Raises:
            StorageError.
        """
        now = self._clock.now()
        with self._database.reading() as transaction:
            row = owner_sessions.get(transaction, _digest(token))
        if row is None or not _goes_on(row, now):
            return None
        try:
            values = self._keyring.open(_NOBODY, row.body)
        except SecretUnreadable:
            return None
        if abs(now - row.seen_at) >= SEEN_EVERY:
            with self._database.writing(None) as transaction:
                owner_sessions.keep(transaction, row.digest, row.body, now=now)
        return Visit(token, row.owner_id, values)

    def begin(self, values: Mapping[str, object], owner_id: int | None, instead_of: str | None) -> Visit:
        """A new visit with a new cookie.

        Args:
            instead_of: the cookie of the one that it takes the place of, which ends.

        Raises:
            StorageError, Misconfigured.
        """
        now = self._clock.now()
        visit = Visit(secrets.token_urlsafe(32), owner_id, dict(values))
        body = self._keyring.seal(_NOBODY, visit.values)
        with self._database.writing(None) as transaction:
            owner_sessions.sweep(transaction, seen_before=now - IDLE, began_before=now - LASTS)
            if instead_of:
                owner_sessions.forget(transaction, _digest(instead_of))
            owner_sessions.add(transaction, Row(visit.digest, owner_id, body, now, now))
        return visit

    def keep(self, token: str, values: Mapping[str, object]) -> None:
        """Keep other values for a visit. Raises ``StorageError``, ``Misconfigured``."""
        body = self._keyring.seal(_NOBODY, values)
        with self._database.writing(None) as transaction:
            owner_sessions.keep(transaction, _digest(token), body, now=self._clock.now())

    def end(self, token: str) -> None:
        """End a visit. Twice is the same as once. Raises ``StorageError``."""
        with self._database.writing(None) as transaction:
            owner_sessions.forget(transaction, _digest(token))


def _goes_on(row: Row, now: datetime) -> bool:
    return now < row.seen_at + IDLE and now < row.began_at + LASTS


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
