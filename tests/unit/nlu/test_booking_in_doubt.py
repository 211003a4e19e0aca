"""A booking has to be likelier than a stranger's talk by far; which kind of booking it is may stay open."""

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT, TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from direct_booking.hearing import turn
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


def _message(words: str, intent: str, stranger: float = 0.0, confidence: float = 0.8) -> Message:
    ranking = [{"name": intent, "confidence": confidence}, {"name": STRANGE, "confidence": stranger}]
    data = {
        TEXT: words,
        INTENT: {"name": intent, "confidence": confidence} if stranger else intent,
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


@pytest.mark.parametrize(
    ("words", "confidence", "heard"),
    [
        ("come in", 0.7, AGAIN),
        ("come in", 0.8, BOOK),
        ("come in __time__", 0.7, BOOK),
        ("another", 0.7, BOOK),
    ],
)
def test_without_a_time_and_without_an_appointment_it_has_to_be_likelier(component, words, confidence, heard):
    """What names neither is no booking before it is nearly certain: the caller is asked again."""
    [message] = component.process([_message(words, BOOK, stranger=0.01, confidence=confidence)])
    assert message.get(INTENT)["name"] == heard


@pytest.mark.parametrize(
    ("said", "words", "heard"),
    [
        ("the second one", "come in __time__", TIME),
        ("the second one", "transmission __time__", AGAIN),
        ("the second one", "another transmission __time__", TIME),
        ("friday at two", "transmission __time__", TIME),
    ],
)
def test_which_one_is_chosen_in_words_that_are_known(component, said, words, heard):
    """ "The second one" among strange words may be of anything: the caller is asked again."""
    message = _message(words, TIME, stranger=0.01)
    [time] = [found for found in turn.hear(said) if found.kind == "time"]
    message.set(ENTITIES, [{"entity": time.kind, "value": time.value}])
    [judged] = component.process([message])
    assert judged.get(INTENT)["name"] == heard
