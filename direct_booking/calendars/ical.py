"""iCalendar files (RFC 5545) to busy times, and events to an iCalendar file.

Of somebody else's events only the times are read, never the contents (SPEC 1.4): what else a text holds is
dropped by ``ical_reduction`` before it gets here. Where events are kept is in ``local.py`` and ``caldav.py``.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from dateutil.rrule import rrulestr

from direct_booking.calendars.errors import InvalidRequest
from direct_booking.calendars.ical_reduction import DECLINED
from direct_booking.calendars.ical_series import brought_near
from direct_booking.calendars.ical_zones import with_own_zones
from direct_booking.calendars.identity import PRODUCT
from direct_booking.scheduling.availability import Interval

MAX_BYTES = 10_000_000
MAX_OCCURRENCES = 50_000

# A file may be damaged in ways that its reader did not foresee; these are how that shows.
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
_TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "TRANSP", "STATUS")
_TOO_OFTEN = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY)|BYSECOND=\d+,|BYMINUTE=\d+,")
_ZONED = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")


@dataclass(frozen=True)
class BusyTime:
    """One busy time of a file.

    Attributes:
        uid: of its event; every occurrence of a series has the same.
        span: half-open, UTC.
    """

    uid: str
    span: Interval


@dataclass(frozen=True)
class Entry:
    """One event to write.

    Attributes:
        uid: never changes for an event; the occurrences of a series share it.
        span: half-open, UTC.
        title: empty for an event whose contents are not ours to tell.
        sequence: how often it was changed.
        changed_at: UTC.
    """

    uid: str
    span: Interval
    sequence: int
    changed_at: datetime
    title: str = ""
    description: str = ""
    location: str = ""
    attendee_email: str | None = None


@contextmanager
def _damage_is_refused() -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise InvalidRequest(f"The calendar file is damaged: {_shortened(error)}.") from error


@_damage_is_refused()
def read_busy(data: bytes, zone: ZoneInfo, span: Interval) -> tuple[BusyTime, ...]:
    """The busy times of a file that touch ``span``, whole, earliest first; series are expanded.

    Pure. Transparent and cancelled events are free. All-day and floating times are those of ``zone``.

    Raises:
        InvalidRequest: the file cannot be read with certainty; a part of it is never taken for all of it.
    """
    found = set()
    for calendar in _calendars(data):
        for occurrence in _occurrences(calendar, span):
            busy = _busy_time(occurrence, zone)
            if busy is not None and busy.span.start < span.end and span.start < busy.span.end:
                found.add(busy)
            if len(found) > MAX_OCCURRENCES:
                raise InvalidRequest(
                    f"The calendar file holds more than {MAX_OCCURRENCES} busy times: split it."
                )
    return tuple(sorted(found, key=lambda busy: (busy.span, busy.uid)))


@_damage_is_refused()
def uids(data: bytes) -> frozenset[str]:
    """The identifiers of all events of a file, busy or not. Pure.

    Raises:
        InvalidRequest: the file cannot be read.
    """
    return frozenset(_uid(event) for calendar in _calendars(data) for event in calendar.walk("VEVENT"))


@_damage_is_refused()
def name_of(data: bytes) -> str | None:
    """What the calendar in a file is called, None when it does not say. Pure.

    Raises:
        InvalidRequest: the file cannot be read.
    """
    names = (str(calendar.get("X-WR-CALNAME", "")).strip() for calendar in _calendars(data))
    return next((name for name in names if name), None)


def write(name: str, zone: ZoneInfo, entries: Sequence[Entry]) -> bytes:
    """A file that holds these events, in UTC. Pure.

    iCalendar knows whole seconds: what a time has beyond them is rounded outwards, so that no busy moment
    becomes free.
    """
    calendar = icalendar.Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("X-WR-CALNAME", name)
    calendar.add("X-WR-TIMEZONE", zone.key)
    shared = Counter(entry.uid for entry in entries)
    for entry in sorted(entries, key=lambda entry: (entry.span, entry.uid)):
        event = _component(entry)
        if shared[entry.uid] > 1:
            event.add("RECURRENCE-ID", entry.span.start.replace(microsecond=0))
        calendar.add_component(event)
    return calendar.to_ical()


def _component(entry: Entry) -> icalendar.Event:
    event = icalendar.Event()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", entry.changed_at)
    part = timedelta(microseconds=entry.span.end.microsecond)
    event.add("DTSTART", entry.span.start.replace(microsecond=0))
    event.add("DTEND", entry.span.end - part + timedelta(seconds=1 if part else 0))
    event.add("SEQUENCE", entry.sequence)
    event.add("STATUS", "CONFIRMED")
    event.add("SUMMARY", entry.title or "Busy")
    if entry.description:
        event.add("DESCRIPTION", entry.description)
    if entry.location:
        event.add("LOCATION", entry.location)
    if entry.attendee_email:
        event.add("ATTENDEE", f"mailto:{entry.attendee_email}")
    return event


def _calendars(data: bytes) -> list[icalendar.Calendar]:
    if len(data) > MAX_BYTES:
        raise InvalidRequest(
            f"The calendar file is larger than {MAX_BYTES // 1_000_000} MB: export fewer years."
        )
    text = data.decode("utf-8-sig", errors="replace")
    begun = len(re.findall(r"^BEGIN:VCALENDAR\s*$", text, re.MULTILINE | re.IGNORECASE))
    if begun == 0:
        raise InvalidRequest(
            "This is not a calendar file: an iCalendar file (.ics) begins with BEGIN:VCALENDAR."
        )
    calendars = icalendar.Calendar.from_ical(with_own_zones(text), multiple=True)
    # The reader keeps silent about a file that ends too early, as a broken download does.
    if [calendar.name for calendar in calendars] != ["VCALENDAR"] * begun:
        raise InvalidRequest("The calendar file is incomplete: export or download it again.")
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if len(events) != len(re.findall(r"^BEGIN:VEVENT\s*$", text, re.MULTILINE | re.IGNORECASE)):
        raise InvalidRequest("The calendar file is incomplete: export or download it again.")
    for number, event in enumerate(events, start=1):
        _check(event, number)
        if not event.get("UID"):
            # Every event must have one, but not every program knows; the same event always gets the same.
            event["UID"] = icalendar.vText(hashlib.sha256(event.to_ical()).hexdigest()[:32])
    return calendars


def _check(event: icalendar.Event, number: int) -> None:
    """Refuse an event whose times would be guessed."""
    broken = [name for name, _ in event.errors if name in _TIMES]
    try:
        # Missing, there twice, or a stretch of time where a time should be.
        if not isinstance(getattr(event.get("DTSTART"), "dt", None), date):
            broken.append("DTSTART")
        zones = {zone for name in _ZONED for zone in _unknown_zones(event.get(name))}
    except _UNREADABLE:
        broken.append("DTSTART, DTEND or exception")
    if broken:
        raise InvalidRequest(f"Event {number} of the calendar file has an unreadable {broken[0]}.")
    if zones:
        raise InvalidRequest(
            f"Event {number} of the calendar file is in an unknown time zone, {min(zones)!r}."
        )
    _check_rule(event, number)


def _unknown_zones(value) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        times = getattr(part, "dts", [part]) if part is not None else []
        for moment in times:
            zone = part.params.get("TZID")
            if zone and isinstance(moment.dt, datetime) and moment.dt.tzinfo is None:
                yield str(zone)


def _check_rule(event: icalendar.Event, number: int) -> None:
    # Some rules could never be expanded: faster than daily, or from the beginning of time.
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        text = rule.to_ical().decode().upper()
        if _TOO_OFTEN.search(text) or event["DTSTART"].dt.year < 1900:
            raise InvalidRequest(f"Event {number} of the calendar file repeats too often to be read.")
        if re.search(r"INTERVAL=(?![1-9])", text):
            raise InvalidRequest(f"Event {number} of the calendar file has an unreadable RRULE.")
        try:
            rrulestr(re.sub(r";?UNTIL=[^;]*", "", text), dtstart=datetime(2026, 1, 1))  # noqa: DTZ001
        except _UNREADABLE as error:
            raise InvalidRequest(f"Event {number} of the calendar file has an unreadable RRULE.") from error


def _occurrences(calendar: icalendar.Calendar, span: Interval) -> Iterator[icalendar.Event]:
    # A floating time has no place in UTC yet; a day on both sides holds it wherever its zone is.
    margin = timedelta(days=1)
    start, end = span.start - margin, span.end + margin
    yield from recurring_ical_events.of(brought_near(calendar, start)).between(start, end)


def is_free(marks: Mapping[str, object]) -> bool:
    """Whether an event with these properties leaves its owner free. Pure."""
    if str(marks.get("TRANSP", "")).upper() == "TRANSPARENT":
        return True
    if str(marks.get("STATUS", "")).upper() == "CANCELLED" or DECLINED in marks:
        return True
    # Outlook's own mark: an event may be opaque to others and still leave its owner free.
    return str(marks.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() in ("FREE", "WORKINGELSEWHERE")


def _busy_time(occurrence: icalendar.Event, zone: ZoneInfo) -> BusyTime | None:
    if is_free(occurrence):
        return None
    start, end = (_instant(occurrence[name].dt, zone) for name in ("DTSTART", "DTEND"))
    return BusyTime(_uid(occurrence), Interval(start, end)) if start < end else None


def _instant(moment: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(timezone.utc)


def _uid(event: icalendar.Event) -> str:
    return str(event["UID"])


def _shortened(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
