"""Events and calendars in Google's words and ours.

Sending and asking is in ``google.py``. Field by field:
https://developers.google.com/workspace/calendar/api/v3/reference/events
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from direct_booking.calendars.base import CalendarInfo, Event, EventRef, NewEvent
from direct_booking.calendars.errors import CalendarMissing, Conflict, EventMissing
from direct_booking.errors import Misconfigured
from direct_booking.scheduling.availability import Interval
from direct_booking.zones import load_zone

# Our mark on an event, seen by this product's Google project only. Its value is the event's own key, so that
# a copy, which gets another id, is not ours.
MARK = "directBooking"
# Which of the guests is the caller; a digest, so that an address that is taken off leaves no trace.
GUEST = "directBookingGuest"
# Google Meet, as a kind of conference.
MEET = "hangoutsMeet"

# What is read of an event of ours, and nothing else.
FIELDS = (
    "id,etag,status,summary,description,start,end,attendees,hangoutLink,extendedProperties/private,"
    "conferenceData(createRequest/status,entryPoints(entryPointType,uri))"
)
# What is read of other events around one of ours: when, and whether they keep the owner busy (SPEC 1.4).
# Our mark tells our own from them; of others' marks nothing is asked.
TIMES = (
    "kind,timeZone,nextPageToken,items(id,status,transparency,start,end,attendees(self,responseStatus),"
    f"extendedProperties/private/{MARK})"
)

_CALENDAR_ID = re.compile(r"[!-.0-\[\]-~]{1,254}")
_KEY = re.compile(r"[0-9a-v]{5,64}")
_ETAG = re.compile(r'(W/)?"[\x21\x23-\x7e]{1,200}"')
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)")

Data = Mapping[str, Any]


def info_of(entry: Data) -> CalendarInfo | None:
    """A calendar from the owner's list; None for one that is gone or whose zone nobody knows.

    Pure.

    Raises:
        KeyError: it lacks what every entry has.
    """
    try:
        zone = load_zone(entry.get("timeZone") or "UTC")
    except Misconfigured:
        return None
    if entry.get("deleted"):
        return None
    # Our scope covers the events of owned calendars only; the others can still count as busy.
    owned = entry.get("accessRole") == "owner"
    name = entry.get("summaryOverride") or entry.get("summary") or entry["id"]
    return CalendarInfo(entry["id"], name, zone, bool(entry.get("primary")), can_write=owned)


def is_calendar_id(text: str) -> bool:
    """Whether Google could have given this as a calendar's identifier. Pure."""
    return bool(_CALENDAR_ID.fullmatch(text) and text.strip("."))


def is_key(text: str) -> bool:
    """Whether an event of ours could have this identifier (Google: base32hex, 5 to 1024 characters). Pure."""
    return bool(_KEY.fullmatch(text))


def check_calendar_id(text: str) -> None:
    """Make sure that a calendar's identifier can stand in an address. Pure.

    Raises:
        CalendarMissing: it cannot, so there is no such calendar.
    """
    if not is_calendar_id(text):
        raise CalendarMissing("There is no such calendar.")


def check_ref(ref: EventRef) -> None:
    """Make sure that a reference can be to an event of ours, of any version. Pure.

    Raises:
        CalendarMissing, EventMissing: it cannot. Conflict: Google never gave such a version.
    """
    check_calendar_id(ref.calendar_id)
    if ref.event_id != ref.key or not is_key(ref.key):
        raise EventMissing("There is no such event of ours.")
    # A star would fit every version.
    if not _ETAG.fullmatch(ref.version):
        raise Conflict("The event was changed since it was last read.")


def body_of(event: NewEvent) -> dict[str, Any]:
    """The body that creates an event. Pure."""
    body = {
        "id": event.key,
        "status": "confirmed",
        "summary": event.title,
        "description": event.description,
        **times_of(event.span),
        **marks_of(event.key, event.attendee_email),
    }
    if event.location:
        body["location"] = event.location
    if event.attendee_email:
        body["attendees"] = [{"email": event.attendee_email}]
    if event.online:
        body["conferenceData"] = conference(event.key)
    return body


def without(body: Data, *names: str) -> dict[str, Any]:
    """A body without some of its fields; without ``attendees``, also without what says who the caller is.

    Pure.
    """
    left = {name: value for name, value in body.items() if name not in names}
    return left | marks_of(body["id"], None) if "attendees" in names else left


def times_of(span: Interval) -> dict[str, Any]:
    """Start and end, in UTC and whole seconds. Pure."""
    ends = {"start": kept(span).start, "end": kept(span).end}
    return {name: {"dateTime": written(instant), "timeZone": "UTC"} for name, instant in ends.items()}


def moved_to(span: Interval) -> dict[str, Any]:
    """What moves an event. Pure. Changes are merged in: an all-day event would keep its days as well."""
    return {name: {**end, "date": None} for name, end in times_of(span).items()}


def words_of(title: str | None, description: str | None) -> dict[str, Any]:
    """Those words of an event that change. Pure."""
    words = {"summary": title, "description": description}
    return {name: text for name, text in words.items() if text is not None}


