"""What callers leave in a console: calls with their words, bookings, callbacks; a few of them or a crowd."""

from dataclasses import replace
from datetime import timedelta

from consoles import Console
from offices import ANN, NEW_YORK, NOW, Office, at
from sqlalchemy import insert

from direct_booking.bookings.booking import Attention, Booking, Status
from direct_booking.calendars.local import LocalCalendar
from direct_booking.reception.outcomes import Details
from direct_booking.settings import MeetingType
from direct_booking.storage import bookings, call_turns
from direct_booking.storage.bookings import _row as row_of
from direct_booking.storage.call_turns import CallTurn, Said
from direct_booking.storage.schema import bookings as booking_rows

# From Los Angeles, with everything as long as it can be.
LONG = Details(
    "Wolfeschlegelsteinhausenbergerdorff-Montgomery the Third",
    "+12135550147",
    "wolfeschlegelsteinhausenbergerdorff.montgomery@a-rather-long-company-name.example.com",
    MeetingType.ONLINE,
)
BO = Details("Bo Chen", "+12125550102", None, MeetingType.PHONE)
WANTS = "Please ring me about my bill.\nAfter five, if you can, and not on a Friday."


def office_of(console: Console) -> Office:
    """The console's first account, to hold calls with."""
    calendar = LocalCalendar(console.desk.database, console.account_id, console.clock)
    return Office(console.desk, console.account_id, calendar, calendar.calendars(deadline_s=5)[0].id)


def a_day_of_calls(console: Console) -> dict[str, Booking]:
    """Six calls: booked, booked from far away, cancelled, open item, a callback, one under way.

    Returns:
        The bookings of the first four by the name of their call.
    """
    office, made = office_of(console), {}
    for call_id, start, details in (
        ("call-1", at(3, 14), ANN),
        ("far/away 2", at(4, 10), LONG),
        ("call-3", at(2, 15), BO),
        ("call-4", at(5, 9), replace(ANN, caller_name=None)),
    ):
        made[call_id] = _booked(office, call_id, start, details)
        _said(office, call_id)
        office.desk.calls.end(call_id)
        console.clock.advance(timedelta(minutes=7))
    office.desk.owning.cancel(office.account_id, made["call-3"].id)
    mark(office, made["call-4"], Attention.CHANGED)
    office.call("call-5", caller=None)
    office.desk.messages.take("call-5", "callback", WANTS, "Dana", "+12125550105")
    office.desk.calls.end("call-5")
    console.clock.advance(timedelta(minutes=2))
    office.call("call-6")
    return made


def mark(office: Office, booking: Booking, attention: Attention) -> None:
    """A booking becomes an open item."""
    with office.database.writing(office.account_id) as transaction:
        present = bookings.get(transaction, office.account_id, booking.id)
        bookings.change(transaction, present, replace(present, needs_attention=attention))


def crowd(console: Console, number: int) -> None:
    """So many bookings more, on one call, one an hour into the past; nothing of them is on a calendar."""
    office = office_of(console)
    template = _booked(office, "call-crowd", at(6, 9), ANN)
    office.desk.calls.end("call-crowd")
    with office.database.writing(office.account_id, deadline_s=60) as transaction:
        for first in range(0, number, 5000):
            rows = [row_of(_copy(template, each)) for each in range(first, min(first + 5000, number))]
            transaction.execute(insert(booking_rows), rows)


def _copy(template: Booking, number: int) -> Booking:
    start = NOW.astimezone(NEW_YORK) - timedelta(hours=number + 1)
    names = ("Ann Lee", "Bo Chen", "Cleo Diaz", "Dana Fox")
    return replace(
        template,
        id=f"C{number:025}",
        sequence=number + 2,
        event_key=f"crowd{number}",
        status=Status.CANCELLED if number % 10 == 0 else Status.BOOKED,
        placement=template.placement.shifted_to(start, start + timedelta(minutes=30)),
        caller_name=names[number % len(names)],
        caller_number=f"+1212{number % 10_000_000:07}",
        email=f"caller{number}@example.com",
        created_at=NOW - timedelta(minutes=number + 1),
    )


def _booked(office: Office, call_id: str, start, details: Details) -> Booking:
    office.call(call_id, caller=details.caller_number)
    office.hold(call_id, start)
    return office.desk.booking.book(call_id, details).booking


def _said(office: Office, call_id: str) -> None:
    now = office.clock.now()
    turns = (
        ("/call_start", ["Thanks for calling. How can I help?"], 310),
        ("tuesday at two please", ["Tuesday at 2 PM is open.", "Shall I book that for you?"], 42),
        ("yes", ["You're booked for Tuesday at 2 PM.", "Is there anything else I can help with?"], 2600),
        ("/caller_silent", ["Are you still there?"], 12),
        ("/call_ended", [], 5),
    )
    with office.database.writing(office.account_id) as transaction:
        for number, (heard, said, took_ms) in enumerate(turns, start=1):
            replies = tuple(Said(text, "utter_something") for text in said)
            at_ = now + timedelta(seconds=8 * number)
            call_turns.add(transaction, CallTurn(call_id, number, at_, took_ms, heard, replies), [])
