"""The access that an account's connection stands on: by which provider, whose, and with which secret.

Getting it is in ``connecting``, giving it back in ``disconnecting``, trying it in ``health``; a call uses it
by ``diary`` and ``vault``.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from direct_booking.calendars.base import Calendar
from direct_booking.calendars.grants import Vault
from direct_booking.calendars.signing_in import SignIn
from direct_booking.errors import Misconfigured
from direct_booking.storage import accounts, connections
from direct_booking.storage.connections import CalendarConnection
from direct_booking.storage.database import Database
from direct_booking.storage.errors import SecretUnreadable
from direct_booking.storage.keys import Keyring


class Provider(Protocol):
    """One kind of calendar that can be connected, set up for this installation."""

    name: str

    def calendar(self, account_id: int, vault: Vault, zone: ZoneInfo) -> Calendar:
        """A client with the access that is in this vault.

        Args:
            zone: of a calendar that names none.
        """

    def revoke(self, secret: Mapping[str, object], *, deadline_s: float) -> bool:
        """Take the access back at the provider; False where it has no way to. Raises ``CalendarError``."""


class SignInProvider(Provider, Protocol):
    """One to which owners sign in with a browser."""

    def begin(self, redirect_uri: str, *, hint: str | None) -> SignIn:
        """See ``calendars.google_oauth.begin``."""

    def finish(
        self, flow: Mapping[str, object], answer: Mapping[str, str], *, deadline_s: float
    ) -> Mapping[str, object]:
        """See ``calendars.google_oauth.finish``."""


class PasswordProvider(Provider, Protocol):
    """One that is given an address, a user and a password."""

    def sign_in(self, address: str, user: str, password: str, *, deadline_s: float) -> Mapping[str, object]:
        """See ``calendars.caldav_connecting.connect``."""


class NotConnected(Misconfigured):
    """The account has no calendar."""


class Access:
    """The access of every account. May be used from any thread.

    Args:
        providers: by name, what makes each of them; it raises ``Misconfigured`` when the operator has not
            set it up.
    """

    def __init__(
        self, database: Database, keyring: Keyring, providers: Mapping[str, Callable[[], Provider]]
    ) -> None:
        self.keyring = keyring
        self._database = database
        self._providers = providers

    def provider(self, name: str) -> Any:
        """The provider of this name: a ``SignInProvider``, a ``PasswordProvider``, or only a ``Provider``.

        Raises:
            Misconfigured: there is none, or the operator has not set it up.
        """
        if name not in self._providers:
            raise Misconfigured(f"There is no provider {name!r}: there is {', '.join(self._providers)}.")
        return self._providers[name]()

    def connection(self, account_id: int) -> CalendarConnection | None:
        """What the account is connected to. Raises ``StorageError``."""
        with self._database.reading() as transaction:
            return connections.of_account(transaction, account_id)

    def required(self, account_id: int) -> CalendarConnection:
        """What the account is connected to.

        Raises:
            NotConnected: to nothing.
            StorageError.
        """
        connection = self.connection(account_id)
        if connection is None:
            raise NotConnected("No calendar is connected: 'direct-booking connect' connects one.")
        return connection

    def everyones(self) -> tuple[CalendarConnection, ...]:
        """Every account's connection. Raises ``StorageError``."""
        with self._database.reading() as transaction:
            ids = [each.id for each in accounts.all_accounts(transaction)]
            found = [connections.of_account(transaction, each) for each in ids]
        return tuple(each for each in found if each is not None)

    def secret(self, connection: CalendarConnection) -> Mapping[str, object] | None:
        """The secret of a connection; None when it has none, or its key is lost."""
        if connection.secret is None:
            return None
        try:
            return self.keyring.open(connection.account_id, connection.secret)
        except SecretUnreadable:
            return None

    def account(self, connection: CalendarConnection) -> str:
        """Whose calendar it is, as the owner knows it (SPEC 1.3); empty when the provider does not tell."""
        return str((self.secret(connection) or {}).get("account") or "")
