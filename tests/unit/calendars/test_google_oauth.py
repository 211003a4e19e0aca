"""Signing in at Google, step by step as an owner does it, and giving the access back."""

import logging
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from standins.google_accounts import AUTHORIZE, REVOKE, TOKEN
from standins.google_connected import QUICK
from standins.google_contract import BASE
from standins.google_values import OWNER
from standins.serving import Reply
from standins.vaults import MemoryVault

from direct_booking.calendars import google_oauth
from direct_booking.calendars.errors import OperatorMisconfigured, Unreachable
from direct_booking.calendars.google_grant import GoogleGrant
from direct_booking.calendars.google_oauth import SCOPES, App
from direct_booking.calendars.signing_in import SignInFailed


@pytest.fixture
def google(connected):
    """The stand-in; nobody is signed in yet."""
    connected.google.accounts.grants.clear()
    return connected.google


@pytest.fixture
def app(google):
    """The operator's app."""
    return google.app


def begun(app, google, **options):
    """A sign-in that has begun."""
    return google_oauth.begin(app, google.accounts.redirect_uri, **options)


def consented(connected, sign_in) -> dict[str, str]:
    """The query with which Google sends the owner back."""
    answer = connected.door.send("GET", sign_in.address, deadline_s=5.0)
    assert answer.status == 302
    return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))


def finished(connected, app, sign_in, answer):
    """What a sign-in ends in."""
    return google_oauth.finish(app, sign_in.flow, answer, door=connected.door, **QUICK)


@pytest.fixture
def secret(connected, google, app):
    """The secret of a sign-in that went well."""
    sign_in = begun(app, google)
    return finished(connected, app, sign_in, consented(connected, sign_in))


def test_a_sign_in_asks_for_as_little_as_does_it(google, app):
    """1.3, 1.4: code with PKCE and state, access while the owner is away, the least scopes."""
    sign_in = begun(app, google, hint="ann@example.com")
    asked = dict(parse_qsl(urlsplit(sign_in.address).query))
    assert sign_in.address.startswith(google.addresses.authorize + "?")
    assert asked["scope"].split() == list(SCOPES)
    assert (asked["access_type"], asked["prompt"], asked["login_hint"]) == (
        "offline",
        "consent",
        "ann@example.com",
    )
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["state"] == sign_in.flow["state"]
    assert "include_granted_scopes" not in asked
    assert app.client_secret not in sign_in.address
    assert sign_in.flow["verifier"] not in sign_in.address


def test_every_sign_in_is_another(google, app):
    """Neither the state nor the verifier can be guessed from an earlier one."""
    flows = [begun(app, google).flow for _ in range(20)]
    assert len({flow["state"] for flow in flows}) == len({flow["verifier"] for flow in flows}) == 20
    assert all(len(str(flow["state"])) >= 20 and 43 <= len(str(flow["verifier"])) <= 128 for flow in flows)


def test_the_real_google_is_asked_unless_told_otherwise():
    """Google's own addresses are the defaults."""
    sign_in = google_oauth.begin(App("id", "secret"), "https://booking.example.com/back")
    assert sign_in.address.startswith("https://accounts.google.com/o/oauth2/v2/auth?")


def test_no_secret_is_in_what_is_shown_of_the_app(app):
    """A traceback shows values."""
    assert app.client_secret not in repr(app)


def test_a_sign_in_gives_a_secret_and_says_whose(google, secret):
    """1.3: the owner sees which account it is; the primary calendar is called like it."""
    assert secret["account"] == OWNER
    assert secret["refresh_token"] == google.accounts.grants[-1].refresh_token
    assert set(secret["scopes"]) == set(SCOPES)
    assert "access_token" not in secret


def test_the_secret_gives_access(connected, google, app, secret):
    """What was signed in for works."""
    grant = GoogleGrant(app, MemoryVault(secret), connected.door, connected.clock)
    assert google.accounts.scopes_of(grant.token(**QUICK)) is not None


def test_the_secret_of_the_app_goes_in_the_body(connected, google, app, secret):
    """Not in an address, which servers log, nor in a header."""
    (exchange,) = [asked for asked in google.server.asked if asked.path == TOKEN]
    assert app.client_secret.encode() in exchange.body
    assert "authorization" not in exchange.headers


