"""A CalDAV server that does what Radicale never does: other servers' habits, each behind a switch.

It keeps events and answers by the rules of RFC 4791, 4918 and 6638 that are cited where they matter; faults
of the line are those of ``serving.py``. What it is asked is checked: an address that it does not know, a
write without a condition, or a question for more of an owner's event than its times fails the test.
"""

import base64
import hashlib
import itertools
import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape

import icalendar
from defusedxml.ElementTree import fromstring

from standins.caldav_replies import CALDAV, DAV, error, href, multistatus, response
from standins.serving import Asked, Reply, Server

USER, PASSWORD = "ann@example.com", "app-password"
PRINCIPAL, HOME, INBOX, OUTBOX = "/dav/principals/ann/", "/dav/ann/", "/dav/ann/inbox/", "/dav/ann/outbox/"
WORK = "/dav/ann/office/"
# Two more calendars, always empty.
OTHERS = ("/dav/ann/home/", "/dav/ann/team/")

_TIMES = frozenset(
    (
        *("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "TRANSP"),
        *("STATUS", "ATTENDEE", "VERSION", "X-MICROSOFT-CDO-BUSYSTATUS"),
    )
)


@dataclass
class Habits:
    """What a server does in its own way; the defaults are those of a plain one.

    Attributes:
        versions: ``strong``; ``weak``, compared as written; ``compressed``, weak on the way out and strong
            inside, as behind a web server that compresses; ``unquoted`` in PROPFIND.
        tells_version: whether PUT answers with one.
        schedules: whether the DAV header promises invitations (RFC 6638 2).
        tells_dav: whether there is a DAV header at all.
        own: the owner's addresses.
        refuses_organizer: whether whoever is named as organizer is refused.
        at_once: how many events a report tells before it is cut short (RFC 4791 7.8).
        renames: whether an event is kept under a name of the server's own.
        searches: whether a report can look for an identifier.
        whole: whether events are sent whole, whatever part was asked for.
        expands: texts that replace an event's in a report with expand, by name.
        zone: the calendar's VTIMEZONE. writable: whether events can be put on it.
        taken: what a PUT is answered whose identifier is in the trash.
    """

    versions: str = "strong"
    tells_version: bool = True
    schedules: bool = False
    tells_dav: bool = True
    own: tuple[str, ...] = (f"mailto:{USER}", PRINCIPAL)
    refuses_organizer: bool = False
    at_once: int | None = None
    renames: bool = False
    searches: bool = True
    whole: bool = False
    expands: dict[str, str] = field(default_factory=dict)
    zone: str = ""
    writable: bool = True
    taken: Reply | None = None


class ScriptedServer(Server):
    """The server; its address is ``url``.

    Attributes:
        habits: may be changed while it runs.
        events: the text of each event of the calendar ``WORK``, by its name.
        moved: addresses that send on to another, by path.
    """

    def __init__(self) -> None:
        """Listen, with one empty calendar."""
        super().__init__(self._answered)
        self.habits = Habits()
        self.events: dict[str, str] = {}
        self.moved: dict[str, Reply] = {"/.well-known/caldav": Reply(301, headers={"Location": "/dav/"})}
        self._numbers = itertools.count()
        self._routes = {"PROPFIND": self._propfind, "REPORT": self._report, "OPTIONS": self._options}
        self._routes |= {"GET": self._get, "PUT": self._put, "DELETE": self._delete}

    def asked_of(self, method: str) -> list[Asked]:
        """The requests of one kind, in order."""
        return [each for each in self.asked if each.method == method]

    def version_of(self, name: str) -> str:
        """An event's version as the server itself keeps it."""
        return '"' + hashlib.sha256(self.events[name].encode()).hexdigest()[:12] + '"'

    def _answered(self, asked: Asked) -> Reply:
        if asked.path in self.moved:
            return self.moved[asked.path]
        given = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {given}":
            return Reply(401, headers={"WWW-Authenticate": "Basic"})
        reply = self._routes[asked.method](asked)
        if self.habits.tells_dav and asked.method in ("PROPFIND", "OPTIONS"):
            words = "1, 3, access-control, calendar-access"
            words += ", calendar-auto-schedule" if self.habits.schedules else ""
            reply = Reply(reply.status, reply.body, {"DAV": words, **reply.headers})
        return reply

    def _options(self, _asked: Asked) -> Reply:
        return Reply(200)

    def _propfind(self, asked: Asked) -> Reply:
        wanted = [each.tag for each in fromstring(asked.body).find(f"{DAV}prop")]
        about = {path: self._properties(path) for path in self._paths(asked)}
        if None in about.values():
            return Reply(404)
        return multistatus(
            response(path, {name: told[name] for name in wanted if name in told}, wanted)
            for path, told in about.items()
        )

    def _paths(self, asked: Asked) -> list[str]:
        below = (
            {HOME: [*OTHERS, WORK, INBOX, OUTBOX]}.get(asked.path, [])
            if asked.headers["depth"] == "1"
            else []
        )
        return [unquote(asked.path), *below]

    def _properties(self, path: str) -> dict[str, str] | None:
        kind, principal = f"{DAV}resourcetype", {f"{DAV}current-user-principal": href(PRINCIPAL)}
        if path in ("/dav/", "/dav"):
            return {kind: "<collection/>", **principal}
        if path == PRINCIPAL:
            return {
                kind: "<principal/>",
                **principal,
                f"{CALDAV}calendar-home-set": href(HOME),
                f"{CALDAV}calendar-user-address-set": "".join(href(each) for each in self.habits.own),
                f"{CALDAV}schedule-inbox-URL": href(INBOX),
                f"{CALDAV}schedule-outbox-URL": href(OUTBOX),
            }
        if path == INBOX:
            return {
                kind: "<collection/><C:schedule-inbox/>",
                f"{CALDAV}schedule-default-calendar-URL": href(WORK),
            }
        if path in (HOME, OUTBOX):
            return {kind: "<collection/>", **principal}
        if path in (WORK, *OTHERS):
            return {**self._of_calendar(path), **principal}
        name = path.removeprefix(WORK)
        return {f"{DAV}getetag": escape(self._told(name, "propfind"))} if name in self.events else None

    def _of_calendar(self, path: str) -> dict[str, str]:
        told = {
            f"{DAV}resourcetype": "<collection/><C:calendar/>",
            f"{DAV}displayname": f"{path.split('/')[-2].capitalize()} &amp; more",
            f"{DAV}current-user-privilege-set": "<privilege><read/></privilege>"
            + ("<privilege><bind/></privilege>" if self.habits.writable else ""),
            f"{CALDAV}supported-calendar-component-set": '<C:comp name="VEVENT"/>',
        }
        if self.habits.zone:
            told[f"{CALDAV}calendar-timezone"] = escape(self.habits.zone)
        return told

    def _report(self, asked: Asked) -> Reply:
        root = fromstring(asked.body)
        self._check_only_times(root)
        if unquote(asked.path) != WORK:
            return multistatus([]) if unquote(asked.path) in OTHERS else Reply(404)
        names = sorted(self.events)
        expand = root.find(f".//{CALDAV}expand") is not None
        if hrefs := [each.text for each in root.findall(f"{DAV}href")]:
            names = [unquote(each).removeprefix(WORK) for each in hrefs]
        elif (searched := root.find(f".//{CALDAV}prop-filter")) is not None:
            if not self.habits.searches:
                return error(403, "<C:supported-filter/>")
            uid = searched.findtext(f"{CALDAV}text-match")
            names = [name for name in names if uid in self.events[name]]
        else:
            names = self._touched(names, root.find(f".//{CALDAV}time-range"))
        cut = self.habits.at_once is not None and len(names) > self.habits.at_once
        responses = [self._event(name, expand) for name in names[: self.habits.at_once]]
        if cut:
            responses.append(
                f"<response><href>{WORK}</href><status>HTTP/1.1 507 Insufficient Storage</status></response>"
            )
        return multistatus(responses)

    def _touched(self, names: list[str], limits) -> list[str]:
        start, end = (limits.get(each) for each in ("start", "end"))
        kept = []
        for name in names:
            # Anything that is not one event in UTC is told always: the client has to judge it.
            times = re.findall(r"^DT(?:START|END):(\d{8}T\d{6}Z)", self.events[name], re.MULTILINE)
            if len(times) != 2 or (times[0] < end and times[1] > start):
                kept.append(name)
        return kept

    def _event(self, name: str, expand: bool) -> str:
        text = self.habits.expands.get(name, self.events[name]) if expand else self.events[name]
        if not self.habits.whole:
            text = _partly(text)
        told = {f"{CALDAV}calendar-data": escape(text), f"{DAV}getetag": escape(self._told(name, "report"))}
        return response(WORK + quote(name), told, list(told))

    def _check_only_times(self, root) -> None:
        # 1.4: of what may be an owner's event nothing else is asked for.
        for comp in root.iter(f"{CALDAV}comp"):
            asked_for = {each.get("name") for each in comp.findall(f"{CALDAV}prop")}
            assert asked_for <= _TIMES, f"asked for {asked_for - _TIMES}"
            assert comp.get("name") == "VTIMEZONE" or comp.find(f"{CALDAV}allprop") is None
        for data in root.iter(f"{CALDAV}calendar-data"):
            assert data.find(f"{CALDAV}comp") is not None, "asked for whole events"

    def _get(self, asked: Asked) -> Reply:
        name = unquote(asked.path).removeprefix(WORK)
        # 1.4: only events of our own are read in detail.
        assert name not in self.events or "@direct-booking" in self.events[name], "read an owner's event"
        if name not in self.events:
            return Reply(404)
        headers = {"Content-Type": "text/calendar", "ETag": self._told(name, "get"), "Schedule-Tag": '"s1"'}
        return Reply(200, self.events[name].encode(), headers)

    def _put(self, asked: Asked) -> Reply:
        path, name = unquote(asked.path), unquote(asked.path).removeprefix(WORK)
        assert asked.headers["content-type"].startswith("text/calendar")
        text = asked.body.decode()
        (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"} <= set(event)
        if not path.startswith(WORK) or "/" in name:
            return Reply(409)
        if not self._is_met(asked, name):
            return Reply(412)
        if self.habits.taken is not None:
            return self.habits.taken
        if "ORGANIZER" in event and self.habits.refuses_organizer and "SCHEDULE-AGENT" not in text:
            return error(403, "<C:organizer-allowed/>")
        is_new = name not in self.events
        if self.habits.renames and is_new:
            if any(str(event["UID"]) in each for each in self.events.values()):
                return error(409, "<C:no-uid-conflict/>")  # RFC 4791 5.3.2.1
            name = f"server-{next(self._numbers)}.ics"
        self.events[name] = text
        return Reply(
            201 if is_new else 204,
            headers={"ETag": self._told(name, "put")} if self.habits.tells_version else {},
        )

    def _delete(self, asked: Asked) -> Reply:
        name = unquote(asked.path).removeprefix(WORK)
        assert name not in self.events or "@direct-booking" in self.events[name], "deleted an owner's event"
        if name not in self.events:
            return Reply(404)
        if not self._is_met(asked, name):
            return Reply(412)
        del self.events[name]
        return Reply(204)

    def _is_met(self, asked: Asked, name: str) -> bool:
        """Whether the condition of a write is met (RFC 9110 13.1); there must be one."""
        if asked.headers.get("if-none-match") == "*":
            return name not in self.events
        wanted = asked.headers["if-match"]
        kept = self.version_of(name) if name in self.events else None
        return wanted == (f"W/{kept}" if self.habits.versions == "weak" else kept)

    def _told(self, name: str, where: str) -> str:
        version = self.version_of(name)
        if self.habits.versions in ("weak", "compressed"):
            return f"W/{version}"
        return version.strip('"') if self.habits.versions == "unquoted" and where == "propfind" else version


def _partly(text: str) -> str:
    calendar = icalendar.Calendar.from_ical(text)
    for event in calendar.walk("VEVENT"):
        for name in [each for each in event if each not in _TIMES]:
            del event[name]
    return calendar.to_ical().decode()
