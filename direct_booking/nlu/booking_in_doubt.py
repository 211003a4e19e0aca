"""After the classifier: a wish for an appointment has to be likelier than a stranger's talk by far.

A request that is refused by mistake is said again; one that is taken by mistake leads a caller into a booking
that nobody asked for. What the values in a turn say of its intent is in ``intent_of_values``; that nothing is
booked without a yes in words, in the actions.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import dump_obj_as_json_to_file, read_json_file

from direct_booking.hearing import spoken
from direct_booking.hearing.spoken import Operator
from direct_booking.vocabulary.listing import listed

BOOKING = frozenset({"request_appointment", "choose_time"})
STRANGE = "out_of_scope"
FALLBACK = "nlu_fallback"
# Said of an appointment and of little else: the words around them may be any, "about my transmission".
APPOINTMENT_WORDS = listed(
    """
    appointment appointments opening openings slot slots availability available visit consultation booking
    another other others else different alternative alternatives more later earlier sooner instead
    """
)
# By one of these a turn without such words is about a time all the same.
SIGNS = APPOINTMENT_WORDS | {"__time__", "__openings__"}
PICKS = frozenset({Operator.PICK, Operator.PICK_EARLIEST, Operator.PICK_LATEST})
WORDS_FILE = "words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class BookingInDoubt(GraphComponent):
    """Put ``out_of_scope`` in place of a booking in doubt, and a booking in place of a doubt which one.

    Stands after the fallback. Its settings, in ``config.yml``: ``doubt``, the greatest share of the booking
    intents' confidence that ``out_of_scope`` may have; ``doubt_of_strange_words``, the same for a turn with a
    word of which no example of any other intent knows; ``threshold``, the confidence that the booking intents
    need together, which is the fallback's; ``threshold_without_sign``, the same for a
    turn that neither holds a time nor speaks of an appointment: with less the caller is asked again.
    """

    def __init__(
        self,
        config: Mapping[str, Any],
        storage: ModelStorage,
        resource: Resource,
        words: Container[str] = frozenset(),
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._words = words

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings as measured (docs/understanding.md, "Intents")."""
        return {"doubt": 0.5, "doubt_of_strange_words": 0.1, "threshold": 0.4, "threshold_without_sign": 0.75}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BookingInDoubt:
        """Make one that knows no words yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> BookingInDoubt:
        """Make one that knows the words of the model."""
        with model_storage.read_from(resource) as folder:
            words = frozenset(read_json_file(folder / WORDS_FILE))
        return cls(config, model_storage, resource, words)

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the words of all examples that are not a stranger's."""
        self._words = frozenset(
            word
            for example in training_data.intent_examples
            if example.get(INTENT) != STRANGE
            for word in _words(example)
        )
        with self._storage.write_to(self._resource) as folder:
            dump_obj_as_json_to_file(folder / WORDS_FILE, sorted(self._words))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at each message's intent and ranking."""
        for message in messages:
            intent = (message.get(INTENT) or {}).get("name")
            ranking = [
                (each["name"], each["confidence"])
                for each in message.get(INTENT_RANKING_KEY) or []
                if each["name"] != FALLBACK
            ]
            words = _words(message)
            strange = self._is_strange(words)
            instead = self._instead(intent, ranking, strange=strange)
            if (instead or intent) in BOOKING:
                if SIGNS.isdisjoint(words):
                    instead = without_sign(ranking, self._config["threshold_without_sign"]) or instead
                elif strange and _only_picks(message):
                    instead = FALLBACK
            if instead is not None:
                confidence = dict(ranking).get(instead, 0.0)
                message.set(INTENT, {"name": instead, "confidence": confidence}, add_to_output=True)
        return messages

    def _is_strange(self, words: Sequence[str]) -> bool:
        """Whether there is a word that only strangers say, or nobody yet, and none about an appointment."""
        return APPOINTMENT_WORDS.isdisjoint(words) and any(
            word not in self._words for word in words if not (word.startswith("__") or word.isdigit())
        )

    def _instead(
        self, intent: str | None, ranking: Sequence[tuple[str, float]], *, strange: bool
    ) -> str | None:
        doubt = self._config["doubt_of_strange_words" if strange else "doubt"]
        return settled_intent(intent, ranking, doubt, self._config["threshold"])


def settled_intent(
    intent: str | None, ranking: Sequence[tuple[str, float]], doubt: float, threshold: float
) -> str | None:
    """The intent to put in place of this one, or None to leave it. Pure.

    Args:
        intent: after the fallback.
        ranking: names and confidences, the likeliest first, without the fallback.
        doubt: the greatest share of the booking intents' confidence that ``out_of_scope`` may have.
        threshold: the confidence that the booking intents need together.
    """
    first_two = [name for name, _ in ranking[:2]]
    if intent not in BOOKING and not (intent == FALLBACK and BOOKING.intersection(first_two)):
        return None
    booking = sum(confidence for name, confidence in ranking if name in BOOKING)
    if dict(ranking).get(STRANGE, 0.0) > doubt * booking:
        return STRANGE
    # Which of the two it is matters little: both begin a booking.
    either = BOOKING.issuperset(first_two) and booking >= threshold
    return first_two[0] if intent == FALLBACK and either else None


def without_sign(ranking: Sequence[tuple[str, float]], threshold: float) -> str | None:
    """The fallback, where the booking intents have less than this confidence; None to leave it. Pure."""
    booking = sum(confidence for name, confidence in ranking if name in BOOKING)
    return FALLBACK if booking < threshold else None


def _only_picks(message: Message) -> bool:
    """Whether all that is said of a time is which one of an offer: there is a second one of anything."""
    times = [each["value"] for each in message.get(ENTITIES) or [] if each["entity"] == "time"]
    said = spoken.from_text(times[0]) if times else None
    return said is not None and said.operator in PICKS and not (said.alternatives or said.exclusions)


def _words(message: Message) -> list[str]:
    return [token.text.lower() for token in message.get(TEXT_TOKENS) or []]
