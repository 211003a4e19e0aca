"""The one table from Google Calendar's answers to our errors (tree in ``errors.py``).

Google's own list of them is at https://developers.google.com/workspace/calendar/api/guides/errors. What the
token endpoint answers is in ``google_oauth.py``.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    Conflict,
    EventMissing,
    InvalidRequest,
    NoPermission,
    OperatorMisconfigured,
    OutcomeUnknown,
    Refused,
    Throttled,
    Unreachable,
)
from direct_booking.calendars.http import Answer
from direct_booking.calendars.patience import retry_after_s


class TokenRefused(AccessExpired):
    """The access token was refused; a new one may do."""


class KeyTaken(Conflict):
    """There is, or was, an event with this identifier."""


class Deleted(EventMissing):
    """The event was there, and has been deleted."""


class QuotaUsedUp(Refused):
    """One of Google's limits for this owner is used up, as a rule that of invitations: events without guests
    can still be written."""


Make = Callable[[str], CalendarError]

# (status, reason): the first line that fits wins; None is any reason. 403 means three things: wait (rates),
# not today (quotas), never (permission or set-up).
_TABLE: tuple[tuple[int, str | None, Make], ...] = (
    (400, None, InvalidRequest),
    (401, None, TokenRefused),
    (403, "rateLimitExceeded", Throttled),
    (403, "userRateLimitExceeded", Throttled),
    (403, "quotaExceeded", QuotaUsedUp),
    (403, "dailyLimitExceeded", OperatorMisconfigured),
    (403, "dailyLimitExceededUnreg", OperatorMisconfigured),
    (403, "accessNotConfigured", OperatorMisconfigured),
    (403, "SERVICE_DISABLED", OperatorMisconfigured),
    (403, None, NoPermission),
    (404, None, EventMissing),
    (409, None, KeyTaken),
    (410, None, Deleted),
    (412, None, Conflict),
    (429, None, Throttled),
)


def judged(answer: Answer, *, writing: str | None, now: datetime | None) -> CalendarError | None:
    """What an answer says went wrong, None when nothing did.

    Pure. A missing calendar and a missing event look the same here; ``google.py`` asks further.

    Args:
        writing: the key of the event that the request writes; None when it writes nothing.
        now: for a date in Retry-After; None leaves it unread.
    """
    if 200 <= answer.status < 300:
        return None
    reasons = list(_reasons(answer))
    # The reason is a word of Google's own; its message is left out, it may quote an address.
    what = f"Google answered {answer.status} ({reasons[0] if reasons else 'no reason'})."
    for status, reason, make in _TABLE:
        if status == answer.status and (reason is None or reason in reasons):
            return _throttled(what, answer, now) if make is Throttled else make(what)
    return _unclear(answer.status, what, writing)


def _throttled(what: str, answer: Answer, now: datetime | None) -> Throttled:
    return Throttled(what, retry_after_s(answer.headers, now) if now else None)


def unreadable(writing: str | None) -> CalendarError:
    """The error for an answer that says "done" and cannot be read. Pure."""
    return _unclear(200, "Google's answer could not be read.", writing)


def _unclear(status: int, what: str, writing: str | None) -> CalendarError:
    if 300 <= status < 400:
        return Unreachable(what)  # it did nothing but point elsewhere
    if 400 <= status < 500 and status != 408:
        return InvalidRequest(what)
    # A server that broke down may have done so after the write.
    return OutcomeUnknown(what, writing) if writing is not None else Unreachable(what)


def _reasons(answer: Answer) -> Iterator[str]:
    """The reasons that an answer gives, in both of the forms that Google has for them."""
    try:
        error = answer.json()["error"]
        entries = [*error.get("errors", ()), *error.get("details", ())]
    except (ValueError, TypeError, KeyError, AttributeError):
        return
    for entry in entries:
        reason = entry.get("reason") if isinstance(entry, dict) else None
        if isinstance(reason, str) and reason.isascii() and reason.isidentifier():
            yield reason
