"""Who may open the console: becoming an owner by a link, signing in, and another password.

Visits are in ``sessions``. Nothing here depends on how long a password is compared, nor tells whether an
address is known.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from direct_booking.clock import Clock
from direct_booking.storage import owner_sessions, owners, sign_in_attempts
from direct_booking.storage.accounts import Account
from direct_booking.storage.database import Database
from direct_booking.storage.errors import RuleBroken
from direct_booking.storage.owners import Owner

LINK_LASTS = timedelta(hours=24)
# Field notes, 13: five failures; of one owner more, since anybody could lock them out from elsewhere.
ATTEMPTS_IN = timedelta(minutes=15)
ATTEMPTS_FROM_ONE_PLACE = 5
ATTEMPTS_FOR_ONE_OWNER = 20
PASSWORD_LEAST, PASSWORD_MOST = 12, 200
_FEWEST_DIFFERENT = 5
# No account has this number: attempts are counted one after another, whosever they are.
_ONE_AFTER_ANOTHER = 0


@dataclass(frozen=True)
class LinkGone:
    """The link has run out, was used already, or never was one."""


@dataclass(frozen=True)
class AddressTaken:
    """The owner of another account signs in with this address."""


@dataclass(frozen=True)
class NotKnown:
    """No owner has this address and this password."""


@dataclass(frozen=True)
class TooMany:
    """So many attempts have failed that none is looked at for a while.

    Attributes:
        wait: how long.
    """

    wait: timedelta


def weakness(password: str, email: str) -> str:
    """What is wrong with a password, as the end of a sentence; empty when nothing is. Pure.

    >>> weakness("short", ""), weakness("a long enough one", "")
    ('needs at least 12 characters', '')
    """
    if len(password) < PASSWORD_LEAST:
        return f"needs at least {PASSWORD_LEAST} characters"
    if len(password) > PASSWORD_MOST:
        return f"may have at most {PASSWORD_MOST} characters"
    if len(set(password.lower())) < _FEWEST_DIFFERENT:
        return "repeats too few different characters"
    if email and password.lower() in (email.lower(), email.lower().partition("@")[0]):
        return "is your e-mail address"
    return ""


class Owners:
    """The owners of every account. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, hasher: PasswordHasher | None = None) -> None:
        """Read nothing yet.

        Args:
            hasher: argon2id, at the cost that its makers advise unless given.
        """
        self._database = database
        self._clock = clock
        self._hasher = hasher or PasswordHasher()

    def accounts_without(self) -> tuple[Account, ...]:
        """The accounts that nobody can open yet. Raises ``StorageError``."""
        with self._database.reading() as transaction:
            return owners.accounts_without(transaction)

    def link(self, account_id: int) -> str:
        """The secret of a new link to an account; it takes the place of any before it.

        Raises:
            StorageError.
        """
        token = secrets.token_urlsafe(32)
        with self._database.writing(account_id) as transaction:
            until = self._clock.now() + LINK_LASTS
            owners.add_link(transaction, account_id, _digest(token), expires_at=until)
        return token

    def account_of_link(self, token: str) -> Account | None:
        """Where a link leads to; None when it leads nowhere. Raises ``StorageError``."""
        with self._database.reading() as transaction:
            return owners.account_of_link(transaction, _digest(token), now=self._clock.now())

    def welcome(self, token: str, email: str, password: str) -> Owner | LinkGone | AddressTaken:
        """Make somebody the owner that a link is for, or give the owner of this address another password.

        The link is used up; whoever was signed in as that owner is not any more.

        Raises:
            StorageError: nothing was changed.
        """
        email, password_hash = _folded(email), self._hasher.hash(password)
        now = self._clock.now()
        try:
            with self._database.writing(None) as transaction:
                account = owners.account_of_link(transaction, _digest(token), now=now)
                if account is None:
                    return LinkGone()
                present = owners.with_email(transaction, email)
                if present is not None and present.account_id != account.id:
                    return AddressTaken()
                if not owners.use_link(transaction, _digest(token)):
                    # Somebody else was faster with the same link.
                    return LinkGone()
                if present is None:
                    return owners.add(transaction, account.id, email, password_hash, now=now)
                owners.set_password(transaction, present.id, password_hash)
                owner_sessions.forget_owners(transaction, present.id)
                return present
        except RuleBroken:
            # Two links were used for one address at the same moment.
            return AddressTaken()

    def enter(self, email: str, password: str, place: str) -> Owner | NotKnown | TooMany:
        """Sign in.

        Args:
            place: where the request comes from, a network address.

        Raises:
            StorageError.
        """
        keys = (_digest(f"place {place}"), _digest(f"owner {_folded(email)}"))
        with self._database.writing(_ONE_AFTER_ANOTHER) as transaction:
            if wait := self._wait(transaction, keys):
                return TooMany(wait)
            # Written down before the password is looked at, so that many at once are not looked at, too.
            sign_in_attempts.add(transaction, keys, now=self._clock.now())
            owner = owners.with_email(transaction, _folded(email))
        if not self._fits(owner, password):
            return NotKnown()
        with self._database.writing(None) as transaction:
            sign_in_attempts.forget(transaction, keys)
            if self._hasher.check_needs_rehash(owner.password_hash):
                owners.set_password(transaction, owner.id, self._hasher.hash(password))
        return owner

    def change_password(self, owner: Owner, present: str, wanted: str, place: str, *, keeping: str) -> bool:
        """Give an owner another password, and end their visits elsewhere.

        Args:
            place: as for ``enter``: a guess here counts as one there.
            keeping: the digest of the visit that goes on.

        Returns:
            False when ``present`` is not the present one, or was guessed too often.

        Raises:
            StorageError.
        """
        if not isinstance(self.enter(owner.email, present, place), Owner):
            return False
        password_hash = self._hasher.hash(wanted)
        with self._database.writing(None) as transaction:
            owners.set_password(transaction, owner.id, password_hash)
            owner_sessions.forget_owners(transaction, owner.id, but=keeping)
        return True

    def get(self, owner_id: int) -> Owner | None:
        """The owner of this id. Raises ``StorageError``."""
        with self._database.reading() as transaction:
            return owners.get(transaction, owner_id)

    def _wait(self, transaction, keys: tuple[str, str]) -> timedelta | None:
        now = self._clock.now()
        sign_in_attempts.sweep(transaction, before=now - ATTEMPTS_IN)
        limits = (ATTEMPTS_FROM_ONE_PLACE, ATTEMPTS_FOR_ONE_OWNER)
        for key, most in zip(keys, limits, strict=True):
            count, first = sign_in_attempts.since(transaction, key, after=now - ATTEMPTS_IN)
            if count >= most:
                return first + ATTEMPTS_IN - now
        return None

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash(secrets.token_urlsafe())

    def _fits(self, owner: Owner | None, password: str) -> bool:
        try:
            # Somebody whom nobody knows takes as long to refuse.
            self._hasher.verify(owner.password_hash if owner else self._nobodys, password)
        except (VerificationError, InvalidHashError):
            return False
        return owner is not None


def _folded(email: str) -> str:
    return email.strip().lower()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
