"""The table from what a CalDAV server answers to our errors: what is said of writing is true."""

from datetime import datetime, timezone

import pytest

from direct_booking.calendars.caldav_errors import Asked, NotOrganizer, TooMuch, judged
from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    CalendarMissing,
    Conflict,
    EventMissing,
    InvalidRequest,
    NoPermission,
    NothingWritten,
    OutcomeUnknown,
    Refused,
    Throttled,
    Unreachable,
)
from direct_booking.calendars.http import Answer

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=timezone.utc)
CALENDAR, EVENT = Asked(), Asked(of_event=True)
PUT, DELETE = Asked(writing="ann00"), Asked(of_event=True, writing="ann00")
SABRE = b'<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:message>%s</s:message></d:error>'


def refused(condition: str) -> bytes:
    """The body of an error with one condition."""
    return f'<error xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><C:{condition}/></error>'.encode()


def error_of(status: int, asked: Asked, body: bytes = b"", **headers: str) -> CalendarError:
    """What an answer means."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with pytest.raises(CalendarError) as raised:
        judged(Answer(status, named, body), asked, NOW)
    assert str(raised.value)
    return raised.value


@pytest.mark.parametrize("status", [200, 201, 204, 207])
def test_successes_pass(status):
    """The answer itself comes back."""
    answer = Answer(status, {}, b"x")
    assert judged(answer, PUT, NOW) is answer


@pytest.mark.parametrize(
    ("status", "asked", "kind"),
    [
        (301, CALENDAR, CalendarMissing),
        (302, PUT, CalendarMissing),
        (400, PUT, InvalidRequest),
        (401, CALENDAR, AccessExpired),
        (401, PUT, AccessExpired),
        (403, PUT, NoPermission),
        (404, CALENDAR, CalendarMissing),
        (404, EVENT, EventMissing),
        (404, PUT, CalendarMissing),
        (404, DELETE, EventMissing),
        (405, PUT, NoPermission),
        (408, PUT, Unreachable),
        (409, PUT, CalendarMissing),
        (410, EVENT, EventMissing),
        (412, PUT, Conflict),
        (415, PUT, InvalidRequest),
        (423, PUT, Throttled),
        (429, PUT, Throttled),
        (500, CALENDAR, Unreachable),
        (500, PUT, OutcomeUnknown),
        (501, PUT, InvalidRequest),
        (502, DELETE, OutcomeUnknown),
        (503, CALENDAR, Unreachable),
        (503, PUT, OutcomeUnknown),
        (504, PUT, OutcomeUnknown),
        (507, PUT, Refused),
        (599, PUT, OutcomeUnknown),
    ],
)
def test_each_status_has_its_place(status, asked, kind):
    """Exactly that error, not one of its kinds."""
    assert type(error_of(status, asked)) is kind


@pytest.mark.parametrize(
    ("status", "condition", "kind"),
    [
        (403, "number-of-matches-within-limits", TooMuch),
        (507, "number-of-matches-within-limits", TooMuch),
        (403, "no-uid-conflict", Conflict),
        (409, "no-uid-conflict", Conflict),
        (403, "organizer-allowed", NotOrganizer),
        (403, "valid-calendar-data", InvalidRequest),
        (403, "max-resource-size", InvalidRequest),
        (403, "quota-not-exceeded", Refused),
        (507, "quota-not-exceeded", Refused),
        (403, "something-else", NoPermission),
    ],
)
def test_a_condition_says_more_than_the_status(status, condition, kind):
    """RFC 4791 1.3: the condition that was not met is in the body."""
    assert type(error_of(status, PUT, refused(condition))) is kind


def test_an_identifier_in_the_trash_is_taken():
    """Nextcloud answers 400 to an event that was deleted and comes again; other 400s are our mistake."""
    taken = SABRE % b"Deleted calendar object with uid already exists in this calendar collection."
    assert type(error_of(400, PUT, taken)) is Conflict
    assert type(error_of(400, PUT, SABRE % b"Validation error")) is InvalidRequest


@pytest.mark.parametrize(
    ("text", "wait_s"), [("7", 7.0), ("Mon, 02 Mar 2026 15:00:30 GMT", 30.0), ("soon", None)]
)
def test_a_server_that_asks_to_wait_has_written_nothing(text, wait_s):
    """With 429 and with 503, as long as it says that it may be asked again."""
    for status in (429, 503):
        throttled = error_of(status, PUT, Retry_After=text)
        assert isinstance(throttled, Throttled)
        assert throttled.retry_after_s == wait_s


def test_what_may_have_been_written_names_its_key():
    """So that it can be asked for."""
    assert error_of(502, DELETE).key == "ann00"


@pytest.mark.parametrize("status", [*range(300, 309), *range(400, 432), 451, *range(500, 512), 599])
@pytest.mark.parametrize("asked", [CALENDAR, EVENT])
def test_a_question_is_never_in_doubt(status, asked):
    """Whatever the status: reading writes nothing."""
    assert isinstance(error_of(status, asked), NothingWritten)
