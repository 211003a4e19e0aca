"""A test call, as the console holds it: with the running receptionist, on a copy of the account (SPEC 7.4).

The words go to Rasa like those of any channel; that the call is a test is in its id and its first metadata.
The copy is made by ``wiring.rehearsing``; ``serving.conversation_store`` keeps nothing of it.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import requests

from direct_booking.errors import DirectBookingError
from direct_booking.storage.accounts import Assistant

# No channel gives such an id to a call.
PREFIX = "rehearsal-"
METADATA = "rehearsal"
DEADLINE_S = 15.0
CALL_START, CALLER_SILENT, CALL_ENDED = "/call_start", "/caller_silent", "/call_ended"


class NobodyAnswers(DirectBookingError):
    """The receptionist does not run, or did not answer in time."""


@dataclass(frozen=True)
class TestCall:
    """A call under way; JSON values, so that a session can keep it between two pages.

    Attributes:
        call_id: begins with ``PREFIX``.
        metadata: what goes with every message.
    """

    __test__ = False  # whatever its name looks like to pytest

    call_id: str
    metadata: Mapping[str, object]


@dataclass(frozen=True)
class Reply:
    """What the bot said to one turn.

    Attributes:
        says: sentences, in order.
        ends: ``hang_up`` or ``transfer`` when it ended the call; else None.
    """

    says: tuple[str, ...]
    ends: str | None


class Rehearsing:
    """Holds test calls. May be used from any thread."""

    def __init__(self, url: str) -> None:
        """
        Args:
            url: Rasa's REST channel, ``http://127.0.0.1:5005/webhooks/rest/webhook``.
        """
        self._url = url

    def start(
        self, assistant: Assistant, caller_number: str | None, *, now: datetime | None = None
    ) -> tuple[TestCall, Reply]:
        """Call an assistant.

        Args:
            caller_number: E.164; None is withheld.
            now: a pretended time, aware; None is the present.

        Raises:
            NobodyAnswers.
        """
        copy = {"account": assistant.account_id, "assistant": assistant.id}
        if now is not None:
            copy["now"] = now.isoformat()
        numbers = {"caller_number": caller_number, "called_number": assistant.called_number}
        call = TestCall(f"{PREFIX}{secrets.token_hex(12)}", {**numbers, METADATA: copy})
        return call, self._said(call, CALL_START)

    def say(self, call: TestCall, words: str) -> Reply:
        """Say something; nothing but spaces is silence.

        Raises:
            NobodyAnswers.
        """
        # Words that begin with a slash are no machine event.
        return self._said(call, words.strip().lstrip("/").strip() or CALLER_SILENT)

    def hang_up(self, call: TestCall) -> None:
        """End the call.

        Raises:
            NobodyAnswers.
        """
        self._said(call, CALL_ENDED)

    def _said(self, call: TestCall, text: str) -> Reply:
        message = {"sender": call.call_id, "message": text, "metadata": dict(call.metadata)}
        try:
            answer = requests.post(self._url, json=message, timeout=DEADLINE_S)
            answer.raise_for_status()
            replies = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise NobodyAnswers(
                "The receptionist does not answer: start it with 'make run', or wait until it is ready."
            ) from error
        does = ((reply.get("custom") or {}).get("do") for reply in replies)
        return Reply(
            says=tuple(reply["text"] for reply in replies if reply.get("text")),
            ends=next((each for each in does if each), None),
        )
