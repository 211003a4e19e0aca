"""Telephone numbers as callers say them (SPEC 4.5): digits, groups, "double", a country code or none.

Their digits are heard in ``digits``, an extension in ``extensions``; how a number is read back is in
``saying.numbers``; the zone it lies in is in ``zones``.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import phonenumbers

from direct_booking.hearing.correcting import correct
from direct_booking.hearing.digits import Piece, runs
from direct_booking.hearing.edits import Edit


@dataclass(frozen=True)
class HeardPhone:
    """A number that was heard.

    Attributes:
        number: E.164.
        start, end: half-open offsets, in what was said, of the words it came from.
    """

    number: str
    start: int
    end: int


_COUNTRY_CODE = re.compile(r"\bcountry code(?: is|:)?(?: plus)?\s+$", re.IGNORECASE)
_ABROAD = ("00", "011")  # what is dialled before a country code, from most countries and from North America
_SHORTEST, _LONGEST = 6, 17
_MOST_OF_A_NUMBER = 6  # digits


def hear(text: str, *, region: str = "US", asked: bool = False, like: str | None = None) -> HeardPhone | None:
    """The telephone number in what was said; of several, the last. Pure; never raises on a string.

    Args:
        region: ISO 3166 code of the country whose numbers need no country code.
        asked: the caller was asked for a number, so that a possible one is enough; otherwise it must be one
            that the country hands out, because dates and prices are digits too.
        like: the caller's own number, E.164; its area code completes a local one when ``asked``.

    >>> hear("it's two one two, five five five, oh one two three").number
    '+12125550123'
    >>> hear("tuesday the fifth at two thirty") is None
    True
    """
    for plus, pieces in reversed(list(runs(text))):
        abroad = plus or bool(_COUNTRY_CODE.search(text[: pieces[0].start]))
        heard = _written(abroad, pieces, region, asked, like)
        if heard:
            return HeardPhone(heard, pieces[0].start, pieces[-1].end)
    return None


def hear_digits(text: str) -> str | None:
    """The most digits in a row, with a plus where one was said: a part of a number, or one from abroad. Pure.

    What is complete without more is heard by ``hear``; ``complete`` makes a number of parts.

    >>> hear_digits("area code two one two"), hear_digits("at two")
    ('212', None)
    """
    best = ""
    for plus, pieces in runs(text):
        abroad = plus or bool(_COUNTRY_CODE.search(text[: pieces[0].start]))
        digits = "+" * abroad + "".join(piece.ways[0] for piece in pieces)
        best = digits if len(digits) >= len(best) else best
    return best if 2 < len(best) <= _LONGEST + 1 else None


def complete(digits: str, *, region: str = "US", like: str | None = None) -> str | None:
    """The number, E.164, that digits are in answer to a question for one; None when some are missing. Pure.

    Args:
        digits: as ``hear_digits`` tells them.
        region: ISO 3166 code of the country whose numbers need no country code.
        like: the caller's own number, E.164: its country and area code complete what is dialled without them.

    >>> complete("5550177", like="+13035550123"), complete("212555")
    ('+13035550177', None)
    >>> complete("02071838750", like="+442079460000")
    '+442071838750'
    """
    home = region_of(like)
    for where in dict.fromkeys((home or region, region)):
        heard = next(filter(None, (_accepted(way, where, asked=False) for way in _dialled(digits))), None)
        if heard:
            return heard
    plain = _accepted(digits, home or region, asked=True)
    return plain or (_local(digits, like) if like else None)


def amended(number: str, edits: Sequence[Edit]) -> str | None:
    """The number with digits put right: "it ends in three two", "five not nine". Pure.

    Returns:
        E.164; None when a correction cannot be placed, or makes no possible number.

    >>> amended("+12125550123", [Edit("ends", "32")])
    '+12125550132'
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    national = phonenumbers.national_significant_number(parsed) if edits else ""
    for edit in edits:
        changed = _amend(national, edit)
        if changed is None or not changed.isdigit():
            return None
        national = changed
    return _accepted(f"+{parsed.country_code}{national}", "ZZ", asked=True)


