"""What the stand-in for Google keeps, and how Google writes it.

[discovery] is the discovery document, [guide] Google's documentation, [seen] reported by users.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from direct_booking.scheduling.availability import Interval
from standins.google_contract import Call

OWNER = "owner@example.com"


@dataclass(frozen=True)
class Said:
    """What a method answers: a body, or the reason of an error.

    Attributes:
        foreign: identifiers of the events it is about that the product did not make.
    """

    status: int
    body: Any = None
    foreign: frozenset[str] = frozenset()


@dataclass
class One:
    """One calendar.

    Attributes:
        events: by identifier, as Google writes them.
        made_here: identifiers of those that the product has made.
        broken: free/busy answers with this reason for it.
        solutions: the kinds of video meeting that it may have.
    """

    id: str
    summary: str
    zone: str = "America/New_York"
    role: str = "owner"
    primary: bool = False
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    made_here: set[str] = field(default_factory=set)
    broken: str | None = None
    solutions: tuple[str, ...] = ("hangoutsMeet",)


def busy_spans(one: One, asked: Interval, *, cuts: bool, merges: bool) -> list[Interval]:
    """When free/busy says that a calendar is busy."""
    found = sorted(
        span
        for event in one.events.values()
        if counts(event)
        for span in [span_of(each, one) for each in instances(event, one)]
        if span.start < span.end and span.start < asked.end and span.end > asked.start
    )
    if cuts:
        found = [Interval(max(each.start, asked.start), min(each.end, asked.end)) for each in found]
    return merged_spans(found) if merges else found


def listed(one: One, query: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The live events that ``events.list`` finds."""
    start, end = instant_of(query.get("timeMin")), instant_of(query.get("timeMax"))
    # [discovery] singleEvents: whether series come as their instances; else as they were made, once.
    single = query.get("singleEvents", False)
    return [
        each
        for event in one.events.values()
        if event["status"] != "cancelled"
        for each in (instances(event, one) if single else [event])
        if (start is None or span_of(each, one).end > start)
        and (end is None or span_of(each, one).start < end)
    ]


def instances(event: Mapping[str, Any], one: One) -> list[Mapping[str, Any]]:
    """A series as its single events, a year of them; the stand-in knows weekly ones only."""
    if "recurrence" not in event:
        return [event]
    assert event["recurrence"] == ["RRULE:FREQ=WEEKLY"]
    first, zone = span_of(event, one), ZoneInfo(one.zone)
    found = []
    for week in range(53):
        weeks = timedelta(weeks=week)  # added to the wall clock of the calendar
        ends = {"start": first.start.astimezone(zone) + weeks, "end": first.end.astimezone(zone) + weeks}
        times = {name: time_of(instant) for name, instant in ends.items()}
        found.append({**event, "id": f"{event['id']}_{week}", "recurringEventId": event["id"], **times})
    return found


def counts(event: Mapping[str, Any]) -> bool:
    # [discovery] transparency; [seen] an invitation that the owner declined does not count.
    declined = any(
        g.get("self") and g.get("responseStatus") == "declined" for g in event.get("attendees", ())
    )
    return event["status"] != "cancelled" and event.get("transparency") != "transparent" and not declined


def matches(call: Call, event: Mapping[str, Any]) -> bool:
    wanted = call.headers.get("if-match")
    return wanted is None or wanted in ("*", event["etag"])


def merged(event: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    # [guide] performance#patch: objects are merged, arrays replaced, null takes a field off.
    result = copy.deepcopy(dict(event))
    for name, value in changes.items():
        if isinstance(value, dict) and isinstance(result.get(name), dict):
            result[name] = merged(result[name], value)
        elif value is None:
            result.pop(name, None)
        else:
            result[name] = copy.deepcopy(value)
    return result


def page_of(entries: list[Any], call: Call, page_size: int) -> dict[str, Any]:
    size, at = min(page_size, call.query.get("maxResults", 100)), int(call.query.get("pageToken", 0))
    more = {"nextPageToken": str(at + size)} if at + size < len(entries) else {"nextSyncToken": "sync"}
    return {"items": entries[at : at + size], **more}


def few_guests(event: Mapping[str, Any], most: int | None) -> Mapping[str, Any]:
    # [discovery] maxAttendees: "If there are more ..., only the participant is returned."
    guests = event.get("attendees", ())
    if most is None or len(guests) <= most:
        return event
    return {**event, "attendees": [guest for guest in guests if guest.get("self")], "attendeesOmitted": True}


def foreign(one: One, event: Mapping[str, Any]) -> frozenset[str]:
    return frozenset() if event["id"] in one.made_here else frozenset([event["id"]])


def merged_spans(spans: list[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def span_of(event: Mapping[str, Any], one: One) -> Interval:
    ends = []
    for end in (event["start"], event["end"]):
        if "dateTime" in end:
            ends.append(instant_of(end["dateTime"]))
        else:
            day = datetime.fromisoformat(end["date"]).replace(tzinfo=ZoneInfo(one.zone))
            ends.append(day.astimezone(timezone.utc))
    return Interval(*ends)


def time_of(instant: datetime) -> dict[str, str]:
    # An owner's event is in the owner's zone, not in UTC.
    return {
        "dateTime": instant.astimezone(ZoneInfo("America/New_York")).isoformat(),
        "timeZone": "America/New_York",
    }


def instant_of(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc) if text else None


def text_of(instant: datetime) -> str:
    return instant.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
