"""The access to an owner's Google Calendar: renewed once, for everybody, and ended only by Google's word."""

import json
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from standins.google_accounts import TOKEN
from standins.google_connected import QUICK
from standins.serving import Reply

from direct_booking.calendars.errors import AccessExpired, OperatorMisconfigured, Unreachable
from direct_booking.calendars.google_grant import GoogleGrant
from direct_booking.calendars.google_oauth import SCOPES

HOUR = timedelta(seconds=3599)


@pytest.fixture
def grant(connected):
    """The access under test."""
    return connected.grant()


@pytest.fixture
def accounts(connected):
    """Google's side of it."""
    return connected.google.accounts


def to_tokens(asked) -> bool:
    """Whether a request is for a token."""
    return asked.path == TOKEN


def test_a_token_is_kept_as_long_as_it_is_good(connected, grant, accounts):
    """One request an hour, and the next one before it runs out."""
    first = grant.token(**QUICK)
    connected.clock.advance(HOUR - timedelta(seconds=61))
    assert grant.token(**QUICK) == first
    connected.clock.advance(timedelta(seconds=1))
    assert grant.token(**QUICK) != first
    assert accounts.requests == ["refresh_token"] * 2


def test_another_process_uses_the_token_that_is_there(connected, grant, accounts):
    """It is kept with the secret, encrypted, so that processes share it."""
    assert connected.grant().token(**QUICK) == grant.token(**QUICK)
    assert accounts.requests == ["refresh_token"]


def test_many_that_need_a_new_token_make_one_request(connected, accounts):
    """Field notes, check 7: two workers refresh one token, one request."""
    grants = [connected.grant() for _ in range(8)] * 2
    tokens = []
    threads = [
        threading.Thread(target=lambda each=each: tokens.append(each.token(**QUICK))) for each in grants
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tokens) == 16
    assert len(set(tokens)) == 1
    assert accounts.requests == ["refresh_token"]


def test_many_whose_token_was_refused_make_one_request(connected, accounts):
    """The one that comes second finds a new one there."""
    grants = [connected.grant() for _ in range(6)]
    old = {each.token(**QUICK) for each in grants}
    for each in grants:
        each.refused(*old)
    assert len({each.token(**QUICK) for each in grants} - old) == 1
    assert accounts.requests == ["refresh_token"] * 2


def test_a_token_that_rotates_is_kept(connected, grant, accounts):
    """Field notes, check 7: the newer one is saved at once; the old one is worth nothing."""
    accounts.rotates = True
    for _ in range(3):
        grant.token(**QUICK)
        connected.clock.advance(HOUR)
    assert connected.vault.secret["refresh_token"] == accounts.grants[-1].refresh_token
    assert len({str(saved["refresh_token"]) for saved in connected.vault.saved}) == 3


def test_what_else_is_in_the_secret_stays(connected, grant):
    """Whose it is, and for what."""
    connected.vault.secret = {
        **connected.vault.secret,
        "account": "owner@example.com",
        "scopes": list(SCOPES),
    }
    grant.token(**QUICK)
    assert connected.vault.secret["account"] == "owner@example.com"
    assert set(connected.vault.secret) == {"account", "scopes", "refresh_token", "access_token", "expires_at"}


def test_a_revoked_grant_is_expired_access(connected, grant, accounts):
    """1.5: ``invalid_grant``, and nothing else."""
    accounts.grants[0].revoked = True
    with pytest.raises(AccessExpired):
        grant.token(**QUICK)


def test_an_app_in_testing_gives_access_for_a_week(connected, grant, accounts):
    """Field notes: the operator has to publish the app; until then the owner reconnects every seven days."""
    accounts.testing = True
    grant.token(**QUICK)
    connected.clock.advance(timedelta(days=6, hours=23))
    grant.token(**QUICK)
    connected.clock.advance(timedelta(hours=1))
    with pytest.raises(AccessExpired):
        grant.token(**QUICK)