@pytest.mark.parametrize("scope", SCOPES)
def test_an_unticked_scope_is_missing(connected, google, app, scope):
    """Field notes: owners can untick scopes; the sign-in fails with a word for the owner."""
    google.accounts.unticked = {scope}
    sign_in = begun(app, google)
    with pytest.raises(SignInFailed) as failed:
        finished(connected, app, sign_in, consented(connected, sign_in))
    assert failed.value.reason == "scopes_missing"
    assert not [asked for asked in google.server.asked if asked.path == REVOKE]


def test_access_in_part_does_not_end_a_connection_that_works(connected, google, app, secret):
    """Google revokes all that an app was ever given: a failed sign-in revokes nothing."""
    google.accounts.unticked = {SCOPES[0]}
    again = begun(app, google)
    with pytest.raises(SignInFailed):
        finished(connected, app, again, consented(connected, again))
    GoogleGrant(app, MemoryVault(secret), connected.door, connected.clock).token(**QUICK)


def test_an_owner_who_says_no_is_heard(connected, google, app):
    """Nothing is asked of Google then."""
    google.accounts.denies = True
    sign_in = begun(app, google)
    with pytest.raises(SignInFailed) as failed:
        finished(connected, app, sign_in, consented(connected, sign_in))
    assert failed.value.reason == "denied"
    assert google.accounts.requests == []


@pytest.mark.parametrize("state", [None, "", "forged", "é"])
def test_a_sign_in_that_was_not_begun_here_is_refused(connected, google, app, state):
    """Else somebody could connect their own calendar to another's account."""
    sign_in = begun(app, google)
    answer = consented(connected, sign_in) | {"state": state}
    with pytest.raises(SignInFailed) as failed:
        finished(
            connected, app, sign_in, {name: value for name, value in answer.items() if value is not None}
        )
    assert failed.value.reason == "state_mismatch"
    assert google.accounts.requests == []


def test_a_sign_in_without_a_state_is_refused_also_when_none_was_kept(connected, google, app):
    """An empty state fits no empty state."""
    with pytest.raises(SignInFailed) as failed:
        google_oauth.finish(app, {}, {"state": "", "code": "x"}, door=connected.door, **QUICK)
    assert failed.value.reason == "state_mismatch"


@pytest.mark.parametrize(
    "answer", [{}, {"error": "server_error"}, {"error": "admin_policy_enforced"}, {"code": ""}]
)
def test_an_answer_without_a_code_is_refused(connected, google, app, answer):
    """The owner is told to try again."""
    sign_in = begun(app, google)
    with pytest.raises(SignInFailed) as failed:
        finished(connected, app, sign_in, {**answer, "state": sign_in.flow["state"]})
    assert failed.value.reason == "refused"


def test_a_code_is_good_once_and_for_ten_minutes(connected, google, app):
    """RFC 6749 4.1.2."""
    sign_in = begun(app, google)
    answer = consented(connected, sign_in)
    finished(connected, app, sign_in, answer)
    late = begun(app, google)
    late_answer = consented(connected, late)
    connected.clock.advance(timedelta(minutes=11))
    for flow, query in ((sign_in, answer), (late, late_answer)):
        with pytest.raises(SignInFailed) as failed:
            finished(connected, app, flow, query)
        assert failed.value.reason == "expired"


def test_a_stolen_code_is_worth_nothing_without_its_verifier(connected, google, app):
    """RFC 7636: PKCE."""
    stolen, mine = begun(app, google), begun(app, google)
    code = consented(connected, stolen)["code"]
    with pytest.raises(SignInFailed) as failed:
        finished(connected, app, mine, {"state": mine.flow["state"], "code": code})
    assert failed.value.reason == "expired"


def test_a_wrong_secret_is_the_operators_mistake(connected, google, app):
    """Field notes: ``invalid_client`` is not the owner's to mend."""
    sign_in = begun(app, google)
    answer = consented(connected, sign_in)
    with pytest.raises(OperatorMisconfigured):
        finished(connected, replace(app, client_secret="old"), sign_in, answer)


