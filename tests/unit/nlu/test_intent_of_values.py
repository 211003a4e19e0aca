"""The intent that values imply, where the words said little."""

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from direct_booking.hearing import turn
from direct_booking.nlu.intent_of_values import IntentOfValues, implied_intent


def implied(words: str, intent: str, **more) -> str | None:
    return implied_intent(intent, {found.kind: found.value for found in turn.hear(words)}, **more)


@pytest.mark.parametrize(
    ("words", "intent", "meant"),
    [
        ("hello is thursday at ten free", "greet", "choose_time"),
        ("no i said three", "deny", "choose_time"),
        ("thursday at ten it's ann lee", "give_name", "choose_time"),
        ("the second one", "affirm", None),
        ("blah ann at example dot com", "nlu_fallback", "give_email"),
        ("hm yes but", "nlu_fallback", "affirm"),
        ("that won't be necessary thank you", "thank", "deny"),
        ("thank you", "thank", None),
        ("i want to come in on friday", "request_appointment", None),
    ],
)
def test_a_value_outweighs_lighter_words(words, intent, meant):
    """A time is the weightier half of a greeting, and a refusal of thanks."""
    assert implied(words, intent) == meant


@pytest.mark.parametrize(
    ("intent", "stranger", "meant"),
    [
        ("deny", 0.45, "out_of_scope"),
        ("nlu_fallback", 0.45, "out_of_scope"),
        ("nlu_fallback", 0.2, "nlu_fallback"),
        ("nlu_fallback", 0.05, "choose_time"),
        ("greet", 0.2, "choose_time"),
    ],
)
def test_a_time_in_a_strangers_talk_chooses_nothing(intent, stranger, meant):
    """ "No, the bank takes two days": what could be a stranger's is no choice, or is asked again."""
    ranking = [{"name": "out_of_scope", "confidence": stranger}]
    [time] = [found for found in turn.hear("in two days") if found.kind == "time"]
    message = Message({TEXT: "in two days", INTENT: {"name": intent}, INTENT_RANKING_KEY: ranking})
    message.set(ENTITIES, [{"entity": time.kind, "value": time.value}])
    [judged] = IntentOfValues().process([message])
    assert judged.get(INTENT)["name"] == meant


def test_instead_chooses_and_asks_for_no_second_one():
    """ "Can I come in on Friday instead" is about the same appointment."""
    assert implied("can i come in on friday instead", "request_appointment", instead=True) == "choose_time"
    assert implied("can i book an appointment instead", "request_appointment", instead=True) is None


@pytest.mark.parametrize(
    ("words", "confidence", "meant"),
    [
        ("goodnight", 0.6, "say_goodbye"),
        ("see you on thursday at two", 0.9, "say_goodbye"),
        ("alright then", 0.9, "say_goodbye"),
        ("now marlinswell", 0.65, "nlu_fallback"),
        ("you have to stay at two", 0.8, "choose_time"),
        ("now friday as well", 0.5, "choose_time"),
    ],
)
def test_a_call_is_not_ended_in_doubt(words, confidence, meant):
    """A goodbye is believed by its words, or where it is certain and names no time."""
    entities = [{"entity": found.kind, "value": found.value} for found in turn.hear(words)]
    message = Message({TEXT: words, INTENT: {"name": "say_goodbye", "confidence": confidence}})
    message.set(ENTITIES, entities)
    [judged] = IntentOfValues().process([message])
    assert judged.get(INTENT)["name"] == meant
