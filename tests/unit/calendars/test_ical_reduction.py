"""Somebody else's events are reduced to when they are, before anything else sees them."""

import pytest

from direct_booking.calendars.ical_reduction import DECLINED, reduced

OWNER = frozenset({"mailto:ann@example.com", "/principals/ann/"})


def event(*lines: str) -> str:
    """An event with these lines."""
    return "\r\n".join(["BEGIN:VEVENT", "UID:u", "DTSTART:20260302T150000Z", *lines, "END:VEVENT", ""])


def calendar(*parts: str) -> str:
    """A calendar of these parts."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(parts)}END:VCALENDAR\r\n"


def test_nothing_but_times_is_left():
    """1.4: no title, no place, no guest, no attachment, also where lines are folded."""
    private = [
        "SUMMARY:Surgery",
        "DESCRIPTION:a long\r\n  private text\r\n  of three lines",
        "LOCATION:clinic",
        "ATTENDEE;CN=Bo;PARTSTAT=ACCEPTED:mailto:bo@example.com",
        "ORGANIZER:mailto:bo@example.com",
        "ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA\r\n BBBB",
        "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nDESCRIPTION:hurry\r\nEND:VALARM",
        "X-SECRET:private",
    ]
    kept = reduced(calendar(event("DTEND:20260302T160000Z", *private, "TRANSP:OPAQUE")), OWNER)
    assert kept == calendar(event("DTEND:20260302T160000Z", "TRANSP:OPAQUE"))


@pytest.mark.parametrize(
    "line",
    [
        "DTSTART;TZID=Europe/Berlin:20260302T150000",
        "RRULE:FREQ=WEEKLY",
        "rdate:20260320T150000Z",
        "EXDATE;VALUE=DATE:20260303",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260304T150000Z",
        "DURATION:PT1H",
        "STATUS:CANCELLED",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    ],
)
def test_what_tells_a_time_stays(line):
    """With its parameters, in any case."""
    assert line in reduced(calendar(event(line)))


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r"])
def test_a_title_cannot_pass_for_a_time(mark):
    """Only a line feed ends a line, whatever else looks like it."""
    kept = reduced(calendar(event(f"SUMMARY:x{mark}TRANSP:TRANSPARENT{mark}DTEND:20300101T000000Z")))
    assert kept == calendar(event())


def test_a_folded_time_is_made_whole():
    """A line may be broken anywhere."""
    assert "DTSTART;TZID=Europe/Berlin:20260302T150000" in reduced(
        calendar("BEGIN:VEVENT\r\nDTSTART;TZID=Europe/Ber\r\n lin:20260302T150000\r\nEND:VEVENT\r\n")
    )


def test_zones_stay_and_tasks_go():
    """A zone may be one that only this text knows."""
    standard = "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\n"
    zone = f"BEGIN:VTIMEZONE\r\nTZID:Office\r\n{standard}END:VTIMEZONE\r\n"
    task = "BEGIN:VTODO\r\nSUMMARY:private\r\nEND:VTODO\r\n"
    assert reduced(calendar(zone, task, event())) == calendar(zone, event())


@pytest.mark.parametrize(
    "attendee",
    [
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ann@example.com",
        'attendee;cn="A: B";partstat=declined:MAILTO:Ann@Example.com',
        'ATTENDEE;PARTSTAT="DECLINED";ROLE=CHAIR:/principals/ann/',
        'ATTENDEE;DELEGATED-FROM="mailto:x@y.example";PARTSTAT=DECLINED:mailto:ann@example.com',
        "ATTENDEE;EMAIL=ann@example.com;PARTSTAT=DECLINED:/aMTIz/principal/",
        "ATTENDEE;PARTSTAT=DECLI\r\n NED:mailto:ann@example.com",
    ],
)
def test_what_the_owner_declined_is_marked(attendee):
    """And her address is not kept."""
    kept = reduced(calendar(event(attendee)), OWNER)
    assert f"{DECLINED}:TRUE" in kept
    assert "ann" not in kept.lower()


@pytest.mark.parametrize(
    "attendee",
    [
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@example.com",
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ann@example.com",
        "ATTENDEE:mailto:ann@example.com",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@example.com",
        'ATTENDEE;PARTSTAT=DECLINED;SENT-BY="mailto:ann@example.com":mailto:bo@example.com',
        'ATTENDEE;CN=";partstat=declined":mailto:ann@example.com',
        "ORGANIZER;PARTSTAT=DECLINED:mailto:ann@example.com",
    ],
)
def test_what_others_declined_is_not(attendee):
    """Only the owner's own answer frees the owner."""
    assert DECLINED not in reduced(calendar(event(attendee)), OWNER)


def test_a_text_that_is_cut_off_still_shows_it():
    """Its frame is as incomplete as before."""
    assert reduced(calendar(event())[:-20]).count("END:VCALENDAR") == 0
    assert reduced("") == ""
