"""Bookings as a CSV table and as an iCalendar document, for the owner's own software (SPEC 6.2).

Which bookings is in ``storage.listing``. The embedded calendar's own document, which holds the owner's
events too, is made by ``calendars.local``.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from direct_booking.bookings.booking import Booking

COLUMNS = (
    "made",
    "status",
    "starts",
    "ends",
    "zone",
    "type",
    "name",
    "number",
    "e-mail",
    "title",
    "open item",
    "id",
)
# What a spreadsheet would take for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_lines(bookings: Iterable[Booking], zone: ZoneInfo) -> Iterator[str]:
    """A table, a line at a time, the headings first; times are local to the zone. Pure."""
    yield _line(COLUMNS)
    for booking in bookings:
        yield _line([safe_cell(cell) for cell in _cells(booking, zone)])


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; a quote before it says that it is text. Pure.

    >>> safe_cell("=1+1"), safe_cell("+12125550123"), safe_cell("Ann")
    ("'=1+1", "'+12125550123", 'Ann')
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def ical(bookings: Iterable[Booking]) -> bytes:
    """One event for each booking; cancelled ones say so. Pure."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Direct Booking for Rasa//EN")
    for booking in bookings:
        event = Event()
        event.add("uid", booking.event_key)
        event.add("dtstamp", booking.updated_at)
        event.add("dtstart", booking.starts_at)
        event.add("dtend", booking.ends_at)
        event.add("summary", booking.title)
        event.add("description", booking.description)
        event.add("status", _ICAL_STATUS[booking.confirmed, booking.live])
        if booking.location:
            event.add("location", booking.location)
        calendar.add_component(event)
    return calendar.to_ical()


_ICAL_STATUS = {(True, True): "CONFIRMED", (False, True): "TENTATIVE", (False, False): "CANCELLED"}


def _cells(booking: Booking, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        f"{booking.created_at.astimezone(zone):%Y-%m-%d %H:%M}",
        booking.status.value,
        f"{booking.starts_at.astimezone(zone):%Y-%m-%d %H:%M}",
        f"{booking.ends_at.astimezone(zone):%Y-%m-%d %H:%M}",
        zone.key,
        booking.meeting_type.value,
        booking.caller_name or "",
        booking.dialled or "",
        booking.email or "",
        booking.title,
        booking.needs_attention.value if booking.needs_attention else "",
        booking.id,
    )


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
