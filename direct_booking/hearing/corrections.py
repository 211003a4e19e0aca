"""Corrections of an address in the caller's words: "no, M as in Mary", "the third letter is t" (SPEC 4.4).

What an edit is, is in ``edits``; where it goes in an address is found in ``correcting``; the wordings are in
``shapes``, the clauses and their characters in ``clauses``; whole addresses are heard in ``emails``.
"""

import re
from collections.abc import Callable

from direct_booking.hearing import shapes
from direct_booking.hearing.clauses import (
    bare,
    content,
    domain,
    ending,
    flat,
    one,
    piece,
    segments,
    spelled_out,
)
from direct_booking.hearing.edits import Edit
from direct_booking.hearing.renaming import described, named, respelled
from direct_booking.hearing.spelling import Kind
from direct_booking.vocabulary.letters import CODE_WORDS


def hear_edit(text: str) -> tuple[Edit, ...]:
    """The corrections in what was said, in the order in which they were said. Pure; never raises on a string.

    >>> hear_edit("no, M as in Mary")
    (Edit(verb='letter', new='m', old='', position=0),)
    >>> hear_edit("it's an n, not an m")[0].old
    'm'
    >>> [edit.verb for edit in hear_edit("the third letter is t and there's an s at the end")]
    ['place', 'append']
    """
    edits: list[Edit] = []
    done = 0
    for said, first, last in segments(flat(spelled_out(text))):
        if first < done:
            continue
        edit = _edit(said)
        if edit is not None:
            edits.append(edit)
            done = last
    return tuple(dict.fromkeys(edits))


def _edit(clause: str) -> Edit | None:
    for read in _READERS:
        for said in dict.fromkeys((bare(clause), clause)):
            edit = read(said) if said else None
            if edit is not None:
                return edit
    return None


def _position(match: re.Match[str]) -> int:
    """Counted from 1 at the beginning, from -1 at the end; 0 when it is the middle or no place at all."""
    found = match.groupdict()
    if found.get("count"):
        count = found["count"]
        return int(count) if count.isdecimal() else shapes.NUMBERED[count]
    if found.get("back"):
        return -shapes.ORDINALS.get(found["back"], 2)
    if found.get("far"):
        return -shapes.ORDINALS.get(found["far"], 0)
    return shapes.ORDINALS.get(found.get("nth") or "", 0)


def _place(said: str) -> Edit | None:
    gone = shapes.NO_PLACE.fullmatch(said)
    if gone and _position(gone):
        return Edit("remove", position=_position(gone))
    beside = shapes.BESIDE_IS.fullmatch(said)
    if beside and one(beside["new"]) and one(beside["old"]):
        return Edit(
            "next" if beside["side"] == "after" else "previous", one(beside["new"]), one(beside["old"])
        )
    for shape in (shapes.PLACE, shapes.PLACE_CHANGED, shapes.PLACE_AFTER, shapes.PLACE_BARE):
        match = shape.fullmatch(said)
        if match is None or shape is shapes.PLACE_BARE and not (match["thing"] or match["count"]):
            continue
        new = one(match["new"])
        middle = match["nth"] == "middle"
        if new and (_position(match) or middle):
            return Edit("middle" if middle else "place", new, position=_position(match))
    return None


def _several(said: str) -> Edit | None:
    """ "The last four are ...", "the area code is ..."."""
    area = shapes.AREA_CODE.fullmatch(said)
    if area and piece(area["new"]).isdigit():
        return Edit("head", piece(area["new"]))
    match = shapes.SEVERAL.fullmatch(said)
    new = piece(match["new"]) if match else ""
    if match and len(new) > 1:
        return Edit("head" if match["which"] == "first" else "tail", new)
    return None


def _swap(said: str) -> Edit | None:
    for shape in shapes.SWAP:
        match = shape.fullmatch(said)
        if match is None:
            continue
        pair = one(match["one"]), one(match["two"])
        if all(pair):
            return Edit("swap", pair[0], pair[1])
        first = shapes.ORDINALS.get(re.sub(r"^the | letter$", "", match["one"]), 0)
        if first > 0:
            return Edit("swap", position=first)
    match = shapes.ORDER.fullmatch(said)
    pair = (one(match["one"]), one(match["two"])) if match else ("", "")
    if match and all(pair):
        return Edit("swap", *(pair if match["side"] == "before" else pair[::-1]))
    return None


def _change(said: str) -> Edit | None:
    for shape in shapes.CHANGE:
        match = shape.fullmatch(said)
        edit = _changed(match["new"], match["old"]) if match else None
        if edit is not None:
            return edit
    match = shapes.IS_A.fullmatch(said)
    new, old = (piece(match["new"]), piece(match["old"])) if match else ("", "")
    if len(CODE_WORDS.get(new, new)) == 1 and len(CODE_WORDS.get(old, old)) == 1:
        return _changed(match["new"], match["old"])
    return None


def _changed(new: str, old: str) -> Edit | None:
    right, wrong = domain(new), domain(old)
    if right and (wrong or ending(old)):
        return Edit(*right)
    if ending(new) and ending(old) and (ending(new) != ending(old)):
        return Edit("ending", ending(new) or "")
    if re.fullmatch(r"(?:the )?(?:domain|ending|company)(?: name)?", old):
        return Edit(*right) if right else None
    doubled = re.match(r"(?:a )?double ", old)
    right_piece, wrong_piece = piece(new), piece(old)
    if doubled and len(set(wrong_piece)) == 1 and right_piece in ("1", "", wrong_piece[0]):
        return Edit("single", wrong_piece[0])
    if right_piece in CODE_WORDS and wrong_piece in CODE_WORDS:
        right_piece, wrong_piece = CODE_WORDS[right_piece], CODE_WORDS[wrong_piece]
    if right_piece and wrong_piece and right_piece != wrong_piece:
        return Edit("replace", right_piece, wrong_piece)
    more = re.search(r"\b(?:and|but|not)\b", old)
    return Edit("letter", right_piece) if len(right_piece) == 1 and not wrong_piece and not more else None


