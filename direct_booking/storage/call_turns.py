"""What was said on calls, a row for each turn, and what the dialogue needs to go on after a restart.

Rows <-> values. Who writes them is ``serving.conversation_store``; what is made of them is in
``reception.transcripts``. It is personal data: erased with its caller (SPEC 6.4).
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from direct_booking.storage.schema import call_turns, calls


@dataclass(frozen=True)
class Said:
    """One reply of the bot.

    Attributes:
        text: what was spoken; None when nothing was.
        response: its name in the domain; None when it has none.
        does: ``hang_up`` or ``transfer`` when it ends the call, else None.
    """

    text: str | None
    response: str | None = None
    does: str | None = None


@dataclass(frozen=True)
class CallTurn:
    """What the caller did, and the answer.

    Attributes:
        number: 1, 2, 3 ... within the call.
        at: when the caller's words had arrived.
        took_ms: from then until the answer was ready.
        heard: the caller's words, or a machine event such as ``/call_start``.
        said: in order.
    """

    call_id: str
    number: int
    at: datetime
    took_ms: int
    heard: str | None
    said: tuple[Said, ...]


def add(connection: Connection, turn: CallTurn, events: Sequence[dict]) -> None:
    """Keep a turn.

    Args:
        events: what the dialogue engine needs to take the conversation up again, JSON values.

    Raises:
        RuleBroken: the call has a turn of this number.
    """
    said = [[each.text, each.response, each.does] for each in turn.said]
    row = {**turn.__dict__, "said": json.dumps(said), "events": json.dumps(list(events))}
    connection.execute(insert(call_turns).values(**row))


def of_call(connection: Connection, call_id: str) -> tuple[CallTurn, ...]:
    """A call's turns, first one first."""
    columns = [each for each in call_turns.c if each.name != "events"]
    rows = connection.execute(
        select(*columns).where(call_turns.c.call_id == call_id).order_by(call_turns.c.number)
    )
    return tuple(
        CallTurn(**{**row, "said": tuple(Said(*each) for each in json.loads(row["said"]))})
        for row in rows.mappings()
    )


def events_of(connection: Connection, call_id: str) -> tuple[int, list[dict]]:
    """How many turns a call has, and all events that were kept with them, oldest first."""
    rows = connection.execute(
        select(call_turns.c.number, call_turns.c.events)
        .where(call_turns.c.call_id == call_id)
        .order_by(call_turns.c.number)
    ).all()
    events = [event for row in rows for event in json.loads(row.events or "[]")]
    return (rows[-1].number if rows else 0), events


def forget_events(connection: Connection, *, before: datetime) -> int:
    """Drop what only a call under way needs, of the turns before this; how many there were."""
    result = connection.execute(
        update(call_turns)
        .where(call_turns.c.at < before, call_turns.c.events.is_not(None))
        .values(events=None)
    )
    return result.rowcount


def erase(connection: Connection, call_ids: Collection[str]) -> int:
    """Remove what was said on these calls; how many turns there were."""
    result = connection.execute(delete(call_turns).where(call_turns.c.call_id.in_(call_ids)))
    return result.rowcount


def erase_strays(connection: Connection, *, before: datetime) -> int:
    """Remove old turns of conversations that never became a call; how many there were."""
    known = select(calls.c.id)
    result = connection.execute(
        delete(call_turns).where(call_turns.c.at < before, call_turns.c.call_id.not_in(known))
    )
    return result.rowcount


def count(connection: Connection, call_ids: Collection[str]) -> int:
    """How many turns these calls have."""
    return connection.execute(
        select(func.count()).select_from(call_turns).where(call_turns.c.call_id.in_(call_ids))
    ).scalar()
