"""One event of ours on a CalDAV server: looked for, written under a condition, removed under one.

What an event says is in ``caldav_events.py``; which verb does what with it in ``caldav.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from direct_booking.calendars import caldav_addresses as addresses
from direct_booking.calendars import caldav_events as events
from direct_booking.calendars import caldav_xml as xml
from direct_booking.calendars.base import Event, EventRef
from direct_booking.calendars.caldav_events import Inviting, OurEvent
from direct_booking.calendars.caldav_requests import Requests, Stored
from direct_booking.calendars.errors import (
    CalendarError,
    CalendarMissing,
    Conflict,
    EventMissing,
    InvalidRequest,
    Unreachable,
)
from direct_booking.calendars.ical_reduction import reduced
from direct_booking.calendars.identity import uid_of
from direct_booking.deadline import Deadline

# Stands for a version that could not be read after a write that certainly happened: it fits no event.
UNREAD = "unread"


@dataclass(frozen=True)
class There:
    """An event of ours as it stands.

    Attributes:
        url: where it is.
        version: its ETag, quotes and all.
    """

    url: str
    event: OurEvent
    version: str

    def is_version(self, version: str) -> bool:
        """Whether this is the state that an ETag names, weak or strong."""
        return bool(self.version) and _opaque(self.version) == _opaque(version)

    def require(self, version: str) -> None:
        """Make sure that it is in the state that an ETag names.

        Raises:
            Conflict: it is not.
        """
        if not self.is_version(version):
            raise Conflict("The event was changed since it was last read.")

    def ref(self, calendar_id: str) -> EventRef:
        """The proof that it is on a calendar."""
        return EventRef(calendar_id, self.url, self.event.key, self.version)

    def as_event(self, calendar_id: str) -> Event:
        """The event as every provider tells it."""
        event = self.event
        return Event(
            ref=self.ref(calendar_id),
            span=event.span,
            attendee_email=event.attendee_email,
            title=event.title,
            description=event.description,
        )


class Store:
    """The events of ours in one account. May be used from any thread."""

    def __init__(self, requests: Requests) -> None:
        """Ask nothing yet."""
        self._requests = requests

    def look(self, calendar: str, key: str, zone: Callable[[], ZoneInfo], deadline: Deadline) -> There | None:
        """The event with this key, live or not; None when there is none.

        Args:
            zone: asks for the calendar's zone, for an event that somebody gave times without one.

        Raises:
            CalendarError. CalendarMissing: there is no such calendar.
        """
        if not events.is_key(key):
            return None
        url = addresses.inside(calendar, events.name_of(key))
        try:
            stored = self._requests.get(url, deadline)
        except EventMissing:
            renamed = self._under_another_name(calendar, key, deadline)
            if renamed is None:
                return None
            url, stored = renamed
        try:
            event = _read(stored.text, key, zone)
        except events.NotOurs:
            return None
        except events.Unreadable as error:
            raise Unreachable("The event on the calendar cannot be read.") from error
        return There(url, event, self.told(url, stored.version, deadline))

    def create(self, url: str, event: OurEvent, deadline: Deadline) -> str:
        """Write a new event; its version, empty when the server does not tell.

        Raises:
            CalendarError. Conflict: there is something already.
        """
        # RFC 9110 13.1.2: only if nothing is there.
        return self._requests.put(url, event.text, {"If-None-Match": "*"}, event.key, deadline)

    def changed(self, there: There, inviting: Inviting, now: datetime, **changes) -> OurEvent:
        """The event with changes; see ``caldav_events.changed``.

        Raises:
            Unreachable: what stands there cannot be changed.
        """
        try:
            return events.changed(there.event, inviting, now, **changes)
        except events.Unreadable as error:
            raise Unreachable("The event on the calendar cannot be changed.") from error

    def replace(self, there: There, event: OurEvent, deadline: Deadline) -> str:
        """Write over an event if it still is as it was seen; its new version, as ``create``.

        Raises:
            CalendarError. EventMissing: it is gone. Conflict: it was changed.
        """

        def put(condition: dict[str, str]) -> str:
            return self._requests.put(there.url, event.text, condition, event.key, deadline)

        return self._if_unchanged(there, put, deadline)

    def remove(self, there: There, deadline: Deadline) -> None:
        """Remove an event if it still is as it was seen; one that is gone is removed.

        Raises:
            CalendarError. Conflict: it was changed.
        """

        def delete(condition: dict[str, str]) -> None:
            self._requests.delete(there.url, condition, there.event.key, deadline)

        try:
            self._if_unchanged(there, delete, deadline)
        except EventMissing:
            return

    def told(self, url: str, version: str, deadline: Deadline) -> str:
        """The version of an event that is certainly there, asked for where an answer did not tell it.

        RFC 4791 5.3.4: a server that keeps an event otherwise than it was sent tells no version.
        """
        if version:
            return _quoted(version)
        try:
            found = self._requests.properties(url, (xml.ETAG,), deadline)
        except CalendarError:
            return UNREAD
        told = found[0].text(xml.ETAG) if found else None
        return _quoted(told) if told else UNREAD

    def _if_unchanged(self, there: There, write: Callable[[dict[str, str]], object], deadline: Deadline):
        strong = _quoted(_opaque(there.version))
        try:
            return write({"If-Match": strong})
        except (Conflict, CalendarMissing, EventMissing) as refused:
            now = self._version_now(there.url, refused, deadline)
            if there.version == strong or now != there.version:
                raise Conflict("The event was changed since it was last read.") from refused
        # A server whose versions are all weak, and that compares them as they are written.
        return write({"If-Match": there.version})

    def _version_now(self, url: str, refused: CalendarError, deadline: Deadline) -> str:
        """The version of an event whose writing was refused.

        Raises:
            EventMissing: it is gone. Conflict: it could not be asked.
        """
        try:
            return self.told(url, self._requests.get(url, deadline).version, deadline)
        except EventMissing:
            raise EventMissing("The event is no longer on the calendar.") from refused
        except CalendarError:
            raise Conflict("The event was changed since it was last read.") from refused

    def _under_another_name(self, calendar: str, key: str, deadline: Deadline) -> tuple[str, Stored] | None:
        """An event whose name a server or the owner's program has changed; it keeps its identifier."""
        try:
            found = self._requests.report(calendar, xml.uid_query(uid_of(key)), deadline)
        except InvalidRequest:
            # A server that cannot search; that the calendar is there must be known all the same.
            self._requests.properties(calendar, (xml.ETAG,), deadline)
            return None
        for resource in found:
            # Servers may find more than was asked for: what is not ours is not looked at.
            text = reduced(resource.text(xml.CALENDAR_DATA) or "")
            if f"UID:{uid_of(key)}" not in text.splitlines():
                continue
            url = addresses.joined(calendar, resource.href)
            if addresses.is_inside(url, calendar):
                try:
                    return url, self._requests.get(url, deadline)
                except EventMissing:
                    return None
        return None


def _read(text: str, key: str, zone: Callable[[], ZoneInfo]) -> OurEvent:
    try:
        return events.read(text, key)
    except events.ZoneNeeded:
        return events.read(text, key, zone())


def _quoted(version: str) -> str:
    version = version.strip()
    return version if version.startswith(('"', 'W/"')) else f'"{version}"'


def _opaque(version: str) -> str:
    return version.strip().removeprefix("W/")
