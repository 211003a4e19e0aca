"""Addresses of a CalDAV server: put together, compared, and which of them may be told the password.

Pure. What is asked there is in ``caldav_requests.py``.
"""

import ipaddress
import re
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from direct_booking.calendars.errors import CalendarMissing

# What may stand in a path as it is (RFC 3986 3.3), and a percent sign that begins an escape already there.
_AS_IT_IS = "/%~!$&'()*+,;=:@"
# Names below which anybody can have one: ``co.uk``, ``com.au`` and the like, and the dynamic ones of homes.
_SHARED_SECOND = frozenset(
    (
        "ac",
        "co",
        "com",
        "edu",
        "gob",
        "gov",
        "gv",
        "ltd",
        "mil",
        "ne",
        "net",
        "nhs",
        "nom",
        "or",
        "org",
        "plc",
    )
)
_SHARED = frozenset(
    (
        *("dedyn.io", "ddns.net", "ddnss.de", "duckdns.org", "dynalias.org", "dyndns.org", "dynv6.net"),
        *("freeddns.org", "goip.de", "herokuapp.com", "hopto.org", "myds.me", "myfritz.net", "mynetgear.com"),
        *("no-ip.org", "noip.me", "nsupdate.info", "onrender.com", "pages.dev", "quickconnect.to"),
        *("selfhost.eu", "spdns.de", "synology.me", "sytes.net", "vercel.app", "workers.dev", "zapto.org"),
    )
)


def joined(base: str, href: str) -> str:
    """The address that a server means by ``href``, as it wrote it where that can be sent.

    Raises:
        CalendarMissing: it means none.
    """
    try:
        parts = urlsplit(urljoin(base, href.strip()))
        server = server_of(parts)
    except ValueError:
        raise CalendarMissing("The calendar server gave an address that is none.") from None
    path = quote(parts.path or "/", safe=_AS_IT_IS)
    return urlunsplit((parts.scheme, server, path, quote(parts.query, safe=_AS_IT_IS + "?"), ""))


def server_of(parts: SplitResult) -> str:
    """Host and port of an address, the host as it is asked for: in ASCII (RFC 5891).

    Raises:
        ValueError: they are none.
    """
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = f":{parts.port}" if parts.port else ""
    return f"[{host}]{port}" if ":" in host else f"{host}{port}"


def inside(collection: str, name: str) -> str:
    """The address of something in a collection, of any name."""
    return collection.rstrip("/") + "/" + quote(name, safe="")


def same(one: str, other: str) -> bool:
    """Whether two addresses name one resource, however each is escaped."""
    return parts_of(one) == parts_of(other)


def is_inside(address: str, collection: str) -> bool:
    """Whether an address lies directly in a collection."""
    server, *parts = parts_of(address)
    return [server, *parts[:-1]] == parts_of(collection) and bool(parts)


def checked(calendar_id: str, known: str) -> str:
    """A calendar's address, if it is one that the password for ``known`` may be sent to.

    Raises:
        CalendarMissing: it is not.
    """
    if not calendar_id.isascii() or re.search(r"[\s\x00-\x1f\x7f]", calendar_id):
        raise CalendarMissing("There is no such calendar on this server.")
    try:
        urlsplit(calendar_id).port  # noqa: B018 - a port that is none raises
        if urlsplit(calendar_id).hostname and is_one_house(known, calendar_id):
            return calendar_id
    except ValueError:
        pass
    raise CalendarMissing("There is no such calendar on this server.")


def is_one_house(known: str, other: str) -> bool:
    """Whether whoever runs ``known`` also runs ``other``, so that the password may be sent there.

    One host, a host below it, or a neighbour below a name that is not given out to everybody, as
    ``p34-caldav.icloud.com`` is to ``caldav.icloud.com``. Never from TLS to none.
    """
    one, two = urlsplit(known), urlsplit(other)
    if two.scheme not in ("http", "https") or (one.scheme == "https" and two.scheme != "https"):
        return False
    mine, theirs = (one.hostname or "").lower(), (two.hostname or "").lower()
    if mine == theirs:
        # Without TLS it is this machine only, where every port is somebody else's.
        return one.scheme == "https" or two.scheme == "https" or one.port == two.port
    if not mine or not theirs or _is_number(mine) or _is_number(theirs):
        return False
    if theirs.endswith(f".{mine}") and not _is_shared(mine):
        return True
    parent = mine.partition(".")[2]
    return not _is_shared(parent) and (theirs == parent or theirs.endswith(f".{parent}"))


def _is_shared(name: str) -> bool:
    labels = name.split(".")
    return len(labels) < 2 or name in _SHARED or (len(labels) == 2 and labels[0] in _SHARED_SECOND)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def parts_of(address: str) -> list[str]:
    """The server of an address and the parts of its path, free of how they are escaped."""
    parts = urlsplit(address)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    server = f"{parts.scheme}://{(parts.hostname or '').lower()}:{port}"
    return [server, *(unquote(each) for each in parts.path.strip("/").split("/") if each)]
