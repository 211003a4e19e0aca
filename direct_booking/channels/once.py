"""Each webhook has its effect once, however often, late or out of order it comes, and always the same answer.

What a turn means is in ``conversation.py``. The memory is this process's own, as Rasa's own conversations are
unless it is given a store: a company's retries reach the process that answered first.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field

from direct_booking.channels.conversation import Conversation, Line
from direct_booking.channels.turns import Kind, Reply, Turn

# Calls that are remembered; the oldest is forgotten first. A call of 40 turns holds some 60 kilobytes.
MOST_CALLS = 2_000

# A webhook has 15 s (field notes); a caller who hears nothing for three seconds says "hello?".
FILLER_AFTER_S = 2.5
POLL_S = 5.0
MOST_POLLS = 5


@dataclass
class Memory:
    """What is kept of a call.

    Attributes:
        answers: what was asked -> the document that answers it.
        latest: the number of the last turn that was taken.
        prompt: the document of that turn, once there is one.
    """

    line: Line = field(default_factory=Line)
    answers: dict[Hashable, asyncio.Future] = field(default_factory=dict)
    turns: dict[int, asyncio.Task] = field(default_factory=dict)
    in_order: asyncio.Lock = field(default_factory=asyncio.Lock)
    latest: int = -1
    prompt: bytes | None = None


# Makes a document: of the number of the turn that will answer it, and of the reply (None: it is over).
Write = Callable[[int, Reply | None], bytes]
# Makes the document that bridges a wait: of the number of the turn that is waited for, and of the poll.
Bridge = Callable[[int, int], bytes]


class Once:
    """The memory of all calls."""

    def __init__(self, conversation: Conversation, write: Write, bridge: Bridge) -> None:
        self._conversation = conversation
        self._write = write
        self._bridge = bridge
        self._calls: OrderedDict[str, Memory] = OrderedDict()

    async def turn(self, turn: Turn) -> bytes:
        """The document that answers a turn, the same for each time that it is sent."""
        memory = self._memory(turn.call_id)
        return await _once(memory.answers, ("turn", turn.number), lambda: self._first(memory, turn))

    async def poll(self, call_id: str, number: int, poll: int) -> bytes:
        """The document for a caller who was asked to wait for turn ``number``, for the ``poll``-th time."""
        memory = self._memory(call_id)
        return await _once(
            memory.answers, ("poll", number, poll), lambda: self._waited(memory, number, poll, POLL_S)
        )

    async def hang_up(self, turn: Turn) -> None:
        """Tell the dialogue that the call is over, once."""
        memory = self._memory(turn.call_id)
        await _once(memory.answers, "hang_up", lambda: self._taken(memory, turn))

    async def _first(self, memory: Memory, turn: Turn) -> bytes:
        if turn.number <= memory.latest and memory.prompt is not None:
            # Out of order, and never seen: it answers a question that is no longer asked.
            return memory.prompt
        memory.latest = max(memory.latest, turn.number)
        memory.turns[turn.number] = asyncio.ensure_future(self._taken(memory, turn))
        return await self._waited(memory, turn.number, 0, FILLER_AFTER_S)

    async def _waited(self, memory: Memory, number: int, poll: int, seconds: float) -> bytes:
        task = memory.turns.get(number)
        if task is None:
            return memory.prompt or self._write(memory.latest + 1, None)
        await asyncio.wait({task}, timeout=seconds)
        if task.done():
            return task.result()
        if poll >= MOST_POLLS:
            return self._write(number + 1, self._conversation.trouble(memory.line))
        return self._bridge(number, poll + 1)

    async def _taken(self, memory: Memory, turn: Turn) -> bytes:
        # Two messages of one conversation at once would wait for Rasa's lock, a second at a time.
        async with memory.in_order:
            reply = await self._conversation.take(memory.line, turn)
        document = self._write(turn.number + 1, reply)
        if turn.kind is not Kind.HANG_UP and turn.number == memory.latest:
            memory.prompt = document
        return document

    def _memory(self, call_id: str) -> Memory:
        memory = self._calls.setdefault(call_id, Memory())
        self._calls.move_to_end(call_id)
        while len(self._calls) > MOST_CALLS:
            self._calls.popitem(last=False)
        return memory


async def _once(
    answers: dict[Hashable, asyncio.Future], key: Hashable, make: Callable[[], Awaitable[bytes]]
) -> bytes:
    """What ``make`` gave the first time, also for those who ask while it is being made."""
    if key not in answers:
        answers[key] = asyncio.ensure_future(make())
    # Whoever hangs up on us must not take the answer from those who wait for the same.
    return await asyncio.shield(answers[key])
