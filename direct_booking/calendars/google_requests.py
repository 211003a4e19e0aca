"""What is asked of Google Calendar, one method for each request that the product makes.

Paths, parameters and scopes are those of the discovery document; what they are asked for is in
``google.py``, how they go in ``google_client.py``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from direct_booking.calendars import google_busy, google_events
from direct_booking.calendars.base import Busy, EventRef, Unknown
from direct_booking.calendars.errors import CalendarMissing, EventMissing, Unreachable
from direct_booking.calendars.google_client import Client
from direct_booking.deadline import Deadline
from direct_booking.errors import Misconfigured
from direct_booking.scheduling.availability import Interval
from direct_booking.zones import load_zone

_LIST = "kind,nextPageToken,items(id,summary,summaryOverride,timeZone,primary,accessRole,deleted)"
_PAGE = 250
_ANY_TIME = Interval(
    datetime(2026, 1, 1, tzinfo=timezone.utc),
    datetime(2026, 1, 1, tzinfo=timezone.utc) + timedelta(minutes=1),
)

Data = Mapping[str, Any]


@contextmanager
def legible() -> Iterator[None]:
    """Raise ``Unreachable`` where what Google answered lacks what it always has."""
    try:
        yield
    except (KeyError, ValueError, TypeError, AttributeError, Misconfigured) as error:
        raise Unreachable("Google's answer could not be read.") from error


class Requests:
    """The requests to one owner's Google Calendar; all may raise as ``google_errors`` has it."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._service = client.service

    def calendars(self, deadline: Deadline) -> Iterator[Data]:
        """Every entry of the owner's list of calendars."""
        make = self._service.calendars.list
        for page in self._pages(
            lambda token: make(maxResults=_PAGE, pageToken=token, fields=_LIST),
            "calendar#calendarList",
            deadline,
        ):
            with legible():
                entries = list(page.get("items", ()))
            yield from entries

    def allows_meet(self, calendar_id: str, deadline: Deadline) -> bool:
        """Whether a calendar of the owner's list may have a Google Meet.

        Raises:
            CalendarMissing: it is not in the list.
        """
        google_events.check_calendar_id(calendar_id)
        get = self._service.calendars.get(calendarId=calendar_id, fields="conferenceProperties")
        try:
            entry = self._client.ask(get, deadline=deadline)
        except EventMissing as error:
            raise CalendarMissing("Google knows no such calendar.") from error
        with legible():
            return google_events.allows_meet(entry)

    def busy(
        self, calendar_ids: Sequence[str], span: Interval, deadline: Deadline
    ) -> dict[str, Busy | Unknown]:
        """When calendars are busy, each of them."""
        answers: dict[str, list[list[Interval] | Unknown]] = {each: [] for each in calendar_ids}
        seams = set()
        for some, piece in google_busy.pieces(calendar_ids, span):
            reply = self._client.ask(
                self._service.freebusy.query(body=google_busy.query(some, piece)), deadline=deadline
            )
            seams.add(piece.end)
            with legible():
                for each in some:
                    answers[each].append(google_busy.answered(reply, each))
        return {each: google_busy.gathered(said, span, seams) for each, said in answers.items()}

    def require(self, calendar_id: str, deadline: Deadline) -> None:
        """Make sure that a calendar is there: Google says of a missing one what it says of a missing event.

        Raises:
            CalendarMissing: it is not.
        """
        google_events.check_calendar_id(calendar_id)
        # A question that the least scopes allow, about no event.
        query = self._service.freebusy.query(body=google_busy.query([calendar_id], _ANY_TIME))
        reply = self._client.ask(query, deadline=deadline)
        with legible():
            missing = google_busy.is_missing(reply, calendar_id)
        if missing:
            raise CalendarMissing("Google knows no such calendar.")

    def event(self, calendar_id: str, key: str, deadline: Deadline) -> Data | None:
        """The event with this identifier, also a deleted one; None when there never was one.

        Raises:
            CalendarMissing.
        """
        google_events.check_calendar_id(calendar_id)
        if not google_events.is_key(key):
            return None
        get = self._service.events.get(calendarId=calendar_id, eventId=key, fields=google_events.FIELDS)
        try:
            found = self._client.ask(get, deadline=deadline)
        except EventMissing:
            self.require(calendar_id, deadline)
            return None
        with legible():
            google_events.is_ours(found, key)  # which everybody asks next
        return found

    def times(
        self, calendar_id: str, span: Interval, deadline: Deadline
    ) -> list[tuple[str | None, Interval]]:
        """When each event is that keeps the owner busy while ``span`` lasts, with the key of one of ours."""
        make, found = self._service.events.list, []
        around = {"timeMin": google_events.written(span.start), "timeMax": google_events.written(span.end)}
        for page in self._pages(
            lambda token: make(
                calendarId=calendar_id,
                singleEvents=True,
                maxAttendees=1,
                pageToken=token,
                fields=google_events.TIMES,
                **around,
            ),
            "calendar#events",
            deadline,
        ):
            with legible():
                zone = _zone(page)
                busy = filter(google_events.keeps_busy, page.get("items", ()))
                found += [(google_events.key_of(item), google_events.span_of(item, zone)) for item in busy]
        return found

    def insert(self, calendar_id: str, body: Data, deadline: Deadline) -> Data:
        """Make an event, and tell its guests, where there are any."""
        options: dict[str, Any] = {"sendUpdates": "all"} if body.get("attendees") else {}
        if "conferenceData" in body:
            options["conferenceDataVersion"] = 1
        make = self._service.events.insert(
            calendarId=calendar_id, body=dict(body), fields=google_events.FIELDS, **options
        )
        return self._client.ask(make, deadline=deadline, writing=body["id"])

    def patch(self, ref: EventRef, changes: Data, deadline: Deadline, *, tell: bool) -> Data:
        """Change an event, if it still is of this version."""
        make = self._service.events.patch(
            calendarId=ref.calendar_id,
            eventId=ref.event_id,
            body=dict(changes),
            sendUpdates="all" if tell else "none",
            # Without it a change to the video link is ignored.
            conferenceDataVersion=1,
            fields=google_events.FIELDS,
        )
        return self._client.ask(make, deadline=deadline, writing=ref.key, if_match=ref.version)

    def delete(self, ref: EventRef, deadline: Deadline, *, tell: bool) -> None:
        """Take an event off the calendar, if it still is of this version."""
        make = self._service.events.delete(
            calendarId=ref.calendar_id, eventId=ref.event_id, sendUpdates="all" if tell else "none"
        )
        self._client.ask(make, deadline=deadline, writing=ref.key, if_match=ref.version)

    def _pages(self, make: Callable[[str | None], Any], kind: str, deadline: Deadline) -> Iterator[Data]:
        token = None
        while True:
            page = self._client.ask(make(token), deadline=deadline)
            # Something else without entries must not be taken for a list without entries (SPEC 3.3).
            if page.get("kind") != kind:
                raise Unreachable("Google's answer is no list.")
            yield page
            following = page.get("nextPageToken")
            if not following or following == token:
                return
            token = following


def _zone(page: Data) -> ZoneInfo | timezone:
    name = page.get("timeZone")
    return load_zone(name) if name else timezone.utc
