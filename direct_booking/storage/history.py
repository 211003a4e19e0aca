"""The history of an account, kept in the transaction of what it tells (SPEC 6.3): rows <-> values."""

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from direct_booking.bookings.history import (
    NOTHING_BEFORE,
    By,
    Entry,
    What,
    canonical,
    digest,
    personal_digest,
)
from direct_booking.storage.schema import history


def append(
    connection: Connection,
    *,
    account_id: int,
    booking_id: str,
    call_id: str | None,
    at: datetime,
    what: What,
    by: By,
    facts: Mapping[str, object],
    personal: Mapping[str, object] | None = None,
) -> Entry:
    """Add an entry, sealed to the last one.

    Call it inside ``Database.writing(lock=account_id)``: two that append at once would have one number.

    Args:
        facts: without personal data.
        personal: the caller's data, if this entry tells any.
    """
    last = connection.execute(
        select(history.c.number, history.c.digest)
        .where(history.c.account_id == account_id)
        .order_by(history.c.number.desc())
        .limit(1)
    ).first()
    # 6.4: the nonce is erased with the data, so the seal that stays gives nothing away.
    salted = {**personal, "nonce": secrets.token_hex(16)} if personal is not None else None
    entry = Entry(
        account_id=account_id,
        number=last.number + 1 if last else 1,
        booking_id=booking_id,
        call_id=call_id,
        at=at,
        what=what,
        by=by,
        # As it will be read back: instants are text, tuples are lists.
        facts=json.loads(canonical(dict(facts))),
        personal=json.loads(canonical(salted)),
        personal_digest=personal_digest(salted),
        previous=last.digest if last else NOTHING_BEFORE,
    )
    entry = replace(entry, digest=digest(entry))
    connection.execute(insert(history).values(**_row(entry)))
    return entry


def of_account(connection: Connection, account_id: int) -> Iterator[Entry]:
    """The whole history of an account, first entry first, for ``bookings.history.verify``."""
    rows = connection.execute(
        select(history).where(history.c.account_id == account_id).order_by(history.c.number)
    )
    return (_entry(row) for row in rows.mappings())


def of_booking(connection: Connection, account_id: int, booking_id: str) -> tuple[Entry, ...]:
    """The history of one booking, first entry first."""
    rows = connection.execute(
        select(history)
        .where(history.c.account_id == account_id, history.c.booking_id == booking_id)
        .order_by(history.c.number)
    )
    return tuple(_entry(row) for row in rows.mappings())


def of_call(connection: Connection, account_id: int, call_id: str) -> tuple[Entry, ...]:
    """What happened on one call, first entry first."""
    rows = connection.execute(
        select(history)
        .where(history.c.account_id == account_id, history.c.call_id == call_id)
        .order_by(history.c.number)
    )
    return tuple(_entry(row) for row in rows.mappings())


def _row(entry: Entry) -> dict:
    return {
        **entry.__dict__,
        "what": entry.what.value,
        "by": entry.by.value,
        "facts": canonical(entry.facts),
        "personal": canonical(entry.personal) if entry.personal is not None else None,
    }


def _entry(row) -> Entry:
    return Entry(
        **{
            **row,
            "what": What(row["what"]),
            "by": By(row["by"]),
            "facts": json.loads(row["facts"]),
            "personal": json.loads(row["personal"]) if row["personal"] is not None else None,
        }
    )
