"""A caller's name in what was said: "this is Ann Lee", "ann lee speaking", spelled out, or bare when asked.

Which words are common first names is in ``vocabulary.first_names``; addresses are heard in ``emails``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from direct_booking.hearing.spelling import Kind, Unit, units
from direct_booking.vocabulary.english import FILLERS, FUNCTION_WORDS, NO_NAMES, TIME_WORDS
from direct_booking.vocabulary.first_names import FIRST_NAMES
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


_LEAD = r"(?:(?:mr|mrs|ms|miss|mister|missus|doctor|dr|professor)\b\.?\s+)?"
_STRONG = re.compile(
    r"\b(?:(?:my|the|his|her|full|first|last|caller's|patient's|client's) (?:full |first |last )?"
    r"name(?:'s| is| would be| will be|:)?(?:\s+(?:going to be|actually))?|name is|name's|call me|i go by|"
    r"(?:under|in|with) the name(?: of)?|name of|i am called|i'm called)\s+" + _LEAD,
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:this is|it's for|it is for|that's for|book(?:ed)? (?:it )?(?:for|under)|"
    r"put (?:it|me|that) (?:down )?(?:for|under|as)|appointment for|under|speaking with|"
    r"speaking to|you(?:'re| are) (?:speaking|talking) (?:with|to)|it's|it is|"
    r"i'm|i am|its|im|here's|that's|that is)\s+" + _LEAD,
    re.IGNORECASE,
)
_FOR = re.compile(r"\bfor\s+" + _LEAD, re.IGNORECASE)
"""What follows is a name only when it begins with a common first name."""
_FIRST_LAST = re.compile(
    r"\bfirst name(?:'s| is)?\s+([^\W\d_]+)\W+(?:and\s+)?(?:my |the )?last name(?:'s| is)?\s+([^\W\d_]+)",
    re.I,
)
_SAYS_SO = frozenset(["speaking", "here", "calling"])
_PARTICLES = listed("de la del der van von di da dos das el al bin ibn st le du ter ten")
_LONGEST = 4


def hear(text: str, *, asked: bool = False) -> HeardName | None:
    """The name in what was said, or None. Pure; never raises on a string.

    Args:
        asked: the caller was asked for a name, so that a bare one is heard too.

    >>> hear("hi this is ann lee, I'd like to come in").name
    'Ann Lee'
    >>> hear("it's fine"), hear("this is ridiculous"), hear("it's tuesday")
    (None, None, None)
    """
    whole = _FIRST_LAST.search(text)
    if whole:
        return HeardName(
            f"{_capital(whole[1].lower())} {_capital(whole[2].lower())}",
            whole.start(1),
            whole.end(2),
            named=True,
        )
    said = units(text)
    for frame in reversed(list(_STRONG.finditer(text))):
        heard = _gathered(text, said, frame.end(), certain=True)
        if heard:
            return replace(heard, named=True)
    heard = _speaking(text, said)
    for frame in _WEAK.finditer(text) if heard is None else ():
        heard = heard or _gathered(text, said, frame.end(), certain=asked)
    for frame in _FOR.finditer(text) if heard is None else ():
        heard = heard or _gathered(text, said, frame.end(), certain=False, known=True)
    if heard is None and asked:
        heard = _gathered(text, said, _opening(said), certain=True)
    return heard


def _opening(said: Sequence[Unit]) -> int:
    """Where a bare answer begins: after "um", "sure", "yes"."""
    for unit in said:
        if unit.kind is Kind.ASIDE or unit.text in FILLERS or unit.text in _POLITE:
            continue
        return unit.start
    return 0


_POLITE = listed(
    """
    sure yes yeah yep okay ok of course hi hello please the name mr mrs ms miss doctor dr
    """
)


def _speaking(text: str, said: Sequence[Unit]) -> HeardName | None:
    """ "ann lee speaking"."""
    for at, unit in enumerate(said):
        if unit.text not in _SAYS_SO or unit.pause:
            continue
        first = at
        while first and at - first < 3 and _part(said[first - 1]) and (first == at or not said[first].pause):
            first -= 1
        words = said[first:at]
        if words and (words[0].text in FIRST_NAMES or len(words) > 1 and first == 0):
            return _heard(text, list(words))
    return None


def _gathered(
    text: str, said: Sequence[Unit], start: int, *, certain: bool, known: bool = False
) -> HeardName | None:
    """The name that begins at an offset, if what stands there looks like one."""
    at = next((place for place, unit in enumerate(said) if unit.start >= start), len(said))
    while at < len(said) and said[at].kind is Kind.ASIDE:
        at += 1
    parts: list[Unit] = []
    begin = at
    while at < len(said) and _continues(said, at, begin):
        parts.append(said[at])
        at += 1
    parts = [part for part in parts if part.kind is not Kind.ASIDE]
    following = said[at] if at < len(said) else None
    if following is not None and not following.pause and following.kind in (Kind.AT, Kind.DIGIT):
        return None
    if known and (not parts or parts[0].text not in FIRST_NAMES):
        return None
    if not _looks_right(text, parts, following, certain=certain):
        return None
    return _heard(text, parts)


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
    return _part(unit) or unit.text in _PARTICLES and at > begin


def _goes_on(said: Sequence[Unit], at: int) -> bool:
    """Whether a name goes on after a pause: spelled, or after an initial ("Robert S. Gilbert")."""
    unit, before = said[at], said[at - 1]
    if before.kind is Kind.LETTER and unit.pause == 2:
        return _part(unit) or unit.kind is Kind.LETTER
    spelled = before.kind is Kind.LETTER or at + 1 < len(said) and said[at + 1].kind is Kind.LETTER
    return unit.kind is Kind.LETTER and unit.pause == 1 and spelled


def _part(unit: Unit) -> bool:
    """Whether a word can be part of a name at all."""
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


_AFTER_NAME = _SAYS_SO | listed("and from at i i'd i'm my calling with can could")


def _describes(word: str) -> bool:
    """Whether a word has the shape of an adjective, an adverb or a verb."""
    return word.endswith(("ing", "ly", "ous", "ful", "able", "ible", "ment", "tion", "ness", "ed"))


def _heard(text: str, parts: list[Unit]) -> HeardName | None:
    words: list[str] = []
    letters = ""
    for part in [*parts, None]:
        if part is not None and part.kind is Kind.LETTER:
            letters += part.text
            continue
        if letters:
            _add_spelled(words, letters)
            letters = ""
        if part is not None and part.kind is Kind.WORD:
            words.append(part.text)
        elif part is not None and words:
            words[-1] += part.text
    name = " ".join(_capital(word.strip("-")) for word in _joined(words) if word.strip("-"))
    spelled = all(part.kind is Kind.LETTER for part in parts)
    return HeardName(name, parts[0].start, parts[-1].end, spelled) if name else None


def _joined(words: list[str]) -> list[str]:
    """ "smith- jones" is one word."""
    whole: list[str] = []
    for word in words:
        if whole and whole[-1].endswith(("-", "'")):
            whole[-1] += word
        else:
            whole.append(word)
    return whole


def _add_spelled(words: list[str], letters: str) -> None:
    """A spelled word replaces the one it spells: "lee, l e i g h" is Leigh."""
    if words and len(letters) > 2 and words[-1][0] == letters[0]:
        words[-1] = letters
    elif len(words) == 2 and letters[0] == words[0][0] and "".join(words) == letters:
        pass
    else:
        words.append(letters)


def _capital(word: str) -> str:
    if word in _PARTICLES - {"al", "el", "st", "le", "ten"}:
        return word
    if re.fullmatch(r"mc[a-z]{3,}", word):
        return "Mc" + word[2:].capitalize()
    return re.sub(r"(^|['-])([^\W\d_])", lambda match: match[1] + match[2].upper(), word)
