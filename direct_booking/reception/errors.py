"""What the reception refuses to work with.

    DirectBookingError
    |-- UnknownCall       no call of this id was started
    `-- UnknownNumber     nobody answers the called number

Errors of calendars and of the database pass through; ``calendars/errors.py`` and ``storage/errors.py``
draw them.
"""

from direct_booking.errors import DirectBookingError


class UnknownCall(DirectBookingError):
    """No call of this id was started."""


class UnknownNumber(DirectBookingError):
    """No assistant answers the called number."""
