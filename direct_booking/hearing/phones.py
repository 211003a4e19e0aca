"""Telephone numbers as callers say them (SPEC 4.5): digits, groups, "double", a country code or none.

How a number is read back is in ``saying.numbers``; the zone it lies in is in ``zones``.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import phonenumbers

from direct_booking.hearing.counting import number
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
_INSIDE = listed("um uh er dash hyphen dot then area code and number")
_MARKS = frozenset("-.,()/–")
_ZERO = frozenset(("o", "oh"))
_EXTENSION = re.compile(r"[\s,.]*(?:extension|ext\.?|x)\s*(?:number\s+)?(.+)", re.IGNORECASE)
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
        heard = _written(plus, pieces, region, asked, like)
        if heard:
            return HeardPhone(heard, pieces[0].start, pieces[-1].end, _extension(text[pieces[-1].end :]))
    return None


def _written(plus: bool, pieces: Sequence[_Piece], region: str, asked: bool, like: str | None) -> str | None:
    """The first way to write the pieces that is a number."""
    for ways in itertools.islice(itertools.product(*(piece.ways for piece in pieces)), 32):
        digits = "".join(ways)
        if _SHORTEST <= len(digits) <= _LONGEST:
            heard = _accepted(f"+{digits}" if plus else digits, region, asked=asked)
            heard = heard or (_local(digits, like) if asked and like and not plus else None)
            if heard:
                return heard
    return None


def _accepted(digits: str, region: str, *, asked: bool) -> str | None:
    try:
        parsed = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    whole = phonenumbers.is_possible_number_with_reason(parsed) == phonenumbers.ValidationResult.IS_POSSIBLE
    certain = phonenumbers.is_valid_number(parsed)
    if not whole or not (certain or asked or digits.startswith("+")):
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
        if not run or not (words[at] in _INSIDE or words[at] in _MARKS):
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
    if word in letters.TIMES and at + 1 < len(words):
        ways, after = _piece(words, at + 1, inside=True)
        once = after == at + 2 and ways and len(ways[0]) == 1
        return ((ways[0] * letters.TIMES[word],), after) if once else ((), at)
    digits, used = number(words[at : at + 6])
    if used > 2 and words[at + 1] in ("hundred", "thousand") and words[at + 2] != "and":
        # "eight hundred five five five" is 800 and then 5, seldom 805.
        return number(words[at : at + 2])[0:1], at + 2
    if used:
        apart = (
            digits[0] + "0" + digits[1] if word in letters.TENS and used == 2 and len(digits) == 2 else digits
        )
        return (digits,) if apart == digits else (digits, apart), at + used
    digit = letters.DIGIT_HOMOPHONES.get(word)
    written = at > 0 and words[at - 1].isdigit() and len(words[at - 1]) > 1
    if (
        digit
        and inside
        and not written
        and at + 1 < len(words)
        and _piece(words, at + 1, inside=False)[1] > at + 1
    ):
        return (digit,), at + 1
    return (), at
