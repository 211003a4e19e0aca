"""The part after the at-sign: where it ends in a sentence, and which slip of a famous one was surely meant.

Which domains are famous is in ``vocabulary.domains``; the whole address is ``emails``.
"""

from collections.abc import Sequence

from direct_booking.hearing.spelling import Kind, Unit
from direct_booking.vocabulary import domains
from direct_booking.vocabulary.english import FUNCTION_WORDS

_PARTS = (Kind.LETTER, Kind.DIGIT, Kind.WORD)


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
    return snap(".".join([*labels, ending[0]])), ending[1]


def snap(domain: str) -> str:
    """A famous domain for one that is a single slip away from it; any other domain as it is. Pure.

    >>> snap("gmial.com"), snap("gmail.con"), snap("mail.com"), snap("acme.com")
    ('gmail.com', 'gmail.com', 'mail.com', 'acme.com')
    """
    if domain in domains.FAMOUS_DOMAINS or domain in domains.NOT_A_SLIP:
        return domain
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
    label = ""
    start = at
    while at < len(units):
        unit = units[at]
        if unit.kind is Kind.SIGN and unit.text == "." and at > start:
            return label, at + 1, True
        if unit.kind is Kind.SIGN and unit.text == "-" and label:
            label += "-"
        elif unit.kind in _PARTS and (_named(units, at, label) or not _ends(unit, label)):
            label += unit.text
        elif unit.kind is not Kind.ASIDE:
            break
        at += 1
    return label, start, False


def _named(units: Sequence[Unit], at: int, label: str) -> bool:
    """Whether a word is all of a label: "at email dot com"."""
    dotted = at + 1 < len(units) and units[at + 1].kind is Kind.SIGN and units[at + 1].text == "."
    return not label and dotted and units[at].text.isascii() and units[at].text.isalnum()


def _ends(unit: Unit, label: str) -> bool:
    """Whether the sentence goes on with this unit, and the domain does not."""
    if unit.kind is Kind.WORD and (
        unit.text in FUNCTION_WORDS or not unit.text.isascii() or not unit.text.isalpha()
    ):
        return bool(label) or unit.text not in domains.FAMOUS
    return unit.pause == 2 and len(label) > 1


def _famous(units: Sequence[Unit], at: int, *, asked: bool) -> tuple[str, int] | None:
    known = domains.FAMOUS if asked else domains.UNMISTAKABLE
    label, best = "", None
    for after in range(at, min(at + 12, len(units))):
        unit = units[after]
        if unit.kind is Kind.ASIDE and label:
            continue
        if unit.kind not in _PARTS or (unit.pause == 2 and label):
            break
        label += unit.text
        if label in known:
            best = (domains.FAMOUS[label], after + 1)
    return best


def _ending(units: Sequence[Unit], at: int, *, asked: bool) -> tuple[str, int] | None:
    while at < len(units) and units[at].kind is Kind.ASIDE:
        at += 1
    if at >= len(units):
        return None
    if units[at].kind is Kind.WORD:
        word = domains.MISHEARD_ENDINGS.get(units[at].text, units[at].text)
        plausible = asked and word.isascii() and word.isalpha() and word not in FUNCTION_WORDS
        return (word, at + 1) if word in domains.ENDINGS or plausible else None
    return _spelled_ending(units, at, asked=asked)


def _spelled_ending(units: Sequence[Unit], at: int, *, asked: bool) -> tuple[str, int] | None:
    said, best = "", None
    for after in range(at, min(at + 24, len(units))):
        unit = units[after]
        if unit.kind is Kind.ASIDE:
            continue
        if unit.kind not in _PARTS or unit.text in FUNCTION_WORDS and len(unit.text) > 1:
            break
        said += unit.text
        if said in domains.ENDINGS:
            best = (said, after + 1)
        whole = (said, after + 1)
    if asked and best is None and len(said) > 1 and said.isalpha() and said.isascii():
        return whole
    return best
