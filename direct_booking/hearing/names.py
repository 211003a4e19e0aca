"""A caller's name in what was said: "this is Ann Lee", "ann lee speaking", spelled out, or bare when asked.

How far a name goes and how it is written is in ``name_parts``; addresses are heard in ``emails``.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from direct_booking.hearing.correcting import correct
from direct_booking.hearing.corrections import hear_edit
from direct_booking.hearing.name_parts import (
    SAYS_SO,
    HeardName,
    capital,
    gathered,
    is_part,
    spelled_next,
    written,
)
from direct_booking.hearing.spelling import Kind, Unit, units
from direct_booking.vocabulary.english import FILLERS
from direct_booking.vocabulary.first_names import FIRST_NAMES
from direct_booking.vocabulary.listing import listed

_LEAD = r"(?:(?:mr|mrs|ms|miss|mister|missus|doctor|dr|professor)\b\.?\s+)?"
_RELATIVE = (
    r"(?:wife|husband|son|daughter|mother|father|mom|mum|dad|sister|brother|partner|friend|child|kid|boy|"
    r"girl|"
    r"baby|grandson|granddaughter|grandmother|grandfather|grandma|grandpa|niece|nephew|aunt|uncle|cousin|"
    r"boss|"
    r"colleague|client|patient|husband's|fiancee?|girlfriend|boyfriend|neighbou?r)"
)
_STRONG = re.compile(
    rf"\b(?:(?:my|the|his|her|their|full|first|last|(?:{_RELATIVE}|caller|customer)'s) "
    r"(?:full |first |last |family )?"
    r"(?:name|surname)(?:'s| is| would be| will be|:)?(?:\s+(?:going to be|actually|spelled))?|"
    r"surname(?:'s| is)?|name is|name's|call me|calls? me|i go by|on behalf of|"
    r"(?:under|in|with) the name(?: of)?|name of|i am called|i'm called)\s+" + _LEAD,
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:this is|it's for|it is for|that's for|book(?:ed)? (?:it )?(?:for|under)|"
    r"put (?:it|me|that) (?:down )?(?:for|under|as)|appointment for|under|speaking with|"
    r"speaking to|you(?:'re| are) (?:speaking|talking) (?:with|to)|it's|it is|"
    r"(?:the|my) (?:patient|client|customer|caller|guest) is|"
    r"i'm|i am|its|im|here's|that's|that is)\s+" + _LEAD,
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:for|(?:that|it|this)(?:'d| would|'ll| will) be|you can use|please use|use|put down|go with)\s+"
    + _LEAD,
    re.IGNORECASE,
)
"""What follows is a name only when it begins with a common first name, or when a name was asked for."""
_FOR_RELATIVE = re.compile(
    rf"\b(?:for|with|it's|to) (?:my|our|his|her|the) {_RELATIVE},?\s+(?:called |named "
    rf")?" + _LEAD,
    re.IGNORECASE,
)
_WORD = r"(?!(?:dot|at|underscore|dash|hyphen|period|plus|and|last|first|initial|is)\b)([^\W\d_]+)"
_FIRST_LAST = re.compile(
    rf"\bfirst name(?:'s| is)?\s+{_WORD}\W+(?:and\s+)?(?:my |the )?last name(?:'s| is)?\s+{_WORD}",
    re.I,
)
_LAST_FIRST = re.compile(
    rf"\b(?:last name|surname|family name)(?:'s| is)?\s+{_WORD}\W+(?:and\s+)?(?:my |the )?"
    rf"(?:first|given) name(?:'s| is)?\s+{_WORD}",
    re.I,
)
_DESCRIBED = re.compile(
    r"(?<=[a-z]{2})[\s,]+((?:spelled |spelt |but |and )?"
    r"(?:(?:with|without)(?: an?| the| no| two| any| double)? (?:double |two )?"
    r"(?:[ei] ?[ey]|[a-z]|ph|ck)(?:'?s)?|"
    r"(?:no|two|double) (?![ai]\b)[a-z](?:'?s)?))(?=\W*$|\W+(?:[^\W\d_]{2,}|i\b))",
    re.IGNORECASE,
)
"""How a name is spelled, told after it: "with a Y", "no H"."""


def hear(text: str, *, asked: bool = False) -> HeardName | None:
    """The name in what was said, or None. Pure; never raises on a string.

    Args:
        asked: the caller was asked for a name, so that a bare one is heard too.

    >>> hear("hi this is ann lee, I'd like to come in").name
    'Ann Lee'
    >>> hear("it's fine"), hear("this is ridiculous"), hear("it's tuesday")
    (None, None, None)
    """
    described = _DESCRIBED.search(text)
    if described:
        plain = f"{text[: described.start()]},{text[described.end() :]}"
        heard = _hear(plain, asked=asked)
        if heard is not None and heard.end <= described.start():
            return replace(heard, name=_as_described(heard.name, described[1]), end=described.end())
    return _hear(text, asked=asked)


def _as_described(name: str, how: str) -> str:
    """The name with the last of its words that can be spelled so."""
    words = name.split()
    edits = hear_edit(re.sub(r"^(?:spelled|spelt|but|and) ", "", how.lower()))
    for at in range(len(words) - 1, -1, -1):
        changed = correct(f"{words[at].lower()}@gmail.com", edits)
        if changed:
            return " ".join([*words[:at], capital(changed.split("@")[0]), *words[at + 1 :]])
    return name


def _hear(text: str, *, asked: bool) -> HeardName | None:
    for both, order in ((_FIRST_LAST, (1, 2)), (_LAST_FIRST, (2, 1))):
        whole = both.search(text)
        if whole:
            name = " ".join(capital(whole[group].lower()) for group in order)
            return HeardName(name, whole.start(1), whole.end(2), named=True)
    said = units(text)
    for frame in reversed(list(_STRONG.finditer(text))):
        heard = gathered(text, said, frame.end(), certain=True, strong=True)
        if heard:
            return replace(heard, named=True)
    heard = _speaking(text, said)
    for frame in _FOR_RELATIVE.finditer(text) if heard is None else ():
        heard = heard or gathered(text, said, frame.end(), certain=asked, ending=True)
    for frame in _WEAK.finditer(text) if heard is None else ():
        if not _is_spelling_of_name(said, frame.end()):
            under = "under" in frame.group().lower()
            heard = heard or gathered(text, said, frame.end(), certain=asked, ending=under)
    for frame in _FOR.finditer(text) if heard is None else ():
        heard = heard or gathered(text, said, frame.end(), certain=False, known=not asked)
    if heard is None and asked:
        heard = gathered(text, said, _opening(said), certain=True, strong=len(said) == 1)
    return heard


def _is_spelling_of_name(said: Sequence[Unit], start: int) -> bool:
    """Whether a frame only leads to the spelling of the name before it: "John Smythe, that's S M Y ..."."""
    at = next((place for place, unit in enumerate(said) if unit.start >= start), len(said))
    return at > 1 and is_part(said[at - 2]) and spelled_next(said, at - 1, 0)


def _opening(said: Sequence[Unit]) -> int:
    """Where a bare answer begins: after "um", "sure", "yes"."""
    for unit in said:
        if unit.kind is Kind.ASIDE or unit.text in FILLERS or unit.text in _POLITE:
            continue
        return unit.start
    return 0


_POLITE = listed(
    """
    sure yes yeah yep okay ok of course hi hello please the name mr mrs ms miss doctor dr mister missus
    """
)


def _speaking(text: str, said: Sequence[Unit]) -> HeardName | None:
    """ "ann lee speaking"."""
    for at, unit in enumerate(said):
        if unit.text not in SAYS_SO or unit.pause:
            continue
        first = at
        while (
            first and at - first < 3 and is_part(said[first - 1]) and (first == at or not said[first].pause)
        ):
            first -= 1
        words = said[first:at]
        if words and (words[0].text in FIRST_NAMES or len(words) > 1 and first == 0):
            return written(list(words))
    return None
