"""Corrections of an address in the caller's words: "no, M as in Mary", "the third letter is t" (SPEC 4.4).

What an edit is, is in ``edits``; where it goes in an address is found in ``correcting``; whole addresses are
heard in ``emails``.
"""

import re
from collections.abc import Callable, Sequence

from direct_booking.hearing.edits import Edit
from direct_booking.hearing.mail_domains import domain_at
from direct_booking.hearing.spelling import Kind, Unit, said_once, units
from direct_booking.vocabulary.english import FUNCTION_WORDS
from direct_booking.vocabulary.letters import CODE_WORDS
from direct_booking.vocabulary.listing import listed

_NTH = ("first 1st", "second 2nd", "third 3rd", "fourth 4th forth", "fifth 5th", "sixth 6th", "seventh 7th",
        "eighth 8th", "ninth 9th", "tenth 10th", "eleventh 11th", "twelfth 12th")  # fmt: skip
_ORDINALS = {word: place for place, words in enumerate(_NTH, start=1) for word in words.split()}
_ORDINALS |= {"last": -1, "final": -1}
_NUMBERED = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ORDINAL = "|".join(_ORDINALS)
_THING = r"(?:letter|character|one|digit|number|thing)"
_IS = r"(?:is|was|should be|needs to be|must be|has to be|would be|is actually|isn't .{1,20}? it's)"
_TAKE_AWAY = r"(?:remove|delete|drop|take (?:out|off|away)|lose)"
_SIGNS = r"(?:dots?|dash(?:es)?|hyphens?|underscores?|period|plus(?: sign)?|spaces?)"

_PLACE = re.compile(
    rf"\b(?P<before>second|next)?\s*(?:to\s+)?(?P<nth>{_ORDINAL})\s+{_THING}\s+{_IS}\s+(?P<new>.+)|"
    rf"\b(?:letter|character|digit) (?:number )?(?P<count>{'|'.join(_NUMBERED)}|\d)"
    rf"\s+{_IS}\s+(?P<counted>.+)"
)
_NO_PLACE = re.compile(rf"\b(?:{_TAKE_AWAY}|without|no) the (?P<nth>{_ORDINAL}) {_THING}")
_TWICE = re.compile(
    r"\b(?:two|2)\s+(?!is\b|as\b)(?P<new>\w)'?s\b|\b(?P<twice>\w) (?:twice|is doubled|is double)\b"
)
_ONCE = re.compile(
    r"\b(?:only|just|with)\s+(?:one|1|a single)\s+(?P<new>.+)"
    r"|\b(?:one|a single|single)\s+(?P<bare>\w|dot|dash)(?: only)?(?:\s*,?\s*not (?:two|2|double).*)?$"
)
_AT_AN_END = re.compile(
    r"(?:\b(?:add|put|with|there(?:'s| is)|then|and|also|has|followed by|it's|you (?:forgot|missed))\s+)?"
    r"(?P<new>(?:(?!\badd\b|\bwith\b|\bput\b).){1,40}?)\s+(?:at|on|in) the "
    r"(?P<where>end|beginning|start|front)\b"
)
_DENIED = re.compile(rf"\b(?:no|not|without|isn't|{_TAKE_AWAY})\b")
_ENDS_WITH = re.compile(r"\b(?P<verb>end|start|begin)s? (?:in|with)\s+(?P<new>.+)")
_BESIDE = re.compile(r"(?P<new>.+?)\s+(?P<side>after|before|between)\s+(?:the\s+)?(?P<old>.+)")
_GONE = re.compile(
    rf"\bthere(?:'s| is)? (?:no|not an?|not any)\s+(?P<a>.+)|\bthere isn't an?y?\s+(?P<b>.+)"
    rf"|^without (?:the|an?y?)?(?P<c>.+)|\b{_TAKE_AWAY} (?:the|that)?(?P<d>.+)"
    rf"|^(?:no|not any)\s+(?P<e>{_SIGNS})$|^no\s+(?P<f>\w) in (?:it|there|that)$"
)
_CHANGED = re.compile(
    r"\b(?:change|replace|swap|switch)\s+(?:the\s+)?(?P<old>.+?)\s+(?:to|with|for|by)\s+(?P<new>.+)"
)
_IS_A = re.compile(rf"\bthe (?P<old>\w+)\s+{_IS}\s+(?P<new>an? \w+|\w)$")
_NOT_FIRST = re.compile(
    r"^(?:it's |its |it is |that's |that is |this is )?(?:not|isn't)\s+(?P<old>.+?)[\s,.]+"
    r"(?:(?:but|it's|its|it is|that's)\s+)?(?P<new>(?:an? )?.+)$"
)
_NOT = re.compile(
    r"^(?P<new>.+?)[\s,.]+(?:and\s+)?(?:not|instead of|rather than|isn't|wasn't)\s+(?P<old>.+)$"
)
_SPELLED = re.compile(
    r"\b(?P<old>\w+)\s+(?:is |it's |that's )?(?:spelled|spelt|written)(?: as| like)?\s+(?P<new>.+)"
)
_WITH = re.compile(r"\b(?:with|has)\s+(?P<new>an?\s+.+|the letter .+|\w$)")
_OPENING = re.compile(
    r"^(?:\W*\b(?:no+|nope|nah|yes|yeah|sorry|actually|wait|almost|close|but|um|uh|so|well|oh|hey|"
    r"not quite|nearly|wrong|that's (?:wrong|not right|not it|incorrect|not correct)|not right|i said|"
    r"i meant|that is (?:wrong|not right)|you got it wrong|i think|it should be|should be|"
    r"it's supposed to be|please|make (?:it|that)|its|it's|it is|that's|that is|there's|there is)\b\W*)*"
)
_PARTED = re.compile(r"[.;?!]+\s+|,?\s+and (?=the \w+ (?:letter|one|character|digit)\b)")
_AROUND = listed(
    "a an the it it's its is that that's and just be should really actually only please thanks then so"
)
_LEADING = listed("it's its it is that's that no i said the domain should be ends with in and but at")


