"""The owner's calendars, as the reception reaches them: whose, how well they answer, when they are busy.

What is read ahead and for how long it is kept is in ``reading_ahead``; which facts follow is in ``facts``;
connecting and disconnecting is in ``connecting``.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from direct_booking.bookings.booking import Booking
from direct_booking.calendars.base import Busy, Calendar, EventRef
from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    CalendarMissing,
    OperatorMisconfigured,
)
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.errors import Misconfigured
from direct_booking.reception.calls import Call
from direct_booking.reception.facts import Facts, reach, ref_of, rules_for
from direct_booking.reception.noting import NotedCalendar
from direct_booking.reception.outcomes import Skipped
from direct_booking.reception.reading_ahead import Answer, ReadingAhead
from direct_booking.reception.recording import Recording
from direct_booking.scheduling.availability import Interval
from direct_booking.storage import connections
from direct_booking.storage.connections import CalendarConnection, Health
from direct_booking.storage.database import Database
from direct_booking.storage.errors import StorageError

# A caller notices a pause of two seconds, and more may have to follow.
BUSY_S = 3.0
# What is read while nobody waits may take longer.
AHEAD_S = 8.0
# How often a health that stays as it was is written down again.
CHECKED_EVERY = timedelta(minutes=1)

LOCAL = "local"

CalendarOf = Callable[[CalendarConnection], Calendar]

log = logging.getLogger(__name__)


class Diary:
    """The calendars of every account. May be used from any thread."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        calendar_of: CalendarOf,
        reading_ahead: ReadingAhead | None = None,
    ) -> None:
        self._database = database
        self._recording = Recording(database)
        self._clock = clock
        self._calendar_of = calendar_of
        self._ahead = reading_ahead or ReadingAhead()

    def connection(self, account_id: int) -> CalendarConnection | None:
        """How the account's calendar is reached, or None.

        Raises:
            StorageError.
        """
        with self._database.reading() as transaction:
            return connections.of_account(transaction, account_id)

    def connection_of(self, booking: Booking) -> CalendarConnection | None:
        """How a booking's calendar is reached, whatever the account is connected to by now.

        The embedded calendar is here whether it is connected or not.

        Returns:
            None when nothing is connected. Another provider's is returned: ``calendar_of`` refuses it.

        Raises:
            StorageError.
        """
        present = self.connection(booking.account_id)
        if booking.provider != LOCAL or (present is not None and present.provider == LOCAL):
            return present
        return CalendarConnection(
            account_id=booking.account_id,
            provider=LOCAL,
            calendar_id=booking.calendar_id,
            also_busy=(),
            zone=present.zone if present else ZoneInfo("UTC"),
            health=Health.CONNECTED,
            secret=None,
            connected_at=booking.created_at,
        )

    def calendar(self, connection: CalendarConnection) -> Calendar:
        """The calendar behind a connection.

        Raises:
            OperatorMisconfigured: this installation cannot reach such a provider.
        """
        try:
            real = self._calendar_of(connection)
        except Misconfigured as error:
            # Whatever the operator has left out, a call goes on.
            raise OperatorMisconfigured(str(error)) from error
        return NotedCalendar(
            real,
            lambda: self._ahead.forget(connection.account_id),
            lambda key, verb, what: self._recording.met(key, verb, what, at=self._clock.now()),
        )

    def calendar_of(self, booking: Booking, connection: CalendarConnection, deadline: Deadline) -> Calendar:
        """The calendar that a booking is on. No other one is ever asked about it, or changed for it.

        Raises:
            CalendarMissing: the connection is to another provider, or to somebody else's calendars.
            CalendarError: that could not be found out.
        """
        if connection.provider != booking.provider:
            raise CalendarMissing(f"It is on a calendar of {booking.provider}, which is not connected now.")
        calendar = self.calendar(connection)
        if booking.calendar_id not in (connection.calendar_id, *connection.also_busy):
            listed = calendar.calendars(deadline_s=deadline.left_s(at_most=BUSY_S))
            if booking.calendar_id not in {each.id for each in listed}:
                raise CalendarMissing("The calendar is none of those that are connected now.")
        return calendar

    def invites(self, account_id: int) -> bool:
        """Whether a guest of an appointment gets an invitation now, as far as is known. Does not raise.

        4.7: asked after an event was written it says whether the guest was invited to it; where that cannot
        be told, no invitation is promised.
        """
        try:
            connection = self.connection(account_id)
            return connection is not None and bool(self.calendar(connection).invites)
        except (CalendarError, StorageError) as error:
            log.warning("account %s: whether guests are invited is unknown: %s", account_id, error)
            return False

    def read(
        self, call: Call, *, deadline: Deadline, ignoring: Booking | None = None, recent: bool = False
    ) -> Facts | Skipped:
        """Read all that an offer for this call stands on.

        Args:
            ignoring: a booking whose event does not count, as it is being moved.
            recent: an answer of some seconds ago will do.

        Raises:
            StorageError.
        """
        if call.ended or not call.booking_on:
            self._recording.read(call, call.why_off or "off", invites=False)
            return Skipped("ended" if call.ended else call.why_off or "off", call)
        connection = self.connection(call.account_id)
        if connection is None:
            return Skipped("off", call)
        rules = rules_for(call)
        span = reach(rules, call.now)
        there = ignoring is not None and ignoring.provider == connection.provider
        refs = (ref_of(ignoring),) if there else ()
        if recent and connection.provider != LOCAL:
            busy = self._recent(connection, span, refs, deadline)
        else:
            busy = self.busy(connection, span, ignoring=refs, deadline=deadline)
        self._recording.read(call, busy, invites=self.invites(call.account_id))
        return Facts(call, connection, rules, busy) if isinstance(busy, tuple) else Skipped(busy, call)

    def read_ahead(self, call: Call) -> None:
        """Begin to read what the first offer for this call will stand on; nobody waits for it.

        Raises:
            StorageError.
        """
        connection = self.connection(call.account_id) if call.booking_on and not call.ended else None
        if connection is not None and connection.provider != LOCAL:
            span = reach(rules_for(call), call.now)
            self._ahead.begin(_about(connection, ()), span, self._asking(connection, ()))

    def forget(self, account_id: int) -> None:
        """Give nothing any more that was read until now."""
        self._ahead.forget(account_id)

    def busy(
        self,
        connection: CalendarConnection,
        span: Interval,
        *,
        ignoring: Sequence[EventRef] = (),
        besides: Sequence[str] = (),
        deadline: Deadline,
    ) -> Answer:
        """The busy time of every calendar that counts now, or why it is not known (SPEC 3.3).

        Args:
            besides: further calendars that count.

        Returns:
            The intervals, or ``access_expired`` or ``unknown``.
        """
        ids = tuple(dict.fromkeys((connection.calendar_id, *connection.also_busy, *besides)))
        return self._busy(connection, ids, span, ignoring, deadline.left_s(at_most=BUSY_S))

    def _busy(
        self,
        connection: CalendarConnection,
        ids: Sequence[str],
        span: Interval,
        ignoring: Sequence[EventRef],
        deadline_s: float,
    ) -> Answer:
        try:
            answers = self.calendar(connection).busy(ids, span, ignoring=ignoring, deadline_s=deadline_s)
        except AccessExpired:
            self.expired(connection)
            return "access_expired"
        except CalendarError as error:
            return self._unknown(connection, f"its calendar could not be read: {error}")
        for each in ids:
            answer = answers.get(each)
            # 3.3: one calendar that could not be read makes all of them worthless: never free.
            if not isinstance(answer, Busy):
                reason = answer.reason if answer else "it gave no answer"
                return self._unknown(connection, f"one of its calendars is unknown: {reason}")
        self._note(connection, Health.CONNECTED)
        return tuple(interval for each in ids for interval in answers[each].intervals)

    def expired_if(self, error: CalendarError, connection: CalendarConnection) -> None:
        """Write it down when this error says that the owner must reconnect.

        Raises:
            StorageError.
        """
        if isinstance(error, AccessExpired):
            self.expired(connection)

    def expired(self, connection: CalendarConnection) -> None:
        """Write down that the owner must reconnect (SPEC 1.5).

        Raises:
            StorageError.
        """
        with self._database.writing(lock=connection.account_id) as transaction:
            if connections.mark(transaction, connection, Health.EXPIRED, at=self._clock.now()):
                log.error("account %s: calendar access has expired, reconnect it", connection.account_id)

    def _recent(
        self, connection: CalendarConnection, span: Interval, refs: tuple[EventRef, ...], deadline: Deadline
    ) -> Answer:
        within_s = deadline.left_s(at_most=BUSY_S)
        asking = self._asking(connection, refs)
        return self._ahead.get(_about(connection, refs), span, asking, within_s=within_s)

    def _asking(
        self, connection: CalendarConnection, refs: tuple[EventRef, ...]
    ) -> Callable[[Interval], Answer]:
        ids = tuple(dict.fromkeys((connection.calendar_id, *connection.also_busy)))
        return lambda span: self._busy(connection, ids, span, refs, AHEAD_S)

    def _unknown(self, connection: CalendarConnection, why: str) -> str:
        log.warning("account %s: %s", connection.account_id, why)
        self._note(connection, Health.FAILING)
        return "unknown"

    def _note(self, connection: CalendarConnection, health: Health) -> None:
        """Write down how well the calendar answers; only when that is news. Does not raise ``StorageError``.

        What has expired stays so until the owner reconnects, and the embedded calendar has no access to lose.
        """
        now, seen = self._clock.now(), connection.checked_at
        is_known = connection.health is health and seen is not None and now - seen < CHECKED_EVERY
        if is_known or connection.provider == LOCAL or connection.health is Health.EXPIRED:
            return
        try:
            with self._database.writing(lock=connection.account_id) as transaction:
                present = connections.of_account(transaction, connection.account_id)
                if connection.is_that_of(present) and present.health is not Health.EXPIRED:
                    connections.mark(transaction, connection, health, at=now)
        except StorageError as error:
            log.warning("account %s: its health is not on record: %s", connection.account_id, error)


def _about(connection: CalendarConnection, refs: tuple[EventRef, ...]) -> tuple:
    return (
        connection.account_id,
        replace(connection, health=Health.CONNECTED, secret=None, secret_mark=None, checked_at=None),
        refs,
    )
