"""What can go wrong with the database.

    StorageError
    |-- NotStored                   nothing was written
    |   |-- DatabaseUnreachable     no answer: wrong address, no server, no permission, full disk
    |   |-- DatabaseOutdated        its tables are of another version: migrate
    |   |-- DatabaseBusy            a lock was not had in time; trying again is safe
    |   |-- RuleBroken              a row would break a rule of the tables
    |   `-- SecretUnreadable        the key that something was encrypted with is not here
    `-- CommitUnknown               the connection broke during the commit: read again to learn what holds

Foreign errors become these in ``translation.py``.
"""

from direct_booking.errors import DirectBookingError


class StorageError(DirectBookingError):
    """The database failed."""


class NotStored(StorageError):
    """The database is as it was."""


class DatabaseUnreachable(NotStored):
    """The database does not answer."""


class DatabaseOutdated(NotStored):
    """The tables are of another version than the code."""


class DatabaseBusy(NotStored):
    """A lock was not had in time; nothing was written."""


class RuleBroken(NotStored):
    """A row would break a rule of the tables: a unique key, a reference, a check, an overlap, append-only.

    Attributes:
        rule: the name of the constraint or trigger, or on SQLite the columns of the unique key
            (``bookings.event_key``); empty when the database does not say.
    """

    def __init__(self, message: str, rule: str = "") -> None:
        super().__init__(message)
        self.rule = rule


class SecretUnreadable(NotStored):
    """The key that something was encrypted with is not here, or is another installation's."""


class CommitUnknown(StorageError):
    """The connection broke during the commit: it may have been written."""
