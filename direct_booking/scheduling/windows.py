"""Wall-clock windows of a local date as stretches of UTC.

Which windows a date has, and which starts in them are open, is decided in ``availability.py``. Here an
instant is a whole number of seconds since 1970-01-01 UTC, and a wall-clock time is the number of seconds
since 1970-01-01 00:00 on a clock of the zone.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from direct_booking.scheduling.timeline import Span

DAY_S = 24 * 3600
_EPOCH_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Window:
    """An availability window in wall-clock minutes of the day.

    Attributes:
        start_minute: 0 to 1439.
        end_minute: 1 to 1440; not after ``start_minute`` means that it runs past midnight and
            belongs to the day on which it starts. 1440 is ``24:00``.
    """

    start_minute: int
    end_minute: int


@dataclass(frozen=True)
class Piece:
    """A stretch ``[start, end)`` of UTC seconds in which a zone keeps one offset from UTC, in seconds."""

    start: int
    end: int
    offset: int


def pieces(zone: ZoneInfo, first: date, last: date) -> tuple[Piece, ...]:
    """Cut the local dates from ``first`` to ``last``, both included, at the zone's clock changes.

    Pure. Earliest first; they begin a day before ``first`` and end two days after ``last``, so that
    windows past midnight are whole in any zone. A zone does not change its clock twice within a day.
    """
    begin, end = _midnight(first) - DAY_S, _midnight(last) + 3 * DAY_S
    found = []
    offset = _offset(zone, begin)
    for at in range(begin, end, DAY_S):
        if (after := _offset(zone, at + DAY_S)) != offset:
            seconds = range(at, at + DAY_S)
            change = seconds[0] + bisect_left(
                seconds, True, key=lambda second: _offset(zone, second) == after
            )
            found.append(Piece(begin, change, offset))
            begin, offset = change, after
    return (*found, Piece(begin, end, offset))


def resolve(wall_start: int, wall_end: int, among: Sequence[Piece]) -> list[Span]:
    """When the zone's clock shows a time in ``[wall_start, wall_end)``.

    Pure. Minutes that a clock change skips are in none of the spans, minutes that it repeats are in
    twice. Each span carries one grid of starts: one that goes on through repeated time is whole, one
    that comes upon skipped time is cut there (3.2: the grid restarts after the hole).
    """
    spans: list[Span] = []
    earlier_offset = 0
    for piece in among:
        start = max(wall_start - piece.offset, piece.start)
        end = min(wall_end - piece.offset, piece.end)
        if start >= end:
            continue
        if spans and spans[-1][1] == start and piece.offset < earlier_offset:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        earlier_offset = piece.offset
    return spans


def of_date(day: date, windows: Iterable[Window], among: Sequence[Piece]) -> list[Span]:
    """The spans of the windows that begin on a local date, each with one grid of starts. Pure.

    Windows that touch or overlap are one (3.2); edges are wall-clock times, so they are joined as such.
    """
    midnight = _midnight(day)
    walls: list[Span] = []
    for window in sorted(windows, key=lambda window: window.start_minute):
        start, end = midnight + window.start_minute * 60, midnight + window.end_minute * 60
        if window.end_minute <= window.start_minute:
            end += DAY_S
        if walls and start <= walls[-1][1]:
            walls[-1] = (walls[-1][0], max(walls[-1][1], end))
        else:
            walls.append((start, end))
    return [span for wall in walls for span in resolve(*wall, among)]


def of_dates(first: date, last: date, among: Sequence[Piece]) -> list[Span]:
    """When the local date is ``first`` to ``last``, both included; earliest first. Pure."""
    return resolve(_midnight(first), _midnight(last) + DAY_S, among)


def days(first: date, last: date) -> list[date]:
    """The dates from ``first`` to ``last``, both included, in order. Pure."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def instants(day: date, minute: int, zone: ZoneInfo) -> list[datetime]:
    """When a clock of ``zone`` shows this minute of this date.

    Pure. UTC, earliest first: one instant; none for a minute that a clock change skips, two for one
    that it repeats.
    """
    local = _local(day, minute)
    readings = (local.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc) for fold in (0, 1))
    return sorted({utc for utc in readings if utc.astimezone(zone).replace(tzinfo=None) == local})


def edge(day: date, minute: int, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """The instant at which a stretch from this minute on (or, with ``last``, up to it) begins (or ends).

    Pure. UTC. A repeated minute is the first of the two for a beginning and the second for an end; a
    skipped one is where the clock would have shown it, had it not been changed.

    Args:
        minute: of the day, 0 to 1440.
    """
    local = _local(day, minute).replace(tzinfo=zone)
    found = instants(day, minute, zone)
    return found[-1 if last else 0] if found else local.astimezone(timezone.utc)


def _local(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def _midnight(day: date) -> int:
    return (day.toordinal() - _EPOCH_DAY) * DAY_S


def _offset(zone: ZoneInfo, instant: int) -> int:
    return int(datetime.fromtimestamp(instant, zone).utcoffset().total_seconds())
