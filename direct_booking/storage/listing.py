"""Lists of an account's bookings as an owner looks for them, and what an overview counts (SPEC 6.2).

One booking, and what keeps two callers apart, is in ``bookings``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import LIVE, Booking, Status
from direct_booking.storage.bookings import booking_of
from direct_booking.storage.pages import Page, bounds, holds
from direct_booking.storage.schema import bookings, calls

_LIVE = [status.value for status in LIVE]
# So many rows at a time are read for an export.
_STREAMED = 500
FEW = 1000


class Which(str, Enum):
    """The lists that an owner knows."""

    UPCOMING = "upcoming"  # live, and not begun yet
    PAST = "past"  # live until they began
    CANCELLED = "cancelled"  # cancelled, lost or never written
    ATTENTION = "attention"  # open items


@dataclass(frozen=True)
class BookingFilter:
    """Which bookings; a field that is None or empty leaves all.

    Attributes:
        since, until: when the appointments begin, half-open.
        text: words of name, number, e-mail or title, each anywhere in them.
    """

    which: Which | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""


def page(
    connection: Connection,
    account_id: int,
    wanted: BookingFilter,
    *,
    now: datetime,
    number: int = 1,
    size: int = 50,
) -> Page[Booking]:
    """One page of an account's bookings, the one made last first; of upcoming ones, the next first."""
    number, size = bounds(number, size)
    where = _where(account_id, wanted, now)
    first = (number - 1) * size
    # The index alone finds the page; only its rows are read.
    ids = select(bookings.c.id).where(where).order_by(*_order(wanted))
    if wanted.text:
        # Words are looked for in every row: once is enough when so few are found.
        found = connection.execute(ids.limit(FEW)).scalars().all()
        if len(found) < FEW:
            return Page(_rows(connection, found[first : first + size]), number, size, len(found))
    total = connection.execute(select(func.count()).select_from(bookings).where(where)).scalar()
    found = connection.execute(ids.limit(size).offset(first)).scalars().all()
    return Page(_rows(connection, found), number, size, total)


def _rows(connection: Connection, found: Sequence[str]) -> tuple[Booking, ...]:
    """The bookings of these ids, in their order."""
    rows = connection.execute(select(bookings).where(bookings.c.id.in_(found))).mappings()
    by_id = {row["id"]: booking_of(row) for row in rows}
    return tuple(by_id[each] for each in found)


def every(
    connection: Connection, account_id: int, wanted: BookingFilter, *, now: datetime
) -> Iterator[Booking]:
    """All of them, in the same order, for an export; rows are read as they are asked for."""
    rows = connection.execution_options(yield_per=_STREAMED).execute(
        select(bookings).where(_where(account_id, wanted, now)).order_by(*_order(wanted))
    )
    return (booking_of(row) for row in rows.mappings())


def counts(connection: Connection, account_id: int, *, now: datetime) -> dict[Which, int]:
    """How many there are on each list."""
    return {
        which: connection.execute(
            select(func.count()).select_from(bookings).where(_where(account_id, BookingFilter(which), now))
        ).scalar()
        for which in Which
    }


def made_between(connection: Connection, account_id: int, edges: Sequence[datetime]) -> tuple[int, ...]:
    """How many appointments that the calendar has ever confirmed were made from each edge to the next.

    Args:
        edges: two or more, earliest first; each span is half-open.
    """
    counts = [
        select(func.count())
        .select_from(bookings)
        .where(
            bookings.c.account_id == account_id,
            bookings.c.event_id.is_not(None),
            bookings.c.created_at >= since,
            bookings.c.created_at < until,
        )
        .scalar_subquery()
        for since, until in pairwise(edges)
    ]
    return tuple(connection.execute(select(*counts)).one())


def of_day(
    connection: Connection, account_id: int, since: datetime, until: datetime, *, most: int
) -> tuple[Booking, ...]:
    """The live bookings that begin in a half-open span, earliest first, so many at most."""
    rows = connection.execute(
        select(bookings)
        .where(
            bookings.c.account_id == account_id,
            bookings.c.starts_at >= since,
            bookings.c.starts_at < until,
            bookings.c.status.in_(_LIVE),
        )
        .order_by(bookings.c.starts_at, bookings.c.id)
        .limit(most)
    )
    return tuple(booking_of(row) for row in rows.mappings())


def outcomes_since(connection: Connection, account_id: int, since: datetime) -> dict[str, int]:
    """How many calls that began since then came to what; ``open`` counts those that last."""
    rows = connection.execute(
        select(calls.c.outcome, func.count())
        .where(calls.c.account_id == account_id, calls.c.started_at >= since)
        .group_by(calls.c.outcome)
    )
    return {outcome or "open": number for outcome, number in rows}


def _where(account_id: int, wanted: BookingFilter, now: datetime):
    where = bookings.c.account_id == account_id
    live = bookings.c.status.in_(_LIVE)
    if wanted.which is Which.UPCOMING:
        where &= live & (bookings.c.starts_at >= now)
    elif wanted.which is Which.PAST:
        where &= live & (bookings.c.starts_at < now)
    elif wanted.which is Which.CANCELLED:
        where &= bookings.c.status.in_([each.value for each in Status if each not in LIVE])
    elif wanted.which is Which.ATTENTION:
        where &= bookings.c.needs_attention.is_not(None)
    if wanted.since is not None:
        where &= bookings.c.starts_at >= wanted.since
    if wanted.until is not None:
        where &= bookings.c.starts_at < wanted.until
    text = _searched(wanted.text)
    return where & holds(bookings.c.search, text) if text else where


def _order(wanted: BookingFilter):
    if wanted.which is Which.UPCOMING:
        return bookings.c.starts_at, bookings.c.id
    # In the order of the index, read backwards.
    return bookings.c.created_at.desc(), bookings.c.id.desc()


def _searched(text: str) -> str:
    """A number is kept as its digits, however it is written when it is looked for. Pure."""
    bare = text.strip()
    if bare and all(letter in "+()-./ 0123456789" for letter in bare):
        return "".join(filter(str.isdigit, bare))
    return bare.replace("\x00", "")[:200]
