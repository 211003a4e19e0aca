"""Where a correction goes: edits applied to the address that was read back (SPEC 4.4).

How corrections are heard is in ``corrections``; whether the result is acceptable is in ``emails``.
"""

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from direct_booking.hearing.edits import Edit
from direct_booking.vocabulary.letters import confusable
from direct_booking.vocabulary.spellings import variants


def correct(address: str, edits: tuple[Edit, ...]) -> str | None:
    """The address with every edit applied in turn; None when one of them cannot be placed for certain. Pure.

    The address is returned as it is spelled, whether or not it is acceptable: ask ``emails.tidy``.

    >>> correct("nary@example.com", (Edit("letter", "m"),))
    'mary@example.com'
    """
    if not edits or address.count("@") != 1:
        return None
    for edit in edits:
        changed = _apply(address, edit)
        if changed is None:
            return None
        address = changed
    return address


def _apply(address: str, edit: Edit) -> str | None:
    local, domain = address.split("@")
    if edit.verb == "domain":
        return f"{local}@{edit.new}"
    if edit.verb == "ending":
        return f"{local}@{domain.split('.')[0]}.{edit.new}"
    apply = _APPLY.get(edit.verb)
    changed = apply(local, edit) if apply else None
    if changed is None and edit.verb in ("replace", "letter"):
        # The letter is not in the first part: an unfamiliar domain is read back too.
        label, _, ending = domain.partition(".")
        moved = _APPLY[edit.verb](label, edit)
        return f"{local}@{moved}.{ending}" if moved else None
    return f"{changed}@{domain}" if changed else None


def _places(local: str, wanted: frozenset[str] | str) -> list[int]:
    return [place for place, character in enumerate(local) if character in wanted]


def _put(local: str, place: int, new: str, width: int = 1) -> str:
    return local[:place] + new + local[place + width :]


def _letter(local: str, edit: Edit) -> str | None:
    for nearest in (True, False):
        places = _places(local, confusable(edit.new, nearest=nearest))
        if len(places) == 1:
            return _put(local, places[0], edit.new)
        if places:
            return None
    return None


def _replace(local: str, edit: Edit) -> str | None:
    places = [match.start() for match in re.finditer(f"(?={re.escape(edit.old)})", local)] if edit.old else []
    if len(places) != 1:
        return None
    return _put(local, places[0], edit.new, len(edit.old))


def _at(local: str, edit: Edit) -> str | None:
    counted = [place for place, character in enumerate(local) if character.isalnum()]
    index = edit.position - 1 if edit.position > 0 else edit.position
    if not -len(counted) <= index < len(counted):
        return None
    return _put(local, counted[index], edit.new)


def _double(local: str, edit: Edit) -> str | None:
    places = _places(local, edit.new)
    if len(places) == 1:
        return _put(local, places[0], edit.new * 2)
    return _letter(local, Edit("letter", edit.new)) if not places else None


def _single(local: str, edit: Edit) -> str | None:
    places = [place for place in _places(local, edit.new) if local[place + 1 : place + 2] == edit.new]
    return _put(local, places[0], "") if len(places) == 1 else None


def _remove(local: str, edit: Edit) -> str | None:
    if edit.position and edit.old:
        if edit.position < 0:
            return local.removesuffix(edit.old) if local.endswith(edit.old) else None
        return local.removeprefix(edit.old) if local.startswith(edit.old) else None
    if edit.position:
        return _at(local, Edit("place", "", position=edit.position))
    return _replace(local, Edit("replace", "", edit.old))


def _beside_old(local: str, edit: Edit) -> str | None:
    both = edit.old + edit.new if edit.verb == "after" else edit.new + edit.old
    return _replace(local, Edit("replace", both, edit.old))


def _respell(local: str, edit: Edit) -> str | None:
    """The whole part, or the one piece of it between signs that the new spelling sounds most like."""
    pieces = [(match.start(), match.group()) for match in re.finditer(r"[^._+-]+", local)]
    if edit.new.isdigit() and not edit.old:
        numbers = list(re.finditer("[0-9]+", local))
        return (
            _put(local, numbers[0].start(), edit.new, len(numbers[0].group())) if len(numbers) == 1 else None
        )
    if edit.old:
        pieces = [
            (start, piece) for start, piece in pieces if piece == edit.old or _like(piece, edit.old) > 0.7
        ]
        return _put(local, pieces[0][0], edit.new, len(pieces[0][1])) if len(pieces) == 1 else None
    if len(pieces) < 2 or re.search(r"[._+-]", edit.new) or _like(local, edit.new) > 0.75:
        return edit.new
    ranked = sorted(((_like(piece, edit.new), start, piece) for start, piece in pieces), reverse=True)
    if ranked[0][0] < 0.5 or ranked[0][0] == ranked[1][0]:
        return None
    return _put(local, ranked[0][1], edit.new, len(ranked[0][2]))


def _like(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _with_letter(local: str, edit: Edit) -> str | None:
    found = set(_varied(local, edit.new))
    return found.pop() if len(found) == 1 else None


def _varied(local: str, letter: str) -> Iterator[str]:
    for match in re.finditer(r"[a-z]+", local):
        for name in variants(match.group()):
            if name.count(letter) > match.group().count(letter):
                yield _put(local, match.start(), name, len(match.group()))


_APPLY: dict[str, Callable[[str, Edit], str | None]] = {
    "letter": _letter,
    "replace": _replace,
    "place": _at,
    "double": _double,
    "single": _single,
    "remove": _remove,
    "append": lambda local, edit: local + edit.new,
    "prepend": lambda local, edit: edit.new + local,
    "after": _beside_old,
    "before": _beside_old,
    "respell": _respell,
    "with": _with_letter,
}
