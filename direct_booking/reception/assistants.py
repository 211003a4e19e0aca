"""An account's assistants, and the switch that each of them has (SPEC 2.1, 2.5)."""

from direct_booking.errors import Misconfigured
from direct_booking.storage import accounts
from direct_booking.storage.accounts import Account, Assistant
from direct_booking.storage.database import Database


class NoSuchAssistant(Misconfigured):
    """The account has no such assistant."""


class Assistants:
    """Lists and switches. May be used from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def account(self, account_id: int) -> Account:
        """The account itself.

        Raises:
            Misconfigured: there is none. StorageError.
        """
        with self._database.reading() as transaction:
            found = [each for each in accounts.all_accounts(transaction) if each.id == account_id]
        if not found:
            raise Misconfigured("This account is not there any more.")
        return found[0]

    def of(self, account_id: int) -> tuple[Assistant, ...]:
        """The assistants of an account, oldest first. Raises ``StorageError``."""
        with self._database.reading() as transaction:
            return accounts.assistants_of(transaction, account_id)

    def switch(self, account_id: int, assistant_id: int, *, on: bool) -> Assistant:
        """Turn one assistant's booking on or off, for the calls that begin from now on.

        Raises:
            NoSuchAssistant: the account has none of this id.
            StorageError.
        """
        with self._database.writing(account_id) as transaction:
            if not accounts.switch(transaction, account_id, assistant_id, on=on):
                raise NoSuchAssistant("This account has no such assistant.")
            return accounts.assistant(transaction, account_id, assistant_id)
