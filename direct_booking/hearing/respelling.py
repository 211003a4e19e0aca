"""How the part before the at-sign changes when a name in it, its end or its digits are told anew (SPEC 4.4).

Single letters are put right in ``correcting``; which spellings a name has is in ``vocabulary.spellings``.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from direct_booking.hearing.edits import Edit
from direct_booking.vocabulary.letters import confusable
from direct_booking.vocabulary.spellings import variants

_SAME_SOUND = {
    "c": "ks",
    "k": "c",
    "y": "i",
    "i": "y",
    "s": "zc",
    "z": "s",
    "j": "g",
    "g": "j",
    "v": "ph",
    "f": "ph",
}
"""Letters that can be spelled instead of each other in a name: "with a k" makes a k of a c."""
_VOWELS = "aeiouy"


def respell(local: str, edit: Edit) -> str | None:
    """The whole part, or the one piece of it between signs that the new spelling sounds most like. Pure."""
    pieces = _pieces(local)
    if edit.position and len(pieces) > 1:
        index = edit.position - 1 if edit.position > 0 else edit.position
        if -len(pieces) <= index < len(pieces):
            start, piece = pieces[index]
            return _put(local, start, edit.new, piece)
    if edit.new.isdigit() and not edit.old:
        return digits(local, edit)
    if (
        len(set(edit.new)) == 1
        and len(edit.new) < 4
        and re.search(rf"(?<!{edit.new[0]}){edit.new[0]}(?!{edit.new[0]})", local)
    ):
        return re.sub(f"{edit.new[0]}+", edit.new, local) if local.count(edit.new[0]) == 1 else None
    if edit.old:
        named = [
            (start, piece) for start, piece in pieces if piece == edit.old or _like(piece, edit.old) > 0.7
        ]
        if len(named) == 1:
            return _put(local, named[0][0], edit.new, named[0][1])
        inside = local.find(edit.old)
        if inside >= 0 and local.count(edit.old) == 1:
            return _put(local, inside, edit.new, edit.old)
    if len(pieces) < 2 or re.search(r"[._+-]", edit.new) or _like(local, edit.new) > 0.75:
        return edit.new if _like(local, edit.new) >= 0.4 or not edit.old else None
    ranked = sorted(((_like(piece, edit.new), start, piece) for start, piece in pieces), reverse=True)
    if ranked[0][0] < 0.5 or ranked[0][0] == ranked[1][0]:
        return None
    return _put(local, ranked[0][1], edit.new, ranked[0][2])


def local_of(local: str, edit: Edit) -> str | None:
    """All of it, as it was told. Pure."""
    return edit.new or None


def word(local: str, edit: Edit) -> str | None:
    """The name that was meant, in place of the one in it that sounds most like it. Pure.

    >>> word("john.smith", Edit("word", "jon")), word("gary", Edit("word", "mary"))
    ('jon.smith', 'mary')
    """
    if re.search(r"[._+-]", edit.new):
        flat = re.sub(r"[._+-]", "", edit.new)
        return edit.new if _like(re.sub(r"[._+-]", "", local), flat) >= 0.6 else None
    pieces = [(start, part) for start, piece in _pieces(local) for start, part in _letters_of(start, piece)]
    ranked = sorted(((_sounds(piece, edit.new), start, piece) for start, piece in pieces), reverse=True)
    if not ranked or len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    score, start, piece = ranked[0]
    if score >= 0.6:
        return _put(local, start, edit.new, piece) if piece != edit.new else None
    return _tail(local, edit.new)


def _tail(local: str, name: str) -> str | None:
    """ "It's baker" for jbarker: the end of a piece that holds more than the name."""
    tails = [(_sounds(local[at:], name), -at, local[at:]) for at in range(1, len(local) - 2)]
    best = max(tails, default=(0, 0, ""))
    return local[: -best[1]] + name if best[0] >= 0.75 else None


def ends(local: str, edit: Edit) -> str | None:
    """What it ends with: put there, or completed, or in place of what sounds like it. Pure.

    >>> ends("an", Edit("ends", "nn")), ends("nari", Edit("ends", "y")), ends("john", Edit("ends", "22"))
    ('ann', 'nary', 'john22')
    """
    new, last = edit.new, local[-1:]
    if not new or local.endswith(new):
        return None
    if new.isdigit() and last.isdigit():
        return digits(local, edit)
    for overlap in range(len(new) - 1, 0, -1):
        if local.endswith(new[:overlap]):
            return local + new[overlap:]
    if new.isdigit():
        return local + new
    if len(new) > 1:
        tail = local[-len(new) :]
        return local[: -len(new)] + new if _sounds(tail, new) >= 0.5 else local + new
    vowels = last in _VOWELS and new in _VOWELS
    if vowels or last in confusable(new) or new not in _VOWELS and last not in _VOWELS:
        return local[:-1] + new
    return local + new


def starts(local: str, edit: Edit) -> str | None:
    """What it begins with: put there, or in place of what sounds like it. Pure."""
    new, first = edit.new, local[:1]
    if not new or local.startswith(new):
        return None
    for overlap in range(len(new) - 1, 0, -1):
        if local.startswith(new[-overlap:]):
            return new + local[overlap:]
    if len(new) > 1:
        return new + local[len(new) :] if _sounds(local[: len(new)], new) >= 0.5 else new + local
    if first in confusable(new) or (first in _VOWELS) == (new in _VOWELS):
        return new + local[1:]
    return new + local if first in _VOWELS else new + local[1:]


def digits(local: str, edit: Edit) -> str | None:
    """The one number in it, told anew. Pure."""
    numbers = list(re.finditer("[0-9]+", local))
    return _put(local, numbers[0].start(), edit.new, numbers[0][0]) if len(numbers) == 1 else None


_ENDINGS = ("ey", "ie", "ee", "y", "i")  # one sound at the end of a name; the longest first


def with_letter(local: str, edit: Edit, *, certain: bool = False) -> str | None:
    """The name in it that is spelled with a letter: a known spelling, or else the sound it stands for. Pure.

    Args:
        certain: only a known spelling counts.

    >>> with_letter("jon", Edit("with", "h")), with_letter("erica", Edit("with", "k"))
    ('john', 'erika')
    """
    if edit.old and edit.old not in local:
        changed = word(local, Edit("word", edit.old))
        local = changed or local
    found = sorted(set(_varied(local, edit.new)), key=lambda made: (-_like(made, local), made))
    if found and (len(found) == 1 or _like(found[0], local) > _like(found[1], local)):
        return found[0]
    if found or certain:
        return None
    if edit.old and edit.new in edit.old:
        return local
    if edit.new in _ENDINGS:  # "Mary with an I E"
        ended = re.fullmatch(rf"(.*?[a-z]{{2}})({'|'.join(_ENDINGS)})", local)
        return ended[1] + edit.new if ended and ended[2] != edit.new else None
    swapped = [place for place, letter in enumerate(local) if edit.new in _sound(letter)]
    if len(swapped) == 1:
        return local[: swapped[0]] + edit.new + local[swapped[0] + 1 :]
    return (
        local + edit.new
        if edit.new == "e" and not swapped and local[-1:].isalpha() and local[-1:] != "e"
        else None
    )


def without(local: str, edit: Edit) -> str | None:
    """The name in it that is spelled without a letter. Pure.

    >>> without("sarah", Edit("without", "sara", "h"))
    'sara'
    """
    letter = edit.old
    if edit.new and edit.new not in local:
        local = word(local, Edit("word", edit.new)) or local
        if letter not in local or edit.new in local and letter not in edit.new:
            return local
    if not letter or local.count(letter) == 0:
        return None
    if local.count(letter) == 1:
        return local.replace(letter, "")
    shorter = {made for made in _spelled_otherwise(local) if made.count(letter) < local.count(letter)}
    return shorter.pop() if len(shorter) == 1 else None


def _sound(letter: str) -> tuple[str, ...]:
    same = _SAME_SOUND.get(letter, "")
    return ("ph", *(("f",) if letter == "v" else ())) if same == "ph" else tuple(same)


def _varied(local: str, letter: str) -> Iterator[str]:
    for made in _spelled_otherwise(local):
        if made.count(letter) > local.count(letter):
            yield made


def _spelled_otherwise(local: str) -> Iterator[str]:
    for match in re.finditer(r"[a-z]+", local):
        parts = [(0, match.group())]
        parts += [(at, match.group()[at:]) for at in range(1, len(match.group()) - 2)]
        for at, part in parts:
            for name in sorted(variants(part)):
                yield local[: match.start() + at] + name + local[match.start() + at + len(part) :]


def _pieces(local: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group()) for match in re.finditer(r"[^._+-]+", local)]


def _letters_of(start: int, piece: str) -> list[tuple[int, str]]:
    return [(start + match.start(), match.group()) for match in re.finditer(r"[a-z]+", piece)]


def _put(local: str, place: int, new: str, old: str) -> str:
    return local[:place] + new + local[place + len(old) :]


def _sounds(one: str, other: str) -> float:
    return 1.0 if other in variants(one) else _like(one, other)


def _like(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
