"""When a CalDAV calendar is busy: whatever the owner's programs write, on a real server and on odd ones."""

import random
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from fixtures_caldav import client_on
from standins.caldav_scripted import OTHERS, WORK
from standins.caldav_scripted import PASSWORD as SCRIPTED_PASSWORD
from standins.radicale_server import PASSWORD
from standins.serving import Reply
from standins.vaults import MemoryVault

from direct_booking.calendars import ical
from direct_booking.calendars.base import Busy, NewEvent, Unknown
from direct_booking.calendars.caldav import CalDavCalendar
from direct_booking.calendars.caldav_connecting import connect
from direct_booking.clock import SetClock, monotonic_s
from direct_booking.scheduling.availability import Interval

MONDAY = datetime(2026, 3, 2, tzinfo=timezone.utc)
MONTH = Interval(MONDAY, MONDAY + timedelta(days=28))
NEW_YORK = ZoneInfo("America/New_York")
QUICK = {"deadline_s": 10.0}

BERLIN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\n"
    "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    "END:VCALENDAR\r\n"
)


def event(*lines: str, uid: str = "u1") -> str:
    """One event with these lines."""
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20260101T000000Z",
            "SUMMARY:Surgery",
            *lines,
            "END:VEVENT",
            "",
        ]
    )


def calendar(*events: str) -> str:
    """A calendar of these events."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{''.join(events)}END:VCALENDAR\r\n"


class OnRadicale:
    """An owner with one calendar on the real server, and the client on it."""

    def __init__(self, radicale, door, zone: str = "") -> None:
        self.owner = radicale.new_owner()
        self.path = self.owner.makes_calendar("default", shown="Mine", zone=zone)
        connected = connect(
            f"http://127.0.0.1:{radicale.port}", self.owner.user, PASSWORD, door=door, deadline_s=20.0
        )
        self.id = connected.calendars[0].id
        vault = MemoryVault(connected.secret)
        self.client = CalDavCalendar(door, vault, zone=NEW_YORK, clock=SetClock(MONDAY))

    def busy(self, span: Interval = MONTH) -> list[str]:
        """The busy times, as short text in UTC."""
        return short(self.client.busy([self.id], span, **QUICK)[self.id])


def short(answer: Busy | Unknown) -> list[str]:
    """Busy times as short text in UTC."""
    assert isinstance(answer, Busy), answer
    return [f"{one.start:%m-%d %H:%M}/{one.end:%m-%d %H:%M}" for one in answer.intervals]


@pytest.fixture
def real(radicale, caldav_door) -> OnRadicale:
    """A calendar without a zone of its own on the real server."""
    return OnRadicale(radicale, caldav_door)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART:20260302T150000Z", "DTEND:20260302T160000Z"], ["03-02 15:00/03-02 16:00"]),
        (["DTSTART;TZID=Europe/Berlin:20260302T150000", "DURATION:PT1H"], ["03-02 14:00/03-02 15:00"]),
        (["DTSTART:20260302T150000", "DURATION:PT1H"], ["03-02 20:00/03-02 21:00"]),
        (
            # Asked to expand this one, Radicale 3.9 fails.
            ["DTSTART:20260307T150000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"],
            ["03-07 20:00/03-07 21:00", "03-08 19:00/03-08 20:00"],
        ),
        (["DTSTART;VALUE=DATE:20260308"], ["03-08 05:00/03-09 04:00"]),
        (
            ["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260305"],
            ["03-02 05:00/03-05 05:00"],
        ),
        (["DTSTART:20260302T150000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"], []),
        (["DTSTART:20260302T150000Z", "DURATION:PT1H", "STATUS:CANCELLED"], []),
        (["DTSTART:20260302T150000Z", "DURATION:PT1H", "STATUS:TENTATIVE"], ["03-02 15:00/03-02 16:00"]),
        (
            ["DTSTART;TZID=America/New_York:20260306T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"],
            ["03-06 14:00/03-06 15:00", "03-07 14:00/03-07 15:00", "03-08 13:00/03-08 14:00"],
        ),
        (
            ["DTSTART:20260302T150000Z", "DURATION:PT1H", "RDATE:20260310T150000Z"],
            ["03-02 15:00/03-02 16:00", "03-10 15:00/03-10 16:00"],
        ),
        (
            ["DTSTART:20160104T150000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY", "EXDATE:20260309T150000Z"],
            ["03-02 15:00/03-02 16:00", "03-16 15:00/03-16 16:00", "03-23 15:00/03-23 16:00"],
        ),
    ],
    ids=[
        *("utc", "zone", "floating", "floating series", "day", "days", "free", "cancelled", "tentative"),
        *("series", "dates", "old series"),
    ],
)
def test_what_an_owner_writes_is_busy_when_it_is(real, lines, expected):
    """Floating times and whole days in the calendar's zone, series in theirs; what is free is free."""
    real.owner.puts(f"{real.path}a.ics", calendar(event(*lines)))
    assert real.busy() == expected


