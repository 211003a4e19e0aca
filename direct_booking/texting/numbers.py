"""Which numbers can receive a text (SPEC 2.5): mobiles, and those of which that cannot be told."""

import phonenumbers
from phonenumbers import PhoneNumberType

# In North America a mobile looks like any other number.
_TAKES_TEXTS = frozenset((PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE))


def can_receive(number: str | None) -> bool:
    """Whether a text may be sent to this number, E.164. Pure; a withheld one cannot.

    >>> can_receive("+447400123456"), can_receive("+442079460000"), can_receive(None)
    (True, False, False)
    """
    try:
        parsed = phonenumbers.parse(number or "")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed) and phonenumbers.number_type(parsed) in _TAKES_TEXTS
