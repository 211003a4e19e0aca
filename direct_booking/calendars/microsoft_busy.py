"""When a mailbox's calendar is busy, by its calendar view.

Not by ``getSchedule``, which personal accounts do not have, which is coarse, and which mixes all calendars of
a mailbox; nor by ``/events``, which does not repeat what recurs (field notes).
https://learn.microsoft.com/graph/api/calendar-list-calendarview
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from direct_booking.calendars import microsoft_events as events
from direct_booking.calendars.base import Busy
from direct_booking.calendars.microsoft_errors import readable
from direct_booking.calendars.microsoft_graph import Graph, calendar_path
from direct_booking.deadline import Deadline
from direct_booking.scheduling.availability import Interval

# The most that one page holds.
_PAGE = 1000
# A view of more years is refused.
_VIEW = timedelta(days=365)
# An all-day event is told by its date, and reaches into the days beside it in other zones.
_MARGIN = timedelta(days=1)

_FIRST = datetime.min.replace(tzinfo=timezone.utc) + _MARGIN
_LAST = datetime.max.replace(tzinfo=timezone.utc) - _MARGIN


def busy_of(
    graph: Graph,
    calendar_id: str,
    span: Interval,
    ignored: Collection[str],
    zone: Callable[[], ZoneInfo],
    deadline: Deadline,
) -> Busy:
    """Read the busy time of one calendar that touches a span.

    Args:
        ignored: identifiers of events of ours that do not count. Whether they are ours has to be known: a
            view leaves out extended properties, and our mark with them (docs-contrib #3281).
        zone: the mailbox's; called only when there is an all-day event.

    Raises:
        CalendarError: it could not be read, or not all of it.
    """
    query: dict[str, object] = {"$select": ",".join(events.BUSY_FIELDS), "$top": _PAGE}
    found: dict[str, Interval | None] = {}
    for view in _views(span):
        path = calendar_path(calendar_id) + "/calendarView"
        times = {"startDateTime": _iso(view.start), "endDateTime": _iso(view.end)}
        for one in graph.pages(path, {**times, **query}, asked="calendar", deadline=deadline):
            if (event_id := _id(one)) not in ignored:
                found[event_id] = _interval(one, zone)
    touching = (one for one in found.values() if one and one.start < span.end and one.end > span.start)
    return Busy(tuple(sorted(touching)))


def _interval(one: Mapping, zone: Callable[[], ZoneInfo]) -> Interval | None:
    named = zone() if one.get("isAllDay") else None
    return readable(lambda: events.busy_time(one, named))


def _id(one: Mapping) -> str:
    return readable(lambda: str(one["id"]))


def _views(span: Interval) -> Iterator[Interval]:
    start = max(span.start, _FIRST).astimezone(timezone.utc).replace(microsecond=0) - _MARGIN
    last = min(span.end, _LAST).astimezone(timezone.utc).replace(microsecond=0) + _MARGIN
    while start < last:
        end = start + min(_VIEW, last - start)
        yield Interval(start, end)
        start = end


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at.year >= 1000 else f"{at.isoformat()[:19]}Z"
