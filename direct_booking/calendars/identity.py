"""How this product's events are known in iCalendar, in whichever calendar or mail they are.

Pure. The keys themselves are chosen in ``bookings.booking``.
"""

# The writer of a file (RFC 5545 3.7.3).
PRODUCT = "-//Direct Booking//Direct Booking for Rasa//EN"

_DOMAIN = "@direct-booking"


def uid_of(key: str) -> str:
    """The identifier of the event with this key.

    >>> uid_of("ann00")
    'ann00@direct-booking'
    """
    return f"{key}{_DOMAIN}"


def key_of(uid: str) -> str:
    """The key of the event with this identifier, if it is one of ours.

    >>> key_of("ann00@direct-booking")
    'ann00'
    """
    return uid.removesuffix(_DOMAIN)
