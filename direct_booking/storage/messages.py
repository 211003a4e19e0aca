"""Callbacks and messages (SPEC 6.1): rows <-> values."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import dialled
from direct_booking.storage.pages import Page, bounds
from direct_booking.storage.schema import messages


class Kind(str, Enum):
    """What the caller is waiting for."""

    CALLBACK = "callback"
    MESSAGE = "message"


@dataclass(frozen=True)
class Message:
    """Something that the owner should see.

    Attributes:
        body: for the owner; never said to the caller.
        caller_number: E.164, or None.
        extension: digits behind the number, or None.
        status: open or done.
    """

    id: str
    account_id: int
    call_id: str
    kind: Kind
    body: str
    caller_name: str | None
    caller_number: str | None
    status: str
    created_at: datetime
    extension: str | None = None

    @property
    def dialled(self) -> str | None:
        """The number with its extension, as it is written; None when there is no number."""
        return dialled(self.caller_number, self.extension)


def get(connection: Connection, account_id: int, message_id: str) -> Message | None:
    """One message of this account."""
    row = (
        connection.execute(
            select(messages).where(messages.c.account_id == account_id, messages.c.id == message_id)
        )
        .mappings()
        .first()
    )
    return _message(row) if row else None


def add(connection: Connection, message: Message) -> Message:
    """Keep a message; one that is there already is returned as it stands."""
    existing = get(connection, message.account_id, message.id)
    if existing is None:
        connection.execute(insert(messages).values(**{**message.__dict__, "kind": message.kind.value}))
    return existing or message


def of_call(connection: Connection, account_id: int, call_id: str) -> tuple[Message, ...]:
    """What was taken on a call, oldest first."""
    rows = connection.execute(
        select(messages)
        .where(messages.c.account_id == account_id, messages.c.call_id == call_id)
        .order_by(messages.c.created_at, messages.c.id)
    )
    return tuple(_message(row) for row in rows.mappings())


def page(
    connection: Connection, account_id: int, *, status: str | None = None, number: int = 1, size: int = 50
) -> Page[Message]:
    """One page of the account's callbacks and messages, newest first.

    Args:
        status: ``open`` or ``done``; None is both.
    """
    number, size = bounds(number, size)
    where = messages.c.account_id == account_id
    if status is not None:
        where &= messages.c.status == status
    total = connection.execute(select(func.count()).select_from(messages).where(where)).scalar()
    rows = connection.execute(
        select(messages)
        .where(where)
        .order_by(messages.c.created_at.desc(), messages.c.id)
        .limit(size)
        .offset((number - 1) * size)
    )
    return Page(tuple(_message(row) for row in rows.mappings()), number, size, total)


def mark(connection: Connection, account_id: int, message_id: str, status: str) -> bool:
    """Make a message open or done; False when the account has no such message."""
    result = connection.execute(
        update(messages)
        .where(messages.c.account_id == account_id, messages.c.id == message_id)
        .values(status=status)
    )
    return result.rowcount == 1


def _message(row) -> Message:
    return Message(**{**row, "kind": Kind(row["kind"])})
