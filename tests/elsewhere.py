"""Owners' calendars on other people's servers, for tests of the whole product: one class for each provider.

The product is told of the servers as an operator tells it, by environment variables, and connects as an owner
connects. What a server does is in ``standins``; for one provider alone there are ``providers/*_harness.py``.
"""

import base64
import http.client
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from types import MappingProxyType
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import icalendar
from standins.google import GoogleStandIn, error
from standins.google_contract import BASE
from standins.google_values import OWNER, span_of
from standins.graph import Graph
from standins.graph_login import REVOKED
from standins.mail_server import MailServer
from standins.radicale_server import PASSWORD, RadicaleServer
from standins.serving import Asked, Reply, Server
from standins.watching import watch

from direct_booking.calendars.http import Door
from direct_booking.clock import SetClock
from direct_booking.scheduling.availability import Interval
from direct_booking.storage import connections
from direct_booking.wiring import Desk

PROVIDERS = ("google", "microsoft", "caldav")
# Any key will do; this one is nobody's.
KEY = "c3VjaCBhIGtleSBpcyBub2JvZHkncyBrZXkgYXQgYWw="
# No caller waits that long, so a client does not try again.
LATER = {"Retry-After": "3600"}

Asks = Callable[[Asked], bool]


class Elsewhere(Protocol):
    """One owner's calendar.

    Attributes:
        name: the provider's.
        server: what the product talks to, and its faults.
        environment: what an operator sets for it.
        mail: what an operator sets besides, to have guests invited; nothing where the provider invites.
    """

    name: str
    server: Server
    environment: Mapping[str, str]
    mail: Mapping[str, str]

    def sign_in(self, desk: Desk, account_id: int) -> None:
        """Connect the account, as its owner does."""

    def owner_adds(self, span: Interval) -> None:
        """The owner is busy then."""

    def owner_allows_links(self, allowed: bool) -> None:
        """From now on the calendar may have video meetings, or not; one that never has stays as it is."""

    def ours(self) -> dict[str, Interval]:
        """The product's live events, by the key each was made with."""

    def owner_removes_ours(self) -> None:
        """The owner deletes every event of the product's."""

    def reads_busy(self, asked: Asked) -> bool:
        """Whether a request asks for busy time."""

    def finds(self, asked: Asked) -> bool:
        """Whether a request looks for an event of ours."""

    def writes(self, asked: Asked) -> bool:
        """Whether a request writes an event."""

    def wait(self) -> Reply:
        """The answer that asks to come again in an hour."""

    def refuse(self) -> Reply:
        """The answer that says no."""

    def expired(self) -> AbstractContextManager[None]:
        """As long as it is open, the owner's access is worth nothing."""

    def wrong(self) -> list[str]:
        """What the product did that the provider does not know, or to what is not its own."""

    def secrets(self) -> list[str]:
        """Every token and password that the provider has given out or takes."""

    def close(self) -> None:
        """Stop."""


