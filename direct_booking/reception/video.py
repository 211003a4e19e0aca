"""Whether a caller can be promised a video link: only where the calendar makes one (SPEC 2.4, 4.7).

The link itself is the calendar's, made with the appointment; see ``booking``.
"""

import logging

from direct_booking.calendars.errors import CalendarError
from direct_booking.clock import Clock
from direct_booking.reception.calls import Call
from direct_booking.reception.diary import BUSY_S, Diary
from direct_booking.reception.recording import Recording
from direct_booking.storage.database import Database
from direct_booking.storage.errors import StorageError

log = logging.getLogger(__name__)


class Video:
    """Asks, and notes what was answered. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, diary: Diary) -> None:
        self._recording = Recording(database)
        self._clock = clock
        self._diary = diary

    def links(self, call: Call) -> bool:
        """Whether an appointment on this call gets a video link; no when that cannot be told. Does not raise.

        A calendar that has not been asked for some minutes is asked now, which may take ``BUSY_S`` seconds.
        """
        makes = self._makes(call.account_id)
        self._recording.linked(call, makes, at=self._clock.now())
        return makes

    def _makes(self, account_id: int) -> bool:
        try:
            connection = self._diary.connection(account_id)
            if connection is None:
                return False
            calendar = self._diary.calendar(connection)
            return calendar.makes_links(connection.calendar_id, deadline_s=BUSY_S)
        except (CalendarError, StorageError) as error:
            log.warning("account %s: whether there are video links is unknown: %s", account_id, error)
            return False
