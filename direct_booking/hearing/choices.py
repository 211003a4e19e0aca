"""Yes and no, in the many ways callers say them.

What else an answer holds ("no, Friday", "no, M as in Mary") is heard elsewhere: times in ``times``,
corrections in ``corrections``. The phrases are in ``vocabulary.answers``.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from direct_booking.vocabulary import answers
from direct_booking.vocabulary.listing import listed, phrases

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

_MEANINGS = (
    ("yes", answers.YES),
    ("alone", answers.YES_ALONE),
    ("no", answers.NO),
    ("closing", answers.CLOSING),
    ("", answers.NEITHER),
)
_SUBJECT = (
    r"(?:(?:that|this|it|either|everything|all of that|all of it)(?: one| time| all)?|(?:that|it)'(?:s|d|ll)|"
    r"(?:the|my|this|that) \w+)"
)
_GOOD = listed(
    """
    good great fine perfect right correct okay ok lovely wonderful excellent ideal amazing awesome nice
    true accurate confirmed brilliant fantastic alright doable promising super
    """
)
_BAD = listed("wrong incorrect false bad terrible inconvenient impossible")
_VERB = (
    r"is|are|sounds?|looks?|seems?|would be|will be|be|works?|isn't|aren't|doesn't (?:sound|look|seem)|"
    r"wouldn't be|won't be"
)
_HOW = (
    r"not|all|just|very|really|real|so|pretty|quite|absolutely|totally|completely|perfectly|like|an?|"
    r"exactly|indeed"
)
_JUDGEMENT = re.compile(
    rf"^(?:{_SUBJECT} ?(?P<verb>{_VERB})?|sounds|looks)(?P<how>(?: (?:{_HOW}))*) "
    rf"(?P<what>{'|'.join(sorted(_GOOD | _BAD))})\b(?! (?:if|to)\b)"
)
"""A judgement in any words: "that one sounds really good", "the second letter is wrong"."""

_RESERVES = listed("but unless provided except although")

_Table = dict[str, list[tuple[tuple[str, ...], str]]]


def _table() -> _Table:
    table: _Table = {}
    for meaning, said in _MEANINGS:
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
    answered = _answers(words)
    if not answered:
        return None
    phrases, meanings = [phrase for phrase, _ in answered], [meaning for _, meaning in answered]
    if meanings[0] == "closing":
        return "no"
    if (
        meanings[0] == "no"
        and meanings[1:2] == ["yes"]
        and phrases[0] in ("no", "nope")
        and phrases[1] in _TURN_ROUND
    ):
        return "yes"
    if meanings[0] == "yes" and "no" in meanings and phrases[0] in _WEAK_YES:
        return "no"
    return meanings[0]


def has_reserve(text: str) -> bool:
    """Whether what was said is said with a reserve: "yes, but". Pure; never raises on a string.

    >>> has_reserve("yes but only if ann can come too"), has_reserve("yes please")
    (True, False)
    """
    return not _RESERVES.isdisjoint(_words(text))


def is_plain(text: str) -> bool:
    """Whether nothing but yes or no, and politeness, was said. Pure; never raises on a string.

    >>> is_plain("yes please, thank you"), is_plain("yes but make it three")
    (True, False)
    """
    words = _words(text)
    return hear(text) is not None and _rest_is_plain(words, 0)


def _words(text: str) -> list[str]:
    meant = _MISHEARD.sub(lambda found: answers.MISHEARD[found[0]], text.lower().replace("’", "'"))
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)?", meant)
    # Said twice is said once, "skip skip that"; but "uh uh" is a no.
    said = [word for word, again in groupby(words) for word in ([*again] if word == "uh" else [word])]
    return [_APOSTROPHES.get(word, word) for word in said]


_MISHEARD = re.compile(rf"\b(?:{'|'.join(answers.MISHEARD)})\b")
_APOSTROPHES = {
    word.replace("'", ""): word
    for word in listed(
        """
        that's it's i'm don't doesn't didn't isn't wasn't can't won't wouldn't couldn't let's you're
        """
    )
}
"""What a recogniser writes without the apostrophe."""


def _rest_is_plain(words: Sequence[str], at: int) -> bool:
    while at < len(words):
        step = max(_matched(words, at, _SKIPPED), _matched(words, at, _COURTESY))
        entry = _answer(words, at)
        if entry and entry[1]:
            step = max(step, len(entry[0]))
        if not step:
            return False
        at += step
    return True


def _answers(words: Sequence[str]) -> list[tuple[str, str]]:
    """The answers that follow each other at the beginning, with what each means."""
    answered: list[tuple[str, str]] = []
    at = _skip(words, 0)
    while at < len(words):
        entry = _answer(words, at)
        if entry is None or not entry[1]:
            break
        phrase, meaning = entry
        at = _skip(words, at + len(phrase))
        if meaning == "alone":
            if not _rest_is_plain(words, at):
                break
            meaning = "yes"
        answered.append((" ".join(phrase), meaning))
    return answered


def _answer(words: Sequence[str], at: int) -> tuple[tuple[str, ...], str] | None:
    """The answer that begins at a word and what it means; the longest reading."""
    known = next(
        (entry for entry in _ANSWERS.get(words[at], ()) if tuple(words[at : at + len(entry[0])]) == entry[0]),
        None,
    )
    judged = _JUDGEMENT.match(" ".join(words[at : at + 10]))
    if judged is None or known and len(known[0]) >= len(judged.group().split()):
        return known
    good = judged["what"] in _GOOD
    denied = " not" in judged["how"] or "n't" in (judged["verb"] or "")
    return tuple(judged.group().split()), "yes" if good != denied else "no"


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
