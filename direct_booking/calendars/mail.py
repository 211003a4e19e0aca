"""Invitations by mail for calendars that send none themselves (iTIP and iMIP, RFC 5546 and 6047).

Pure. How a message leaves is in ``post.py``, when in ``telling.py``. The words are the event's own: title and
description as the owner's templates made them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime, parseaddr
from typing import Protocol, TypeVar

import icalendar

from direct_booking.calendars.identity import PRODUCT, uid_of
from direct_booking.scheduling.availability import Interval

REQUEST, CANCEL = "REQUEST", "CANCEL"
_FILE = "invite.ics"
# In a subject, the appointment's own title.
TITLE = "{title}"


class Appointment(Protocol):
    """What a message tells of an event; ``caldav_events.OurEvent`` and ``local_rows.Told`` are some.

    Attributes:
        span: half-open, UTC.
        live: whether it stands.
        sequence: how often it was changed for those who are invited (RFC 5545 3.8.7.4).
        changed_at: when it was last changed, UTC; None when that is not known.
    """

    key: str
    span: Interval
    live: bool
    title: str
    description: str
    location: str
    attendee_email: str | None
    sequence: int
    changed_at: datetime | None


@dataclass(frozen=True)
class Letterhead:
    """What every message has from this installation.

    Attributes:
        sender: the address, with or without a name, that mail comes from and answers go to.
        cancelled: the subject that says that an appointment is off, with ``{title}`` in it. It is all that
            somebody reads whose mail program knows no calendars.
    """

    sender: str
    cancelled: str = f"Cancelled: {TITLE}"


_Kind = TypeVar("_Kind", bound=Appointment)


def cancelled(event: _Kind, now: datetime) -> _Kind:
    """How a cancelled event is told to whoever is invited; it is not written on the calendar."""
    return replace(event, live=False, sequence=event.sequence + 1, changed_at=now)


def messages(
    before: Appointment | None, after: Appointment | None, letterhead: Letterhead
) -> tuple[EmailMessage, ...]:
    """What to send when an event came, changed or went: to nobody, to one guest, or to the old and the new.

    Args:
        before: the event as it was, None when it is new.
        after: the event as it is, None when it is gone; then ``before`` is as ``cancelled`` makes it.
    """
    told: list[EmailMessage] = []
    was = before.attendee_email if before else None
    now = after.attendee_email if after else None
    if before is not None and was is not None and was != now:
        told.append(message(CANCEL, before, was, letterhead))
    if after is not None and now is not None:
        told.append(message(REQUEST, after, now, letterhead))
    return tuple(told)


def message(method: str, event: Appointment, to: str, letterhead: Letterhead) -> EmailMessage:
    """One message with its iCalendar part, twice: to act on, and as a file for programs that cannot."""
    sender = letterhead.sender
    calendar = itip(method, event, to, sender).decode("utf-8")
    subject = event.title if method == REQUEST else letterhead.cancelled.replace(TITLE, event.title)
    mail = EmailMessage(policy=SMTPUTF8)
    mail["From"] = _address(sender)
    mail["To"] = _address(to)
    mail["Subject"] = subject
    if event.changed_at is not None:
        mail["Date"] = format_datetime(event.changed_at)
    # The same event in the same state has the same: whoever gets it twice keeps it once.
    mail["Message-ID"] = f"<{_digest(method, event, to)}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    words = "\n\n".join(filter(None, [subject, event.description]))
    mail.set_content(f"{words}\n", cte="quoted-printable")
    mail.add_alternative(calendar, subtype="calendar", params={"method": method}, cte="base64")
    mail.add_attachment(calendar.encode("utf-8"), maintype="application", subtype="ics", filename=_FILE)
    return mail


def itip(method: str, event: Appointment, to: str, sender: str) -> bytes:
    """The iCalendar part (RFC 5546 3.2.2 and 3.2.5)."""
    component = icalendar.Event()
    component.add("UID", uid_of(event.key))
    component.add("DTSTAMP", event.changed_at or event.span.start)
    component.add("DTSTART", event.span.start)
    component.add("DTEND", event.span.end)
    component.add("SEQUENCE", event.sequence)
    component.add("STATUS", "CANCELLED" if method == CANCEL else "CONFIRMED")
    component.add("SUMMARY", event.title)
    for name, words in (("DESCRIPTION", event.description), ("LOCATION", event.location)):
        if words:
            component.add(name, words)
    component.add("ORGANIZER", _organizer(sender), encode=0)
    component.add("ATTENDEE", _guest(method, to), encode=0)
    calendar = icalendar.Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method)
    calendar.add_component(component)
    return calendar.to_ical()


def _organizer(sender: str) -> icalendar.vCalAddress:
    name, address = parseaddr(sender)
    organizer = icalendar.vCalAddress(f"mailto:{address}")
    if name:
        organizer.params["CN"] = name
    return organizer


def _guest(method: str, to: str) -> icalendar.vCalAddress:
    guest = icalendar.vCalAddress(f"mailto:{to}")
    if method == REQUEST:
        asked = (("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "TRUE"))
        for name, value in (("CUTYPE", "INDIVIDUAL"), *asked):
            guest.params[name] = value
    return guest


def _address(text: str) -> Address:
    name, address = parseaddr(text)
    return Address(name, *_parts(address))


def _parts(address: str) -> Sequence[str]:
    user, _, domain = address.rpartition("@")
    return user, domain


def _digest(method: str, event: Appointment, to: str) -> str:
    parts = "\0".join((method, event.key, str(event.sequence), to))
    return hashlib.sha256(parts.encode()).hexdigest()[:40]
