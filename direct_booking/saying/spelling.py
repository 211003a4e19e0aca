"""E-mail addresses into fragments that a voice can say and a listener can check (SPEC 4.1, 4.4).

How they are heard is in ``hearing.emails``; the names of letters and signs are in ``vocabulary.letters``.
"""

import re
from collections.abc import Collection

from direct_booking.vocabulary import domains, letters
from direct_booking.vocabulary.english import FUNCTION_WORDS, SPELLING_ASIDES, TIME_WORDS

_NUMBER_WORDS = frozenset(
    [*letters.DIGITS, *letters.TEENS, *letters.TENS, *letters.TIMES, "hundred", "thousand"]
)
_HEARD_OTHERWISE = (
    FUNCTION_WORDS | TIME_WORDS | _NUMBER_WORDS | frozenset(letters.CODE_WORDS)
    | frozenset(letters.LETTER_NAMES) | frozenset(letters.HOMOPHONES) | frozenset(letters.DIGIT_HOMOPHONES)
    | frozenset(name.split()[0] for name in letters.SIGN_NAMES)
    | frozenset(aside.split()[0] for aside in SPELLING_ASIDES) | frozenset(("dotcom", "as", "like"))
)  # fmt: skip
"""Words that stand for something else in spelling: never said as a part of an address."""


_NTH = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
_NO_ENDING = (
    frozenset(SPELLING_ASIDES)
    | frozenset(letters.LETTER_NAMES)
    | frozenset(letters.CODE_WORDS)
    | _NUMBER_WORDS
    | {"at"}
)


def spell(address: str, *, code_words: bool = False, doubtful: Collection[int] = ()) -> str:
    """An address letter by letter; a domain that everybody can write down is said as words. Pure.

    Two equal letters are said twice, because "double" is one more word to mishear. Domains that are said as
    words: ``vocabulary.domains.FAMILIAR_LABELS``.

    Args:
        code_words: "J as in Juliett" instead of "J", after a first refusal.
        doubtful: places before the at-sign whose letters get their code words anyway.

    >>> spell("john@example.com"), spell("bill_2@xqrt.com")
    ('J, O, H, N at example dot com', 'B, I, L, L, underscore, two at X, Q, R, T dot com')
    >>> spell("jo@gmail.com", code_words=True)
    'J as in Juliett, O as in Oscar at gmail dot com'
    >>> spell("ann@gmail.com", doubtful=[2])
    'A, N, N as in November at gmail dot com'
    """
    local, _, domain = address.lower().partition("@")
    return f"{_letters(local, code_words, doubtful=doubtful)} at {_domain(domain, code_words)}"


def say_letters(address: str, place: int, other: str) -> str:
    """A letter of an address that may as well be another one, and that other one. Pure.

    Args:
        place: before the at-sign, from 0.

    >>> say_letters("nary@gmail.com", 0, "m")
    'first letter N as in November, or M as in Mike'
    """
    local = address.partition("@")[0]
    count = sum(character.isalnum() for character in local[: place + 1])
    nth = f"{_NTH[count - 1]} letter" if count <= len(_NTH) else "letter"
    return f"{nth} {_name(local[place], True)}, or {_name(other, True)}"


def say_email(address: str) -> str:
    """An address as people say it, spelled only where a word would not be understood. Pure.

    >>> say_email("john@example.com"), say_email("j.smith2@gmail.com"), say_email("two@xqrt.com")
    ('john at example dot com', 'J dot smith two at gmail dot com', 'T, W, O at X, Q, R, T dot com')
    """
    local, _, domain = address.lower().partition("@")
    pieces = re.findall(r"[a-z]+|[0-9]+|[^a-z0-9]", local)
    return f"{_spaced(pieces)} at {_domain(domain, code_words=False)}"


def _spaced(pieces: list[str]) -> str:
    if not any(_sayable(piece) for piece in pieces):
        return _letters("".join(pieces), code_words=False)
    beside = ["", *pieces, ""]
    return " ".join(
        piece
        if _sayable(piece)
        else _letters(piece, code_words=False, before=beside[at], after=beside[at + 2])
        for at, piece in enumerate(pieces)
    )


def _sayable(piece: str) -> bool:
    """Whether a listener, and a recogniser, writes the word down as it is."""
    return (
        len(piece) > 2
        and bool(re.search("[aeiouy]", piece))
        and piece.isalpha()
        and piece not in _HEARD_OTHERWISE
    )


def _letters(
    text: str, code_words: bool, before: str = "", after: str = "", doubtful: Collection[int] = ()
) -> str:
    said = []
    text, first, last = f"{before[-1:]}{text}{after[:1]}", len(before[-1:]), len(after[:1])
    for place, character in enumerate(text):
        name = _name(character, code_words or place - first in doubtful)
        beside = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
        if character == "o" and not code_words and any(neighbour.isdigit() for neighbour in beside):
            name = "the letter O"  # beside a digit an O is a zero to everybody
        said.append(name)
    return ", ".join(said[first : len(said) - last])


def _name(character: str, code_words: bool) -> str:
    if character.isdigit():
        return letters.DIGIT_NAMES[int(character)] if character in "0123456789" else character
    if character in letters.SIGNS:
        return letters.SIGNS[character][0]
    if code_words and character in letters.NATO:
        return f"{character.upper()} as in {letters.NATO[character][0].capitalize()}"
    return character.upper()


def _domain(domain: str, code_words: bool) -> str:
    labels = domain.split(".")
    ending = 1
    while ending < len(labels) - 1 and labels[-ending - 1] in ("co", "com", "org", "net", "ac", "gov"):
        ending += 1
    ending = min(ending, len(labels) - 1)
    names = [_label(label, code_words) for label in labels[:-ending]] if ending else []
    return " dot ".join([*names, *(_ending(label) for label in labels[-ending:])])


def _label(label: str, code_words: bool) -> str:
    if label in domains.SPELLED_BRANDS:
        return label.upper()
    return label if label in domains.FAMILIAR_LABELS else _letters(label, code_words)


def _ending(label: str) -> str:
    if label in domains.ENDINGS and label not in _NO_ENDING:
        return label.upper() if label in domains.COUNTRIES - {"co", "me"} else label
    return (
        label
        if len(label) > 2 and label not in _HEARD_OTHERWISE and label.isalpha()
        else _letters(label, False)
    )