def resembles(digits: str, number: str) -> bool:
    """Whether digits are what a bad line leaves of a number, E.164. Pure.

    >>> resembles("212555122", "+12125550123"), resembles("5550199", "+13035550123")
    (True, False)
    """
    blocks = SequenceMatcher(None, digits, _national(number), autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return same >= _MOST_OF_A_NUMBER and same >= 0.7 * len(digits)


def _national(number: str) -> str:
    try:
        return phonenumbers.national_significant_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return ""


def _amend(national: str, edit: Edit) -> str | None:
    new, count = edit.new, len(edit.new)
    if edit.verb in ("respell", "digits") and count > 5 and national.startswith(new[:3]):
        return None  # begun anew, and not whole
    if (
        edit.verb in ("ends", "append", "tail", "respell", "digits")
        and new.isdigit()
        and count < len(national)
    ):
        return national[:-count] + new
    if edit.verb in ("starts", "prepend", "head") and new.isdigit():
        return new + national[count:]
    if edit.verb == "letter" and new.isdigit():
        return national[:-1] + new
    if edit.verb == "replace" and count == len(edit.old) and national.count(edit.old) == 1:
        return national.replace(edit.old, new)
    if edit.verb in ("place", "swap", "double", "single", "after", "before", "next", "previous"):
        changed = correct(f"{national}@gmail.com", (edit,))
        return changed.partition("@")[0] if changed else None
    return None


def region_of(number: str | None) -> str | None:
    """The ISO 3166 code of the country of a number, E.164; None for no number. Pure."""
    try:
        parsed = phonenumbers.parse(number or "")
        own = phonenumbers.region_code_for_number(parsed)
        return own or phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    except phonenumbers.NumberParseException:
        return None


def _written(plus: bool, pieces: Sequence[Piece], region: str, asked: bool, like: str | None) -> str | None:
    """The first way to write the pieces that is a number; one that is handed out before one that could be."""
    ways = itertools.islice(itertools.product(*(piece.ways for piece in pieces)), 32)
    written = [f"{'+' * plus}{''.join(way)}" for way in ways]
    written = [digits for digits in written if _SHORTEST <= len(digits) <= _LONGEST]
    for digits in [*written, *(way for one in written for way in _dialled(one))]:
        heard = _accepted(digits, region, asked=False)
        if heard:
            return heard
    for digits in written:
        heard = _accepted(digits, region, asked=asked)
        heard = heard or (_local(digits, like) if asked and like and not plus else None)
        if heard:
            return heard
    return None


def _dialled(digits: str) -> Iterator[str]:
    """A number as it was said, and with the country code that it may begin with."""
    yield digits
    for prefix in _ABROAD:
        if digits.startswith(prefix):
            yield f"+{digits.removeprefix(prefix)}"
    if len(digits) > 10 and not digits.startswith(("+", "0", "1")):
        yield f"+{digits}"


def _accepted(digits: str, region: str, *, asked: bool) -> str | None:
    try:
        parsed = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    whole = phonenumbers.is_possible_number_with_reason(parsed) == phonenumbers.ValidationResult.IS_POSSIBLE
    certain = phonenumbers.is_valid_number(parsed)
    if not whole or not (certain or asked):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _local(digits: str, like: str) -> str | None:
    """A number without its area code, completed with the caller's own."""
    try:
        own = phonenumbers.parse(like)
    except phonenumbers.NumberParseException:
        return None
    national = phonenumbers.national_significant_number(own)
    area = national[: len(national) - len(digits)]
    if not area or len(area) != phonenumbers.length_of_geographical_area_code(own):
        return None
    return _accepted(f"+{own.country_code}{area}{digits}", "ZZ", asked=True)
