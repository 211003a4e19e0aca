"""A test call, as the console holds it: with the running receptionist, on a copy of the account (SPEC 7.4).

The words go to Rasa like those of any channel; that the call is a test is in its id and its first metadata.
The copy is made by ``wiring.rehearsing``; ``serving.conversation_store`` keeps nothing of it.
"""

import secrets
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

import requests

from direct_booking.errors import DirectBookingError
from direct_booking.reception.transcripts import CallReport, Transcripts
from direct_booking.storage import holds
from direct_booking.storage.accounts import Assistant
from direct_booking.storage.database import Database
from direct_booking.storage.holds import Hold

# No channel gives such an id to a call.
PREFIX = "rehearsal-"
METADATA = "rehearsal"
DEADLINE_S = 15.0
# A copy holds one account, and no other (1.1).
COPIED_ACCOUNT = 1
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


@dataclass(frozen=True)
class Left:
    """What a test call has left on its copy.

    Attributes:
        report: the call there, with what was booked and taken on it; no line of it is kept.
        hold: the time that is held for it now; None when there is none.
    """

    report: CallReport
    hold: Hold | None


@dataclass(frozen=True)
class Understood:
    """A value that was heard in a turn.

    Attributes:
        kind: the entity's name, as designers see it.
        words: those of the caller that it came from.
        value: as it is written; None where only the words tell it, as of a time.
    """

    kind: str
    words: str
    value: str | None


class Rehearsing:
    """Holds test calls. May be used from any thread."""

    def __init__(self, url: str, copy_of: Callable[[str], Database | None] = lambda _call_id: None) -> None:
        """
        Args:
            url: Rasa's REST channel, ``http://127.0.0.1:5005/webhooks/rest/webhook``.
            copy_of: opens the copy that a call works on, to be read; None when it is not there any more.
        """
        self._url = url
        self._copy_of = copy_of

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

    def left(self, call: TestCall) -> Left | None:
        """What the call has left on its copy so far; None when the copy is gone.

        Raises:
            StorageError.
        """
        copy = self._copy_of(call.call_id)
        if copy is None:
            return None
        with closing(copy):
            report = Transcripts(copy).call(COPIED_ACCOUNT, call.call_id)
            if report is None:
                return None
            with copy.reading() as transaction:
                hold = holds.of_call(transaction, COPIED_ACCOUNT, call.call_id)
        return Left(report, hold)

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


# Of these the value itself can be read; of the others it is for machines.
_LEGIBLE = frozenset(("email", "phone_number", "person_name", "place"))
# What else certainly is in a turn; pieces are only something where they were asked for.
_CERTAIN = _LEGIBLE | {"time", "email_edit", "way", "answer"}


def understood(words: str) -> tuple[Understood, ...]:
    """What is certainly in a turn, whatever was asked, in the order in which it was said. Pure.

    >>> [(each.kind, each.words) for each in understood("tuesday at two please")]
    [('time', 'tuesday at two')]
    """
    # The grammar takes a moment to build, and a console where nobody holds test calls never needs it.
    from direct_booking.hearing.turn import hear

    return tuple(
        Understood(
            kind=found.kind,
            words=" ".join(words[start:end] for start, end in found.spans),
            value=found.value if found.kind in _LEGIBLE else None,
        )
        for found in hear(words)
        if found.kind in _CERTAIN
    )
