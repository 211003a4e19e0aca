"""Texts by Twilio's own client, against a stand-in that obeys Twilio's rules and fails in every way."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st
from standins.serving import Reply
from standins.twilio_texts import KEY, OURS, SECRET, SERVICE, TOKEN

from direct_booking.clock import monotonic_s
from direct_booking.texting.base import Progress
from direct_booking.texting.errors import (
    CannotReceive,
    NothingSent,
    SendingUnknown,
    TextingError,
    TextRefused,
    TextsMisconfigured,
    TextsUnreachable,
)
from direct_booking.texting.twilio_errors import judged, why
from direct_booking.wiring.texts import texting_of

CALLER = "+12125550123"
BODY = "Harbor Dental: book your appointment at https://book.example.com/harbor"
NOW = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)


def send(texting, *, to: str = CALLER, body: str = BODY, deadline_s: float = 5.0):
    """Send one text."""
    return texting.send(to, body, key="KEY", deadline_s=deadline_s)


@pytest.fixture
def texting(twilio):
    """The product's client, set up as an operator does."""
    return texting_of(twilio.environment())


def test_a_text_is_sent_as_it_is_written(twilio, texting):
    """Number and words arrive unchanged, whatever letters they hold, from the number that was set."""
    body = "Café Zoë & Söhne: 100 % + https://book.example.com/a?b=c&d=e#f"
    proof = send(texting, body=body)
    assert (proof.progress, proof.code, proof.why) == (Progress.QUEUED, None, "")
    taken = twilio.messages[0]
    assert (taken.sid, taken.to, taken.body, taken.sent_from) == (proof.id, CALLER, body, OURS)


def test_a_messaging_service_and_an_api_key_do_as_well(twilio):
    """Either of them in place of a number, and of the account's token."""
    keys = {"DIRECT_BOOKING_TWILIO_API_KEY": KEY, "DIRECT_BOOKING_TWILIO_API_SECRET": SECRET}
    texting = texting_of(twilio.environment(DIRECT_BOOKING_TWILIO_TEXTS_FROM=SERVICE, **keys))
    assert send(texting).progress is Progress.QUEUED
    assert (twilio.messages[0].service, twilio.messages[0].sent_from) == (SERVICE, None)
    assert texting.find(CALLER, BODY, since=NOW, deadline_s=5).id == twilio.messages[0].sid


@pytest.mark.parametrize(
    ("status", "progress"),
    [
        ("queued", Progress.QUEUED),
        ("sending", Progress.QUEUED),
        ("sent", Progress.SENT),
        ("delivered", Progress.DELIVERED),
    ],
)
def test_how_far_a_text_has_come_is_asked(twilio, texting, status, progress):
    """Each of Twilio's words for it is one of ours."""
    sent = send(texting)
    twilio.becomes(status)
    assert texting.progress(sent.id, deadline_s=5).progress is progress


@pytest.mark.parametrize(("status", "code"), [("undelivered", 30006), ("failed", 30034), ("failed", 12345)])
def test_why_a_text_did_not_arrive_is_told(twilio, texting, status, code):
    """Twilio's number is kept, with a few words for the owner."""
    sent = send(texting)
    twilio.becomes(status, code)
    proof = texting.progress(sent.id, deadline_s=5)
    assert (proof.progress, proof.code, proof.why) == (Progress.FAILED, str(code), why(str(code)))


@pytest.mark.parametrize("code", [21211, 21610, 21612, 21614, 21635, 30006])
def test_a_number_that_takes_no_texts_is_told_from_other_errors(twilio, texting, code):
    """A landline, one that opted out, one that cannot be reached: another number may do."""
    twilio.refused[CALLER] = code
    with pytest.raises(CannotReceive) as refused:
        send(texting)
    assert refused.value.code == str(code)
    assert twilio.messages == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DIRECT_BOOKING_TWILIO_AUTH_TOKEN", "another"),
        ("DIRECT_BOOKING_TWILIO_TEXTS_FROM", "+12125550100"),
        ("DIRECT_BOOKING_TWILIO_TEXTS_FROM", "MG" + "f" * 32),
        ("DIRECT_BOOKING_TWILIO_ACCOUNT_SID", "AC" + "f" * 32),
    ],
)
def test_an_operators_mistake_sends_nothing(twilio, variable, value):
    """It is named as one, and is none of the caller's."""
    texting = texting_of(twilio.environment(**{variable: value}))
    with pytest.raises(TextsMisconfigured):
        send(texting)
    assert twilio.messages == []


def test_too_long_a_text_is_our_own_mistake(twilio, texting):
    """Settings refuse it before; Twilio's word for it is known all the same."""
    with pytest.raises(TextRefused):
        send(texting, body="x" * 1601)


