"""When a CalDAV calendar is busy, read with certainty or not at all (SPEC 3.3).

Which events make their owner busy, and when, is in ``ical.py``; what is asked for in ``caldav_xml.py``.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from direct_booking.calendars import caldav_addresses as addresses
from direct_booking.calendars import caldav_xml as xml
from direct_booking.calendars import ical
from direct_booking.calendars.base import Busy, EventRef
from direct_booking.calendars.caldav_errors import TooMuch
from direct_booking.calendars.caldav_requests import Requests
from direct_booking.calendars.caldav_xml import Resource
from direct_booking.calendars.errors import InvalidRequest, Unreachable
from direct_booking.calendars.ical import BusyTime
from direct_booking.calendars.ical_reduction import reduced
from direct_booking.calendars.ical_simple import simple_busy
from direct_booking.calendars.identity import uid_of
from direct_booking.deadline import Deadline
from direct_booking.scheduling.availability import Interval

# A server judges times that name no zone in one of its own: a day on both sides holds them wherever it is.
_MARGIN = timedelta(days=1)
# What a server does not tell at once is asked for in halves, down to this.
_SHORTEST = timedelta(hours=6)
_FIRST, _LAST = (datetime(year, 1, 1, tzinfo=timezone.utc) for year in (2, 9998))


@dataclass(frozen=True)
class Reading:
    """One calendar to be read.

    Attributes:
        calendar_id: its address.
        zone: of whole days, and of times that name none.
        own: the owner's addresses as they stand in events, lower case.
    """

    requests: Requests
    calendar_id: str
    zone: ZoneInfo
    own: Collection[str]

    def busy(self, span: Interval, ignoring: Sequence[EventRef], deadline: Deadline) -> Busy:
        """The busy times that touch ``span``, whole, without those of the events in ``ignoring``.

        Raises:
            CalendarError: not all of them could be read.
        """
        ignored = {
            (uid_of(ref.key), _path(ref.event_id))
            for ref in ignoring
            if addresses.same(ref.calendar_id, self.calendar_id)
        }
        times = self._times(_within_reason(span), deadline)
        kept = (time for time, href in times if (time.uid, _path(href)) not in ignored)
        return Busy(tuple(sorted(time.span for time in set(kept))))

    def _times(self, span: Interval, deadline: Deadline) -> set[tuple[BusyTime, str]]:
        try:
            return self._told(span, deadline)
        except TooMuch:
            middle = span.start + (span.end - span.start) / 2
            if span.end - span.start < _SHORTEST:
                raise Unreachable("The calendar holds more than its server tells at once.") from None
            halves = (Interval(span.start, middle), Interval(middle, span.end))
            return {time for half in halves for time in self._times(half, deadline)}

    def _told(self, span: Interval, deadline: Deadline) -> set[tuple[BusyTime, str]]:
        wide = Interval(span.start - _MARGIN, span.end + _MARGIN)
        answer = self.requests.report(self.calendar_id, xml.busy_query(wide), deadline)
        times, unread = self._read(answer, span)
        if not unread:
            return times
        # A zone that only the server knows, or a rule that only it understands: let it say each time in UTC.
        query = xml.expanded_multiget(sorted(unread), wide)
        expanded, still = self._read(self.requests.report(self.calendar_id, query, deadline), span)
        if still:
            raise Unreachable(f"An event of the calendar cannot be read: {next(iter(still.values()))}")
        return times | expanded

    def _read(
        self, answer: Iterable[Resource], span: Interval
    ) -> tuple[set[tuple[BusyTime, str]], dict[str, InvalidRequest]]:
        """The times of an answer, each with the address of its event; and which events cannot be read."""
        times: set[tuple[BusyTime, str]] = set()
        unread: dict[str, InvalidRequest] = {}
        for resource in answer:
            text = self._data(resource)
            if text is None:
                continue
            href = addresses.joined(self.calendar_id, resource.href)
            try:
                found = _times_of(reduced(text, self.own), self.zone, span)
                times |= {(time, href) for time in found}
            except InvalidRequest as error:
                unread[resource.href] = error
        return times, unread

    def _data(self, resource: Resource) -> str | None:
        """The iCalendar text of a resource, None for one that is gone or is no event."""
        if resource.status == 507:
            # RFC 4791 7.8: an answer that is cut short ends with this.
            raise TooMuch("The calendar holds more than its server tells at once.")
        if resource.status in (404, 410):
            return None
        text = resource.text(xml.CALENDAR_DATA)
        is_calendar = addresses.same(addresses.joined(self.calendar_id, resource.href), self.calendar_id)
        if text is None and not (is_calendar and resource.status == 200):
            raise Unreachable("The calendar server did not tell when an event is.")
        return text


def _times_of(text: str, zone: ZoneInfo, span: Interval) -> tuple[BusyTime, ...]:
    simple = simple_busy(text, zone, span)
    return ical.read_busy(text.encode("utf-8"), zone, span) if simple is None else simple


def _within_reason(span: Interval) -> Interval:
    return Interval(max(span.start, _FIRST), min(span.end, _LAST))


def _path(address: str) -> str:
    return "/".join(addresses.parts_of(address))