def hear_edit(text: str) -> tuple[Edit, ...]:
    """The corrections in what was said, in the order in which they were said. Pure; never raises on a string.

    >>> hear_edit("no, M as in Mary")
    (Edit(verb='letter', new='m', old='', position=0),)
    >>> hear_edit("it's an n, not an m")[0].old
    'm'
    """
    flat = re.sub(r"(?<![A-Za-z])([A-Za-z])\.(?=\s|$)", r"\1", text.lower().replace("’", "'"))
    edits = (_edit(part.strip(" .,!?")) for part in _PARTED.split(flat[:400]))
    return tuple(dict.fromkeys(edit for edit in edits if edit is not None))


def _edit(part: str) -> Edit | None:
    opening = _OPENING.match(part)
    bare = part[opening.end() :] if opening else part
    for read in _READERS:
        for said in dict.fromkeys((part, bare)):
            edit = read(said) if said else None
            if edit is not None:
                return edit
    return None


def _place(said: str) -> Edit | None:
    gone = _NO_PLACE.search(said)
    if gone:
        return Edit("remove", position=_ORDINALS[gone["nth"]])
    match = _PLACE.search(said)
    if not match:
        return None
    if match["count"]:
        position = int(match["count"]) if match["count"].isdecimal() else _NUMBERED.index(match["count"]) + 1
    else:
        position = _ORDINALS[match["nth"]] - (bool(match["before"]) and match["nth"] == "last")
    new = _piece(re.split(r",?\s+(?:and\s+)?not\s", match["counted"] or match["new"])[0])
    return Edit("place", new, position=position) if len(new) == 1 else None


def _twice(said: str) -> Edit | None:
    match = _TWICE.search(said)
    if match:
        return Edit("double", match["new"] or match["twice"])
    found = _content(said)
    pair = found[0].text if len(found) == 1 and found[0].kind in (Kind.LETTER, Kind.DIGIT) else ""
    return Edit("double", pair[0]) if len(pair) == 2 and pair[0] == pair[1] else None


def _once(said: str) -> Edit | None:
    match = _ONCE.search(said)
    new = _one(re.split(r",|\bnot\b", match["new"] or match["bare"])[0]) if match else ""
    return Edit("single", new) if new else None


def _at_an_end(said: str) -> Edit | None:
    match = _AT_AN_END.search(said)
    if match:
        at_end = match["where"] == "end"
        new = _piece(re.sub(rf"^(?:not? |{_TAKE_AWAY} |without |there's no |the )+", "", match["new"]))
        if not new:
            return None
        if _DENIED.search(said[: match.end("new")]):
            return Edit("remove", old=new, position=-1 if at_end else 1)
        return Edit("append" if at_end else "prepend", new)
    ends = _ENDS_WITH.search(said)
    new = _piece(ends["new"]) if ends else ""
    return Edit("place", new, position=-1 if ends and ends["verb"] == "end" else 1) if len(new) == 1 else None


def _beside(said: str) -> Edit | None:
    match = _BESIDE.search(said)
    if not match:
        return None
    new, old = _piece(match["new"]), _piece(re.split(r"\s+and(?: the)?\s+", match["old"])[0])
    side = "before" if match["side"] == "before" else "after"
    return Edit(side, new, old) if len(new) == 1 and old else None


