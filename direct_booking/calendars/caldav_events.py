"""The product's own events as CalDAV keeps them: written, read back, and changed without losing anything.

Pure. How an event gets to the server is in ``caldav.py``; the message that invites somebody to it in
``mail.py``. Of other people's events only the times are read: ``ical_reduction.py``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone, tzinfo

import icalendar

from direct_booking.calendars.base import NewEvent
from direct_booking.calendars.ical_zones import with_own_zones
from direct_booking.calendars.identity import PRODUCT, key_of, uid_of
from direct_booking.scheduling.availability import Interval

_KEY = re.compile(r"[0-9a-v]{5,64}")
# Marks whom this product invited among those whom the owner may have added.
_OURS = "X-DIRECT-BOOKING-CALLER"
# RFC 5545 3.3.11: no control characters but line ends and tabs.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


class Unreadable(Exception):
    """A text is not an event that this product wrote."""


class NotOurs(Unreadable):
    """A text is somebody else's event."""


class ZoneNeeded(Unreadable):
    """Somebody gave the event times that mean nothing without the calendar's zone."""


@dataclass(frozen=True)
class Inviting:
    """In whose name somebody is invited, and who sends the invitation.

    Attributes:
        organizer: ``mailto:ann@example.com``; None when there is no such address.
        agent: ``SERVER``, ``CLIENT`` (this product, by mail) or ``NONE`` (RFC 6638 7.1).
    """

    organizer: str | None
    agent: str


