"""Events as Graph writes them, to our values and back.

Who is asked for them is in ``microsoft.py``; the words of a body are in ``microsoft_bodies.py``. Everything
here is pure.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from direct_booking.calendars.base import Event, EventRef, NewEvent
from direct_booking.calendars.microsoft_bodies import html_of, with_meeting_kept, words_of
from direct_booking.scheduling.availability import Interval

# Our mark on an event: a property that no other program sets, found by its name within our own namespace.
MARK = "String {7c1c2a5e-4f0b-4b57-9a3d-52d6f6a1b0c4} Name DirectBookingKey"
TEAMS = "teamsForBusiness"

# What an answer about busy time holds, and nothing that tells what the owner does (SPEC 1.4).
BUSY_FIELDS = ("start", "end", "showAs", "isCancelled", "isAllDay", "responseStatus")
# What is read of an event of ours.
OWN_FIELDS = (
    "subject",
    "body",
    "start",
    "end",
    "attendees",
    "isCancelled",
    "isOnlineMeeting",
    "onlineMeeting",
    "createdDateTime",
)

_FREE = {"free", "workingElsewhere"}


def busy_time(found: Mapping, zone: ZoneInfo | None) -> Interval | None:
    """When an event of a calendar view makes its owner busy; None when it does not.

    What is not said counts as busy: unknown is never free (SPEC 3.3).

    Args:
        zone: of the mailbox; needed only for all-day events, which are told as dates.

    Raises:
        ValueError: the times cannot be read.
    """
    if found.get("isCancelled") or found.get("showAs") in _FREE:
        return None
    if (found.get("responseStatus") or {}).get("response") == "declined":
        return None
    span = _span(found)
    if found.get("isAllDay"):
        span = Interval(_midnight(span.start, zone), _midnight(span.end, zone))
    return span if span.end > span.start else None  # 3.2: one without length blocks nothing


def new_event(event: NewEvent, *, teams: bool) -> dict:
    """An event to be created.

    Args:
        teams: whether this calendar makes meetings in Teams, and the event is to have one.
    """
    meeting = {"isOnlineMeeting": True, "onlineMeetingProvider": TEAMS} if teams else {}
    place = {"location": {"displayName": event.location}} if event.location else {}
    return {
        "subject": event.title,
        "body": _plain_body(event.description),
        **times(event.span),
        "attendees": attendees(event.attendee_email),
        "showAs": "busy",
        "transactionId": event.key,
        "singleValueExtendedProperties": [{"id": MARK, "value": event.key}],
        **place,
        **meeting,
    }


def times(span: Interval) -> dict:
    """Start and end, for a new event or a changed one."""
    return {"start": _written(span.start), "end": _written(span.end)}


def attendees(email: str | None) -> list[dict]:
    """Who is invited."""
    return [{"emailAddress": {"address": email}, "type": "required"}] if email else []


def words(found: Mapping, title: str | None, description: str | None, *, online: bool | None = None) -> dict:
    """What to write of an event's words and meeting, for a change; None leaves them as they are.

    Args:
        found: the event as it stands, its body in HTML.
        online: False takes the meeting off. That is done by a body without Teams' block, since Outlook
            ignores ``isOnlineMeeting`` once it was true (Graph, "event resource type").
    """
    changes: dict = {} if title is None else {"subject": title}
    has_meeting = bool(found.get("isOnlineMeeting"))
    if has_meeting and online is False:
        kept = words_of(found.get("body") or {}, online=True)
        changes["body"] = _plain_body(kept if description is None else description)
        changes["isOnlineMeeting"] = False
    elif description is not None and not has_meeting:
        changes["body"] = _plain_body(description)
    elif description is not None:
        changes["body"] = {"contentType": "html", "content": _kept(found.get("body") or {}, description)}
    return changes


def event_of(found: Mapping, calendar_id: str, key: str) -> Event:
    """An event of ours.

    Raises:
        ValueError: it cannot be read.
    """
    meeting = found.get("onlineMeeting") or {}
    return Event(
        ref=ref_of(found, calendar_id, key),
        span=_span(found),
        attendee_email=_first_attendee(found),
        video_link=meeting.get("joinUrl") or None,
        title=found.get("subject") or "",
        description=words_of(found.get("body") or {}, online=bool(found.get("isOnlineMeeting"))),
    )


def ref_of(found: Mapping, calendar_id: str, key: str) -> EventRef:
    """Where an event of ours is.

    Its version is a digest of all that this product writes. Exchange's own mark, the change key, moves by
    itself, right after a creation and whenever a guest answers, and would make every change a conflict.

    Raises:
        ValueError: it cannot be read.
    """
    span = _span(found)
    online = bool(found.get("isOnlineMeeting"))
    state = (
        span.start.isoformat(),
        span.end.isoformat(),
        found.get("subject") or "",
        words_of(found.get("body") or {}, online=online).split(),
        sorted(address.lower() for address in _addresses(found)),
        online,
    )
    digest = hashlib.sha256(json.dumps(state).encode()).hexdigest()
    return EventRef(calendar_id, str(found["id"]), key, digest[:32])


def marked_with(found: Mapping) -> str | None:
    """The key that an event of ours was created with; None for anybody else's."""
    for each in found.get("singleValueExtendedProperties") or ():
        # Exchange gives the name back with the namespace in lower or upper case.
        if str(each.get("id", "")).lower() == MARK.lower():
            return each.get("value")
    return None


