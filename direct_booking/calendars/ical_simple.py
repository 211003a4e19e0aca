"""The short way for what most events are: one that happens once, from a time to a time or over whole days.

With all that iCalendar knows, reading one takes twenty times as long, and a caller is on the line while a
year of them is read. Whatever is not as simple as this goes the long way, ``ical.read_busy``, which says
the same of these.
"""

import re
from datetime import datetime, time, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from direct_booking.calendars.ical import BusyTime, is_free
from direct_booking.errors import Misconfigured
from direct_booking.scheduling.availability import Interval
from direct_booking.zones import load_zone

_FRAME = re.compile(r"(?:BEGIN:VTIMEZONE\r\n.*?END:VTIMEZONE\r\n)+", re.DOTALL)
_ONE = re.compile(
    r"BEGIN:VCALENDAR\r\n(?:(?!BEGIN|END)[A-Z0-9-]+:[^\r\n]*\r\n)*BEGIN:VEVENT\r\n"
    r"((?:(?!BEGIN|END)[A-Za-z0-9-]+[:;][^\r\n]*\r\n)*)END:VEVENT\r\nEND:VCALENDAR\r\n"
)
_TIME = re.compile(r"(?:;VALUE=DATE-TIME)?(?:;TZID=([\w/+-]+))?:(\d{8}T\d{6})(Z?)")
_DAY = re.compile(r";VALUE=DATE:(\d{8})")
# A value that means itself: no parameters, no escapes.
_WORD = re.compile(r":[!-\[\]-~]+")
_PLAIN = frozenset(
    ("UID", "DTSTART", "DTEND", "TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS", "X-DIRECT-BOOKING-DECLINED")
)


def simple_busy(text: str, zone: ZoneInfo, span: Interval) -> tuple[BusyTime, ...] | None:
    """The busy time of a simple event, if it touches ``span``; None when the event is not simple.

    Pure.

    Args:
        text: as ``ical_reduction.reduced`` leaves it.
        zone: of whole days, and of times that name none.
    """
    found = _ONE.fullmatch(_FRAME.sub("", text))
    lines = _lines(found.group(1)) if found else None
    if lines is None or not {"UID", "DTSTART", "DTEND"} <= set(lines) <= _PLAIN:
        return None
    if any(not _WORD.fullmatch(lines[name]) for name in lines if name not in ("DTSTART", "DTEND")):
        return None
    start, end = (_instant(lines[name], zone) for name in ("DTSTART", "DTEND"))
    if start is None or end is None or _kind(lines["DTSTART"]) != _kind(lines["DTEND"]) or end <= start:
        return None
    marks = {name: value[1:] for name, value in lines.items()}
    if is_free(marks) or not (start < span.end and span.start < end):
        return ()
    return (BusyTime(marks["UID"], Interval(start, end)),)


def _lines(text: str) -> dict[str, str] | None:
    """What follows each name, None when one is there twice or is none."""
    lines: dict[str, str] = {}
    for line in text.split("\r\n")[:-1]:
        name = re.match(r"[A-Za-z0-9-]*", line).group().upper()
        if name in lines:
            return None
        lines[name] = line[len(name) :]
    return lines


def _kind(value: str) -> str | None:
    """What makes two times comparable: their zone, or that both are days."""
    found = _TIME.fullmatch(value)
    return "day" if found is None else found.group(1) or found.group(3)


def _instant(value: str, zone: ZoneInfo) -> datetime | None:
    day, moment = _DAY.fullmatch(value), _TIME.fullmatch(value)
    try:
        if day:
            date = datetime.strptime(day.group(1), "%Y%m%d").date()  # noqa: DTZ007 - it is a date
            return datetime.combine(date, time(), zone).astimezone(timezone.utc)
        if not moment or (moment.group(1) and moment.group(3)):
            return None
        where = timezone.utc if moment.group(3) else _zone(moment.group(1)) if moment.group(1) else zone
        naive = datetime.strptime(moment.group(2), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - its zone comes now
        return naive.replace(tzinfo=where).astimezone(timezone.utc) if where else None
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=200)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return load_zone(name)
    except Misconfigured:
        return None
