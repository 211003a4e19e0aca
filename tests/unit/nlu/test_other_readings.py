"""A recogniser's other readings of a turn add what the first one does not hold, and never an answer."""

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from direct_booking.hearing import turn
from direct_booking.nlu.hearing_tokenizer import HearingTokenizer


def entities(*readings: str) -> dict[str, str]:
    """What is heard of a turn with these readings, the likeliest first."""
    message = Message({TEXT: readings[0], "metadata": {"alternatives": list(readings)}})
    HearingTokenizer(HearingTokenizer.get_default_config()).process([message])
    return {entity["entity"]: entity["value"] for entity in message.get(ENTITIES, [])}


def test_a_time_that_only_another_reading_holds_is_kept_apart():
    """It is no time of the turn: an action takes it only where a time was asked for."""
    heard = entities("when stay hat hen", "friday at ten", "monday at ten")
    (time,) = (found.value for found in turn.hear("friday at ten") if found.kind == "time")
    assert heard["other_time"] == time
    assert "time" not in heard


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("guess", "yes please"),
        ("know", "no"),
        ("friday at ten", "friday at two"),
        ("john at example dot com", "jon at example dot com"),
        ("two one two five five five oh one two three", "212 555 0124"),
        ("jess", "this is jess"),
    ],
)
def test_nothing_else_is_taken_from_another_reading(first, second):
    """Neither a yes, nor a no, nor a name, nor another value for one that was heard."""
    assert entities(first, second) == entities(first)


def test_a_reading_far_down_the_list_is_not_heard():
    """Three further readings are heard; each costs its own time."""
    assert "other_time" in entities("um", "a", "b", "friday at ten")
    assert "other_time" not in entities("um", "a", "b", "c", "friday at ten")


@pytest.mark.parametrize("alternatives", [None, "friday at ten", [None, 7], {}, []])
def test_anything_else_in_the_metadata_is_left_alone(alternatives):
    """What a channel writes there is not trusted to be a list of words."""
    message = Message({TEXT: "um", "metadata": {"alternatives": alternatives}})
    HearingTokenizer(HearingTokenizer.get_default_config()).process([message])
    assert not [entity for entity in message.get(ENTITIES, []) if entity["entity"] == "other_time"]
