"""iCalendar files: busy times read with certainty or refused, and files written that read back the same."""

import time
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.calendars import ical
from direct_booking.calendars.errors import InvalidRequest
from direct_booking.calendars.ical import BusyTime, Entry, read_busy, uids, write
from direct_booking.scheduling.availability import Interval

NEW_YORK = ZoneInfo("America/New_York")
YEAR = Interval(datetime(2026, 1, 1, tzinfo=timezone.utc), datetime(2027, 1, 1, tzinfo=timezone.utc))


def event(*lines: str, uid: str = "u1") -> str:
    """One event with these lines."""
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT", ""])


def file(*components: str) -> bytes:
    """A calendar file of these components."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{''.join(components)}END:VCALENDAR\r\n".encode()


def busy(*lines: str, zone: ZoneInfo = NEW_YORK, span: Interval = YEAR) -> list[str]:
    """The busy times of one event, as short text in UTC."""
    return [
        f"{one.span.start:%m-%d %H:%M}/{one.span.end:%m-%d %H:%M}"
        for one in read_busy(file(event(*lines)), zone, span)
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART:20260302T150000Z", "DTEND:20260302T160000Z"], "03-02 15:00/03-02 16:00"),
        (["DTSTART:20260302T150000Z", "DURATION:PT90M"], "03-02 15:00/03-02 16:30"),
        (["DTSTART;TZID=Europe/Berlin:20260302T150000", "DURATION:PT1H"], "03-02 14:00/03-02 15:00"),
        (["DTSTART;TZID=Eastern Standard Time:20260302T150000", "DURATION:PT1H"], "03-02 20:00/03-02 21:00"),
        (["DTSTART:20260302T150000", "DURATION:PT1H"], "03-02 20:00/03-02 21:00"),
        (["DTSTART:20260702T150000", "DURATION:PT1H"], "07-02 19:00/07-02 20:00"),
        (["DTSTART;VALUE=DATE:20260302"], "03-02 05:00/03-03 05:00"),
        (["DTSTART;VALUE=DATE:20260308"], "03-08 05:00/03-09 04:00"),
        (["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260305"], "03-02 05:00/03-05 05:00"),
    ],
    ids=[
        "utc",
        "duration",
        "zone",
        "windows zone",
        "floating",
        "floating in summer",
        "day",
        "short day",
        "days",
    ],
)
def test_times_are_read_in_their_zone(lines, expected):
    """Floating and all-day times are those of the calendar's zone, over clock changes too."""
    assert busy(*lines) == [expected]


@pytest.mark.parametrize(
    "mark",
    ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "transp:transparent"],
)
def test_some_events_are_free(mark):
    """Transparent and cancelled events do not block."""
    assert busy("DTSTART:20260302T150000Z", "DURATION:PT1H", mark) == []


