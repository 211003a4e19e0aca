"""How Graph is asked: with a good token, patiently, to the last page, and nobody else."""

import pytest
from standins.graph import is_write, when
from standins.graph_connected import MONDAY, QUICK, WEEK, at
from standins.serving import Reply

from direct_booking.calendars.base import Busy, Unknown
from direct_booking.calendars.errors import (
    CalendarMissing,
    EventMissing,
    OutcomeUnknown,
    Throttled,
    Unreachable,
)
from direct_booking.calendars.microsoft_graph import Graph, calendar_path, event_path
from direct_booking.deadline import Deadline

# pages


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_every_page_is_read(microsoft, size):
    """Field notes: follow @odata.nextLink, however small Microsoft makes the pages."""
    microsoft.graph.page = size
    for number in range(7):
        microsoft.mailbox.owner_adds(microsoft.primary_id, at(60 * number))
    assert microsoft.busy() == Busy(tuple(at(60 * number) for number in range(7)))


def test_a_page_that_fails_makes_the_calendar_unknown(microsoft):
    """3.3: half of a calendar is not free for the other half."""
    microsoft.graph.page = 1
    for number in range(3):
        microsoft.mailbox.owner_adds(microsoft.primary_id, at(60 * number))
    broken = {"how": "reply", "when": lambda asked: "$skip" in asked.parameters, "reply": Reply(500)}
    with microsoft.graph.server.failing(**broken):
        assert isinstance(microsoft.busy(deadline_s=1.0), Unknown)


@pytest.mark.parametrize(
    "host", ["https://graph.microsoft.com.evil.example", "http://127.0.0.1:1", "//x", "x"]
)
def test_a_next_page_elsewhere_is_not_read(microsoft, host):
    """The token goes with every request: to Graph, and nowhere else."""
    microsoft.graph.page, microsoft.graph.next_host = 1, host
    for number in range(2):
        microsoft.mailbox.owner_adds(microsoft.primary_id, at(60 * number))
    answer = microsoft.busy()
    assert isinstance(answer, Unknown)
    assert "next page" in answer.reason


def test_pages_that_lead_in_a_circle_end(microsoft):
    """A page that was read before is not read again."""
    url = f"{microsoft.graph.api}{calendar_path(microsoft.primary_id)}/calendarView"
    circle = Reply(200, b'{"value": [], "@odata.nextLink": "%s?again"}' % url.encode())
    with microsoft.graph.server.failing("reply", reply=circle, when=when("GET", "calendarView")):
        assert isinstance(microsoft.busy(), Unknown)
    assert len(microsoft.asked()) == 2


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b'{"value": 1}', b'{"value": [1]}', b'{"value": [{}]}']
)
def test_an_answer_that_cannot_be_read_is_unknown(microsoft, body):
    """Errors read as free are what others get wrong (field notes)."""
    with microsoft.graph.server.failing("reply", reply=Reply(200, body)):
        assert isinstance(microsoft.busy(deadline_s=0.5), Unknown)


# tokens


def test_a_refused_token_is_renewed_once(microsoft):
    """Microsoft may revoke a token at any time; the caller does not notice."""
    microsoft.graph.login.forget_access()
    assert microsoft.busy() == Busy(())
    assert microsoft.graph.login.token_requests == ["authorization_code", "refresh_token"]


def test_a_write_with_a_refused_token_is_made_once(microsoft):
    """The refused one wrote nothing."""
    microsoft.graph.login.forget_access()
    microsoft.create()
    assert microsoft.only_item().subject == "Ann"


# patience


@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_that_fits_is_waited(microsoft, status):
    """Field notes: 429 with Retry-After; the write happens once."""
    wait = Reply(status, b'{"error": {"code": "ApplicationThrottled"}}', {"Retry-After": "0"})
    with microsoft.graph.server.failing("reply", reply=wait, times=2):
        microsoft.create()
    assert microsoft.only_item().start == MONDAY


def test_a_wait_that_does_not_fit_is_said_at_once(microsoft):
    """A caller does not wait for a minute on the line."""
    wait = Reply(429, b"{}", {"Retry-After": "60"})
    with microsoft.graph.server.failing("reply", reply=wait), pytest.raises(Throttled) as failed:
        microsoft.create()
    assert failed.value.retry_after_s == 60
    assert len(microsoft.asked()) == 1
    assert microsoft.mailbox.live(microsoft.primary_id) == []


def test_a_read_is_tried_again_when_the_server_broke(microsoft):
    """Nothing is written by asking."""
    with microsoft.graph.server.failing("reply", reply=Reply(502), times=2):
        assert microsoft.busy() == Busy(())


@pytest.mark.parametrize("applied", [True, False])
@pytest.mark.parametrize("status", [500, 502, 504, 200])
def test_a_write_that_broke_is_in_doubt_and_not_repeated(microsoft, applied, status):
    """It may have happened; ``find`` tells."""
    fault = {"how": "reply", "applied": applied, "reply": Reply(status), "when": is_write}
    with microsoft.graph.server.failing(**fault), pytest.raises(OutcomeUnknown):
        microsoft.create()
    assert len([one for one in microsoft.asked() if is_write(one)]) == 1
    found = microsoft.found()
    assert bool(found) == applied


def test_no_more_than_four_requests_are_under_way(microsoft):
    """Field notes: four at once per mailbox; the stand-in counts, and the fixture looks."""
    ids = [microsoft.mailbox.add_calendar(f"calendar {number}").id for number in range(12)]
    answers = microsoft.calendar.busy(ids, WEEK, **QUICK)
    assert answers == {each: Busy(()) for each in ids}


# what is sent


def test_every_request_says_what_it_prefers(microsoft):
    """UTC and immutable identifiers, always (field notes)."""
    microsoft.calendar.calendars(**QUICK)
    microsoft.busy()
    ref = microsoft.create()
    microsoft.calendar.cancel(ref, **QUICK)
    for asked in microsoft.asked():
        assert asked.headers["prefer"] == 'outlook.timezone="UTC", IdType="ImmutableId"'


@pytest.mark.parametrize("text", ["", "../me", "a b", "a?b", "a#b", "é", "a%2fb", "a\n", "x" * 2000])
def test_what_is_no_identifier_is_sent_nowhere(text):
    """An identifier cannot lead to another path."""
    with pytest.raises(CalendarMissing):
        calendar_path(text)
    with pytest.raises(EventMissing):
        event_path("AAMk=", text)


def test_a_slash_in_an_identifier_is_part_of_it():
    """Some of Exchange's have one."""
    assert calendar_path("AA/b+c=") == "/me/calendars/AA%2Fb%2Bc%3D"


def test_an_address_with_a_slash_at_its_end_is_the_same(microsoft):
    """As operators write it."""
    graph = Graph(microsoft.door, microsoft.grant(), microsoft.clock, microsoft.graph.api + "/")
    found = graph.read("/me/mailboxSettings/timeZone", asked="mailbox", deadline=Deadline(5))
    assert found["value"] == "Eastern Standard Time"


def test_nobody_there_is_said(microsoft):
    """Not an empty list."""
    with microsoft.graph.server.away(), pytest.raises(Unreachable):
        microsoft.calendar.calendars(deadline_s=1.0)
