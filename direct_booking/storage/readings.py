"""What a call read of the owner's settings and calendar, times only, whenever it was news: rows <-> values.

With the caller's words it is all that a call depends on, so that it can be replayed (SPEC 8.3). Who notes
it is ``reception.recording``.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from direct_booking.storage import call_turns
from direct_booking.storage.schema import call_readings


@dataclass(frozen=True)
class Reading:
    """One thing that a call came to know.

    Attributes:
        number: 1, 2, 3 ... within the call.
        kind: ``account`` (settings, zone, whether booking is on), ``busy`` (times that were not free, or why
            they were not known), ``video`` (whether the calendar makes links) or ``calendar`` (a write that
            did not go as it should).
        body: JSON values; times are ISO texts in UTC.
        turn: in which turn of the call, as ``call_turns`` counts them.
    """

    call_id: str
    number: int
    at: datetime
    kind: str
    body: dict
    turn: int


def add(connection: Connection, call_id: str, kind: str, body: dict, *, at: datetime) -> bool:
    """Keep a reading, unless it is the same as the last one of its kind; whether it was kept.

    Raises:
        RuleBroken: another one of the same call was added at this moment.
    """
    text = json.dumps(body, sort_keys=True)
    of_call_ = call_readings.c.call_id == call_id
    last = connection.execute(
        select(call_readings.c.body)
        .where(of_call_, call_readings.c.kind == kind)
        .order_by(call_readings.c.number.desc())
        .limit(1)
    ).scalar()
    if last == text and kind != "calendar":
        return False
    number = connection.execute(select(func.max(call_readings.c.number)).where(of_call_)).scalar() or 0
    # The row of the turn under way is written at its end.
    turn = call_turns.count(connection, [call_id]) + 1
    row = {"call_id": call_id, "number": number + 1, "at": at, "kind": kind, "body": text, "turn": turn}
    connection.execute(insert(call_readings).values(**row))
    return True


def of_call(connection: Connection, call_id: str) -> tuple[Reading, ...]:
    """A call's readings, first one first."""
    rows = connection.execute(
        select(call_readings).where(call_readings.c.call_id == call_id).order_by(call_readings.c.number)
    )
    return tuple(Reading(**{**row, "body": json.loads(row["body"])}) for row in rows.mappings())


def erase(connection: Connection, call_ids: Collection[str]) -> int:
    """Remove the readings of these calls; how many there were."""
    return connection.execute(delete(call_readings).where(call_readings.c.call_id.in_(call_ids))).rowcount