class GoogleElsewhere:
    """A Google account with one calendar."""

    name = "google"
    mail: Mapping[str, str] = MappingProxyType({})

    def __init__(self, clock: SetClock, zone: ZoneInfo) -> None:
        self.google = GoogleStandIn(clock)
        self._one = self.google.calendars.all[OWNER]
        self._one.zone = zone.key
        self.server = self.google.server
        app, addresses = self.google.app, self.google.addresses
        self.environment = {
            "DIRECT_BOOKING_KEYS": KEY,
            "DIRECT_BOOKING_GOOGLE_CLIENT_ID": app.client_id,
            "DIRECT_BOOKING_GOOGLE_CLIENT_SECRET": app.client_secret,
            "DIRECT_BOOKING_GOOGLE_AUTHORIZE_URL": addresses.authorize,
            "DIRECT_BOOKING_GOOGLE_TOKEN_URL": addresses.token,
            "DIRECT_BOOKING_GOOGLE_REVOKE_URL": addresses.revoke,
            "DIRECT_BOOKING_GOOGLE_API_URL": addresses.api,
        }

    def sign_in(self, desk: Desk, account_id: int) -> None:
        """See ``Elsewhere``."""
        by_browser(desk, account_id, self.name, self.google.accounts.redirect_uri)

    def owner_allows_links(self, allowed: bool) -> None:
        """See ``Elsewhere``."""
        self._one.solutions = ("hangoutsMeet",) if allowed else ()

    def owner_adds(self, span: Interval) -> None:
        """See ``Elsewhere``."""
        self.google.calendars.owner_adds(OWNER, span)

    def ours(self) -> dict[str, Interval]:
        """See ``Elsewhere``: the key is the identifier."""
        made = [self._one.events[each] for each in self._one.made_here]
        return {each["id"]: span_of(each, self._one) for each in made if each["status"] == "confirmed"}

    def owner_removes_ours(self) -> None:
        """See ``Elsewhere``."""
        for event_id in self.ours():
            self.google.calendars.owner_changes(OWNER, event_id, status="cancelled")

    def reads_busy(self, asked: Asked) -> bool:
        """See ``Elsewhere``."""
        return asked.path.endswith("/freeBusy")

    def finds(self, asked: Asked) -> bool:
        """See ``Elsewhere``."""
        return asked.method == "GET" and "/events" in asked.path

    def writes(self, asked: Asked) -> bool:
        """See ``Elsewhere``."""
        return asked.path.startswith(BASE) and "/events" in asked.path and asked.method != "GET"

    def wait(self) -> Reply:
        """See ``Elsewhere``."""
        return error(403, "rateLimitExceeded", LATER)

    def refuse(self) -> Reply:
        """See ``Elsewhere``."""
        return error(403, "forbidden")

    @contextmanager
    def expired(self) -> Iterator[None]:
        """See ``Elsewhere``."""
        self.google.accounts.suspended = True
        yield
        self.google.accounts.suspended = False

    def wrong(self) -> list[str]:
        """See ``Elsewhere``."""
        return self.google.wrong()

    def secrets(self) -> list[str]:
        """See ``Elsewhere``."""
        return self.google.secrets()

    def close(self) -> None:
        """See ``Elsewhere``."""
        self.google.close()


class MicrosoftElsewhere:
    """A mailbox with one calendar."""

    name = "microsoft"
    mail: Mapping[str, str] = MappingProxyType({})

    def __init__(self, _clock: SetClock, zone: ZoneInfo) -> None:
        self.graph = Graph()
        # As it tells it to programs whose owner chose a zone by its IANA name.
        self.graph.mailbox.zone = zone.key
        self._calendar_id = self.graph.mailbox.add_calendar("Calendar").id
        self.server, login = self.graph.server, self.graph.login
        self.environment = {
            "DIRECT_BOOKING_KEYS": KEY,
            "DIRECT_BOOKING_MICROSOFT_CLIENT_ID": login.client_id,
            "DIRECT_BOOKING_MICROSOFT_CLIENT_SECRET": login.client_secret,
            "DIRECT_BOOKING_MICROSOFT_LOGIN_URL": self.server.url,
            "DIRECT_BOOKING_MICROSOFT_API_URL": self.graph.api,
        }

    def sign_in(self, desk: Desk, account_id: int) -> None:
        """See ``Elsewhere``."""
        by_browser(desk, account_id, self.name, self.graph.login.redirects[0])

    def owner_allows_links(self, allowed: bool) -> None:
        """See ``Elsewhere``: a personal account has none that a caller could join."""
        calendars, providers = self.graph.mailbox.calendars, ("teamsForBusiness",) if allowed else ()
        calendars[self._calendar_id] = replace(calendars[self._calendar_id], providers=providers)

    def owner_adds(self, span: Interval) -> None:
        """See ``Elsewhere``."""
        self.graph.mailbox.owner_adds(self._calendar_id, span)

    def ours(self) -> dict[str, Interval]:
        """See ``Elsewhere``: the key is the marker's value."""
        found: dict[str, Interval] = {}
        for each in self.graph.mailbox.live(self._calendar_id):
            if each.by_app:
                key = _marker_of(each)
                # One that is there twice must not look like one.
                found[f"{key} again" if key in found else key] = Interval(each.start, each.end)
        return found

    def owner_removes_ours(self) -> None:
        """See ``Elsewhere``."""
        for each in self.graph.mailbox.live(self._calendar_id):
            if each.by_app:
                self.graph.mailbox.delete(each.id)

    def reads_busy(self, asked: Asked) -> bool:
        """See ``Elsewhere``."""
        return asked.path.lower().endswith("/calendarview")

    def finds(self, asked: Asked) -> bool:
        """See ``Elsewhere``."""
        return asked.method == "GET" and "/events" in asked.path

    def writes(self, asked: Asked) -> bool:
        """See ``Elsewhere``."""
        return "/events" in asked.path and asked.method != "GET"

    def wait(self) -> Reply:
        """See ``Elsewhere``."""
        return Reply(429, b'{"error": {"code": "ApplicationThrottled", "message": "m"}}', {**JSON, **LATER})

    def refuse(self) -> Reply:
        """See ``Elsewhere``."""
        return Reply(403, b'{"error": {"code": "ErrorAccessDenied", "message": "m"}}', JSON)

    @contextmanager
    def expired(self) -> Iterator[None]:
        """See ``Elsewhere``."""
        self.graph.login.refusal = REVOKED
        yield
        self.graph.login.refusal = None

    def wrong(self) -> list[str]:
        """See ``Elsewhere``."""
        return self.graph.wrong()

    def secrets(self) -> list[str]:
        """See ``Elsewhere``."""
        return self.graph.secrets()

    def close(self) -> None:
        """See ``Elsewhere``."""
        self.graph.close()


