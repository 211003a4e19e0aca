"""Text to words with their offsets, and the word classes that the grammar's patterns name.

The patterns are in the ``rules_*`` modules; the classes of a word are all of those that it may have: which
one is meant is for the grammar to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from direct_booking.hearing.times.mishearings import SPLIT_WORDS, WORDS
from direct_booking.vocabulary import dates, numbers

# A turn longer than this is heard up to here, so that the work stays bounded.
MAX_WORDS = 50
MAX_CHARACTERS = 1000

_WORD = re.compile(
    r"""
      (?P<address>\S{1,64}@\S+ | \w{1,9}://\S+)
    | (?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))
    | (?P<slash>\d{1,2}[-/]\d{1,2}[-/]\d{2,4}(?!\d) | (?<![/\d])\d{1,2}/\d{1,2}(?![/\d]))
    | (?P<clock>(?<!\d)\d{1,2}[:.]\d{2}(?!\d))
    | (?P<dash>(?<=\d)\s?[-–]\s?(?=\d))
    | (?P<ordinal>\d{1,2}\s?(?:st|nd|rd|th)\b)
    | (?P<digits>\d+)
    | (?P<half>\b[ap]\.\s?m\b\.?)
    | (?P<possessive>\s['’]s\b)
    | (?P<word>[a-z]+(?:['’][a-z]+)*)
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

# What speakers fill a pause with, in the middle of a date as well, and the little words that they repeat.
_HESITATIONS = frozenset({"uh", "um", "uhm", "er", "erm", "uhh", "umm", "hmm", "mm"})
_STUTTERED = frozenset({"the", "of", "at", "on", "in", "and", "or", "after", "before", "next"})


@dataclass(frozen=True)
class Token:
    """One word: half-open offsets in the text, and its classes with the value it has in each.

    A word is also a class of its own (in lower case), so that patterns can name it.
    """

    start: int
    end: int
    classes: dict[str, object]


def tokenize(text: str) -> tuple[Token, ...]:
    """Split into words, ``MAX_WORDS`` of them at most. Pure.

    >>> [text for token in tokenize("Tuesday, 2 PM") for text in token.classes]
    ['tuesday', 'WORD', 'WEEKDAY', '2', 'INT', 'pm', 'WORD']
    """
    found: list[Token] = []
    before = ""
    for match in _WORD.finditer(text[:MAX_CHARACTERS]):
        word = match.group().lower()
        if word in _HESITATIONS or (word == before and word in _STUTTERED):
            continue
        before = word
        found.extend(_tokens(match))
        if len(found) >= MAX_WORDS:
            break
    return tuple(_mended(found[:MAX_WORDS]))


def _mended(tokens: list[Token]) -> Iterator[Token]:
    """One word again where a recogniser wrote several: "fry day"."""
    place = 0
    while place < len(tokens):
        words = _split_at(tokens, place)
        if words:
            yield from _as_said(tokens[place : place + len(words)], SPLIT_WORDS[" ".join(words)].split())
            place += len(words)
        else:
            yield tokens[place]
            place += 1


def _as_said(written: list[Token], said: list[str]) -> Iterator[Token]:
    """The last word takes the place of what is left; of as many words as were written, each takes its own."""
    if len(said) == len(written):
        yield from (
            Token(each.start, each.end, _word_classes(word)) for each, word in zip(written, said, strict=True)
        )
        return
    *kept, last = said
    yield from written[: len(kept)]
    yield Token(written[len(kept)].start, written[-1].end, _word_classes(last))


def _split_at(tokens: list[Token], place: int) -> tuple[str, ...]:
    """The words from here on that stand for one; none when they do not."""
    for words in _SPLITS.get(next(iter(tokens[place].classes), ""), ()):
        following = tokens[place : place + len(words)]
        if len(following) == len(words) and all(
            w in t.classes for w, t in zip(words, following, strict=True)
        ):
            return words
    return ()


def _tokens(match: re.Match) -> Iterator[Token]:
    kind, said, start = match.lastgroup, match.group().lower().replace("’", "'"), match.start()
    if kind == "word" and said.endswith("ish") and (said[:-3] in _WORD_CLASSES or said == "noonish"):
        yield Token(start, match.end() - 3, _word_classes(said[:-3]))
        yield Token(match.end() - 3, match.end(), {"ish": None})
    elif kind != "possessive":
        yield Token(start, match.end(), _READERS[kind](said))


def _word_classes(word: str) -> dict[str, object]:
    classes = {word: None, "WORD": None} | _WORD_CLASSES.get(word, {})
    if word in WORDS:
        classes |= _word_classes(WORDS[word])
    if word.endswith("'s"):
        classes |= _word_classes(word[:-2])
    return classes


def _digits(said: str) -> dict[str, object]:
    classes: dict[str, object] = {said if len(said) < 3 else "figures": None}
    number = int(said[:6])
    if len(said) <= 2:
        classes["INT"] = number
    if len(said) == 2 and number < 60:
        classes["MINUTE2"] = number
    if len(said) in (3, 4) and number // 100 < 24 and number % 100 < 60:
        classes["HHMM"] = divmod(number, 100)
    if len(said) == 4 and 1900 <= number <= 2100:
        classes["YEAR4"] = number
    return classes


def _clock(said: str) -> dict[str, object]:
    hour, minute = (int(part) for part in re.split("[:.]", said))
    return {"figures": None} | ({"HH_MM": (hour, minute)} if hour <= 24 and minute < 60 else {})


def _slash(said: str) -> dict[str, object]:
    month, day, *year = (int(part) for part in re.split("[-/]", said))
    if month > 12 >= day:  # 15/12 can only be the European order
        month, day = day, month
    year = [2000 + year[0] if year[0] < 100 else year[0]] if year else [None]
    return {"figures": None} | (
        {"SLASHED": (month, day, year[0])} if 0 < month <= 12 and 0 < day <= 31 else {}
    )


def _iso(said: str) -> dict[str, object]:
    year, month, day = (int(part) for part in re.split("[-/.]", said))
    return {"figures": None} | ({"SLASHED": (month, day, year)} if 0 < month <= 12 and 0 < day <= 31 else {})


_READERS = {
    "address": lambda said: {"address": None},
    "iso": _iso,
    "slash": _slash,
    "clock": _clock,
    "ordinal": lambda said: {"ORDINAL_FIGURES": int(re.match(r"\d+", said).group())},
    "digits": _digits,
    "dash": lambda said: {"dash": None},
    "half": lambda said: {said[0] + "m": None},
    "word": _word_classes,
}


def _classes_of_words() -> dict[str, dict[str, object]]:
    tables = {
        "UNIT": {w: n for w, n in numbers.DIGIT_WORDS.items() if n} | {"tree": 3, "fife": 5, "niner": 9},
        "TEEN": numbers.TEENS,
        "TENS": numbers.TENS,
        "SOUNDALIKE": {w: numbers.DIGIT_SOUNDALIKES[w] for w in ("to", "too", "for", "fore", "won", "ate")}
        | {"free": 3, "sex": 6, "nein": 9, "tin": 10, "tan": 10},
        "ORDINAL_UNIT": numbers.ORDINAL_DIGITS,
        "ORDINAL_TEEN": numbers.ORDINAL_TEENS,
        "ORDINAL_TENS": numbers.ORDINAL_TENS,
        "WEEKDAY": dates.WEEKDAYS,
        "WEEKDAY_STUB": dates.WEEKDAY_STUBS,
        "WEEKDAYS": dates.WEEKDAY_PLURALS,
        "MONTH": dates.MONTHS,
        "MONTH_STUB": dates.MONTH_STUBS,
        "PART": dates.PART_WORDS,
    }
    classes: dict[str, dict[str, object]] = {}
    for name, table in tables.items():
        for word, value in table.items():
            classes.setdefault(word, {})[name] = value
    return classes


_WORD_CLASSES = _classes_of_words()
_SPLITS: dict[str, list[tuple[str, ...]]] = {}
for _written in sorted(SPLIT_WORDS, key=len, reverse=True):
    _SPLITS.setdefault(_written.split()[0], []).append(tuple(_written.split()))
TOKEN_CLASSES = frozenset(name for classes in _WORD_CLASSES.values() for name in classes) | {
    "WORD", "INT", "MINUTE2", "HHMM", "YEAR4", "HH_MM", "SLASHED", "ORDINAL_FIGURES",
}  # fmt: skip
