"""Connecting an owner's calendar, and choosing among the calendars of it (SPEC 1.1, 1.3).

How a provider is signed in to is in ``calendars`` (``google_oauth`` and the like); how a connection is, in
``health``; how it ends, in ``disconnecting``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from direct_booking.calendars.base import CalendarInfo
from direct_booking.calendars.signing_in import SignIn, SignInFailed
from direct_booking.clock import Clock
from direct_booking.errors import Misconfigured
from direct_booking.reception.access import Access, NotConnected, Provider
from direct_booking.reception.calls import NO_CALENDAR_ZONE
from direct_booking.reception.diary import LOCAL, Diary
from direct_booking.reception.disconnecting import Disconnecting
from direct_booking.reception.vault import HandedOver
from direct_booking.storage import bookings, connections
from direct_booking.storage.connections import CalendarConnection, Health
from direct_booking.storage.database import Database

# An owner waits at a screen, not on the line.
SIGN_IN_S = 30.0
LIST_S = 15.0

_SHOWN = "'direct-booking calendars list' shows all"


@dataclass(frozen=True)
class Connected:
    """A calendar is connected.

    Attributes:
        connection: as it is on record.
        account: whose it is, where the provider tells; else empty.
        calendars: all that can be chosen from, the primary one first.
        kept: whether it books on the calendar that it booked on before.
        standing_elsewhere: appointments to come that are on another calendar, and stay there.
    """

    connection: CalendarConnection
    account: str
    calendars: tuple[CalendarInfo, ...]
    kept: bool
    standing_elsewhere: int


class Connecting:
    """Connects. May be used from any thread."""

    def __init__(
        self, database: Database, clock: Clock, diary: Diary, access: Access, disconnecting: Disconnecting
    ) -> None:
        self._database = database
        self._clock = clock
        self._diary = diary
        self._access = access
        self._disconnecting = disconnecting

    def lacking(self, provider: str) -> str:
        """Why nobody can connect this provider here, for the operator; empty when it can be connected."""
        try:
            self._access.provider(provider)
        except Misconfigured as error:
            return str(error)
        return ""

    def begin(self, account_id: int, provider: str, redirect_uri: str) -> SignIn:
        """Begin a sign-in: where to send the owner, and what to keep until she is back.

        Raises:
            Misconfigured: there is no such provider, or the operator has not set it up.
            StorageError.
        """
        before = self._access.connection(account_id)
        hint = self._access.account(before) if before and before.provider == provider else ""
        return self._access.provider(provider).begin(redirect_uri, hint=hint or None)

    def finish(
        self, account_id: int, provider: str, flow: Mapping[str, object], answer: Mapping[str, str]
    ) -> Connected:
        """Connect what the owner has signed in to; what was connected before is replaced.

        Args:
            flow: as ``begin`` gave it.
            answer: the query with which the owner came back.

        Raises:
            SignInFailed, CalendarError, StorageError, Misconfigured: everything is as it was.
        """
        chosen = self._access.provider(provider)
        secret = chosen.finish(flow, answer, deadline_s=SIGN_IN_S)
        return self._keep(account_id, chosen, secret)

    def sign_in(self, account_id: int, provider: str, address: str, user: str, password: str) -> Connected:
        """Connect a server of the owner's; raises as ``finish``."""
        chosen = self._access.provider(provider)
        secret = chosen.sign_in(address, user, password, deadline_s=SIGN_IN_S)
        return self._keep(account_id, chosen, secret)

    def embedded(self, account_id: int) -> Connected:
        """Connect the embedded calendar (SPEC 1.2); raises as ``finish``."""
        return self._keep(account_id, self._access.provider(LOCAL), None)

    def calendars(self, account_id: int) -> tuple[CalendarInfo, ...]:
        """The calendars to choose from, the primary one first.

        Raises:
            NotConnected, CalendarError, StorageError.
        """
        return self._listed(self._access.required(account_id))

    def choose(self, account_id: int, calendar_id: str, also_busy: Sequence[str]) -> CalendarConnection:
        """Book on this calendar, and count the busy time of those as well.

        What is booked already stays where it is.

        Raises:
            NotConnected.
            Misconfigured: one of them is not there, or nothing can be written on the first one.
            CalendarError, StorageError.
        """
        connection = self._access.required(account_id)
        listed = {each.id: each for each in self._listed(connection)}
        missing = [each for each in (calendar_id, *also_busy) if each not in listed]
        if missing:
            raise Misconfigured(f"There is no calendar {missing[0]!r}: {_SHOWN}.")
        chosen = listed[calendar_id]
        if not chosen.can_write:
            raise Misconfigured(f"Nothing can be written on {chosen.name!r}: choose one of your own.")
        others = tuple(dict.fromkeys(each for each in also_busy if each != calendar_id))
        with self._database.writing(account_id) as transaction:
            if not connections.choose(transaction, connection, calendar_id, others, chosen.zone):
                raise NotConnected("The calendar was connected anew in the meantime: choose again.")
        self._diary.forget(account_id)
        return replace(connection, calendar_id=calendar_id, also_busy=others, zone=chosen.zone)

    def _listed(self, connection: CalendarConnection) -> tuple[CalendarInfo, ...]:
        return self._diary.calendar(connection).calendars(deadline_s=LIST_S)

    def _keep(self, account_id: int, provider: Provider, given: Mapping[str, object] | None) -> Connected:
        """Look which calendars there are, and only then put the new connection in the old one's place."""
        vault = HandedOver(given or {})
        before = self._access.connection(account_id)
        # Not every server knows in which zone a calendar is: then it is that of the one before.
        client = provider.calendar(account_id, vault, before.zone if before else NO_CALENDAR_ZONE)
        listed = client.calendars(deadline_s=LIST_S)
        connection = self._new(account_id, provider.name, listed, before)
        if given is not None:
            # What listing the calendars has renewed is in the vault.
            sealed = self._access.keyring.seal(account_id, vault.secret)
            connection = replace(connection, secret=sealed)
        before_secret = self._access.secret(before) if before else None
        with self._database.writing(account_id) as transaction:
            connections.save(transaction, connection)
            coming = bookings.coming(transaction, account_id, now=self._clock.now())
        self._diary.forget(account_id)
        if before is not None and before.provider != provider.name:
            # The same provider's is left alone: some take back everything at once, the new access as well.
            self._disconnecting.revoked(before, before_secret)
        here = (connection.provider, connection.calendar_id)
        return Connected(
            connection,
            str(vault.secret.get("account") or ""),
            listed,
            kept=before is not None and (before.provider, before.calendar_id) == here,
            standing_elsewhere=sum((each.provider, each.calendar_id) != here for each in coming),
        )

    def _new(
        self,
        account_id: int,
        provider: str,
        listed: Sequence[CalendarInfo],
        before: CalendarConnection | None,
    ) -> CalendarConnection:
        """A connection that keeps what was chosen, as far as that is still there."""
        same = before is not None and before.provider == provider
        chosen = _chosen(listed, before.calendar_id if same else None)
        there = {each.id for each in listed} - {chosen.id}
        return CalendarConnection(
            account_id=account_id,
            provider=provider,
            calendar_id=chosen.id,
            also_busy=tuple(each for each in before.also_busy if each in there) if same else (),
            zone=chosen.zone,
            health=Health.CONNECTED,
            secret=None,
            connected_at=_after(before, self._clock.now()),
            checked_at=self._clock.now(),
        )


def _chosen(listed: Sequence[CalendarInfo], before: str | None) -> CalendarInfo:
    """The calendar that was booked on before, else the primary one, else the first that can be written. Pure.

    Raises:
        SignInFailed: nothing can be written on any.
    """
    writable = [each for each in listed if each.can_write]
    if not writable:
        raise SignInFailed("This account has no calendar that appointments can be written on.", "no_calendar")
    return min(writable, key=lambda each: (each.id != before, not each.primary))


def _after(before: CalendarConnection | None, now: datetime) -> datetime:
    # The time of connection tells one connection from the next, whatever the clock says.
    return max(now, before.connected_at + timedelta(microseconds=1)) if before else now
