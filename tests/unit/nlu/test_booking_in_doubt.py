"""A booking has to be likelier than a stranger's talk by far; which kind of booking it is may stay open."""

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT, TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from direct_booking.nlu.booking_in_doubt import BookingInDoubt, settled_intent

BOOK, TIME, STRANGE, AGAIN = "request_appointment", "choose_time", "out_of_scope", "nlu_fallback"


@pytest.mark.parametrize(
    ("intent", "ranking", "settled"),
    [
        (BOOK, [(BOOK, 0.7), (STRANGE, 0.2)], None),
        (BOOK, [(BOOK, 0.6), (STRANGE, 0.35)], STRANGE),
        (TIME, [(TIME, 0.5), (STRANGE, 0.3)], STRANGE),
        (TIME, [(TIME, 0.45), (STRANGE, 0.3), (BOOK, 0.25)], None),
        (AGAIN, [(TIME, 0.45), (STRANGE, 0.43)], STRANGE),
        (AGAIN, [(STRANGE, 0.45), (TIME, 0.43)], STRANGE),
        (AGAIN, [(TIME, 0.49), (BOOK, 0.47)], TIME),
        (AGAIN, [(BOOK, 0.19), (TIME, 0.18)], None),
        (AGAIN, [(TIME, 0.35), ("deny", 0.33)], None),
        (AGAIN, [("thank", 0.3), (STRANGE, 0.28), (TIME, 0.1)], None),
        ("affirm", [("affirm", 0.5), (STRANGE, 0.45)], None),
        (STRANGE, [(STRANGE, 0.5), (BOOK, 0.45)], None),
        (None, [], None),
    ],
)
def test_only_a_booking_is_doubted(intent, ranking, settled):
    """Half the booking's confidence is too much for a stranger's talk; any other intent is left as it is."""
    assert settled_intent(intent, ranking, 0.5, 0.4) == settled


@pytest.fixture
def component(tmp_path):
    """One that was trained on five words, and loaded again."""
    storage, resource = LocalModelStorage(tmp_path), Resource("doubt")
    config = BookingInDoubt.get_default_config()
    trained = BookingInDoubt.create(config, storage, resource, None)
    examples = [("i want to come in", BOOK), ("rent a tuxedo", STRANGE)]
    trained.train(TrainingData([_message(words, intent) for words, intent in examples]))
    return BookingInDoubt.load(config, storage, resource, None)


def _message(words: str, intent: str, stranger: float = 0.0) -> Message:
    ranking = [{"name": intent, "confidence": 0.8}, {"name": STRANGE, "confidence": stranger}]
    data = {
        TEXT: words,
        INTENT: {"name": intent, "confidence": 0.8} if stranger else intent,
        INTENT_RANKING_KEY: ranking,
    }
    message = Message(data)
    message.set(TEXT_TOKENS, [Token(word, 0) for word in words.split()])
    return message


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("i want to come in __time__", BOOK),
        ("i want to rent in __time__", STRANGE),
        ("i want to come in 10", BOOK),
        ("another transmission", BOOK),
        ("a transmission", STRANGE),
    ],
)
def test_a_word_that_only_strangers_say_makes_the_doubt_weigh_more(component, words, heard):
    """One that no example of another intent knows, unless the turn speaks of an appointment."""
    [message] = component.process([_message(words, BOOK, stranger=0.16)])
    assert message.get(INTENT)["name"] == heard
