"""A call from its first ring to its end: whose it is, where the caller is, whether booking is on.

What is offered and booked on it is in ``offering``, ``booking`` and ``changing``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import Booking, Status
from direct_booking.bookings.history import By, Entry, What
from direct_booking.clock import Clock
from direct_booking.reception.errors import UnknownCall, UnknownNumber
from direct_booking.settings import Settings, to_mapping
from direct_booking.storage import (
    accounts,
    bookings,
    calls,
    connections,
    history,
    holds,
    messages,
    readings,
    settings,
    texts,
)
from direct_booking.storage.calls import CallRecord
from direct_booking.storage.connections import CalendarConnection, Health
from direct_booking.storage.database import Database
from direct_booking.zones import load_zone, zone_of_number

# Without a calendar no time is spoken; the field is there all the same.
NO_CALENDAR_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True)
class Call:
    """One call, as it stands at ``now``.

    Attributes:
        caller_number: E.164; None when withheld.
        caller_zone: the zone in which times are spoken (SPEC 5).
        zone_is_sure: False when the number left a choice, and the zone is named with the time (SPEC 5.1).
        booking_on: the assistant's switch is on and the account's connection works.
        why_off: ``off`` or ``access_expired`` when booking is not on; else None.
        transfer_number: E.164; None when there is nobody to transfer to.
        ended: whether it is over.
        now: when this was read.
    """

    call_id: str
    account_id: int
    caller_number: str | None
    caller_zone: ZoneInfo
    zone_is_sure: bool
    calendar_zone: ZoneInfo
    settings: Settings
    booking_on: bool
    why_off: str | None
    transfer_number: str | None
    started_at: datetime
    ended: bool
    now: datetime


class Calls:
    """The calls that the channel tells of. May be used from any thread."""

    def __init__(
        self, database: Database, clock: Clock, begun: Callable[[Call], None] = lambda _call: None
    ) -> None:
        """Answer calls.

        Args:
            begun: told of each call once, when it begins; it must not take long.
        """
        self._database = database
        self._clock = clock
        self._begun = begun

    def start(self, call_id: str, caller_number: str | None, called_number: str | None) -> Call:
        """A call begins; telling it twice is the same as once.

        Args:
            caller_number: E.164; anything else counts as withheld.
            called_number: E.164; chooses the assistant, and with it the account (SPEC 1.1).

        Raises:
            UnknownNumber: nobody answers the called number.
            StorageError.
        """
        now = self._clock.now()
        with self._database.reading() as connection:
            if calls.get(connection, call_id):
                return load(connection, call_id, now=now)
            assistant = accounts.answering(connection, e164(called_number))
            if assistant is None:
                raise UnknownNumber("No assistant answers the called number: give it to one.")
            calendar = connections.of_account(connection, assistant.account_id)
        number = e164(caller_number)
        place = zone_of_number(number, calendar.zone if calendar else NO_CALENDAR_ZONE, now)
        record = CallRecord(
            call_id, assistant.account_id, assistant.id, number, place.zone.key, place.sure, started_at=now
        )
        with self._database.writing(lock=assistant.account_id) as connection:
            # The channel may deliver the first ring twice, to two processes.
            if calls.get(connection, call_id) is None:
                calls.add(connection, record)
                # 8.3: what it finds is replayed.
                found = account_of(load(connection, call_id, now=now))
                readings.add(connection, call_id, "account", found, at=now)
            call = load(connection, call_id, now=now)
        self._begun(call)
        return call

    def get(self, call_id: str) -> Call:
        """The call as it stands now.

        Raises:
            UnknownCall, StorageError.
        """
        now = self._clock.now()
        with self._database.reading() as connection:
            return load(connection, call_id, now=now)

    def place(self, call_id: str, zone_name: str) -> Call:
        """The caller said where they are: that zone is sure (SPEC 5.1).

        Raises:
            UnknownCall, StorageError.
            Misconfigured: there is no such zone.
        """
        zone = load_zone(zone_name)
        call = self.get(call_id)
        with self._database.writing(lock=call.account_id) as connection:
            calls.place(connection, call_id, zone.key)
        return replace(call, caller_zone=zone, zone_is_sure=True)

    def end(self, call_id: str) -> None:
        """The call is over: its hold is released, and nothing can be booked or changed on it any more.

        What waits for the calendar is left to the reconciler: a caller who hangs up after a yes has a
        booking. Telling it twice is the same as once.

        Raises:
            UnknownCall, StorageError.
        """
        call = self.get(call_id)
        if call.ended:
            return
        with self._database.writing(lock=call.account_id) as connection:
            holds.release(connection, call.account_id, call_id)
            outcome = outcome_of(connection, call.account_id, call_id)
            calls.end(connection, call_id, at=self._clock.now(), outcome=outcome)


def load(connection: Connection, call_id: str, *, now: datetime) -> Call:
    """The call with everything that the use cases ask of it.

    Raises:
        UnknownCall.
    """
    record = calls.get(connection, call_id)
    if record is None:
        raise UnknownCall("No call of this id was started.")
    assistant = accounts.assistant(connection, record.account_id, record.assistant_id)
    calendar = connections.of_account(connection, record.account_id)
    why_off = _why_off(assistant is not None and assistant.direct_booking, calendar)
    own = settings.of_account(connection, record.account_id)
    return Call(
        call_id=record.id,
        account_id=record.account_id,
        caller_number=record.caller_number,
        caller_zone=load_zone(record.caller_zone),
        zone_is_sure=record.zone_is_sure,
        calendar_zone=calendar.zone if calendar else NO_CALENDAR_ZONE,
        settings=own,
        booking_on=why_off is None,
        why_off=why_off,
        transfer_number=own.transfer_number or None,
        started_at=record.started_at,
        ended=record.ended_at is not None,
        now=now,
    )


def account_of(call: Call) -> dict:
    """What the account says to a call, as JSON values, for its record. Pure."""
    return {
        "settings": to_mapping(call.settings),
        "zone": call.calendar_zone.key,
        "why_off": call.why_off,
    }


def outcome_of(connection: Connection, account_id: int, call_id: str) -> str:
    """What a call came to: booked, moved, cancelled, callback, message, texted or nothing.

    What the owner takes off the calendar later does not change what the call came to.
    """
    made = bookings.of_call(connection, account_id, call_id)
    told = history.of_call(connection, account_id, call_id) if made else ()
    if any(_stood(each, [entry for entry in told if entry.booking_id == each.id]) for each in made):
        moved = {entry.what for entry in told} & {What.MOVED, What.CORRECTED}
        return "moved" if moved else "booked"
    taken = {message.kind for message in messages.of_call(connection, account_id, call_id)}
    if messages.Kind.CALLBACK in taken:
        return "callback"
    if any(each.status is Status.CANCELLED for each in made):
        return "cancelled"
    if taken:
        return "message"
    text = texts.of_call(connection, account_id, call_id)
    return "texted" if text is not None and text.status in texts.ON_ITS_WAY else "nothing"


def _stood(booking: Booking, told: Sequence[Entry]) -> bool:
    """Whether the caller was left with it: also of one that only its owner cancelled afterwards. Pure."""
    if booking.status in (Status.BOOKED, Status.MOVING):
        return True
    if booking.status not in (Status.CANCELLING, Status.CANCELLED):
        return False
    asked_by = [entry.by for entry in told if entry.what is What.CANCEL_REQUESTED]
    confirmed = any(entry.what is What.BOOKED for entry in told)
    return confirmed and asked_by[-1:] == [By.OWNER]


def e164(number: str | None) -> str | None:
    """A number as it is stored, or None for one that is withheld or not a number. Pure.

    >>> e164("+1 (212) 555-0123"), e164("anonymous"), e164(None)
    ('+12125550123', None, None)
    """
    bare = re.sub(r"[\s().-]", "", number or "")
    return bare if re.fullmatch(r"\+[1-9]\d{6,14}", bare) else None


def _why_off(switched_on: bool, calendar: CalendarConnection | None) -> str | None:
    # 1.1: disconnecting turns booking off everywhere.
    if not switched_on or calendar is None:
        return "off"
    return "access_expired" if calendar.health is Health.EXPIRED else None
