"""An owner's access at Microsoft: given with as little as will do, renewed once, and its end understood."""

import json
import logging
import threading
from datetime import timedelta

import pytest
from standins.graph_connected import QUICK, REDIRECT, ConnectedMicrosoft
from standins.graph_login import CONSENT, INTERACTION, OLD_SECRET, PASSING, REVOKED, UNUSED, WRONG_SECRET
from standins.serving import Reply
from standins.vaults import MemoryVault

from direct_booking.calendars.errors import AccessExpired, OperatorMisconfigured, Unreachable
from direct_booking.calendars.microsoft_oauth import SCOPES, App, begin, finish, revoke
from direct_booking.calendars.signing_in import SignInFailed
from direct_booking.clock import monotonic_s


def back(microsoft: ConnectedMicrosoft, **changes) -> tuple[dict, dict]:
    """A flow and what the owner comes back with."""
    begun = begin(microsoft.app, REDIRECT)
    return dict(begun.flow), {**microsoft.owner_visits(begun.address), **changes}


def finished(microsoft: ConnectedMicrosoft, flow: dict, answer: dict) -> dict[str, object]:
    """The end of a sign-in."""
    return finish(microsoft.app, flow, answer, door=microsoft.door, clock=microsoft.clock, **QUICK)


# signing in


def test_no_more_is_asked_for_than_is_needed():
    """1.4: the calendars, and the zone of the mailbox; MSAL adds ``offline_access`` by itself."""
    assert {"Calendars.ReadWrite", "MailboxSettings.Read"} == SCOPES
    assert "scope=Calendars.ReadWrite+MailboxSettings.Read+offline_access+openid+profile" in address()


def address(**details) -> str:
    """Where an owner is sent."""
    return begin(App("client", "secret", **details), REDIRECT).address


def test_a_sign_in_begins_without_asking_anybody():
    """At Microsoft, with state and PKCE, and whose account is to be chosen."""
    assert address().startswith("https://login.microsoftonline.com/common/oauth2/v2.0/authorize?")
    assert "code_challenge_method=S256" in address()
    assert "state=" in address()
    assert "prompt=select_account" in address()


def test_a_tenant_of_its_own_is_asked():
    """For apps that are not for everybody."""
    assert address(tenant="contoso.onmicrosoft.com").startswith(
        "https://login.microsoftonline.com/contoso.onmicrosoft.com/"
    )


def test_reconnecting_names_the_account():
    """So that the owner does not choose another one by mistake."""
    hinted = begin(App("client", "secret"), REDIRECT, hint="owner@contoso.example").address
    assert "login_hint=owner%40contoso.example" in hinted
    assert "prompt=" not in hinted


def test_two_sign_ins_have_nothing_in_common():
    """State, verifier and nonce are new each time."""
    first, second = (begin(App("client", "secret"), REDIRECT).flow for _ in range(2))
    assert all(first[name] != second[name] for name in ("state", "code_verifier", "nonce"))
    json.dumps(first)


def test_a_sign_in_gives_what_is_to_be_kept(microsoft):
    """Whose account it is among it; JSON values."""
    secret = finished(microsoft, *back(microsoft))
    assert secret["account"] == "owner@contoso.example"
    assert json.loads(json.dumps(secret)) == secret


def test_permissions_may_come_with_their_address(microsoft):
    """As Microsoft does for some accounts."""
    microsoft.graph.login.long_names = True
    assert finished(microsoft, *back(microsoft))["token"]


@pytest.mark.parametrize("left_out", sorted(SCOPES))
def test_less_than_was_asked_for_is_no_connection(microsoft, left_out):
    """1.3: what was granted is compared; the owner hears what is missing."""
    microsoft.graph.login.leaves_out = (left_out,)
    with pytest.raises(SignInFailed, match=left_out) as failed:
        finished(microsoft, *back(microsoft))
    assert failed.value.reason == "scopes_missing"


@pytest.mark.parametrize(
    ("says", "reason"), [(False, "denied"), ("AADSTS90094: an administrator is needed", "admin_needed")]
)
def test_an_owner_who_does_not_agree_is_not_connected(microsoft, says, reason):
    """Or may not."""
    microsoft.graph.login.owner_allows = says
    with pytest.raises(SignInFailed) as failed:
        finished(microsoft, *back(microsoft))
    assert failed.value.reason == reason


@pytest.mark.parametrize("changes", [{"state": "another"}, {"state": ""}])
def test_an_answer_to_another_sign_in_is_refused(microsoft, changes):
    """13: the state is bound to the session."""
    with pytest.raises(SignInFailed) as failed:
        finished(microsoft, *back(microsoft, **changes))
    assert failed.value.reason == "state_mismatch"
    assert microsoft.graph.login.token_requests == ["authorization_code"]  # that of the fixture