class CalDavElsewhere:
    """An owner with one calendar on a real CalDAV server, behind a door that fails on request."""

    name = "caldav"

    def __init__(self, radicale: RadicaleServer) -> None:
        self._radicale = radicale
        self._owner = radicale.new_owner()
        self._path = self._owner.makes_calendar("default", shown="Calendar")
        self._added = 0
        self.server = Server(self._forward)
        self.environment = {"DIRECT_BOOKING_KEYS": KEY}
        self._mail_server: MailServer | None = None
        watch(self)

    @property
    def mail(self) -> Mapping[str, str]:
        """See ``Elsewhere``: Radicale invites nobody."""
        self._mail_server = self._mail_server or MailServer()
        return {
            "DIRECT_BOOKING_SMTP_URL": f"smtp://127.0.0.1:{self._mail_server.port}",
            "DIRECT_BOOKING_SMTP_FROM": "booking@example.com",
        }

    def sign_in(self, desk: Desk, account_id: int) -> None:
        """See ``Elsewhere``."""
        desk.connecting.sign_in(account_id, self.name, self.server.url, self._owner.user, PASSWORD)

    def owner_allows_links(self, allowed: bool) -> None:
        """See ``Elsewhere``: it never has any."""

    def owner_adds(self, span: Interval) -> None:
        """See ``Elsewhere``."""
        self._added += 1
        uid = f"owner{self._added}"
        event = icalendar.Event()
        event.add("UID", uid)
        event.add("DTSTAMP", datetime(2026, 1, 1, tzinfo=timezone.utc))
        event.add("DTSTART", span.start.astimezone(timezone.utc))
        event.add("DTEND", span.end.astimezone(timezone.utc))
        event.add("SUMMARY", "Dentist")
        calendar = icalendar.Calendar()
        calendar.add("PRODID", "-//Owner//Program//EN")
        calendar.add("VERSION", "2.0")
        calendar.add_component(event)
        self._owner.puts(f"{self._path}{uid}.ics", calendar.to_ical().decode("utf-8"))

    def ours(self) -> dict[str, Interval]:
        """See ``Elsewhere``: the key is the name."""
        found = {}
        for name, text in self._ours().items():
            (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
            if str(event.get("STATUS", "")).upper() != "CANCELLED":
                times = (event.start.astimezone(timezone.utc), event.end.astimezone(timezone.utc))
                found[name.removesuffix(".ics")] = Interval(*times)
        return found

    def owner_removes_ours(self) -> None:
        """See ``Elsewhere``."""
        for name in self._ours():
            self._owner.deletes(self._path + name)

    def reads_busy(self, asked: Asked) -> bool:
        """See ``Elsewhere``."""
        return asked.method == "REPORT"

    def finds(self, asked: Asked) -> bool:
        """See ``Elsewhere``."""
        return asked.method == "GET"

    def writes(self, asked: Asked) -> bool:
        """See ``Elsewhere``."""
        return asked.method in ("PUT", "DELETE")

    def wait(self) -> Reply:
        """See ``Elsewhere``."""
        return Reply(429, headers=LATER)

    def refuse(self) -> Reply:
        """See ``Elsewhere``."""
        return Reply(403)

    @contextmanager
    def expired(self) -> Iterator[None]:
        """See ``Elsewhere``: the owner has changed the password."""
        self._radicale.set_password(self._owner.user, "another")
        yield
        self._radicale.set_password(self._owner.user, PASSWORD)

    def wrong(self) -> list[str]:
        """See ``Elsewhere``: what is the owner's is named by no request, and only its times are asked for."""
        return [*self.server.problems, *filter(None, map(_trespass, self.server.asked))]

    def secrets(self) -> list[str]:
        """See ``Elsewhere``: the password, also as it goes over the line."""
        return [PASSWORD, base64.b64encode(f"{self._owner.user}:{PASSWORD}".encode()).decode()]

    def close(self) -> None:
        """See ``Elsewhere``."""
        self.server.close()
        if self._mail_server is not None:
            self._mail_server.close()

    def _ours(self) -> dict[str, str]:
        there = self._owner.sees_all(self._path)
        return {name: text for name, text in there.items() if not name.startswith("owner")}

    def _forward(self, asked: Asked) -> Reply:
        dropped = ("connection", "host", "accept-encoding")
        headers = {name: value for name, value in asked.headers.items() if name not in dropped}
        query = "?" + "&".join(f"{name}={value}" for name, value in asked.query) if asked.query else ""
        connection = http.client.HTTPConnection("127.0.0.1", self._radicale.port, timeout=30)
        try:
            connection.request(asked.method, asked.path + query, asked.body, headers)
            answer = connection.getresponse()
            kept = ("content-type", "etag", "dav", "location", "www-authenticate", "last-modified")
            said = {name: value for name, value in answer.getheaders() if name.lower() in kept}
            return Reply(answer.status, answer.read(), said)
        finally:
            connection.close()


def _trespass(asked: Asked) -> str | None:
    """A request to somebody else's event, or for more of one than its times; None when it is neither."""
    name = asked.path.rpartition("/")[2]
    if asked.method != "REPORT":
        return f"{asked.method} of an event of the owner's" if name.startswith("owner") else None
    if b"calendar-data" not in asked.body or b"@direct-booking" in asked.body:
        return None
    named = {word for word in CONTENTS if b'"%s"' % word in asked.body}
    # Without naming anything it would ask for all.
    return None if b'"DTSTART"' in asked.body and not named else "a query for what the owner's events hold"


# Of an event, what is nobody's business.
CONTENTS = (b"SUMMARY", b"DESCRIPTION", b"LOCATION", b"COMMENT", b"URL")
JSON = {"Content-Type": "application/json"}


def elsewhere_of(
    name: str, clock: SetClock, zone: ZoneInfo, radicale: Callable[[], RadicaleServer]
) -> Elsewhere:
    """A new calendar at this provider, with nothing on it."""
    if name == "caldav":
        return CalDavElsewhere(radicale())
    return {"google": GoogleElsewhere, "microsoft": MicrosoftElsewhere}[name](clock, zone)


def connect(elsewhere: Elsewhere, desk: Desk, account_id: int, zone: ZoneInfo) -> None:
    """Connect an account, and let its calendar be in this zone."""
    elsewhere.sign_in(desk, account_id)
    present = desk.diary.connection(account_id)
    with desk.database.writing(account_id) as transaction:
        connections.choose(transaction, present, present.calendar_id, present.also_busy, zone)


def by_browser(desk: Desk, account_id: int, provider: str, redirect_uri: str) -> None:
    """Sign in as an owner does who says yes to everything."""
    begun = desk.connecting.begin(account_id, provider, redirect_uri)
    door = Door()
    came_back = door.send("GET", begun.address, deadline_s=5.0).headers["Location"]
    door.close()
    desk.connecting.finish(account_id, provider, begun.flow, dict(parse_qsl(urlsplit(came_back).query)))


def weather(elsewhere: Elsewhere, state: str) -> AbstractContextManager:
    """The calendar in one of the states of a call test: see ``docs/call-tests.md``."""
    fail, stack, written = elsewhere.server.failing, ExitStack(), []

    def writes(asked: Asked) -> bool:
        if elsewhere.writes(asked):
            written.append(asked)
        return elsewhere.writes(asked)

    def finds_afterwards(asked: Asked) -> bool:
        # Before that, some providers look an event up to tell its time from what else is busy.
        return bool(written) and elsewhere.finds(asked)

    if state == "expired":
        stack.enter_context(elsewhere.expired())
    if state == "unreadable":
        stack.enter_context(fail("reply", reply=elsewhere.wait(), when=elsewhere.reads_busy))
    if state == "refuses":
        stack.enter_context(fail("reply", reply=elsewhere.refuse(), when=elsewhere.writes))
    if state == "unreachable":
        stack.enter_context(fail("reply", reply=elsewhere.wait(), when=writes))
    if state == "writes_then_fails":
        stack.enter_context(fail("cut", applied=True, when=writes))
    if state in ("unreachable", "writes_then_fails"):
        stack.enter_context(fail("reply", reply=elsewhere.wait(), when=finds_afterwards))
    return stack


def _marker_of(item) -> str:
    (value,) = item.marks.values()
    return value
