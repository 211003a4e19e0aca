"""What an owner wrote at a time while an appointment was being put there.

No calendar refuses two events at one time, so it is read once more after the write; what becomes of the
appointment is in ``booking`` and ``changing``.
"""

from direct_booking.calendars.base import EventRef
from direct_booking.deadline import Deadline
from direct_booking.reception.diary import Diary
from direct_booking.scheduling.availability import Interval
from direct_booking.storage.connections import CalendarConnection

# For the record of what was written, whatever the calendar took.
RECORD_S = 1.0


def written_since(
    diary: Diary, connection: CalendarConnection, span: Interval, ours: EventRef, deadline: Deadline
) -> tuple[Interval, ...]:
    """All busy time around a span, our own event left out; nothing when the span itself is free.

    Nothing, too, when it cannot be read now: the event is on the calendar, and it is left at that.

    Raises:
        StorageError.
    """
    if deadline.left_s(reserve=RECORD_S) <= 0:
        return ()
    busy = diary.busy(connection, span, ignoring=(ours,), deadline=deadline)
    if isinstance(busy, str) or not any(one.start < span.end and span.start < one.end for one in busy):
        return ()
    return busy
