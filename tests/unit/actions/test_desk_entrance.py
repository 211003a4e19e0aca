"""The entrance of every action: what fails becomes a true sentence, and no log line holds personal data."""

import io
import logging
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import desk
from actions.desk import DeskAction
from actions.turn import Turn
from direct_booking.privacy import PersonalDataFilter

NUMBER, ADDRESS = "+12125550123", "john.smith@example.com"


class ActionThatFails(DeskAction):
    """Fails, and quotes what it was told. Says: nothing."""

    async def act(self, turn: Turn) -> list[dict[str, Any]]:
        raise ValueError(f"no booking for {NUMBER} {ADDRESS}")


def tracker(*, form: str | None = None, asked: str | None = None) -> Tracker:
    return Tracker(
        sender_id="call-1",
        slots={"requested_slot": asked},
        latest_message={"text": "yes", "intent": {"name": "affirm"}, "message_id": "1"},
        events=[{"event": "user"}],
        paused=False,
        followup_action=None,
        active_loop={"name": form} if form else {},
        latest_action_name=None,
    )


@pytest.fixture
def log(monkeypatch):
    """What a handler of the root logger writes, and the handler."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.root.addHandler(handler)
    yield written, handler
    logging.root.removeHandler(handler)


@pytest.fixture
def built(monkeypatch, migrated_sqlite, tmp_path, log):
    """A desk that is built as in production, from the environment, at its first use."""
    monkeypatch.setenv("DIRECT_BOOKING_DATABASE", f"sqlite:///{tmp_path / 'own.sqlite'}")
    desk.use(None)
    yield desk.get()
    desk.get().reconciling.stop()
    desk.use(None)


async def test_a_failure_is_said_and_the_question_is_asked_again():
    """Without the question Rasa would take the turn for a digression, and say something else."""
    heard = CollectingDispatcher()
    events = await ActionThatFails().run(heard, tracker(form="booking_form", asked="time_agreed"), {})
    assert [message["response"] for message in heard.messages] == ["utter_trouble"]
    assert [(event["name"], event["value"]) for event in events] == [
        ("heard_message", None),  # unchanged: without some other slot it would be a digression
        ("requested_slot", "time_agreed"),
    ]


async def test_a_failure_outside_a_form_keeps_nothing():
    """There is no question to be asked again."""
    assert await ActionThatFails().run(CollectingDispatcher(), tracker(), {}) == []


async def test_once_the_desk_is_built_no_log_line_holds_personal_data(built, log):
    """6.4: neither the message nor the traceback; the traceback itself stays for operators."""
    written, handler = log
    logging.getLogger("anything").error("a call from %s, invite to %s", NUMBER, ADDRESS)
    await ActionThatFails().run(CollectingDispatcher(), tracker(), {})
    text = written.getvalue()
    assert "Traceback" in text
    assert "ValueError" in text
    assert "5550123" not in text
    assert "john.smith" not in text
    assert sum(isinstance(each, PersonalDataFilter) for each in handler.filters) == 1
