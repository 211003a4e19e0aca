"""Microsoft 365 as the contract tries it: on a stand-in with Graph's rules; see ``provider_harness``."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from standins.graph import is_write
from standins.graph_connected import ConnectedMicrosoft
from standins.graph_login import REVOKED

from direct_booking.calendars.base import EventRef
from direct_booking.scheduling.availability import Interval


class MicrosoftHarness(ConnectedMicrosoft):
    """One mailbox with two calendars."""

    missing_id = "AAMkADmissing="
    smallest = timedelta(microseconds=1)
    gives_links = True
    opening_s = 0.0

    def owner_adds(self, calendar_id: str, *spans: Interval) -> None:
        """See ``Harness``."""
        for span in spans:
            self.mailbox.owner_adds(calendar_id, span)

    def owners_times(self, calendar_id: str) -> list[Interval]:
        """See ``Harness``."""
        there = self.mailbox.live(calendar_id)
        return sorted(Interval(one.start, one.end) for one in there if not one.by_app)

    def owner_moves(self, ref: EventRef, span: Interval) -> None:
        """See ``Harness``."""
        self.mailbox.change(ref.event_id, start=span.start, end=span.end)

    def owner_deletes(self, ref: EventRef) -> None:
        """See ``Harness``."""
        self.mailbox.delete(ref.event_id)

    def words_on(self, ref: EventRef) -> tuple[str, str]:
        """See ``Harness``."""
        item = self.mailbox.items[ref.event_id]
        return item.subject, item.body[1]

    @contextmanager
    def unreachable(self) -> Iterator[None]:
        """See ``Harness``: nobody listens."""
        with self.graph.server.away():
            yield

    @contextmanager
    def silent(self) -> Iterator[None]:
        """See ``Harness``: nothing is answered."""
        with self.graph.server.failing("hang"):
            yield

    @contextmanager
    def answer_lost(self) -> Iterator[None]:
        """See ``Harness``: the connection is cut right after the write."""
        with self.graph.server.failing("cut", applied=True, when=is_write, times=1):
            yield

    @contextmanager
    def access_expired(self) -> Iterator[None]:
        """See ``Harness``: no token is worth anything."""
        self.graph.login.refusal = REVOKED
        yield
        self.graph.login.refusal = None
        # An access that has ended is asked for again after a minute.
        self.clock.advance(timedelta(minutes=1))


@pytest.fixture
def microsoft_harness() -> Iterator[MicrosoftHarness]:
    """Microsoft 365, with two empty calendars."""
    harness = MicrosoftHarness()
    yield harness
    harness.close()
