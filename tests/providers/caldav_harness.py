"""CalDAV held to the contract: the client against a real Radicale behind a proxy that can fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import icalendar
import pytest
from fixtures_proxy import Proxy
from provider_harness import MONDAY
from standins.radicale_server import PASSWORD, Owner
from standins.vaults import MemoryVault

from direct_booking.calendars.base import EventRef
from direct_booking.calendars.caldav import CalDavCalendar
from direct_booking.calendars.caldav_connecting import connect
from direct_booking.calendars.http import Door
from direct_booking.clock import SetClock
from direct_booking.scheduling.availability import Interval

_UTC = "%Y%m%dT%H%M%SZ"


@pytest.fixture
def caldav_harness(radicale, proxy_to) -> Iterator["CalDavHarness"]:
    """An owner with two empty calendars."""
    harness = CalDavHarness(radicale.new_owner(), proxy_to("127.0.0.1", radicale.port))
    yield harness
    harness.close()
    # 1.4, 4.8: whatever a test did, what the owner had made stands as it was made.
    harness.assert_owners_events_untouched()


class WatchedDoor(Door):
    """A door that remembers which events were named, and for what."""

    def __init__(self) -> None:
        super().__init__()
        self.named: set[tuple[str, str]] = set()

    def send(self, method: str, url: str, **details):
        """See ``Door``."""
        self.named.add((method, urlsplit(url).path))
        return super().send(method, url, **details)


class CalDavHarness:
    """See ``provider_harness.Harness``."""

    smallest = timedelta(seconds=1)
    gives_links = False
    opening_s = 0.0

    def __init__(self, owner: Owner, proxy: Proxy) -> None:
        self._owner = owner
        self._proxy = proxy
        self._paths = [
            owner.is_given("default", shown="Appointments"),
            owner.is_given("other", shown="Another"),
        ]
        self._base = f"http://127.0.0.1:{proxy.port}"
        self._door = WatchedDoor()
        connected = connect(self._base + owner.home, owner.user, PASSWORD, door=self._door, deadline_s=20.0)
        self.calendar = CalDavCalendar(
            self._door,
            MemoryVault(connected.secret),
            zone=ZoneInfo("America/New_York"),
            clock=SetClock(MONDAY),
        )
        self.primary_id, self.other_id = (self._base + path for path in self._paths_as_told(connected))
        self.missing_id = f"{self._base}/{owner.user}/missing/"
        self._made: dict[tuple[str, str], str] = {}

    def close(self) -> None:
        """Close the connections."""
        self._door.close()

    def owner_adds(self, calendar_id: str, *spans: Interval) -> None:
        """See ``Harness``."""
        path = unquote(urlsplit(calendar_id).path)
        texts = {}
        for span in spans:
            uid = f"owner{len(self._made)}"
            texts[f"{uid}.ics"] = self._made[path, f"{uid}.ics"] = _owners_event(uid, span)
        self._owner.puts_all(path, texts)

    def owners_times(self, calendar_id: str) -> list[Interval]:
        """See ``Harness``."""
        there = self._owner.sees_all(urlsplit(calendar_id).path)
        return sorted(_span_of(text) for name, text in there.items() if name.startswith("owner"))

    def owner_moves(self, ref: EventRef, span: Interval) -> None:
        """See ``Harness``: as a calendar program does, keeping what it does not know."""
        calendar = icalendar.Calendar.from_ical(self._owner.gets(urlsplit(ref.event_id).path))
        (event,) = calendar.walk("VEVENT")
        event["DTSTART"] = icalendar.vDDDTypes(span.start)
        event["DTEND"] = icalendar.vDDDTypes(span.end)
        self._owner.puts(urlsplit(ref.event_id).path, calendar.to_ical().decode("utf-8"))

    def owner_deletes(self, ref: EventRef) -> None:
        """See ``Harness``."""
        self._owner.deletes(urlsplit(ref.event_id).path)

    def words_on(self, ref: EventRef) -> tuple[str, str]:
        """See ``Harness``."""
        text = self._owner.gets(urlsplit(ref.event_id).path)
        (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
        return str(event["SUMMARY"]), str(event.get("DESCRIPTION", ""))

    def assert_owners_events_untouched(self) -> None:
        """Everything that the owner made is as it was made, and none of it was looked at by itself."""
        looked_at = {path for method, path in self._door.named if method in ("GET", "PUT", "DELETE")}
        assert not any(path.rpartition("/")[2].startswith("owner") for path in looked_at)
        there = {unquote(path): self._owner.sees_all(path) for path in self._paths}
        for (path, name), text in self._made.items():
            assert there[path][name] == text

    @contextmanager
    def unreachable(self) -> Iterator[None]:
        """See ``Harness``: nobody listens where the server was."""
        with self._proxy.away():
            yield

    @contextmanager
    def silent(self) -> Iterator[None]:
        """See ``Harness``: the proxy passes nothing on."""
        self._proxy.silent = True
        yield
        self._proxy.silent = False
        self._proxy.cut()

    @contextmanager
    def answer_lost(self) -> Iterator[None]:
        """See ``Harness``: the proxy loses the answer to whatever is written under a condition."""
        self._proxy.lose_answer_to = b"Match: "
        yield

    @contextmanager
    def access_expired(self) -> Iterator[None]:
        """See ``Harness``: the owner has changed the password."""
        self._owner.server.set_password(self._owner.user, "another")
        yield
        self._owner.server.set_password(self._owner.user, PASSWORD)

    def _paths_as_told(self, connected) -> list[str]:
        told = {urlsplit(info.id).path for info in connected.calendars}
        assert len(told) == 2
        return sorted(told)  # "default" before "other"


def _owners_event(uid: str, span: Interval) -> str:
    calendar = icalendar.Calendar()
    calendar.add("PRODID", "-//Owner//Program//EN")
    calendar.add("VERSION", "2.0")
    event = icalendar.Event()
    event.add("UID", uid)
    event.add("DTSTAMP", datetime(2026, 1, 1, tzinfo=timezone.utc))
    event.add("DTSTART", span.start)
    event.add("DTEND", span.end)
    event.add("SUMMARY", "Dentist")
    calendar.add_component(event)
    return calendar.to_ical().decode("utf-8")


def _span_of(text: str) -> Interval:
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return Interval(event.start.astimezone(timezone.utc), event.end.astimezone(timezone.utc))
