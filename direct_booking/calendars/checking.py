"""What every provider refuses before it asks its calendar anything, in the same words.

The values are in ``base.py``.
"""

import re
from datetime import timezone

from direct_booking.calendars.base import NewEvent
from direct_booking.calendars.errors import InvalidRequest
from direct_booking.scheduling.availability import Interval

_KEY = re.compile(r"[0-9a-v]{5,64}")
_LINE_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def check_span(span: Interval) -> None:
    """Make sure that an interval is aware and ends after it starts. Pure.

    Raises:
        InvalidRequest: it is not.
    """
    if span.start.tzinfo is None or span.end.tzinfo is None:
        raise InvalidRequest("The times of an event need a time zone.")
    try:
        span.start.astimezone(timezone.utc), span.end.astimezone(timezone.utc)
    except OverflowError as error:
        raise InvalidRequest("The times of an event lie outside the calendar.") from error
    if span.end <= span.start:
        raise InvalidRequest("An event must end after it starts.")


def check_email(email: str | None) -> None:
    """Make sure that an attendee, where there is one, can be written into any calendar. Pure.

    Whether the address exists is not asked here: ``hearing.emails`` judged it.

    Raises:
        InvalidRequest: it cannot.
    """
    if email is None:
        return
    _check_text("attendee", email, one_line=True)
    if not re.fullmatch(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+", email):
        raise InvalidRequest("The attendee of an event needs an e-mail address.")


def check_event(event: NewEvent) -> None:
    """Make sure that an event can be carried by every provider. Pure.

    Raises:
        InvalidRequest: it cannot.
    """
    if not is_key(event.key):
        raise InvalidRequest("The key of an event is 5 to 64 letters a to v and digits.")
    check_span(event.span)
    check_words(event.title, event.description)
    _check_text("location", event.location, one_line=True)
    check_email(event.attendee_email)


def check_words(title: str | None, description: str | None) -> None:
    """Make sure that words, where there are any, can be written into any calendar. Pure.

    Raises:
        InvalidRequest: they cannot.
    """
    _check_text("title", title or "", one_line=True)
    _check_text("description", description or "", one_line=False)


def is_key(text: str) -> bool:
    """Whether this can be the key of an event. Pure."""
    return _KEY.fullmatch(text) is not None


def is_storable(text: str) -> bool:
    """Whether every calendar and database can keep this text: no NUL, no half of a surrogate pair. Pure."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _check_text(name: str, text: str, *, one_line: bool) -> None:
    if not is_storable(text):
        raise InvalidRequest(f"The {name} of an event holds a character that cannot be stored.")
    if one_line and _LINE_BREAKS.search(text):
        raise InvalidRequest(f"The {name} of an event is one line.")
