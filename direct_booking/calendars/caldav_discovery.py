"""Where an owner's calendars are, found from whatever address the owner knows (RFC 6764 and 4791).

Who connects, and what is kept of it, is in ``caldav_connecting.py``; reading and writing in ``caldav.py``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from direct_booking.calendars import caldav_addresses as addresses
from direct_booking.calendars import caldav_xml as xml
from direct_booking.calendars import ical_zones
from direct_booking.calendars.base import CalendarInfo
from direct_booking.calendars.caldav_requests import Requests
from direct_booking.calendars.caldav_xml import CALDAV, DAV, Resource
from direct_booking.calendars.errors import CalendarMissing, OperatorMisconfigured
from direct_booking.calendars.http import Answer
from direct_booking.calendars.signing_in import SignInFailed
from direct_booking.deadline import Deadline

WELL_KNOWN = "/.well-known/caldav"
_REDIRECTS = 5

PRINCIPAL = f"{DAV}current-user-principal"
HOME = f"{CALDAV}calendar-home-set"
OWN_ADDRESSES = f"{CALDAV}calendar-user-address-set"
INBOX = f"{CALDAV}schedule-inbox-URL"
OUTBOX = f"{CALDAV}schedule-outbox-URL"
DEFAULT_CALENDAR = f"{CALDAV}schedule-default-calendar-URL"
KIND = f"{DAV}resourcetype"
NAME = f"{DAV}displayname"
PRIVILEGES = f"{DAV}current-user-privilege-set"
COMPONENTS = f"{CALDAV}supported-calendar-component-set"
TIMEZONE = f"{CALDAV}calendar-timezone"
TIMEZONE_ID = f"{CALDAV}calendar-timezone-id"

OF_A_PRINCIPAL = (HOME, OWN_ADDRESSES, INBOX, OUTBOX)
OF_A_CALENDAR = (KIND, NAME, PRIVILEGES, COMPONENTS, TIMEZONE, TIMEZONE_ID)

# RFC 3744 5.4, RFC 4791: any of them lets an event be put into a calendar.
_WRITING = frozenset(f"{DAV}{name}" for name in ("all", "write", "write-content", "bind"))
# What servers call the calendar that everybody begins with, when they do not tell.
_USUAL_NAMES = ("default", "personal", "home", "calendar", "work")


@dataclass(frozen=True)
class Found:
    """An owner's account on a server.

    Attributes:
        homes: addresses of the collections that hold the calendars.
        own: the owner's addresses as they stand in events, lower case.
        organizer: the address in whose name the server itself sends invitations (RFC 6638), as
            ``mailto:ann@example.com``; None when it sends none.
        default: the address of the calendar that the server books on by itself, if it tells.
    """

    homes: tuple[str, ...]
    own: tuple[str, ...]
    organizer: str | None
    default: str | None


@dataclass(frozen=True)
class _Reached:
    """An address that answered as WebDAV does, after its redirects."""

    url: str
    answer: Answer
    resource: Resource


def found(requests: Requests, address: str, deadline: Deadline) -> Found:
    """The account behind an address.

    Args:
        address: with ``https://``; of the server, its CalDAV service, the account or one of its calendars.

    Raises:
        SignInFailed: ``wrong_password``, ``not_caldav``, ``elsewhere``.
        Unreachable, OperatorMisconfigured: as ``Door.send``.
    """
    for start in _starts(address):
        reached = _reached(requests, start, (PRINCIPAL, KIND, *OF_A_PRINCIPAL), deadline)
        if reached is None:
            continue
        principals = reached.resource.hrefs(PRINCIPAL)
        if principals and not reached.resource.hrefs(HOME):
            url = _of_this_house(address, reached.url, principals[0])
            reached = _reached(requests, url, (KIND, *OF_A_PRINCIPAL), deadline) or reached
        if homes := _homes(reached, address):
            return _account(requests, reached, homes, address, deadline)
    raise SignInFailed(
        f"No calendar service was found at {urlsplit(address).hostname}: look up its CalDAV address.",
        "not_caldav",
    )


def calendars(
    requests: Requests, homes: Sequence[str], default: str | None, zone: ZoneInfo, deadline: Deadline
) -> tuple[CalendarInfo, ...]:
    """The calendars for appointments below these homes, the main one first.

    Args:
        default: the address of the main one, when that is known.
        zone: of a calendar that names none.

    Raises:
        CalendarError.
    """
    listed = {}
    for home in homes:
        for each in requests.properties(home, OF_A_CALENDAR, deadline, depth=1):
            if holds_appointments(each):
                info = info_of(each, home, zone)
                listed.setdefault(info.id, info)
    ordered = sorted(listed.values(), key=lambda info: _rank(info, default))
    return tuple(
        CalendarInfo(one.id, one.name, one.zone, primary=number == 0, can_write=one.can_write)
        for number, one in enumerate(ordered)
    )


def is_calendar(resource: Resource) -> bool:
    """Whether a resource is a calendar, of whatever. Pure."""
    return f"{CALDAV}calendar" in resource.names(KIND)


def holds_appointments(resource: Resource) -> bool:
    """Whether a resource is a calendar that events can be on. Pure."""
    if not is_calendar(resource):
        return False
    components = resource.properties.get(COMPONENTS)
    # RFC 4791 5.2.3: without the property every kind of component is taken.
    return components is None or any(
        each.get("name", "").upper() == "VEVENT" for each in components.iter(f"{CALDAV}comp")
    )


def info_of(resource: Resource, base: str, zone: ZoneInfo) -> CalendarInfo:
    """A calendar as its properties say; not yet whether it is the main one. Pure.

    Raises:
        CalendarMissing: its address is none.
    """
    address = addresses.joined(base, resource.href)
    name = resource.text(NAME) or urlsplit(address).path.strip("/").rpartition("/")[2]
    # Without access control there is no such property, and whoever may enter may write.
    can_write = PRIVILEGES not in resource.properties or bool(_WRITING & resource.names(PRIVILEGES))
    return CalendarInfo(address, name, zone_of(resource) or zone, primary=False, can_write=can_write)


def zone_of(resource: Resource) -> ZoneInfo | None:
    """The zone of a calendar, None when it names none that is known. Pure."""
    if named := resource.text(TIMEZONE_ID):
        return ical_zones.zone_called(named)
    return ical_zones.zone_named_in(resource.text(TIMEZONE) or "")


def _rank(info: CalendarInfo, default: str | None) -> tuple:
    last = urlsplit(info.id).path.strip("/").rpartition("/")[2].lower()
    usual = _USUAL_NAMES.index(last) if last in _USUAL_NAMES else len(_USUAL_NAMES)
    is_default = default is not None and addresses.same(info.id, default)
    return (not is_default, not info.can_write, usual, info.name.casefold(), info.id)


def _starts(address: str) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.path.strip("/"):
        yield address
    yield f"{parts.scheme}://{parts.netloc}{WELL_KNOWN}"
    yield f"{parts.scheme}://{parts.netloc}/"


def _reached(requests: Requests, url: str, names: Sequence[str], deadline: Deadline) -> _Reached | None:
    """What an address answers, after its redirects; None when it is no WebDAV there."""
    body = xml.propfind(names)
    for _ in range(_REDIRECTS + 1):
        answer = requests.once(
            "PROPFIND", url, headers={"Depth": "0"}, body=body, deadline_s=deadline.left_s()
        )
        if answer.status not in (301, 302, 307, 308) or "Location" not in answer.headers:
            break
        url = _of_this_house(url, url, answer.headers["Location"])
    else:
        return None
    if answer.status == 401:
        raise SignInFailed(
            f"{urlsplit(url).hostname} does not take this user name and password. Some services want a "
            "password made for this one program, an app password.",
            "wrong_password",
        )
    try:
        said = xml.resources(answer.body) if answer.status == 207 else ()
    except xml.NotDav:
        return None
    return _Reached(url, answer, said[0]) if said else None


def _of_this_house(known: str, base: str, href: str) -> str:
    """The address meant, if the password may be sent there."""
    try:
        url = addresses.joined(base, href)
    except CalendarMissing:
        raise SignInFailed("The calendar server gave an address that is none.", "not_caldav") from None
    if not addresses.is_one_house(known, url):
        raise SignInFailed(
            f"{urlsplit(known).hostname} sends on to {urlsplit(url).hostname}: connect that address "
            "instead, if it is yours.",
            "elsewhere",
        )
    return url


def _homes(reached: _Reached, address: str) -> tuple[str, ...]:
    told = reached.resource.hrefs(HOME)
    if told:
        return tuple(dict.fromkeys(_of_this_house(address, reached.url, each) for each in told))
    # The address of a calendar itself, on a server that tells nothing of accounts.
    return (reached.url,) if is_calendar(reached.resource) else ()


def _account(
    requests: Requests, reached: _Reached, homes: tuple[str, ...], address: str, deadline: Deadline
) -> Found:
    own = tuple(dict.fromkeys(each.lower() for each in reached.resource.hrefs(OWN_ADDRESSES)))
    schedules = _schedules(requests, reached, homes[0], deadline)
    return Found(
        homes=homes,
        own=own,
        organizer=_organizer(reached.resource) if schedules else None,
        default=_default(requests, reached, address, deadline),
    )


def _organizer(principal: Resource) -> str | None:
    """The mail address that a server prefers; without one it cannot send anything in the owner's name."""
    told = principal.properties.get(OWN_ADDRESSES)
    written = [each for each in told.iter(f"{DAV}href") if each.text] if told is not None else []
    # Some servers mark the one to use; for the others it is the first.
    written.sort(key=lambda each: each.get("preferred") != "1")
    all_of_them = (each.text.strip() for each in written)
    return next((each for each in all_of_them if each.lower().startswith("mailto:")), None)


def _schedules(requests: Requests, reached: _Reached, home: str, deadline: Deadline) -> bool:
    told = reached.answer.headers.get("DAV", "")
    if not told:
        answer = requests.once("OPTIONS", home, deadline_s=deadline.left_s())
        told = answer.headers.get("DAV", "")
    if told:
        # RFC 6638 2: without this word nothing is sent for an event, whatever outbox there may be.
        return "calendar-auto-schedule" in [word.strip().lower() for word in told.split(",")]
    return bool(reached.resource.hrefs(OUTBOX))


def _default(requests: Requests, reached: _Reached, address: str, deadline: Deadline) -> str | None:
    """RFC 6638 9.2: the inbox names the calendar that new invitations go to."""
    inbox = reached.resource.hrefs(INBOX)
    if not inbox:
        return None
    try:
        url = _of_this_house(address, reached.url, inbox[0])
        asked = _reached(requests, url, (DEFAULT_CALENDAR,), deadline)
        named = asked.resource.hrefs(DEFAULT_CALENDAR) if asked else ()
        return _of_this_house(address, asked.url, named[0]) if named else None
    except (SignInFailed, OperatorMisconfigured):
        return None  # a help for the eye: it costs nobody the connection
