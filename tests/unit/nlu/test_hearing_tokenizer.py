"""What was heard in a turn is one word to the classifier; a stammer is none."""

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from direct_booking.nlu.hearing_tokenizer import HearingTokenizer


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("can i come in on tuesday at two", "can i come in __time__"),
        ("move it to friday", "move __time__"),
        ("what do you have", "__openings__"),
        ("uh the the the red red door", "uh the red door"),
        ("yes yes yes", "yes"),
        ("a n n a", "a n n a"),
        ("cancel my a point ment", "cancel my appointment"),
        ("two appoint mints", "two appointments"),
        ("a point of order", "a point of order"),
        (
            "it's two one two five five five oh one nine nine and my extension is four five",
            "it's __phone_number__",
        ),
        ("my extension is four five", "__phone_number__"),
        ("?!", "?!"),
    ],
)
def test_a_turn_is_few_words(said, words):
    """Times have one name, the verb of a change and asking for openings stay, repeated words do not."""
    tokens = HearingTokenizer(HearingTokenizer.get_default_config()).tokenize(Message({TEXT: said}), TEXT)
    assert " ".join(token.text for token in tokens) == words
