"""The first reading of spelling: words into units, each by itself (letters, code words, digits, signs).

What a word turns out to be from what stands beside it is decided in ``spelling``, which other rooms use.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from direct_booking.hearing.code_runs import coded_in_run, is_run
from direct_booking.hearing.code_words import coded
from direct_booking.hearing.counting import number
from direct_booking.vocabulary import letters
from direct_booking.vocabulary.english import SPELLING_ASIDES
from direct_booking.vocabulary.own_names import FIRST_INITIAL, LAST_INITIAL, OWN_NAMES


class Kind(Enum):
    """What a unit is."""

    LETTER = "letter"  # one letter, or one that was doubled
    DIGIT = "digit"  # one digit, or several said as one number
    SIGN = "sign"
    AT = "at"
    WORD = "word"
    ASIDE = "aside"  # "all lower case", "the letter"
    OWN = "own"  # "my first name": one of the marks of ``vocabulary.own_names``


@dataclass(frozen=True)
class Unit:
    """A stretch of what was said that stands for some characters.

    Attributes:
        text: those characters, lower case; for a word, the word.
        start, end: half-open offsets in what was said.
        pause: 0 when it follows the one before directly, 1 after a comma, 2 after the end of a sentence.
        sure: False when the words could well have been something else.
        forced: said in a way that leaves no other reading ("the letter O").
    """

    kind: Kind
    text: str
    start: int
    end: int
    pause: int = 0
    sure: bool = True
    forced: bool = False


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    pause: int


_DOTTED = re.compile(r"(?<!\w)(?:[A-Za-z]\.){2,}(?=\s|$)")
_HYPHENED = re.compile(r"(?<![\w-])[A-Za-z0-9](?:-[A-Za-z0-9]){2,}(?![\w-])")
_SENTENCE_DOT = re.compile(r"\.(?!\w)(?!\s+(?:com|net|org|edu|co)\b)|(?<=\s)\.(?=\s)", re.IGNORECASE)
_TOKEN = re.compile(r"e-mails?(?:['’]s)?|x-ray|[^\W\d_]+(?:['’][^\W\d_]+)*|[0-9]|[^\w\s]|_", re.IGNORECASE)
_AT = ("at", "at sign", "at symbol", "at-sign", "at the sign", "the at sign", "the at symbol",
       "at the at sign",
       "at the rate", "at the rate of", "at rate", "at a rate", "at the rate sign")  # fmt: skip
_TENS = "|".join(letters.TENS)
_COMPOUND = re.compile(rf"\b({_TENS})-(?=(?:one|two|three|four|five|six|seven|eight|nine)\b)", re.IGNORECASE)


def _phrases() -> dict[str, list[tuple[tuple[str, ...], Kind, str]]]:
    table: dict[str, list[tuple[tuple[str, ...], Kind, str]]] = {}
    named = [(name, Kind.SIGN, sign) for name, sign in letters.SIGN_NAMES.items()]
    named += [(name, Kind.AT, "@") for name in _AT]
    named += [(aside, Kind.ASIDE, aside) for aside in SPELLING_ASIDES]
    named += [(name, Kind.OWN, mark) for name, mark in OWN_NAMES.items()]
    named += [(name, Kind.LETTER, letter) for name, letter in letters.LETTER_NAMES.items()]
    named += [(name, Kind.WORD, name) for name in letters.CODE_WORDS if " " in name]
    named += [
        ("double u", Kind.LETTER, "w"),
        ("double you", Kind.LETTER, "w"),
        ("double you're", Kind.LETTER, "w"),
    ]
    for name, kind, text in named:
        words = tuple(name.split())
        table.setdefault(words[0], []).append((words, kind, text))
    for choices in table.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return table


_PHRASES = _phrases()


def _tokens(text: str) -> list[_Token]:
    # What only parts letters that are spelled out, or ends a sentence, is a pause and no sign.
    flat = _DOTTED.sub(lambda match: match.group().replace(".", " "), text)
    flat = _HYPHENED.sub(lambda match: match.group().replace("-", " "), flat)
    flat = _COMPOUND.sub(lambda match: match.group().replace("-", " "), flat)
    sentence_dots = {match.start() for match in _SENTENCE_DOT.finditer(flat)}
    found: list[_Token] = []
    pause = 0
    for match in _TOKEN.finditer(flat):
        word = match.group().lower().replace("’", "'")
        weight = _pause_of(word, match, flat, sentence_dots)
        if weight:
            pause = max(pause, weight)
            continue
        found.append(_Token(word, match.start(), match.end(), pause))
        pause = 0
    return found


def _pause_of(mark: str, match: re.Match[str], text: str, sentence_dots: set[int]) -> int:
    if mark == ".":
        return 2 if match.start() in sentence_dots else 0
    if mark == "-":
        before, after = text[: match.start()][-1:], text[match.end() : match.end() + 1]
        return 0 if before.isalnum() and after.isalnum() else 1
    if mark in "@_+" or mark[0].isalnum():
        return 0
    return 1 if mark == "," else 2


def lex(text: str) -> Iterator[Unit]:
    """Every unit of a text, in order, none of them settled. Pure."""
    tokens = _tokens(text)
    at = 0
    forced = False
    run = is_run([token.text for token in tokens])
    while at < len(tokens):
        unit, after = (run and _coded_in_run(tokens, at)) or _read(tokens, at)
        if unit.text == "dotcom":
            yield replace(unit, kind=Kind.SIGN, text=".")
            unit = replace(unit, text="com", pause=0)
        yield replace(unit, forced=True) if forced else unit
        forced = unit.kind is Kind.ASIDE and unit.text.endswith(("letter", "number", "digit"))
        at = after


def _read(tokens: Sequence[_Token], at: int) -> tuple[Unit, int]:
    """The unit that begins at a token, and the token after it; the most telling reading first."""
    for reader in (_coded, _repeated, _plural, _phrase, _number, _single):
        found = reader(tokens, at)
        if found is not None:
            return found
    return _unit(Kind.WORD, tokens[at].text, tokens, at, at + 1), at + 1


def _unit(kind: Kind, text: str, tokens: Sequence[_Token], at: int, after: int, *, sure: bool = True) -> Unit:
    return Unit(kind, text, tokens[at].start, tokens[after - 1].end, tokens[at].pause, sure)


def _coded(tokens: Sequence[_Token], at: int) -> tuple[Unit, int] | None:
    window = tokens[at : at + 9]
    found = coded([token.text for token in window], [token.pause for token in window], 0)
    if found is None:
        return None
    kind = Kind.DIGIT if found.digit else Kind.LETTER
    unit = _unit(kind, found.text, tokens, at, at + found.end, sure=found.sure)
    return replace(unit, forced=True), at + found.end


def _coded_in_run(tokens: Sequence[_Token], at: int) -> tuple[Unit, int] | None:
    if _coded(tokens, at) is not None:
        return None
    found = coded_in_run([token.text for token in tokens[at : at + 5]], 0)
    if found is None:
        return None
    unit = _unit(Kind.LETTER, found[0], tokens, at, at + found[1])
    return replace(unit, forced=True), at + found[1]


def _repeated(tokens: Sequence[_Token], at: int) -> tuple[Unit, int] | None:
    times = letters.TIMES.get(tokens[at].text)
    if times is None or at + 1 >= len(tokens):
        return None
    following = tokens[at + 1].text
    if following in ("u", "you", "you're") and times == 2 or following in letters.TIMES:
        return None
    unit, after = _read(tokens, at + 1)
    text = unit.text
    if following * times in tokens[after - 1].text and len(following) == 1:
        text = following  # "double T as in Matt"
    if unit.kind is Kind.WORD and text in letters.CODE_WORDS:
        text, unit = letters.CODE_WORDS[text], replace(unit, kind=Kind.LETTER)
    elif unit.kind is Kind.WORD and text == "oh":
        text, unit = (
            ("0" if _digit_follows(tokens, after) else "o"),
            replace(unit, sure=False, kind=Kind.LETTER),
        )
        unit = replace(unit, kind=Kind.DIGIT if text == "0" else Kind.LETTER)
    elif unit.kind is Kind.WORD and re.fullmatch(r"([a-z])\1", text):
        text, unit = text[0], replace(unit, kind=Kind.LETTER)
    if unit.kind not in (Kind.LETTER, Kind.DIGIT) or len(text) != 1:
        return None
    return replace(unit, text=text * times, start=tokens[at].start, pause=tokens[at].pause), after


def _digit_follows(tokens: Sequence[_Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].text in letters.DIGITS or tokens[at].text.isdigit())


def _plural(tokens: Sequence[_Token], at: int) -> tuple[Unit, int] | None:
    """ "two l's" in the middle of a word that is spelled."""
    times = {"two": 2, "2": 2, "three": 3, "3": 3}.get(tokens[at].text)
    if times and at + 1 < len(tokens) and re.fullmatch(r"[a-z]'s", tokens[at + 1].text):
        return _unit(Kind.LETTER, tokens[at + 1].text[0] * times, tokens, at, at + 2), at + 2
    return None


def _phrase(tokens: Sequence[_Token], at: int) -> tuple[Unit, int] | None:
    for words, kind, text in _PHRASES.get(tokens[at].text, ()):
        after = at + len(words)
        window = tokens[at:after]
        if tuple(token.text for token in window) == words and not any(token.pause for token in window[1:]):
            aside = text in _INITIALS and _one_letter_follows(tokens, after)
            return _unit(Kind.ASIDE if aside else kind, text, tokens, at, after), after
    return None


_INITIALS = (FIRST_INITIAL, LAST_INITIAL)


def _one_letter_follows(tokens: Sequence[_Token], at: int) -> bool:
    """Whether the initial itself is told: "first initial J, then Smith", not "first initial S M I T H"."""
    following = [token.text for token in tokens[at : at + 2]]
    letters_named = [len(word) == 1 and word.isalpha() or word in letters.LETTER_NAMES for word in following]
    return letters_named[:1] == [True] and letters_named[1:] != [True]


def _number(tokens: Sequence[_Token], at: int) -> tuple[Unit, int] | None:
    digits, after = number(tuple(token.text for token in tokens[at : _breath(tokens, at)]))
    return (_unit(Kind.DIGIT, digits, tokens, at, at + after), at + after) if after else None


def _breath(tokens: Sequence[_Token], at: int) -> int:
    end = at + 1
    while end < len(tokens) and end < at + 8 and not tokens[end].pause:
        end += 1
    return end


def _single(tokens: Sequence[_Token], at: int) -> tuple[Unit, int] | None:
    text = tokens[at].text
    if len(text) == 1 and text.isascii():
        if text.isalpha():
            return _unit(Kind.LETTER, text, tokens, at, at + 1), at + 1
        if text.isdigit():
            return _unit(Kind.DIGIT, text, tokens, at, at + 1), at + 1
        kind = Kind.AT if text == "@" else Kind.SIGN
        return _unit(kind, text, tokens, at, at + 1), at + 1
    return None
