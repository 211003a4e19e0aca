"""Telephone numbers as callers say them (SPEC 4.5): digits, groups, "double", a country code or none.

How a number is read back is in ``saying.numbers``; the zone it lies in is in ``zones``.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import phonenumbers

from direct_booking.hearing.correcting import correct
from direct_booking.hearing.counting import number
from direct_booking.hearing.edits import Edit
from direct_booking.vocabulary import letters
from direct_booking.vocabulary.listing import listed


@dataclass(frozen=True)
class HeardPhone:
    """A number that was heard.

    Attributes:
        number: E.164.
        start, end: half-open offsets, in what was said, of the words it came from.
        extension: digits said after "extension"; they are no part of the number.
    """

    number: str
    start: int
    end: int
    extension: str = ""


@dataclass(frozen=True)
class _Piece:
    """One group of digits, with every way to write it down: "twenty one" is 21, or 20 and 1."""

    ways: tuple[str, ...]
    start: int
    end: int


_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|[0-9]+|\+|[^\w\s]")
_INSIDE = listed("um uh er dash hyphen dot then area code and number country")
_INSIDE_CODE = listed("is the it's my")  # "the area code is 212 and the number is ..."
_MARKS = frozenset("-.,()/–")
_ZERO = frozenset(("o", "oh"))
_ZERO_MISHEARD = frozenset((("there", "are"),))  # "zero", between other digits
_EXTENSION = re.compile(
    r"[\s,.]*(?:and |with |then )?(?:the |my |an )?(?:extension|ext\.?|x)\s*(?:(?:is|"
    r"number)\s+)*(.+)",
    re.IGNORECASE,
)
_COUNTRY_CODE = re.compile(r"\bcountry code(?: is|:)?(?: plus)?\s+$", re.IGNORECASE)
_ABROAD = ("00", "011")  # what is dialled before a country code, from most countries and from North America
_CLOCK_OR_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}\b|\b\d{1,4}/\d{1,2}/\d{1,4}\b")
_SHORTEST, _LONGEST = 6, 17


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
    for plus, pieces in reversed(list(_runs(text))):
        abroad = plus or bool(_COUNTRY_CODE.search(text[: pieces[0].start]))
        heard = _written(abroad, pieces, region, asked, like)
        if heard:
            return HeardPhone(heard, pieces[0].start, pieces[-1].end, _extension(text[pieces[-1].end :]))
    return None


def hear_digits(text: str) -> str | None:
    """The most digits in a row, with a plus where one was said: a part of a number, or one from abroad. Pure.

    What is complete without more is heard by ``hear``; ``complete`` makes a number of parts.

    >>> hear_digits("area code two one two"), hear_digits("at two")
    ('212', None)
    """
    best = ""
    for plus, pieces in _runs(text):
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


def _amend(national: str, edit: Edit) -> str | None:
    new, count = edit.new, len(edit.new)
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


def _written(plus: bool, pieces: Sequence[_Piece], region: str, asked: bool, like: str | None) -> str | None:
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


def _extension(rest: str) -> str:
    match = _EXTENSION.match(rest)
    pieces = next(iter(_runs(match[1])), None) if match else None
    return "".join(piece.ways[0] for piece in pieces[1])[:8] if pieces else ""


def _runs(text: str) -> Iterator[tuple[bool, list[_Piece]]]:
    """Unbroken stretches of digits, and whether "plus" was said before each."""
    text = _CLOCK_OR_DATE.sub(lambda match: "|" * len(match.group()), text)
    tokens = [(match.group().lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    words = [token[0] for token in tokens]
    at, plus, run = 0, False, list[_Piece]()
    while at < len(tokens):
        ways, after = _piece(words, at, inside=bool(run))
        if after > at:
            run.append(_Piece(ways, tokens[at][1], tokens[after - 1][2]))
            at = after
            continue
        after_code = words[at] in _INSIDE_CODE and sum(len(piece.ways[0]) for piece in run) < 5
        if not run or not (words[at] in _INSIDE or words[at] in _MARKS or after_code):
            if run:
                yield plus, run
            run, plus = [], words[at] in ("plus", "+") or plus and words[at] in _MARKS
        at += 1
    if run:
        yield plus, run


def _piece(words: Sequence[str], at: int, *, inside: bool) -> tuple[tuple[str, ...], int]:
    """The digits that begin at a word, every way to write them, and the word after them."""
    word = words[at]
    if word.isdigit():
        return (word,), at + 1
    if word in _ZERO:
        return ("0",), at + 1
    if (
        inside
        and tuple(words[at : at + 2]) in _ZERO_MISHEARD
        and _piece(words, at + 2, inside=False)[1] > at + 2
    ):
        return ("0",), at + 2
    if word in letters.TIMES and at + 1 < len(words):
        ways, after = _piece(words, at + 1, inside=True)
        once = after == at + 2 and ways and len(ways[0]) == 1
        return ((ways[0] * letters.TIMES[word],), after) if once else ((), at)
    digits, used = number(words[at : at + 6])
    if used > 2 and words[at + 1] in ("hundred", "thousand") and words[at + 2] != "and":
        # "eight hundred five five five" is 800 and then 5, seldom 805.
        apart = number(words[at : at + 2])[0] + number(words[at + 2 : at + used])[0]
        return (apart, digits), at + used
    if used:
        apart = (
            digits[0] + "0" + digits[1] if word in letters.TENS and used == 2 and len(digits) == 2 else digits
        )
        return (digits,) if apart == digits else (digits, apart), at + used
    return _homophone(words, at) if inside else ((), at)


def _homophone(words: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
    """ "Four to": a digit before another one; as the last word, one if the number lacks one."""
    digit = letters.DIGIT_HOMOPHONES.get(words[at])
    written = words[at - 1].isdigit() and len(words[at - 1]) > 1
    if digit is None or written:
        return (), at
    if at + 1 == len(words):
        return ("", digit), at + 1
    return ((digit,), at + 1) if _piece(words, at + 1, inside=True)[1] > at + 1 else ((), at)
