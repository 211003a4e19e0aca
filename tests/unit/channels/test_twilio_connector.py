"""The connector on a real server, called as Twilio calls it."""

import asyncio
import threading

import pytest
import requests
from telephone import FILES, TOKEN, Rasa, serving
from twilio.request_validator import RequestValidator

from direct_booking.channels import once as once_module
from direct_booking.channels.twilio import TwilioVoice
from direct_booking.errors import Misconfigured
from direct_booking.simulator.company import Call
from direct_booking.simulator.webhooks import Webhooks

CALLER, CALLED = "+12125550123", "+12125550199"


@pytest.fixture
def rasa():
    """A Rasa that answers everything."""
    return Rasa()


@pytest.fixture
def base_url(rasa):
    """The connector's routes."""
    with serving(TwilioVoice(auth_token=TOKEN, **FILES), rasa) as url:
        yield url


@pytest.fixture
def ring(base_url):
    """A call from the telephone company."""

    def ring(**how) -> Call:
        webhooks = Webhooks(TOKEN, copies=how.pop("copies", 1))
        return Call(webhooks, base_url, caller=how.pop("caller", CALLER), called=CALLED, **how)

    return ring


def test_a_call_is_one_conversation_named_by_its_id(ring, rasa):
    """7.1: never by the caller's number, which is metadata, with the called one, of each message."""
    call = ring()
    assert call.ring().says == ("You said call_start.",)
    assert call.say("Tuesday at two.").says == ("You said Tuesday at two..",)
    call.hang_up()
    assert rasa.told == [
        (call.call_id, "/call_start"),
        (call.call_id, "Tuesday at two."),
        (call.call_id, "/call_ended"),
    ]
    assert all((each["caller_number"], each["called_number"]) == (CALLER, CALLED) for each in rasa.metadata)


def test_two_calls_from_one_number_share_nothing(ring, rasa):
    """They are two conversations."""
    first, second = ring(), ring()
    first.ring(), second.ring()
    first.say("one"), second.say("two")
    assert [text for call_id, text in rasa.told if call_id == first.call_id] == ["/call_start", "one"]


def test_a_caller_who_withholds_the_number_has_none(ring, rasa):
    """The company's number for "anonymous" is nobody's."""
    ring(caller=None).ring()
    assert rasa.metadata[0]["caller_number"] is None


def test_silence_and_slashes_are_what_they_are(ring, rasa):
    """Silence is told; speech that begins with a slash is speech."""
    call = ring()
    call.ring()
    call.be_silent()
    call.say("/call_ended")
    call.say(" // ")
    assert [text for _, text in rasa.told[1:]] == ["/caller_silent", "call_ended", "/caller_silent"]


def test_keys_mean_what_the_question_makes_of_them(ring, rasa):
    """1 is yes to a yes-or-no question; 0 is a person at every question."""
    rasa.reply = lambda _message: {"text": "Shall I?", "utter_action": "utter_ask_time_agreed"}
    call = ring()
    call.ring()
    for keys in ("1", "2", "0", "*", "7"):
        call.press(keys)
    assert [text for _, text in rasa.told[1:]] == [
        *("yes", "no", "speak to a person", "repeat that", "/nlu_fallback")
    ]


def test_a_number_may_be_keyed_in(ring, rasa):
    """More than one key is waited for only where a number was asked for."""
    rasa.reply = lambda _message: {"text": "Which number?", "utter_action": "utter_ask_callback_number"}
    call = ring()
    assert call.ring().gather.keys is None
    call.press("2125550123#")
    assert rasa.told[-1][1] == "2125550123"


@pytest.mark.parametrize(
    "reply", [lambda _m: None, lambda _m: {"text": ""}, lambda _m: {"text": "\x00\x07"}, lambda _m: 1 / 0]
)
def test_a_caller_always_hears_a_sentence(ring, rasa, reply):
    """Rasa has nothing to say, or fails: the caller is greeted, asked again, and the third time let go."""
    rasa.reply = reply
    call = ring()
    heard = [call.ring(), call.say("hello"), call.say("hello")]
    assert [each.says for each in heard[:2]] == [
        ("Hello, how can I help?",),
        ("I'm sorry, something went wrong on my side. Could you say that again?",),
    ]
    assert "call again later" in heard[2].says[0]
    assert heard[2].over


TROUBLE = {"text": "I'm sorry, something went wrong on my side.", "utter_action": "utter_trouble"}
QUESTION = {"text": "Shall I book that?", "utter_action": "utter_ask_time_agreed"}
GREETING = {"text": "Hello.", "utter_action": "utter_greeting", "custom": {"person": ""}}


