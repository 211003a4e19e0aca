"""Our events in a mailbox: known by our mark, read only when they are ours, written only as they were.

What is written is in ``microsoft.py``.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from direct_booking.calendars import checking
from direct_booking.calendars import microsoft_events as events
from direct_booking.calendars.base import EventRef, NewEvent
from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    Conflict,
    EventMissing,
    OutcomeUnknown,
    Unreachable,
)
from direct_booking.calendars.microsoft_errors import readable
from direct_booking.calendars.microsoft_graph import OUR_MARK, Graph, calendar_path
from direct_booking.deadline import Deadline

_MOST_KNOWN = 1000
# How long a creation may take to show that another request, given up meanwhile, has asked for.
_UNDER_WAY_S = 0.5

T = TypeVar("T")


class OwnEvents:
    """Finds this product's events. May be used from any thread."""

    def __init__(self, graph: Graph, pause: Callable[[float], object]) -> None:
        self._graph = graph
        self._pause = pause
        self._known: dict[str, str] = {}

    def remember(self, ref: EventRef) -> EventRef:
        """Know from now on that this event is ours, so that it need not be asked."""
        self._remember(ref.event_id, ref.key)
        return ref

    def knows(self, event_id: object) -> bool:
        """Whether this event was remembered."""
        return event_id in self._known

    def has(self, ref: EventRef, deadline: Deadline) -> bool:
        """Whether an event is ours, as far as it is there.

        Raises:
            CalendarError: it could not be asked.
        """
        if self._known.get(ref.event_id) == ref.key:
            return True
        found = self.by_key(ref.calendar_id, ref.key, deadline)
        return found is not None and found.get("id") == ref.event_id

    def by_key(self, calendar_id: str, key: str, deadline: Deadline) -> Mapping | None:
        """The live event with this key on a calendar, or None.

        By our mark, and not by its identifier: an immutable one leads to an event in Deleted Items as well,
        and to events that are not ours.

        Raises:
            CalendarError.
        """
        if not checking.is_key(key):
            self.require_calendar(calendar_id, deadline)
            return None
        query = {
            "$filter": "singleValueExtendedProperties/Any(ep: "
            f"ep/id eq '{events.MARK}' and ep/value eq '{key}')",
            "$select": ",".join(events.OWN_FIELDS),
            "$expand": OUR_MARK,
        }
        path = calendar_path(calendar_id) + "/events"
        pages = self._graph.pages(path, query, asked="calendar", deadline=deadline)
        found = events.live(list(pages), key)
        if found is not None:
            self._remember(str(found.get("id")), key)
        return found

    def there_already(
        self, calendar_id: str, event: NewEvent, otherwise: CalendarError, deadline: Deadline
    ) -> EventRef:
        """The event that a creation was refused for, when it is there with the same times.

        Args:
            otherwise: raised when there is none.

        Raises:
            Conflict: it has other times. OutcomeUnknown: it could not be asked.
        """
        try:
            found = self.by_key(calendar_id, event.key, deadline)
            if found is None and deadline.left_s() > 2 * _UNDER_WAY_S:
                self._pause(_UNDER_WAY_S)
                found = self.by_key(calendar_id, event.key, deadline)
        except (Unreachable, AccessExpired) as error:
            raise OutcomeUnknown("Whether the event is there could not be asked.", event.key) from error
        if found is None:
            raise otherwise
        there = readable(lambda: events.event_of(found, calendar_id, event.key), event.key)
        if there.span != event.span:
            raise Conflict("The key is there already with other times.")
        return there.ref

    def as_it_was(self, ref: EventRef, deadline: Deadline) -> Mapping:
        """An event of ours, when it still is as ``ref`` says.

        Raises:
            EventMissing: it is gone, or none of ours. Conflict: it was changed since.
            CalendarError.
        """
        found = self.by_key(ref.calendar_id, ref.key, deadline)
        if found is None:
            raise EventMissing("The event is no longer on the calendar.")
        if found.get("id") != ref.event_id:
            raise EventMissing("There is no such event of this product.")
        if readable(lambda: events.ref_of(found, ref.calendar_id, ref.key)).version != ref.version:
            raise Conflict("The event was changed since it was last read.")
        return found

    def twice(self, ref: EventRef, write: Callable[[Mapping], T], deadline: Deadline) -> T:
        """Write an event as it was, and once more when its change key moved in between.

        That one moves by itself; whether somebody changed the event is told by its version.

        Raises:
            CalendarError: as ``as_it_was`` and ``write``.
        """
        found = self.as_it_was(ref, deadline)
        try:
            return write(found)
        except Conflict:
            return write(self.as_it_was(ref, deadline))

    def require_calendar(self, calendar_id: str, deadline: Deadline) -> None:
        """Make sure that a calendar is there.

        Raises:
            CalendarMissing: it is not.
            CalendarError.
        """
        query = {"$select": "id"}
        self._graph.read(calendar_path(calendar_id), query, asked="calendar", deadline=deadline)

    def _remember(self, event_id: str, key: str) -> None:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[event_id] = key
