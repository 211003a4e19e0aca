"""Rasa, as ``conversation.py`` reaches it: one message in, what was uttered out."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import RasaException

from direct_booking.channels.conversation import Conversation, Utterance, sentences_of
from direct_booking.channels.phone_file import Phone, read_phone_file
from direct_booking.errors import Misconfigured

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class RasaDialogue:
    """Says things to Rasa; see ``conversation.Dialogue``."""

    def __init__(self, on_new_message: OnNewMessage, channel: str) -> None:
        """Use what Rasa gives to a channel, under the channel's name."""
        self._on_new_message = on_new_message
        self._channel = channel

    async def say(self, call_id: str, text: str, metadata: Mapping[str, Any]) -> Sequence[Utterance]:
        """Say one thing in a call and hear all of the answer."""
        ear = _Ear()
        await self._on_new_message(
            UserMessage(text, ear, call_id, input_channel=self._channel, metadata=dict(metadata))
        )
        return tuple(ear.heard)


class _Ear(OutputChannel):
    """Keeps what is uttered, whole."""

    def __init__(self) -> None:
        self.heard: list[Utterance] = []

    @classmethod
    def name(cls) -> str:
        return "phone"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.heard.append(
            Utterance(message.get("text"), message.get("custom") or {}, message.get("utter_action"))
        )


def require_one_worker() -> None:
    """Make sure that all webhooks of a call reach the same memory.

    Raises:
        Misconfigured: Rasa runs in several processes.
    """
    if os.environ.get("SANIC_WORKERS", "1").strip() not in ("", "1"):
        raise Misconfigured("SANIC_WORKERS is more than 1, but a call's memory is one process's: use 1.")


def conversation_over(
    on_new_message: OnNewMessage, channel: str, *, domain: str, phone: str
) -> tuple[Conversation, Phone, str]:
    """The conversation of a channel, with what ``phone.yml`` says, and the sentence for a wait.

    Args:
        domain, phone: the paths of the two files.

    Raises:
        Misconfigured: one of them cannot be used.
    """
    try:
        responses = Domain.load(domain).responses
    except RasaException as error:
        raise Misconfigured(f"{domain} cannot be used: {error}") from error
    read = read_phone_file(Path(phone), responses)
    try:
        sentences = sentences_of(responses, read)
    except KeyError as missing:
        raise Misconfigured(
            f"{domain} has no response {missing.args[0]}, which the phone says by itself."
        ) from missing
    said = RasaDialogue(on_new_message, channel)
    return Conversation(said, read, sentences), read, sentences["utter_line_moment"]
