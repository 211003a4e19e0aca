"""An office whose calendar is somebody else's; which providers there are is in ``elsewhere.py``."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from elsewhere import PROVIDERS, Elsewhere, connect, elsewhere_of
from offices import NEW_YORK, NOW, Office, open_office

from direct_booking.clock import SetClock
from direct_booking.storage.connections import CalendarConnection
from direct_booking.storage.database import Database
from direct_booking.wiring import Desk, build


@dataclass(frozen=True)
class OfficeElsewhere(Office):
    """An office that books on somebody else's calendar.

    Attributes:
        elsewhere: where that is.
    """

    elsewhere: Elsewhere

    @property
    def connection(self) -> CalendarConnection | None:
        """What the account is connected to now."""
        return self.desk.diary.connection(self.account_id)

    def events(self):
        """See ``Office``: those on the owner's calendar."""
        return self.elsewhere.ours()

    def another_desk(self) -> Desk:
        """The desk of another process: nothing of what this one has in its memory."""
        return build(self.elsewhere.environment, clock=self.clock, database=self.database)


def open_elsewhere(
    database: Database, elsewhere: Elsewhere, clock: SetClock, *, mail: bool = False
) -> OfficeElsewhere:
    """An account that has just connected its owner's calendar, and invites guests by mail if need be."""
    here = open_office(database, now=clock.now())
    environment = {**elsewhere.environment, **(elsewhere.mail if mail else {})}
    desk = build(environment, clock=clock, database=database)
    connect(elsewhere, desk, here.account_id, NEW_YORK)
    connected = desk.diary.connection(here.account_id)
    return OfficeElsewhere(desk, here.account_id, here.calendar, connected.calendar_id, elsewhere)


@pytest.fixture
def google_office(sqlite_url, request) -> Iterator[OfficeElsewhere]:
    """One account that books on Google Calendar."""
    yield from _office("google", sqlite_url, request)


@pytest.fixture(params=PROVIDERS)
def office_elsewhere(sqlite_url, request) -> Iterator[OfficeElsewhere]:
    """One account that books on each provider in turn."""
    yield from _office(request.param, sqlite_url, request)


def _office(provider: str, url: str, request) -> Iterator[OfficeElsewhere]:
    clock, database = SetClock(NOW), Database(url)
    elsewhere = elsewhere_of(provider, clock, NEW_YORK, lambda: request.getfixturevalue("radicale"))
    yield open_elsewhere(database, elsewhere, clock)
    wrong = elsewhere.wrong()
    elsewhere.close()
    database.close()
    assert wrong == []
