"""What can go wrong with the database.

    StorageError
    |-- DatabaseUnreachable     no answer: wrong address, no server, no permission, unwritable folder
    |-- DatabaseOutdated        its tables are of another version: migrate
    `-- DatabaseBusy            a lock was not had in time; nothing was written, trying again is safe
"""

from direct_booking.errors import DirectBookingError


class StorageError(DirectBookingError):
    """The database failed."""


class DatabaseUnreachable(StorageError):
    """The database does not answer."""


class DatabaseOutdated(StorageError):
    """The tables are of another version than the code."""


class DatabaseBusy(StorageError):
    """A lock was not had in time; nothing was written."""
