"""Google's free/busy: what is asked for, piece by piece, and what the answers say.

Sending is in ``google.py``.
https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from direct_booking.calendars.base import Busy, Unknown
from direct_booking.calendars.google_events import read, written
from direct_booking.scheduling.availability import Interval

# Field notes: about 90 days in one request, 50 calendars [discovery: calendarExpansionMax].
DAYS = timedelta(days=90)
CALENDARS = 50
# Google may cut what reaches into the span asked about; so more is asked for than is wanted.
MARGIN = timedelta(days=1)

_FIRST = datetime.min.replace(tzinfo=timezone.utc) + MARGIN
_LAST = datetime.max.replace(tzinfo=timezone.utc) - MARGIN

_REASONS = {
    "notFound": "Google knows no such calendar, or this account may not see it.",
    "internalError": "Google could not say when the calendar is busy.",
}


def pieces(calendar_ids: Sequence[str], span: Interval) -> Iterator[tuple[Sequence[str], Interval]]:
    """The requests that cover a span and its margins: whole seconds, none too long or too wide. Pure."""
    first = max(span.start, _FIRST).astimezone(timezone.utc).replace(microsecond=0) - MARGIN
    last = min(span.end, _LAST).astimezone(timezone.utc).replace(microsecond=0) + MARGIN
    for at in range(0, len(calendar_ids), CALENDARS):
        start = first
        while start < last:
            end = start + min(DAYS, last - start)
            yield calendar_ids[at : at + CALENDARS], Interval(start, end)
            start = end


def query(calendar_ids: Sequence[str], span: Interval) -> dict[str, Any]:
    """The body that asks when calendars are busy. Pure."""
    return {
        "timeMin": written(span.start),
        "timeMax": written(span.end),
        "timeZone": "UTC",
        "items": [{"id": each} for each in calendar_ids],
        "calendarExpansionMax": CALENDARS,
    }


def is_missing(reply: Mapping[str, Any], calendar_id: str) -> bool:
    """Whether an answer says that there is no such calendar. Pure."""
    said = reply.get("calendars", {}).get(calendar_id) or {}
    return any(error.get("reason") == "notFound" for error in said.get("errors") or ())


def answered(reply: Mapping[str, Any], calendar_id: str) -> list[Interval] | Unknown:
    """What one answer says of one calendar.

    Pure. Errors come for each calendar, inside an answer that is a success as a whole: such a calendar, and
    one of which nothing is said, is unknown, never free (SPEC 3.3).
    """
    said = reply.get("calendars", {}).get(calendar_id)
    if not isinstance(said, dict) or "busy" not in said and not said.get("errors"):
        return Unknown("Google said nothing about the calendar.")
    if said.get("errors"):
        reason = said["errors"][0].get("reason")
        return Unknown(_REASONS.get(reason, "Google could not read the calendar."))
    try:
        return [Interval(read(one["start"]), read(one["end"])) for one in said["busy"]]
    except (KeyError, TypeError, ValueError):
        return Unknown("Google's answer about the calendar could not be read.")


def gathered(
    answers: Iterable[list[Interval] | Unknown], span: Interval, seams: Iterable[datetime]
) -> Busy | Unknown:
    """What the answers to all pieces say together, of what touches the span.

    Pure.

    Args:
        seams: where one piece ended and the next began: what was cut there is put together again.
    """
    found: set[Interval] = set()
    for answer in answers:
        if isinstance(answer, Unknown):
            return answer
        found.update(one for one in answer if one.end > one.start)
    for seam in seams:
        halves = {one for one in found if seam in (one.start, one.end)}
        if {one.end == seam for one in halves} == {True, False}:
            whole = Interval(min(one.start for one in halves), max(one.end for one in halves))
            found = found - halves | {whole}
    touching = (one for one in found if one.start < span.end and one.end > span.start)
    return Busy(tuple(sorted(touching)))


def beside(busy: Busy, ignored: Interval, others: Iterable[Interval]) -> Busy:
    """Busy time without one event of ours.

    Pure. Google does not say which event a busy time comes from, and may give several that overlap as one:
    so nothing during our event is believed but what ``others`` say.

    Args:
        ignored: when our event is.
        others: every other event that keeps the owner busy while ours is.
    """
    left = {one for one in others if one.end > one.start}
    for one in set(busy.intervals) - left:
        if one.end <= ignored.start or one.start >= ignored.end:
            left.add(one)
            continue
        if one.start < ignored.start:
            left.add(Interval(one.start, ignored.start))
        if one.end > ignored.end:
            left.add(Interval(ignored.end, one.end))
    return Busy(tuple(sorted(left)))