@dataclass(frozen=True)
class OurEvent:
    """An event of this product's, as a server keeps it.

    Attributes:
        span: half-open, UTC.
        live: whether it stands; else somebody marked it as cancelled.
        sequence: how often it was changed for those who are invited (RFC 5545 3.8.7.4).
        changed_at: when its writer last changed it, UTC; None when that is not told.
        text: all of it, as iCalendar.
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
    text: str


def is_key(key: str) -> bool:
    """Whether a text could be the key of an event of ours."""
    return bool(_KEY.fullmatch(key))


def name_of(key: str) -> str:
    """The name of the event with this key within its calendar."""
    return f"{key}.ics"


def whole_seconds(span: Interval) -> Interval:
    """A span as iCalendar can say it: no busy moment becomes free."""
    part = timedelta(microseconds=span.end.microsecond)
    end = span.end - part + timedelta(seconds=1 if part else 0)
    return Interval(_utc(span.start).replace(microsecond=0), _utc(end))


def written(event: NewEvent, inviting: Inviting, now: datetime) -> OurEvent:
    """A new event."""
    component = icalendar.Event()
    component.add("UID", uid_of(event.key))
    component.add("CREATED", now)
    component.add("STATUS", "CONFIRMED")
    component.add("TRANSP", "OPAQUE")
    if event.location:
        component.add("LOCATION", _plain(event.location))
    _set_times(component, event.span)
    _set_words(component, event.title, event.description)
    _set_attendee(component, event.attendee_email, inviting)
    _mark_changed(component, 0, now)
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add_component(component)
    return _our_event(calendar, component, timezone.utc)


def read(text: str, key: str, zone: tzinfo | None = None) -> OurEvent:
    """An event with this key as it stands.

    Args:
        zone: the calendar's, for times and whole days that name none.

    Raises:
        NotOurs: it is somebody else's. ZoneNeeded: ``zone`` was not given and is needed.
        Unreadable: it cannot be read.
    """
    return replace(_our_event(*_parsed(with_own_zones(text), key), zone), text=text)


def changed(
    event: OurEvent,
    inviting: Inviting,
    now: datetime,
    *,
    span: Interval | None = None,
    title: str | None = None,
    description: str | None = None,
    attendee_email: str | None = None,
    with_attendee: bool = False,
) -> OurEvent:
    """The same event with some of it changed; whatever else a server or the owner put into it stays.

    Args:
        attendee_email: who is invited from now on; counts only ``with_attendee``.

    Raises:
        Unreadable: the event's text cannot be changed.
    """
    calendar, component = _parsed(event.text, event.key)
    try:
        email = attendee_email if with_attendee else event.attendee_email
        if span is not None:
            _set_times(component, span)
        _set_words(component, title, description)
        if with_attendee or span is not None:
            _set_attendee(component, email, inviting)
        _mark_changed(component, event.sequence + 1, now)
        after = _our_event(calendar, component, event.span.start.tzinfo)
        return after if span is not None else replace(after, span=event.span)
    except _UNREADABLE as error:
        raise Unreadable("The event cannot be changed.") from error


def _parsed(text: str, key: str) -> tuple[icalendar.Calendar, icalendar.Event]:
    try:
        calendar = icalendar.Calendar.from_ical(with_own_zones(text))
        for component in calendar.walk("VEVENT"):
            if str(component.get("UID", "")) == uid_of(key) and "RECURRENCE-ID" not in component:
                return calendar, component
    except _UNREADABLE as error:
        raise Unreadable("The event cannot be read.") from error
    raise NotOurs("The event is not one of ours.")


def _our_event(calendar: icalendar.Calendar, component: icalendar.Event, zone: tzinfo | None) -> OurEvent:
    try:
        attendee = _attendee(component)
        modified = component.get("LAST-MODIFIED") or component.get("DTSTAMP")
        return OurEvent(
            key=key_of(str(component["UID"])),
            span=Interval(_instant(component.start, zone), _instant(component.end, zone)),
            live=str(component.get("STATUS", "")).upper() != "CANCELLED",
            title=str(component.get("SUMMARY", "")),
            description=str(component.get("DESCRIPTION", "")),
            location=str(component.get("LOCATION", "")),
            attendee_email=_email(attendee) if attendee is not None else None,
            sequence=int(component.get("SEQUENCE", 0)),
            changed_at=_instant(modified.dt, timezone.utc) if modified else None,
            text=calendar.to_ical().decode("utf-8"),
        )
    except _UNREADABLE as error:
        raise Unreadable("The event cannot be read.") from error


def _set_times(component: icalendar.Event, span: Interval) -> None:
    span = whole_seconds(span)
    for name, moment in (("DTSTART", span.start), ("DTEND", span.end)):
        component.pop(name, None)
        component.add(name, moment)
    component.pop("DURATION", None)


def _set_words(component: icalendar.Event, title: str | None, description: str | None) -> None:
    for name, words in (("SUMMARY", title), ("DESCRIPTION", description)):
        if words is None:
            continue
        component.pop(name, None)
        if words or name == "SUMMARY":
            component.add(name, _plain(words))
    if description is not None:
        component.pop("X-ALT-DESC", None)  # the same words once more, in HTML


def _set_attendee(component: icalendar.Event, email: str | None, inviting: Inviting) -> None:
    others = [each for each in _listed(component) if each is not _attendee(component)]
    component.pop("ATTENDEE", None)
    for each in others:
        component.add("ATTENDEE", each, encode=0)
    if email is not None:
        component.add("ATTENDEE", _invited(email, inviting.agent), encode=0)
    if email is None and not others:
        component.pop("ORGANIZER", None)
    elif inviting.organizer and "ORGANIZER" not in component:
        component.add("ORGANIZER", icalendar.vCalAddress(inviting.organizer), encode=0)


def _invited(email: str, agent: str) -> icalendar.vCalAddress:
    # RFC 5546 3.2.2: what is asked of a guest, anew at each change.
    parameters = {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }
    address = icalendar.vCalAddress(f"mailto:{email}")
    for name, value in {**parameters, **_how_sent(agent), _OURS: "TRUE"}.items():
        address.params[name] = value
    return address


def _how_sent(agent: str) -> Mapping[str, str]:
    # RFC 6638 7.1: SERVER is what is meant when nothing is said.
    return {} if agent == "SERVER" else {"SCHEDULE-AGENT": agent}


def _attendee(component: icalendar.Event):
    """Whom this product invited; on a server that drops the mark, the first guest who is not the owner."""
    listed = _listed(component)
    organizer = str(component.get("ORGANIZER", "")).lower()
    guests = [each for each in listed if str(each).lower() != organizer]
    return next((each for each in listed if _OURS in each.params), guests[0] if guests else None)


def _listed(component: icalendar.Event) -> list:
    found = component.get("ATTENDEE", [])
    return found if isinstance(found, list) else [found]


def _email(address) -> str:
    return re.sub("^mailto:", "", str(address), flags=re.IGNORECASE)


def _mark_changed(component: icalendar.Event, sequence: int, now: datetime) -> None:
    for name, value in (("SEQUENCE", sequence), ("DTSTAMP", now), ("LAST-MODIFIED", now)):
        component.pop(name, None)
        component.add(name, value)


def _instant(moment: date, zone: tzinfo | None) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    if moment.tzinfo is None:
        if zone is None:
            raise ZoneNeeded("The event's times need the calendar's zone.")
        moment = moment.replace(tzinfo=zone)
    return _utc(moment)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(timezone.utc)


def _plain(words: str) -> str:
    return _CONTROLS.sub(" ", words)
