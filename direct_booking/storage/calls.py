"""Calls: rows <-> values. What a call means to the dialogue is in ``reception.calls``."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from direct_booking.storage.schema import calls


@dataclass(frozen=True)
class CallRecord:
    """One phone call.

    Attributes:
        id: the channel's, never the caller's number (SPEC 7.1).
        caller_number: E.164; None when withheld.
        caller_zone: the name of a zone.
        zone_is_sure: False when the number left a choice of zones.
        ended_at: None while it lasts.
        outcome: booked, moved, cancelled, callback, message or nothing; None while it lasts.
    """

    id: str
    account_id: int
    assistant_id: int
    caller_number: str | None
    caller_zone: str
    zone_is_sure: bool
    started_at: datetime
    ended_at: datetime | None = None
    outcome: str | None = None


def add(connection: Connection, record: CallRecord) -> None:
    """Write down a call that begins.

    Raises:
        RuleBroken: it was written down already.
    """
    connection.execute(insert(calls).values(**record.__dict__))


def get(connection: Connection, call_id: str) -> CallRecord | None:
    """The call with this id."""
    row = connection.execute(select(calls).where(calls.c.id == call_id)).mappings().first()
    return CallRecord(**row) if row else None


def place(connection: Connection, call_id: str, zone_name: str) -> None:
    """The caller said where they are (SPEC 5.1)."""
    connection.execute(
        update(calls).where(calls.c.id == call_id).values(caller_zone=zone_name, zone_is_sure=True)
    )


def end(connection: Connection, call_id: str, *, at: datetime, outcome: str) -> None:
    """The call is over. A call that ended before keeps its end."""
    connection.execute(
        update(calls)
        .where(calls.c.id == call_id, calls.c.ended_at.is_(None))
        .values(ended_at=at, outcome=outcome)
    )


def correct_outcome(connection: Connection, call_id: str, outcome: str) -> None:
    """What a call came to after all, once its booking was settled. A call that lasts is left alone."""
    connection.execute(
        update(calls).where(calls.c.id == call_id, calls.c.ended_at.is_not(None)).values(outcome=outcome)
    )
