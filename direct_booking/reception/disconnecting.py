"""Giving an owner's access back: forgotten here in any case, revoked at the provider as well as that goes.

What it means for a call is in ``calls``: without a connection booking is off (SPEC 1.1).
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from direct_booking.clock import Clock
from direct_booking.errors import DirectBookingError
from direct_booking.reception.access import Access
from direct_booking.reception.diary import Diary
from direct_booking.storage import accounts, bookings, connections
from direct_booking.storage.connections import CalendarConnection
from direct_booking.storage.database import Database

REVOKE_S = 8.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Disconnected:
    """A calendar is disconnected, and its access forgotten.

    Attributes:
        revoked: whether the provider has taken the access back, too.
        assistants: the names of those that booked and can do so no more.
        standing: appointments to come that stay on that calendar.
    """

    provider: str
    revoked: bool
    assistants: tuple[str, ...]
    standing: int


class Disconnecting:
    """Disconnects. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, diary: Diary, access: Access) -> None:
        self._database = database
        self._clock = clock
        self._diary = diary
        self._access = access

    def disconnect(self, account_id: int) -> Disconnected:
        """Forget the access to the calendar, and take it back at the provider as well as that goes.

        Booking is off for every assistant of the account (SPEC 1.1). Appointments stay on the calendar.

        Raises:
            NotConnected.
            StorageError: everything is as it was.
        """
        connection = self._access.required(account_id)
        secret = self._access.secret(connection)
        with self._database.writing(account_id) as transaction:
            connections.forget(transaction, account_id)
            mine = accounts.assistants_of(transaction, account_id)
            coming = bookings.coming(transaction, account_id, now=self._clock.now())
        self._diary.forget(account_id)
        return Disconnected(
            connection.provider,
            self.revoked(connection, secret),
            tuple(each.name for each in mine if each.direct_booking),
            sum(each.provider == connection.provider for each in coming),
        )

    def revoked(self, connection: CalendarConnection, secret: Mapping[str, object] | None) -> bool:
        """Take access back that is forgotten here already. Does not raise ``DirectBookingError``.

        Returns:
            Whether the provider has done so.
        """
        try:
            if secret is None or self._is_shared(connection.provider, secret):
                return False
            return self._access.provider(connection.provider).revoke(secret, deadline_s=REVOKE_S)
        except DirectBookingError as error:
            log.warning("account %s: access could not be taken back: %s", connection.account_id, error)
            return False

    def _is_shared(self, provider: str, secret: Mapping[str, object]) -> bool:
        """Whether another account of this installation books with the access of the same owner.

        Some providers take back all that an owner ever gave at once.
        """
        same = [each for each in self._access.everyones() if each.provider == provider]
        return bool(secret.get("account")) and secret["account"] in map(self._access.account, same)
