"""How an account's connection is: tried now, or now and then though nobody calls.

A call notes it as well, with whatever it asks (``diary``). What is wrong is said in one sentence with its
remedy.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from direct_booking.calendars.errors import AccessExpired, CalendarError
from direct_booking.clock import Clock
from direct_booking.reception.access import Access
from direct_booking.reception.diary import CHECKED_EVERY, LOCAL, Diary
from direct_booking.storage import connections
from direct_booking.storage.connections import CalendarConnection, Health
from direct_booking.storage.database import Database

LIST_S = 10.0
# An owner hears of lost access before a caller does.
TRIED_EVERY = timedelta(minutes=15)
_CALENDAR_GONE = (
    "A calendar that was chosen is not there any more: choose another one, in the console or with "
    "'direct-booking calendars choose'."
)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Checked:
    """How a connection is.

    Attributes:
        connection: as it is on record now.
        account: whose it is, where the provider tells; else empty.
        problem: one sentence with what to do; empty when it works.
    """

    connection: CalendarConnection
    account: str
    problem: str


class Checking:
    """Tries connections. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, diary: Diary, access: Access) -> None:
        self._database = database
        self._clock = clock
        self._diary = diary
        self._access = access

    def seen(self, account_id: int) -> Checked | None:
        """How the connection was when it was last tried; nobody is asked. None when there is none.

        Raises:
            StorageError.
        """
        connection = self._access.connection(account_id)
        return Checked(connection, self._access.account(connection), "") if connection else None

    def check(self, account_id: int) -> Checked:
        """Try the connection now, and write down how it is; also one that had expired may work again.

        Raises:
            NotConnected, StorageError.
        """
        connection = self._access.required(account_id)
        health, problem = self._tried(connection)
        with self._database.writing(account_id) as transaction:
            if connections.mark(transaction, connection, health, at=self._clock.now()):
                log.info("account %s: its calendar is %s", account_id, health.value)
            present = connections.of_account(transaction, account_id)
        return Checked(present or connection, self._access.account(connection), problem)

    def expired(self) -> dict[int, bool]:
        """Of each account that has a connection, whether its access has expired, as it is on record (1.5).

        Raises:
            StorageError.
        """
        return {each.account_id: each.health is Health.EXPIRED for each in self._access.everyones()}

    def warm(self) -> None:
        """Make the client of every connection, so that no call waits for a provider's library.

        Nobody is asked anything. Raises ``StorageError``.
        """
        for connection in self._access.everyones():
            try:
                self._diary.calendar(connection)
            except CalendarError as error:
                log.error("account %s: its calendar cannot be used: %s", connection.account_id, error)

    def watch(self) -> None:
        """Try every connection that is due: one that fails each minute, one that works now and then.

        Raises:
            StorageError.
        """
        for connection in self._access.everyones():
            if self._is_due(connection):
                self.check(connection.account_id)

    def _tried(self, connection: CalendarConnection) -> tuple[Health, str]:
        try:
            calendar = self._diary.calendar(connection)
            listed = {each.id for each in calendar.calendars(deadline_s=LIST_S)}
        except AccessExpired as error:
            again = f"reconnect it, in the console or with 'direct-booking connect {connection.provider}'"
            return Health.EXPIRED, f"Access has expired, {again}. ({error})"
        except CalendarError as error:
            # A network that fails, or a mistake of the operator's, takes no access away, nor gives it back.
            expired = connection.health is Health.EXPIRED
            return Health.EXPIRED if expired else Health.FAILING, str(error)
        if not {connection.calendar_id, *connection.also_busy} <= listed:
            return Health.FAILING, _CALENDAR_GONE
        return Health.CONNECTED, ""

    def _is_due(self, connection: CalendarConnection) -> bool:
        if connection.provider == LOCAL or connection.health is Health.EXPIRED:
            return False
        every = CHECKED_EVERY if connection.health is Health.FAILING else TRIED_EVERY
        seen = connection.checked_at
        return seen is None or abs(self._clock.now() - seen) >= every
