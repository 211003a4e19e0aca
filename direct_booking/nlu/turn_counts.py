"""A Rasa featurizer that counts the words or the letters of a whole turn, and nothing of each word by itself.

What becomes of the counts is in ``turn_classifier``. Rasa's own featurizer, of which this is a part, also
counts each word alone, for classifiers that read a turn word by word; that is most of its time.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.constants import TEXT
from scipy.sparse import coo_matrix


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class TurnCounts(CountVectorsFeaturizer):
    """Rasa's ``CountVectorsFeaturizer``, with the same settings and counts, of whole turns alone."""

    _analyze: Any = None

    @staticmethod
    def _attributes_for(analyzer: str) -> list[str]:
        return [TEXT]

    def _create_features(
        self, attribute: str, all_tokens: list[list[str]]
    ) -> tuple[list[None], list[coo_matrix | None]]:
        return [None] * len(all_tokens), [self._counted(tokens) if tokens else None for tokens in all_tokens]

    def _counted(self, tokens: list[str]) -> coo_matrix:
        """One row: how often each n-gram of the vocabulary is in the turn; columns ascend."""
        vectorizer = self.vectorizers[TEXT]
        if self._analyze is None:
            self._analyze = vectorizer.build_analyzer()
        vocabulary = vectorizer.vocabulary_
        pieces = self._analyze(" ".join(tokens))
        counts = Counter(vocabulary[piece] for piece in pieces if piece in vocabulary)
        columns = numpy.array(sorted(counts), dtype=numpy.int32)
        values = numpy.array([counts[column] for column in columns.tolist()], dtype=numpy.int64)
        return coo_matrix((values, (numpy.zeros_like(columns), columns)), shape=(1, len(vocabulary)))