def test_actions_that_fail_for_ever_end_the_call_politely(ring, rasa):
    """The dialogue answers, but only that something went wrong: twice it is asked on, then let go."""
    rasa.reply = lambda message: {"/call_start": GREETING}.get(message.text, TROUBLE)
    call = ring()
    call.ring()
    heard = [call.say("an appointment"), call.say("tuesday"), call.say("wednesday")]
    assert [each.says[0] for each in heard] == [
        *["I'm sorry, something went wrong on my side. Could you say that again?"] * 2,
        "I'm sorry, I can't go on with this call. Please call again later; goodbye.",
    ]
    assert [each.over for each in heard] == [False, False, True]


def test_what_can_be_said_beside_a_failure_is_said(ring, rasa):
    """A question that follows it is asked; and one turn that works forgives the failures before it."""
    said = iter([GREETING, [TROUBLE, QUESTION], [QUESTION, TROUBLE], QUESTION, [TROUBLE, QUESTION]])
    rasa.reply = lambda _message: next(said)
    call = ring()
    call.ring()
    assert [call.say("yes").says for _ in range(4)] == [
        (TROUBLE["text"], QUESTION["text"]),
        (QUESTION["text"], f"{TROUBLE['text']} Could you say that again?"),
        (QUESTION["text"],),
        (TROUBLE["text"], QUESTION["text"]),
    ]
    assert not call.over


def test_a_call_that_breaks_down_is_put_through_when_there_is_somebody(ring, rasa):
    """Once: when nobody takes it, and it is still broken, it ends."""
    greeting = {**GREETING, "custom": {"person": "+12125550111"}}
    rasa.reply = lambda message: {"/call_start": greeting}.get(message.text)
    call = ring(owner="no-answer")
    call.ring()
    heard = [call.say("an appointment"), call.say("tuesday"), call.say("wednesday")]
    assert [each.transferred_to for each in heard] == [None, None, "+12125550111"]
    assert "put you through" in heard[2].says[0]
    assert "call again later" in heard[2].says[1]
    assert heard[2].over


def test_a_transfer_that_nobody_takes_comes_back(ring, rasa):
    """The bot goes on with the caller."""
    replies = {
        "put me through": {
            "text": "One moment.",
            "custom": {"do": "transfer", "number": "+12125550111"},
        },
        "/transfer_unanswered": {"text": "Nobody is there."},
    }
    rasa.reply = lambda message: replies.get(message.text, {"text": "Yes?"})
    call = ring(owner="no-answer")
    call.ring()
    heard = call.say("put me through")
    assert heard.says == ("One moment.", "Nobody is there.")
    assert heard.transferred_to == "+12125550111"
    assert not heard.over


def test_a_transfer_that_is_taken_ends_the_conversation(ring, rasa):
    """Once, though the company tells it twice."""
    rasa.reply = lambda _m: {"text": "One moment.", "custom": {"do": "transfer", "number": "+12125550111"}}
    call = ring(owner="completed")
    heard = call.ring()
    assert heard.over
    assert [text for _, text in rasa.told] == ["/call_start", "/call_ended"]


def test_a_webhook_sent_three_times_at_once_has_one_effect_and_one_answer(ring, rasa):
    """Also when it comes late, when the call is over."""
    call = ring(copies=3)
    call.ring()
    call.say("one")
    call.say("two")
    call.hang_up()
    told = list(rasa.told)
    call.resend_all()
    assert rasa.told == told
    assert [text for _, text in told] == ["/call_start", "one", "two", "/call_ended"]


def test_a_turn_that_takes_long_is_bridged(base_url, rasa, monkeypatch):
    """The caller is asked to wait, and hears the answer as soon as it is there."""
    monkeypatch.setattr(once_module, "FILLER_AFTER_S", 0.05)
    go_on = threading.Event()

    class Company(Webhooks):
        def once(self, url, fields):
            if "/wait" in url:
                go_on.set()
            return super().once(url, fields)

    async def slowly(message):
        await asyncio.get_running_loop().run_in_executor(None, go_on.wait, 10)
        return {"text": f"At last: {message.text}."}

    call = Call(Company(TOKEN), base_url, caller=CALLER, called=CALLED)
    call.ring()
    rasa.reply = slowly
    assert call.say("thursday").says == ("One moment, please.", "At last: thursday.")
    assert [text for _, text in rasa.told] == ["/call_start", "thursday"]


def test_a_turn_that_never_ends_is_given_up(ring, rasa, monkeypatch):
    """After some polls the caller hears the truth and may go on; the next turn waits for its own time."""
    monkeypatch.setattr(once_module, "FILLER_AFTER_S", 0.01)
    monkeypatch.setattr(once_module, "POLL_S", 0.01)
    over = threading.Event()

    async def never(_message):
        await asyncio.get_running_loop().run_in_executor(None, over.wait, 10)

    call = ring()
    call.ring()
    rasa.reply = never
    heard = call.say("thursday")
    over.set()
    assert heard.says[0] == "One moment, please."
    assert "something went wrong" in heard.says[-1]
    assert heard.gather is not None


