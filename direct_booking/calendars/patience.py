"""Trying again, for as long as somebody can wait on the line.

What may be tried again is said by the error that a provider's table makes of an answer.
"""

import random
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TypeVar

from direct_booking.calendars.errors import CalendarError, Throttled, Unreachable
from direct_booking.deadline import Deadline

TRIES = 4
FIRST_WAIT_S = 0.2

# A try that could not be answered in this time is not begun.
SHORTEST_TRY_S = 0.3

T = TypeVar("T")


def patiently(
    attempt: Callable[[float], T],
    deadline: Deadline,
    *,
    reading: bool,
    tries: int = TRIES,
    pause: Callable[[float], object] | None = None,
    chance: Callable[[], float] = random.random,
) -> T:
    """Make a request, and make it again while it may help and there is time.

    A calendar that asked to wait is asked again after what it said; one that did not answer, only when
    nothing is written. Between two tries lie 0.2, 0.4, 0.8 seconds and so on, or by chance as little as half.

    Args:
        attempt: one try; it is given the seconds that it may take.
        reading: whether the request writes nothing.
        pause: waits so many seconds.
        chance: a number from 0 to 1.

    Raises:
        CalendarError: that of the last try.
    """
    pause = pause or threading.Event().wait
    for number in range(tries):
        try:
            return attempt(deadline.left_s())
        except Unreachable as error:
            wait_s = _wait_s(error, number, reading, chance())
            if wait_s is None or number + 1 == tries or wait_s + SHORTEST_TRY_S > deadline.left_s():
                raise
        pause(wait_s)
    raise AssertionError("the last try returns or raises")


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """How many seconds an answer asks to wait (RFC 9110 10.2.3: seconds or a date), or None. Pure."""
    text = headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=timezone.utc)
    return max(0.0, (until - now).total_seconds())


def _wait_s(error: CalendarError, number: int, reading: bool, chance: float) -> float | None:
    backed_off_s = FIRST_WAIT_S * 2**number * (0.5 + chance / 2)
    if isinstance(error, Throttled):
        return max(error.retry_after_s or 0.0, backed_off_s)
    return backed_off_s if reading else None
