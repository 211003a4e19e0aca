"""Where a correction goes: edits applied to the address that was read back (SPEC 4.4).

How corrections are heard is in ``corrections``; how the spelling of a name changes is in ``respelling``;
whether the result is acceptable is in ``emails``.
"""

import re
from collections.abc import Callable

from direct_booking.hearing.edits import Edit
from direct_booking.hearing.respelling import (
    digits,
    ends,
    local_of,
    respell,
    starts,
    with_letter,
    without,
    word,
)
from direct_booking.vocabulary.domains import FAMILIAR_LABELS
from direct_booking.vocabulary.first_names import FIRST_NAMES
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
    if edit.verb == "label":
        return f"{local}@{edit.new}.{domain.partition('.')[2]}"
    if edit.verb == "ending":
        return f"{local}@{domain.split('.')[0]}.{edit.new}"
    label, _, ending = domain.partition(".")
    if edit.verb == "letter":
        return _letter_of_both(local, label, ending, edit)
    apply = _APPLY.get(edit.verb)
    changed = apply(local, edit) if apply else None
    if changed is None and edit.verb == "with" and not edit.old and len(edit.new) == 1:
        return _apply(address, Edit("letter", edit.new))  # "with an M as in Mary"
    if changed is None and edit.verb in (
        "replace",
        "word",
        "double",
        "single",
        "after",
        "before",
        "swap",
        "remove",
        "with",
    ):
        # Not in the first part: an unfamiliar domain is read back letter by letter too.
        moved = (
            _APPLY[edit.verb](label, edit) if label not in FAMILIAR_LABELS or edit.verb == "word" else None
        )
        return f"{local}@{moved}.{ending}" if moved else None
    return f"{changed}@{domain}" if changed else None


def _letter_of_both(local: str, label: str, ending: str, edit: Edit) -> str | None:
    """Of all letters that were read back, the one that sounds like the right one."""
    changed = _letter(local, edit)
    spelled = label not in FAMILIAR_LABELS
    near_here, near_there = (bool(_near(part, edit.new)) for part in (local, label))
    if spelled and near_there and not near_here:
        changed = None
    if changed is None and spelled and near_there and not near_here:
        moved = _letter(label, edit)
        return f"{local}@{moved}.{ending}" if moved else None
    return f"{changed}@{label}.{ending}" if changed else None


def _near(text: str, letter: str) -> list[int]:
    return _places(text, confusable(letter, nearest=True))


def _places(local: str, wanted: frozenset[str] | str) -> list[int]:
    return [place for place, character in enumerate(local) if character in wanted]


def _put(local: str, place: int, new: str, width: int = 1) -> str:
    return local[:place] + new + local[place + width :]


def _letter(local: str, edit: Edit) -> str | None:
    """The one letter that sounds like it; of several, the one that makes a name of what is none."""
    for nearest in (True, False):
        places = _places(local, confusable(edit.new, nearest=nearest))
        if len(places) > 1:
            places = [place for place in places if _makes_a_name(local, place, edit.new)]
            return _put(local, places[0], edit.new) if len(places) == 1 else None
        if places:
            return _put(local, places[0], edit.new)
    return None


def _makes_a_name(local: str, place: int, new: str) -> bool:
    start = re.search(r"[a-z]*$", local[:place])
    end = re.match(r"[a-z]*", local[place:])
    piece = (start[0] if start else "") + new + (end[0][1:] if end else "")
    return piece in FIRST_NAMES


def _replace(local: str, edit: Edit) -> str | None:
    numbers = re.findall("[0-9]+", local)
    if edit.new.isdigit() and edit.old.isdigit() and len(numbers) == 1 and len(edit.new) == len(numbers[0]):
        return digits(local, Edit("digits", edit.new)) if edit.old in numbers[0] else None
    places = [match.start() for match in re.finditer(f"(?={re.escape(edit.old)})", local)] if edit.old else []
    if len(places) > 1 and len(edit.old) == len(edit.new) == 1:
        places = [place for place in places if _makes_a_name(local, place, edit.new)]
    if len(places) == 1:
        return _put(local, places[0], edit.new, len(edit.old))
    if not places and edit.old and edit.new.isdigit() and edit.old.isdigit():
        return digits(local, Edit("digits", edit.new))
    if not places and edit.old and len(edit.new) > 2 and edit.new.isalpha():
        return word(local, Edit("word", edit.new))
    if not places and len(edit.new) == 1 and edit.new.isalnum():
        return _letter(local, Edit("letter", edit.new))  # the wrong letter was misheard in its turn
    return None


def _at(local: str, edit: Edit) -> str | None:
    counted = [place for place, character in enumerate(local) if character.isalnum()]
    index = edit.position - 1 if edit.position > 0 else edit.position
    if not edit.position or not -len(counted) <= index < len(counted):
        return None
    return _put(local, counted[index], edit.new)


