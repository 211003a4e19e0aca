"""CalDAV servers for tests: a real one, and one with the habits of others; and the client on each."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from standins.caldav_scripted import PASSWORD, USER, ScriptedServer
from standins.radicale_server import RadicaleServer
from standins.vaults import MemoryVault

from direct_booking.calendars.caldav import CalDavCalendar
from direct_booking.calendars.caldav_connecting import connect
from direct_booking.calendars.http import Door
from direct_booking.calendars.post import Post
from direct_booking.clock import Clock


@pytest.fixture(scope="session")
def radicale() -> Iterator[RadicaleServer]:
    """The real server, one for all tests of this process."""
    server = RadicaleServer()
    yield server
    server.close()


@pytest.fixture
def scripted() -> Iterator[ScriptedServer]:
    """A server with the habits of others; a test that it found a mistake in fails."""
    server = ScriptedServer()
    yield server
    server.close()
    assert server.problems == []


@pytest.fixture
def caldav_door() -> Iterator[Door]:
    """A door of one's own."""
    opened = Door()
    yield opened
    opened.close()


def client_on(
    server: ScriptedServer, door: Door, clock: Clock, *, post: Post | None = None, zone: str = "UTC"
) -> CalDavCalendar:
    """A client that has just connected to the scripted server."""
    connected = connect(f"{server.url}/dav/", USER, PASSWORD, door=door, deadline_s=5.0)
    return CalDavCalendar(door, MemoryVault(connected.secret), zone=ZoneInfo(zone), clock=clock, post=post)
