"""Letters that are told by code words in a row: there the words survive a phone line and little around them.

"S as in Sam, I as in ice" arrives as "essays in Sam, eye as a knife". Where several code words follow one
another, each stands for its first letter, whatever is left of what was said before it. A code word that
stands alone is heard in ``code_words``.
"""

import re
from collections.abc import Sequence

from direct_booking.vocabulary import letters
from direct_booking.vocabulary.listing import listed

FEWEST = 2
_AS = listed("as is s has his us isn't isnt doesn't doesnt was")
_IN = listed("in and an a as")
_MANY_AS = re.compile(r"[a-z]{2,}(?:'s|s|z|ze)")  # "essays in Sam", "Emma's in Mary"
# "Ellison Larry", "Edison Apple", "mizen Mary", "Hsn Henry"
_AS_IN = re.compile(r"(?:[a-z]{1,3})[aeio]?[sz][aeio]?n")
_CUT_OFF = listed("isn't isnt doesn't doesnt")
# "In ice" and "in an apple" wrap their n around the vowel: "a knife", "a naple", "a numberella".
_WRAPPED = re.compile(r"k?n([aeiou])[a-z]+")


def is_run(words: Sequence[str]) -> bool:
    """Whether code words are said in a row. Pure.

    >>> is_run("its chaos in king i is a knife emma's in mary".split()), is_run("as in mary".split())
    (True, False)
    """
    found = at = 0
    while at < len(words) and found < FEWEST:
        end = coded_in_run(words, at)
        found += end is not None
        at = end[1] if end else at + 1
    return found >= FEWEST


def coded_in_run(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """The letter whose remains begin at a word, and the word after its code word. Pure.

    >>> coded_in_run("he is in tom".split(), 0), coded_in_run("ellison larry".split(), 0)
    (('t', 4), ('l', 2))
    """
    return _coded(words, at) or _stammered(words, at)


def _coded(words: Sequence[str], at: int) -> tuple[str, int] | None:
    for remains in (_with_head, _in_one_word, _doubled, _without_head):
        code = remains(words, at)
        letter = _letter(words, at, code) if code is not None else None
        if letter is not None:
            return letter, code + 1
    return None


def _with_head(words: Sequence[str], at: int) -> int | None:
    """ "He is in Tom", "A. S. and apple": something short, what is left of "as", what is left of "in"."""
    if at + 2 >= len(words) or not words[at].isalpha() or len(words[at]) > 5:
        return None
    if words[at + 1] == "asin":
        return at + 2
    if words[at + 1] not in _AS:
        return None
    joined = words[at + 2] in _IN
    if not joined and words[at + 1] not in _CUT_OFF:
        return None
    return at + 2 + joined


def _in_one_word(words: Sequence[str], at: int) -> int | None:
    """ "Essays in Sam", "Ellison Larry": letter and "as" became one word, or all three."""
    if at + 1 < len(words) and _AS_IN.fullmatch(words[at]):
        return at + 1
    joined = at + 2 < len(words) and words[at + 1] in _IN
    return at + 2 if joined and _MANY_AS.fullmatch(words[at]) else None


def _doubled(words: Sequence[str], at: int) -> int | None:
    """ "M. M. and Mary"."""
    if at + 3 >= len(words) or len(words[at]) > 1 or words[at + 1] != words[at]:
        return None
    return at + 3 if words[at + 2] in _IN and words[at + 3].startswith(words[at]) else None


def _without_head(words: Sequence[str], at: int) -> int | None:
    """ "As in Apple", where the A is lost."""
    return at + 2 if tuple(words[at : at + 2]) in (("as", "in"), ("is", "in")) else None


def _stammered(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """ "M. M. S. and Mary": the letter once by itself, and then with its word."""
    if at + 1 >= len(words) or len(words[at]) > 1 or words[at + 1] != words[at]:
        return None
    coded = _coded(words, at + 1)
    return coded if coded is not None and coded[0] == words[at] else None


def _letter(words: Sequence[str], at: int, code: int) -> str | None:
    if code >= len(words):
        return None
    head, wrapped = words[at], _WRAPPED.fullmatch(words[code])
    if wrapped and wrapped[1] == head:
        return head  # "I as a knife", "I isn't nice"
    if words[code] == head and len(head) == 1:
        return head  # "I. S. and I": the rest of the word is lost
    if words[code] in letters.USUAL_CODE_WORDS or words[code] in letters.CODE_WORDS:
        return words[code][0]
    return wrapped[1] if wrapped and words[code - 1] in ("a", "an", "as") else None