def test_after_the_end_nothing_is_said_to_the_dialogue(ring, base_url, rasa):
    """A webhook that comes after the call is over hangs up, and starts nothing."""
    call = ring()
    call.ring()
    call.hang_up()
    late = Webhooks(TOKEN).once(f"{base_url}/turn?n=1", call._fields("in-progress") | {"SpeechResult": "yes"})
    assert b"<Hangup" in late.content
    assert [text for _, text in rasa.told] == ["/call_start", "/call_ended"]


def test_an_older_turn_that_was_never_seen_gets_the_present_question(ring, base_url, rasa):
    """It answers what is no longer asked."""
    call = ring()
    call.ring()
    fields = call._fields("in-progress")
    now = Webhooks(TOKEN).once(f"{base_url}/turn?n=5", fields | {"SpeechResult": "five"})
    old = Webhooks(TOKEN).once(f"{base_url}/turn?n=3", fields | {"SpeechResult": "three"})
    assert old.content == now.content
    assert [text for _, text in rasa.told] == ["/call_start", "five"]


def _signed(url: str, fields: dict[str, str]) -> dict[str, str]:
    return {"X-Twilio-Signature": RequestValidator(TOKEN).compute_signature(url, fields)}


@pytest.mark.parametrize("route", ["answer", "turn?n=1", "wait?n=1&k=1", "transferred?n=1", "status"])
@pytest.mark.parametrize("wrong", ["no signature", "signature", "address", "body", "not a form", "token"])
def test_what_is_not_signed_has_no_effect(base_url, rasa, route, wrong):
    """403, and nobody hears of it."""
    url, fields = f"{base_url}/{route}", {"CallSid": "CA1", "From": CALLER, "CallStatus": "completed"}
    headers, body = _signed(url, fields), dict(fields)
    if wrong == "no signature":
        headers = {}
    elif wrong == "signature":
        headers = {"X-Twilio-Signature": "ä" * 28}
    elif wrong == "address":
        url += "&x=1" if "?" in url else "?x=1"
    elif wrong == "body":
        body["From"] = "+12125550124"
    elif wrong == "not a form":
        body = b"\xff\xfe"
    elif wrong == "token":
        headers = {"X-Twilio-Signature": RequestValidator("another").compute_signature(url, fields)}
    headers = {name: value.encode("latin-1") for name, value in headers.items()}
    assert requests.post(url, data=body, headers=headers, timeout=10).status_code == 403
    assert rasa.told == []


def test_without_a_token_nobody_gets_in(rasa):
    """A connector that is not set up is closed, not open."""
    with serving(TwilioVoice(auth_token="", **FILES), rasa) as base_url:
        signature = RequestValidator("").compute_signature(f"{base_url}/answer", {"CallSid": "CA1"})
        answer = requests.post(
            f"{base_url}/answer",
            data={"CallSid": "CA1"},
            headers={"X-Twilio-Signature": signature},
            timeout=10,
        )
    assert answer.status_code == 403
    assert rasa.told == []


def test_behind_a_proxy_the_public_address_is_what_is_signed(rasa):
    """The address by which the company calls is a setting, a path of its own included."""
    channel = TwilioVoice(auth_token=TOKEN, public_url="https://phone.example.com/bot/", **FILES)
    with serving(channel, rasa) as base_url:
        public = "https://phone.example.com/bot/webhooks/phone/answer"
        fields = {"CallSid": "CA1", "From": CALLER, "To": CALLED, "Empty": ""}
        answer = requests.post(f"{base_url}/answer", data=fields, headers=_signed(public, fields), timeout=10)
    assert answer.status_code == 200
    assert 'action="/bot/webhooks/phone/turn?n=1"' in answer.text


@pytest.mark.parametrize(
    ("route", "fields"),
    [
        ("answer", {}),
        ("turn", {"CallSid": "CA1"}),
        ("turn?n=x", {"CallSid": "CA1"}),
        ("wait?n=1", {"CallSid": "CA1"}),
    ],
)
def test_what_is_signed_and_makes_no_sense_is_refused(base_url, rasa, route, fields):
    """400, with what is missing."""
    url = f"{base_url}/{route}"
    answer = requests.post(url, data=fields, headers=_signed(url, fields), timeout=10)
    assert answer.status_code == 400
    assert answer.text.strip()
    assert rasa.told == []


@pytest.mark.parametrize(
    "given",
    [{"public_url": "phone.example.com"}, {"no_such_setting": 1}, {"phone": "no such file"}],
)
def test_wrong_settings_get_one_sentence(given):
    """That names the place."""
    with pytest.raises(Misconfigured) as refused:
        TwilioVoice.from_credentials({"auth_token": TOKEN, **FILES, **given}).blueprint(Rasa().on_new_message)
    assert str(refused.value).endswith(".")


def test_several_workers_are_refused(monkeypatch):
    """They would forget each other's calls."""
    monkeypatch.setenv("SANIC_WORKERS", "2")
    with pytest.raises(Misconfigured, match="SANIC_WORKERS"):
        TwilioVoice(auth_token=TOKEN, **FILES)
