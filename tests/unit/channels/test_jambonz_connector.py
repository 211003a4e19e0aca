"""The second connector: the same calls, in another company's words."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta, timezone

import pytest
import requests
from telephone import FILES, Rasa, serving

from direct_booking.channels.jambonz import Jambonz
from direct_booking.clock import SetClock

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)
SECRET = "a secret of the tests"
CALL = {"call_sid": "c-1", "from": "+12125550123", "to": "+12125550199", "call_status": "in-progress"}


@pytest.fixture
def rasa():
    """A Rasa that answers everything."""
    return Rasa()


@pytest.fixture
def base_url(rasa):
    """The connector's routes."""
    channel = Jambonz(secret=SECRET, user="jam", password="bonz", clock=SetClock(NOW), **FILES)
    with serving(channel, rasa) as url:
        yield url


def _signed(body: bytes, *, secret: str = SECRET, at: datetime = NOW) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"Jambonz-Signature": f"t={stamp},v1={digest}"}


def _post(url: str, **more) -> list[dict]:
    body = json.dumps({**CALL, **more}).encode()
    answer = requests.post(url, data=body, headers=_signed(body), timeout=10)
    assert answer.status_code in (200, 204), answer.text
    return answer.json() if answer.content else []


def _heard(*transcripts: str) -> dict:
    return {"alternatives": [{"transcript": each, "confidence": 0.8} for each in transcripts]}


def test_a_call_is_held_as_with_any_company(base_url, rasa):
    """Ring, speech, keys, silence, hang-up: the dialogue cannot tell which company it is."""
    rasa.reply = lambda message: {"text": f"Shall I? {message.text}", "utter_action": "utter_ask_time_agreed"}
    (gather,) = _post(f"{base_url}/answer")
    assert gather["say"]["text"] == "Shall I? /call_start"
    assert gather["numDigits"] == 1
    assert "yes" in gather["recognizer"]["hints"]
    host = base_url.removesuffix("/webhooks/jambonz")
    (gather,) = _post(host + gather["actionHook"], speech=_heard("tuesday", "choose day"))
    (gather,) = _post(host + gather["actionHook"], digits="1")
    (gather,) = _post(host + gather["actionHook"], reason="timeout")
    _post(f"{base_url}/status", call_status="completed")
    assert [text for _, text in rasa.told] == [
        *("/call_start", "tuesday", "yes", "/caller_silent", "/call_ended")
    ]
    assert rasa.metadata[1]["alternatives"] == ["tuesday", "choose day"]
    assert rasa.metadata[1]["confidence"] == 0.8


def test_the_same_webhook_gets_the_same_bytes_and_has_one_effect(base_url, rasa):
    """As with every company."""
    first = _post(f"{base_url}/answer")
    assert _post(f"{base_url}/answer") == first
    assert len(rasa.told) == 1


def test_a_transfer_that_nobody_takes_comes_back(base_url, rasa):
    """The bot goes on with the caller."""
    rasa.reply = lambda _m: {"text": "One moment.", "custom": {"do": "transfer", "number": "+12125550111"}}
    said, dial = _post(f"{base_url}/answer")
    assert (said["text"], dial["target"][0]["number"]) == ("One moment.", "+12125550111")
    rasa.reply = lambda message: {"text": message.text}
    url = base_url.removesuffix("/webhooks/jambonz") + dial["actionHook"]
    (gather,) = _post(url, dial_call_status="no-answer")
    assert gather["say"]["text"] == "/transfer_unanswered"


def test_a_password_is_as_good_as_a_signature(base_url, rasa):
    """Where a platform of one's own does not sign."""
    header = {"Authorization": "Basic " + base64.b64encode(b"jam:bonz").decode()}
    assert requests.post(f"{base_url}/answer", json=CALL, headers=header, timeout=10).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Jambonz-Signature": "nonsense"},
        {"Jambonz-Signature": "t=abc,v1=def"},
        _signed(b"another body"),
        _signed(json.dumps(CALL).encode(), secret="another"),
        _signed(json.dumps(CALL).encode(), at=NOW - timedelta(minutes=6)),
        {"Authorization": "Basic " + base64.b64encode(b"jam:wrong").decode()},
        {"Authorization": "Bearer jam:bonz"},
    ],
)
def test_what_is_not_jambonzs_has_no_effect(base_url, rasa, headers):
    """403, and nobody hears of it; also when it was right some minutes ago."""
    body = json.dumps(CALL).encode()
    assert requests.post(f"{base_url}/answer", data=body, headers=headers, timeout=10).status_code == 403
    assert rasa.told == []


@pytest.mark.parametrize("body", [b"[]", b"{", b"{}", b'{"call_sid": 7}'])
def test_what_makes_no_sense_is_refused(base_url, rasa, body):
    """400, with what is missing."""
    answer = requests.post(f"{base_url}/answer", data=body, headers=_signed(body), timeout=10)
    assert answer.status_code == 400
    assert rasa.told == []


def test_without_a_secret_or_password_nobody_gets_in(rasa):
    """A connector that is not set up is closed, not open."""
    with serving(Jambonz(clock=SetClock(NOW), **FILES), rasa) as base_url:
        body = json.dumps(CALL).encode()
        for headers in (
            _signed(body, secret=""),
            {"Authorization": "Basic " + base64.b64encode(b":").decode()},
        ):
            answer = requests.post(f"{base_url}/answer", data=body, headers=headers, timeout=10)
            assert answer.status_code == 403
