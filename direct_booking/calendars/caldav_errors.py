"""The one table from what a CalDAV server answers to our errors (tree in ``errors.py``).

Statuses are those of RFC 9110 and 4918, conditions those of RFC 4791 1.3 and 6638 3.2.4.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from direct_booking.calendars import caldav_xml as xml
from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    CalendarMissing,
    Conflict,
    EventMissing,
    InvalidRequest,
    NoPermission,
    OutcomeUnknown,
    Refused,
    Throttled,
    Unreachable,
)
from direct_booking.calendars.http import Answer
from direct_booking.calendars.patience import retry_after_s


class TooMuch(Refused):
    """The answer would be longer than the server gives at once: ask for less."""


class NotOrganizer(Refused):
    """The server refuses to invite for this account."""


@dataclass(frozen=True)
class Asked:
    """What was asked, as far as an answer depends on it.

    Attributes:
        of_event: whether an event was named; else a calendar.
        writing: the key of the event that was being written; None when nothing was.
    """

    of_event: bool = False
    writing: str | None = None


_TOO_MUCH = frozenset({"number-of-matches-within-limits"})
_TAKEN = frozenset({"no-uid-conflict", "unique-scheduling-object-resource"})
_FULL = frozenset({"quota-not-exceeded", "sufficient-disk-space"})
_NOT_ORGANIZER = frozenset(
    {"organizer-allowed", "allowed-organizer-scheduling-object-change", "valid-organizer", "attendee-allowed"}
)
_OURS = frozenset(
    {
        "valid-calendar-data",
        "valid-calendar-object-resource",
        "supported-calendar-data",
        "supported-calendar-component",
        "supported-filter",
        "supported-collation",
        "valid-filter",
        "max-resource-size",
        "min-date-time",
        "max-date-time",
        "max-instances",
        "max-attendees-per-instance",
    }
)

# What a condition that was not met means, whichever status (403, 409 or 507) it came with.
_CONDITIONS: tuple[tuple[frozenset[str], type[Refused], str], ...] = (
    (_TOO_MUCH, TooMuch, "The calendar holds more than its server tells at once."),
    (_TAKEN, Conflict, "The calendar holds this event under another name."),
    (_FULL, Refused, "The calendar server has no room for another event."),
    (_NOT_ORGANIZER, NotOrganizer, "The calendar server does not let this account invite anybody."),
    (_OURS, InvalidRequest, "The calendar server does not take events as this product writes them."),
)

# Nextcloud keeps the identifiers of deleted events in its trash, and answers 400 to one that comes again.
_IN_THE_TRASH = "already exists in this calendar"

_MOVED = "The calendar has moved to another address: connect it again."
_NO_PERMISSION = "The calendar server does not allow this account to do that."


def judged(answer: Answer, asked: Asked, now: datetime) -> Answer:
    """The answer, when it is a success.

    Raises:
        CalendarError: it is not; what was or may have been written decides which.
    """
    if answer.status in (200, 201, 204, 207):
        return answer
    raise _error(answer, asked, now)


def _error(answer: Answer, asked: Asked, now: datetime) -> CalendarError:
    status = answer.status
    if status in (403, 409, 507) and (error := _by_condition(answer)):
        return error
    if status >= 500:
        return _of_a_failing_server(answer, asked, now)
    make = _STATUSES.get(status)
    if make is not None:
        return make(answer, asked, now)
    if status < 400:
        return CalendarMissing(_MOVED)
    return InvalidRequest(f"The calendar server refused a request (status {status}).")


def _by_condition(answer: Answer) -> CalendarError | None:
    unmet = xml.conditions(answer.body)
    return next((kind(words) for names, kind, words in _CONDITIONS if names & unmet), None)


def _of_a_failing_server(answer: Answer, asked: Asked, now: datetime) -> CalendarError:
    status = answer.status
    if status == 507:
        return Refused("The calendar server has no room for another event.")
    if status in (501, 505):
        return InvalidRequest(f"The calendar server cannot do what was asked (status {status}).")
    if status == 503 and "Retry-After" in answer.headers:
        # RFC 9110 15.6.4: it was not carried out, and may be asked again.
        return _throttled(answer, asked, now)
    what = f"The calendar server failed (status {status})."
    # A gateway says this too when the server behind it has done the work and answered late.
    return OutcomeUnknown(what, asked.writing) if asked.writing is not None else Unreachable(what)


def _throttled(answer: Answer, _asked: Asked, now: datetime) -> CalendarError:
    return Throttled("The calendar server asked to wait.", retry_after_s(answer.headers, now))


def _missing(_answer: Answer, asked: Asked, _now: datetime) -> CalendarError:
    if asked.of_event:
        return EventMissing("The event is not on the calendar.")
    return CalendarMissing("There is no such calendar on this server.")


def _bad_request(answer: Answer, _asked: Asked, _now: datetime) -> CalendarError:
    if _IN_THE_TRASH in xml.message(answer.body):
        return Conflict("The key belonged to an event that was deleted since.")
    return InvalidRequest("The calendar server refused a request (status 400).")


_STATUSES: dict[int, Callable[[Answer, Asked, datetime], CalendarError]] = {
    400: _bad_request,
    401: lambda *_: AccessExpired("The calendar server no longer takes the password."),
    403: lambda *_: NoPermission(_NO_PERMISSION),
    404: _missing,
    405: lambda *_: NoPermission(_NO_PERMISSION),
    408: lambda *_: Unreachable("The calendar server did not get the request in time."),
    # RFC 4918 9.7.1: what the event was to be put into is not there.
    409: lambda *_: CalendarMissing("There is no such calendar on this server."),
    410: _missing,
    412: lambda *_: Conflict("The event was changed since it was last read."),
    # Somebody else is changing it at this moment.
    423: lambda *_: Throttled("The calendar is locked by somebody else."),
    425: _throttled,
    429: _throttled,
}
