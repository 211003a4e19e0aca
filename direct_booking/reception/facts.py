"""The facts that an offer or a booking stands on: the owner's rules, the calendar's busy time, our own times.

The calendar is read before a transaction is begun; our own times inside the one that uses them. What
follows from the facts is in ``scheduling``.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import Booking, Placement
from direct_booking.calendars.base import Busy, Calendar, EventRef
from direct_booking.calendars.errors import AccessExpired, CalendarError
from direct_booking.reception.calls import Call
from direct_booking.reception.deadline import Deadline
from direct_booking.reception.outcomes import Skipped
from direct_booking.scheduling.availability import Interval, Rules
from direct_booking.scheduling.rules import rules_of
from direct_booking.settings import Settings
from direct_booking.storage import bookings, connections, holds
from direct_booking.storage.connections import CalendarConnection, Health
from direct_booking.storage.database import Database

# A caller notices a pause of two seconds, and more may have to follow.
BUSY_S = 3.0

CalendarOf = Callable[[CalendarConnection], Calendar]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Facts:
    """What was true when the calendar was read.

    Attributes:
        busy: of all calendars that count; half-open, UTC, any order.
    """

    call: Call
    connection: CalendarConnection
    rules: Rules
    busy: tuple[Interval, ...]


class Diary:
    """The owner's calendars, as the reception reads them."""

    def __init__(self, database: Database, calendar_of: CalendarOf) -> None:
        self._database = database
        self._calendar_of = calendar_of

    def connection(self, account_id: int) -> CalendarConnection | None:
        """How the account's calendar is reached, or None.

        Raises:
            StorageError.
        """
        with self._database.reading() as connection:
            return connections.of_account(connection, account_id)

    def calendar(self, connection: CalendarConnection) -> Calendar:
        """The calendar behind a connection.

        Raises:
            Misconfigured: this installation knows no such provider.
        """
        return self._calendar_of(connection)

    def read(self, call: Call, *, deadline: Deadline, ignoring: Booking | None = None) -> Facts | Skipped:
        """Read all that an offer for this call stands on.

        Args:
            ignoring: a booking whose event does not count, as it is being moved.

        Raises:
            StorageError.
        """
        if call.ended or not call.booking_on:
            return Skipped("ended" if call.ended else call.why_off or "off", call)
        connection = self.connection(call.account_id)
        if connection is None:
            return Skipped("off", call)
        rules = rules_for(call)
        refs = (ref_of(ignoring),) if ignoring else ()
        busy = self.busy(connection, reach(rules, call.now), ignoring=refs, deadline=deadline)
        return Facts(call, connection, rules, busy) if isinstance(busy, tuple) else Skipped(busy, call)

    def busy(
        self,
        connection: CalendarConnection,
        span: Interval,
        *,
        ignoring: Sequence[EventRef] = (),
        deadline: Deadline,
    ) -> tuple[Interval, ...] | str:
        """The busy time of every calendar that counts, or why it is not known (SPEC 3.3).

        Returns:
            The intervals, or ``access_expired`` or ``unknown``.
        """
        ids = tuple(dict.fromkeys((connection.calendar_id, *connection.also_busy)))
        try:
            answers = self.calendar(connection).busy(
                ids, span, ignoring=ignoring, deadline_s=deadline.left_s(at_most=BUSY_S)
            )
        except AccessExpired:
            self.expired(connection)
            return "access_expired"
        except CalendarError as error:
            log.warning("account %s: its calendar could not be read: %s", connection.account_id, error)
            return "unknown"
        for each in ids:
            answer = answers.get(each)
            # 3.3: one calendar that could not be read makes all of them worthless: never free.
            if not isinstance(answer, Busy):
                reason = answer.reason if answer else "it gave no answer"
                log.warning("account %s: one of its calendars is unknown: %s", connection.account_id, reason)
                return "unknown"
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
            if connections.mark(transaction, connection, Health.EXPIRED):
                log.error("account %s: calendar access has expired, reconnect it", connection.account_id)


def rules_for(call: Call) -> Rules:
    """The owner's rules over the look-ahead of this call. Pure."""
    today = call.now.astimezone(call.calendar_zone).date()
    # Windows that run past midnight reach one day further, on both sides.
    first, last = today - timedelta(days=1), today + timedelta(days=call.settings.look_ahead_days + 1)
    return rules_of(call.settings, call.calendar_zone, first, last)


def reach(rules: Rules, now: datetime) -> Interval:
    """All the time that any slot of the look-ahead can touch, with its buffers. Pure."""
    days = timedelta(days=rules.look_ahead_days + 2)
    after = timedelta(minutes=rules.length_minutes + rules.buffer_after_minutes)
    return Interval(now - timedelta(minutes=rules.buffer_before_minutes), now + days + after)


def own_busy(
    transaction: Connection,
    facts: Facts,
    *,
    now: datetime,
    ignoring: Booking | None = None,
    with_holds: bool = True,
) -> tuple[Interval, ...]:
    """The times of the account's live bookings, and those held for its other calls (SPEC 3.1).

    Args:
        now: a hold that has expired by then does not count.
        ignoring: a booking that does not count.
    """
    call = facts.call
    span = reach(facts.rules, call.now)
    kept = bookings.live(
        transaction,
        call.account_id,
        since=span.start,
        until=span.end,
        ignoring=ignoring.id if ignoring else None,
    )
    if with_holds:
        others = holds.of_others(transaction, call.account_id, call.call_id, now=now)
        kept += tuple(hold.placement for hold in others)
    return tuple(interval(placement) for placement in kept)


def placement_at(settings: Settings, start: datetime) -> Placement:
    """An appointment of the owner's length and buffers. Pure."""
    return Placement.of(
        start,
        length=timedelta(minutes=settings.length_minutes),
        before=timedelta(minutes=settings.buffer_before_minutes),
        after=timedelta(minutes=settings.buffer_after_minutes),
    )


def interval(placement: Placement) -> Interval:
    """The appointment's own time, without buffers. Pure."""
    return Interval(placement.starts_at, placement.ends_at)


def ref_of(booking: Booking) -> EventRef:
    """Where a confirmed booking's event is. Pure."""
    return EventRef(
        booking.calendar_id, booking.event_id or "", booking.event_key, booking.event_version or ""
    )
