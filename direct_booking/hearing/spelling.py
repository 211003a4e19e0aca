"""Words into characters: letters, code words, digits and signs as they are said, with where they were said.

What the characters mean is not known here: an address is put together in ``emails``, a number in ``phones``.
Each word by itself is read in ``lexing``; the names of letters and signs are in ``vocabulary.letters``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from direct_booking.hearing.lexing import Kind, Unit, lex
from direct_booking.vocabulary import letters
from direct_booking.vocabulary.english import FUNCTION_WORDS
from direct_booking.vocabulary.listing import listed

__all__ = ["Kind", "Unit", "characters", "said_once", "units"]

_BORDERS = (Kind.AT, Kind.SIGN)
_LATE = listed("see sea be bee tea you are why eye oh pea he hey ay eh ewe to too two for ate")


@lru_cache(maxsize=16)  # several ears hear the same turn; no more of it is kept than that
def units(text: str) -> tuple[Unit, ...]:
    """Everything that was said as units, in order. Pure; never raises on a string.

    >>> [unit.text for unit in units("M as in Mary, double l dot two")]
    ['m', 'll', '.', '2']
    """
    return tuple(_settle(list(lex(text))))


def characters(text: str) -> str:
    """What was said, taken as nothing but spelling. Pure.

    >>> characters("whiskey two zero alpha bravo")
    'w20ab'
    """
    return "".join(unit.text for unit in units(text) if unit.kind not in (Kind.ASIDE, Kind.AT)).replace(
        "'", ""
    )


def said_once(said: Sequence[Unit], kept: Sequence[int]) -> list[int]:
    """The places that count when a word was said and spelled: of "lee, l e i g h", the letters. Pure.

    Args:
        kept: places in ``said``, ascending.

    Returns:
        Those of them that remain, in the order in which their characters are to be read.
    """
    runs: list[list[int]] = [[]]
    for at in kept:
        if said[at].kind is Kind.SIGN:
            runs += [[at], []]
        else:
            runs[-1].append(at)
    return [at for run in runs for at in _spelling_wins(said, run)]


def _spelling_wins(said: Sequence[Unit], run: list[int]) -> list[int]:
    spelled = [at for at in run if said[at].kind is Kind.LETTER]
    words = [at for at in run if said[at].kind is Kind.WORD]
    if len(spelled) < 2 or not words:
        return run
    together = "".join(said[at].text for at in spelled)
    spoken = "".join(said[at].text for at in words)
    apart = spelled[0] > words[-1] or words[0] > spelled[-1]
    return _without_words(said, run, words, spelled) if apart and _same_word(spoken, together) else run


def _without_words(said: Sequence[Unit], run: list[int], words: list[int], spelled: list[int]) -> list[int]:
    """The letters in place of the word, and the digits once: "bill two, b i l l two" is bill2."""
    digits = [at for at in run if said[at].kind is Kind.DIGIT]
    border = max(words[0], spelled[0])  # where the word or its spelling, whichever came last, begins
    with_word = [at for at in digits if (at < border) == (words[0] < spelled[0])]
    with_letters = [at for at in digits if at not in with_word]
    if with_letters:
        return [at for at in run if at in spelled or at in with_letters]
    before = [at for at in with_word if at < words[0]]
    return before + spelled + with_word[len(before) :]


def _same_word(spoken: str, spelled: str) -> bool:
    close = SequenceMatcher(None, spoken, spelled, autojunk=False).ratio() >= 0.5
    return spoken == spelled or len(spelled) > 2 and close and spoken[0] == spelled[0]


def _settle(found: list[Unit]) -> Iterator[Unit]:
    """Decide, from what stands beside them, which words were letters after all."""
    coded = any(_is_code(one) and _is_code(other) for one, other in zip(found, found[1:], strict=False))
    found = [_decoded(found, at, coded=coded) for at in range(len(found))]
    for at in range(len(found)):
        found[at] = _settled(found, at)
        yield found[at]


def _decoded(found: Sequence[Unit], at: int, *, coded: bool) -> Unit:
    """A code word among code words or letters is a letter; "mike" alone, or before a surname, is Mike."""
    unit = found[at]
    if not _is_code(unit):
        return unit
    left, right = _beside(found, at, -1), _beside(found, at, 1)
    alone = not any(_spelled(beside) or _is_word(beside) for beside in (left, right))
    is_letter = coded and alone or _is_code(left) or _is_code(right)
    is_letter = is_letter or (_spelled(left) or _spelled(right)) and _run_letters(found, at) > 2
    return replace(unit, kind=Kind.LETTER, text=letters.CODE_WORDS[unit.text]) if is_letter else unit


def _settled(found: Sequence[Unit], at: int) -> Unit:
    unit = found[at]
    left, right = _beside(found, at, -1), _beside(found, at, 1)
    if unit.kind is Kind.ASIDE and " " not in unit.text and right and right.kind in _BORDERS:
        return replace(unit, kind=Kind.WORD) if not _spelled(left) and not _is_word(left) else unit
    if (
        unit.kind is Kind.LETTER
        and unit.text == "o"
        and not unit.forced
        and _is_digit(left)
        and _is_digit(right)
    ):
        return replace(unit, kind=Kind.DIGIT, text="0", sure=False)
    return _homophone(found, at, left, right) if unit.kind is Kind.WORD else unit


def _homophone(found: Sequence[Unit], at: int, left: Unit | None, right: Unit | None) -> Unit:
    unit = found[at]
    if unit.text == "oh" and (_is_digit(left) or _is_digit(right)):
        as_letter = left is not None and left.kind is Kind.LETTER
        kind = Kind.LETTER if as_letter else Kind.DIGIT
        return replace(unit, kind=kind, text="o" if as_letter else "0", sure=not as_letter)
    letter, digit = letters.HOMOPHONES.get(unit.text), letters.DIGIT_HOMOPHONES.get(unit.text)
    if not (letter or digit) or _run_letters(found, at) < 2:
        return unit
    first = left is not None and left.kind in _BORDERS and letter
    last = right is not None and right.kind in _BORDERS or right is None and unit.text in _LATE
    if (_spelled(left) and (_spelled(right) or last)) or first and _spelled(right):
        kind = Kind.DIGIT if digit else Kind.LETTER
        return replace(unit, kind=kind, text=digit or letter, sure=unit.text == "oh")
    return unit


def _beside(found: Sequence[Unit], at: int, step: int) -> Unit | None:
    at += step
    while 0 <= at < len(found) and found[at].kind is Kind.ASIDE:
        at += step
    return found[at] if 0 <= at < len(found) else None


def _run_letters(found: Sequence[Unit], at: int) -> int:
    """How many letters and code words stand in the unbroken stretch around a unit."""
    count = 0
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(found) and found[near].kind not in (Kind.AT, Kind.SIGN):
            unit = found[near]
            if (
                unit.kind is Kind.WORD
                and unit.text not in letters.CODE_WORDS
                and unit.text not in letters.HOMOPHONES
            ):
                break
            count += unit.kind is Kind.LETTER or _is_code(unit)
            near += step
    return count + _is_code(found[at])


def _spelled(unit: Unit | None) -> bool:
    return unit is not None and (unit.kind in (Kind.LETTER, Kind.DIGIT) or _is_code(unit))


def _is_code(unit: Unit | None) -> bool:
    return unit is not None and unit.kind is Kind.WORD and unit.text in letters.CODE_WORDS


def _is_digit(unit: Unit | None) -> bool:
    return unit is not None and unit.kind is Kind.DIGIT


def _is_word(unit: Unit | None) -> bool:
    return unit is not None and unit.kind is Kind.WORD and unit.text not in FUNCTION_WORDS
