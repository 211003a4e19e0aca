"""One client for each connection, kept as long as the connection is the same.

A client keeps its doors to the network open and its token in memory, so that a call waits for neither.
"""

import threading
from collections.abc import Callable, Mapping

from direct_booking.calendars.base import Calendar
from direct_booking.clock import Clock
from direct_booking.errors import Misconfigured
from direct_booking.reception.access import Provider
from direct_booking.reception.diary import LOCAL
from direct_booking.reception.vault import ConnectionVault
from direct_booking.storage.connections import CalendarConnection
from direct_booking.storage.database import Database
from direct_booking.storage.keys import Keyring


class Clients:
    """Gives the client of a connection. May be used from any thread."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        clock: Clock,
        providers: Mapping[str, Callable[[], Provider]],
    ) -> None:
        """Make none yet.

        Args:
            clock: of the providers' servers.
        """
        self._database = database
        self._keyring = keyring
        self._clock = clock
        self._providers = providers
        self._guard = threading.Lock()
        self._kept: dict[int, tuple[CalendarConnection, Calendar]] = {}

    def __call__(self, connection: CalendarConnection) -> Calendar:
        """The client of this connection; one of an earlier connection of the account is let go of.

        Raises:
            Misconfigured: there is no such provider here, or the operator has not set it up.
        """
        if connection.provider not in self._providers:
            raise Misconfigured(
                f"Account {connection.account_id} is connected to {connection.provider!r}, which this "
                "installation does not know: connect another calendar in the console."
            )
        if connection.provider == LOCAL:
            return self._made(connection)
        with self._guard:
            before, client = self._kept.get(connection.account_id, (None, None))
            if not connection.is_that_of(before):
                client = self._made(connection)
                self._kept[connection.account_id] = (connection, client)
            return client

    def _made(self, connection: CalendarConnection) -> Calendar:
        vault = ConnectionVault(self._database, self._keyring, self._clock, connection)
        return self._providers[connection.provider]().calendar(connection.account_id, vault, connection.zone)
