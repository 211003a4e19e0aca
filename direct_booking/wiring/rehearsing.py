"""Desks for test calls: an account as it is now, on a database of its own that is thrown away (SPEC 7.4).

Nothing of a test call reaches the owner's record or calendar, and no mail is written. How the console speaks
to one is in ``reception.rehearsal``.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from direct_booking import wiring
from direct_booking.clock import Clock, SetClock
from direct_booking.deadline import Deadline
from direct_booking.reception.diagnosis import rules_ahead
from direct_booking.reception.errors import UnknownCall
from direct_booking.reception.facts import interval, reach
from direct_booking.reception.rehearsal import METADATA, PREFIX
from direct_booking.scheduling.availability import Interval
from direct_booking.storage import accounts, bookings, connections, holds, settings
from direct_booking.storage.connections import CalendarConnection, Health
from direct_booking.storage.database import Database, migrate
from direct_booking.storage.schema import local_events
from direct_booking.wiring.texts import CHOICE

# Each is a file and a few objects; whoever begins one more has left the oldest.
MOST = 8

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Rehearsal:
    desk: "wiring.Desk"
    folder: TemporaryDirectory

    def close(self) -> None:
        self.desk.database.close()
        with suppress(OSError):
            self.folder.cleanup()


class Rehearsals:
    """The test calls under way in this process. May be used from any thread."""

    def __init__(self, real: "wiring.Desk") -> None:
        """
        Args:
            real: the desk whose accounts are copied.
        """
        self._real = real
        self._guard = threading.Lock()
        self._kept: OrderedDict[str, _Rehearsal] = OrderedDict()

    def desk(self, call_id: str, metadata: Mapping[str, object]) -> "wiring.Desk | None":
        """The desk of a call: one of its own for a test call, None for any other.

        Raises:
            UnknownCall: it was left so long ago that it is gone, or it is of no account.
            StorageError, CalendarError.
        """
        if not call_id.startswith(PREFIX):
            return None
        with self._guard:
            found = self._kept.get(call_id)
            if found is None:
                found = self._kept[call_id] = self._made(metadata.get(METADATA))
            self._kept.move_to_end(call_id)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)[1].close()
            return found.desk

    def close(self) -> None:
        """Throw all of them away."""
        with self._guard:
            while self._kept:
                self._kept.popitem()[1].close()

    def _made(self, wanted: object) -> _Rehearsal:
        if not isinstance(wanted, Mapping):
            raise UnknownCall("This test call is not under way any more: begin another one.")
        account_id, assistant_id = int(wanted["account"]), int(wanted["assistant"])
        pretended = wanted.get("now")
        clock = SetClock(datetime.fromisoformat(str(pretended))) if pretended else self._real.clock
        folder = TemporaryDirectory(prefix="direct-booking-rehearsal-")
        database = Database(f"sqlite:///{Path(folder.name) / 'rehearsal.sqlite'}")
        try:
            self._copy(database, clock, account_id, assistant_id)
        except BaseException:
            database.close()
            folder.cleanup()
            raise
        # Where texts are offered they are, and nobody gets one.
        environment = {CHOICE: "log"} if self._real.texting.is_offered else {}
        return _Rehearsal(wiring.build(environment, clock=clock, database=database), folder)

    def _copy(self, copy: Database, clock: Clock, account_id: int, assistant_id: int) -> None:
        now = clock.now()
        with self._real.database.reading() as transaction:
            own = settings.of_account(transaction, account_id)
            assistant = accounts.assistant(transaction, account_id, assistant_id)
            connection = connections.of_account(transaction, account_id)
        if assistant is None:
            raise UnknownCall("The account has no such assistant.")
        migrate(copy)
        with copy.writing(0) as transaction:
            account = accounts.add_account(transaction, "rehearsal", now=now)
            accounts.add_assistant(
                transaction,
                account.id,
                assistant.name,
                called_number=None,
                direct_booking=assistant.direct_booking,
            )
            settings.save(transaction, account.id, own, now=now)
        if connection is None:
            return
        wiring.connect_local(copy, clock, account.id, connection.zone)
        span = reach(rules_ahead(own, connection.zone, now), now)
        busy = self._busy(connection, span, now)
        with copy.writing(account.id) as transaction:
            there = connections.of_account(transaction, account.id)
            if isinstance(busy, str):
                log.warning("a test call begins without the owner's busy time: it is %s", busy)
                if busy == "access_expired":
                    connections.save(transaction, replace(there, health=Health.EXPIRED))
                return
            rows = [_event(there.calendar_id, number, each, now) for number, each in enumerate(busy)]
            if rows:
                transaction.execute(insert(local_events), rows)

    def _busy(
        self, connection: CalendarConnection, span: Interval, now: datetime
    ) -> tuple[Interval, ...] | str:
        """The owner's busy time and our own, or why it is not known."""
        if connection.health is Health.EXPIRED:
            return "access_expired"
        read = self._real.diary.busy(connection, span, deadline=Deadline())
        if isinstance(read, str):
            return read
        with self._real.database.reading() as transaction:
            kept = bookings.live(transaction, connection.account_id, since=span.start, until=span.end)
            held = holds.of_others(transaction, connection.account_id, "", now=now)
        ours = (interval(each) for each in (*kept, *(hold.placement for hold in held)))
        return tuple(sorted({*read, *ours}))


def _event(calendar_id: str, number: int, span: Interval, now: datetime) -> dict[str, object]:
    return {
        "id": f"busy-{number}",
        "calendar_id": calendar_id,
        "uid": f"busy-{number}",
        "starts_at": span.start,
        "ends_at": span.end,
        "title": "Busy",
        "description": "",
        "location": "",
        "status": "confirmed",
        "version": 1,
        "updated_at": now,
    }
