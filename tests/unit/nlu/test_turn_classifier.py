"""What is counted and judged here is what Rasa's own components count and judge, in less time."""

from types import SimpleNamespace

import numpy
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT, TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from direct_booking.nlu.hearing_tokenizer import HearingTokenizer
from direct_booking.nlu.turn_classifier import TurnClassifier
from direct_booking.nlu.turn_counts import TurnCounts

EXAMPLES = [
    ("can i come in on friday", "request_appointment"),
    ("i'd like to come in some time this week", "request_appointment"),
    ("tuesday at two please", "choose_time"),
    ("make it the second one please", "choose_time"),
    ("what's the weather like", "out_of_scope"),
    ("what's a good recipe for friday", "out_of_scope"),
]
ASKED = ["friday please", "i'd like the second recipe", "come in come in", "xylophone", "?!", "it's my 2 3 4"]
COUNTING = ({"analyzer": "word", "max_ngram": 3}, {"analyzer": "char_wb", "min_ngram": 3, "max_ngram": 5})


def _messages(texts) -> list[Message]:
    tokenizer = HearingTokenizer(HearingTokenizer.get_default_config())
    messages = [Message({TEXT: text}) for text in texts]
    for message in messages:
        message.set(TEXT_TOKENS, tokenizer.tokenize(message, TEXT))
    return messages


def _judged(folder, counter, classifier, *, kept: int) -> list[Message]:
    """The turns that are asked, after components that were trained on the examples and loaded again."""
    storage = LocalModelStorage.create(folder)
    taught = _messages(text for text, _ in EXAMPLES)
    for message, (_, intent) in zip(taught, EXAMPLES, strict=True):
        message.set(INTENT, intent)
    training, asked = TrainingData(taught), _messages(ASKED)
    for number, settings in enumerate(COUNTING):
        context = SimpleNamespace(node_name=f"counts{number}", is_finetuning=False)
        config, place = {**counter.get_default_config(), **settings}, Resource(context.node_name)
        counter.create(config, storage, place, context).train(training)
        loaded = counter.load(config, storage, place, context)
        loaded.process_training_data(training)
        loaded.process(asked)
    context = SimpleNamespace(node_name="classifier", is_finetuning=False)
    config = {**classifier.get_default_config(), "ranking_length": kept}
    classifier.create(config, storage, Resource("classifier"), context).train(training)
    return classifier.load(config, storage, Resource("classifier"), context).process(asked)


@pytest.mark.parametrize("kept", [0, 2])
def test_answers_are_those_of_rasas_own(tmp_path, kept):
    """The same intents in the same order with the same confidence, however many are kept."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "rasas").mkdir()
    ours = _judged(tmp_path / "ours", TurnCounts, TurnClassifier, kept=kept)
    rasas = _judged(tmp_path / "rasas", CountVectorsFeaturizer, LogisticRegressionClassifier, kept=kept)
    for mine, theirs in zip(ours, rasas, strict=True):
        rankings = [message.get(INTENT_RANKING_KEY) for message in (mine, theirs)]
        names = [[each["name"] for each in ranking] for ranking in rankings]
        assert names[0] == names[1]
        assert len(names[0]) == (kept or 3)
        confidences = [[each["confidence"] for each in ranking] for ranking in rankings]
        assert confidences[0] == pytest.approx(confidences[1])
        assert mine.get(INTENT) == rankings[0][0]
    assert len({message.get(INTENT)["name"] for message in ours}) > 1


def test_counts_are_of_whole_turns(tmp_path):
    """Nothing is counted of each word by itself, and what the vocabulary does not know counts for nothing."""
    context = SimpleNamespace(node_name="counts", is_finetuning=False)
    storage = LocalModelStorage.create(tmp_path)
    counter = TurnCounts.create(TurnCounts.get_default_config(), storage, Resource("counts"), context)
    counter.train(TrainingData(_messages(["come in", "new come"])))
    [message] = counter.process(_messages(["come in and come in always"]))
    sequence, sentence = message.get_sparse_features(TEXT)
    assert sequence is None
    assert numpy.array_equal(sentence.features.toarray(), [[2, 2, 0]])
