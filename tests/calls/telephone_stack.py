"""A stack whose calls come by telephone: the same verb as ``PrivateStack``, by way of webhooks and documents.

What the dialogue said is kept on its way to the connector, with the names that no caller hears, and held
against what came out of the telephone.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
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
DOMAIN = str(ROOT / "domain.yml")
TOKEN = "a token of the tests"
KEYS_HELP = "You can also"
HELPING_OUT = ("utter_line_greeting", "utter_line_trouble", "utter_line_transfer", "utter_line_broken")


class TelephoneStack:
    """Calls that a telephone company carries to the connector.

    Attributes:
        base_url: where the connector's routes are; set once they are served.
        calls: by their ids.
        moment: the sentence that bridges a wait.
    """

    def __init__(
        self, stack: PrivateStack, webhooks: Webhooks, moment: str, *, late_copies: bool = False
    ) -> None:
        """
        Args:
            moment: the sentence that bridges a wait; on a busy machine a caller may hear it first.
            late_copies: after each turn all webhooks of the call are sent once more, the last first.
        """
        self.base_url = ""
        self.calls: dict[str, Call] = {}
        self.moment = moment
        self._late_copies = late_copies
        self._stack = stack
        self._webhooks = webhooks
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
        heard, replies = await self.act(call_id, lambda: self._do(call_id, text, metadata or {}))
        if heard is not None:
            said = [reply["text"] for reply in replies if reply["text"]]
            _compare(said, tuple(says for says in heard.says if says != self.moment))
        return replies

    async def act(
        self, call_id: str, do: Callable[[], Heard | None]
    ) -> tuple[Heard | None, list[dict[str, Any]]]:
        """Do one thing on a call; what is heard, and what the dialogue said to it, as ``say`` gives it.

        Raises:
            ProtocolError.
        """
        self._said[call_id] = []
        heard = await asyncio.to_thread(do)
        if self._late_copies:
            await asyncio.to_thread(self.calls[call_id].resend_all)
        return heard, self._said.pop(call_id)

    def call(self, call_id: str, *, caller: str | None, called: str | None, owner: str = "no-answer") -> Call:
        """A call that has not rung yet; ``owner`` as in ``Call``."""
        self.calls[call_id] = Call(
            self._webhooks, self.base_url, caller=caller, called=called or "", call_id=call_id, owner=owner
        )
        return self.calls[call_id]

    def _do(self, call_id: str, text: str, metadata: Mapping[str, Any]) -> Heard | None:
        if text == CALL_START:
            # In these tests the owner takes a call that is put through: the dialogue has no more to say.
            numbers = {"caller": metadata.get("caller_number"), "called": metadata.get("called_number")}
            return self.call(call_id, owner="completed", **numbers).ring()
        call = self.calls[call_id]
        if text == CALL_ENDED:
            call.hang_up()
            return None
        return call.be_silent() if text == CALLER_SILENT else call.say(text)


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


def sentence(response: str) -> str:
    """What a response without conditions says."""
    return Domain.load(DOMAIN).responses[response][0]["text"]


def line_sentences() -> tuple[str, ...]:
    """What the connector says by itself when the dialogue has nothing to say, or fails."""
    return tuple(map(sentence, HELPING_OUT))


@asynccontextmanager
async def telephone_to(
    stack: PrivateStack, *, copies: int = 1, late_copies: bool = False
) -> AsyncIterator[TelephoneStack]:
    """The connector over a model, served on the running loop.

    Args:
        copies: how often each webhook is sent, at the same time.
        late_copies: see ``TelephoneStack``.
    """
    moment = sentence("utter_line_moment")
    telephone = TelephoneStack(stack, Webhooks(TOKEN, copies=copies), moment, late_copies=late_copies)
    channel = TwilioVoice(auth_token=TOKEN, domain=DOMAIN, phone=str(ROOT / "phone.yml"))
    async with phone_line(channel, telephone.on_new_message) as telephone.base_url:
        yield telephone
