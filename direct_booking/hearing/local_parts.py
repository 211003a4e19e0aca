"""The part before the at-sign: its characters, and which of them were only said or are in doubt (SPEC 4.4).

How far it reaches to the left is in ``reaching``; the part after the at-sign is in ``mail_domains``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from direct_booking.hearing.correcting import correct
from direct_booking.hearing.corrections import hear_edit
from direct_booking.hearing.reaching import PARTS, fits, reach
from direct_booking.hearing.spelling import Kind, Unit, doubted, said_once
from direct_booking.vocabulary.english import FUNCTION_WORDS


@dataclass(frozen=True)
class LocalPart:
    """The part before the at-sign.

    Attributes:
        text: its characters, lower case; marks of ``vocabulary.own_names`` where the caller's name belongs.
        start: the unit with which it begins.
        said: half-open places in ``text`` of whole words that were said and not spelled, ascending.
        doubtful: places of characters that could well be something else, ascending.
        instead: for some of those, the letter that it could be as well, by place.
    """

    text: str
    start: int
    said: tuple[tuple[int, int], ...] = ()
    doubtful: tuple[int, ...] = ()
    instead: tuple[tuple[int, str], ...] = ()


def local_part(said: Sequence[Unit], text: str, end: int, *, name: str | None, asked: bool) -> LocalPart:
    """What stands before a unit as the part before the at-sign. Pure.

    Args:
        said: the units of ``text``.
        end: the unit of the at-sign.
        name: the caller's name if known; said before the address, it is no part of it.
        asked: the caller was asked for an address.
    """
    described = _described(said, text, end, name=name, asked=asked)
    return described or _plain(said, end, name=name, asked=asked)


def _plain(said: Sequence[Unit], end: int, *, name: str | None, asked: bool) -> LocalPart:
    start = _skip_name(said, reach(said, end, asked=asked), end, name)
    own = _after_name(said, [at for at in range(start, end) if _counts(said, at, end)])
    kept = said_once(said, own)
    instead = doubted(said, own, kept)
    whole, spans, doubtful, others = "", [], [], []
    for at in kept:
        piece = _text(said, at)
        if said[at].kind is Kind.WORD and len(piece) > 2 and piece.isalpha():
            spans.append((len(whole), len(whole) + len(piece)))
        if not said[at].sure or at in instead or piece == "-" and said[at].kind is Kind.WORD:
            doubtful += range(len(whole), len(whole) + len(piece))
        if at in instead:
            others.append((len(whole), instead[at]))
        whole += piece
    return _stripped(whole, min(own, default=end), spans, doubtful, others)


def _stripped(
    whole: str, start: int, spans: list[tuple[int, int]], doubtful: list[int], others: list[tuple[int, str]]
) -> LocalPart:
    skipped = len(whole) - len(whole.lstrip("."))
    text = whole.strip(".")
    kept = range(len(text))
    return LocalPart(
        text,
        start,
        tuple((at - skipped, to - skipped) for at, to in spans if at - skipped in kept),
        tuple(at - skipped for at in doubtful if at - skipped in kept),
        tuple((at - skipped, letter) for at, letter in others if at - skipped in kept),
    )


def _described(
    said: Sequence[Unit], text: str, end: int, *, name: str | None, asked: bool
) -> LocalPart | None:
    """ "Sara with an H", "Matt with two T's": a name, and then how it is spelled."""
    for at in range(max(end - 7, 1), end):
        unit = said[at]
        if not unit.text.startswith("with") and unit.text != "no":
            continue
        edits = hear_edit(text[unit.start : said[end - 1].end])
        if len(edits) != 1 or edits[0].verb not in ("with", "without", "remove", "double", "single", "no"):
            continue
        before = _plain(said, at, name=name, asked=asked)
        if not before.said or not before.text:
            continue
        edit = edits[0]
        last = before.said[-1]
        word = before.text[last[0] :]
        changed = correct(f"{word}@gmail.com", edits)
        satisfied = _is_so(word, edit.verb, edit.new, edit.old)
        if changed or satisfied:
            spelled = word if satisfied and edit.verb == "with" else (changed or f"{word}@").split("@")[0]
            return LocalPart(before.text[: last[0]] + spelled, before.start)
    return None


def _is_so(word: str, verb: str, new: str, old: str) -> bool:
    """Whether a word is spelled already as it is described."""
    if verb in ("without", "remove", "no"):
        return old not in word
    if verb == "single":
        return new in word and new * 2 not in word
    return (new * 2 if verb == "double" else new) in word


def _counts(said: Sequence[Unit], at: int, end: int) -> bool:
    """Whether a unit within reach stands for characters."""
    unit = said[at]
    if unit.kind is Kind.ASIDE or unit.text in ("that's", "it's", "its"):
        return False
    return unit.text != "that" or _is_dash(said, at, end)


def _is_dash(said: Sequence[Unit], at: int, end: int) -> bool:
    return 0 < at < end - 1 and fits(said[at - 1]) and fits(said[at + 1])


def _text(said: Sequence[Unit], at: int) -> str:
    unit = said[at]
    if unit.kind is not Kind.WORD:
        return unit.text
    if unit.text == "that":
        return "-"  # what a line makes of "dash"
    return unit.text.removesuffix("'s").replace("'", "")


def _skip_name(said: Sequence[Unit], start: int, end: int, name: str | None) -> int:
    """Past the caller's own name when more than that follows."""
    words = tuple((name or "").lower().split())
    after = start + len(words)
    said_first = words and after < end and tuple(unit.text for unit in said[start:after]) == words
    return after if said_first and said[after].kind in PARTS else start


def _after_name(said: Sequence[Unit], kept: list[int]) -> list[int]:
    """The units of the address, less a name that was said before it: "ann lee ann dot lee" holds one."""
    words = [said[at].text if said[at].kind is Kind.WORD else "" for at in kept]
    signs = [place for place, at in enumerate(kept) if said[at].kind is Kind.SIGN]
    first_run = signs[0] if signs else len(kept)
    for place in range(1, len(kept)):
        if (
            words[place]
            and words[place] in words[: min(place, first_run)]
            and words[place] not in FUNCTION_WORDS
        ):
            place = _with_initials(said, kept, place)
            return kept[place:] if 0 < place <= first_run else kept
    return kept


def _with_initials(said: Sequence[Unit], kept: list[int], place: int) -> int:
    while place and said[kept[place - 1]].kind is Kind.LETTER:
        place -= 1
    return place