@pytest.mark.parametrize("answer", [{}, {"code": "x"}, {"state": "x"}])
def test_half_an_answer_is_refused(microsoft, answer):
    """Whatever somebody types into the address."""
    with pytest.raises(SignInFailed):
        finished(microsoft, back(microsoft)[0], answer)


def test_a_code_is_good_once(microsoft):
    """Reloading the page does not connect twice."""
    flow, answer = back(microsoft)
    finished(microsoft, flow, answer)
    with pytest.raises(SignInFailed) as failed:
        finished(microsoft, flow, answer)
    assert failed.value.reason == "expired"


@pytest.mark.parametrize("part", ["code_verifier", "nonce"])
def test_a_stolen_code_is_worth_nothing(microsoft, part):
    """PKCE and nonce: only who began the sign-in can end it."""
    flow, answer = back(microsoft)
    flow[part] = "guessed" * 10
    with pytest.raises(SignInFailed):
        finished(microsoft, flow, answer)


@pytest.mark.parametrize("refusal", [WRONG_SECRET, OLD_SECRET])
def test_a_wrong_secret_is_the_operators(microsoft, refusal):
    """The owner did everything right."""
    microsoft.graph.login.refusal = refusal
    with pytest.raises(OperatorMisconfigured, match="secret"):
        finished(microsoft, *back(microsoft))


def test_a_sign_in_that_nobody_answers_is_unreachable(microsoft):
    """And ends in time."""
    flow, answer = back(microsoft)
    with microsoft.graph.server.away(), pytest.raises(Unreachable):
        finished(microsoft, flow, answer)
    began_s = monotonic_s()
    with microsoft.graph.server.failing("hang"), pytest.raises(Unreachable):
        finish(microsoft.app, flow, answer, door=microsoft.door, deadline_s=0.5, clock=microsoft.clock)
    assert monotonic_s() - began_s < 2


def test_an_app_that_is_half_set_up_is_said():
    """Not as a riddle of the library's."""
    with pytest.raises(OperatorMisconfigured, match=r"docs/calendars\.md"):
        address(tenant="")


def test_microsoft_has_no_way_to_take_an_access_back(microsoft):
    """Only one to end every session of the account, which is not ours to do: nobody is asked."""
    microsoft.graph.server.asked.clear()
    assert revoke(microsoft.app, microsoft.vault.secret, door=microsoft.door, deadline_s=5.0) is False
    assert microsoft.graph.server.asked == []


# renewing


def renewals(microsoft: ConnectedMicrosoft) -> int:
    """How often a renewal was asked for."""
    return microsoft.graph.login.token_requests.count("refresh_token")


def test_a_token_is_used_until_it_is_about_to_end(microsoft):
    """An hour's; renewed five minutes before."""
    grant = microsoft.grant()
    first = grant.token(**QUICK)
    microsoft.clock.advance(timedelta(minutes=54))
    assert grant.token(**QUICK) == first
    microsoft.clock.advance(timedelta(minutes=2))
    assert grant.token(**QUICK) != first
    assert renewals(microsoft) == 1


def test_what_is_renewed_is_kept_before_it_is_used(microsoft):
    """A refresh token is good for one use: whoever renews next needs the new one."""
    for _ in range(3):
        microsoft.clock.advance(timedelta(hours=1))
        token = microsoft.grant().token(**QUICK)
        assert microsoft.vault.secret["token"] == token
        assert microsoft.vault.secret["account"] == "owner@contoso.example"
    assert len(microsoft.vault.saved) == renewals(microsoft) == 3


def test_a_refused_token_is_not_used_again(microsoft):
    """Nor by a worker that knows it only from the vault."""
    grant = microsoft.grant()
    first = grant.token(**QUICK)
    grant.refused(first)
    assert grant.token(**QUICK) != first
    assert renewals(microsoft) == 1


def test_many_workers_make_one_request(microsoft):
    """7: two that renew at once; the later ones find what the first has kept."""
    microsoft.clock.advance(timedelta(hours=1))
    grants = [microsoft.grant() for _ in range(8)]
    ready, tokens = threading.Barrier(len(grants)), set()

    def renew(grant) -> None:
        ready.wait()
        tokens.add(grant.token(**QUICK))

    threads = [threading.Thread(target=renew, args=(grant,)) for grant in grants]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tokens) == 1
    assert renewals(microsoft) == 1


def test_another_workers_renewal_is_found_without_asking(microsoft):
    """By one whose token has run out meanwhile."""
    early, late = microsoft.grant(), microsoft.grant()
    early.token(**QUICK), late.token(**QUICK)
    microsoft.clock.advance(timedelta(hours=1))
    assert early.token(**QUICK) == late.token(**QUICK)
    assert renewals(microsoft) == 1


