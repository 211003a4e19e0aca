"""Callers who do anything at all by telephone: words, keys, silence, a hang-up in the middle of it.

What is wrong with a call is noted by ``talking.Talk``; how calls are carried is in ``telephone_stack.py``.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from offices import CALLER, Office, check_truth
from random_lines import LONG_SPEECH, SPOKEN_SLASHES
from talking import Talk, line, settings_of
from telephone_stack import TelephoneStack

from direct_booking.simulator.company import Call, Heard
from direct_booking.simulator.errors import ProtocolError

TURNS_OF_A_CALL = 25
PROTOCOL, LINE_TROUBLE = "the telephone company complains", "the connector had to help out"

KEYS = (*"1212127*0#", "99", "2125550199#", "12345678901234567890#", "*#", "##", "1#2")
OWNERS = ("no-answer", "busy", "failed", "completed")

Act = Callable[[Call], Heard]


@dataclass(frozen=True)
class Doing:
    """One thing that a caller does: as a person reads it, and how it is done."""

    what: str
    act: Act


@dataclass
class Random:
    """Random callers of one telephone.

    Attributes:
        trouble: the sentences that the connector says when the dialogue has none.
        talks: the calls so far.
    """

    telephone: TelephoneStack
    office: Office
    trouble: tuple[str, ...]
    talks: list[Talk] = field(default_factory=list)

    async def call(self, seed: int, *, turns: int = TURNS_OF_A_CALL) -> Talk:
        """One call, from its first ring until somebody hangs up, or the company gives up on us."""
        chance, talk = random.Random(seed), Talk(self.office, f"random-by-telephone-{seed}")
        self.talks.append(talk)
        self.office.clock.advance(timedelta(minutes=chance.randrange(300)))
        self.office.change(**settings_of(seed))
        call = self.telephone.call(
            talk.call_id,
            caller=chance.choice((CALLER, CALLER, "+13035550100", None)),
            called=None,
            owner=chance.choice(OWNERS),
        )
        try:
            responses = await self._do(talk, Doing("(rings)", Call.ring))
            while talk.turns < turns and not call.over:
                self.office.clock.advance(timedelta(seconds=chance.randrange(90)))
                responses = await self._do(talk, anything(chance, responses))
        except ProtocolError as complaint:
            talk.lines.append(f"--      {complaint}")
            talk.expect(False, PROTOCOL)
        if not call.over:
            await self.telephone.act(talk.call_id, call.hang_up)
        del self.telephone.calls[talk.call_id]
        check_truth(self.office)
        return talk

    async def _do(self, talk: Talk, doing: Doing) -> list[str | None]:
        call = self.telephone.calls[talk.call_id]
        heard, replies = await self.telephone.act(talk.call_id, lambda: doing.act(call))
        responses = [reply["response"] for reply in replies]
        says = [sentence for sentence in heard.says if sentence != self.telephone.moment]
        # A call that comes back goes on where nobody took it: both are heard in one turn.
        sentences = 4 if heard.transferred_to else 2
        talk.hear(doing.what, " ".join(says), responses, over=call.over, sentences=sentences)
        talk.expect(not set(says) & set(self.trouble), LINE_TROUBLE)
        return responses


def anything(chance: random.Random, responses: list[str | None]) -> Doing:
    """What the caller does next: more often than not says what answers the question."""
    dice = chance.randrange(100)
    if dice < 5:
        return Doing("(silence)", Call.be_silent)
    if dice < 13:
        keys = chance.choice(KEYS)
        return Doing(f"(presses {keys})", lambda call: call.press(keys))
    if dice < 16:
        words = chance.choice(SPOKEN_SLASHES)
    elif dice < 18:
        words = chance.choice(LONG_SPEECH)
    else:
        words = line(chance, responses)
    return Doing(words, lambda call: call.say(words, confidence=chance.random()))
