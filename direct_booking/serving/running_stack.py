"""A receptionist that already runs, spoken to by Rasa's REST channel; the same verb as ``private_stack``."""

import asyncio
from collections.abc import Mapping
from typing import Any

import requests

from direct_booking.serving import ports
from direct_booking.serving.errors import ProcessFailed

DEADLINE_S = 30.0


class RunningStack:
    """The servers that ``make run`` started."""

    def __init__(self, port: int) -> None:
        self._url = f"http://{ports.HOST}:{port}/webhooks/rest/webhook"

    async def say(
        self, call_id: str, text: str, metadata: Mapping[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Say one thing in a call, and hear the bot; see ``PrivateStack.say``; responses have no names here.

        Raises:
            ProcessFailed: Rasa does not answer.
        """
        message = {"sender": call_id, "message": text, "metadata": dict(metadata or {})}
        try:
            answer = await asyncio.to_thread(requests.post, self._url, json=message, timeout=DEADLINE_S)
            answer.raise_for_status()
            replies = answer.json()
        except requests.RequestException as error:
            raise ProcessFailed(f"Rasa at {self._url} does not answer: start it with 'make run'.") from error
        return [
            {"text": reply.get("text"), "custom": reply.get("custom") or {}, "response": None}
            for reply in replies
        ]
