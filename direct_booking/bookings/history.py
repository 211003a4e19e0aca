"""The history of an account's bookings: each entry seals the one before it (SPEC 6.3).

Where the entries are kept, and that they are only ever added, is in ``storage.history``.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from enum import Enum

# What the first entry of an account has before it.
NOTHING_BEFORE = "0" * 64


class By(str, Enum):
    """Who did it."""

    CALLER = "caller"
    OWNER = "owner"
    RECONCILER = "reconciler"


class What(str, Enum):
    """What happened to a booking."""

    REQUESTED = "requested"
    BOOKED = "booked"
    MOVE_REQUESTED = "move_requested"
    MOVED = "moved"
    CORRECTED = "corrected"  # the product's own mistake: "no, I said three" (SPEC 4.8)
    NOT_MOVED = "not_moved"
    CONTACT_CORRECTED = "contact_corrected"
    INVITED = "invited"
    UNINVITED = "uninvited"  # the caller takes no e-mail any more; nobody is invited now
    CANCEL_REQUESTED = "cancel_requested"
    CANCELLED = "cancelled"
    NOT_CANCELLED = "not_cancelled"
    LOST = "lost"
    FAILED = "failed"
    REKEYED = "rekeyed"  # the calendar remembered the key from a deleted event; another one was chosen
    CLEARED = "cleared"  # an event that arrived after all was taken off again
    ATTENDED = "attended"  # the owner closed the open item
    ERASED = "erased"  # the caller's data is gone from the record (SPEC 6.4)


@dataclass(frozen=True)
class Entry:
    """One line of an account's history.

    Attributes:
        number: 1, 2, 3 ... within the account.
        call_id: the call it happened on; None when it was not on a call.
        facts: what changed, without personal data; values that JSON has.
        personal: the caller's data; None when there is none or it was erased (SPEC 6.4). It holds a random
            ``nonce``, erased with it: without one, an e-mail could be guessed from the digest that stays.
        personal_digest: the seal of ``personal``, which outlives it.
        previous: the digest of the entry before, or ``NOTHING_BEFORE``.
        digest: the seal of everything above but ``personal`` itself.
    """

    account_id: int
    number: int
    booking_id: str
    call_id: str | None
    at: datetime
    what: What
    by: By
    facts: Mapping[str, object] = field(default_factory=dict)
    personal: Mapping[str, object] | None = None
    personal_digest: str = ""
    previous: str = NOTHING_BEFORE
    digest: str = ""


@dataclass(frozen=True)
class Intact:
    """Nothing was changed, removed or put in between.

    Attributes:
        length: how many entries there are. Entries cut off at the end leave no trace in the rest, so
            whoever wants to notice that keeps ``length`` and ``head`` somewhere else.
        head: the digest of the last one.
    """

    length: int
    head: str


@dataclass(frozen=True)
class Broken:
    """Somebody changed the history.

    Attributes:
        number: of the first entry that does not fit.
        why: one clause, for the owner.
    """

    number: int
    why: str


def canonical(value: object) -> str:
    """The one JSON text of a value: keys sorted, no spaces, instants in UTC to the microsecond. Pure.

    >>> canonical({"b": 1, "a": datetime(2026, 3, 1, 9, tzinfo=timezone.utc)})
    '{"a":"2026-03-01T09:00:00.000000+00:00","b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=_instant)


def personal_digest(personal: Mapping[str, object] | None) -> str:
    """The seal of the caller's data; of none, the seal of none. Pure."""
    return _sha256(canonical(personal))


def digest(entry: Entry) -> str:
    """The seal of an entry: of all but ``personal``, which may be erased, and itself. Pure."""
    return _sha256(
        canonical(
            {
                "account_id": entry.account_id,
                "number": entry.number,
                "booking_id": entry.booking_id,
                "call_id": entry.call_id,
                "at": entry.at,
                "what": What(entry.what).value,
                "by": By(entry.by).value,
                "facts": dict(entry.facts),
                "personal_digest": entry.personal_digest,
                "previous": entry.previous,
            }
        )
    )


def verify(entries: Iterable[Entry]) -> Intact | Broken:
    """Whether an account's whole history, in order, is as it was written. Pure.

    Erased personal data does not break it; changed personal data does.
    """
    number, head = 0, NOTHING_BEFORE
    for entry in entries:
        number += 1
        if entry.number != number:
            return Broken(number, f"number {entry.number} stands where {number} should")
        if entry.previous != head:
            return Broken(number, "it does not follow the entry before it")
        if entry.personal is not None and personal_digest(entry.personal) != entry.personal_digest:
            return Broken(number, "the caller's data was changed")
        if digest(entry) != entry.digest:
            return Broken(number, "it was changed")
        head = entry.digest
    return Intact(number, head)


def _instant(value: object) -> str:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.utc).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} has no place in the history")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
