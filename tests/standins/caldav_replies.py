"""Answers of a WebDAV server, as text (RFC 4918 13 and 16)."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from standins.serving import Reply

DAV, CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_NAMES = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'


def href(path: str) -> str:
    """An address."""
    return f"<href>{escape(path)}</href>"


def response(path: str, told: dict[str, str], wanted: list[str]) -> str:
    """What is said of one resource: what is told of what was wanted, and what is not there."""
    missing = "".join(_element(name, "") for name in wanted if name not in told)
    found = "".join(_element(name, inside) for name, inside in told.items())
    parts = f"<propstat><prop>{found}</prop><status>HTTP/1.1 200 OK</status></propstat>" if found else ""
    if missing:
        parts += f"<propstat><prop>{missing}</prop><status>HTTP/1.1 404 Not Found</status></propstat>"
    return f"<response>{href(path)}{parts}</response>"


def _element(name: str, inside: str) -> str:
    tag = name.replace(DAV, "").replace(CALDAV, "C:")
    return f"<{tag}>{inside}</{tag}>"


def multistatus(responses: Iterable[str]) -> Reply:
    """An answer about several resources."""
    body = f'<?xml version="1.0" encoding="utf-8"?><multistatus {_NAMES}>{"".join(responses)}</multistatus>'
    return Reply(207, body.encode(), {"Content-Type": "application/xml; charset=utf-8"})


def error(status: int, condition: str) -> Reply:
    """A refusal that names the condition which was not met."""
    return Reply(status, f"<error {_NAMES}>{condition}</error>".encode())
