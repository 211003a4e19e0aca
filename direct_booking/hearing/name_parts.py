"""Words into a name: how far it goes, whether it is one at all, and how it is written.

Where a name may begin in a sentence is in ``names``; which words are common first names is in
``vocabulary.first_names``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from direct_booking.hearing.spelling import Kind, Unit
from direct_booking.vocabulary.english import FILLERS, FUNCTION_WORDS, NO_NAMES, TIME_WORDS
from direct_booking.vocabulary.first_names import FIRST_NAMES, LETTER_LIKE_NAMES
from direct_booking.vocabulary.listing import listed


@dataclass(frozen=True)
class HeardName:
    """A name that was heard.

    Attributes:
        name: as it is written, every part with a capital.
        start, end: half-open offsets of the name itself.
        spelled: nothing but letters was said, which may spell something else: "it's J, O, H, N".
        named: it was said to be a name: "my name is".
    """

    name: str
    start: int
    end: int
    spelled: bool = False
    named: bool = False


SAYS_SO = frozenset(["speaking", "here", "calling"])
_PARTICLES = listed("de la del der van von di da dos das el al bin ibn st le du ter ten")
_LONGEST = 4
_MAY_BE_NAMES = frozenset(("may", "will"))


def gathered(
    text: str,
    said: Sequence[Unit],
    start: int,
    *,
    certain: bool,
    known: bool = False,
    strong: bool = False,
    ending: bool = False,
) -> HeardName | None:
    """The name that begins at an offset, if what stands there looks like one. Pure.

    Args:
        certain: it was said to be a name, or asked for.
        known: it has to begin with a common first name.
        strong: even "may" and "will" are names there.
        ending: what ends the turn is a name.
    """
    at = next((place for place, unit in enumerate(said) if unit.start >= start), len(said))
    while at < len(said) and said[at].kind is Kind.ASIDE:
        at += 1
    parts: list[Unit] = []
    begin = at
    if strong and at < len(said) and said[at].text in _MAY_BE_NAMES and not _verb_follows(said, at):
        parts.append(said[at])
        at += 1
    while at < len(said) and (_continues(said, at, begin) or spelled_next(said, at, begin)):
        if said[at].text not in _THAT_IS:
            parts.append(said[at])
        at += 1
    parts = _with_letter_name(text, [part for part in parts if part.kind is not Kind.ASIDE])
    following = said[at] if at < len(said) else None
    if ending and following is None and len(parts) == 1 and parts[0].kind is Kind.WORD:
        certain = True
    if following is not None and not following.pause and following.kind in (Kind.AT, Kind.DIGIT):
        return None
    if known and (not parts or parts[0].text not in FIRST_NAMES):
        return None
    if not _looks_right(text, parts, following, certain=certain):
        return None
    return written(parts)


def _with_letter_name(text: str, parts: list[Unit]) -> list[Unit]:
    """ "Jay Smith" as it is written, and no "J Smith"."""
    if len(parts) < 2 or parts[0].kind is not Kind.LETTER or parts[1].kind is not Kind.WORD:
        return parts
    first = text[parts[0].start : parts[0].end].lower()
    return (
        [replace(parts[0], kind=Kind.WORD, text=first), *parts[1:]] if first in LETTER_LIKE_NAMES else parts
    )


_THAT_IS = frozenset(("that's", "it's", "spelled", "spelt"))


def spelled_next(said: Sequence[Unit], at: int, begin: int) -> bool:
    """Whether a spelling begins here: "John Smith, that's S M Y T H E". Pure."""
    letters = said[at + 1 : at + 3]
    return (
        at > begin
        and said[at].text in _THAT_IS
        and len(letters) == 2
        and all(unit.kind is Kind.LETTER for unit in letters)
    )


def _verb_follows(said: Sequence[Unit], at: int) -> bool:
    return at + 1 < len(said) and said[at + 1].text in ("i", "we", "be", "you", "have")


def _continues(said: Sequence[Unit], at: int, begin: int) -> bool:
    unit = said[at]
    if unit.kind is Kind.ASIDE:
        return at > begin and not unit.text.startswith(("um", "uh", "er", "then"))
    if unit.kind is Kind.SIGN:
        return unit.text in "-'" and at > begin
    if unit.pause and at > begin:
        return _goes_on(said, at)
    if unit.kind is Kind.LETTER:
        return (
            unit.text != "a"
            and unit.text != "i"
            or at + 1 < len(said)
            and said[at + 1].kind is Kind.LETTER
            or (at > begin and said[at - 1].kind is Kind.LETTER)
        )
    return is_part(unit) or unit.text in _PARTICLES and at > begin


def _goes_on(said: Sequence[Unit], at: int) -> bool:
    """Whether a name goes on after a pause: spelled, or after an initial ("Robert S. Gilbert")."""
    unit, before = said[at], said[at - 1]
    if before.kind is Kind.LETTER and unit.pause == 2:
        return is_part(unit) or unit.kind is Kind.LETTER
    spelled = before.kind is Kind.LETTER or at + 1 < len(said) and said[at + 1].kind is Kind.LETTER
    return unit.kind is Kind.LETTER and unit.pause == 1 and spelled


def is_part(unit: Unit) -> bool:
    """Whether a word can be part of a name at all. Pure."""
    if unit.kind is not Kind.WORD:
        return False
    word = unit.text
    known = word in FIRST_NAMES
    if not known and (word in FUNCTION_WORDS or word in NO_NAMES or word in TIME_WORDS or word in FILLERS):
        return False
    return not word.endswith(("n't", "'ll", "'re", "'ve", "'d", "'s", "'m"))


def _looks_right(text: str, parts: Sequence[Unit], following: Unit | None, *, certain: bool) -> bool:
    words = [part.text for part in parts if part.kind is Kind.WORD]
    spelled = sum(len(part.text) for part in parts if part.kind is Kind.LETTER)
    if not words:
        return spelled > 1 and (certain or spelled > 2)
    if (
        len(words) > _LONGEST
        or (words[0] in TIME_WORDS or words[0] in NO_NAMES)
        and len(words) < 2
        and not certain
    ):
        return False
    if certain or words[0] in FIRST_NAMES:
        return True
    shown = [text[part.start : part.start + 1].isupper() for part in parts if part.kind is Kind.WORD]
    written = not text.isupper() and all(shown) and any(character.islower() for character in text)
    ends = following is None or bool(following.pause) or following.text in _AFTER_NAME
    return written or len(words) == 2 and ends and not any(_describes(word) for word in words)


_AFTER_NAME = SAYS_SO | listed("and from at i i'd i'm my calling with can could")


def _describes(word: str) -> bool:
    """Whether a word has the shape of an adjective, an adverb or a verb."""
    return word.endswith(("ing", "ly", "ous", "ful", "able", "ible", "ment", "tion", "ness", "ed"))


def written(parts: list[Unit]) -> HeardName | None:
    """The name that these units are. Pure."""
    words: list[str] = []
    letters = ""
    for part in [*parts, None]:
        if part is not None and part.kind is Kind.LETTER:
            letters += part.text
            continue
        if letters:
            _add_spelled(words, letters, initials=part is not None and part.kind is Kind.WORD)
        if part is not None and part.kind is Kind.WORD and part.text != letters:
            words.append(part.text)
        letters = ""
        if part is not None and part.kind is Kind.WORD:
            continue
        if part is not None and words:
            words[-1] += part.text
    name = " ".join(capital(word.strip("-")) for word in _joined(words) if word.strip("-"))
    spelled = all(part.kind is Kind.LETTER for part in parts)
    return HeardName(name, parts[0].start, parts[-1].end, spelled) if name else None


def _joined(words: list[str]) -> list[str]:
    """ "smith- jones" is one word."""
    whole: list[str] = []
    for word in words:
        if whole and (whole[-1].endswith(("-", "'")) or whole[-1] == "mc"):
            whole[-1] += word
        elif whole and whole[-1] == "O" and word[:1].isalpha():
            whole[-1] = f"o'{word}"  # "O Brien"
        else:
            whole.append(word)
    return whole


def _add_spelled(words: list[str], letters: str, *, initials: bool) -> None:
    """A spelled word replaces the one it spells: "lee, l e i g h"; "J R Smith" begins with initials."""
    if initials and len(letters) < 3:
        words.append(letters.upper())
    elif words and len(letters) > 2 and words[-1][0] == letters[0]:
        words[-1] = letters
    elif len(words) == 2 and letters[0] == words[0][0] and "".join(words) == letters:
        pass
    else:
        words.append(letters)


def capital(word: str) -> str:
    """A word of a name with its capitals. Pure.

    >>> capital("mcdonald"), capital("o'brien"), capital("van")
    ('McDonald', "O'Brien", 'van')
    """
    if word in _PARTICLES - {"al", "el", "st", "le", "ten"}:
        return word
    if word.isupper():
        return word
    if re.fullmatch(r"mc[a-z]{3,}", word):
        return "Mc" + word[2:].capitalize()
    return re.sub(r"(^|['-])([^\W\d_])", lambda match: match[1] + match[2].upper(), word)
