"""A correction cut into clauses, and the pieces of a clause that stand for characters or for a domain.

What a clause corrects is in ``corrections``; characters are read in ``spelling``, domains in
``mail_domains``.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from direct_booking.hearing.lexing import lex
from direct_booking.hearing.mail_domains import domain_at
from direct_booking.hearing.spelling import Kind, Unit, said_once, units
from direct_booking.vocabulary.domains import ENDINGS, FAMOUS_DOMAINS
from direct_booking.vocabulary.english import FUNCTION_WORDS
from direct_booking.vocabulary.letters import CODE_WORDS
from direct_booking.vocabulary.listing import listed

_OPENING = re.compile(
    r"^(?:\W*\b(?:no+|nope|nah|yes|yeah|sorry|actually|wait|almost|close|but|um|uh|so|well|oh(?! (?:oh|"
    r"one|two|three|four|five|six|seven|eight|nine|[0-9]))|hey|okay|ok|"
    r"right|"
    r"not quite|nearly|wrong|that's (?:wrong|not right|not it|incorrect|not correct)|not right|"
    r"(?:that is|it's) (?:wrong|not right)|you got (?:it|that) wrong|i (?:said|meant|think|believe|mean)|"
    r"please|"
    r"it should be|should be|that should be|it's supposed to be|it would be|make (?:it|that)|it is actually|"
    r"its|it's|it is|that's|that is|and|then|also|except|just|everything else is right|the rest is "
    r"right)\b\W*)*"
)
_CLOSING = re.compile(
    r"(?:\W*\b(?:please|thanks|thank you|actually|there|though|too|instead|sorry|okay)\b)*\W*$"
)
_SEPARATOR = re.compile(r"\s*(?:[.;?!]+\s+|,\s*(?:and\s+|but\s+)?|\s(?:and|but)\s)\s*")
_PARTS, _LONGEST, _LONGEST_CLAUSE = 6, 200, 90
_AROUND = listed(
    "a an the it it's its is that that's and just be should really actually only please thanks then so"
)
_LEADING = listed(
    "it's its it is that's that no i said the domain should be ends with in and but at not actually part "
    "after"
)
_PLURAL_NAMES = {"tees": "t", "bees": "b", "dees": "d", "gees": "g", "jays": "j", "kays": "k", "els": "l",
                 "ells": "l",
                 "ems": "m", "ens": "n", "ease": "e", "ees": "e", "peas": "p", "ars": "r", "ares": "r",
                 "esses": "s",
                 "vees": "v", "yous": "u", "use": "u", "owes": "o", "ohs": "o", "eyes": "i", "effs": "f",
                 "seas": "c",
                 "sees": "c", "dots": ".", "dashes": "-", "hyphens": "-", "underscores": "_", "zeros": "0",
                 "ones": "1", "twos": "2", "threes": "3", "fours": "4", "fives": "5", "sixes": "6",
                 "sevens": "7",
                 "eights": "8", "nines": "9"}  # fmt: skip
"""More than one of a character, as it is written down."""


def flat(text: str) -> str:
    """Lower case, straight apostrophes, no dots after single letters, not too long. Pure."""
    plain = text.lower().replace("’", "'")[:_LONGEST]
    return re.sub(r"(?<![a-z])([a-z])\.(?=\s|$)", r"\1", plain).strip(" .,!?")


def spelled_out(text: str) -> str:
    """Code words in a row as the letters they stand for: so a whole name is one short clause. Pure.

    >>> spelled_out("no, it's t as in tom. o as in orange. m as in mary, dot, h as in henry")
    "no, it's t o m dot h"
    """
    rest, made = 0, []
    for run in _coded_runs(list(lex(text))):
        made += [text[rest : run[0].start], " ".join(_SIGNS.get(unit.text, unit.text) for unit in run)]
        rest = run[-1].end
    return "".join([*made, text[rest:]])


def _coded_runs(said: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Every stretch of characters that begins and ends with a letter told by its code word, two at least."""
    run: list[Unit] = []
    for unit in [*said, None]:
        if unit is not None and (_is_coded(unit) or (run and unit.kind in (Kind.SIGN, Kind.DIGIT))):
            run.append(unit)
            continue
        while run and not _is_coded(run[-1]):
            run.pop()
        if len(run) > 1:
            yield run
        run = []


def _is_coded(unit: Unit) -> bool:
    return unit.kind is Kind.LETTER and unit.forced


_SIGNS = {".": "dot", "-": "dash", "_": "underscore", "+": "plus"}


def segments(text: str) -> Iterator[tuple[str, int, int]]:
    """Every run of clauses of a text, longest first for each beginning, with the clauses it spans. Pure."""
    marks = [(0, 0), *(match.span() for match in _SEPARATOR.finditer(text))][: _PARTS + 1]
    starts = [end for _, end in marks]
    ends = [*(start for start, _ in marks[1:]), len(text)]
    for first in range(len(starts)):
        for last in range(len(starts), first, -1):
            if ends[last - 1] - starts[first] > _LONGEST_CLAUSE:
                continue  # no correction takes so many words
            yield text[starts[first] : ends[last - 1]], first, last