@pytest.mark.parametrize("how", ["hang", "stall", "cut"])
@pytest.mark.parametrize("applied", [True, False])
def test_a_send_that_is_not_answered_is_in_doubt(twilio, texting, how, applied):
    """Whether it was sent, nobody knows; within the deadline."""
    started = monotonic_s()
    with twilio.server.failing(how, applied=applied), pytest.raises(SendingUnknown):
        send(texting, deadline_s=0.4)
    assert monotonic_s() - started < 2
    found = texting.find(CALLER, BODY, since=NOW, deadline_s=5)
    assert (found is not None) == applied == bool(twilio.messages)


def test_a_send_that_never_left_is_not_in_doubt(twilio, texting):
    """Nobody listens: nothing was sent."""
    with twilio.server.away(), pytest.raises(TextsUnreachable):
        send(texting)
    with pytest.raises(TextsUnreachable):
        send(texting, deadline_s=0)


@pytest.mark.parametrize(
    ("reply", "failed"),
    [
        (Reply(500, b"oops"), SendingUnknown),
        (Reply(503), SendingUnknown),
        (Reply(429, b'{"code": 20429, "message": "Too Many Requests"}'), TextsUnreachable),
        (Reply(429), TextsUnreachable),
        (Reply(408), SendingUnknown),
        (Reply(302, b"", {"Location": "https://elsewhere.example.com"}), TextsUnreachable),
        (Reply(201, b"<html>"), SendingUnknown),
        (Reply(201, b"[]"), SendingUnknown),
        (Reply(201, b'{"sid": "SM1", "status": "queued"}'), SendingUnknown),
        (Reply(201, b'{"sid": null, "status": "queued"}'), SendingUnknown),
        (Reply(403), TextsMisconfigured),
        (Reply(418), TextRefused),
    ],
)
def test_what_an_answer_means_for_what_was_sent(twilio, texting, reply, failed):
    """Only an answer that says no means that nothing was sent."""
    with twilio.server.failing("reply", reply=reply), pytest.raises(failed):
        send(texting)


@tries(max_examples=60)
@given(st.integers(100, 599), st.none() | st.integers(-1, 70000), st.booleans())
def test_every_answer_has_a_meaning(status, code, sending):
    """Only a send can be in doubt, and no meaning quotes what Twilio said."""
    error = judged(status, code, sending=sending)
    assert isinstance(error, TextingError)
    assert sending or isinstance(error, NothingSent)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"{}", b"[[[", b'{"messages": [5]}', b"[" * 100_000, b"\xff"],
)
def test_nothing_but_our_errors_leaves_whatever_is_answered(twilio, texting, body):
    """Each verb, on an answer that is no answer."""
    with twilio.server.failing("reply", reply=Reply(200, body)):
        for ask in (
            lambda: send(texting),
            lambda: texting.progress("SM" + "0" * 32, deadline_s=5),
            lambda: texting.find(CALLER, BODY, since=NOW, deadline_s=5),
            lambda: texting.check(deadline_s=5),
        ):
            with suppress(TextingError):
                ask()


def test_a_text_is_found_by_its_words_only_when_it_is_the_one(twilio, texting):
    """Another's words, another number and an older call's text are not it."""
    send(texting, body="another")
    send(texting, to="+12125550177")
    assert texting.find(CALLER, BODY, since=NOW, deadline_s=5) is None
    sent = send(texting)
    assert texting.find(CALLER, BODY, since=NOW, deadline_s=5).id == sent.id
    assert texting.find(CALLER, BODY, since=NOW + timedelta(hours=1), deadline_s=5) is None


def test_an_unknown_text_is_no_text(texting):
    """Twilio deletes them when the account's owner does."""
    with pytest.raises(TextRefused):
        texting.progress("SM" + "9" * 32, deadline_s=5)


def test_the_check_says_who_sends_or_what_is_wrong(twilio, texting):
    """For the doctor; it sends nothing."""
    assert texting.check(deadline_s=5) == f"Twilio, from {OURS}"
    other = texting_of(twilio.environment(DIRECT_BOOKING_TWILIO_AUTH_TOKEN="another"))
    with pytest.raises(TextsMisconfigured):
        other.check(deadline_s=5)
    assert twilio.messages == []


def test_neither_number_nor_words_nor_token_is_logged(twilio, texting, caplog):
    """6.4, also where it fails and at the chattiest level."""
    caplog.set_level(logging.DEBUG)
    send(texting)
    twilio.refused[CALLER] = 21614
    with pytest.raises(CannotReceive) as refused:
        send(texting)
    said = caplog.text + str(refused.value) + repr(texting._sender)
    for secret in (CALLER, CALLER.lstrip("+"), "Harbor", TOKEN):
        assert secret not in said
