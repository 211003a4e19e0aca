"""The root of every error this package raises.

Each adapter draws its own tree below this root: ``calendars/errors.py``,
``storage/errors.py``, ``settings.py``.
"""


class DirectBookingError(Exception):
    """Something in the world failed; the message is one sentence for an operator."""


class Misconfigured(DirectBookingError):
    """A setting, a file or an address is wrong: the message names the place and the remedy."""
