"""The XML of WebDAV and CalDAV (RFC 4918, 4791): what is asked, and what an answer says.

Pure. What is made of an answer is in ``caldav_discovery.py`` and ``caldav.py``; what the conditions of an
error mean in ``caldav_errors.py``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from direct_booking.calendars.ical_reduction import WANTED
from direct_booking.scheduling.availability import Interval

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"

CALENDAR_DATA = f"{CALDAV}calendar-data"
ETAG = f"{DAV}getetag"

_DATETIME = "%Y%m%dT%H%M%SZ"
# The years that RFC 5545 can write and that a server will take.
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=timezone.utc), datetime(9998, 1, 1, tzinfo=timezone.utc)
_STATUS = re.compile(r"HTTP/\S+\s+(\d{3})")


class NotDav(Exception):
    """An answer is not what a WebDAV server says."""


@dataclass(frozen=True)
class Resource:
    """One resource of an answer.

    Attributes:
        href: as the server wrote it.
        status: of the resource as a whole; 200 when only its properties have one.
        properties: those that are there, by their name in Clark's notation.
        refused: the status of each property that could not be given.
    """

    href: str
    status: int
    properties: Mapping[str, Element]
    refused: Mapping[str, int]

    def text(self, name: str) -> str | None:
        """The text of a property, None when it is not there or empty."""
        found = self.properties.get(name)
        return (found.text or "").strip() or None if found is not None else None

    def hrefs(self, name: str) -> tuple[str, ...]:
        """The addresses in a property, in the order given."""
        found = self.properties.get(name)
        inside = found.iter(f"{DAV}href") if found is not None else ()
        return tuple(each.text.strip() for each in inside if each.text and each.text.strip())

    def names(self, name: str) -> frozenset[str]:
        """The names of all elements in a property."""
        found = self.properties.get(name)
        return frozenset(each.tag for each in found.iter()) if found is not None else frozenset()


def propfind(names: Sequence[str]) -> bytes:
    """Ask for these properties."""
    root = Element(f"{DAV}propfind")
    _named(SubElement(root, f"{DAV}prop"), names)
    return _written(root)


def busy_query(span: Interval) -> bytes:
    """Ask for every event that touches ``span``: of each only what tells when it is (RFC 4791 7.8, 9.6.1).

    Series are asked for as they are, not expanded (9.6.5), and expanded here: servers turn times that name no
    zone into UTC by one that they do not tell, some leave single dates as they are, and Radicale 3.9 fails.
    """
    root = Element(f"{CALDAV}calendar-query")
    prop = SubElement(root, f"{DAV}prop")
    _times_only(SubElement(prop, CALENDAR_DATA))
    limits = {"start": _time(span.start), "end": _time(span.end)}
    SubElement(_event_filter(root), f"{CALDAV}time-range", limits)
    return _written(root)


def expanded_multiget(hrefs: Sequence[str], span: Interval) -> bytes:
    """Ask for these events once more, each occurrence of ``span`` by itself and in UTC (RFC 4791 9.6.5)."""
    root = Element(f"{CALDAV}calendar-multiget")
    data = SubElement(SubElement(root, f"{DAV}prop"), CALENDAR_DATA)
    _times_only(data)
    SubElement(data, f"{CALDAV}expand", {"start": _time(span.start), "end": _time(span.end)})
    for href in hrefs:
        SubElement(root, f"{DAV}href").text = href
    return _written(root)


def uid_query(uid: str) -> bytes:
    """Ask which event has this identifier, and for nothing else of it (RFC 4791 7.8.6)."""
    root = Element(f"{CALDAV}calendar-query")
    prop = SubElement(root, f"{DAV}prop")
    SubElement(prop, ETAG)
    event = _parts(SubElement(prop, CALENDAR_DATA))
    SubElement(event, f"{CALDAV}prop", {"name": "UID"})
    wanted = SubElement(_event_filter(root), f"{CALDAV}prop-filter", {"name": "UID"})
    SubElement(wanted, f"{CALDAV}text-match", {"collation": "i;octet"}).text = uid
    return _written(root)


def resources(body: bytes) -> tuple[Resource, ...]:
    """What a multi-status answer says of each resource.

    Raises:
        NotDav: it is none, or not whole.
    """
    root = _read(body)
    if root.tag != f"{DAV}multistatus":
        raise NotDav("The answer is not a multi-status.")
    return tuple(_resource(each) for each in root.iter(f"{DAV}response"))


def conditions(body: bytes) -> frozenset[str]:
    """The names of the conditions that an error answer says were not met (RFC 4918 16), without namespace."""
    try:
        root = _read(body)
    except NotDav:
        return frozenset()
    return frozenset(each.tag.rpartition("}")[2] for each in root.iter() if each is not root)


def message(body: bytes) -> str:
    """What a server of the Sabre family says in words; empty for others."""
    try:
        root = _read(body)
    except NotDav:
        return ""
    return next((each.text or "" for each in root.iter("{http://sabredav.org/ns}message")), "")


def _resource(response: Element) -> Resource:
    found: dict[str, Element] = {}
    refused: dict[str, int] = {}
    for part in response.iter(f"{DAV}propstat"):
        status = _status(part.findtext(f"{DAV}status"))
        for each in next(part.iter(f"{DAV}prop"), ()):
            if status == 200:
                found[each.tag] = each
            else:
                refused[each.tag] = status
    stated = response.findtext(f"{DAV}status")
    href = (response.findtext(f"{DAV}href") or "").strip()
    return Resource(href, _status(stated) if stated else 200, found, refused)


def _status(text: str | None) -> int:
    found = _STATUS.match((text or "").strip())
    if not found:
        raise NotDav("A status of the answer cannot be read.")
    return int(found.group(1))


def _read(body: bytes) -> Element:
    try:
        return fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotDav("The answer is not XML.") from error


def _event_filter(root: Element) -> Element:
    whole = SubElement(SubElement(root, f"{CALDAV}filter"), f"{CALDAV}comp-filter", {"name": "VCALENDAR"})
    return SubElement(whole, f"{CALDAV}comp-filter", {"name": "VEVENT"})


def _times_only(data: Element) -> None:
    event = _parts(data)
    # Who is invited is asked for only because the owner's own refusal is among it; see ``ical_reduction``.
    for name in (*WANTED, "ATTENDEE"):
        SubElement(event, f"{CALDAV}prop", {"name": name})


def _parts(data: Element) -> Element:
    whole = SubElement(data, f"{CALDAV}comp", {"name": "VCALENDAR"})
    SubElement(whole, f"{CALDAV}prop", {"name": "VERSION"})
    event = SubElement(whole, f"{CALDAV}comp", {"name": "VEVENT"})
    zone = SubElement(whole, f"{CALDAV}comp", {"name": "VTIMEZONE"})
    SubElement(zone, f"{CALDAV}allprop")
    SubElement(zone, f"{CALDAV}allcomp")
    return event


def _named(parent: Element, names: Sequence[str]) -> None:
    for name in names:
        SubElement(parent, name)


def _time(moment: datetime) -> str:
    return min(max(moment.astimezone(timezone.utc), _FIRST), _LAST).strftime(_DATETIME)


def _written(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)