@pytest.mark.parametrize("fault", ["hang", "cut", "stall"])
def test_a_failing_network_is_no_revocation(connected, grant, accounts, fault):
    """1.5: the next try may do."""
    with connected.google.server.failing(fault), pytest.raises(Unreachable):
        grant.token(deadline_s=0.3)
    assert grant.token(**QUICK)


def test_nobody_there_is_no_revocation(connected, grant):
    """The same, where nobody listens."""
    with connected.google.server.away(), pytest.raises(Unreachable):
        grant.token(**QUICK)
    assert grant.token(**QUICK)


@pytest.mark.parametrize(
    ("reply", "raised"),
    [
        (Reply(400, b'{"error": "invalid_grant", "error_subtype": "invalid_rapt"}'), AccessExpired),
        (Reply(400, b'{"error": "invalid_grant"}'), AccessExpired),
        (Reply(401, b'{"error": "invalid_client"}'), OperatorMisconfigured),
        (Reply(401, b'{"error": "deleted_client"}'), OperatorMisconfigured),
        (Reply(403, b'{"error": "org_internal"}'), OperatorMisconfigured),
        (Reply(400, b'{"error": "unauthorized_client"}'), OperatorMisconfigured),
        (Reply(400, b'{"error": "internal_failure"}'), Unreachable),
        (Reply(400, b'{"error": "something_new"}'), Unreachable),
        (Reply(400, b"<html>"), Unreachable),
        (Reply(500, b'{"error": "invalid_grant"}'), Unreachable),
        (Reply(503, b""), Unreachable),
        (Reply(429, b'{"error": "rate_limit_exceeded"}'), Unreachable),
        (Reply(200, b'{"access_token": ""}'), Unreachable),
        (Reply(200, b'{"access_token": 7}'), Unreachable),
        (Reply(200, b"not json"), Unreachable),
    ],
)
def test_who_must_act_is_said_by_the_answer(connected, grant, reply, raised):
    """The owner, the operator, or nobody but time; asked once, and nothing of it is kept."""
    before = connected.vault.secret
    with connected.google.server.failing("reply", reply=reply, when=to_tokens), pytest.raises(raised):
        grant.token(**QUICK)
    assert sum(map(to_tokens, connected.google.server.asked)) == 1
    assert connected.vault.secret == before


def test_a_secret_without_a_refresh_token_asks_nobody(connected):
    """There is nothing to ask with."""
    connected.vault.secret = {"account": "owner@example.com"}
    with pytest.raises(AccessExpired):
        connected.grant().token(**QUICK)
    assert connected.google.server.asked == []


@pytest.mark.parametrize("expires_at", [None, 7, "soon", "2026-03-02T14:00:00", "2026-03-02T14:00:30+00:00"])
def test_a_token_of_which_the_end_is_unknown_or_near_is_renewed(connected, accounts, expires_at):
    """Better one request more than one that is refused."""
    connected.vault.secret = {**connected.vault.secret, "access_token": "old", "expires_at": expires_at}
    assert connected.grant().token(**QUICK) != "old"


@pytest.mark.parametrize("life", [None, "1200", "long", -1, 1e300, float("nan"), [3]])
def test_a_life_that_google_words_otherwise_is_understood(connected, grant, life):
    """RFC 6749 5.1: it is recommended only, and some write it as text."""
    body = json.dumps({"access_token": "new", "expires_in": life}).encode()
    with connected.google.server.failing("reply", reply=Reply(200, body), when=to_tokens):
        assert grant.token(**QUICK) == "new"
        connected.clock.advance(timedelta(minutes=15))
        assert grant.token(**QUICK) == "new"


def test_no_time_left_asks_nobody(connected, grant):
    """A token at hand is given out all the same."""
    with pytest.raises(Unreachable):
        grant.token(deadline_s=0.0)
    token = grant.token(**QUICK)
    assert grant.token(deadline_s=0.0) == token


def test_a_grant_of_an_unknown_app_is_the_operators_mistake(connected):
    """Somebody has changed the app's secret."""
    app = replace(connected.google.app, client_secret="old")
    with pytest.raises(OperatorMisconfigured):
        GoogleGrant(app, connected.vault, connected.door, connected.clock).token(**QUICK)