def kept(span: Interval) -> Interval:
    """A span as Google keeps it: whole seconds. Pure."""
    return Interval(span.start.replace(microsecond=0), span.end.replace(microsecond=0))


def marks_of(key: str, guest: str | None) -> dict[str, Any]:
    """What makes an event ours. Pure."""
    private = {MARK: key} | ({GUEST: _digest(guest)} if guest else {})
    return {"extendedProperties": {"private": private}}


def conference(request_id: str) -> dict[str, Any]:
    """The wish for a Google Meet. Pure.

    Args:
        request_id: a repeated wish with the same one is ignored.
    """
    return {"createRequest": {"requestId": request_id, "conferenceSolutionKey": {"type": MEET}}}


def allows_meet(entry: Data) -> bool:
    """Whether a calendar of the owner's list may have a Google Meet. Pure."""
    allowed = entry.get("conferenceProperties", {}).get("allowedConferenceSolutionTypes", ())
    return MEET in allowed


def wants_link(data: Data) -> bool:
    """Whether an event has a video link or is getting one. Pure."""
    status = data.get("conferenceData", {}).get("createRequest", {}).get("status", {}).get("statusCode")
    return link_of(data) is not None or status == "pending"


def link_of(data: Data) -> str | None:
    """The address of the online meeting, once there is one. Pure."""
    for entry in data.get("conferenceData", {}).get("entryPoints", ()):
        if entry.get("entryPointType") == "video" and entry.get("uri"):
            return entry["uri"]
    return data.get("hangoutLink") or None


def is_ours(data: Data, key: str) -> bool:
    """Whether an event carries our mark, as the one of this key. Pure."""
    return data.get("id") == key and data.get("extendedProperties", {}).get("private", {}).get(MARK) == key


def key_of(data: Data) -> str | None:
    """The key of an event of ours; None for any other. Pure."""
    return data["id"] if is_ours(data, data["id"]) else None


def is_live(data: Data) -> bool:
    """Whether an event is on the calendar: Google also shows those that were deleted. Pure."""
    return data.get("status") != "cancelled"


def event_of(calendar_id: str, data: Data) -> Event:
    """An event of ours, as Google has it.

    Pure.

    Raises:
        KeyError, ValueError: it lacks what every live event has.
    """
    return Event(
        ref=EventRef(calendar_id, data["id"], data["id"], data["etag"]),
        span=span_of(data, timezone.utc),
        attendee_email=next((guest["email"] for guest in _guests(data) if _is_caller(data, guest)), None),
        video_link=link_of(data),
        title=data.get("summary", ""),
        description=data.get("description", ""),
    )


def guests_with(data: Data, email: str | None) -> list[dict[str, Any]]:
    """The guests that an event is to have: those whom the owner has added stay, the caller is this one.

    Pure.
    """
    kept = [dict(guest) for guest in _guests(data) if not _is_caller(data, guest)]
    same = [dict(guest) for guest in _guests(data) if _digest(guest["email"]) == _digest(email or "")]
    if email is None or any(guest in kept for guest in same):
        return kept
    # The same person keeps the answer already given.
    return [*kept, *(same or [{"email": email}])]


def span_of(data: Data, zone: ZoneInfo | timezone) -> Interval:
    """When an event is, in UTC.

    Pure.

    Args:
        zone: in which the days of an all-day event begin.

    Raises:
        KeyError, ValueError: it has no time.
    """
    return Interval(_instant(data["start"], zone), _instant(data["end"], zone))


def keeps_busy(data: Data) -> bool:
    """Whether an event counts in Google's own busy time: not free, not declined, not deleted. Pure."""
    declined = any(g.get("self") and g.get("responseStatus") == "declined" for g in _guests(data))
    return is_live(data) and data.get("transparency") != "transparent" and not declined


def written(instant: datetime) -> str:
    """An instant as Google reads it (RFC 3339). Pure."""
    return instant.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def read(text: str) -> datetime:
    """An instant as Google writes it, in UTC.

    Pure.

    Raises:
        ValueError: it is none.

    >>> read("2026-03-02T09:00:00.123-05:00").isoformat()
    '2026-03-02T14:00:00.123000+00:00'
    """
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError("Google's answer holds a time that is none.")
    day, clock, fraction, offset = found.groups()
    seconds = timedelta(seconds=float(fraction or 0))
    offset = "+00:00" if offset in "Zz" else offset
    return datetime.fromisoformat(f"{day}T{clock}{offset}").astimezone(timezone.utc) + seconds


def _instant(end: Data, zone: ZoneInfo | timezone) -> datetime:
    if "dateTime" in end:
        return read(end["dateTime"])
    return datetime.fromisoformat(end["date"]).replace(tzinfo=zone).astimezone(timezone.utc)


def _guests(data: Data) -> Sequence[Data]:
    return data.get("attendees", ())


def _is_caller(data: Data, guest: Data) -> bool:
    ours = data.get("extendedProperties", {}).get("private", {}).get(GUEST)
    return ours is not None and _digest(guest.get("email", "")) == ours


def _digest(email: str) -> str:
    return hashlib.sha256(email.strip().casefold().encode()).hexdigest()[:32]
