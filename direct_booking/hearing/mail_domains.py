"""The part after the at-sign: where it ends in a sentence, and which slip of a famous one was surely meant.

Which domains are famous is in ``vocabulary.domains``; the whole address is ``emails``.
"""

import re
from collections.abc import Sequence

from direct_booking.hearing.spelling import Kind, Unit, said_once
from direct_booking.vocabulary import domains
from direct_booking.vocabulary.english import FUNCTION_WORDS
from direct_booking.vocabulary.listing import listed

_PARTS = (Kind.LETTER, Kind.DIGIT, Kind.WORD)
_LONGEST = 14  # units of one label: eleven letters and what is said between them
_TALK = listed("is was are were i'm i'll it's that's no not sorry what send yes please because so then")
"""Words that no name of a company holds: the sentence goes on with them."""
_DOT_LIKE = listed("that daughter dock doc got")
_AFTER_LOST_DOT = listed("com calm come net org word edu")
_TWO_PART = {
    "co": listed("uk nz za in jp kr il at"),
    "com": listed("au br mx ar tr sg my hk cn tw ph pk"),
    "ac": listed("uk nz za"),
    "org": listed("uk au nz"),
    "net": listed("au"),
    "gov": listed("uk au"),
}
"""Endings of countries that are said without the dot between: "dot co uk"."""


def domain_at(units: Sequence[Unit], at: int, *, asked: bool) -> tuple[str, int] | None:
    """The domain that begins at a unit, and the unit after it; None when what follows is no domain. Pure.

    Args:
        asked: an address is expected, so that an ending that is not well known is taken too.
    """
    labels: list[str] = []
    while True:
        label, after, dotted = _label(units, at)
        if not dotted:
            break
        if not label:
            return None
        labels.append(label)
        at = after
    if not labels:
        return _famous(units, at, asked=asked)
    ending = _ending(units, at, asked=asked)
    if ending is None:
        return None
    if len(labels) == 1:
        labels[0] = domains.SAID_LIKE.get(labels[0].replace("-", ""), labels[0])
    if len(labels) == 1 and labels[0].replace("-", "") in domains.UNMISTAKABLE:
        labels[0] = labels[0].replace("-", "")
    return snap(".".join([*labels, ending[0]])), ending[1]


def snap(domain: str) -> str:
    """A famous domain for one that is a single slip away from it; any other domain as it is. Pure.

    >>> snap("gmial.com"), snap("gmail.con"), snap("mail.com"), snap("acme.com"), snap("hotmale.com")
    ('gmail.com', 'gmail.com', 'mail.com', 'acme.com', 'hotmail.com')
    """
    if domain in domains.FAMOUS_DOMAINS or domain in domains.NOT_A_SLIP:
        return domain
    label, _, ending = domain.partition(".")
    ending = domains.MISHEARD_ENDINGS.get(ending, ending)
    meant = f"{domains.SAID_LIKE.get(label, label)}.{ending}"
    if label in domains.SAID_LIKE or meant in domains.FAMOUS_DOMAINS:
        return meant
    near = [famous for famous in domains.SNAP_TO if one_slip(domain, famous)]
    return near[0] if len(near) == 1 else domain


