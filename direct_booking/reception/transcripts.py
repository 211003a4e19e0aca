"""Calls as the owner reads them: the list, and one call from its first word to what came of it (SPEC 6.2).

What was said is kept by ``serving.conversation_store``; replaying a call is in ``serving.replaying``.
"""

from dataclasses import dataclass
from datetime import datetime

from direct_booking.bookings.booking import Booking
from direct_booking.storage import bookings, call_turns, calls, messages, texts
from direct_booking.storage.call_turns import CallTurn
from direct_booking.storage.calls import CallFilter, CallRecord
from direct_booking.storage.database import Database
from direct_booking.storage.messages import Message
from direct_booking.storage.pages import Page
from direct_booking.storage.texts import TextRecord

# What the caller did without words, as the channel tells it.
EVENTS = {"/call_start": "call_start", "/caller_silent": "silence", "/call_ended": "hang_up"}


@dataclass(frozen=True)
class Line:
    """One line of a transcript.

    Attributes:
        who: ``caller``, ``bot``, or ``event`` for what happened without words.
        text: what was said; of an event ``call_start``, ``silence``, ``hang_up`` or ``transfer``.
        at: when the caller's words had arrived; of the bot's, when they were ready.
        took_ms: how long the caller waited for the bot's turn; None on the caller's lines.
        response: the response's name in ``domain.yml``; None on the caller's lines.
    """

    who: str
    text: str
    at: datetime
    took_ms: int | None = None
    response: str | None = None


@dataclass(frozen=True)
class CallReport:
    """One call: who, what was said, and what came of it.

    Attributes:
        lines: in order; none when they were erased or are older than transcripts.
        bookings: made on it, first one first.
        messages: callbacks and messages taken on it, oldest first.
        text: the link that was texted on it, if one was.
    """

    call: CallRecord
    lines: tuple[Line, ...]
    bookings: tuple[Booking, ...]
    messages: tuple[Message, ...]
    text: TextRecord | None

    @property
    def slowest_ms(self) -> int | None:
        """How long the longest wait was; None without a turn."""
        return max((line.took_ms for line in self.lines if line.took_ms is not None), default=None)


class Transcripts:
    """Reads calls. May be used from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def calls(
        self, account_id: int, wanted: CallFilter | None = None, *, number: int = 1, size: int = 50
    ) -> Page[CallRecord]:
        """One page of the account's calls, newest first.

        Raises:
            StorageError.
        """
        with self._database.reading() as transaction:
            return calls.page(transaction, account_id, wanted or CallFilter(), number=number, size=size)

    def call(self, account_id: int, call_id: str) -> CallReport | None:
        """One call of this account; None when it has none of this id.

        Raises:
            StorageError.
        """
        with self._database.reading() as transaction:
            record = calls.of_account(transaction, account_id, call_id)
            if record is None:
                return None
            return CallReport(
                call=record,
                lines=lines_of(call_turns.of_call(transaction, call_id)),
                bookings=bookings.of_call(transaction, account_id, call_id),
                messages=messages.of_call(transaction, account_id, call_id),
                text=texts.of_call(transaction, account_id, call_id),
            )


def lines_of(turns: tuple[CallTurn, ...]) -> tuple[Line, ...]:
    """Turns as lines. Pure."""
    lines: list[Line] = []
    for turn in turns:
        if turn.heard is not None:
            event = EVENTS.get(turn.heard)
            lines.append(Line("event" if event else "caller", event or turn.heard, turn.at))
        for said in turn.said:
            if said.text:
                lines.append(Line("bot", said.text, turn.at, turn.took_ms, said.response))
            if said.does:
                lines.append(Line("event", said.does, turn.at, turn.took_ms, said.response))
    return tuple(lines)