@lru_cache(maxsize=64)  # the same clause is looked at by many readers
def bare(clause: str) -> str:
    """A clause without "no, it's" before it and "please" after it. Pure.

    >>> bare("no, it's m as in mary please")
    'm as in mary'
    """
    opening = _OPENING.match(clause)
    rest = clause[opening.end() :] if opening else clause
    closing = _CLOSING.search(rest)
    return rest[: closing.start()] if closing else rest


def content(said: str) -> list[Unit]:
    """The units of a piece, without the articles and frames around them. Pure."""
    said = re.sub(r"\b(that|this|the|another|which) one\b", r"\1 thing", said)
    found = [unit for unit in units(said) if unit.kind is not Kind.ASIDE]
    found = [found[at] for at in said_once(found, range(len(found)))]
    while found and (_frames(found[0]) or _article(found)):
        found.pop(0)
    while found and _frames(found[-1]):
        found.pop()
    return found


@lru_cache(maxsize=256)  # patterns overlap: one piece is read several times in a turn
def piece(said: str) -> str:
    """The characters of a letter, a sign, a number, a spelled piece or one word; none for a sentence. Pure.

    >>> piece("an m as in mary"), piece("the dot"), piece("double t"), piece("what I said before")
    ('m', '.', 'tt', '')
    """
    plural = _PLURAL_NAMES.get(re.sub(r"^(?:the|a|an)\s+", "", said.strip()))
    if plural:
        return plural
    if re.search(r"\band (?:the|it's|it|there's|there|an?|\w not)\b", said):
        return ""
    said = re.sub(r"(?<!two )(?<!three )(?<!\d )\b(\w)'s\b(?! as\b| for\b)", r"\1", said)
    found = content(said)
    if (
        len(found) == 2
        and found[0].kind is Kind.LETTER
        and found[1].kind is Kind.WORD
        and found[1].text[0] == found[0].text
    ):
        return found[0].text  # "b boy"
    names = [unit for unit in found if unit.kind is Kind.WORD]
    if len(names) > 1 and not any(unit.kind is Kind.SIGN for unit in found):
        return ""
    if len(names) > 3 or any(unit.text in FUNCTION_WORDS for unit in names):
        return ""
    if any(unit.kind in (Kind.AT, Kind.OWN) for unit in found):
        return ""
    if len(found) == 1 and found[0].text in CODE_WORDS and found[0].kind is Kind.WORD:
        return found[0].text
    return "".join(unit.text for unit in found)


def one(said: str) -> str:
    """One character, or nothing. Pure."""
    found = piece(said)
    found = CODE_WORDS.get(found, found)
    return found if len(found) == 1 else ""


def domain(said: str) -> tuple[str, str] | None:
    """The domain that is all that is said, as what it is ("domain" or "ending") and its characters. Pure.

    >>> domain("it's gmail"), domain("dot co dot uk"), domain("john")
    (('domain', 'gmail.com'), ('ending', 'co.uk'), None)
    """
    found = [unit for unit in units(said) if unit.kind is not Kind.ASIDE]
    while found and (found[0].text in _LEADING and found[0].kind is Kind.WORD or found[0].kind is Kind.AT):
        found.pop(0)
    while found and found[-1].text in ("instead", "actually", "please", "right"):
        found.pop()
    if found and found[0].text == ".":
        named = [Unit(Kind.WORD, "acme", 0, 0), *found]
        whole = domain_at(named, 0, asked=False)
        return ("ending", whole[0].split(".", 1)[1]) if whole and whole[1] == len(named) else None
    whole = domain_at(found, 0, asked=False)
    talk = any(unit.kind is Kind.WORD and unit.text in FUNCTION_WORDS for unit in found)
    if whole and talk and whole[0] not in FAMOUS_DOMAINS and " at " not in f" {said}":
        return None
    return ("domain", whole[0]) if whole and whole[1] == len(found) else None


def ending(said: str) -> str | None:
    """The ending that is said with or without its dot: "org", "dot co dot uk". Pure."""
    found = domain(said)
    if found and found[0] == "ending":
        return found[1]
    word = piece(said)
    return (
        word
        if word in ENDINGS and word in ("com", "org", "net", "edu", "gov", "io", "co", "info", "biz")
        else None
    )


def _frames(unit: Unit) -> bool:
    return unit.kind is Kind.WORD and unit.text in _AROUND


def _article(found: Sequence[Unit]) -> bool:
    """ "a t" with nothing after it: an article and a letter."""
    return len(found) == 2 and found[0].text == "a" and not found[0].forced and not found[1].pause