def one_slip(one: str, other: str) -> bool:
    """Whether one letter was added, lost or changed, or two neighbours swapped. Pure."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    a, b = one[same:], other[same:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def _label(units: Sequence[Unit], at: int) -> tuple[str, int, bool]:
    """The characters up to the next dot, the unit after that dot, and whether there was one."""
    start = at
    kept: list[int] = []
    while at < len(units) and len(kept) <= _LONGEST:
        unit = units[at]
        if kept and (unit.kind is Kind.SIGN and unit.text == "." or _is_lost_dot(units, at)):
            return _written(units, kept), at + 1, True
        if (
            unit.kind is Kind.SIGN
            and unit.text in "-&"
            and kept
            or unit.kind in _PARTS
            and _belongs(units, at, start)
        ):
            kept.append(at)
        elif unit.kind is not Kind.ASIDE:
            break
        at += 1
    return _written(units, kept), start, False


def _belongs(units: Sequence[Unit], at: int, start: int) -> bool:
    unit = units[at]
    if unit.kind is Kind.WORD:
        if not unit.text.isascii() or not unit.text.replace("'", "").isalpha():
            return False
        if unit.text in FUNCTION_WORDS:
            return unit.text not in _TALK and _dot_follows(units, at)
    return at == start or unit.pause < 2


def _dot_follows(units: Sequence[Unit], at: int) -> bool:
    """Whether a dot and an ending come before the sentence goes on: "smith and sons dot com"."""
    for place in range(at + 1, min(at + 6, len(units) - 1)):
        unit, following = units[place], units[place + 1]
        if unit.kind is Kind.SIGN and unit.text == ".":
            known = following.text in domains.ENDINGS or following.text in domains.MISHEARD_ENDINGS
            return following.kind is not Kind.WORD or known or _dot_follows(units, place + 1)
        if unit.kind not in (*_PARTS, Kind.ASIDE) or unit.text in _TALK or unit.pause == 2:
            return False
    return False


def _is_lost_dot(units: Sequence[Unit], at: int) -> bool:
    """ "Example that com", "northlake that word"."""
    if units[at].kind is not Kind.WORD or units[at].text not in _DOT_LIKE or at + 1 >= len(units):
        return False
    return units[at + 1].kind is Kind.WORD and units[at + 1].text in _AFTER_LOST_DOT


def _written(units: Sequence[Unit], kept: list[int]) -> str:
    return "".join(units[at].text.replace("'", "") for at in said_once(units, kept))


def _famous(units: Sequence[Unit], at: int, *, asked: bool) -> tuple[str, int] | None:
    known = domains.FAMOUS if asked else domains.UNMISTAKABLE
    label, best = "", None
    for after in range(at, min(at + 12, len(units))):
        unit = units[after]
        if unit.kind is Kind.ASIDE and label or unit.kind is Kind.SIGN and unit.text == "-" and label:
            continue
        if unit.kind not in _PARTS or (unit.pause == 2 and label):
            break
        label += unit.text
        name = domains.SAID_LIKE.get(label, label)
        if name in known and (name == label or asked or name in domains.UNMISTAKABLE):
            best = _with_lost_dot(units, domains.FAMOUS[name], after + 1)
    return best


def _with_lost_dot(units: Sequence[Unit], domain: str, at: int) -> tuple[str, int]:
    """ "Gmail com": the ending was said, the dot was lost."""
    ending = domain.partition(".")[2]
    said = "".join(unit.text for unit in units[at : at + 3] if unit.kind in _PARTS)
    if at < len(units) and units[at].kind is Kind.WORD and units[at].text == ending:
        return domain, at + 1
    return (domain, at + 3) if said == ending else (domain, at)


def _ending(units: Sequence[Unit], at: int, *, asked: bool) -> tuple[str, int] | None:
    while at < len(units) and units[at].kind is Kind.ASIDE:
        at += 1
    if at >= len(units):
        return None
    if units[at].kind is Kind.AT:
        return "at", at + 1  # Austria
    if units[at].kind is Kind.WORD:
        word = domains.MISHEARD_ENDINGS.get(units[at].text, units[at].text)
        if word == "or" and at + 1 < len(units) and units[at + 1].text == "g":
            return "org", at + 2
        plausible = asked and word.isascii() and word.isalpha() and word not in FUNCTION_WORDS
        return _of_country(units, word, at + 1) if word in domains.ENDINGS or plausible else None
    found = _spelled_ending(units, at, asked=asked)
    return _of_country(units, *found) if found else None


def _of_country(units: Sequence[Unit], word: str, after: int) -> tuple[str, int]:
    """An ending with the country that follows it without a dot: "co uk"."""
    countries = _TWO_PART.get(word, frozenset())
    said = ""
    for place in range(after, min(after + 2, len(units))):
        if units[place].kind not in (Kind.LETTER, Kind.WORD) or units[place].pause == 2:
            break
        said += units[place].text
        if said in countries and (
            place > after or units[place].text in ("uk", "nz", "au", "za", "jp", "br", "mx")
        ):
            return f"{word}.{said}", place + 1
    return word, after


def _spelled_ending(units: Sequence[Unit], at: int, *, asked: bool) -> tuple[str, int] | None:
    said, best = "", None
    for after in range(at, min(at + 24, len(units))):
        unit = units[after]
        if unit.kind is Kind.ASIDE:
            continue
        if unit.kind not in _PARTS or unit.text in FUNCTION_WORDS and len(unit.text) > 1:
            break
        if unit.kind is Kind.WORD and len(said) > 1 and re.fullmatch(r"[a-z]{3,}", unit.text):
            break
        said += unit.text
        if said in domains.ENDINGS:
            best = (said, after + 1)
        whole = (said, after + 1)
    if asked and best is None and len(said) > 1 and said.isalpha() and said.isascii():
        return whole
    return best