def live(found: Sequence[Mapping], key: str) -> Mapping | None:
    """Of the events with this key the one that we created: the oldest, for a copy takes our mark along."""
    ours = [one for one in found if marked_with(one) == key and not one.get("isCancelled")]
    return min(ours, key=lambda one: str(one.get("createdDateTime") or ""), default=None)


def instant(text: object) -> datetime:
    """A time in UTC as Graph writes it, with seven digits after the point; the seventh is dropped.

    Raises:
        ValueError: it is none.
    """
    match = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z?", str(text))
    if match is None:
        raise ValueError("a time of an event cannot be read")
    whole = datetime.fromisoformat(match[1]).replace(tzinfo=timezone.utc)
    return whole + timedelta(microseconds=int((match[2] or "0").ljust(6, "0")[:6]))


def _span(found: Mapping) -> Interval:
    for end in ("start", "end"):
        if (found.get(end) or {}).get("timeZone") not in ("UTC", "Etc/GMT", "tzone://Microsoft/Utc"):
            raise ValueError("an event's times are not in UTC, though that was asked for")
    return Interval(instant(found["start"]["dateTime"]), instant(found["end"]["dateTime"]))


def _midnight(day: datetime, zone: ZoneInfo | None) -> datetime:
    # Graph tells all-day events from midnight to midnight whatever zone is asked for: they are dates.
    if zone is None:
        raise ValueError("the zone of an all-day event is not known")
    return day.replace(tzinfo=zone).astimezone(timezone.utc)


def _written(at: datetime) -> dict:
    text = at.astimezone(timezone.utc).replace(tzinfo=None).isoformat(timespec="microseconds")
    return {"dateTime": f"{text}0", "timeZone": "UTC"}


def _plain_body(text: str) -> dict:
    return {"contentType": "text", "content": text}


def _kept(body: Mapping, description: str) -> str:
    if str(body.get("contentType", "")).lower() == "html":
        return with_meeting_kept(body.get("content") or "", description)
    return html_of(description) + html_of(body.get("content") or "")


def _addresses(found: Mapping) -> list[str]:
    everyone = (each.get("emailAddress") or {} for each in found.get("attendees") or ())
    return [str(each["address"]) for each in everyone if each.get("address")]


def _first_attendee(found: Mapping) -> str | None:
    return next(iter(_addresses(found)), None)
