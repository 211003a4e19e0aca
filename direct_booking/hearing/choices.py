"""Yes and no, in the many ways callers say them.

What else an answer holds ("no, Friday", "no, M as in Mary") is heard elsewhere: times in ``times``,
corrections in ``corrections``. The phrases are in ``vocabulary.answers``.
"""

import re
from collections.abc import Sequence

from direct_booking.vocabulary import answers
from direct_booking.vocabulary.listing import listed, phrases

_ABOUT_IT = re.compile(
    r"\b(?:is|are|was|sounds?|looks?|seems?) (?:all |absolutely |quite |totally |perfectly )?"
    r"(?:right|correct|good|fine|great|perfect|okay)$"
)
_NOT_IT = re.compile(
    r"\b(?:is|are|was|sounds?|looks?|seems?|isn't|aren't|wasn't) (?:not |all |completely |totally )?"
    r"(?:right|correct|it|good|wrong|incorrect)$"
)
_TURN_ROUND = frozenset(
    phrases(
        """
        that's right | that is right | that's correct | that is correct | correct | that works
        that'll work | that's perfect | sounds good | that sounds good | that's good | it's correct
        it's right | right | yes
        yeah | yep | you got it right
        """
    )
)
"""After "no", these say that what was read back is right."""
_WEAK_YES = listed("yes yeah yep ya yea okay ok right sure alright well good fine great cool perfect")
"""Before "no", these agree to nothing: "yeah no"."""

_Table = dict[str, list[tuple[tuple[str, ...], str]]]


def _table() -> _Table:
    table: _Table = {}
    for meaning, said in (("yes", answers.YES), ("no", answers.NO), ("", answers.NEITHER)):
        for phrase in said:
            words = tuple(phrase.split())
            table.setdefault(words[0], []).append((words, meaning))
    for entries in table.values():
        # The longest first; what looks like an answer and is none before the answer itself.
        entries.sort(key=lambda entry: (-len(entry[0]), entry[1]))
    return table


_ANSWERS = _table()
_SKIPPED = [tuple(phrase.split()) for phrase in answers.LEAD_INS]
_COURTESY = [tuple(phrase.split()) for phrase in answers.POLITE]


def hear(text: str) -> str | None:
    """ "yes", "no", or None when neither was said. Pure; never raises on a string.

    An answer stands at the beginning; what follows it may change it ("yeah no", "no, that's right").

    >>> hear("yep that works"), hear("no, M as in Mary"), hear("not monday"), hear("yesterday")
    ('yes', 'no', None, None)
    """
    words = _words(text)
    chain = _chain(words, _skip(words, 0))
    if not chain:
        return _judged(" ".join(words))
    phrases, meanings = [phrase for phrase, _ in chain], [meaning for _, meaning in chain]
    if "" in meanings:
        meanings = meanings[: meanings.index("")]
        if not meanings:
            return None
    if (
        meanings[0] == "no"
        and len(meanings) > 1
        and phrases[0] in ("no", "nope")
        and phrases[1] in _TURN_ROUND
    ):
        return "yes"
    if meanings[0] == "yes" and "no" in meanings and phrases[0] in _WEAK_YES:
        return "no"
    return meanings[0]


def is_plain(text: str) -> bool:
    """Whether nothing but yes or no, and politeness, was said. Pure; never raises on a string.

    >>> is_plain("yes please, thank you"), is_plain("yes but make it three")
    (True, False)
    """
    words = _words(text)
    if hear(text) is None:
        return False
    at = 0
    while at < len(words):
        step = _matched(words, at, _SKIPPED) or _matched(words, at, _COURTESY)
        entry = _answer(words, at)
        if entry and entry[1]:
            step = max(step, len(entry[0]))
        if not step:
            return bool(_ABOUT_IT.search(" ".join(words[at:])) and len(words) - at < 6)
        at += step
    return True


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower().replace("’", "'"))


def _chain(words: Sequence[str], at: int) -> list[tuple[str, str]]:
    """The answers that follow each other at the beginning, with what each means."""
    chain: list[tuple[str, str]] = []
    while at < len(words):
        entry = _answer(words, at)
        if entry is None:
            break
        chain.append((" ".join(entry[0]), entry[1]))
        at = _skip(words, at + len(entry[0]))
    return chain


def _answer(words: Sequence[str], at: int) -> tuple[tuple[str, ...], str] | None:
    for phrase, meaning in _ANSWERS.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return phrase, meaning
    return None


def _skip(words: Sequence[str], at: int) -> int:
    """Past what people say before they answer."""
    while at < len(words):
        entry = _answer(words, at)
        step = _matched(words, at, _SKIPPED)
        if not step or entry is not None and len(entry[0]) >= step:
            return at
        at += step
    return at


def _matched(words: Sequence[str], at: int, phrases: Sequence[tuple[str, ...]]) -> int:
    return max(
        (len(phrase) for phrase in phrases if tuple(words[at : at + len(phrase)]) == phrase), default=0
    )


def _judged(said: str) -> str | None:
    """ "the email is correct", "everything looks good"."""
    if len(said.split()) > 8:
        return None
    if _NOT_IT.search(said) and re.search(r"\b(?:not|wrong|incorrect|isn't|aren't|wasn't)\b", said):
        return "no"
    return "yes" if _ABOUT_IT.search(said) and "not" not in said.split() else None
