"""What can go wrong with a calendar, sorted by what may have been written.

CalendarError
|-- NothingWritten              the calendar is as it was
|   |-- AccessExpired           the owner must reconnect
|   |-- OperatorMisconfigured   whoever runs this installation must mend it
|   |-- Refused                 the calendar understood and said no
|   |   |-- NoPermission
|   |   |-- CalendarMissing
|   |   |-- EventMissing        the event is not there, or is no longer there
|   |   |-- Conflict            the event was changed by somebody else
|   |   `-- InvalidRequest      our own mistake
|   `-- Unreachable             it did not answer, and nothing was sent that could write
|       `-- Throttled           it asked to wait
`-- OutcomeUnknown              it may have been written: ask ``find(key)``
"""

from direct_booking.errors import DirectBookingError


class CalendarError(DirectBookingError):
    """A calendar failed."""


class NothingWritten(CalendarError):
    """The calendar is as it was."""


class AccessExpired(NothingWritten):
    """The grant was revoked or has expired: the owner must reconnect."""


class OperatorMisconfigured(NothingWritten):
    """This installation is not set up as the calendar's provider wants it: the owner can do nothing."""


class Refused(NothingWritten):
    """The calendar understood the request and said no."""


class NoPermission(Refused):
    """The grant does not cover this."""


class CalendarMissing(Refused):
    """There is no such calendar."""


class EventMissing(Refused):
    """The event is not there, or is no longer there."""


class Conflict(Refused):
    """The event was changed by somebody else since it was last read."""


class InvalidRequest(Refused):
    """The request itself is wrong: a mistake in this product."""


class Unreachable(NothingWritten):
    """The calendar did not answer in time, and nothing was sent that could have written."""


class Throttled(Unreachable):
    """The calendar asked to wait.

    Attributes:
        retry_after_s: seconds to wait, when it said.
    """

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class OutcomeUnknown(CalendarError):
    """The write may or may not have happened: ``find(key)`` tells.

    Attributes:
        key: the key of the event that was being written.
    """

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message)
        self.key = key
