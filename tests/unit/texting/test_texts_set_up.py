"""Who sends texts is told by the environment; half a set-up costs a caller a text and nothing more."""

import logging
from datetime import datetime, timezone

import pytest

from direct_booking.clock import SetClock
from direct_booking.errors import Misconfigured
from direct_booking.storage.database import Database
from direct_booking.texting.errors import TextsMisconfigured
from direct_booking.texting.log_only import LogOnly
from direct_booking.wiring import build
from direct_booking.wiring.texts import texting_for_calls, texting_of


def test_without_any_variable_texts_are_only_logged_and_not_offered(caplog):
    """8.1: nobody is told of a text that nobody sends."""
    caplog.set_level(logging.INFO)
    texting = texting_of({})
    assert isinstance(texting, LogOnly)
    assert not texting.is_offered
    with pytest.raises(TextsMisconfigured):
        texting.send("+12125550123", "secret words", key="KEY", deadline_s=1)
    assert "text KEY would have been sent" in caplog.text
    assert "2125550123" not in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "pretending", [{"DIRECT_BOOKING_TEXTS": "log"}, {"DIRECT_BOOKING_NOW": "2026-03-02T09:00"}]
)
def test_trying_it_out_sends_nothing_to_anybody(twilio, pretending):
    """Also where Twilio is set up: a pretended call texts nobody."""
    texting = texting_of(twilio.environment(**pretending))
    assert texting.is_offered
    assert texting.send("+12125550123", "words", key="KEY", deadline_s=1).id == "log-KEY"
    assert twilio.server.asked == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DIRECT_BOOKING_TWILIO_ACCOUNT_SID", ""),
        ("DIRECT_BOOKING_TWILIO_ACCOUNT_SID", "SK" + "0" * 32),
        ("DIRECT_BOOKING_TWILIO_AUTH_TOKEN", ""),
        ("DIRECT_BOOKING_TWILIO_TEXTS_FROM", "12125550199"),
        ("DIRECT_BOOKING_TWILIO_API_KEY", "key"),
        ("DIRECT_BOOKING_TEXTS", "yes"),
    ],
)
def test_half_a_set_up_is_named_and_calls_go_on(twilio, caplog, variable, value):
    """The message names the variable and not its value, which may be a secret; calls are answered."""
    environment = twilio.environment(**{variable: value})
    with pytest.raises(Misconfigured, match=variable):
        texting_of(environment)
    assert not texting_for_calls(environment).is_offered
    assert variable in caplog.text


def test_a_copy_of_the_database_and_a_clock_that_is_set_text_nobody(twilio, tmp_path):
    """7.3, 7.4: a pretended call, a replay and a test call are heard through, and send nothing."""
    real = {**twilio.environment(), "DIRECT_BOOKING_DATABASE": f"sqlite:///{tmp_path / 'real.sqlite'}"}
    copy = Database(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    assert build(real).texting.name == "twilio"
    assert build(real, database=Database(real["DIRECT_BOOKING_DATABASE"])).texting.name == "twilio"
    noon = SetClock(datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc))
    for desk in (build(real, database=copy), build(real, clock=noon)):
        assert desk.texting.name == "log"
        assert desk.texting.is_offered


def test_the_voice_connectors_token_alone_sets_no_texts_up():
    """A number that answers calls need not send any."""
    assert isinstance(texting_of({"DIRECT_BOOKING_TWILIO_AUTH_TOKEN": "token"}), LogOnly)


def test_twilio_is_not_spoken_to_without_tls(twilio):
    """Only this machine is."""
    texting = texting_of(twilio.environment(DIRECT_BOOKING_TWILIO_API_URL="http://api.example.com"))
    with pytest.raises(TextsMisconfigured):
        texting.send("+12125550123", "words", key="KEY", deadline_s=1)
