"""The four writes to a calendar, each ending in what is certain: proof, nothing, or an honest doubt.

When a write may or may not have happened the calendar is asked by the event's key; whatever stays in
doubt is raised as ``OutcomeUnknown``. What the record makes of it is in ``booking``, ``changing`` and
``reconciling``.
"""

from dataclasses import replace

from direct_booking.bookings.booking import Booking
from direct_booking.calendars.base import Calendar, Event, EventRef, NewEvent
from direct_booking.calendars.errors import CalendarError, Conflict, EventMissing, OutcomeUnknown
from direct_booking.deadline import Deadline
from direct_booking.reception.facts import interval, ref_of

# What is left for asking by key and for the record after a write that hangs.
_AFTER_WRITE_S = 2.5
_AFTER_FIND_S = 1.0


def create(calendar: Calendar, booking: Booking, deadline: Deadline) -> EventRef:
    """Put a booking's event on the calendar; one that is there already is its proof.

    Raises:
        Conflict: its key belongs to an event that was deleted, or that has other times.
        NothingWritten, OutcomeUnknown.
    """
    event = NewEvent(
        key=booking.event_key,
        span=interval(booking.placement),
        title=booking.title,
        description=booking.description,
        attendee_email=booking.email,
        online=booking.online,
        location=booking.location,
    )
    try:
        return calendar.create(booking.calendar_id, event, deadline_s=_for_write(deadline))
    except OutcomeUnknown as doubt:
        found = _asked(calendar, booking, deadline, doubt)
        if found and found.span == event.span:
            return proof(found, booking)
        raise


def proof(found: Event, booking: Booking) -> EventRef:
    """That a booking's event is on the calendar, and whether its guest was invited to it. Pure."""
    return replace(found.ref, told=booking.email is None or found.attendee_email is not None)


def reschedule(calendar: Calendar, booking: Booking, there: Booking, deadline: Deadline) -> EventRef | Event:
    """Move a booking's event, and write the words that fit its new time.

    Args:
        there: the booking as it will be; see ``wording.moved``.

    Returns:
        The proof; or the event as it stands, untouched, when somebody has moved it on the calendar.

    Raises:
        EventMissing: it was removed. NothingWritten, OutcomeUnknown.
    """

    span = interval(there.placement)

    def move(ref: EventRef, found: Event | None) -> EventRef:
        words = _words(booking, there, found)
        return calendar.reschedule(ref, span, **words, deadline_s=_for_write(deadline))

    try:
        moved = _twice(calendar, booking, deadline, move)
    except OutcomeUnknown as doubt:
        moved = _asked(calendar, booking, deadline, doubt)
        if moved is None or moved.span != span:
            raise
    return moved.ref if isinstance(moved, Event) and moved.span == span else moved


def invite(calendar: Calendar, before: Booking, corrected: Booking, deadline: Deadline) -> EventRef | Event:
    """Write corrected details on a booking's event: who is invited, its words, whether it is online.

    All of them are written, whether they differ from ``before`` or not: an earlier correction may have
    reached the record only. Returns and raises as ``reschedule``.
    """

    def correct(ref: EventRef, found: Event | None) -> EventRef:
        words = _words(before, corrected, found)
        deadline_s = _for_write(deadline)
        return calendar.invite(ref, corrected.email, **words, online=corrected.online, deadline_s=deadline_s)

    try:
        return _twice(calendar, corrected, deadline, correct)
    except OutcomeUnknown as doubt:
        found = _asked(calendar, corrected, deadline, doubt)
        if found and _says(found, corrected):
            return found.ref
        raise


def remove(calendar: Calendar, booking: Booking, deadline: Deadline) -> Event | None:
    """Take a booking's event off the calendar; one that is gone is success.

    Returns:
        None; or the event as it stands, untouched, when somebody has moved it on the calendar.

    Raises:
        NothingWritten, OutcomeUnknown.
    """

    def cancel(ref: EventRef, _found: Event | None) -> None:
        calendar.cancel(ref, deadline_s=_for_write(deadline))

    try:
        if booking.event_id is None:
            # It was never confirmed, and may be there all the same.
            event = calendar.find(booking.calendar_id, booking.event_key, deadline_s=_for_find(deadline))
            return cancel(event.ref, event) if event else None
        return _twice(calendar, booking, deadline, cancel)
    except EventMissing:
        return None
    except OutcomeUnknown as doubt:
        if _asked(calendar, booking, deadline, doubt) is None:
            return None
        raise


def is_ours(event: Event, booking: Booking) -> bool:
    """Whether an event is at a time at which this product put it, or was about to. Pure."""
    times = (booking.placement, booking.to) if booking.to else (booking.placement,)
    return event.span in map(interval, times)


def _twice(calendar: Calendar, booking: Booking, deadline: Deadline, write):
    """Write with the version on record; when that has changed by itself, once more with the present one.

    Providers change an event's version when the guest answers or a video link arrives. Times that
    somebody changed by hand are never overwritten.

    Args:
        write: told where the event is and, the second time, how it stands.
    """
    try:
        return write(ref_of(booking), None)
    except Conflict:
        event = calendar.find(booking.calendar_id, booking.event_key, deadline_s=_for_find(deadline))
        if event is None:
            raise EventMissing("The event was removed from the calendar.") from None
        if not is_ours(event, booking):
            return event
        return write(event.ref, event)


def _words(before: Booking, after: Booking, found: Event | None) -> dict[str, str]:
    """Title and description as they are to be; not one that somebody has put into words of their own.

    Args:
        found: the event as it stands, when its version is not that on record.
    """
    wanted = {"title": after.title, "description": after.description}
    if found is None:
        return wanted
    ours = {name: {_plain(getattr(each, name)) for each in (before, after)} for name in wanted}
    return {name: text for name, text in wanted.items() if _plain(getattr(found, name)) in ours[name]}


def _says(event: Event, booking: Booking) -> bool:
    """Whether an event has the details of a booking. A video link may arrive later. Pure."""
    return (
        event.attendee_email == booking.email
        and _plain(event.title) == _plain(booking.title)
        and _plain(event.description) == _plain(booking.description)
        and (booking.online or not event.video_link)
    )


def _plain(text: str) -> str:
    # Calendars change line ends and spaces.
    return " ".join(text.split())


def _asked(calendar: Calendar, booking: Booking, deadline: Deadline, doubt: OutcomeUnknown) -> Event | None:
    try:
        return calendar.find(booking.calendar_id, booking.event_key, deadline_s=_for_find(deadline))
    except CalendarError:
        # Not even the question was answered: the first doubt stands, whatever this error says of writing.
        raise doubt from None


def _for_write(deadline: Deadline) -> float:
    return deadline.left_s(reserve=_AFTER_WRITE_S)


def _for_find(deadline: Deadline) -> float:
    return deadline.left_s(reserve=_AFTER_FIND_S)
