"""Calls: rows <-> values. What a call means to the dialogue is in ``reception.calls``."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from direct_booking.storage.pages import Page, bounds, holds
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
        outcome: booked, moved, cancelled, callback, message, texted or nothing; None while it lasts.
        erased_at: when the caller's data was erased (SPEC 6.4); None when it was not.
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
    erased_at: datetime | None = None


@dataclass(frozen=True)
class CallFilter:
    """Which calls; a field that is None leaves all.

    Attributes:
        since, until: when they began, half-open.
        outcome: as in ``CallRecord``; ``open`` for those that last.
        number: a part of the caller's number, digits.
    """

    since: datetime | None = None
    until: datetime | None = None
    outcome: str | None = None
    number: str | None = None


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


def of_account(connection: Connection, account_id: int, call_id: str) -> CallRecord | None:
    """The call with this id, if it is this account's."""
    found = get(connection, call_id)
    return found if found is not None and found.account_id == account_id else None


def zones_of(connection: Connection, call_ids: Collection[str]) -> Mapping[str, str]:
    """The name of each call's zone, in which its times were spoken."""
    rows = connection.execute(select(calls.c.id, calls.c.caller_zone).where(calls.c.id.in_(call_ids)))
    return {row.id: row.caller_zone for row in rows}


def page(
    connection: Connection, account_id: int, wanted: CallFilter, *, number: int = 1, size: int = 50
) -> Page[CallRecord]:
    """One page of an account's calls, newest first."""
    number, size = bounds(number, size)
    where = _where(account_id, wanted)
    total = connection.execute(select(func.count()).select_from(calls).where(where)).scalar()
    rows = connection.execute(
        select(calls)
        .where(where)
        .order_by(calls.c.started_at.desc(), calls.c.id)
        .limit(size)
        .offset((number - 1) * size)
    )
    return Page(tuple(CallRecord(**row) for row in rows.mappings()), number, size, total)


def _where(account_id: int, wanted: CallFilter):
    where = calls.c.account_id == account_id
    if wanted.since is not None:
        where &= calls.c.started_at >= wanted.since
    if wanted.until is not None:
        where &= calls.c.started_at < wanted.until
    if wanted.outcome == "open":
        where &= calls.c.ended_at.is_(None)
    elif wanted.outcome is not None:
        where &= calls.c.outcome == wanted.outcome
    if wanted.number is not None:
        where &= holds(calls.c.caller_number, wanted.number)
    return where


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