def _gone(said: str) -> Edit | None:
    match = _GONE.search(said)
    old = _one(match[match.lastgroup or "a"]) if match else ""
    return Edit("remove", old=old) if old else None


def _swap(said: str) -> Edit | None:
    for pattern in (_CHANGED, _IS_A, _NOT_FIRST, _NOT):
        match = pattern.search(said)
        edit = _swapped(match["new"], match["old"]) if match else None
        if edit is not None:
            return edit
    return None


def _swapped(new: str, old: str) -> Edit | None:
    domain = _domain(new)
    if domain and (_domain(old) or old.strip() in ("com", "org", "net")):
        return domain
    right, wrong = _piece(new), _piece(old)
    if right in CODE_WORDS and wrong in CODE_WORDS:
        right, wrong = CODE_WORDS[right], CODE_WORDS[wrong]
    if right and wrong and right != wrong:
        return Edit("replace", right, wrong)
    return Edit("letter", right) if len(right) == 1 and not wrong else None


def _domain(said: str) -> Edit | None:
    """ "it's gmail", "dot co dot uk", "at yahoo dot com"."""
    found = [unit for unit in units(said) if unit.kind is not Kind.ASIDE]
    while found and (found[0].text in _LEADING or found[0].kind is Kind.AT):
        found.pop(0)
    if found and found[0].text == ".":
        named = [Unit(Kind.WORD, "acme", 0, 0), *found]
        whole = domain_at(named, 0, asked=False)
        return Edit("ending", whole[0].split(".", 1)[1]) if whole and whole[1] == len(named) else None
    whole = domain_at(found, 0, asked=False)
    return Edit("domain", whole[0]) if whole and whole[1] == len(found) else None


def _respelled(said: str) -> Edit | None:
    match = _SPELLED.search(said)
    new = _piece(match["new"]) if match else ""
    name = match["old"] if match and match["old"] not in FUNCTION_WORDS else ""
    return Edit("respell", new, name) if len(new) > 1 else None


def _with(said: str) -> Edit | None:
    match = _WITH.search(said)
    new = _one(match["new"]) if match else ""
    return Edit("with", new) if new.isalnum() else None


def _bare(said: str) -> Edit | None:
    """Nothing but characters: one is a letter to put right, several are the whole spelled again."""
    found = _content(said)
    if not found or any(unit.kind in (Kind.WORD, Kind.AT) for unit in found) or said in ("a", "i"):
        return None
    if any(unit.pause == 2 for unit in found[1:] if unit.kind is Kind.DIGIT):
        return None  # "4:15"
    new = "".join(unit.text for unit in found)
    if len(new) == 1:
        return Edit("letter", new) if new.isalnum() else None
    return Edit("respell", new) if new.isdigit() or any(unit.kind is Kind.LETTER for unit in found) else None


_READERS: tuple[Callable[[str], Edit | None], ...] = (
    _place, _at_an_end, _swap, _once, _twice, _respelled, _gone, _domain, _beside, _with, _bare,
)  # fmt: skip
"""The most telling shape first; each is tried on the whole and on what follows "no, it's"."""


def _content(said: str) -> list[Unit]:
    """The units of a piece, without the articles and frames around them."""
    said = re.sub(r"\b(that|this|the|another|which) one\b", r"\1 thing", said)
    found = [unit for unit in units(said) if unit.kind is not Kind.ASIDE]
    found = [found[at] for at in said_once(found, range(len(found)))]
    while found and (_frames(found[0]) or _article(found)):
        found.pop(0)
    while found and _frames(found[-1]):
        found.pop()
    return found


def _frames(unit: Unit) -> bool:
    return unit.kind is Kind.WORD and unit.text in _AROUND


def _article(found: Sequence[Unit]) -> bool:
    """ "a t" with nothing after it: an article and a letter."""
    return len(found) == 2 and found[0].text == "a" and not found[0].forced and not found[1].pause


def _piece(said: str) -> str:
    """The characters of a letter, a sign, a number, a spelled piece or one word; nothing for a sentence."""
    found = _content(said)
    names = [unit for unit in found if unit.kind is Kind.WORD]
    if (
        len(found) > 3
        and names
        or any(unit.text in FUNCTION_WORDS for unit in names)
        or any(unit.kind is Kind.AT for unit in found)
    ):
        return ""
    return "".join(unit.text for unit in found)


def _one(said: str) -> str:
    """One character, or nothing."""
    said = re.sub(r"'s\b", "", said).strip()
    plural = {"dots": ".", "dashes": "-", "underscores": "_", "hyphens": "-"}.get(said)
    piece = plural or _piece(said)
    return piece if len(piece) == 1 else ""
