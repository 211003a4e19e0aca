"""The time zones that an iCalendar text means: by the names that programs give to them, and its own."""

import hashlib
import re
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from direct_booking.errors import Misconfigured
from direct_booking.zones import load_zone

_NAMES = re.compile(
    r"^(?:X-LIC-LOCATION|TZID|X-WR-TIMEZONE)(?:;[^:\r\n]*)?:(.+?)\s*$", re.MULTILINE | re.IGNORECASE
)
# Ends with the end of a calendar: several in one text may define one name differently.
_CALENDAR_END = re.compile(r"(?<=END:VCALENDAR)(?=\s)", re.IGNORECASE)
_DEFINITION = re.compile(
    r"^BEGIN:VTIMEZONE\s*?$.*?^END:VTIMEZONE\s*?$", re.MULTILINE | re.DOTALL | re.IGNORECASE
)
_TZID = re.compile(r"^(TZID(?:;[^:\r\n]*)?:)(.+?)(?=\s*$)", re.MULTILINE | re.IGNORECASE)
_PARAMETER = re.compile(r';TZID=("?)([^":;\r\n]+)\1(?=[:;])', re.IGNORECASE)
_FOLD = re.compile(r"\r?\n[ \t]")


def zone_named_in(text: str) -> ZoneInfo | None:
    """The zone of a VTIMEZONE or calendar, None when it has no name that is known.

    Pure. Names as IANA has them, as Windows does, and with a prefix, as ``/example.org/2025a/Europe/Berlin``.
    """
    for found in _NAMES.finditer(_FOLD.sub("", text)):
        if zone := zone_called(found.group(1)):
            return zone
    return None


def zone_called(name: str) -> ZoneInfo | None:
    """The zone of one name, or None. Pure."""
    name = name.strip().strip('"')
    parts = name.strip("/").split("/")
    tails = ("/".join(parts[-length:]) for length in (3, 2, 1) if length <= len(parts))
    for each in (name, WINDOWS_TO_OLSON.get(name, name), *tails):
        try:
            return load_zone(each)
        except Misconfigured:
            continue
    return None


def with_own_zones(text: str) -> str:
    """The same text, with a name of its own for every zone that it defines itself.

    Pure. The reader of iCalendar remembers definitions by name for as long as the process lives: without
    this, one owner's "Customized Time Zone" would be another's. Zones with IANA's names are IANA's, whatever
    a text says of them.
    """
    if "BEGIN:VTIMEZONE" not in text.upper():
        return text
    return "".join(_with_own_zones(part) for part in _CALENDAR_END.split(_FOLD.sub("", text)))


def _with_own_zones(text: str) -> str:
    names = {}
    for block in _DEFINITION.findall(text):
        found = _TZID.search(block)
        if found and not _is_known(found.group(2)):
            names.setdefault(found.group(2), "own-" + hashlib.sha256(block.encode()).hexdigest()[:20])
    if not names:
        return text
    text = _TZID.sub(lambda found: found.group(1) + names.get(found.group(2), found.group(2)), text)
    return _PARAMETER.sub(lambda found: ";TZID=" + _quoted(found, names), text)


def _quoted(found: re.Match[str], names: dict[str, str]) -> str:
    return names.get(found.group(2), found.group(1) + found.group(2) + found.group(1))


def _is_known(name: str) -> bool:
    try:
        load_zone(name)
    except Misconfigured:
        return False
    return True
