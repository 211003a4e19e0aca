"""A Rasa tokenizer that hears: times, addresses, numbers, names and places become an entity and one token.

What is heard is decided in ``hearing``; which intent it is, by the classifier after this component. Because
"tuesday at two" and "the fourth of may" reach the classifier as one same token, it learns what callers do,
not when.
"""

from __future__ import annotations

from typing import Any

import regex
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from direct_booking.hearing import spoken, turn
from direct_booking.hearing.spoken import Operator

# What recognisers write in two words or three is one word all the same.
_APPOINTMENT = r"\b(?:an? ?|up ?)?point ?m(?:e|i|ea)nts?\b|\bappoint m(?:e|i|ea)nts?\b"
_WORD = regex.compile(rf"\be[- ]mails?\b|{_APPOINTMENT}|[\p{{L}}\p{{N}}]+(?:'[\p{{L}}]+)?", regex.IGNORECASE)
_IN_PIECES = regex.compile(_APPOINTMENT, regex.IGNORECASE)
# "move it to friday" is one wish about a time, but its verb tells a change from a choice.
_CHANGING = regex.compile(
    r"(?:move|reschedule|postpone|push|shift|switch|change|delay|swap|rebook|bump)\b", regex.IGNORECASE
)
_OTHER_READINGS = 3  # what is less likely than these helps seldom, and each is heard in its own time
_ONE_TOKEN = {"email", "extension", "phone_number", "place", "time", "person_name"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class HearingTokenizer(Tokenizer):
    """Hear a turn once: emit its values as entities, and its words as tokens.

    Entities have Rasa's usual format with ``extractor: HearingTokenizer``: ``time`` (JSON of what was
    said), ``email``, ``phone_number``, ``extension``, ``person_name``, ``place``, ``way`` (phone or video),
    ``answer`` (yes, yes_but or no), and, where they could answer a question about them, ``email_edit``,
    ``email_piece`` and ``name_piece``. What only another reading of the recogniser holds
    (``alternatives`` of the message's metadata) is ``other_time``, ``other_email`` or ``other_number``.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What the base class of Rasa's tokenizers wants to find."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HearingTokenizer:
        """Make the component; it keeps nothing in the model."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add tokens and entities to each message."""
        messages = super().process(messages)
        for message in messages:
            heard = message.get("heard") or ()
            heard += turn.hear_otherwise(_other_readings(message), heard)
            if heard:
                entities = message.get(ENTITIES, []) + [_entity(found) for found in heard]
                message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Words as tokens; what was heard as a single token with the name of its kind."""
        text = message.get(attribute)
        if attribute != TEXT:
            return _words(text, ())
        heard = turn.hear(text)
        message.set("heard", heard)
        return _words(text, heard) or [Token(text or "_", 0)]


def _other_readings(message: Message) -> list[str]:
    """What the recogniser could have heard as well, as far as the channel tells: a few, likeliest first."""
    alternatives = (message.get("metadata") or {}).get("alternatives")
    if not isinstance(alternatives, list):
        return []
    said = message.get(TEXT)
    return [text for text in alternatives if isinstance(text, str) and text != said][:_OTHER_READINGS]


def _entity(found: turn.Found) -> dict:
    return {
        "entity": found.kind,
        "value": found.value,
        "start": found.start,
        "end": found.end,
        "extractor": "HearingTokenizer",
    }


def _words(text: str, heard: tuple[turn.Found, ...]) -> list[Token]:
    spans = [
        (_after_verb(text, start), end, _token_name(found))
        for found in heard
        if found.kind in _ONE_TOKEN
        for start, end in found.spans
    ]
    tokens = [Token(name, start, end) for start, end, name in spans]
    for match in _WORD.finditer(text):
        if not any(start <= match.start() < end for start, end, _ in spans):
            word = match.group().lower().replace("e-mail", "email").replace("e mail", "email")
            if _IN_PIECES.fullmatch(word):
                word = "appointments" if word.endswith("s") else "appointment"
            tokens.append(Token(word, match.start(), match.end()))
    return _without_repeats(sorted(tokens, key=lambda token: token.start))


def _without_repeats(tokens: list[Token]) -> list[Token]:
    """A word said again at once is a stammer and weighs as one; letters and digits are spelled and stay."""
    kept: list[Token] = []
    for token in tokens:
        if not kept or token.text != kept[-1].text or len(token.text) == 1 or token.text.isdigit():
            kept.append(token)
    return kept


def _token_name(found: turn.Found) -> str:
    """Asking what is open is said with a time, but is not choosing one; an extension belongs to a number."""
    if found.kind == "extension":
        return "__phone_number__"
    if found.kind == "time" and spoken.from_text(found.value).operator is Operator.OPENINGS:
        return "__openings__"
    return f"__{found.kind}__"


def _after_verb(text: str, start: int) -> int:
    verb = _CHANGING.match(text, start)
    return verb.end() if verb else start
