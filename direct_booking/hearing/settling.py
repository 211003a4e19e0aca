"""What words turn out to be from what stands beside them: "bee oh bee" is BOB, "mike" a letter or a name.

Each word by itself is read in ``lexing``; what is said twice is sorted out in ``spelling``, which other
rooms use.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from direct_booking.hearing.lexing import Kind, Unit
from direct_booking.vocabulary import letters
from direct_booking.vocabulary.english import FUNCTION_WORDS
from direct_booking.vocabulary.first_names import FIRST_NAMES
from direct_booking.vocabulary.listing import listed

_BORDERS = (Kind.AT, Kind.SIGN)
_LATE = listed("see sea be bee tea you are why eye oh pea he hey ay eh ewe to too two for ate")
_SOFT = listed("bee tea pea eye oh eh ay ewe sea owe axe")
"""Words that among letters are hardly ever anything else; the other homophones are everyday words."""
_EARLY = listed("see are why you we he be am")
"""Of those, the ones that may begin a spelling where nothing else does: "see oh are why"."""
_NAMES_TOO = {"j": "jay", "k": "kay", "d": "dee"}


def settle(found: list[Unit]) -> Iterator[Unit]:
    """Decide, from what stands beside them, which words were letters or digits after all. Pure."""
    found = _without_code_words(found)
    coded = any(_is_code(one) and _is_code(other) for one, other in zip(found, found[1:], strict=False))
    found = [_decoded(found, at, coded=coded) for at in range(len(found))]
    for start, end in _runs(found):
        _settle_run(found, start, end)
    for at in range(len(found)):
        found[at] = _settled(found, at)
        yield found[at]


def _without_code_words(found: list[Unit]) -> list[Unit]:
    """ "T Tom, E Edward": two such pairs in a row, and the words say no more than the letters."""
    kept: list[Unit] = []
    at = 0
    while at < len(found):
        pairs = 0
        while _is_pair(found, at + 2 * pairs):
            pairs += 1
        if pairs > 1:
            for place in range(at, at + 2 * pairs, 2):
                kept.append(replace(found[place], end=found[place + 1].end, forced=True))
            at += 2 * pairs
        else:
            kept.append(found[at])
            at += 1
    return kept


def _is_pair(found: Sequence[Unit], at: int) -> bool:
    if at + 1 >= len(found):
        return False
    letter, word = found[at], found[at + 1]
    return (
        letter.kind is Kind.LETTER and word.kind is Kind.WORD and len(letter.text) == 1
        and len(word.text) > 2 and word.text[0] == letter.text
    )  # fmt: skip


def _decoded(found: Sequence[Unit], at: int, *, coded: bool) -> Unit:
    """A code word among code words or letters is a letter; "mike" alone, or before a surname, is Mike."""
    unit = found[at]
    if not _is_code(unit):
        return unit
    left, right = _beside(found, at, -1), _beside(found, at, 1)
    alone = not any(_spelled(beside) or _is_word(beside) for beside in (left, right))
    is_letter = coded and alone or _is_code(left) or _is_code(right)
    is_letter = is_letter or (_spelled(left) or _spelled(right)) and _run_letters(found, at) > 2
    return replace(unit, kind=Kind.LETTER, text=letters.CODE_WORDS[unit.text]) if is_letter else unit


def _runs(found: Sequence[Unit]) -> list[tuple[int, int]]:
    """Unbroken stretches of letters, digits, and words that sound like one, as half-open places."""
    runs: list[tuple[int, int]] = []
    start = None
    for at, unit in enumerate([*found, None]):
        if unit is not None and (_is_letterlike(unit) or start is not None and unit.kind is Kind.ASIDE):
            start = at if start is None else start
        elif start is not None:
            runs.append((start, at))
            start = None
    return runs


def _is_letterlike(unit: Unit) -> bool:
    homophone = unit.text in letters.HOMOPHONES or unit.text in letters.DIGIT_HOMOPHONES
    return unit.kind in (Kind.LETTER, Kind.DIGIT) or unit.kind is Kind.WORD and homophone


def _settle_run(found: list[Unit], start: int, end: int) -> None:
    """Make the words of a stretch letters where the stretch is a spelling."""
    places = [at for at in range(start, end) if found[at].kind is not Kind.ASIDE]
    if all(found[at].kind is not Kind.WORD for at in places):
        return
    left = found[start - 1] if start else None
    right = found[end] if end < len(found) else None
    places = _without_edges(found, places, left, right)
    strong = sum(_strength(found[at]) for at in places)
    if not (strong > 1 or strong and len(places) > 2 or _is_digits_with_a_letter(found, places, right)):
        whole = left is None and right is not None and right.kind is Kind.AT and len(places) > 3
        if not (whole and any(found[at].text == "a" for at in places)):
            return
    for at in places:
        if found[at].kind is Kind.WORD:
            found[at] = _as_character(found, at, places)


def _without_edges(
    found: Sequence[Unit], places: list[int], left: Unit | None, right: Unit | None
) -> list[int]:
    """The stretch less the words of the sentence around it: "yes", "can you see"."""
    bordered = left is not None and left.kind in _BORDERS
    while places and found[places[0]].kind is Kind.WORD:
        word = found[places[0]].text
        if bordered and word in letters.HOMOPHONES or word in _SOFT and not _interjected(found, places, left):
            break
        if word in _EARLY and left is None and len(places) > 2:
            break
        places = places[1:]
    while places and found[places[-1]].kind is Kind.WORD:
        if right is not None and right.kind in _BORDERS or right is None and found[places[-1]].text in _LATE:
            break
        places = places[:-1]
    return places


def _interjected(found: Sequence[Unit], places: Sequence[int], left: Unit | None) -> bool:
    """Whether "oh" before letters is a sigh rather than the letter O."""
    if left is not None or found[places[0]].text not in ("oh", "eh", "ay"):
        return False
    spelled = "".join(_character_of(found[at]) for at in places)
    return spelled not in FIRST_NAMES and not (len(places) > 1 and found[places[1]].kind is Kind.WORD)


def _character_of(unit: Unit) -> str:
    return letters.HOMOPHONES.get(unit.text, unit.text) if unit.kind is Kind.WORD else unit.text


def _strength(unit: Unit) -> int:
    if unit.kind is Kind.LETTER:
        return unit.text not in ("a", "i") or unit.forced or len(unit.text) > 1 or unit.end - unit.start > 1
    return unit.kind is Kind.WORD and unit.text in _SOFT


def _is_digits_with_a_letter(found: Sequence[Unit], places: Sequence[int], right: Unit | None) -> bool:
    """ "Four you two at": between digits, and right before the at-sign, even "you" is a letter."""
    if len(places) < 3 or found[places[0]].kind is not Kind.DIGIT or found[places[-1]].kind is not Kind.DIGIT:
        return False
    return all(
        found[at].kind is Kind.DIGIT or found[at].text in letters.DIGIT_HOMOPHONES for at in places
    ) or (right is not None and right.kind is Kind.AT)


def _as_character(found: Sequence[Unit], at: int, places: Sequence[int]) -> Unit:
    unit = found[at]
    left = found[at - 1] if at - 1 in places else None
    right = found[at + 1] if at + 1 in places else None
    if unit.text == "oh":
        return _as_zero(unit, left, right)
    if unit.text == "and" and any(beside is not None and beside.forced for beside in (left, right)):
        return replace(unit, kind=Kind.ASIDE)  # between coded letters it only joins them
    letter, digit = letters.HOMOPHONES.get(unit.text), letters.DIGIT_HOMOPHONES.get(unit.text)
    kind = Kind.DIGIT if digit else Kind.LETTER
    return replace(unit, kind=kind, text=digit or letter or unit.text, sure=unit.text in _SOFT)


def _as_zero(unit: Unit, left: Unit | None, right: Unit | None) -> Unit:
    beside_digit = _is_digit(left) or _is_digit(right)
    as_letter = not beside_digit or left is not None and left.kind is Kind.LETTER
    kind = Kind.LETTER if as_letter else Kind.DIGIT
    return replace(unit, kind=kind, text="o" if as_letter else "0", sure=not (as_letter and beside_digit))


def _settled(found: Sequence[Unit], at: int) -> Unit:
    unit = found[at]
    left, right = _beside(found, at, -1), _beside(found, at, 1)
    if unit.kind is Kind.ASIDE and " " not in unit.text and right and right.kind in _BORDERS:
        return replace(unit, kind=Kind.WORD) if not _spelled(left) and not _is_word(left) else unit
    if unit.kind is Kind.LETTER:
        return _settled_letter(unit, left, right)
    if unit.kind is not Kind.WORD:
        return unit
    if unit.text == "oh" and (_is_digit(left) or _is_digit(right)):
        return _as_zero(unit, left, right)
    digit = letters.DIGIT_HOMOPHONES.get(unit.text)
    if digit and _is_digit(right) and (_is_word(left) or _is_digit(left)):
        after = _beside(found, at + 1, 1)
        if after is not None and after.kind in _BORDERS or _is_digit(left):
            return replace(unit, kind=Kind.DIGIT, text=digit, sure=False)
    return unit


def _settled_letter(unit: Unit, left: Unit | None, right: Unit | None) -> Unit:
    if unit.text == "o" and not unit.forced and _is_digit(right) and (_is_digit(left) or _is_word(left)):
        return replace(unit, kind=Kind.DIGIT, text="0", sure=False)
    named = (
        unit.end - unit.start == 3 and unit.text in _NAMES_TOO and not _spelled(left) and not _is_word(left)
    )
    if named and right is not None and right.kind is Kind.AT:
        return replace(unit, kind=Kind.WORD, text=_NAMES_TOO[unit.text])  # "jay at": hardly the letter alone
    return unit


def _beside(found: Sequence[Unit], at: int, step: int) -> Unit | None:
    at += step
    while 0 <= at < len(found) and found[at].kind is Kind.ASIDE:
        at += step
    return found[at] if 0 <= at < len(found) else None


def _run_letters(found: Sequence[Unit], at: int) -> int:
    """How many letters and code words stand in the unbroken stretch around a unit."""
    count = 0
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(found) and found[near].kind not in (Kind.AT, Kind.SIGN):
            unit = found[near]
            if unit.kind is Kind.WORD and not _is_code(unit) and unit.text not in letters.HOMOPHONES:
                break
            count += unit.kind is Kind.LETTER or _is_code(unit)
            near += step
    return count + _is_code(found[at])


def _spelled(unit: Unit | None) -> bool:
    return unit is not None and (unit.kind in (Kind.LETTER, Kind.DIGIT) or _is_code(unit))


def _is_code(unit: Unit | None) -> bool:
    return unit is not None and unit.kind is Kind.WORD and unit.text in letters.CODE_WORDS


def _is_digit(unit: Unit | None) -> bool:
    return unit is not None and unit.kind is Kind.DIGIT


def _is_word(unit: Unit | None) -> bool:
    return unit is not None and unit.kind is Kind.WORD and unit.text not in FUNCTION_WORDS
