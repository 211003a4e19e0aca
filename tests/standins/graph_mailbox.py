"""A mailbox as Exchange keeps one: calendars, events, what was deleted, and what changes by itself.

How it is asked is in ``graph.py``. What stands in for a rule of Microsoft's says where the rule is from.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from html import escape

from direct_booking.clock import SystemClock
from direct_booking.scheduling.availability import Interval

# What Teams adds to a body, as users show it; the sentences are in the mailbox's language.
TEAMS_BLOCK = (
    '<br>\r\n<div style="width:100%"><span style="white-space:nowrap; color:#5F5F5F; opacity:.36">'
    "________________________________________________________________________________</span></div>\r\n"
    '<div class="me-email-text" lang="en-US"><div><span>Microsoft Teams</span></div>'
    '<div><a class="me-email-headline" href="{link}">Join the meeting now</a></div></div>\r\n'
)


@dataclass(frozen=True)
class Calendar:
    """A calendar of the mailbox.

    Attributes:
        providers: ``allowedOnlineMeetingProviders``.
    """

    id: str
    name: str
    default: bool = False
    can_edit: bool = True
    providers: tuple[str, ...] = ("teamsForBusiness",)

    def as_json(self, owner: str) -> dict:
        """What Graph tells of it."""
        return {
            "id": self.id,
            "name": self.name,
            "isDefaultCalendar": self.default,
            "canEdit": self.can_edit,
            "allowedOnlineMeetingProviders": list(self.providers),
            "defaultOnlineMeetingProvider": self.providers[0] if self.providers else "unknown",
            "isTallyingResponses": True,
            "isRemovable": not self.default,
            "owner": {"name": "The Owner", "address": owner},
        }


@dataclass(frozen=True)
class Item:
    """An event.

    Attributes:
        start, end: UTC; of an all-day event midnight to midnight, as if it were in UTC.
        body: its type and content.
        link: of its online meeting; None without one.
        change: counts up; the change key is made of it.
        by_app: whether it was created through Graph.
    """

    id: str
    calendar_id: str
    start: datetime
    end: datetime
    created: datetime
    subject: str = ""
    body: tuple[str, str] = ("text", "")
    location: str = ""
    show_as: str = "busy"
    all_day: bool = False
    cancelled: bool = False
    response: str = "organizer"
    attendees: tuple[str, ...] = ()
    link: str | None = None
    online: bool = False
    transaction_id: str | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    change: int = 1
    by_app: bool = False
    deleted: bool = False

    @property
    def etag(self) -> str:
        """``@odata.etag``: the change key, weak."""
        return f'W/"{self.change_key}"'

    @property
    def change_key(self) -> str:
        """``changeKey``."""
        return hashlib.sha256(f"{self.id} {self.change}".encode()).hexdigest()[:22]

    def as_json(self, *, link_is_there: bool = True) -> dict:
        """All that Graph tells of it, times in UTC with seven digits."""
        link = self.link if link_is_there else None
        return {
            "@odata.etag": self.etag,
            "id": self.id,
            "createdDateTime": stamp(self.created) + "Z",
            "lastModifiedDateTime": stamp(self.created) + "Z",
            "changeKey": self.change_key,
            "transactionId": self.transaction_id,
            "originalStartTimeZone": "UTC",
            "originalEndTimeZone": "UTC",
            "iCalUId": f"{self.id}-ical",
            "subject": self.subject,
            "bodyPreview": self.body[1][:255],
            "isAllDay": self.all_day,
            "isCancelled": self.cancelled,
            "isOrganizer": True,
            "responseRequested": True,
            "showAs": self.show_as,
            "type": "singleInstance",
            "onlineMeetingUrl": None,
            "isOnlineMeeting": self.online,
            "onlineMeetingProvider": "teamsForBusiness" if self.online else "unknown",
            "responseStatus": {"response": self.response, "time": "0001-01-01T00:00:00Z"},
            "body": {"contentType": "html", "content": self.html()},
            "start": {"dateTime": stamp(self.start), "timeZone": "UTC"},
            "end": {"dateTime": stamp(self.end), "timeZone": "UTC"},
            "location": {"displayName": self.location, "locationType": "default"},
            "attendees": [
                {
                    "type": "required",
                    "status": {"response": "none", "time": "0001-01-01T00:00:00Z"},
                    "emailAddress": {"name": address, "address": address},
                }
                for address in self.attendees
            ],
            "onlineMeeting": {"joinUrl": link} if link else None,
        }

    def html(self) -> str:
        """The body as Exchange gives it back: text is made HTML of."""
        kind, content = self.body
        if kind == "html":
            return content
        lines = "<br>\r\n".join(escape(line) for line in content.splitlines())
        return (
            '<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>'
            f'<body>\r\n<div class="PlainText">{lines}</div>\r\n</body></html>'
        )


class Mailbox:
    """One owner's.

    Attributes:
        zone: as Exchange calls it.
        calendars: by their identifiers.
        items: events by their identifiers, the deleted ones too.
        links_come_later: whether a meeting's address is missing from the answer that makes it.
        trespasses: what was asked or done about events that the app did not make.
    """

    def __init__(self, zone: str = "Eastern Standard Time") -> None:
        self.zone = zone
        self.calendars: dict[str, Calendar] = {}
        self.items: dict[str, Item] = {}
        self.links_come_later = False
        self.trespasses: list[str] = []
        self._requests: dict[str, tuple[str, str]] = {}

    def add_calendar(self, name: str, **details) -> Calendar:
        """A further calendar; the first is the default one."""
        made = Calendar(_id(f"calendar {name}"), name, default=not self.calendars, **details)
        self.calendars[made.id] = made
        return made

    def owner_adds(self, calendar_id: str, span: Interval, **details) -> Item:
        """The owner puts an event of their own on a calendar."""
        details = {"subject": "Dentist", **details}
        return self._keep(calendar_id, span, **details)

    def change(self, item_id: str, **changes) -> Item:
        """Change an event, and its change key with it."""
        item = self.items[item_id]
        self.items[item_id] = replace(item, change=item.change + 1, **changes)
        return self.items[item_id]

    def stir(self, item_id: str) -> None:
        """Let an event's change key move by itself (field notes), as when a guest answers."""
        self.change(item_id)

    def live(self, calendar_id: str) -> list[Item]:
        """The events on a calendar, oldest first."""
        return [one for one in self.items.values() if one.calendar_id == calendar_id and not one.deleted]

    def let_time_pass(self, by: timedelta) -> None:
        """Everything in the mailbox is older by this."""
        for item in list(self.items.values()):
            self.items[item.id] = replace(item, created=item.created - by)

    def repeated(self, transaction_id: str, body: Mapping) -> Item | None:
        """The event that a transaction id has made before, if any, also when it was deleted since.

        Raises:
            DuplicateTransaction: it was used for another event ("The TransactionId specified in the request
                has already been used to create a different event", reported by alcionai/corso #2490). With
                the same event it is answered as the first time (field notes).
        """
        if transaction_id not in self._requests:
            return None
        item_id, content = self._requests[transaction_id]
        if content != json.dumps(body, sort_keys=True):
            raise DuplicateTransaction(transaction_id)
        return self.items[item_id]

    def create(self, calendar_id: str, body: Mapping) -> Item:
        """Put on a calendar what the app asks for."""
        span = Interval(read(body["start"]), read(body["end"]))
        made = self._keep(
            calendar_id,
            span,
            by_app=True,
            transaction_id=body.get("transactionId"),
            show_as=body.get("showAs", "busy"),
            all_day=body.get("isAllDay", False),
            marks={each["id"]: each["value"] for each in body.get("singleValueExtendedProperties", ())},
        )
        if made.transaction_id is not None:
            self._requests[made.transaction_id] = (made.id, json.dumps(body, sort_keys=True))
        self.items[made.id] = made = self._with(made, body)
        return made

    def patch(self, item_id: str, body: Mapping) -> Item:
        """Change what the app asks for."""
        item = self.items[item_id]
        self.items[item_id] = replace(self._with(item, body), change=item.change + 1)
        return self.items[item_id]

    def delete(self, item_id: str) -> None:
        """Move an event to Deleted Items; its identifier stays, being immutable."""
        self.change(item_id, deleted=True)

    def _keep(self, calendar_id: str, span: Interval, **details) -> Item:
        # By the same clock as the server's, whose answers carry its time.
        now = SystemClock().now()
        item = Item(_id(f"event {len(self.items)}"), calendar_id, span.start, span.end, now, **details)
        self.items[item.id] = item
        return item

    def _with(self, item: Item, body: Mapping) -> Item:
        for name, kept in (("start", "start"), ("end", "end")):
            if name in body:
                item = replace(item, **{kept: read(body[name])})
        if "subject" in body:
            item = replace(item, subject=body["subject"])
        if "location" in body:
            item = replace(item, location=body["location"].get("displayName") or "")
        if "attendees" in body:
            item = replace(item, attendees=tuple(one["emailAddress"]["address"] for one in body["attendees"]))
        if "body" in body:
            item = self._with_body(item, body["body"])
        # "After you set isOnlineMeeting to true ... Outlook ignores any further changes to isOnlineMeeting"
        # (Graph, event resource type).
        if body.get("isOnlineMeeting") and not item.online:
            item = self._with_meeting(item)
        return item

    def _with_body(self, item: Item, body: Mapping) -> Item:
        kind, content = body.get("contentType", "text").lower(), body.get("content") or ""
        item = replace(item, body=(kind, content))
        # "Inadvertently removing the meeting blob from the body would disable meeting online" (Graph, Update
        # event, body property and online meetings).
        if item.online and (kind == "text" or item.link not in content):
            item = replace(item, online=False, link=None)
        return item

    def _with_meeting(self, item: Item) -> Item:
        link = f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{item.id}/0"
        html = re.sub("(</body></html>)?$", TEAMS_BLOCK.format(link=link) + r"\1", item.html(), count=1)
        return replace(item, online=True, link=link, body=("html", html))


class DuplicateTransaction(Exception):
    """A transaction id was used before, for another event."""


def stamp(at: datetime) -> str:
    """A time as Graph writes it: seven digits after the point, no zone."""
    return at.astimezone(timezone.utc).replace(tzinfo=None).isoformat(timespec="microseconds") + "0"


def read(written: Mapping) -> datetime:
    """A time as an app writes it; this mailbox takes UTC only, which is all that the product writes."""
    if written.get("timeZone") != "UTC":
        raise ValueError("the product writes times in UTC")
    return datetime.fromisoformat(written["dateTime"][:26]).replace(tzinfo=timezone.utc)


def _id(seed: str) -> str:
    # As long and as strange as the real ones: base64 for addresses, with padding.
    return "AAMkAD" + hashlib.sha256(seed.encode()).hexdigest()[:40] + "-_AAA="
