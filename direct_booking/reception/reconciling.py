"""What a crash or a doubt left is taken up: one event or none, and the record says which (SPEC 8.2).

Every booking that waits for the calendar, and that nobody is at work on, is claimed and settled. Several
may run at once. What becomes of one booking is in ``settling``.
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from direct_booking.bookings.booking import Booking
from direct_booking.clock import Clock
from direct_booking.errors import DirectBookingError
from direct_booking.reception.claiming import CLAIM
from direct_booking.reception.diary import Diary
from direct_booking.reception.settling import Settling
from direct_booking.storage import bookings, holds
from direct_booking.storage.connections import Health
from direct_booking.storage.database import Database

# An expired hold may still be booked by its own call; nobody stays that long on the line.
HOLDS_KEPT = timedelta(hours=2)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Report:
    """What one round did.

    Attributes:
        looked_at: bookings that were taken up.
        settled: how many ended in which state; ``cleared`` and ``watched`` count those that had been
            given up and were looked for once more, with and without an event that came too late.
        left: bookings that could not be settled yet.
        holds_purged: old holds that were removed.
    """

    looked_at: int = 0
    settled: dict[str, int] = field(default_factory=dict)
    left: int = 0
    holds_purged: int = 0


class Reconciling:
    """Settles what is pending. May be used from any thread."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        diary: Diary,
        *,
        besides: Sequence[Callable[[], None]] = (),
    ) -> None:
        """Settle nothing yet.

        Args:
            besides: what is done after each round of the thread, one after another.
        """
        self._besides = besides
        self._database = database
        self._clock = clock
        self._diary = diary
        self._settling = Settling(database, clock, diary)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def run_once(self) -> Report:
        """One round over every account.

        Raises:
            StorageError.
        """
        settled: Counter[str] = Counter()
        looked_at = left = 0
        now = self._clock.now()
        with self._database.reading() as transaction:
            due = bookings.due(transaction, now=now)
        for booking in due:
            what = self._take_up(booking)
            looked_at += 1
            left += what is None
            settled.update([what] if what else [])
        with self._database.writing(None) as transaction:
            purged = holds.purge(transaction, expired_before=now - HOLDS_KEPT)
        return Report(looked_at, dict(settled), left, purged)

    def start(self, every_s: float = 30.0) -> None:
        """Run at once and then every so many seconds, in a thread that ends with the process."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, args=(every_s,), name="reconciling", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let a round that is under way finish, and run no other."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _take_up(self, booking: Booking) -> str | None:
        connection = self._diary.connection_of(booking)
        # 1.5: without access there is nothing to ask; what is pending waits for the owner to reconnect.
        if connection is None or connection.health is Health.EXPIRED:
            return None
        claimed = replace(booking, claimed_until=self._clock.now() + CLAIM)
        with self._database.writing(booking.account_id) as transaction:
            if not bookings.change(transaction, booking, claimed):
                return None  # another reconciler, or the caller, was faster
        return self._settling.settle(claimed, connection)

    def _run(self, every_s: float) -> None:
        while not self._stopping.is_set():
            for work in (self._settle_all, *self._besides):
                try:
                    work()
                except DirectBookingError as error:
                    log.error("reconciling failed and will be tried again: %s", error)
                except Exception:
                    # An entrance like the others: whatever one round meets, there is a next one.
                    log.exception("reconciling failed and will be tried again")
            self._stopping.wait(every_s)

    def _settle_all(self) -> None:
        report = self.run_once()
        if report.looked_at or report.holds_purged:
            log.info("reconciled: %s", report)