def test_the_calendars_own_zone_rules(radicale, caldav_door):
    """RFC 4791 5.2.2: where the calendar names one, not that of this installation."""
    berlin = OnRadicale(radicale, caldav_door, BERLIN)
    berlin.owner.puts(f"{berlin.path}a.ics", calendar(event("DTSTART:20260302T150000", "DURATION:PT1H")))
    assert berlin.busy() == ["03-02 14:00/03-02 15:00"]
    (info,) = berlin.client.calendars(**QUICK)
    assert (info.zone.key, info.name, info.can_write) == ("Europe/Berlin", "Mine", True)


def test_what_the_owner_declined_is_free(real):
    """One invitation declined, one accepted, and one that somebody else declined."""
    mine, other = f"mailto:{real.owner.user}", "mailto:bo@example.com"
    for number, (who, answer) in enumerate([(mine, "DECLINED"), (mine, "ACCEPTED"), (other, "DECLINED")]):
        text = event(
            f"DTSTART:2026030{2 + number}T150000Z",
            "DURATION:PT1H",
            "ORGANIZER:mailto:bo@example.com",
            f"ATTENDEE;PARTSTAT={answer}:{who}",
            uid=f"u{number}",
        )
        real.owner.puts(f"{real.path}{number}.ics", calendar(text))
    assert real.busy() == ["03-03 15:00/03-03 16:00", "03-04 15:00/03-04 16:00"]


def test_one_declined_date_of_a_series_is_free(real):
    """The others are not."""
    answer = f"ATTENDEE;PARTSTAT=%s:mailto:{real.owner.user}"
    series = event(
        "DTSTART:20260302T150000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3", answer % "ACCEPTED"
    )
    second = event(
        "RECURRENCE-ID:20260303T150000Z", "DTSTART:20260303T150000Z", "DURATION:PT1H", answer % "DECLINED"
    )
    real.owner.puts(f"{real.path}a.ics", calendar(series, second))
    assert real.busy() == ["03-02 15:00/03-02 16:00", "03-04 15:00/03-04 16:00"]


