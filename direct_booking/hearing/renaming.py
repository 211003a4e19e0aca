"""Corrections that are about a name: spelled otherwise, spelled with an H, or said again.

Other corrections are in ``corrections``; what becomes of the name in an address is in ``respelling``.
"""

from direct_booking.hearing import shapes
from direct_booking.hearing.clauses import content, piece
from direct_booking.hearing.edits import Edit
from direct_booking.hearing.spelling import Kind
from direct_booking.vocabulary.english import FUNCTION_WORDS, NO_NAMES, TIME_WORDS

_SIGNS = frozenset(".-_+")


def respelled(said: str) -> Edit | None:
    """ "My last name is S M Y T H", "the numbers are two three". Pure."""
    for shape in shapes.RESPELL:
        match = shape.fullmatch(said)
        if match is None:
            continue
        found = match.groupdict()
        if found.get("number"):
            number = piece(found["number"])
            return Edit("digits", number) if number.isdigit() else None
        if found.get("whole"):
            whole = piece(found["whole"])
            return Edit("local", whole) if len(whole) > 1 else None
        new = piece(found["new"])
        position = _which(found)
        name = found.get("name") or ""
        if name in FUNCTION_WORDS or name in ("name", "email", "it"):
            name = ""
        if name in ("domain", "company", "website"):
            return Edit("label", new) if len(new) > 1 else None
        letters = any(unit.kind is Kind.LETTER for unit in content(found["new"]))
        if len(new) > 1 and (letters or position or "spel" in said):
            return Edit("respell", new, name, position)
    return None


def _which(found: dict[str, str | None]) -> int:
    """Which piece of the address between its signs: 1 the first, -1 the last, 0 not said."""
    if found.get("beside"):
        return -1 if found["beside"] == "after" else 1
    nth = {"last": -1, "family": -1, "second": 2, "middle": 2, "first": 1, "given": 1}
    return nth.get(found.get("nth") or "", 0)


def described(said: str) -> Edit | None:
    """ "With an H", "Sara without an H". Pure."""
    match = shapes.WITH.fullmatch(said)
    if match is None:
        return None
    new, name = piece(match["new"]), match["name"] or ""
    name = "" if name in FUNCTION_WORDS or name in ("it", "that") else name
    if not new.isalnum() or len(new) > 2 or not new.isascii():
        return None
    if match["how"] in ("with", "has"):
        return Edit("double", new[0], name) if len(new) == 2 and new[0] == new[1] else Edit("with", new, name)
    return Edit("without", old=new, new=name) if name or match["how"] != "no" else None


def named(said: str) -> Edit | None:
    """A name said again: "it's Jon", "john dot smith". Pure."""
    found = content(said)
    words = [unit.text for unit in found if unit.kind is Kind.WORD]
    signs = [unit.text for unit in found if unit.kind is Kind.SIGN]
    if any(word in FUNCTION_WORDS or word in TIME_WORDS or word in NO_NAMES for word in words):
        return None
    plain = all(word.isascii() and word.isalpha() and len(word) > 2 for word in words)
    if (
        not plain
        or not words
        or len(found) > 5
        or not signs
        and len(found) > 1
        or any(s not in _SIGNS for s in signs)
    ):
        return None
    return Edit("word", "".join(unit.text for unit in found))
