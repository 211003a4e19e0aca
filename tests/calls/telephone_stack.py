"""A stack whose calls come by telephone: the same verb as ``PrivateStack``, by way of webhooks and documents.

What the dialogue said is kept on its way to the connector, with the names that no caller hears, and held
against what came out of the telephone.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.domain import Domain

from direct_booking.channels.conversation import CALL_ENDED, CALL_START, CALLER_SILENT
from direct_booking.channels.twilio import TwilioVoice
from direct_booking.serving.phone_line import phone_line
from direct_booking.serving.private_stack import PrivateStack
from direct_booking.simulator.company import Call, Heard
from direct_booking.simulator.webhooks import Webhooks

ROOT = Path(__file__).parents[2]
KEYS_HELP = "You can also"


class TelephoneStack:
    """Calls that a telephone company carries to the connector.

    Attributes:
        base_url: where the connector's routes are; set once they are served.
    """

    def __init__(self, stack: PrivateStack, token: str, moment: str) -> None:
        """
        Args:
            moment: the sentence that bridges a wait; on a busy machine a caller may hear it first.
        """
        self.base_url = ""
        self._moment = moment
        self._stack = stack
        self._webhooks = Webhooks(token)
        self._calls: dict[str, Call] = {}
        self._said: dict[str, list[dict[str, Any]]] = {}

    @property
    def failures(self) -> list:
        """See ``PrivateStack.failures``."""
        return self._stack.failures

    async def on_new_message(self, message: UserMessage) -> None:
        """What Rasa gives to a channel; what it utters is noted in passing."""
        noted = self._said.setdefault(message.sender_id, [])
        message.output_channel = _Tap(message.output_channel, noted)
        await self._stack.agent.handle_message(message)

    async def say(
        self, call_id: str, text: str, metadata: Mapping[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """See ``PrivateStack.say``; raises ``AssertionError`` when the caller heard something else."""
        self._said[call_id] = []
        heard = await asyncio.to_thread(self._do, call_id, text, metadata or {})
        replies = self._said.pop(call_id)
        if heard is not None:
            said = [reply["text"] for reply in replies if reply["text"]]
            _compare(said, tuple(says for says in heard.says if says != self._moment))
        return replies

    def _do(self, call_id: str, text: str, metadata: Mapping[str, Any]) -> Heard | None:
        if text == CALL_START:
            caller, called = metadata.get("caller_number"), metadata.get("called_number")
            call = Call(
                self._webhooks,
                self.base_url,
                caller=caller,
                called=called or "",
                call_id=call_id,
                owner="completed",  # a call that is put through ends there, as the files say
            )
            self._calls[call_id] = call
            return call.ring()
        call = self._calls[call_id]
        if text == CALL_ENDED:
            call.hang_up()
            return None
        return call.be_silent() if text == CALLER_SILENT else call.say(text)


@asynccontextmanager
async def telephone_to(stack: PrivateStack) -> AsyncIterator[TelephoneStack]:
    """The connector, served on the running loop, and a telephone that reaches it."""
    domain, token = str(ROOT / "domain.yml"), "a token of the tests"
    moment = Domain.load(domain).responses["utter_line_moment"][0]["text"]
    telephone = TelephoneStack(stack, token, moment)
    channel = TwilioVoice(auth_token=token, domain=domain, phone=str(ROOT / "phone.yml"))
    async with phone_line(channel, telephone.on_new_message) as telephone.base_url:
        yield telephone


class _Tap(OutputChannel):
    def __init__(self, channel: OutputChannel, noted: list[dict[str, Any]]) -> None:
        self._channel = channel
        self._noted = noted

    @classmethod
    def name(cls) -> str:
        return "phone"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self._noted.append(
            {
                "text": message.get("text"),
                "custom": message.get("custom") or {},
                "response": message.get("utter_action"),
            }
        )
        await self._channel.send_response(recipient_id, message)


def _compare(said: list[str], heard: tuple[str, ...]) -> None:
    """The caller hears what was said; the keypad's help may stand in the place of an excuse."""
    if heard and heard[0].startswith(KEYS_HELP):
        assert heard[1:] == tuple(said[-1:])
    else:
        assert heard == tuple(said)
