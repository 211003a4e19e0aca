"""Desks for test calls: an account as it is now, on a database of its own that is thrown away (SPEC 7.4).

Nothing of a test call reaches the owner's record or calendar, and no mail is written. How the console speaks
to one is in ``reception.rehearsal``.
"""

import hashlib
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from sqlalchemy import insert

from direct_booking import wiring
from direct_booking.calendars.errors import CalendarError
from direct_booking.calendars.local import LocalCalendar
from direct_booking.clock import Clock, SetClock, monotonic_s
from direct_booking.deadline import Deadline
from direct_booking.reception.diagnosis import rules_ahead
from direct_booking.reception.errors import UnknownCall
from direct_booking.reception.facts import interval, reach
from direct_booking.reception.rehearsal import METADATA, PREFIX, Rehearsing
from direct_booking.scheduling.availability import Interval
from direct_booking.storage import accounts, bookings, connections, holds, settings
from direct_booking.storage.connections import CalendarConnection, Health
from direct_booking.storage.database import Database, migrate
from direct_booking.storage.errors import StorageError
from direct_booking.storage.schema import local_events
from direct_booking.wiring.texts import CHOICE

# Each is a file and a few objects; whoever begins one more has left the oldest, of their own first.
MOST, MOST_OF_ACCOUNT = 8, 3
# Nobody speaks so late in a call.
KEPT_S = 1800.0
_FILE = "rehearsal.sqlite"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Rehearsal:
    desk: "wiring.Desk"
    folder: TemporaryDirectory
    account_id: int
    used_s: float = field(default_factory=monotonic_s)

    def close(self) -> None:
        self.desk.database.close()
        with suppress(OSError):
            self.folder.cleanup()


class _CopiedCalendar(LocalCalendar):
    """The owner's calendar as it is copied: it promises what the real one would do, and does none of it."""

    def __init__(self, database: Database, account_id: int, clock: Clock, original: "_Original") -> None:
        super().__init__(database, account_id, clock)
        self._original = original

    @property
    def invites(self) -> bool:
        """Whether the owner's own calendar would invite a guest."""
        return self._original.invites()

    def makes_links(self, calendar_id: str, *, deadline_s: float) -> bool:
        """Whether the owner's own calendar would make a video link."""
        return self._original.makes_links(deadline_s)


class _Original:
    """What an account's own calendar would do for a guest. Does not raise."""

    def __init__(self, desk: "wiring.Desk", account_id: int) -> None:
        self._desk = desk
        self._account_id = account_id

    def invites(self) -> bool:
        """Whether it would invite one."""
        return self._desk.diary.invites(self._account_id)

    def makes_links(self, deadline_s: float) -> bool:
        """Whether it would make a video link."""
        with suppress(CalendarError, StorageError):
            connection = self._desk.diary.connection(self._account_id)
            if connection is not None:
                calendar = self._desk.diary.calendar(connection)
                return calendar.makes_links(connection.calendar_id, deadline_s=deadline_s)
        return False


def rehearsing_of(environment: Mapping[str, str] | None = None) -> Rehearsing:
    """Test calls with the receptionist of this machine, at ``DIRECT_BOOKING_PORT``."""
    port = (os.environ if environment is None else environment).get("DIRECT_BOOKING_PORT") or "5005"
    return Rehearsing(f"http://127.0.0.1:{port}/webhooks/rest/webhook", copy_of)


def copy_of(call_id: str) -> Database | None:
    """The copy that a test call of this machine works on, to be read; None when there is none (any more)."""
    for file in Path(gettempdir()).glob(f"{_prefix(call_id)}*/{_FILE}"):
        # Whoever else has an account on this machine makes no copies for us.
        with suppress(OSError):
            if file.parent.stat().st_uid == os.getuid():
                return Database(f"sqlite:///{file}")
    return None


def _prefix(call_id: str) -> str:
    # An id is what a channel says it is: no part of a path.
    return f"direct-booking-rehearsal-{hashlib.sha256(call_id.encode()).hexdigest()[:32]}-"


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
            found = self._kept.pop(call_id, None) or self._made(call_id, metadata.get(METADATA))
            self._kept[call_id] = replace(found, used_s=monotonic_s())
            for left in self._left_behind(found.account_id):
                self._kept.pop(left).close()
            return found.desk

    def close(self) -> None:
        """Throw all of them away."""
        with self._guard:
            while self._kept:
                self._kept.popitem()[1].close()

    def _left_behind(self, account_id: int) -> set[str]:
        """The calls that nobody holds any more, by time or by number."""
        own = [call_id for call_id, each in self._kept.items() if each.account_id == account_id]
        now_s = monotonic_s()
        too_old = {call_id for call_id, each in self._kept.items() if now_s - each.used_s > KEPT_S}
        left = too_old | set(own[:-MOST_OF_ACCOUNT])
        others = [call_id for call_id in self._kept if call_id not in left]
        return left | set(others[:-MOST])

    def _made(self, call_id: str, wanted: object) -> _Rehearsal:
        if not isinstance(wanted, Mapping):
            raise UnknownCall("This test call is not under way any more: begin another one.")
        account_id, assistant_id = int(wanted["account"]), int(wanted["assistant"])
        pretended = wanted.get("now")
        clock = SetClock(datetime.fromisoformat(str(pretended))) if pretended else self._real.clock
        folder = TemporaryDirectory(prefix=_prefix(call_id))
        database = Database(f"sqlite:///{Path(folder.name) / _FILE}")
        try:
            self._copy(database, clock, account_id, assistant_id)
        except BaseException:
            database.close()
            folder.cleanup()
            raise
        # Where texts are offered they are, and nobody gets one.
        environment = {CHOICE: "log"} if self._real.texting.is_offered else {}
        original = _Original(self._real, account_id)
        desk = wiring.build(
            environment,
            clock=clock,
            database=database,
            calendars=lambda there: _CopiedCalendar(database, there.account_id, clock, original),
        )
        return _Rehearsal(desk, folder, account_id)

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
