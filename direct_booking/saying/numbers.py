"""Telephone numbers into fragments that a voice can say: digits, in the groups of their country (SPEC 4.5).

How a number is heard is in ``hearing.phones``.
"""

import re

import phonenumbers


def say_number(e164: str, extension: str | None = None, *, region: str = "US") -> str:
    """The digits of a number, a space between digits and a comma between groups. Pure.

    Args:
        extension: digits, said after the number.
        region: ISO 3166 code of the country that needs no country code.

    >>> say_number("+12125550123"), say_number("+442071838750")
    ('2 1 2, 5 5 5, 0 1 2 3', 'plus 4 4, 2 0, 7 1 8 3, 8 7 5 0')
    >>> say_number("+12125550123", "12")
    '2 1 2, 5 5 5, 0 1 2 3, extension 1 2'
    """
    said = _groups(e164, region)
    return f"{said}, extension {' '.join(extension)}" if extension else said


def _groups(e164: str, region: str) -> str:
    try:
        parsed = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return ", ".join(" ".join(group) for group in re.findall(r"[0-9]{1,3}", e164))
    foreign = parsed.country_code != phonenumbers.country_code_for_region(region)
    style = phonenumbers.PhoneNumberFormat
    written = phonenumbers.format_number(parsed, style.INTERNATIONAL if foreign else style.NATIONAL)
    groups = ", ".join(" ".join(group) for group in re.findall(r"[0-9]+", written))
    return f"plus {groups}" if foreign else groups
