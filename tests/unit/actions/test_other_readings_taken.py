"""Another reading of the recogniser answers only what was asked, and only where nothing was heard."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn

OTHER = {"other_time": "a time", "other_email": "ann@example.com", "other_number": "+12125550123"}


def heard(asked: str | None, **first: str) -> dict[str, str]:
    """What a turn holds, where this was asked and the first reading held these values."""
    entities = [{"entity": name, "value": value} for name, value in {**first, **OTHER}.items()]
    tracker = Tracker(
        sender_id="call-1",
        slots={"requested_slot": asked},
        latest_message={"text": "um", "intent": {"name": "nlu_fallback"}, "entities": entities},
        events=[{"event": "user"}],
        paused=False,
        followup_action=None,
        active_loop={"name": "booking_form"},
        latest_action_name=None,
    )
    turn = Turn.of(tracker, {}, CollectingDispatcher())
    return {name: value for name, value in turn.heard.items() if name not in OTHER}


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("appointment_time", {"time": "a time"}),
        ("email", {"email": "ann@example.com"}),
        ("callback_number", {"phone_number": "+12125550123"}),
        ("time_agreed", {}),
        ("email_confirmed", {}),
        ("number_confirmed", {}),
        ("cancel_agreed", {}),
        ("message_body", {}),
        (None, {}),
    ],
)
def test_only_what_was_asked_for_is_taken(asked, taken):
    """Where a yes would bind, nothing is."""
    assert heard(asked) == taken


@pytest.mark.parametrize("kind", ["answer", "time", "email", "phone_number", "person_name", "place"])
def test_what_the_first_reading_holds_stands(kind):
    """A value in the likeliest words is never overruled by less likely ones."""
    assert heard("appointment_time", **{kind: "said"}) == {kind: "said"}