@pytest.mark.parametrize(
    "mark", ["TRANSP:OPAQUE", "STATUS:TENTATIVE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "CLASS:PRIVATE"]
)
def test_all_others_are_busy(mark):
    """Tentative too: unsure is not free."""
    assert len(busy("DTSTART:20260302T150000Z", "DURATION:PT1H", mark)) == 1


@pytest.mark.parametrize(
    "lines", [["DTSTART:20260302T150000Z"], ["DTSTART:20260302T150000Z", "DURATION:PT0S"]]
)
def test_an_event_without_length_blocks_nothing(lines):
    """3.2."""
    assert busy(*lines) == []


def test_a_series_keeps_its_wall_clock_time_over_a_clock_change():
    """Nine o'clock in New York is another hour of UTC after 8 March."""
    assert busy(
        "DTSTART;TZID=America/New_York:20260306T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4"
    ) == [
        "03-06 14:00/03-06 15:00",
        "03-07 14:00/03-07 15:00",
        "03-08 13:00/03-08 14:00",
        "03-09 13:00/03-09 14:00",
    ]


def test_a_series_without_an_end_fills_the_span():
    """Every week of a year, whenever it began."""
    assert len(busy("DTSTART:20200106T150000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")) == 52


def test_exceptions_of_a_series_count():
    """One occurrence left out, one moved, one cancelled, one added, one made free."""
    master = event(
        "DTSTART:20260302T150000Z",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;COUNT=5",
        "EXDATE:20260303T150000Z",
        "RDATE:20260320T150000Z",
    )
    moved = event("RECURRENCE-ID:20260304T150000Z", "DTSTART:20260304T180000Z", "DURATION:PT2H")
    cancelled = event(
        "RECURRENCE-ID:20260305T150000Z", "DTSTART:20260305T150000Z", "DURATION:PT1H", "STATUS:CANCELLED"
    )
    freed = event(
        "RECURRENCE-ID:20260306T150000Z", "DTSTART:20260306T150000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"
    )
    found = read_busy(file(master, moved, cancelled, freed), NEW_YORK, YEAR)
    assert [f"{one.span.start:%d %H}-{one.span.end:%H}" for one in found] == [
        "02 15-16",
        "04 18-20",
        "20 15-16",
    ]
    assert {one.uid for one in found} == {"u1"}


def test_only_what_touches_the_span_is_given_and_whole():
    """Half-open at both ends; what reaches in is not cut."""
    span = Interval(*(datetime(2026, 3, 2, hour, tzinfo=timezone.utc) for hour in (15, 16)))
    before = ["DTSTART:20260302T140000Z", "DTEND:20260302T150000Z"]
    across = ["DTSTART:20260302T143000Z", "DTEND:20260302T150001Z"]
    after = ["DTSTART:20260302T160000Z", "DTEND:20260302T170000Z"]
    assert (busy(*before, span=span), busy(*after, span=span)) == ([], [])
    assert busy(*across, span=span) == ["03-02 14:30/03-02 15:00"]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Asia/Kolkata"])
def test_floating_times_at_the_edge_of_the_span_are_found(zone):
    """However far the calendar's zone is from UTC."""
    local = ZoneInfo(zone)
    start = datetime(2026, 3, 2, 0, 0, tzinfo=local)
    span = Interval(start.astimezone(timezone.utc), start.astimezone(timezone.utc) + timedelta(minutes=1))
    lines = ["DTSTART;VALUE=DATE:20260302"]
    assert [one.span.start for one in read_busy(file(event(*lines)), local, span)] == [span.start]


def test_several_calendars_in_one_file_are_all_read():
    """A file may hold more than one after another."""
    one = file(event("DTSTART:20260302T150000Z", "DURATION:PT1H"))
    two = file(event("DTSTART:20260303T150000Z", "DURATION:PT1H", uid="u2"))
    assert [found.uid for found in read_busy(one + two, NEW_YORK, YEAR)] == ["u1", "u2"]
    assert uids(one + two) == {"u1", "u2"}


def test_an_own_zone_of_the_file_is_used():
    """A VTIMEZONE of a name that nobody else knows."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Office\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    data = file(zone, event("DTSTART;TZID=Office:20260302T150000", "DURATION:PT1H"))
    (found,) = read_busy(data, NEW_YORK, YEAR)
    assert found.span.start == datetime(2026, 3, 2, 12, tzinfo=timezone.utc)


def test_a_file_tells_what_its_calendar_is_called():
    """Where it does."""
    named = file("X-WR-CALNAME: Work \r\n")
    assert (ical.name_of(named), ical.name_of(file()), ical.name_of(file() + named)) == ("Work", None, "Work")


def test_other_things_in_a_file_are_no_events():
    """Tasks, notes and alarms do not block, and a mark of the byte order is no part of the text."""
    todo = "BEGIN:VTODO\r\nUID:t\r\nDTSTART:20260302T150000Z\r\nDUE:20260302T160000Z\r\nEND:VTODO\r\n"
    assert read_busy(b"\xef\xbb\xbf" + file(todo), NEW_YORK, YEAR) == ()


def test_an_event_without_an_identifier_gets_always_the_same():
    """So that a second import replaces it."""
    nameless = file("BEGIN:VEVENT\r\nDTSTART:20260302T150000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n")
    (found,) = read_busy(nameless, NEW_YORK, YEAR)
    assert {found.uid} == uids(nameless) == uids(nameless)
    assert found.uid


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This is not a calendar file"),
        (b"Dear Sir", "This is not a calendar file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "This is not a calendar file"),
        (b"<html>BEGIN:VCALENDAR</html>", "This is not a calendar file"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "incomplete"),
        (file(event("DTSTART:20260302T150000Z"))[:-20], "incomplete|damaged"),
        (file("BEGIN:VEVENT\r\nUID:x\r\nDTSTART:20260302T150000Z\r\n"), "incomplete"),
        (file(event("DTSTART:tomorrow")), "Event 1 .* unreadable DTSTART"),
        (file(event("SUMMARY:x")), "Event 1 .* unreadable DTSTART"),
        (
            file(event("DTSTART:20260302T150000Z", "DTEND:x")),
            "Event 1 .* unreadable DTSTART, DTEND|unreadable DTEND",
        ),
        (file(event("DTSTART:20260302T150000Z", "DURATION:long")), "Event 1 .* unreadable DURATION"),
        (file(event("DTSTART:20260302T150000Z", "RRULE:FREQ=SOMETIMES")), "Event 1 .* unreadable RRULE"),
        (file(event("DTSTART:20260302T150000Z", "RRULE:COUNT=3")), "Event 1 .* unreadable RRULE"),
        (file(event("DTSTART:20260302T150000Z", "EXDATE:never")), "Event 1 .* unreadable"),
        (
            file(event("DTSTART:20260302T150000Z"), event("DTSTART;TZID=Foo/Bar:20260302T150000", uid="u2")),
            "Event 2 .* unknown time zone, 'Foo/Bar'",
        ),
        (file(event("DTSTART:20260302T150000Z", "RRULE:FREQ=SECONDLY")), "Event 1 .* too often"),
        (file("no colon here\r\n"), "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_with_certainty_is_refused(data, sentence):
    """A part is never taken for the whole, an unknown zone never guessed; one sentence says where."""
    with pytest.raises(InvalidRequest, match=sentence) as refused:
        read_busy(data, NEW_YORK, YEAR)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MINUTELY",
        "FREQ=HOURLY;BYMINUTE=0,1,2",
        "FREQ=DAILY;BYSECOND=1,2",
        "FREQ=HOURLY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;COUNT=99999999",
        "FREQ=DAILY;UNTIL=99991231T235959Z",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;COUNT=9999999",
    ],
)
def test_no_rule_takes_long(rule):
    """A file from outside cannot keep the product at work: read or refused within seconds."""
    began = time.process_time()
    with suppress(InvalidRequest):
        read_busy(file(event("DTSTART:20200101T150000Z", "DURATION:PT1M", f"RRULE:{rule}")), NEW_YORK, YEAR)
    assert time.process_time() - began < 10


def test_too_much_is_refused(monkeypatch):
    """A file of many years or of endless events says so."""
    monkeypatch.setattr(ical, "MAX_BYTES", 1000)
    monkeypatch.setattr(ical, "MAX_OCCURRENCES", 3)
    with pytest.raises(InvalidRequest, match="larger than"):
        read_busy(file("X-A:" + "x" * 1000 + "\r\n"), NEW_YORK, YEAR)
    with pytest.raises(InvalidRequest, match="more than 3 busy times"):
        busy("DTSTART:20260302T150000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4")


GOOD = file(
    event(
        "DTSTART;TZID=Europe/Berlin:20260302T150000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=9"
    ),
    event("RECURRENCE-ID;TZID=Europe/Berlin:20260309T150000", "DTSTART:20260309T180000Z", "DURATION:PT2H"),
    event("DTSTART;VALUE=DATE:20260401", "RDATE;VALUE=PERIOD:20260501T100000Z/PT1H", uid="u2"),
    event("DTSTART:20260601T100000", "DTEND:20260601T110000", "EXDATE:20260601T100000", uid="u3"),
)


@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 12), st.binary(max_size=6)),
        min_size=1,
        max_size=4,
    )
)
def test_nothing_but_invalid_request_escapes(changes):
    """A good file with pieces replaced by noise is read or refused, never anything else."""
    data = GOOD
    for place, length, noise in changes:
        data = data[:place] + noise + data[place + length :]
    try:
        found = read_busy(data, NEW_YORK, YEAR)
    except InvalidRequest:
        return
    assert all(one.span.start < one.span.end for one in found)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80)
INSTANTS = st.timedeltas(timedelta(days=30), timedelta(days=300)).map(lambda after: YEAR.start + after)


@st.composite
def entries(draw) -> list[Entry]:
    """Events as a calendar may hold them; some share an identifier, as a series does."""
    starts = draw(st.lists(INSTANTS, max_size=6, unique_by=lambda start: start.replace(microsecond=0)))
    return [
        Entry(
            uid=draw(st.sampled_from(["series", f"single{number}"])),
            span=Interval(start, start + draw(st.timedeltas(timedelta(seconds=1), timedelta(days=3)))),
            sequence=draw(st.integers(0, 9)),
            changed_at=start,
            title=draw(TEXT),
            description=draw(TEXT),
            location=draw(TEXT),
            attendee_email=draw(st.sampled_from([None, "ann@example.com"])),
        )
        for number, start in enumerate(starts)
    ]


@given(entries())
def test_what_is_written_reads_back(events):
    """Busy at the same times with the same identifiers; parts of seconds are rounded outwards."""
    found = read_busy(write("Bookings", NEW_YORK, events), NEW_YORK, YEAR)
    expected = {
        BusyTime(
            one.uid,
            Interval(
                one.span.start.replace(microsecond=0),
                (one.span.end + timedelta(microseconds=999_999)).replace(microsecond=0),
            ),
        )
        for one in events
    }
    assert set(found) == expected


@given(entries())
def test_what_is_written_is_proper(events):
    """RFC 5545: every event has UID, DTSTAMP and times, lines end in CRLF and are at most 75 bytes long."""
    data = write("Bookings", NEW_YORK, events)
    assert data == write("Bookings", NEW_YORK, list(reversed(events)))
    lines = data.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line or len(line) > 75 for line in lines)
    written = icalendar.Calendar.from_ical(data)
    assert written["VERSION"] == "2.0"
    assert written["PRODID"]
    for component in written.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"} <= set(component)


def test_the_words_of_an_event_are_written():
    """Title, description, place and who is invited; an event without a title is just busy."""
    span = Interval(*(datetime(2026, 3, 2, hour, tzinfo=timezone.utc) for hour in (15, 16)))
    ours = Entry("a@x", span, 1, span.start, 'Ann; Lee, "x"', "line\nline", "Main St, 1", "ann@example.com")
    theirs = Entry("b@x", span, 0, span.start)
    first, second = icalendar.Calendar.from_ical(write("B", NEW_YORK, [theirs, ours])).walk("VEVENT")
    assert (first["SUMMARY"], first["DESCRIPTION"], first["LOCATION"]) == (
        ours.title,
        ours.description,
        ours.location,
    )
    assert first["ATTENDEE"] == "mailto:ann@example.com"
    assert second["SUMMARY"] == "Busy"
    assert "ATTENDEE" not in second
