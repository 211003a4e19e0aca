"""Callbacks and messages for the owner (SPEC 6.1), for when nothing was booked or it is in doubt."""

from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import Booking, Placement, identifier
from direct_booking.clock import Clock
from direct_booking.reception.calls import Call, e164, load
from direct_booking.storage import messages
from direct_booking.storage.database import Database
from direct_booking.storage.messages import Kind, Message


class Messages:
    """Takes messages. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def take(
        self,
        call_id: str,
        kind: str,
        body: str,
        name: str | None = None,
        number: str | None = None,
        extension: str | None = None,
    ) -> Message:
        """Keep a message; the same one from the same call is kept once. Also after the call has ended.

        Args:
            kind: ``callback`` or ``message``.
            body: for the owner.
            number: E.164 to call back; None is the number of the call.
            extension: digits behind that number; None when there is none.

        Raises:
            UnknownCall, StorageError.
            ValueError: there is no such kind.
        """
        now = self._clock.now()
        with self._database.reading() as transaction:
            call = load(transaction, call_id, now=now)
        with self._database.writing(lock=call.account_id) as transaction:
            given = e164(number)
            message = new_message(
                call,
                Kind(kind),
                body,
                name,
                given or call.caller_number,
                extension if given else None,
            )
            return messages.add(transaction, message)


def new_message(
    call: Call, kind: Kind, body: str, name: str | None, number: str | None, extension: str | None = None
) -> Message:
    """A message of this call; the same words make the same message. Pure."""
    body = printable(body)
    return Message(
        id=identifier("message", call.call_id, kind.value, body),
        account_id=call.account_id,
        call_id=call.call_id,
        kind=kind,
        body=body,
        caller_name=printable(name or "") or None,
        caller_number=number,
        extension=extension,
        status="open",
        created_at=call.now,
    )


def call_back_about(
    transaction: Connection, call: Call, booking: Booking, what: str, *, wanted: Placement | None = None
) -> None:
    """List a callback about a booking that could not be confirmed (SPEC 4.7).

    Args:
        what: what was to be done, for the owner: ``book``, ``move``, ``cancel`` or ``invite``.
        wanted: when it was to be, when the booking itself does not say.
    """
    time = (wanted or booking.to or booking.placement).starts_at.astimezone(call.calendar_zone)
    body = f"Not confirmed: {what} {time:%Y-%m-%d %H:%M} {call.calendar_zone.key}, booking {booking.id}"
    number = booking.caller_number or call.caller_number
    message = new_message(call, Kind.CALLBACK, body, booking.caller_name, number, booking.extension)
    messages.add(transaction, message)


def printable(text: str) -> str:
    """A text without control characters, which databases and calendars refuse; spaces around it go. Pure.

    >>> printable(" Ann\\x00 Lee\\n")
    'Ann Lee'
    """
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n").strip()
