"""Holds a telephone call: a turn comes in, a reply goes out, and the caller always hears a sentence.

That a turn is taken once, however often it is sent, is in ``once.py``; what a company sends and wants to be
sent is in ``twilio`` and ``jambonz``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from direct_booking.channels.keypad import words_of
from direct_booking.channels.phone_file import Phone
from direct_booking.channels.turns import Expectation, Kind, Reply, Then, Turn

CALL_START, CALLER_SILENT, CALL_ENDED = "/call_start", "/caller_silent", "/call_ended"
TRANSFER_UNANSWERED = "/transfer_unanswered"

# No caller says more in one breath; a recogniser that does not stop must not be read for seconds.
LONGEST_WORDS = 600

# 4.10: three of a kind in a row at most; then a goodbye.
TROUBLES_BEFORE_GOODBYE = 3

# What is said to a caller who was not heard, or not understood, or who gets no further.
UNHEARD = ("utter_still_there", "utter_not_understood", "utter_easier_")

# Said by an action that failed, in the place of what it had to say.
FAILED = "utter_trouble"

_ANYTHING = Expectation("anything")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Utterance:
    """One thing that the dialogue said.

    Attributes:
        text: what is spoken, if anything.
        does: what the channel is asked to do: ``{"do": "hang_up"}``, ``{"do": "transfer", "number": ...}``;
            or ``{"person": ...}``, the number of somebody who can take over, should the dialogue break down.
        response: its name in ``domain.yml``, when it has one.
    """

    text: str | None
    does: Mapping[str, Any]
    response: str | None


class Dialogue(Protocol):
    """Rasa, as a channel reaches it."""

    async def say(self, call_id: str, text: str, metadata: Mapping[str, Any]) -> Sequence[Utterance]:
        """Say one thing in a call and hear the answer. May raise anything."""


@dataclass
class Line:
    """What is remembered of a call between two turns.

    Attributes:
        begun, ended: whether the dialogue has been told.
        expects: how the pending question is likely to be answered.
        troubles: turns in a row for which the dialogue had no answer, or one of its actions failed.
        unheard: turns in a row in which nothing was heard, or not understood.
        person: E.164 of somebody who can take over; None when there is nobody, or not any more.
    """

    begun: bool = False
    ended: bool = False
    expects: Expectation = field(default_factory=lambda: _ANYTHING)
    troubles: int = 0
    unheard: int = 0
    person: str | None = None


class Conversation:
    """Takes turns, one at a time for each call."""

    def __init__(self, dialogue: Dialogue, phone: Phone, sentences: Mapping[str, str]) -> None:
        """Use the dialogue for what is said, and these for when it has nothing to say.

        Args:
            sentences: of the responses in ``SENTENCES``.
        """
        self._dialogue = dialogue
        self._phone = phone
        self._sentences = sentences

    async def take(self, line: Line, turn: Turn) -> Reply | None:
        """Tell the dialogue what happened.

        Returns:
            What is said next; None after a hang-up, or when the call is over.
        """
        if turn.kind is Kind.HANG_UP:
            await self._end(line, turn)
            return None
        if line.ended:
            return None
        try:
            heard = await self._hear(line, turn)
        except Exception as error:
            # An entrance: whatever fails behind it, the caller hears a sentence.
            log.error("call %s: a turn failed: %s", turn.call_id, type(error).__name__, exc_info=error)
            heard = ()
        return self._reply(line, turn, heard)

    async def _hear(self, line: Line, turn: Turn) -> Sequence[Utterance]:
        told = _metadata(turn)
        if not line.begun:
            line.begun = True
            greeted = await self._dialogue.say(turn.call_id, CALL_START, told)
            # Also for a call that this process took over in the middle: it only has to be told whose it is.
            if turn.kind is Kind.ANSWER:
                return greeted
        if turn.kind is Kind.ANSWER:
            return ()
        words = self._words(line, turn)
        return await self._dialogue.say(turn.call_id, words, told)

    def _words(self, line: Line, turn: Turn) -> str:
        if turn.kind is Kind.UNANSWERED:
            return TRANSFER_UNANSWERED
        if turn.kind is Kind.KEYS:
            return words_of(turn.words, line.expects)
        # Speech that begins with a slash would be taken for a machine event.
        spoken = _CONTROL.sub(" ", turn.words).strip().lstrip("/").strip()[:LONGEST_WORDS]
        return spoken if turn.kind is Kind.SPEECH and spoken else CALLER_SILENT

    def _reply(self, line: Line, turn: Turn, heard: Sequence[Utterance]) -> Reply:
        heard = _failing_once(heard)
        says = tuple(text for each in heard if (text := _speakable(each.text)))
        line.person = _person(heard) or line.person
        then, number = _then(heard)
        if then is not Then.LISTEN:
            line.ended = then is Then.HANG_UP
            return Reply(says or (self._sentences["utter_goodbye"],), then, number)
        if not says or any(each.response == FAILED for each in heard):
            if turn.kind is Kind.ANSWER:
                line.troubles += 1
                return Reply((self._sentences["utter_line_greeting"],), Then.LISTEN, expects=line.expects)
            asks = bool(says) and heard[-1].response != FAILED
            return self.trouble(line, says if asks else says[:-1], asks=asks)
        line.troubles = 0
        asked = self._phone.expectation(each.response for each in heard)
        line.expects = asked or line.expects
        unheard = any((each.response or "").startswith(UNHEARD) for each in heard)
        line.unheard = line.unheard + 1 if unheard else 0
        if line.unheard and line.unheard % 2 == 0 and line.expects.help:
            # 4.10, field notes: every second time in a row, the keypad instead of another excuse.
            says = (self._sentences[line.expects.help], *says[-1:])
        return Reply(says, Then.LISTEN, expects=line.expects)

    def trouble(self, line: Line, says: tuple[str, ...] = (), *, asks: bool = False) -> Reply:
        """What is said when the dialogue has nothing to say, or not in time, or one of its actions failed.

        Args:
            says: what it could say all the same, which must be heard: it may be what was booked.
            asks: whether that ends with its question.
        """
        line.troubles += 1
        if line.troubles < TROUBLES_BEFORE_GOODBYE:
            again = () if asks else (self._sentences["utter_line_trouble"],)
            return Reply((*says, *again), Then.LISTEN, expects=line.expects)
        says = () if asks else says
        if line.person:
            # Once: when nobody takes the call it comes back, and what is broken may still be so.
            number, line.person = line.person, None
            return Reply((*says, self._sentences["utter_line_transfer"]), Then.TRANSFER, number)
        line.ended = True
        return Reply((*says, self._sentences["utter_line_broken"]), Then.HANG_UP)

    async def _end(self, line: Line, turn: Turn) -> None:
        line.ended = True
        if not line.begun:
            return
        line.begun = False
        try:
            await self._dialogue.say(turn.call_id, CALL_ENDED, _metadata(turn))
        except Exception as error:
            # An entrance; what the call held runs out by itself, and the reconciler settles the rest.
            log.error("call %s: its end was not told: %s", turn.call_id, type(error).__name__, exc_info=error)


def sentences_of(responses: Mapping[str, Sequence[Mapping[str, Any]]], phone: Phone) -> dict[str, str]:
    """The sentences that a channel says itself, by response. Pure.

    Raises:
        KeyError: the domain lacks one of them.
    """
    helps = {each.help for each in phone.questions.values() if each.help}
    return {name: responses[name][-1]["text"] for name in (*SENTENCES, *sorted(helps))}


SENTENCES = (
    *("utter_goodbye", "utter_line_greeting", "utter_line_trouble", "utter_line_transfer"),
    *("utter_line_broken", "utter_line_moment"),
)


def _failing_once(heard: Sequence[Utterance]) -> Sequence[Utterance]:
    """Of several actions that failed in one turn, one says so."""
    first = next((each for each in heard if each.response == FAILED), None)
    return [each for each in heard if each.response != FAILED or each is first]


def _then(heard: Sequence[Utterance]) -> tuple[Then, str | None]:
    for each in heard:
        if each.does.get("do") == "transfer" and each.does.get("number"):
            return Then.TRANSFER, str(each.does["number"])
        if each.does.get("do") == "hang_up":
            return Then.HANG_UP, None
    return Then.LISTEN, None


def _person(heard: Sequence[Utterance]) -> str | None:
    return next((str(each.does["person"]) for each in heard if each.does.get("person")), None)


def _speakable(text: str | None) -> str:
    return _CONTROL.sub(" ", text or "").strip()


def _metadata(turn: Turn) -> dict[str, Any]:
    return {
        "caller_number": turn.caller,
        "called_number": turn.called,
        "turn": turn.number,
        "alternatives": list(turn.alternatives),
        "confidence": turn.confidence,
    }
