"""The intent that values imply, where the words said little."""

import pytest

from direct_booking.hearing import turn
from direct_booking.nlu.intent_of_values import implied_intent


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


def test_instead_chooses_and_asks_for_no_second_one():
    """ "Can I come in on Friday instead" is about the same appointment."""
    assert implied("can i come in on friday instead", "request_appointment", instead=True) == "choose_time"
    assert implied("can i book an appointment instead", "request_appointment", instead=True) is None
