"""Accounts, their assistants, and the switch that each of them has (SPEC 1.1, 2.1, 2.5)."""

from zoneinfo import ZoneInfo

from direct_booking.clock import Clock
from direct_booking.errors import Misconfigured
from direct_booking.reception.embedded import connect_local
from direct_booking.storage import accounts
from direct_booking.storage.accounts import Account, Assistant
from direct_booking.storage.database import Database
from direct_booking.storage.errors import RuleBroken

ASSISTANT = "Receptionist"


class NoSuchAssistant(Misconfigured):
    """The account has no such assistant."""


class Taken(Misconfigured):
    """There is an account of this name already, or an assistant that answers this number."""


class Assistants:
    """Adds, lists and switches. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def open_account(self, name: str, called_number: str, zone: ZoneInfo) -> Account:
        """A further account, with one assistant that books on an embedded calendar.

        Args:
            called_number: E.164, the number that its assistant answers.

        Raises:
            Taken: nothing was stored. StorageError, CalendarError.
        """
        try:
            with self._database.writing(None) as transaction:
                account = accounts.add_account(transaction, name, now=self._clock.now())
                accounts.add_assistant(
                    transaction, account.id, ASSISTANT, called_number=called_number, direct_booking=True
                )
        except RuleBroken as error:
            raise Taken(
                f"There is an account {name!r} already, or an assistant that answers {called_number}."
            ) from error
        connect_local(self._database, self._clock, account.id, zone)
        return account

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
