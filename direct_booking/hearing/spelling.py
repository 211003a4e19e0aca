"""Words into characters: letters, code words, digits and signs as they are said, with where they were said.

What the characters mean is not known here: an address is put together in ``emails``, a number in ``phones``.
Each word by itself is read in ``lexing``, and beside its neighbours in ``settling``; the names of letters and
signs are in ``vocabulary.letters``.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from direct_booking.hearing.lexing import Kind, Unit, lex
from direct_booking.hearing.settling import settle
from direct_booking.vocabulary.letters import confusable

__all__ = ["Kind", "Unit", "characters", "doubted", "said_once", "same_word", "units"]


@lru_cache(maxsize=64)  # several ears hear the same turn, and its pieces; no more of it is kept than that
def units(text: str) -> tuple[Unit, ...]:
    """Everything that was said as units, in order. Pure; never raises on a string.

    >>> [unit.text for unit in units("M as in Mary, double l dot two")]
    ['m', 'll', '.', '2']
    """
    return tuple(settle(list(lex(text))))


def characters(text: str) -> str:
    """What was said, taken as nothing but spelling. Pure.

    >>> characters("whiskey two zero alpha bravo")
    'w20ab'
    """
    return "".join(
        unit.text for unit in units(text) if unit.kind not in (Kind.ASIDE, Kind.AT, Kind.OWN)
    ).replace("'", "")


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
    return [at for run in runs for at in _each_once(said, _spelling_wins(said, run))]


def doubted(said: Sequence[Unit], kept: Sequence[int], left: Sequence[int]) -> dict[int, str]:
    """Where a word and its spelling differ in one letter that a phone line confuses: "mary, n a r y". Pure.

    Args:
        kept: every place that was said.
        left: what ``said_once`` left of them.

    Returns:
        The place of each such letter, and the letter that was said in the word.
    """
    found: dict[int, str] = {}
    runs: list[list[int]] = [[]]
    for at in kept:
        if said[at].kind is Kind.SIGN:
            runs.append([])
        else:
            runs[-1].append(at)
    for run in runs:
        spoken = "".join(said[at].text for at in run if at not in left and said[at].kind is Kind.WORD)
        spelled = [
            at for at in run if at in left and said[at].kind is Kind.LETTER and len(said[at].text) == 1
        ]
        wrong = [(at, letter) for at, letter in zip(spelled, spoken, strict=False) if said[at].text != letter]
        if len(spoken) == len(spelled) and len(wrong) == 1:
            at, letter = wrong[0]
            if letter in confusable(said[at].text) and not said[at].forced:
                found[at] = letter
    return found


def _each_once(said: Sequence[Unit], run: list[int]) -> list[int]:
    """ "Ann Kowalski, K O W A L S K I": the letters in place of the one word that they spell."""
    kept = list(run)
    words = [at for at in run if said[at].kind is Kind.WORD]
    for word in words:
        after = run[run.index(word) + 1 :]
        spelled = _letters_from(said, after)
        if len(spelled) > 1 and same_word(said[word].text, "".join(said[at].text for at in spelled)):
            kept.remove(word)
    return kept


def _letters_from(said: Sequence[Unit], places: Sequence[int]) -> list[int]:
    count = 0
    while count < len(places) and said[places[count]].kind is Kind.LETTER:
        count += 1
    return list(places[:count])


def _spelling_wins(said: Sequence[Unit], run: list[int]) -> list[int]:
    spelled = [at for at in run if said[at].kind is Kind.LETTER]
    words = [at for at in run if said[at].kind is Kind.WORD]
    if len(spelled) < 2 or not words:
        return run
    together = "".join(said[at].text for at in spelled)
    spoken = "".join(said[at].text for at in words)
    apart = spelled[0] > words[-1] or words[0] > spelled[-1]
    return _without_words(said, run, words, spelled) if apart and same_word(spoken, together) else run


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


def same_word(spoken: str, spelled: str) -> bool:
    close = SequenceMatcher(None, spoken, spelled, autojunk=False).ratio() >= 0.5
    alike = spoken[0] == spelled[0] or len(spoken) == len(spelled) and spoken[0] in confusable(spelled[0])
    return spoken == spelled or len(spelled) > 2 and close and alike