def _once(said: str) -> Edit | None:
    for shape in shapes.ONCE:
        match = shape.fullmatch(said)
        new = piece(match["new"]) if match else ""
        counted = new.isdigit() and "not" not in said  # "one nine" are two digits
        if len(new) == 1 and not counted:
            return Edit("single", new)
    return None


def _twice(said: str) -> Edit | None:
    for shape in shapes.TWICE:
        match = shape.fullmatch(re.sub(f" {shapes.END}$", "", said))
        new = piece(match["new"]) if match else ""
        if match and new and len(set(new)) == 1 and new[0] not in "s" * (len(new) > 1):
            return Edit("run", new[0] * 3) if "three" in match.groupdict() else Edit("double", new[0])
        if match and re.fullmatch(r"([a-z0-9])s", new):
            return Edit("double", new[0])
    return None


def _at_an_end(said: str) -> Edit | None:
    first = shapes.MISSED_FIRST.fullmatch(said)
    if first and one(first["new"]):
        return Edit("prepend" if first["nth"] == "first" else "append", one(first["new"]))
    match = shapes.AT_END.fullmatch(said)
    if match and not shapes.DENIES.search(said[: match.end("new")]):
        new = piece(re.sub(r"^an? (?=\w+ \w+ )", "", match["new"])) or piece(match["new"])
        at_front = match["front"] or match["where"].endswith(("start", "beginning", "front"))
        added = match.start("new") > 0 and not (len(new) > 1 and len(set(new)) == 1)
        verbs = ("prepend", "append") if added else ("starts", "ends")
        return Edit(verbs[not at_front], new) if new else None
    match = shapes.ENDS.fullmatch(said)
    new = piece(match["new"]) if match else ""
    if match and new and not domain(match["new"]):
        return Edit("ends" if match["verb"] == "end" else "starts", new)
    return None


def _beside(said: str) -> Edit | None:
    match = shapes.BESIDE.fullmatch(said)
    if not match or shapes.DENIES.search(said):
        return None
    new, old = piece(match["new"]), piece(match["old"])
    side = "before" if match["side"].endswith(("before", "front of")) else "after"
    return Edit(side, new, old) if old and new and (len(new) == 1 or new.isdigit()) else None


def _gone(said: str) -> Edit | None:
    if shapes.NO_DIGITS.fullmatch(said):
        return Edit("no_digits")
    short = shapes.NOWHERE.sub("", said)
    for at, shape in enumerate(shapes.GONE):
        match = shape.fullmatch(short)
        if match is None or at == 0 and not shapes.DENIES.search(short):
            continue
        old = one(match["old"])
        if not old or re.match(r"(?:it|its|that|this|there|i)\b", match["old"]) and match["old"] != "i":
            continue  # "no, it's J" takes nothing away
        if short == f"no {match['old']}" and re.fullmatch(r"\w", match["old"]):
            return Edit("no", old=old)  # "no h" takes it away; "no, h" puts it there: the address decides
        if short.startswith(("no ", "not ")) and " as " in f" {match['old']} ":
            return None
        where = match.groupdict().get("where")
        position = 0 if not where else -1 if "end" in where or where == "back" else 1
        return Edit("no" if position and short.startswith("no ") else "remove", old=old, position=position)
    return None


def _domain(said: str) -> Edit | None:
    """ "it's gmail", "dot co dot uk", "at yahoo dot com"."""
    match = shapes.DOMAIN.fullmatch(said)
    found = domain(said) or (domain(match["new"]) if match else None)
    return Edit(*found) if found else None


def _missed(said: str) -> Edit | None:
    for shape in shapes.MISSED:
        match = shape.fullmatch(said)
        new = piece(match["new"]) if match and not shapes.DENIES.search(said) else ""
        if new and (len(new) == 1 or new.isdigit()):
            return Edit("insert", new)
    return None


def _bare(said: str) -> Edit | None:
    """Nothing but characters: one is a letter to put right, several are the whole spelled again."""
    found = content(said)
    if not found or any(unit.kind in (Kind.AT, Kind.OWN) for unit in found) or said in ("a", "i"):
        return None
    if any(unit.pause == 2 for unit in found[1:] if unit.kind is Kind.DIGIT):
        return None  # "4:15"
    if any(unit.kind is Kind.WORD for unit in found):
        return named(said)
    new = "".join(unit.text for unit in found)
    if len(set(new)) == 1 and (len(new) == 1 or len(found) > 1 and found[-1].forced):
        return Edit("letter", new[0]) if new[0].isalnum() else None  # "D. D as in David" is one
    if new in ("com", "org", "net", "edu"):
        return Edit("ending", new)
    if len(found) == 1 and found[0].kind is Kind.LETTER and len(set(new)) == 1:
        return Edit("double", new[0]) if len(new) == 2 else Edit("run", new)
    return Edit("respell", new) if new.isdigit() or any(unit.kind is Kind.LETTER for unit in found) else None


_READERS: tuple[Callable[[str], Edit | None], ...] = (
    _place, _several, _swap, _domain, _gone, _at_an_end, _once, _twice, _change, respelled, _beside,
    described, _missed, _bare,
)  # fmt: skip
"""The most telling shape first; each is tried on the whole clause and on what follows "no, it's"."""
