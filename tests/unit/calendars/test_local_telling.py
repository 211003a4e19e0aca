"""The embedded calendar tells guests by mail, once mail is set up, of what is certainly in the database."""

from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import icalendar
import pytest
from sqlalchemy import insert

from direct_booking.calendars.base import NewEvent
from direct_booking.calendars.errors import Conflict, OutcomeUnknown
from direct_booking.calendars.local import LocalCalendar
from direct_booking.calendars.mail import Letterhead
from direct_booking.calendars.telling import Telling
from direct_booking.clock import SetClock
from direct_booking.scheduling.availability import Interval
from direct_booking.storage.database import Database
from direct_booking.storage.errors import CommitUnknown
from direct_booking.storage.schema import accounts

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=timezone.utc)
QUICK = {"deadline_s": 5.0}


def at(minute: int) -> Interval:
    """Half an hour that begins so many minutes after NOW."""
    start = NOW + timedelta(minutes=minute)
    return Interval(start, start + timedelta(minutes=30))


ANN = NewEvent("ann00", at(0), "Ann", "by phone", attendee_email="ann@example.com")


class KeptPost:
    """A post that keeps what it is given."""

    letterhead = Letterhead("booking@example.com")
    sender = letterhead.sender

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    def send(self, messages) -> None:
        """Keep them."""
        self.messages += messages

    def told(self) -> list[tuple[str, str, int]]:
        """Method, guest and sequence of each."""
        found = []
        for each in self.messages:
            (part,) = [one for one in each.walk() if one.get_content_type() == "text/calendar"]
            calendar = icalendar.Calendar.from_ical(part.get_content())
            (event,) = calendar.walk("VEVENT")
            found.append((str(calendar["METHOD"]), str(each["To"]), int(event["SEQUENCE"])))
        return found


class LosesTheAnswer:
    """A database that stores what is written and, when told to, does not say so."""

    def __init__(self, real) -> None:
        self._real = real
        self.silent = False

    def reading(self, **how):
        """See ``Database``."""
        return self._real.reading(**how)

    def writing(self, *lock, **how):
        """See ``Database``."""
        return _Silent(self._real.writing(*lock, **how), self)


class _Silent:
    def __init__(self, real, owner) -> None:
        self._real, self._owner = real, owner

    def __enter__(self):
        return self._real.__enter__()

    def __exit__(self, *failure):
        self._real.__exit__(*failure)
        if self._owner.silent and failure[0] is None:
            raise CommitUnknown("Nobody answered.")


@pytest.fixture
def office(sqlite_url):
    """A calendar with mail, what it sent, its database and its clock."""
    real = Database(sqlite_url)
    with real.writing(None) as connection:
        connection.execute(insert(accounts), [{"id": 1, "name": "one", "created_at": NOW}])
    database, clock, post = LosesTheAnswer(real), SetClock(NOW), KeptPost()
    calendar = LocalCalendar(database, 1, clock, Telling(post, clock))
    calendar.ensure_calendar("Bookings", ZoneInfo("America/New_York"))
    yield calendar, post, database, clock
    real.close()


def test_a_life_of_an_appointment_is_mailed(office):
    """Booked, moved, given to somebody else, cancelled: each with a higher sequence than the one before."""
    calendar, post, _, _ = office
    ref = calendar.create("local-1", ANN, **QUICK)
    ref = calendar.reschedule(ref, at(60), **QUICK)
    ref = calendar.invite(ref, "zoe@example.com", **QUICK)
    calendar.cancel(ref, **QUICK)
    calendar.cancel(ref, **QUICK)
    assert post.told() == [
        ("REQUEST", "ann@example.com", 0),
        ("REQUEST", "ann@example.com", 1),
        ("CANCEL", "ann@example.com", 2),
        ("REQUEST", "zoe@example.com", 2),
        ("CANCEL", "zoe@example.com", 3),
    ]


def test_what_is_not_written_is_not_mailed(office):
    """The same key again is the same event; a refused change is none; an event without a guest has nobody."""
    calendar, post, _, _ = office
    calendar.create("local-1", ANN, **QUICK)
    calendar.create("local-1", ANN, **QUICK)
    with pytest.raises(Conflict):
        calendar.create("local-1", NewEvent("ann00", at(90), "Ann", attendee_email="x@example.com"), **QUICK)
    calendar.create("local-1", NewEvent("bob00", at(120), "Bob"), **QUICK)
    assert post.told() == [("REQUEST", "ann@example.com", 0)]


def test_in_doubt_nobody_is_told_before_it_was_seen(office):
    """4.7: a guest hears of what is in the database, when somebody has looked; and once."""
    calendar, post, database, _ = office
    database.silent = True
    with pytest.raises(OutcomeUnknown):
        calendar.create("local-1", ANN, **QUICK)
    assert post.told() == []
    database.silent = False
    calendar.find("local-1", "ann00", **QUICK)
    calendar.find("local-1", "ann00", **QUICK)
    assert post.told() == [("REQUEST", "ann@example.com", 0)]


def test_what_a_crash_left_untold_is_told(office):
    """The reconciler of another process finds the event and tells the guest; hours later it does not."""
    calendar, post, database, clock = office
    calendar.create("local-1", ANN, **QUICK)
    told = post.told()
    for waited, expected in ((timedelta(minutes=1), told), (timedelta(hours=2), [])):
        clock.advance(waited)
        again = KeptPost()
        LocalCalendar(database, 1, clock, Telling(again, clock)).find("local-1", "ann00", **QUICK)
        assert again.told() == expected


def test_it_invites_with_mail_only(office):
    """Whoever asks is told whether a guest hears anything."""
    calendar, _, database, clock = office
    assert calendar.invites
    assert not LocalCalendar(database, 1, clock).invites
