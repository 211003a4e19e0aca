"""Digits as callers say them, in unbroken stretches: "two one two, five fifty five", "double oh".

What number they are is in ``phones``, which extension in ``extensions``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from direct_booking.hearing.counting import number
from direct_booking.vocabulary import letters
from direct_booking.vocabulary.listing import listed


@dataclass(frozen=True)
class Piece:
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
_CLOCK_OR_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}\b|\b\d{1,4}/\d{1,2}/\d{1,4}\b")


def runs(text: str) -> Iterator[tuple[bool, list[Piece]]]:
    """Unbroken stretches of digits, and whether "plus" was said before each."""
    text = _CLOCK_OR_DATE.sub(lambda match: "|" * len(match.group()), text)
    tokens = [(match.group().lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    words = [token[0] for token in tokens]
    at, plus, run = 0, False, list[Piece]()
    while at < len(tokens):
        ways, after = _piece(words, at, inside=bool(run))
        if after > at:
            run.append(Piece(ways, tokens[at][1], tokens[after - 1][2]))
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
    following = at + 1
    while following < len(words) - 1 and words[following] in letters.DIGIT_HOMOPHONES:
        following += 1  # of several in a row the word after them tells
    return ((digit,), at + 1) if _piece(words, following, inside=True)[1] > following else ((), at)