def test_changed_dates_of_a_series_are_where_they_were_put(real):
    """One moved into the span from outside, one made so long that it reaches into it."""

    def changed(was: str, starts: str, ends: str) -> str:
        return event(f"RECURRENCE-ID:{was}", f"DTSTART:{starts}", f"DTEND:{ends}")

    series = event("DTSTART:20260209T150000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = changed("20260209T150000Z", "20260305T100000Z", "20260305T120000Z")
    longer = changed("20260223T150000Z", "20260223T150000Z", "20260303T100000Z")
    real.owner.puts(f"{real.path}a.ics", calendar(series, moved, longer))
    assert real.busy() == ["02-23 15:00/03-03 10:00", "03-05 10:00/03-05 12:00"]


def random_event(pick: random.Random, number: int) -> str:
    """Something that an owner's program could have written."""
    began = MONDAY + timedelta(days=pick.randrange(-400, 28), minutes=pick.randrange(0, 1440, 15))
    length = pick.choice(["PT30M", "PT1H", "PT26H", "P2D"])
    rule = pick.choice(
        [
            "",
            "RRULE:FREQ=WEEKLY",
            "RRULE:FREQ=DAILY;INTERVAL=3",
            "RRULE:FREQ=MONTHLY;BYDAY=1MO",
            "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=90",
            "RRULE:FREQ=YEARLY",
            f"RDATE:{MONDAY + timedelta(days=pick.randrange(28)):%Y%m%dT150000Z}",
        ]
    )
    start = pick.choice(
        [
            "DTSTART:{:%Y%m%dT%H%M%SZ}",
            "DTSTART;TZID=Europe/Berlin:{:%Y%m%dT%H%M%S}",
            "DTSTART:{:%Y%m%dT%H%M%S}",
        ]
    )
    if rule.startswith("RDATE"):
        start = "DTSTART:{:%Y%m%dT%H%M%SZ}"
    mark = pick.choice(["TRANSP:OPAQUE", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "CLASS:PRIVATE"])
    lines = [start.format(began), f"DURATION:{length}", mark, *filter(None, [rule])]
    return calendar(event(*lines, uid=f"r{number}"))


@pytest.mark.parametrize("seed", range(3))
def test_the_server_hides_nothing(real, seed):
    """What it tells of a span, and what a file of all its events says, is the same."""
    pick = random.Random(seed)
    texts = {f"r{number}.ics": random_event(pick, number) for number in range(40)}
    real.owner.puts_all(real.path, texts)
    for days in (1, 7, 28):
        span = Interval(MONDAY + timedelta(hours=5), MONDAY + timedelta(days=days))
        known = sorted(
            time.span for text in texts.values() for time in ical.read_busy(text.encode(), NEW_YORK, span)
        )
        answer = real.client.busy([real.id], span, **QUICK)[real.id]
        assert list(answer.intervals) == known


# other servers


@pytest.fixture
def odd(scripted, caldav_door):
    """The scripted server with a client that is ready; ``odd.busy()`` reads the month."""

    class Odd:
        server = scripted
        id = f"{scripted.url}{WORK}"
        client = client_on(scripted, caldav_door, SetClock(MONDAY), zone="America/New_York")

        def busy(self, span=MONTH):
            return self.client.busy([self.id], span, **QUICK)[self.id]

    return Odd()


def on_day(day: int, uid: str) -> str:
    """An hour on a day of March."""
    return calendar(event(f"DTSTART:202603{day:02}T150000Z", f"DTEND:202603{day:02}T160000Z", uid=uid))


def test_a_server_that_tells_only_some_is_asked_for_less_at_a_time(odd):
    """RFC 4791 7.8: a list that ends with 507 is not the whole; halves of the span are."""
    odd.server.events = {f"e{day}.ics": on_day(day, f"e{day}") for day in range(2, 29)}
    odd.server.habits.at_once = 4
    assert short(odd.busy()) == [f"03-{day:02} 15:00/03-{day:02} 16:00" for day in range(2, 29)]


def test_a_server_that_never_tells_all_is_unknown(odd):
    """3.3: more at one moment than it would ever tell."""
    odd.server.events = {f"e{number}.ics": on_day(2, f"e{number}") for number in range(5)}
    odd.server.habits.at_once = 4
    assert isinstance(odd.busy(), Unknown)


def test_a_time_that_only_the_server_understands_is_asked_for_in_utc(odd):
    """A zone without a definition: the server expands it, and the rest is read as before."""
    odd.server.events = {
        "a.ics": on_day(2, "a"),
        "b.ics": calendar(event("DTSTART;TZID=Office:20260303T180000", "DURATION:PT1H", uid="b")),
    }
    odd.server.habits.whole = True  # its text as it is
    odd.server.habits.expands["b.ics"] = on_day(3, "b")
    assert short(odd.busy()) == ["03-02 15:00/03-02 16:00", "03-03 15:00/03-03 16:00"]
    assert [request.body.count(b"expand") for request in odd.server.asked_of("REPORT")] == [0, 1]


def test_an_event_that_nobody_understands_makes_the_calendar_unknown(odd):
    """3.3: a part of it is never taken for all of it; the reason names no detail."""
    odd.server.events = {
        "a.ics": on_day(2, "a"),
        "b.ics": calendar(event("DTSTART;TZID=Office:20260303T180000", "DURATION:PT1H", uid="b")),
    }
    odd.server.habits.whole = True
    answer = odd.busy()
    assert isinstance(answer, Unknown)
    assert "Surgery" not in answer.reason


def test_details_that_a_server_sends_unasked_are_of_no_use_to_anybody(odd):
    """1.4: a broken title, a hostile place: nothing but the times is even looked at."""
    odd.server.events = {
        "a.ics": calendar(
            event("DTSTART:20260302T150000Z", "DTEND:20260302T160000Z", "LOCATION;X=:\x00\r\nBROKEN")
        )
    }
    odd.server.habits.whole = True
    odd.server.events["a.ics"] = odd.server.events["a.ics"].replace("\x00", "?")
    assert short(odd.busy()) == ["03-02 15:00/03-02 16:00"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"<html><body>Sign in to this network</body></html>"),
        Reply(207, b"<multistatus xmlns='DAV:'><response>"),
        Reply(204),
        Reply(302, headers={"Location": "https://login.example/"}),
        Reply(500),
        Reply(403),
        Reply(
            207,
            b"<multistatus xmlns='DAV:'><response><href>/dav/ann/office/a.ics</href><propstat><prop>"
            b"<C:calendar-data xmlns:C='urn:ietf:params:xml:ns:caldav'/></prop>"
            b"<status>HTTP/1.1 500 x</status></propstat></response></multistatus>",
        ),
    ],
    ids=["a page", "cut off", "nothing", "elsewhere", "broken", "forbidden", "one event withheld"],
)
def test_an_answer_that_is_none_is_unknown(odd, reply):
    """3.3: never free."""
    with odd.server.failing("reply", reply=reply, when=lambda asked: asked.method == "REPORT"):
        answer = odd.client.busy([odd.id], MONTH, deadline_s=1.0)[odd.id]
    assert isinstance(answer, Unknown)
    assert answer.reason