def _middle(local: str, edit: Edit) -> str | None:
    return _put(local, len(local) // 2, edit.new) if len(local) % 2 else None


def _neighbour(local: str, edit: Edit) -> str | None:
    step = 1 if edit.verb == "next" else -1
    places = [place + step for place in _places(local, edit.old) if 0 <= place + step < len(local)]
    return _put(local, places[0], edit.new) if edit.old and len(places) == 1 else None


def _swap(local: str, edit: Edit) -> str | None:
    """Two neighbours that stand the wrong way round."""
    if edit.position > 0:
        pair = local[edit.position - 1 : edit.position + 1]
        return _put(local, edit.position - 1, pair[::-1], 2) if len(pair) == 2 else None
    if not (edit.new and edit.old):
        return None
    for wrong, right in (
        (edit.old + edit.new, edit.new + edit.old),
        (edit.new + edit.old, edit.old + edit.new),
    ):
        if local.count(wrong) == 1:
            return local.replace(wrong, right)
    one, two = _places(local, edit.new), _places(local, edit.old)
    if len(one) == len(two) == 1 and len(edit.new) == len(edit.old) == 1:
        return _put(_put(local, one[0], edit.old), two[0], edit.new)
    return None


def _double(local: str, edit: Edit) -> str | None:
    runs = list(re.finditer(f"(?:{re.escape(edit.new)})+", local)) if edit.new else []
    once = [match for match in runs if len(match[0]) == 1]
    if edit.old:
        named = [match for match in once if edit.old.replace(edit.new * 2, edit.new) in local]
        once = named or once
    if len(once) == 1 and len(edit.new) == 1:
        return _put(local, once[0].start(), edit.new * 2)
    if len(runs) == 1 and edit.old and len(runs[0][0]) == 2:
        return local
    if len(once) > 1 and re.search(f"{re.escape(edit.new)}$", local):
        return None
    return _letter(local, Edit("letter", edit.new)) if not runs else None


def _run(local: str, edit: Edit) -> str | None:
    runs = list(re.finditer(f"(?:{re.escape(edit.new[:1])})+", local)) if edit.new else []
    return _put(local, runs[0].start(), edit.new, len(runs[0][0])) if len(runs) == 1 else None


def _single(local: str, edit: Edit) -> str | None:
    places = [place for place in _places(local, edit.new) if local[place + 1 : place + 2] == edit.new]
    return _put(local, places[0], "") if edit.new and len(places) == 1 else None


def _remove(local: str, edit: Edit) -> str | None:
    if edit.position and edit.old:
        if edit.position < 0:
            return local.removesuffix(edit.old) if local.endswith(edit.old) else None
        return local.removeprefix(edit.old) if local.startswith(edit.old) else None
    if edit.position:
        return _at(local, Edit("place", "", position=edit.position))
    if edit.old and local.count(edit.old) == 2 and edit.old * 2 in local:
        return local.replace(edit.old * 2, edit.old)
    return local.replace(edit.old, "") if edit.old and local.count(edit.old) == 1 else None


def _no(local: str, edit: Edit) -> str | None:
    """ "No h": it is not there; or "No: H", when there is none."""
    if edit.position:
        end = edit.position < 0
        there = local.endswith(edit.old) if end else local.startswith(edit.old)
        return _remove(local, edit) if there else local + edit.old if end else edit.old + local
    return _remove(local, edit) if edit.old in local else _letter(local, Edit("letter", edit.old))


def _beside_old(local: str, edit: Edit) -> str | None:
    both = edit.old + edit.new if edit.verb == "after" else edit.new + edit.old
    if not edit.old or not edit.new:
        return None
    pair = re.escape(edit.old) * 2
    if local.count(edit.old) == 2 and len(edit.old) == 1 and re.search(pair, local):
        # "After the n" of two: after both of them.
        return local.replace(
            edit.old * 2, edit.old * 2 + edit.new if edit.verb == "after" else edit.new + edit.old * 2
        )
    return local.replace(edit.old, both) if local.count(edit.old) == 1 else None


def _insert(local: str, edit: Edit) -> str | None:
    """A character that was not heard: where it makes a known name, beside its like, or else at the end."""
    if not edit.new:
        return None
    if edit.new.isalpha() and len(edit.new) == 1:
        named = with_letter(local, Edit("with", edit.new), certain=True)
        if named is not None:
            return named
        made = {
            local[:at] + edit.new + local[at:]
            for at in range(len(local) + 1)
            if any(
                piece in FIRST_NAMES and variants(piece)
                for piece in re.split(r"[^a-z]+", local[:at] + edit.new + local[at:])
            )
        }
        if len(made) == 1:
            return made.pop()
        if local.count(edit.new) == 1:
            return local.replace(edit.new, edit.new * 2)
    return local + edit.new if edit.new.isalnum() else None


_APPLY: dict[str, Callable[[str, Edit], str | None]] = {
    "letter": _letter,
    "replace": _replace,
    "place": _at,
    "middle": _middle,
    "next": _neighbour,
    "previous": _neighbour,
    "swap": _swap,
    "double": _double,
    "run": _run,
    "single": _single,
    "remove": _remove,
    "no": _no,
    "no_digits": lambda local, edit: re.sub(r"[0-9]+", "", local) if re.search("[0-9]", local) else None,
    "digits": digits,
    "append": lambda local, edit: local + edit.new,
    "prepend": lambda local, edit: edit.new + local,
    "ends": ends,
    "starts": starts,
    "tail": lambda local, edit: local[: -len(edit.new)] + edit.new if edit.new else None,
    "head": lambda local, edit: edit.new + local[len(edit.new) :] if edit.new else None,
    "insert": _insert,
    "after": _beside_old,
    "before": _beside_old,
    "respell": respell,
    "local": local_of,
    "word": word,
    "with": with_letter,
    "without": without,
}
