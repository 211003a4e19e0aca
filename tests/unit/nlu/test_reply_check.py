"""The replies of actions are checked as Rasa checks them, schema for schema and word for word."""

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from direct_booking.nlu.reply_check import _validate_action_result, check_schema_once

SLOT = {"event": "slot", "name": "hold_id", "value": "h1", "timestamp": None}
RESPONSE = {"response": "utter_booked", "text": None, "custom": {}}

REPLIES = [
    {},
    {"events": [], "responses": []},
    {"events": [SLOT] * 12, "responses": [RESPONSE]},
    {"events": [{"event": "slot", "name": 7}], "responses": []},
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": [SLOT], "responses": ["words"]},
    {"events": SLOT},
    [],
    None,
]


@pytest.fixture
def action():
    """A remote action that is never called."""
    return RemoteAction("action_book_appointment", None)


def _judged(check, *what) -> str:
    try:
        check(*what)
    except jsonschema.ValidationError as error:
        return error.message.split(". Failed to validate")[0]
    return "accepted"


@pytest.mark.parametrize("reply", REPLIES, ids=str)
def test_a_reply_is_judged_as_rasa_judges_it(action, reply):
    """The same are accepted, and the same refused for the same reason."""
    # Its own method may have been replaced in this process already; this is all that it does.
    theirs = _judged(jsonschema.validate, reply, RemoteAction.action_response_format_spec())
    assert _judged(_validate_action_result, action, reply) == theirs


def test_some_of_these_replies_are_refused(action):
    """Otherwise the comparison would say nothing."""
    judged = [_judged(_validate_action_result, action, reply) == "accepted" for reply in REPLIES]
    assert set(judged) == {True, False}


def test_every_remote_action_uses_it(monkeypatch):
    """Once it is switched on."""
    monkeypatch.setattr(RemoteAction, "_validate_action_result", None)
    check_schema_once()
    assert RemoteAction._validate_action_result is _validate_action_result