@pytest.mark.parametrize("refusal", [REVOKED, UNUSED, INTERACTION, CONSENT])
def test_an_access_that_has_ended_is_said(microsoft, refusal):
    """1.5: the owner must reconnect; nothing that is kept is changed."""
    kept = dict(microsoft.vault.secret)
    microsoft.clock.advance(timedelta(hours=1))
    microsoft.graph.login.refusal = refusal
    with pytest.raises(AccessExpired):
        microsoft.grant().token(**QUICK)
    assert microsoft.vault.secret == kept


def test_an_access_that_has_ended_is_asked_for_once_a_minute(microsoft):
    """6: however many calls come in; and it may come back."""
    microsoft.clock.advance(timedelta(hours=1))
    microsoft.graph.login.refusal = REVOKED
    grant = microsoft.grant()
    for _ in range(10):
        with pytest.raises(AccessExpired):
            grant.token(**QUICK)
    assert renewals(microsoft) == 1
    microsoft.clock.advance(timedelta(minutes=1))
    microsoft.graph.login.refusal = None
    assert grant.token(**QUICK)
    assert renewals(microsoft) == 2


def test_who_has_reconnected_is_asked_for_at_once(microsoft):
    """The new secret is another one."""
    microsoft.clock.advance(timedelta(hours=1))
    microsoft.graph.login.refusal = REVOKED
    grant = microsoft.grant()
    with pytest.raises(AccessExpired):
        grant.token(**QUICK)
    microsoft.graph.login.refusal = None
    microsoft.vault.secret = microsoft.sign_in()
    assert grant.token(**QUICK) == microsoft.vault.secret["token"]


@pytest.mark.parametrize(
    "fault",
    [
        {"how": "cut"},
        {"how": "reply", "reply": Reply(500)},
        {"how": "reply", "reply": Reply(503, b'{"error": "invalid_grant"}')},
        {"how": "reply", "reply": Reply(429, b"{}")},
        {"how": "reply", "reply": Reply(200, b"<html>")},
        {"how": "reply", "reply": Reply(200, b"{}")},
        {"how": "reply", "reply": Reply(302, b"", {"Location": "http://elsewhere"})},
        {"how": "stall"},
    ],
)
def test_a_failure_of_the_network_is_no_revocation(microsoft, fault):
    """1.5: the connection stays as it is, and works again by itself."""
    microsoft.clock.advance(timedelta(hours=1))
    grant = microsoft.grant()
    with microsoft.graph.server.failing(**fault), pytest.raises(Unreachable):
        grant.token(deadline_s=0.5)
    assert grant.token(**QUICK)


def test_a_passing_trouble_of_microsofts_is_no_revocation(microsoft):
    """It says so as an error like the others."""
    microsoft.clock.advance(timedelta(hours=1))
    microsoft.graph.login.refusal = PASSING
    with pytest.raises(Unreachable):
        microsoft.grant().token(**QUICK)


def test_a_secret_of_the_app_that_has_run_out_is_the_operators(microsoft):
    """No owner is told to reconnect for it."""
    microsoft.clock.advance(timedelta(hours=1))
    microsoft.graph.login.refusal = OLD_SECRET
    with pytest.raises(OperatorMisconfigured, match="has run out"):
        microsoft.grant().token(**QUICK)


@pytest.mark.parametrize("secret", [None, {}, {"cache": ""}, {"cache": "{}"}, {"cache": "broken"}])
def test_a_secret_without_an_access_is_one_that_has_ended(microsoft, secret):
    """Nothing was ever kept, or not by this version of the library."""
    microsoft.vault = MemoryVault(secret)
    with pytest.raises(AccessExpired):
        microsoft.grant().token(**QUICK)


def test_no_log_and_no_error_holds_a_token_or_an_address(microsoft, caplog):
    """Also when everything is logged."""
    caplog.set_level(logging.DEBUG)
    secret = microsoft.sign_in()
    microsoft.clock.advance(timedelta(hours=1))
    microsoft.grant().token(**QUICK)
    microsoft.graph.login.refusal = REVOKED
    microsoft.clock.advance(timedelta(hours=1))
    with pytest.raises(AccessExpired) as failed:
        microsoft.grant().token(**QUICK)
    ours = [one for one in caplog.records if not one.name.startswith("urllib3")]
    said = " ".join([str(failed.value), *(one.getMessage() for one in ours)])
    for private in (secret["token"], microsoft.vault.secret["token"], "0.refresh", "owner@", "s3cret"):
        assert str(private) not in said
    assert "s3cret" not in repr(microsoft.app)