def test_an_event_that_went_in_between_is_no_error(odd):
    """RFC 4791 7.9: a resource that is gone is told as 404."""
    gone = f"<response><href>{WORK}a.ics</href><status>HTTP/1.1 404 x</status></response>"
    gone = f"<multistatus xmlns='DAV:'>{gone}</multistatus>"
    with odd.server.failing(
        "reply", reply=Reply(207, gone.encode()), when=lambda asked: asked.method == "REPORT"
    ):
        assert short(odd.busy()) == []


def test_several_calendars_are_read_at_the_same_time(odd):
    """Three that never answer cost one deadline, not three."""
    ids = [odd.id, *(f"{odd.server.url}{path}" for path in OTHERS)]
    assert list(odd.client.busy(ids, MONTH, **QUICK).values()) == [Busy(())] * 3
    with odd.server.failing("hang", when=lambda asked: asked.method == "REPORT"):
        began = monotonic_s()
        answers = odd.client.busy(ids, MONTH, deadline_s=1.0)
        assert monotonic_s() - began < 2.5
    assert all(isinstance(answer, Unknown) for answer in answers.values())
    assert odd.server.most_at_once == 3


def test_an_event_of_ours_is_ignored_whatever_name_the_server_gave_it(odd):
    """Its identifier is ours, and its address is what creation told."""
    odd.server.habits.renames = True
    ref = odd.client.create(
        odd.id, NewEvent("ann00", Interval(MONDAY, MONDAY + timedelta(hours=1)), "Ann"), **QUICK
    )
    found = odd.client.find(odd.id, "ann00", **QUICK)
    assert short(odd.busy()) == ["03-02 00:00/03-02 01:00"]
    assert odd.client.busy([odd.id], MONTH, ignoring=[found.ref], **QUICK)[odd.id] == Busy(())
    assert ref.key == found.ref.key


def test_the_password_is_in_no_reason(odd):
    """Nor anything else that is nobody's business."""
    odd.server.close()
    answer = odd.client.busy([odd.id], MONTH, deadline_s=1.0)[odd.id]
    assert SCRIPTED_PASSWORD not in answer.reason
    assert "ann" not in answer.reason
