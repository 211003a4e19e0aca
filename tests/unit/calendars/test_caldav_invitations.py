"""Whoever is invited hears of what is certainly on the calendar, once, from exactly one sender."""

from datetime import datetime, timedelta, timezone

import icalendar
import pytest
from fixtures_caldav import client_on
from standins.caldav_scripted import USER, WORK
from standins.mail_server import MailServer
from standins.serving import Reply

from direct_booking.calendars.base import NewEvent
from direct_booking.calendars.errors import CalendarError, Conflict, OutcomeUnknown
from direct_booking.calendars.post import Post, mail_server
from direct_booking.clock import SetClock
from direct_booking.scheduling.availability import Interval

MONDAY = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)
QUICK = {"deadline_s": 5.0}
SENDER = "booking@example.com"


def at(minute: int) -> Interval:
    """Half an hour that begins so many minutes after Monday's beginning."""
    start = MONDAY + timedelta(minutes=minute)
    return Interval(start, start + timedelta(minutes=30))


ANN = NewEvent("ann00", at(0), "Ann", "by phone", attendee_email="ann@example.com")


class Office:
    """A calendar server, a mail server and the product between them."""

    def __init__(self, server, door) -> None:
        self.server, self._door = server, door
        self.mail = MailServer()
        self.post = Post(mail_server(f"smtp://127.0.0.1:{self.mail.port}", SENDER), pause=lambda _s: None)
        self.clock = SetClock(MONDAY)
        self.id = f"{server.url}{WORK}"
        self.calendar = self.another()

    def another(self, *, with_mail: bool = True):
        """A client as another process has it."""
        return client_on(self.server, self._door, self.clock, post=self.post if with_mail else None)

    def told(self) -> list[tuple[str, str, int]]:
        """Who was told what: method, guest and sequence of each message so far."""
        assert self.post.wait(20)
        found = []
        for mail, recipients in zip(self.mail.received, self.mail.recipients, strict=True):
            (part,) = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
            calendar = icalendar.Calendar.from_ical(part.get_content())
            (event,) = calendar.walk("VEVENT")
            assert recipients == [str(event["ATTENDEE"]).removeprefix("mailto:")]
            assert event["ORGANIZER"] == f"mailto:{SENDER}"
            found.append((str(calendar["METHOD"]), recipients[0], int(event["SEQUENCE"])))
        return found

    def on_calendar(self) -> icalendar.Event:
        """The one event that is there."""
        (text,) = self.server.events.values()
        (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
        return event


@pytest.fixture
def office(scripted, caldav_door):
    """An office whose calendar server invites nobody."""
    made = Office(scripted, caldav_door)
    yield made
    made.post.close()
    made.mail.close()


def test_a_life_of_an_appointment_is_told(office):
    """Booked, moved, given to somebody else, cancelled: each with a higher sequence than the one before."""
    ref = office.calendar.create(office.id, ANN, **QUICK)
    ref = office.calendar.reschedule(ref, at(60), **QUICK)
    ref = office.calendar.invite(ref, "zoe@example.com", **QUICK)
    office.calendar.cancel(ref, **QUICK)
    assert office.told() == [
        ("REQUEST", "ann@example.com", 0),
        ("REQUEST", "ann@example.com", 1),
        ("CANCEL", "ann@example.com", 2),
        ("REQUEST", "zoe@example.com", 2),
        ("CANCEL", "zoe@example.com", 3),
    ]


def test_the_calendar_knows_who_invited(office):
    """RFC 6638 7.1: a server that learns to invite later does not do it a second time."""
    office.calendar.create(office.id, ANN, **QUICK)
    event = office.on_calendar()
    assert event["ATTENDEE"].params["SCHEDULE-AGENT"] == "CLIENT"
    assert event["ORGANIZER"] == f"mailto:{SENDER}"
    assert office.calendar.invites


def test_without_a_guest_nobody_is_told(office):
    """A booking by phone."""
    ref = office.calendar.create(office.id, NewEvent("ann00", at(0), "Ann"), **QUICK)
    office.calendar.cancel(office.calendar.reschedule(ref, at(60), **QUICK), **QUICK)
    assert office.told() == []


def test_a_server_that_invites_is_left_to_it(office):
    """Its own words in its own mail; ours would be a second invitation."""
    office.server.habits.schedules = True
    calendar = office.another()
    ref = calendar.create(office.id, ANN, **QUICK)
    event = office.on_calendar()
    assert event["ORGANIZER"] == f"mailto:{USER}"
    assert "SCHEDULE-AGENT" not in event["ATTENDEE"].params
    calendar.cancel(calendar.reschedule(ref, at(60), **QUICK), **QUICK)
    assert office.told() == []
    assert calendar.invites


def test_a_server_that_refuses_to_invite_keeps_the_appointment(office):
    """RFC 6638 3.2.4.1: the event is written without its help, and the mail goes out."""
    office.server.habits.schedules, office.server.habits.refuses_organizer = True, True
    office.another().create(office.id, ANN, **QUICK)
    assert office.told() == [("REQUEST", "ann@example.com", 0)]
    assert office.on_calendar()["ATTENDEE"].params["SCHEDULE-AGENT"] == "CLIENT"


def test_where_nobody_invites_it_is_said(office):
    """The guest stands on the calendar for the owner to see, marked so that no server writes to anybody."""
    calendar = office.another(with_mail=False)
    calendar.create(office.id, ANN, **QUICK)
    assert not calendar.invites
    assert office.told() == []
    assert office.on_calendar()["ATTENDEE"].params["SCHEDULE-AGENT"] == "NONE"
    assert calendar.find(office.id, "ann00", **QUICK).attendee_email == "ann@example.com"


def test_the_mail_servers_refusal_unbooks_nobody(office):
    """What is on the calendar stays there."""
    office.mail.refusing = ["550 no"] * 5
    ref = office.calendar.create(office.id, ANN, **QUICK)
    assert office.told() == []
    assert office.calendar.find(office.id, "ann00", **QUICK).ref == ref


def test_what_was_refused_is_told_to_nobody(office):
    """A conflict, a full disk, a changed password."""
    ref = office.calendar.create(office.id, ANN, **QUICK)
    for status in (507, 401, 403):
        with office.server.failing("reply", reply=Reply(status), when=_writing), pytest.raises(CalendarError):
            office.calendar.reschedule(ref, at(60), **QUICK)
    with pytest.raises(Conflict):
        office.calendar.create(
            office.id, NewEvent("ann00", at(90), "x", attendee_email="b@example.com"), **QUICK
        )
    assert office.told() == [("REQUEST", "ann@example.com", 0)]


@pytest.mark.parametrize("applied", [True, False])
def test_a_doubtful_creation_is_told_when_it_is_certain(office, applied):
    """8.1: not before the calendar was asked, and never when nothing was written."""
    with office.server.failing("cut", applied=applied, when=_writing), pytest.raises(OutcomeUnknown):
        office.calendar.create(office.id, ANN, **QUICK)
    assert office.told() == []
    office.calendar.find(office.id, "ann00", **QUICK)
    office.calendar.find(office.id, "ann00", **QUICK)
    assert office.told() == [("REQUEST", "ann@example.com", 0)] * applied


@pytest.mark.parametrize("applied", [True, False])
def test_doubtful_changes_are_told_when_they_are_certain(office, applied):
    """A move, and a cancellation."""
    ref = office.calendar.create(office.id, ANN, **QUICK)
    with office.server.failing("cut", applied=applied, when=_writing), pytest.raises(OutcomeUnknown):
        office.calendar.reschedule(ref, at(60), **QUICK)
    ref = office.calendar.find(office.id, "ann00", **QUICK).ref
    moved = [("REQUEST", "ann@example.com", 1)] * applied
    assert office.told() == [("REQUEST", "ann@example.com", 0), *moved]
    with office.server.failing("cut", applied=applied, when=_writing), pytest.raises(OutcomeUnknown):
        office.calendar.cancel(ref, **QUICK)
    office.calendar.find(office.id, "ann00", **QUICK)
    gone = [("CANCEL", "ann@example.com", 2)] * applied
    assert office.told() == [("REQUEST", "ann@example.com", 0), *moved, *gone]


def test_who_takes_over_after_a_crash_tells_the_guest(office):
    """8.2: written by a process that died before it could send; whoever finds it does, once."""
    office.another(with_mail=False).calendars(**QUICK)
    with office.server.failing("cut", applied=True, when=_writing), pytest.raises(OutcomeUnknown):
        office.calendar.create(office.id, ANN, **QUICK)
    reconciler = office.another()
    for _ in range(2):
        reconciler.find(office.id, "ann00", **QUICK)
    assert office.told() == [("REQUEST", "ann@example.com", 0)]


def test_what_was_found_long_afterwards_is_old_news(office):
    """Whoever looks at last week's appointment tells nobody anything."""
    office.calendar.create(office.id, ANN, **QUICK)
    office.clock.advance(timedelta(hours=2))
    office.another().find(office.id, "ann00", **QUICK)
    assert office.told() == [("REQUEST", "ann@example.com", 0)]


def _writing(asked) -> bool:
    return asked.method in ("PUT", "DELETE")
