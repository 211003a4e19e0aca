"""After the classifier: where the words were not understood, or say little, their values say what is meant.

"Thursday at ten, it's Ann Lee" gives a name, but above all it asks for a time. Values are heard in
``hearing_tokenizer``; what is done about an intent is in the rules.
"""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from direct_booking.hearing import choices, spoken

# Of these intents, a time is the weightier half: "hello, is Thursday free", "that's wrong, I said three".
LIGHTER_THAN_A_TIME = frozenset(
    {"nlu_fallback", "give_name", "say_place", "greet", "affirm", "deny", "ask_wait"}
)
# Nothing but yes or no was said, whatever these make of it.
LIGHTER_THAN_AN_ANSWER = frozenset(
    {"ask_repeat", "ask_wait", "greet", "out_of_scope", "spell_letters", "give_name"}
)
STRANGE = "out_of_scope"
# The confidence with which a stranger's talk would be believed alone, which is the fallback's threshold; and
# that from which a turn with a time that was not understood is rather asked for again.
SURELY_STRANGE, PERHAPS_STRANGE = 0.4, 0.1
# A call that is ended by mistake is over; one that goes on by mistake costs a question.
GOODBYE, SURELY_GOODBYE = "say_goodbye", 0.75
_PARTING = re.compile(
    r"\b(?:(?:good ?)?bye|see (?:you|ya)|farewell|take care|have an?|that(?:'s| is|'ll be) (?:all|it)|later|"
    r"(?:got|have|need|want) to (?:go|run|leave)|gotta|good ?(?:day|night|evening)|hang up|so long|cheers|"
    r"(?:nice|good|great|lovely|pleasure) (?:talking|speaking|chatting))\b",
    re.IGNORECASE,
)
# What a value means where the words around it meant nothing. The first that was heard counts.
MEANING = (
    ("email", "give_email"),
    ("phone_number", "give_number"),
    ("extension", "give_number"),
    ("person_name", "give_name"),
)
ANSWERS = {"yes": "affirm", "yes_but": "affirm", "no": "deny"}
# "Can I come on Friday instead" chooses another time for the same appointment, and asks for no second one.
_INSTEAD = re.compile(r"\b(?:instead|rather)\b(?! (?:of|than)\b)", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class IntentOfValues(GraphComponent):
    """Put the intent that the values imply in place of one that is lighter than they are."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentOfValues:
        """Make the component; it keeps nothing in the model."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at each message's intent and values."""
        for message in messages:
            heard = {entity["entity"]: entity["value"] for entity in message.get(ENTITIES, [])}
            intent = message.get(INTENT) or {}
            name = intent.get("name")
            text = message.get(TEXT) or ""
            doubted = name == GOODBYE and not _is_goodbye(intent["confidence"], heard, text)
            name = "nlu_fallback" if doubted else name
            implied = implied_intent(name, heard, instead=bool(_INSTEAD.search(text)))
            if implied == "choose_time" and name != "request_appointment":
                implied = chosen_in_earnest(name, _stranger(message))
            if implied is None and doubted:
                implied = name
            if name in LIGHTER_THAN_AN_ANSWER and choices.is_plain(text):
                implied = ANSWERS.get(heard.get("answer", ""))  # "uh huh" is no "pardon"
            if not any(letter.isalnum() for letter in text):
                implied = "nlu_fallback"  # "?!" is noise, whatever the classifier makes of no words at all
            if implied is not None:
                message.set(INTENT, {"name": implied, "confidence": 1.0}, add_to_output=True)
        return messages


def chosen_in_earnest(intent: str | None, stranger: float) -> str | None:
    """The intent where a time would make a choice of another one: a stranger's talk has times as well. Pure.

    Args:
        intent: after the fallback.
        stranger: the confidence of ``out_of_scope``.

    >>> chosen_in_earnest("deny", 0.02), chosen_in_earnest("deny", 0.45)
    ('choose_time', 'out_of_scope')
    """
    if stranger > SURELY_STRANGE:
        return STRANGE
    if intent == "nlu_fallback" and stranger > PERHAPS_STRANGE:
        return None
    return "choose_time"


def implied_intent(intent: str | None, heard: dict[str, str], *, instead: bool = False) -> str | None:
    """The intent that the values imply instead of this one, or None to leave it. Pure.

    Args:
        heard: entity name to value.
        instead: whether it is to be in place of something.
    """
    lighter = intent in LIGHTER_THAN_A_TIME or (instead and intent == "request_appointment")
    if lighter and _asks_for_a_time(heard.get("time")):
        return "choose_time"
    if intent == "thank" and heard.get("answer") == "no":
        return "deny"  # "that won't be necessary, thank you"
    if intent != "nlu_fallback":
        return None
    for entity, meaning in MEANING:
        if entity in heard:
            return meaning
    return ANSWERS.get(heard.get("answer", ""))


def _is_goodbye(confidence: float, heard: dict[str, str], text: str) -> bool:
    """Whether the call may end: "you have to stay at two" names a time and no parting."""
    return bool(_PARTING.search(text)) or confidence >= SURELY_GOODBYE and "time" not in heard


def _stranger(message: Message) -> float:
    ranking = message.get(INTENT_RANKING_KEY) or []
    return next((each["confidence"] for each in ranking if each["name"] == STRANGE), 0.0)


def _asks_for_a_time(text: str | None) -> bool:
    """Whether a time was named, and not only something said about an offer: "the second one"."""
    if not text:
        return False
    said = spoken.from_text(text)
    asks = said.operator in (spoken.Operator.SOONEST, spoken.Operator.LATEST, spoken.Operator.OPENINGS)
    return bool(said.alternatives) or asks
