"""One caller's data: found, exported, erased; and erased by itself when it is old enough (SPEC 6.4).

Which columns are personal is known to ``storage.callers``. Words that other callers said about somebody are
not found; what is on a calendar elsewhere stays the owner's.
"""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import Enum

from direct_booking.bookings.booking import Booking
from direct_booking.bookings.history import By, What
from direct_booking.clock import Clock
from direct_booking.reception import record
from direct_booking.reception.calls import e164
from direct_booking.reception.transcripts import lines_of
from direct_booking.storage import (
    accounts,
    bookings,
    call_turns,
    callers,
    calls,
    history,
    messages,
    settings,
    texts,
)
from direct_booking.storage.database import Database

# A conversation that is not over by then never ends: what only its next turn would need is dropped.
CONVERSATION_KEPT = timedelta(hours=12)
# Somebody who spoke to nobody's assistant: there is no owner who could want it.
STRAY_KEPT = timedelta(days=7)
# Erased in one transaction, so that no caller waits for it.
AT_ONCE = 200
_ERASE_S = 30.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Caller:
    """What is kept of one caller.

    Attributes:
        who: as it was asked for: a number in E.164, or an e-mail in lower case.
        call_ids: every call that this is about, sorted.
        bookings: made on them.
        turns: how many turns of them are kept.
        messages: how many messages.
    """

    who: str
    call_ids: tuple[str, ...]
    bookings: tuple[Booking, ...]
    turns: int
    messages: int


class Callers:
    """Finds, exports and erases. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def find(self, account_id: int, who: str) -> Caller:
        """What the account keeps of a caller, known by number or e-mail; empty when it keeps nothing.

        Raises:
            StorageError.
        """
        with self._database.reading(deadline_s=_ERASE_S) as transaction:
            return self._found(transaction, account_id, who)

    def export(self, account_id: int, who: str) -> dict[str, object]:
        """All of it as JSON values, for the caller who asks for their data; times are ISO, UTC.

        Raises:
            StorageError.
        """
        with self._database.reading(deadline_s=_ERASE_S) as transaction:
            found = self._found(transaction, account_id, who)
            return {
                "who": found.who,
                "exported_at": self._clock.now().isoformat(),
                "calls": [self._call(transaction, account_id, each) for each in found.call_ids],
            }

    def erase(self, account_id: int, who: str) -> Caller:
        """Erase all of it; what there was.

        Raises:
            StorageError: what was erased until then stays erased; asking again erases the rest.
        """
        found = self.find(account_id, who)
        self._erase(account_id, found.call_ids, By.OWNER)
        # What was overwritten must not stand in the database's log any more.
        self._database.fold_log()
        return found

    def sweep(self) -> int:
        """Erase, for every account, what is older than its retention; how many calls that were.

        Raises:
            StorageError.
        """
        now = self._clock.now()
        erased = 0
        with self._database.reading() as transaction:
            everyone = [
                (each.id, settings.of_account(transaction, each.id).retention_days)
                for each in accounts.all_accounts(transaction)
            ]
        for account_id, days in everyone:
            if days:
                with self._database.reading() as transaction:
                    old = callers.due(transaction, account_id, before=now - timedelta(days=days))
                self._erase(account_id, old, By.RECONCILER)
                erased += len(old)
        with self._database.writing(None) as transaction:
            call_turns.forget_events(transaction, before=now - CONVERSATION_KEPT)
            call_turns.erase_strays(transaction, before=now - STRAY_KEPT)
        if erased:
            log.info("erased %s calls that were older than their retention", erased)
        return erased

    def _erase(self, account_id: int, call_ids: tuple[str, ...], by: By) -> None:
        for first in range(0, len(call_ids), AT_ONCE):
            some = call_ids[first : first + AT_ONCE]
            with self._database.writing(account_id, deadline_s=_ERASE_S) as transaction:
                now = self._clock.now()
                callers.erase(transaction, account_id, some, at=now)
                for call_id in some:
                    for booking in bookings.of_call(transaction, account_id, call_id):
                        record.tell(transaction, booking, What.ERASED, by, now=now)

    def _found(self, transaction, account_id: int, who: str) -> Caller:
        number, email = e164(who), who.strip().lower() if "@" in who else None
        ids = callers.calls_of(transaction, account_id, number=number, email=email)
        made = [each for call in ids for each in bookings.of_call(transaction, account_id, call)]
        taken = sum(len(messages.of_call(transaction, account_id, call)) for call in ids)
        turns = sum(
            call_turns.count(transaction, ids[first : first + AT_ONCE])
            for first in range(0, len(ids), AT_ONCE)
        )
        return Caller(number or email or who.strip(), ids, tuple(made), turns, taken)

    def _call(self, transaction, account_id: int, call_id: str) -> dict[str, object]:
        call = calls.of_account(transaction, account_id, call_id)
        text = texts.of_call(transaction, account_id, call_id)
        made = bookings.of_call(transaction, account_id, call_id)
        told = [entry for each in made for entry in history.of_booking(transaction, account_id, each.id)]
        return {
            "call": _plain(asdict(call)) if call else None,
            "said": [_plain(asdict(line)) for line in lines_of(call_turns.of_call(transaction, call_id))],
            "bookings": [_plain(asdict(each)) for each in made],
            "history": [_plain(asdict(entry)) for entry in told],
            "messages": [_plain(asdict(each)) for each in messages.of_call(transaction, account_id, call_id)],
            "text": _plain(asdict(text)) if text else None,
        }


def _plain(value):
    """A value of JSON. Pure."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime) else value
