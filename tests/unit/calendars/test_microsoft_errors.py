"""The two tables: what Graph and Microsoft's sign-in say when they say no, in our errors."""

import json
from datetime import datetime, timezone

import pytest
from standins.graph_login import (
    CONSENT,
    INTERACTION,
    NO_APP,
    OLD_SECRET,
    PASSING,
    REVOKED,
    UNUSED,
    WRONG_SECRET,
)

from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarMissing,
    Conflict,
    EventMissing,
    InvalidRequest,
    NoPermission,
    OperatorMisconfigured,
    OutcomeUnknown,
    Throttled,
    Unreachable,
)
from direct_booking.calendars.http import Answer
from direct_booking.calendars.microsoft_errors import (
    InvitationRefused,
    KeyTaken,
    code_for_owner,
    error_of,
    refusal_of,
)

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)


def said(status: int, code: str | None = "x", **headers: str) -> Answer:
    """One of Graph's errors; or a page of something in between, when there is no code."""
    error = {"error": {"code": code, "message": "about ann@example.com"}}
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, headers, json.dumps(error).encode() if code else b"<html>")


def judged(answer: Answer, *, asked: str = "event", writing: str | None = "ann00"):
    """The error that an answer means."""
    return error_of(answer, asked=asked, writing=writing, now=NOW)


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_a_success_is_no_error(status):
    """Whatever its body."""
    assert judged(Answer(status, {}, b"")) is None


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (400, "ErrorInvalidRequest", InvalidRequest),
        (400, "ErrorInvalidIdMalformed", EventMissing),
        (401, "InvalidAuthenticationToken", AccessExpired),
        (403, "ErrorAccessDenied", NoPermission),
        (403, "ErrorExceededMessageLimit", InvitationRefused),
        (404, "ErrorItemNotFound", EventMissing),
        (404, "ResourceNotFound", EventMissing),
        (404, "MailboxNotEnabledForRESTAPI", NoPermission),
        (409, "ErrorDuplicateTransactionId", KeyTaken),
        (400, "ErrorDuplicateTransactionId", KeyTaken),
        (409, "ErrorIrresolvableConflict", Conflict),
        (410, "ErrorItemNotFound", EventMissing),
        (412, "ErrorIrresolvableConflict", Conflict),
        (413, "RequestEntityTooLarge", InvalidRequest),
        (429, "ApplicationThrottled", Throttled),
    ],
)
def test_each_refusal_has_its_error(status, code, expected):
    """By status and code, whether something was to be written or not."""
    for writing in ("ann00", None):
        assert type(judged(said(status, code), writing=writing)) is expected


@pytest.mark.parametrize(
    ("asked", "expected"), [("calendar", CalendarMissing), ("event", EventMissing), ("mailbox", NoPermission)]
)
def test_what_is_missing_is_what_was_asked_for(asked, expected):
    """Graph has one code for all of them."""
    assert type(judged(said(404, "ErrorItemNotFound"), asked=asked)) is expected


@pytest.mark.parametrize("status", [500, 502, 503, 504, 509])
def test_a_server_that_broke_may_have_written(status):
    """503 ConcurrentItemSave was reported of creations that had happened (msgraph-sdk-ruby #38)."""
    assert type(judged(said(status))) is OutcomeUnknown
    assert judged(said(status)).key == "ann00"
    assert type(judged(said(status), writing=None)) is Unreachable


@pytest.mark.parametrize("status", [301, 302, 400, 404, 407, 451])
def test_a_page_of_something_in_between_decides_nothing(status):
    """A proxy's 404 is not the calendar's."""
    assert type(judged(said(status, None))) is OutcomeUnknown
    assert type(judged(said(status, None), writing=None)) is Unreachable


@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_is_as_long_as_it_is_said(status):
    """Seconds, or until a date."""
    assert judged(said(status, Retry_After="7")).retry_after_s == 7
    assert judged(said(status, Retry_After="Mon, 02 Mar 2026 14:00:30 GMT")).retry_after_s == 30


def test_no_error_tells_what_microsoft_says():
    """Its sentences quote addresses."""
    for status in (400, 401, 403, 404, 409, 412, 429, 500):
        assert "ann@" not in str(judged(said(status, "ErrorSomething")))
        assert "ann@" not in str(judged(said(status, "ann@example.com")))


# the sign-in


def of_token(refusal) -> dict:
    """What MSAL makes of an answer of the token endpoint."""
    return {
        "error": refusal.error,
        "suberror": refusal.suberror,
        "error_codes": [refusal.number],
        "error_description": "about owner@contoso.example",
    }


@pytest.mark.parametrize(
    ("refusal", "expected", "wording"),
    [
        (REVOKED, AccessExpired, "password"),
        (UNUSED, AccessExpired, "90 days"),
        (INTERACTION, AccessExpired, "second factor"),
        (CONSENT, AccessExpired, "consent"),
        (WRONG_SECRET, OperatorMisconfigured, "secret is wrong"),
        (OLD_SECRET, OperatorMisconfigured, "secret has run out"),
        (NO_APP, OperatorMisconfigured, "client id"),
        (PASSING, Unreachable, "at the moment"),
    ],
)
def test_a_refused_token_says_who_must_act(refusal, expected, wording):
    """Decided by the error; Microsoft's number only chooses the words."""
    error = refusal_of(of_token(refusal))
    assert type(error) is expected
    assert wording in str(error)
    assert "owner@" not in str(error)
    unnumbered = refusal_of({**of_token(refusal), "error_codes": [1], "suberror": "unheard_of"})
    assert type(unnumbered) is expected


@pytest.mark.parametrize("said", [None, {"error": "invalid_grant"}])
def test_nothing_to_renew_with_is_an_access_that_has_ended(said):
    """MSAL returns None when its cache holds nothing."""
    assert type(refusal_of(said)) is AccessExpired


@pytest.mark.parametrize("said", [{}, {"error": None}, {"error": "unheard_of"}, {"error": "invalid_scope"}])
def test_what_nobody_knows_is_not_the_owners_to_mend(said):
    """Bookings are not switched off for an error that reconnecting would not cure."""
    assert type(refusal_of(said)) is OperatorMisconfigured


@pytest.mark.parametrize(
    ("error", "description", "reason"),
    [
        ("access_denied", "AADSTS65004: the user declined", "denied"),
        ("access_denied", "AADSTS90094: an administrator is needed", "admin_needed"),
        ("consent_required", "AADSTS90095: an administrator is needed", "admin_needed"),
        ("interaction_required", "", "denied"),
        ("invalid_grant", "AADSTS70008: the code has expired", "expired"),
        ("invalid_client", "AADSTS7000215", None),
        ("server_error", "", None),
    ],
)
def test_a_sign_in_that_failed_has_its_reason(error, description, reason):
    """One that the owner can do something about; the others are the operator's or pass by themselves."""
    found, sentence = code_for_owner({"error": error, "error_description": description})
    assert found == reason
    assert bool(sentence) == (reason is not None)
