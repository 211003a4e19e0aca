"""Texts with the owner's link (SPEC 2.5): rows <-> values. The database refuses a second one of a call."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from direct_booking.storage.pages import Page, bounds
from direct_booking.storage.schema import texts


class Status(str, Enum):
    """How a text stands."""

    SENDING = "sending"  # the provider is about to be asked, or it is not known yet whether it was
    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    REFUSED = "refused"  # the number takes none; nothing was sent
    UNKNOWN = "unknown"  # it may have been sent


# Nothing is on its way, so that another try sends no second one.
NOT_SENT = frozenset({Status.FAILED, Status.REFUSED})
ON_ITS_WAY = frozenset({Status.QUEUED, Status.SENT, Status.DELIVERED})
IN_DOUBT = frozenset({Status.SENDING, Status.UNKNOWN})


@dataclass(frozen=True)
class TextRecord:
    """The text of a call.

    Attributes:
        number: E.164; None once erased.
        provider_id: None until the provider has it.
        error_code: the provider's, of a text that did not arrive.
        updated_at: when its status became what it is.
        checked_at: when the provider was last asked about it.
    """

    id: str
    account_id: int
    call_id: str
    number: str | None
    body: str
    status: Status
    provider: str
    provider_id: str | None
    error_code: str | None
    created_at: datetime
    updated_at: datetime
    checked_at: datetime


def of_call(connection: Connection, account_id: int, call_id: str) -> TextRecord | None:
    """The text of a call of this account."""
    mine = (texts.c.account_id == account_id, texts.c.call_id == call_id)
    row = connection.execute(select(texts).where(*mine)).mappings().first()
    return _record(row) if row else None


def page(connection: Connection, account_id: int, *, number: int = 1, size: int = 50) -> Page[TextRecord]:
    """One page of the account's texts, newest first."""
    number, size = bounds(number, size)
    where = texts.c.account_id == account_id
    total = connection.execute(select(func.count()).select_from(texts).where(where)).scalar()
    rows = connection.execute(
        select(texts)
        .where(where)
        .order_by(texts.c.created_at.desc(), texts.c.id)
        .limit(size)
        .offset((number - 1) * size)
    )
    return Page(tuple(map(_record, rows.mappings())), number, size, total)


def open_ones(connection: Connection, *, since: datetime) -> tuple[TextRecord, ...]:
    """Texts of every account that are in doubt, and those sent since then of which more may be heard.

    Returns:
        Those that were asked about longest ago first.
    """
    in_doubt = texts.c.status.in_([status.value for status in IN_DOUBT])
    on_its_way = texts.c.status.in_([Status.QUEUED.value, Status.SENT.value])
    rows = connection.execute(
        select(texts)
        .where(or_(in_doubt, and_(on_its_way, texts.c.created_at >= since)))
        .order_by(texts.c.checked_at, texts.c.id)
    )
    return tuple(map(_record, rows.mappings()))


def add(connection: Connection, record: TextRecord) -> None:
    """Keep a text that is about to be sent.

    Raises:
        RuleBroken: its call has one already.
    """
    connection.execute(insert(texts).values(**_values(record)))


def change(connection: Connection, before: TextRecord, after: TextRecord) -> bool:
    """Change a text, unless somebody else has changed it since ``before`` was read.

    Returns:
        Whether it was changed.
    """
    as_read = (texts.c.status == before.status.value, texts.c.checked_at == before.checked_at)
    mine = (texts.c.account_id == before.account_id, texts.c.id == before.id)
    values = _values(after)
    del values["number"]  # erased meanwhile, it stays so
    if before.number != after.number:
        values["number"] = after.number
    return connection.execute(update(texts).where(*mine, *as_read).values(**values)).rowcount == 1


def _values(record: TextRecord) -> dict[str, object]:
    return {**record.__dict__, "status": record.status.value}


def _record(row) -> TextRecord:
    return TextRecord(**{**row, "status": Status(row["status"])})
