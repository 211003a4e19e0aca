"""The table from Google's answers to our errors."""

import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    Conflict,
    EventMissing,
    InvalidRequest,
    NoPermission,
    NothingWritten,
    OperatorMisconfigured,
    OutcomeUnknown,
    Throttled,
    Unreachable,
)
from direct_booking.calendars.google_errors import Deleted, KeyTaken, QuotaUsedUp, TokenRefused, judged
from direct_booking.calendars.http import Answer

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)


def answer(status: int, body: object = None, **headers: str) -> Answer:
    """An answer of Google's."""
    return Answer(status, CaseInsensitiveDict(headers), json.dumps(body).encode())


def old_form(reason: str) -> dict:
    """As Calendar writes an error."""
    return {"error": {"code": 403, "message": "of ann@example.com", "errors": [{"reason": reason}]}}


def new_form(reason: str) -> dict:
    """As Google's newer services write it, in front of Calendar."""
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]
    return {"error": {"code": 403, "status": "PERMISSION_DENIED", "details": details}}


@pytest.mark.parametrize(
    ("status", "reason", "kind"),
    [
        (400, "invalid", InvalidRequest),
        (401, "authError", TokenRefused),
        (403, "rateLimitExceeded", Throttled),
        (403, "userRateLimitExceeded", Throttled),
        (403, "quotaExceeded", QuotaUsedUp),
        (403, "dailyLimitExceeded", OperatorMisconfigured),
        (403, "accessNotConfigured", OperatorMisconfigured),
        (403, "SERVICE_DISABLED", OperatorMisconfigured),
        (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", NoPermission),
        (403, "somethingNew", NoPermission),
        (404, "notFound", EventMissing),
        (409, "duplicate", KeyTaken),
        (410, "deleted", Deleted),
        (412, "conditionNotMet", Conflict),
        (429, "rateLimitExceeded", Throttled),
    ],
)
@pytest.mark.parametrize("form", [old_form, new_form])
@pytest.mark.parametrize("writing", [None, "ann00"])
def test_each_line_of_the_table(status, reason, kind, form, writing):
    """[errors] 403 is three things; none of these wrote anything."""
    made = judged(answer(status, form(reason)), writing=writing, now=NOW)
    assert type(made) is kind
    assert isinstance(made, NothingWritten)
    assert reason in str(made)
    assert "example.com" not in str(made)


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504, 599])
def test_a_breakdown_is_in_doubt_for_a_write_only(status):
    """Whether it was before or after the write nobody knows."""
    assert type(judged(answer(status), writing=None, now=NOW)) is Unreachable
    doubt = judged(answer(status), writing="ann00", now=NOW)
    assert type(doubt) is OutcomeUnknown
    assert doubt.key == "ann00"


@given(st.integers(100, 599), st.sampled_from([None, "ann00"]), st.binary(max_size=40))
def test_every_status_has_a_meaning(status, writing, body):
    """Success is none, everything else is one of our errors, whatever comes along."""
    made = judged(Answer(status, {}, body), writing=writing, now=NOW)
    assert (made is None) == (200 <= status < 300)
    assert made is None or isinstance(made, CalendarError)


@pytest.mark.parametrize(
    "body",
    [None, [], "forbidden", {"error": "forbidden"}, {"error": {"errors": "x"}}, {"error": {"errors": [7]}}]
    + [
        {"error": {"errors": None}},
        {"error": {"errors": [{"reason": ["x"]}]}},
        {"error": {"errors": [{"reason": "a b"}]}},
    ],
)
def test_an_error_that_is_written_otherwise_is_judged_by_its_status(body):
    """A proxy, or another of Google's services, may answer in its own words."""
    made = judged(answer(403, body), writing="ann00", now=NOW)
    assert type(made) is NoPermission
    assert "no reason" in str(made)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("Mon, 02 Mar 2026 12:01:00 GMT", 60.0),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0.0),
        ("soon", None),
    ],
)
def test_how_long_to_wait_is_kept(header, seconds):
    """RFC 9110 10.2.3: seconds or a date."""
    made = judged(answer(429, **{"Retry-After": header}), writing=None, now=NOW)
    assert made.retry_after_s == seconds
    assert judged(answer(429), writing=None, now=NOW + timedelta(days=1)).retry_after_s is None


def test_a_refused_token_is_expired_access_unless_a_new_one_does():
    """So that a second refusal needs no translation."""
    assert issubclass(TokenRefused, AccessExpired)
