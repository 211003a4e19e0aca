"""When the owners of Google calendars are busy: free/busy over many days, the events themselves over few.

Free/busy names no event, and may give several that overlap as one: where an event of ours does not count,
those around it are asked when they are. What is asked is in ``google_requests.py``.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from direct_booking.calendars import google_busy, google_events
from direct_booking.calendars.base import Busy, EventRef, Unknown
from direct_booking.calendars.errors import AccessExpired, CalendarError, Refused
from direct_booking.calendars.google_requests import Requests, legible
from direct_booking.deadline import Deadline
from direct_booking.scheduling.availability import Interval

# Within such a span the events themselves are asked when they are; over more of it, free/busy is.
NEAR = timedelta(days=1)


class Reading:
    """Reads busy time."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    def busy(
        self,
        calendar_ids: Sequence[str],
        span: Interval,
        ignoring: Sequence[EventRef],
        deadline: Deadline,
    ) -> Mapping[str, Busy | Unknown]:
        """When calendars are busy; see ``base.Calendar.busy``.

        Raises:
            AccessExpired.
        """
        wanted = tuple(dict.fromkeys(calendar_ids))
        known = [each for each in wanted if google_events.is_calendar_id(each)]
        near = {ref.calendar_id for ref in ignoring} if span.end - span.start <= NEAR else set()
        try:
            answers = self._requests.busy([each for each in known if each not in near], span, deadline)
            for each in near.intersection(known):
                answers[each] = self._busy_near(each, span, ignoring, deadline)
            for ref in ignoring if not near else ():
                there = answers.get(ref.calendar_id)
                if isinstance(there, Busy):
                    answers[ref.calendar_id] = self._beside(there, ref, ignoring, deadline)
        except AccessExpired:
            raise
        except CalendarError as error:
            return dict.fromkeys(wanted, Unknown(str(error)))
        return {each: answers.get(each, Unknown("There is no such calendar.")) for each in wanted}

    def _busy_near(
        self, calendar_id: str, span: Interval, ignoring: Sequence[EventRef], deadline: Deadline
    ) -> Busy | Unknown:
        """Busy time without events of ours, in one request: what a caller waits for after a booking."""
        try:
            return google_busy.gathered([self._others(calendar_id, span, ignoring, deadline)], span, ())
        except Refused as refusal:
            return Unknown(str(refusal))

    def _beside(self, busy: Busy, ref: EventRef, ignoring: Sequence[EventRef], deadline: Deadline) -> Busy:
        """Busy time of many days without one event of ours: others' are asked about only beside it."""
        data = self._requests.event(ref.calendar_id, ref.key, deadline) if ref.event_id == ref.key else None
        if data is None or not google_events.is_ours(data, ref.key) or not google_events.is_live(data):
            return busy
        with legible():
            ours = google_events.event_of(ref.calendar_id, data).span
        return google_busy.beside(busy, ours, self._others(ref.calendar_id, ours, ignoring, deadline))

    def _others(
        self, calendar_id: str, span: Interval, ignoring: Sequence[EventRef], deadline: Deadline
    ) -> list[Interval]:
        """The events that keep the owner busy within a span, without those of ours that are ignored."""
        keys = {ref.key for ref in ignoring if ref.calendar_id == calendar_id and ref.event_id == ref.key}
        events = self._requests.times(calendar_id, span, deadline)
        return [each for key, each in events if key not in keys]
