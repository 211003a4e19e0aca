"""Where Rasa keeps conversations: in memory while they last, and a row for each turn in our database.

A restart in mid-call loses nothing: the conversation is made again from its rows. Named in
``endpoints.yml`` under ``tracker_store``. What is made of the rows is in ``reception.transcripts``.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from direct_booking import wiring
from direct_booking.clock import Clock, monotonic_s
from direct_booking.errors import DirectBookingError
from direct_booking.reception.rehearsal import PREFIX
from direct_booking.storage import call_turns
from direct_booking.storage.call_turns import CallTurn, Said
from direct_booking.storage.database import Database

# More calls than one process can hold at a time; the others are in the database.
IN_MEMORY = 300
# A caller must not wait longer for the record of what was said.
DEADLINE_S = 1.0

log = logging.getLogger(__name__)


@dataclass
class _Conversation:
    """One that is in memory.

    Attributes:
        kept: how many of its events are in the database.
        turns: how many rows it has there.
        began_s: when the turn under way began, by the clock that never goes back.
        began_at: the same by the clock on the wall.
        settled: how many events it had when it was saved last; what came later is of a turn that failed.
    """

    tracker: DialogueStateTracker
    began_at: datetime
    kept: int = 0
    turns: int = 0
    settled: int = 0
    began_s: float = field(default_factory=monotonic_s)


class ConversationStore(TrackerStore):
    """Conversations of one process; of several, each keeps its own calls."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        *,
        database: Database | None = None,
        clock: Clock | None = None,
        **_rasas: Any,
    ) -> None:
        """Keep conversations in this database; None is the one that the environment names."""
        super().__init__(domain, event_broker)
        self._database = database or wiring.database_of(os.environ)
        self._clock = clock or wiring.clock_of(os.environ)
        self._memory: OrderedDict[str, _Conversation] = OrderedDict()

    def keep_in(self, database: Database | None, clock: Clock) -> None:
        """From now on keep conversations there, or in memory only; forget those of before.

        For tests and pretended calls, which must not write where the owner reads.
        """
        self._database, self._clock = database, clock
        self._memory.clear()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it was saved last; a turn begins with this."""
        known = self._memory.get(sender_id) or await self._restored(sender_id)
        if known is None:
            return None
        if len(known.tracker.events) != known.settled:
            # A turn that failed half-way left events: they were never saved, and are not to be.
            known.tracker = self._made(sender_id, list(known.tracker.events)[: known.settled])
        self._memory[sender_id] = known
        self._memory.move_to_end(sender_id)
        known.began_s, known.began_at = monotonic_s(), self._clock.now()
        return known.tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation. One that cannot be written now is written with its next turn."""
        await self.stream_events(tracker)
        known = self._memory.get(tracker.sender_id)
        if known is None:
            known = self._memory[tracker.sender_id] = _Conversation(tracker, self._clock.now())
        known.tracker, known.settled = tracker, len(tracker.events)
        while len(self._memory) > IN_MEMORY:
            self._memory.popitem(last=False)
        fresh = list(tracker.events)[known.kept :]
        if any(isinstance(event, UserUttered | BotUttered) for event in fresh):
            await self._write(known, fresh)

    async def keys(self) -> Iterable[str]:
        """The ids of the conversations in memory."""
        return list(self._memory)

    async def _write(self, known: _Conversation, fresh: list[Event]) -> None:
        call_id = known.tracker.sender_id
        if self._database is None or call_id.startswith(PREFIX):
            return
        took_ms = round((monotonic_s() - known.began_s) * 1000)
        turn = _turn(call_id, known.turns + 1, known.began_at, took_ms, fresh)
        try:
            await asyncio.to_thread(self._add, turn, [event.as_dict() for event in fresh])
        except DirectBookingError as error:
            # The call goes on: what the caller hears does not depend on this record.
            log.error("a turn is not on record yet: %s", error)
            return
        known.kept += len(fresh)
        known.turns += 1

    def _add(self, turn: CallTurn, events: list[dict]) -> None:
        with self._database.writing(None, deadline_s=DEADLINE_S) as connection:
            call_turns.add(connection, turn, events)

    async def _restored(self, call_id: str) -> _Conversation | None:
        if self._database is None:
            return None
        try:
            turns, events = await asyncio.to_thread(self._read, call_id)
        except DirectBookingError as error:
            log.error("a conversation cannot be taken up: %s", error)
            return None
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(call_id, events, self.domain.slots, self.max_event_history)
        kept = len(tracker.events)
        return _Conversation(tracker, self._clock.now(), kept=kept, turns=turns, settled=kept)

    def _read(self, call_id: str) -> tuple[int, list[dict]]:
        with self._database.reading(deadline_s=DEADLINE_S) as connection:
            return call_turns.events_of(connection, call_id)

    def _made(self, call_id: str, events: list[Event]) -> DialogueStateTracker:
        return DialogueStateTracker.from_events(call_id, events, self.domain.slots, self.max_event_history)


def _turn(call_id: str, number: int, at: datetime, took_ms: int, events: list[Event]) -> CallTurn:
    heard = [event.text for event in events if isinstance(event, UserUttered)]
    said = tuple(_said(event) for event in events if isinstance(event, BotUttered))
    return CallTurn(call_id, number, at, took_ms, heard[-1] if heard else None, said)


def _said(event: BotUttered) -> Said:
    custom = (event.data or {}).get("custom") or {}
    return Said(event.text, event.metadata.get("utter_action"), custom.get("do"))
