"""Rasa and the action server inside this process: real calls without ports, for the terminal and for tests.

Everything between the caller's words and the bot's is the real thing; only HTTP is missing. The servers
that listen on ports are in ``supervisor.py``.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError, EndpointConfig, read_endpoint_config
from rasa.utils.log_utils import configure_structlog
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from direct_booking.clock import Clock, SystemClock
from direct_booking.serving.conversation_store import ConversationStore
from direct_booking.serving.errors import ModelUnusable
from direct_booking.serving.model import require_usable
from direct_booking.storage.database import Database

ENDPOINTS = Path(__file__).parents[2] / "endpoints.yml"


@dataclass(frozen=True)
class Failure:
    """An action that raised: Rasa goes on without it, so that only this tells.

    Attributes:
        call_id: the call it was run for.
        action: its name.
        error: what it raised.
    """

    call_id: str
    action: str
    error: Exception


class PrivateStack:
    """One model and the project's actions, ready for any number of calls.

    Attributes:
        agent: Rasa's own.
        failures: what actions raised, oldest first.
    """

    def __init__(self, agent: Agent, failures: list[Failure], kept: ConversationStore) -> None:
        self.agent = agent
        self.failures = failures
        self._kept = kept

    @classmethod
    async def load(cls, model: Path, desk: object) -> "PrivateStack":
        """Load a model, about six seconds, and give the actions their desk.

        Args:
            model: the archive that training made.
            desk: what ``actions.desk.use`` takes: the use cases with their clock, calendar and store.

        Raises:
            ModelUnusable: it is missing or damaged, or another version of Rasa trained it.
        """
        import actions.desk

        require_usable(model)
        # Until it is given a level, Rasa's log tells everything, every word of the caller included.
        configure_structlog(logging.ERROR)
        actions.desk.use(desk)
        executor = ActionExecutor()
        executor.register_package("actions")
        failures: list[Failure] = []
        endpoint = _InProcess(executor, failures)
        try:
            generator = read_endpoint_config(str(ENDPOINTS), "nlg")
            # Conversations are kept where those of the desk are: a pretended call's in the copy.
            kept = ConversationStore()
            kept.keep_in(desk.database if desk else None, desk.clock if desk else SystemClock())
            agent = Agent.load(str(model), action_endpoint=endpoint, generator=generator, tracker_store=kept)
        except RasaException as error:
            raise ModelUnusable(f"The model {model} cannot be loaded: {error}") from error
        return cls(agent, failures, kept)

    def keep_in(self, database: Database | None, clock: Clock) -> None:
        """From now on keep what is said in this database, or nowhere."""
        self._kept.keep_in(database, clock)

    async def say(
        self, call_id: str, text: str, metadata: Mapping[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Say one thing in a call, and hear the bot.

        Args:
            call_id: the conversation.
            text: the caller's words, or a machine event, ``/call_start``.
            metadata: what a channel knows of the call; the first message carries the two numbers.

        Returns:
            The bot's replies in order, each with ``text`` (None when nothing is spoken), ``custom`` (a
            dict, empty when there is none) and ``response``, the response's name (None when it has none).
        """
        heard = _Ear()
        message = UserMessage(
            text, heard, call_id, input_channel=heard.name(), metadata=dict(metadata or {}) or None
        )
        await self.agent.handle_message(message)
        return heard.replies

    async def tracker(self, call_id: str) -> DialogueStateTracker:
        """All that Rasa keeps of a call: its events and slots."""
        return await self.agent.tracker_store.get_or_create_tracker(call_id)


class _Ear(OutputChannel):
    """Keeps what the bot utters, whole."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "private"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.replies.append(
            {
                "text": message.get("text"),
                "custom": message.get("custom") or {},
                "response": message.get("utter_action"),
            }
        )


class _InProcess(EndpointConfig):
    """An action server that is called instead of posted to, and answers as the real one does."""

    def __init__(self, executor: ActionExecutor, failures: list[Failure]) -> None:
        served = read_endpoint_config(str(ENDPOINTS), "action_endpoint")
        # The same choices as over HTTP, for instance whether an action is sent the whole domain.
        super().__init__(url="in-process", **served.kwargs)
        self._executor = executor
        self._failures = failures

    async def request(self, *_args: Any, **kwargs: Any) -> Any:
        # Through JSON both ways: what would not survive HTTP must not survive here.
        call = json.loads(json.dumps(kwargs["json"]))
        try:
            return json.loads(json.dumps(await self._executor.run(call)))
        except ActionExecutionRejection as error:
            body = json.dumps({"error": error.message, "action_name": error.action_name})
            raise ClientResponseError(400, error.message, body) from error
        except Exception as error:
            self._failures.append(Failure(call["sender_id"], call["next_action"], error))
            raise
