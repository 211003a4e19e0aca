"""What an owner types and reads about links by text."""

from collections.abc import Callable

import pytest
from pretended_texts import PretendedTexts
from standins.twilio_texts import TwilioStandIn

from direct_booking import wiring
from direct_booking.clock import SystemClock

LINK = "https://book.example.com/harbor"
CALLER = "+12125550123"


@pytest.fixture
def twilio(monkeypatch):
    """Twilio's API, which the installation is set up with, at the machine's own time."""
    one = TwilioStandIn(SystemClock())
    monkeypatch.delenv("DIRECT_BOOKING_NOW", raising=False)
    for name, value in one.environment().items():
        monkeypatch.setenv(name, value)
    yield one
    one.server.close()
    assert one.server.problems == []


@pytest.fixture
def ready(direct_booking) -> Callable:
    """The command line of an installation whose booking is off and that has a link."""
    direct_booking("migrate")
    direct_booking("settings", "set", "scheduling_link", LINK)
    direct_booking("accounts", "switch", "off")
    return direct_booking


def test_the_link_is_set_and_shown(ready):
    """2.5: with the template that it is sent in."""
    shown = ready("settings", "show").out
    assert f"scheduling_link: {LINK}" in shown
    assert "text_message: '{business}: book your appointment at {link}'" in shown


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("scheduling_link", "http://book.example.com", "'http://book.example.com' is not a link"),
        ("text_message", "call us", "text_message: does not hold the link"),
        ("sheduling_link", LINK, "did you mean 'scheduling_link'?"),
        ("length_minutes", "[", "length_minutes is not YAML"),
        ("length_minutes", "soon", "length_minutes: 'soon' cannot be"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_remedy(ready, name, value, sentence):
    """Nothing is changed."""
    before = ready("settings", "show").out
    refused = ready("settings", "set", name, value)
    assert (refused.code, sentence in refused.err) == (2, True)
    assert ready("settings", "show").out == before


def test_settings_of_every_kind_can_be_set(ready):
    """A number, a text that looks like one, a list, a switch; the others stay."""
    for name, value in (
        ("length_minutes", "45"),
        ("transfer_number", "+12125550100"),
        ("closed", "[2026-12-24]"),
        ("ask_name", "true"),
    ):
        assert ready("settings", "set", name, value).code == 0
    shown = ready("settings", "show").out
    for line in ("_minutes: 45", "transfer_number: '+12125550100'", "first: '2026-12-24'", "ask_name: true"):
        assert line in shown
    assert LINK in shown


def test_booking_is_switched_off_and_on(direct_booking):
    """2.1: of one assistant, or of all of an account."""
    direct_booking("migrate")
    assert direct_booking("accounts", "switch", "off").out == (
        "Direct Booking is off for 1 of 1 assistants of default.\n"
    )
    assert "booking off" in direct_booking("accounts", "list").out
    missing = direct_booking("accounts", "switch", "on", "--called", CALLER)
    assert (missing.code, missing.err) == (2, f"No assistant of default answers {CALLER}.\n")
    direct_booking("accounts", "switch", "on")
    assert "booking on" in direct_booking("accounts", "list").out


def test_texts_are_listed_with_what_became_of_them(ready):
    """Newest first, and with the call; a call shows its own."""
    assert ready("texts", "list").out == "No link of default was texted yet.\n"
    sender = PretendedTexts()
    desk = wiring.build(texting=sender)
    desk.calls.start("call-1", CALLER, None)
    desk.following_up.send("call-1", CALLER)
    desk.calls.start("call-2", "+12125550177", None)
    sender.state = "refuses"
    desk.following_up.send("call-2", "+12125550177")
    listed, shown = ready("texts", "list").out, ready("calls", "show", "call-1").out
    assert "  refused (not a mobile number)  +12125550177  the office: book your" in listed
    assert f"  queued                         {CALLER}  the office: book your appointment at {LINK}" in listed
    assert sorted(line.split()[-1] for line in listed.splitlines()[1:]) == ["call-1", "call-2"]
    assert f"text (queued): the office: book your appointment at {LINK}" in shown


def test_the_doctor_says_how_texts_are(ready, twilio):
    """Set up and answering, or what is wrong, or that nobody sends the link."""
    lines = ready("doctor").out.splitlines()
    assert "ok       texts: sent by Twilio, from +12125550199" in lines
    assert "ok       texts of default: the link is offered where booking is off" in lines


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("DIRECT_BOOKING_TWILIO_AUTH_TOKEN", "another", "problem  texts: Twilio answered 401"),
        ("DIRECT_BOOKING_TWILIO_ACCOUNT_SID", "", "problem  texts: DIRECT_BOOKING_TWILIO_ACCOUNT_SID is not"),
        (
            "DIRECT_BOOKING_TWILIO_TEXTS_FROM",
            "",
            "problem  texts of default: A scheduling_link is set, and nobody sends it: see docs/telephony.md",
        ),
        ("DIRECT_BOOKING_TEXTS", "log", "ok       texts: sent by nobody: they are only logged"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_texts(ready, twilio, monkeypatch, variable, value, said):
    """In words, without the token."""
    monkeypatch.setenv(variable, value)
    told = ready("doctor").out
    assert said in told
    assert "another" not in told
