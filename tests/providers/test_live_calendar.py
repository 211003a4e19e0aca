"""A real provider, asked by way of the calendar that this installation is connected to.

Only when somebody says so: connect a spare account (``direct-booking connect outlook``), then run
``LIVE_CALENDAR=yes make test TESTS=tests/providers/test_live_calendar.py``. It writes one appointment of its
own, three years from now, and takes it off again; ``LIVE_GUEST`` is an address that gets its invitation.
"""

import os
import secrets
from collections.abc import Iterator
from datetime import timedelta

import pytest

from direct_booking import wiring
from direct_booking.calendars.base import Busy, Calendar, CalendarInfo, NewEvent
from direct_booking.calendars.errors import Conflict
from direct_booking.clock import SystemClock
from direct_booking.scheduling.availability import Interval
from direct_booking.storage import accounts, connections

pytestmark = pytest.mark.skipif(
    not os.environ.get("LIVE_CALENDAR"), reason="LIVE_CALENDAR is not set: no real calendar is asked"
)

PATIENT = {"deadline_s": 20.0}
GUEST = os.environ.get("LIVE_GUEST") or None


@pytest.fixture(scope="module")
def calendar() -> Iterator[Calendar]:
    """The calendar of the first account."""
    desk = wiring.build()
    with desk.database.reading() as transaction:
        account = accounts.all_accounts(transaction)[0]
        connection = connections.of_account(transaction, account.id)
    assert connection is not None, "connect a calendar first"
    yield desk.diary.calendar(connection)
    desk.database.close()


@pytest.fixture(scope="module")
def primary(calendar) -> CalendarInfo:
    """The owner's main calendar."""
    listed = calendar.calendars(**PATIENT)
    assert [info.primary for info in listed] == [True] + [False] * (len(listed) - 1)
    assert listed[0].can_write
    return listed[0]


@pytest.fixture
def span() -> Interval:
    """Half an hour of a night in three years."""
    tonight = SystemClock().now().replace(hour=3, minute=0, second=0, microsecond=0)
    start = tonight + timedelta(days=1095)
    return Interval(start, start + timedelta(minutes=30))


def test_an_appointment_lives_and_dies_as_it_does_on_the_stand_in(calendar, primary, span):
    """Created once, found, moved, corrected, cancelled, and not brought back."""
    event = NewEvent(f"live{secrets.token_hex(8)}", span, "A test", "second line", GUEST, online=bool(GUEST))
    ref = calendar.create(primary.id, event, **PATIENT)
    try:
        assert calendar.create(primary.id, event, **PATIENT).event_id == ref.event_id
        found = calendar.find(primary.id, event.key, **PATIENT)
        assert (found.span, found.title, found.attendee_email) == (span, "A test", GUEST)
        assert found.description.split() == ["second", "line"]
        assert busy(calendar, primary, span) == Busy((span,))
        assert busy(calendar, primary, span, ignoring=[ref]) == Busy(())

        later = Interval(span.end, span.end + timedelta(minutes=45))
        ref = calendar.reschedule(found.ref, later, description="other words", **PATIENT)
        found = calendar.find(primary.id, event.key, **PATIENT)
        assert (found.span, found.description.split()) == (later, ["other", "words"])

        ref = calendar.invite(found.ref, None, online=False, **PATIENT)
        found = calendar.find(primary.id, event.key, **PATIENT)
        assert (found.attendee_email, found.video_link, found.span) == (None, None, later)
    finally:
        left = calendar.find(primary.id, event.key, **PATIENT)
        calendar.cancel(left.ref if left else ref, **PATIENT)
    assert calendar.find(primary.id, event.key, **PATIENT) is None
    assert busy(calendar, primary, later) == Busy(())
    calendar.cancel(ref, **PATIENT)
    with pytest.raises(Conflict):
        calendar.create(primary.id, event, **PATIENT)


def busy(calendar: Calendar, primary: CalendarInfo, span: Interval, **options):
    """When the calendar is busy within a stretch."""
    return calendar.busy([primary.id], span, **options, **PATIENT)[primary.id]
