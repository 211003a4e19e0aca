"""The one table from the database's errors to the embedded calendar's (trees in both ``errors.py``)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from direct_booking.calendars.errors import CalendarError, InvalidRequest, OutcomeUnknown, Unreachable
from direct_booking.storage.errors import CommitUnknown, NotStored, RuleBroken, StorageError

# First match wins.
_TABLE: tuple[tuple[type[StorageError], Callable[[StorageError, str], CalendarError]], ...] = (
    (RuleBroken, lambda error, key: InvalidRequest(str(error))),
    (NotStored, lambda error, key: Unreachable(str(error))),
    (CommitUnknown, lambda error, key: OutcomeUnknown(str(error), key)),
)


@contextmanager
def translated(*, key: str) -> Iterator[None]:
    """Raise the database's errors as a calendar's.

    Args:
        key: of the event that is being written, if any.

    Raises:
        Unreachable, InvalidRequest: nothing was written. OutcomeUnknown: it may have been.
    """
    try:
        yield
    except StorageError as error:
        make = next(make for kind, make in _TABLE if isinstance(error, kind))
        raise make(error, key) from error
