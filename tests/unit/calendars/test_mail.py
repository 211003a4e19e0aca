"""Invitations by mail: proper iTIP in proper mail, its own words, nothing that is not for a guest."""

from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.calendars import caldav_events as events
from direct_booking.calendars import mail
from direct_booking.calendars.base import NewEvent
from direct_booking.calendars.caldav_events import Inviting, OurEvent
from direct_booking.calendars.mail import Letterhead
from direct_booking.scheduling.availability import Interval

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=timezone.utc)
SPAN = Interval(NOW + timedelta(days=1), NOW + timedelta(days=1, minutes=30))
SENDER = "Smith & Sons <booking@example.com>"
PAPER = Letterhead(SENDER)
MAIL = Inviting("mailto:booking@example.com", "CLIENT")


def event(
    title: str = "Ann (phone)", description: str = "by phone\nat two", to: str | None = "ann@example.com"
) -> OurEvent:
    """An event as it was just written."""
    new = NewEvent("ann00", SPAN, title, description, attendee_email=to, location="Main St, 1")
    return events.written(new, MAIL, NOW)


def sent(message):
    """A message as it arrives."""
    return message_from_bytes(message.as_bytes(), policy=policy.default)


def parts(message) -> dict[str, object]:
    """Its parts by their kind."""
    return {part.get_content_type(): part for part in message.walk()}


def calendar_of(message) -> icalendar.Calendar:
    """The part that a calendar program acts on."""
    return icalendar.Calendar.from_ical(parts(message)["text/calendar"].get_content())


def test_an_invitation_is_proper():
    """RFC 5546 3.2.2 and RFC 6047: one method in both places, one event, organizer, guest, sequence, UTC."""
    message = sent(mail.message("REQUEST", event(), "ann@example.com", PAPER))
    part = parts(message)["text/calendar"]
    assert (part.get_param("method"), part.get_content_charset()) == ("REQUEST", "utf-8")
    calendar = calendar_of(message)
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    (component,) = calendar.walk("VEVENT")
    assert (component["UID"], component["SEQUENCE"]) == ("ann00@direct-booking", 0)
    assert (component.start, component.end) == (SPAN.start, SPAN.end)
    assert component["ORGANIZER"] == "mailto:booking@example.com"
    assert component["ORGANIZER"].params["CN"] == "Smith & Sons"
    assert component["ATTENDEE"] == "mailto:ann@example.com"
    assert component["ATTENDEE"].params["RSVP"] == "TRUE"
    assert {"DTSTAMP", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS"} <= set(component)
    text = calendar.to_ical()
    # RFC 6638 7.1: what is between us and the server is not for guests.
    assert b"SCHEDULE-AGENT" not in text
    assert b"X-DIRECT-BOOKING" not in text


def test_the_mail_has_the_events_own_words():
    """Title and description as the owner's templates made them; sender and recipient as they are."""
    message = sent(mail.message("REQUEST", event("Zoë & Söhne"), "ann@example.com", PAPER))
    assert message["Subject"] == "Zoë & Söhne"
    assert message["To"] == "ann@example.com"
    assert message["From"].addresses[0].addr_spec == "booking@example.com"
    words = parts(message)["text/plain"].get_content()
    assert " ".join(words.split()) == "Zoë & Söhne by phone at two"
    assert parts(message)["application/ics"].get_filename() == "invite.ics"
    assert message.get_content_type() == "multipart/mixed"


def test_a_cancellation_takes_the_event_back():
    """RFC 5546 3.2.5: the same identifier, a higher sequence, cancelled; to the eye too."""
    gone = mail.cancelled(event(), NOW + timedelta(hours=1))
    message = sent(mail.message("CANCEL", gone, "ann@example.com", PAPER))
    (component,) = calendar_of(message).walk("VEVENT")
    assert calendar_of(message)["METHOD"] == "CANCEL"
    assert (component["UID"], component["SEQUENCE"], component["STATUS"]) == (
        "ann00@direct-booking",
        1,
        "CANCELLED",
    )
    assert message["Subject"] == "Cancelled: Ann (phone)"
    assert parts(message)["text/plain"].get_content().startswith("Cancelled: Ann (phone)")


def test_a_cancellation_is_in_the_operators_words():
    """They are a setting; what is like a field in a title of somebody's stays as it is."""
    paper = Letterhead(SENDER, "Abgesagt: {title}")
    message = sent(mail.message("CANCEL", event("{title} {x}"), "ann@example.com", paper))
    assert message["Subject"] == "Abgesagt: {title} {x}"
    assert parts(message)["text/plain"].get_content().startswith("Abgesagt: {title} {x}")


def test_each_change_is_a_later_one():
    """RFC 5545 3.8.7.4: a guest's program takes the highest."""
    first = event()
    moved = events.changed(
        first, MAIL, NOW, span=Interval(SPAN.start + timedelta(hours=1), SPAN.end + timedelta(hours=1))
    )
    again = events.changed(moved, MAIL, NOW, title="Ann")
    gone = mail.cancelled(again, NOW)
    assert [one.sequence for one in (first, moved, again, gone)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, "ann@example.com", [("REQUEST", "ann@example.com")]),
        (None, None, []),
        ("ann@example.com", "ann@example.com", [("REQUEST", "ann@example.com")]),
        ("ann@example.com", None, [("CANCEL", "ann@example.com")]),
        (
            "ann@example.com",
            "zoe@example.com",
            [("CANCEL", "ann@example.com"), ("REQUEST", "zoe@example.com")],
        ),
        (None, "gone", []),
    ],
)
def test_who_is_told_of_a_change(before, after, expected):
    """The old guest that it is off, the new one that it is on, the same one what is new; nobody else."""
    was = event(to=before) if before else None
    now = event(to=after) if after and after != "gone" else None
    told = mail.messages(was, now, PAPER)
    assert [(calendar_of(sent(each))["METHOD"], each["To"]) for each in told] == expected


def test_the_same_news_has_the_same_identifier():
    """Sent twice it is kept once; news of a later state is another message."""
    first, again = (mail.message("REQUEST", event(), "ann@example.com", PAPER) for _ in range(2))
    moved = mail.message("REQUEST", events.changed(event(), MAIL, NOW, title="x"), "ann@example.com", PAPER)
    assert first["Message-ID"] == again["Message-ID"] != moved["Message-ID"]
    assert first["Message-ID"].endswith("@example.com>")


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
ONE_LINE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=200)
EMAILS = st.sampled_from(
    ["ann@example.com", "zoë@exämple.example", "a+b%c'd@example.com", "x" * 60 + "@example.com"]
)


@given(ONE_LINE, TEXT, EMAILS)
def test_any_words_make_a_message(title, description, to):
    """Names of the whole world, text that means something to a machine: one recipient, one event."""
    message = mail.message("REQUEST", event(title, description, to), to, PAPER)
    arrived = sent(message)
    assert message["To"].addresses[0].addr_spec == to
    assert set(arrived.keys()) <= {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
    }
    (component,) = calendar_of(arrived).walk("VEVENT")
    assert component["ATTENDEE"] == f"mailto:{to}"
    data = mail.itip("REQUEST", event(title, description, to), to, SENDER)
    assert all(len(line) <= 75 and b"\n" not in line for line in data.split(b"\r\n"))
