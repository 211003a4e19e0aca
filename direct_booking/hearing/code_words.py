"""A letter said with a word that begins with it: "M as in Mary", "B for bravo", "see for Charlie", "L Lima".

What the letter stands for among its neighbours is decided in ``spelling``; the code words themselves are in
``vocabulary.letters``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from direct_booking.vocabulary import letters
from direct_booking.vocabulary.listing import listed

_JOINERS = (("is", "as", "in"), ("as", "in"), ("is", "in"), ("is", "for"), ("has", "in"), ("as", "an"),
            ("as", "and"),
            ("like", "in"), ("like", "the", "word"), ("as", "a"), ("as", "is"), ("isn",),
            ("is", "an"), ("is", "a"), ("isn't",), ("isn't", "a"),
            ("s", "and"), ("s", "in"), ("s", "an"), ("has", "and"), ("us", "and"), ("us", "in"),
            ("it", "as", "in"),
            ("from",))  # fmt: skip
# Said of much else too: they join only a letter and a word that begins with it.
_STRICT_JOINERS = frozenset((
    ("as", "a"), ("as", "is"), ("from",), ("is", "for"), ("is", "in"), ("isn",), ("is", "an"), ("is", "a"),
    ("isn't",), ("isn't", "a"), ("s", "and"), ("s", "in"), ("s", "an"), ("has", "and"), ("us", "and"),
    ("us", "in"), ("it", "as", "in"),
))  # fmt: skip
_LOOSE_JOINERS = frozenset(("for", "like", "4", "as", "in", "is", "of"))
_ANY_LETTER_JOINERS = frozenset(("for", "4", "like", "as"))
_TWO_WORD_STARTS = listed("san new los las ice saint hong north south east west santa")
_DOUBLE_U = (("double", "u"), ("double", "you"), ("double", "you're"))
_FILLERS = listed("um uh er erm")


@dataclass(frozen=True)
class Coded:
    """A character that was said with a code word.

    Attributes:
        text: the character.
        end: the place of the word after it.
        digit: it is a digit: "two as in number".
        sure: the letter that was said is the one that the word begins with.
    """

    text: str
    end: int
    digit: bool = False
    sure: bool = True


def coded(words: Sequence[str], paused: Sequence[int], at: int) -> Coded | None:
    """The coded character that begins at a word: its word decides, because words survive a phone line. Pure.

    Args:
        paused: for each word, the weight of the pause before it.

    >>> coded("n as in mary".split(), [0] * 4, 0)
    Coded(text='m', end=4, digit=False, sure=False)
    """
    head = 2 if tuple(words[at : at + 2]) in _DOUBLE_U else 1
    after = _after_joiner(words, paused, at + head - 1, double=head == 2)
    while after is not None and after < len(words) and words[after] in _FILLERS:
        after += 1
    if after is None or after >= len(words):
        return None
    word, end = words[after], after + 1 + _second_word(words, paused, after + 1)
    if word in ("the", "a", "an") and end < len(words) and not paused[end]:
        word, end = words[end], end + 1
    if not word.replace("-", "").isalpha():
        return None
    said = letters.DIGITS.get(words[at], words[at])
    if said.isdigit() and (word in letters.DIGITS or word == "number"):
        return Coded(said, end, digit=True)
    letter = "w" if head == 2 else letter_of(said)
    stands_for = _stands_for(word, letter)
    return Coded(stands_for, end, sure=letter == stands_for)


def letter_of(word: str) -> str | None:
    """The letter that a word is the name of, or sounds like the name of. Pure."""
    if len(word) == 1 and word.isalpha():
        return word
    return letters.LETTER_NAMES.get(word) or letters.HOMOPHONES.get(word)


def _stands_for(word: str, letter: str | None) -> str:
    """The letter of a code word: its first, unless it sounds like the letter said ("C as in sea")."""
    if letter and (letter_of(word) == letter or word.startswith(letters.BEGINS_LIKE.get(letter, "?"))):
        return letter
    return word[0]


def _second_word(words: Sequence[str], paused: Sequence[int], at: int) -> bool:
    """Whether the code word goes on: "S as in San Francisco", "X as in X ray"."""
    if at >= len(words) or paused[at]:
        return False
    if (words[at - 1], words[at]) in (("x", "ray"), ("ex", "ray"), ("fox", "trot")):
        return True
    starts = words[at - 1] in _TWO_WORD_STARTS and len(words[at]) > 2
    return starts and _after_joiner(words, paused, at) is None


def _after_joiner(
    words: Sequence[str], paused: Sequence[int], at: int, *, double: bool = False
) -> int | None:
    word, rest = words[at], tuple(words[at + 1 : at + 4])
    if not word[0].isalnum():
        return None
    for joiner in _JOINERS[:-1] if len(word) > 1 else _JOINERS:
        if rest[: len(joiner)] == joiner and at + 1 + len(joiner) < len(words):
            code = words[at + 1 + len(joiner)]
            strict = joiner in _STRICT_JOINERS
            if code == "x" and words[at + 2 + len(joiner) : at + 3 + len(joiner)] == ["ray"]:
                return at + 1 + len(joiner)
            if len(code) > 1 and (not strict or code[0] == letter_of(word)) or code in letters.DIGITS:
                return at + 1 + len(joiner)
    return _after_loose_joiner(words, paused, at, double=double)


def _after_loose_joiner(words: Sequence[str], paused: Sequence[int], at: int, *, double: bool) -> int | None:
    word, rest = words[at], tuple(words[at + 1 : at + 3])
    said = "w" if double else word if len(word) == 1 else letters.LETTER_NAMES.get(word)
    maybe = said or letters.HOMOPHONES.get(word)
    if rest and rest[0] in _LOOSE_JOINERS and at + 2 < len(words):
        code = words[at + 2]
        usual = code in letters.CODE_WORDS or code in letters.USUAL_CODE_WORDS
        if (
            said
            and len(code) > 2
            and (
                code[0] == said and (usual or rest[0] != "of") or rest[0] not in ("in", "is", "of") and usual
            )
        ):
            return at + 2
        if maybe and rest[0] in _ANY_LETTER_JOINERS and code[0] == maybe and usual:
            return at + 2
    if said and rest and letters.CODE_WORDS.get(rest[0]) == said and not paused[at + 1]:
        return at + 1  # "L Lima"
    return None
