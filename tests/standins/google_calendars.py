"""The calendars behind the stand-in for Google: what its methods do, by Google's rules, with their sources.

[discovery] is the discovery document, [errors] Google's guide to them, [guide] a further page of Google's
documentation, [notes] the project's field notes, [seen] reported by users. Who may ask is in ``google.py``,
what an event is in ``google_values.py``.
"""

import copy
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from direct_booking.clock import SetClock
from direct_booking.scheduling.availability import Interval
from standins import google_meetings as meetings
from standins.google_contract import Call
from standins.google_values import (
    OWNER,
    One,
    Said,
    busy_spans,
    few_guests,
    foreign,
    instant_of,
    listed,
    matches,
    merged,
    page_of,
    span_of,
    text_of,
    time_of,
)

# [seen] "The requested time range is too long": about three months.
LONGEST_QUERY = timedelta(days=92)


class Calendars:
    """All calendars of the owner.

    Attributes:
        meet: ``at once``, ``pending`` (the link comes with ``finish_meetings``) or ``failure``.
        invitations_left: how many more may be sent; None for any number.
        mails: (what, to whom), for each message that Google would send.
        cuts, merges: free/busy cuts what reaches out of the span, and gives what overlaps as one.
        keeps_deleted: events that were deleted are shown with their details, as they are for a while.
    """

    def __init__(self, clock: SetClock) -> None:
        self._clock = clock
        self._counter = 3_000_000_000_000_000
        self.all: dict[str, One] = {}
        self.meet = "at once"
        self.invitations_left: int | None = None
        self.mails: list[tuple[str, str]] = []
        self.cuts, self.merges, self.keeps_deleted = True, False, True
        self.add(One(OWNER, OWNER, primary=True))

    def add(self, one: One) -> One:
        """One more calendar."""
        return self.all.setdefault(one.id, one)

    # the owner's hands

    def owner_adds(self, calendar_id: str, span: Interval, **more: Any) -> str:
        """An event of the owner's own; its identifier."""
        one = self.all[calendar_id]
        event_id = f"owner{self._tick()}"
        times = {"start": time_of(span.start), "end": time_of(span.end)}
        own = {"summary": "Dentist", "description": "private", "organizer": {"email": OWNER, "self": True}}
        one.events[event_id] = self._new(one, {"id": event_id, **own, **times, **more})
        return event_id

    def owner_changes(self, calendar_id: str, event_id: str, **changes: Any) -> None:
        """The owner edits an event, whoever made it."""
        event = self.all[calendar_id].events[event_id]
        event.update(changes)
        self._touch(event)

    def finish_meetings(self) -> None:
        """The video links that were pending are there, which changes their events."""
        for one in self.all.values():
            for event in one.events.values():
                request = event.get("conferenceData", {}).get("createRequest", {})
                if request.get("status", {}).get("statusCode") == "pending":
                    meetings.link(event, request)
                    self._touch(event)

    # the methods

    def listed(self, call: Call, page_size: int) -> Said:
        """calendarList.list"""
        roles = ["freeBusyReader", "reader", "writer", "owner"]
        least = roles.index(call.query.get("minAccessRole", "freeBusyReader"))
        shown = [self._entry(one) for one in self.all.values() if roles.index(one.role) >= least]
        page = page_of(shown, call, page_size)
        return Said(200, {"kind": "calendar#calendarList", "etag": '"1"', **page})

    def entry(self, call: Call, _page_size: int) -> Said:
        """calendarList.get"""
        one = self._one(call)
        return Said(200, self._entry(one)) if one else Said(404, "notFound")

    def freebusy(self, call: Call, _page_size: int) -> Said:
        """freebusy.query"""
        body = call.body
        start, end = instant_of(body.get("timeMin")), instant_of(body.get("timeMax"))
        if start is None or end is None or end <= start:
            return Said(400, "timeRangeEmpty")
        if end - start > LONGEST_QUERY:
            return Said(400, "timeRangeTooLong")
        items = [item["id"] for item in body.get("items", ())]
        # [discovery] FreeBusyRequest.calendarExpansionMax: 50 at most.
        if len(items) > min(50, body.get("calendarExpansionMax", 50)):
            return Said(400, "tooManyCalendarsRequested")
        answers = {each: self._freebusy_of(each, Interval(start, end)) for each in items}
        times = {"timeMin": body["timeMin"], "timeMax": body["timeMax"]}
        return Said(200, {"kind": "calendar#freeBusy", **times, "calendars": answers})

    def insert(self, call: Call, _page_size: int) -> Said:
        """events.insert"""
        one, body = self._one(call), call.body
        if one is None:
            return Said(404, "notFound")
        if one.role != "owner":
            return Said(403, "requiredAccessLevel")
        event_id = body.get("id") or f"made{self._tick()}"
        # [discovery] Event.id: base32hex, 5 to 1024 characters.
        legal = re.fullmatch(r"[0-9a-v]{5,1024}", event_id)
        if wrong := (self._wrong(one, call, body) if legal else "invalid"):
            return Said(400, wrong)
        # [notes] duplicate -> 409; ids of deleted events stay taken.
        if event_id in one.events:
            return Said(409, "duplicate")
        if not self._may_mail(call, body):
            return Said(403, "quotaExceeded")  # [notes] invitation caps
        event = self._new(one, {**copy.deepcopy(body), "id": event_id})
        meetings.wish(call, event, body, self.meet)
        one.events[event_id] = event
        one.made_here.add(event_id)
        self._mail("invited", call, event)
        return Said(200, event)

    def get(self, call: Call, _page_size: int) -> Said:
        """events.get"""
        one = self._one(call)
        event = one.events.get(call.path["eventId"]) if one else None
        if event is None:
            return Said(404, "notFound")
        # [discovery] Event.status: "The get method always returns them", the deleted ones; of which "only
        # the id field" is guaranteed.
        if event["status"] == "cancelled" and not self.keeps_deleted:
            event = {"kind": "calendar#event", "id": event["id"], "status": "cancelled"}
        return Said(200, event, foreign(one, event))

    def events(self, call: Call, page_size: int) -> Said:
        """events.list"""
        one = self._one(call)
        if one is None:
            return Said(404, "notFound")
        found = listed(one, call.query)
        page = page_of(found, call, page_size)
        page["items"] = [few_guests(event, call.query.get("maxAttendees")) for event in page["items"]]
        shown = {"kind": "calendar#events", "timeZone": one.zone, "accessRole": one.role, **page}
        return Said(200, shown, frozenset().union(*(foreign(one, event) for event in found)))

    def patch(self, call: Call, _page_size: int) -> Said:
        """events.patch"""
        one = self._one(call)
        event = one.events.get(call.path["eventId"]) if one else None
        if event is None:
            return Said(404, "notFound")
        # [guide] version-resources: If-Match with an old etag -> 412.
        if not matches(call, event):
            return Said(412, "conditionNotMet", foreign(one, event))
        changed = merged(event, call.body)
        if wrong := self._wrong(one, call, changed):
            return Said(400, wrong)
        if not self._may_mail(call, changed):
            return Said(403, "quotaExceeded")
        changed["conferenceData"] = event.get("conferenceData")
        changed["hangoutLink"] = event.get("hangoutLink")
        meetings.wish(call, changed, call.body, self.meet)
        one.events[event["id"]] = {name: value for name, value in changed.items() if value is not None}
        self._touch(one.events[event["id"]])
        self._mail("told", call, one.events[event["id"]])
        return Said(200, one.events[event["id"]], foreign(one, event))

    def delete(self, call: Call, _page_size: int) -> Said:
        """events.delete"""
        one = self._one(call)
        event = one.events.get(call.path["eventId"]) if one else None
        if event is None:
            return Said(404, "notFound")
        # [errors] 410: "Resource has been deleted".
        if event["status"] == "cancelled":
            return Said(410, "deleted")
        if not matches(call, event):
            return Said(412, "conditionNotMet")
        if not self._may_mail(call, event):
            return Said(403, "quotaExceeded")
        self._mail("cancelled", call, event)
        event["status"] = "cancelled"
        self._touch(event)
        return Said(204, foreign=foreign(one, event))

    # the rules

    def _one(self, call: Call) -> One | None:
        # [discovery] calendarId: "use the primary keyword".
        wanted = OWNER if call.path["calendarId"] == "primary" else call.path["calendarId"]
        return self.all.get(wanted)

    def _entry(self, one: One) -> dict[str, Any]:
        entry = {
            "kind": "calendar#calendarListEntry",
            "etag": '"1"',
            "id": one.id,
            "summary": one.summary,
            "timeZone": one.zone,
            "accessRole": one.role,
            "conferenceProperties": {"allowedConferenceSolutionTypes": list(one.solutions)},
        }
        # [discovery] primary: "Optional. The default is False."
        return entry | ({"primary": True} if one.primary else {})

    def _freebusy_of(self, calendar_id: str, asked: Interval) -> dict[str, Any]:
        one = self.all.get(calendar_id)
        reason = "notFound" if one is None else one.broken
        # [discovery] FreeBusyCalendar.errors: for each calendar, inside an answer of 200.
        if reason is not None:
            return {"errors": [{"domain": "global", "reason": reason}], "busy": []}
        found = busy_spans(one, asked, cuts=self.cuts, merges=self.merges)
        return {"busy": [{"start": text_of(span.start), "end": text_of(span.end)} for span in found]}

    def _wrong(self, one: One, call: Call, body: Mapping[str, Any]) -> str | None:
        """Why an event cannot be like this; None when it can."""
        # [seen] "Invalid start time": a patch that leaves the day of an all-day event beside a time.
        if any({"date", "dateTime"} <= set(body[end]) for end in ("start", "end")):
            return "invalid"
        span = span_of(body, one)
        if span.end < span.start:
            return "timeRangeEmpty"
        if any(
            not re.fullmatch(r"[^@\s]+@[^@\s]+", guest.get("email", ""))
            for guest in body.get("attendees") or ()
        ):
            return "invalid"  # [seen] "Invalid attendee email."
        request = (body.get("conferenceData") or {}).get("createRequest")
        if request and call.query.get("conferenceDataVersion"):
            kind = request.get("conferenceSolutionKey", {}).get("type")
            # [discovery] CalendarListEntry.conferenceProperties; [seen] "Invalid conference type value."
            return None if kind in one.solutions else "invalid"
        return None

    def _may_mail(self, call: Call, event: Mapping[str, Any]) -> bool:
        mails = len(event.get("attendees") or ()) if call.query.get("sendUpdates") == "all" else 0
        if self.invitations_left is None or not mails:
            return True
        if self.invitations_left < mails:
            return False
        self.invitations_left -= mails
        return True

    def _mail(self, what: str, call: Call, event: Mapping[str, Any]) -> None:
        # [discovery] sendUpdates: the default sends nothing.
        if call.query.get("sendUpdates") == "all":
            self.mails += [(what, guest["email"]) for guest in event.get("attendees", ())]

    def _new(self, one: One, event: dict[str, Any]) -> dict[str, Any]:
        made = {
            "kind": "calendar#event",
            "status": "confirmed",
            "htmlLink": "https://www.google.com/calendar/event?eid=x",
            "created": text_of(self._clock.now()),
            "creator": {"email": OWNER, "self": True},
            "organizer": {"email": one.id, "self": True},
            "iCalUID": f"{event['id']}@google.com",
            "sequence": 0,
            "eventType": "default",
        } | event
        for guest in made.get("attendees", ()):
            guest.setdefault("responseStatus", "needsAction")
        return self._touch(made)

    def _touch(self, event: dict[str, Any]) -> dict[str, Any]:
        event["etag"] = f'"{self._tick()}"'
        event["updated"] = text_of(self._clock.now())
        return event

    def _tick(self) -> int:
        self._counter += 2000
        return self._counter
