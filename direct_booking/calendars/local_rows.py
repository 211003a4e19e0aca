"""Rows of the embedded calendar to values and back.

What is done with them is in ``local.py`` and ``local_files.py``.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Row

from direct_booking.calendars.base import CalendarInfo, Event, EventRef, NewEvent
from direct_booking.calendars.ical import BusyTime, Entry
from direct_booking.calendars.identity import uid_of
from direct_booking.scheduling.availability import Interval


@dataclass(frozen=True)
class Imported:
    """What an import did.

    Attributes:
        stored: busy times stored; each occurrence of a series is one.
        replaced: busy times of earlier imports that these took the place of, or that are in the source no
            more.
        ours: events in the file that are the product's own, left alone.
    """

    stored: int
    replaced: int
    ours: int


@dataclass(frozen=True)
class Told:
    """What a guest is told of an event; see ``mail.Appointment``."""

    key: str
    span: Interval
    live: bool
    title: str
    description: str
    location: str
    attendee_email: str | None
    sequence: int
    changed_at: datetime


def info_of(row: Row) -> CalendarInfo:
    """The calendar of a row of ``local_calendars``. Pure."""
    return CalendarInfo(row.id, row.name, ZoneInfo(row.zone), row.is_primary, can_write=True)


def ref_of(row: Row) -> EventRef:
    """The proof that the event of a row is there, as it is now. Pure."""
    return EventRef(row.calendar_id, row.id, row.key, str(row.version))


def event_of(row: Row) -> Event:
    """The event of a row of ours. Pure."""
    return Event(
        ref=ref_of(row),
        span=Interval(row.starts_at, row.ends_at),
        attendee_email=row.attendee_email,
        video_link=row.video_link,
        title=row.title,
        description=row.description,
    )


def told_of(row: Row) -> Told:
    """What a guest is told of the event of a row of ours. Pure."""
    return Told(
        key=row.key,
        span=Interval(row.starts_at, row.ends_at),
        live=row.status == "confirmed",
        title=row.title,
        description=row.description,
        location=row.location,
        attendee_email=row.attendee_email,
        sequence=row.version - 1,
        changed_at=row.updated_at,
    )


def entry_of(row: Row) -> Entry:
    """The event of a row, ours or the owner's, for an iCalendar file. Pure."""
    return Entry(
        uid=row.uid,
        span=Interval(row.starts_at, row.ends_at),
        sequence=row.version - 1,
        changed_at=row.updated_at,
        title=row.title,
        description=row.description,
        location=row.location,
        attendee_email=row.attendee_email,
    )


def our_row(calendar_id: str, event: NewEvent, now: datetime) -> dict:
    """A new row for an event of the product's own. Pure."""
    return {
        "id": digest(calendar_id, event.key),
        "calendar_id": calendar_id,
        "uid": uid_of(event.key),
        "key": event.key,
        "starts_at": event.span.start,
        "ends_at": event.span.end,
        "title": event.title,
        "description": event.description,
        "location": event.location,
        "attendee_email": event.attendee_email,
        "status": "confirmed",
        "version": 1,
        "updated_at": now,
    }


def owners_row(calendar_id: str, source: str | None, busy: BusyTime, now: datetime) -> dict:
    """A new row for a busy time of the owner's, without contents (SPEC 1.4). Pure."""
    times = (busy.span.start.isoformat(), busy.span.end.isoformat())
    return {
        # One event may come from two sources; each takes back its own.
        "id": digest(calendar_id, busy.uid, *times, *([source] if source else [])),
        "calendar_id": calendar_id,
        "uid": busy.uid,
        "key": None,
        "source": source,
        "starts_at": busy.span.start,
        "ends_at": busy.span.end,
        "title": "",
        "description": "",
        "location": "",
        "status": "confirmed",
        "version": 1,
        "updated_at": now,
    }


def words(title: str | None, description: str | None) -> dict[str, str]:
    """The columns that other words change; None changes none. Pure."""
    given = {"title": title, "description": description}
    return {name: text for name, text in given.items() if text is not None}


def digest(*parts: str) -> str:
    """Forty letters and digits; the same parts always make the same. Pure."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]
