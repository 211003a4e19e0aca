"""The one way from actions to reception: which desk, off the event loop, with a deadline.

What the use cases do is in ``direct_booking.reception``; how they are built is in ``direct_booking.wiring``.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn
from direct_booking import metrics
from direct_booking.clock import monotonic_s
from direct_booking.privacy import keep_out_of_logs
from direct_booking.reception.outcomes import (
    Booked,
    Call,
    Cancelled,
    ContactCorrected,
    Lost,
    Moved,
    Skipped,
    Unconfirmed,
)
from direct_booking.reception.rehearsal import PREFIX
from direct_booking.wiring import Desk, build, set_up
from direct_booking.wiring.rehearsing import Rehearsals

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

# What use cases end in, where it is the end of something: an offer is none.
_COUNTED = (Booked, Moved, Cancelled, ContactCorrected, Lost, Unconfirmed, Skipped)
DEADLINE_S = 9.0  # every verb of reception ends within eight; nobody waits for ten on the phone

_desk: Desk | None = None
_rehearsals: Rehearsals | None = None
_lock = threading.Lock()
# The desk of a test call, while a turn of it is worked at (SPEC 7.4).
_rehearsed: ContextVar[Desk | None] = ContextVar("rehearsed", default=None)


def use(desk: Desk | None) -> None:
    """Let the actions work at this desk; None is the desk that the environment describes."""
    global _desk, _rehearsals
    if _rehearsals is not None:
        _rehearsals.close()
    _desk, _rehearsals = desk, None


def get() -> Desk:
    """The desk that this turn is worked at: that of its test call, or the one of all others."""
    return _rehearsed.get() or _real()


def _of_rehearsal(call_id: str, metadata: dict[str, Any]) -> Desk | None:
    global _rehearsals
    real = _real()
    with _lock:
        if _rehearsals is None:
            _rehearsals = Rehearsals(real)
    return _rehearsals.desk(call_id, metadata)


def _real() -> Desk:
    """The desk of all real calls; built at first use, its reconciler running."""
    global _desk
    with _lock:
        if _desk is None:
            desk = build()
            set_up(desk.database, desk.clock)
            desk.reconciling.start()
            keep_out_of_logs()  # 6.4
            _desk = desk
        return _desk


async def off_loop(verb: Callable[..., Answer], *arguments: Any, **named: Any) -> Answer:
    """Run one verb of reception beside the event loop, so that no other caller waits for it.

    Raises:
        asyncio.TimeoutError: it took too long; what it was doing is settled by the reconciler.
    """
    answer = await asyncio.wait_for(asyncio.to_thread(verb, *arguments, **named), DEADLINE_S)
    if isinstance(answer, _COUNTED):
        metrics.count_outcome(snake_case(type(answer).__name__))
    return answer


async def call_of(turn: Turn) -> Call:
    """The call this turn belongs to; a channel that did not announce it gets it started here."""
    return await off_loop(_start_or_get, turn.call_id, turn.caller_number, turn.called_number)


def _start_or_get(call_id: str, caller_number: str | None, called_number: str | None) -> Call:
    return get().calls.start(call_id, caller_number, called_number)


def snake_case(name: str) -> str:
    """A class's name in snake case. Pure.

    >>> snake_case("ActionBookAppointment")
    'action_book_appointment'
    """
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


class DeskAction(Action):
    """An action at the desk: an entrance where a failure becomes a log line and a true sentence."""

    def name(self) -> str:
        """The class's name in snake case: ``ActionBookAppointment`` is ``action_book_appointment``."""
        return snake_case(type(self).__name__)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Act on this turn; what fails is logged without personal data, and the caller hears so."""
        turn, began_s = Turn.of(tracker, domain, dispatcher), monotonic_s()
        try:
            if turn.call_id.startswith(PREFIX):
                _rehearsed.set(await off_loop(_of_rehearsal, turn.call_id, turn.metadata))
            else:
                _rehearsed.set(None)
            return await self.act(turn)
        except Exception as failure:
            logger.exception("%s failed: %s", self.name(), type(failure).__name__)
            metrics.count_failure(self.name())
            turn.say("utter_trouble")
            return self.after_failure(turn)
        finally:
            metrics.note_action(monotonic_s() - began_s)

    async def act(self, turn: Turn) -> list[EventType]:
        """What the action does."""
        raise NotImplementedError

    def after_failure(self, turn: Turn) -> list[EventType]:
        """What the conversation keeps when the action failed: nothing but the question that was open.

        Without it, and without some other slot, if only as it was, Rasa would take the turn for a
        digression, and what was said of the failure back.
        """
        if not (turn.form and turn.asked):
            return []
        unchanged = SlotSet("heard_message", turn.slots["heard_message"])
        return [unchanged, SlotSet("requested_slot", turn.asked)]
