"""Google Calendar as the contract tries it, on a stand-in with Google's rules; see ``provider_harness``."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta, timezone

import pytest
from standins.google_connected import ConnectedGoogle, writes
from standins.google_values import OWNER, One

from direct_booking.calendars.base import EventRef
from direct_booking.calendars.google_events import read, times_of
from direct_booking.scheduling.availability import Interval


class GoogleHarness(ConnectedGoogle):
    """One Google account with two calendars that it owns."""

    primary_id = OWNER
    other_id = "other@group.calendar.google.com"
    missing_id = "missing@group.calendar.google.com"
    smallest = timedelta(seconds=1)
    gives_links = True
    opening_s = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.google.calendars.add(One(self.other_id, "Another"))

    def owner_adds(self, calendar_id: str, *spans: Interval) -> None:
        """See ``Harness``."""
        for span in spans:
            self.google.calendars.owner_adds(calendar_id, span)

    def owners_times(self, calendar_id: str) -> list[Interval]:
        """See ``Harness``."""
        one = self.google.calendars.all[calendar_id]
        return sorted(
            Interval(*(read(event[end]["dateTime"]).astimezone(timezone.utc) for end in ("start", "end")))
            for event in one.events.values()
            if event["id"] not in one.made_here and event["status"] != "cancelled"
        )

    def owner_moves(self, ref: EventRef, span: Interval) -> None:
        """See ``Harness``."""
        self.google.calendars.owner_changes(ref.calendar_id, ref.event_id, **times_of(span))

    def owner_deletes(self, ref: EventRef) -> None:
        """See ``Harness``."""
        self.google.calendars.owner_changes(ref.calendar_id, ref.event_id, status="cancelled")

    def words_on(self, ref: EventRef) -> tuple[str, str]:
        """See ``Harness``."""
        event = self.google.calendars.all[ref.calendar_id].events[ref.event_id]
        return event["summary"], event["description"]

    @contextmanager
    def unreachable(self) -> Iterator[None]:
        """See ``Harness``: nobody listens."""
        with self.google.server.away():
            yield

    @contextmanager
    def silent(self) -> Iterator[None]:
        """See ``Harness``: nothing is answered."""
        with self.google.server.failing("hang"):
            yield

    @contextmanager
    def answer_lost(self) -> Iterator[None]:
        """See ``Harness``: the connection is cut right after the write."""
        with self.google.server.failing("cut", applied=True, when=writes, times=1):
            yield

    @contextmanager
    def access_expired(self) -> Iterator[None]:
        """See ``Harness``: no token is worth anything."""
        self.google.accounts.suspended = True
        yield
        self.google.accounts.suspended = False


@pytest.fixture
def google_harness() -> Iterator[GoogleHarness]:
    """Google Calendar, with two empty calendars."""
    harness = GoogleHarness()
    yield harness
    harness.close()
