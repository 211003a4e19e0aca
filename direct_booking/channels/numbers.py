"""Telephone numbers as companies write them: E.164, SIP addresses, and the numbers that mean nobody."""

import re

# What Twilio sends as the number of a caller who withheld it (its help page on anonymous callers).
WITHHELD = frozenset(
    {
        "+266696687",  # ANONYMOUS
        "+7378742833",  # RESTRICTED
        "+2562533",  # BLOCKED
        "+8656696",  # UNKNOWN
        "+86282452253",  # UNAVAILABLE
    }
)
_NUMBER = re.compile(r"\+[1-9]\d{5,14}")


def number_of(text: str) -> str | None:
    """A telephone number in E.164, or None when it was withheld or is none. Pure.

    >>> number_of("+12125550123"), number_of("anonymous"), number_of("+266696687")
    ('+12125550123', None, None)
    >>> number_of("sip:+12125550123@example.com;user=phone")
    '+12125550123'
    """
    found = _NUMBER.fullmatch(text.strip()) or re.match(r"sips?:(\+[1-9]\d{5,14})@", text.strip())
    if found is None:
        return None
    number = found.group(found.lastindex or 0)
    return None if number in WITHHELD else number