def test_a_calendar_that_is_not_switched_on_is_the_operators_mistake(connected, google, app):
    """The app must be allowed to use Google Calendar; that shows while the owner is still there."""
    sign_in = begun(app, google)
    answer = consented(connected, sign_in)
    with google.saying(403, "accessNotConfigured"), pytest.raises(OperatorMisconfigured):
        finished(connected, app, sign_in, answer)


def test_an_account_that_is_not_told_is_no_reason_to_begin_anew(connected, google, app):
    """The access is there; whose it is can be seen elsewhere."""
    sign_in = begun(app, google)
    answer = consented(connected, sign_in)
    with google.saying(500, "backendError"):
        assert finished(connected, app, sign_in, answer)["account"] == ""


def test_access_for_an_hour_is_not_enough(connected, google, app):
    """Without a refresh token bookings would end before the owner is home."""
    sign_in = begun(app, google)
    answer = consented(connected, sign_in)
    hour = Reply(200, b'{"access_token": "x", "expires_in": 3599}', {"Content-Type": "application/json"})
    fault = google.server.failing("reply", reply=hour, when=lambda asked: asked.path == TOKEN)
    with fault, pytest.raises(SignInFailed) as failed:
        finished(connected, app, sign_in, answer)
    assert failed.value.reason == "incomplete"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(500, b"{}"),
        Reply(503, b"busy"),
        Reply(429, b"{}"),
        Reply(200, b"<html>"),
        Reply(200, b"[]"),
        Reply(200, b"{}"),
        Reply(400, b'{"error": ["odd"]}'),
        Reply(302, b"", {"Location": "https://evil.example/"}),
    ],
)
def test_a_token_endpoint_that_fails_is_not_the_owners_fault(connected, google, app, reply):
    """The same code may do in a moment; nothing is followed anywhere else."""
    sign_in = begun(app, google)
    answer = consented(connected, sign_in)
    fault = google.server.failing("reply", reply=reply, when=lambda asked: asked.path == TOKEN)
    with fault, pytest.raises(Unreachable):
        finished(connected, app, sign_in, answer)
    finished(connected, app, sign_in, answer)


def test_a_sign_in_ends_by_its_deadline(connected, google, app):
    """A silent server costs no more than that."""
    sign_in = begun(app, google)
    answer = consented(connected, sign_in)
    with google.server.failing("hang"), pytest.raises(Unreachable):
        google_oauth.finish(app, sign_in.flow, answer, door=connected.door, deadline_s=0.3)


def test_no_log_holds_a_token_or_a_secret(connected, google, app, caplog):
    """6.4: the libraries of a sign-in log all that they send and get, when everything is logged."""
    with caplog.at_level(logging.DEBUG):
        sign_in = begun(app, google)
        answer = consented(connected, sign_in)
        secret = finished(connected, app, sign_in, answer)
        google_oauth.revoke(app, secret, door=connected.door, **QUICK)
    logged = "".join(r.getMessage() for r in caplog.records if r.name.split(".")[0] != "urllib3")
    for hidden in (
        answer["code"],
        app.client_secret,
        secret["refresh_token"],
        "ya29",
        sign_in.flow["verifier"],
    ):
        assert str(hidden) not in logged


# the end


def test_what_is_given_back_is_worth_nothing(connected, google, app, secret):
    """1.3: disconnecting revokes; RFC 7009."""
    google_oauth.revoke(app, secret, door=connected.door, **QUICK)
    assert google.accounts.grants[-1].revoked
    (asked,) = [asked for asked in google.server.asked if asked.path == REVOKE]
    assert not asked.query


def test_giving_back_twice_is_like_once(connected, google, app, secret):
    """Also when the owner has revoked it at Google."""
    google_oauth.revoke(app, secret, door=connected.door, **QUICK)
    google_oauth.revoke(app, secret, door=connected.door, **QUICK)


def test_what_may_not_have_been_given_back_is_said(connected, google, app, secret):
    """The owner can then do it at Google."""
    with google.server.failing("reply"), pytest.raises(Unreachable):
        google_oauth.revoke(app, secret, door=connected.door, **QUICK)
    assert not google.accounts.grants[-1].revoked


def test_only_three_addresses_belong_to_the_sign_in(google):
    """They are where the app says, and the calendar is elsewhere."""
    assert {AUTHORIZE, TOKEN, REVOKE} & {BASE} == set()
    assert google.addresses.token == google.server.url + TOKEN
