"""How far to the left an address goes: where the sentence around it ends and the address begins.

What the words of an address become is in ``local_parts``; whole addresses are heard in ``emails``.
"""

from collections.abc import Sequence

from direct_booking.hearing.mail_domains import domain_at
from direct_booking.hearing.spelling import Kind, Unit, same_word
from direct_booking.vocabulary.english import FUNCTION_WORDS, NO_NAMES, TIME_WORDS
from direct_booking.vocabulary.listing import listed

PARTS = (Kind.LETTER, Kind.DIGIT, Kind.WORD)
_ROLES = listed("contact hello help hi mail message account book confirmation invite work home")
_CONNECTORS = listed("of the for my and in on to with from by de all so is your our a not at")
_TALK = listed(
    "works sounds fine good great perfect lovely yes sure okay please alright thanks cool send use"
)
_PERHAPS_NAMES = listed("will may")
_BEFORE_A_VERB = listed("it that i you we he she they this which who email e-mail address one there")
_MONTH_NAMES = listed("april may june august")
_AGAIN = listed("that's it's its which's that it")


def floor_of(said: Sequence[Unit], end: int) -> int:
    """The first unit that can belong to the address that ends here: none of an earlier address. Pure."""
    floor = 0
    for at in range(end):
        if said[at].kind is Kind.AT:
            earlier = domain_at(said, at + 1, asked=False)
            floor = earlier[1] if earlier is not None and earlier[1] <= end else at + 1
    return floor


def reach(said: Sequence[Unit], end: int, *, asked: bool) -> int:
    """The unit with which the part before the at-sign begins. Pure.

    Args:
        end: the unit of the at-sign.
        asked: the caller was asked for an address, so that "queen of hearts" is one.
    """
    start, floor = end, floor_of(said, end)
    while start > floor:
        step = _step(said, start, end, floor, asked=asked)
        if not step:
            break
        start -= step
    while start < end and (said[start].kind is Kind.ASIDE or said[start].text == "."):
        start += 1
    return start


def _step(said: Sequence[Unit], start: int, end: int, floor: int, *, asked: bool) -> int:
    """How many units more belong to it; 0 when it begins here."""
    unit = said[start - 1]
    following = said[start] if start < end else None
    if unit.kind is Kind.ASIDE or unit.kind is Kind.OWN:
        return 1
    if following is not None and _breaks(unit, following):
        return 0
    if fits(unit):
        return 0 if _is_talk(said, start, end, asked=asked) else 1
    if unit.kind is not Kind.WORD:
        return 0
    if (
        asked
        and unit.text == "that"
        and following is not None
        and start - 1 > floor
        and fits(said[start - 2])
    ):
        return 1  # what a line makes of "dash"
    if unit.text in _PERHAPS_NAMES:
        before = said[start - 2].text if start - 1 > floor else ""
        return int(before not in _BEFORE_A_VERB and (asked or following is not None))
    if start - 1 > floor and said[start - 2].kind is Kind.SIGN and unit.text.isalpha() and start == end:
        return 1  # "ann plus work at"
    if (
        (following is None or following.kind is Kind.SIGN)
        and unit.text in _ROLES
        or asked
        and unit.text in ("me", "us")
        and following is None
    ):
        return 1
    return (
        _over_connectors(said, start, end, floor)
        if asked and following is not None
        else _over_again(said, start, end)
    )


def fits(unit: Unit) -> bool:
    """Whether a unit can be part of an address at all. Pure."""
    if unit.kind is Kind.WORD:
        return (
            unit.text not in FUNCTION_WORDS and unit.text.isascii() and unit.text.replace("'", "").isalpha()
        )
    if unit.kind is Kind.SIGN:
        return unit.text in ".-_+!#$%&'*/=?^`{|}~"
    return unit.kind in (Kind.LETTER, Kind.DIGIT, Kind.OWN)


def _is_talk(said: Sequence[Unit], start: int, end: int, *, asked: bool) -> bool:
    """Whether a word that could be part of an address belongs to the sentence: "Friday works, ann at"."""
    unit = said[start - 1]
    if unit.kind is not Kind.WORD or start == end:
        return False
    if said[start].kind is Kind.SIGN:
        return False
    if unit.text in _TALK:
        return True
    month = unit.text in _MONTH_NAMES and not unit.pause
    return unit.text in TIME_WORDS and not asked and not month


def _breaks(unit: Unit, following: Unit) -> bool:
    """Whether the pause between two units separates what was said before from the address."""
    if not following.pause or Kind.SIGN in (unit.kind, following.kind):
        return following.pause == 2 and unit.kind is Kind.WORD
    return Kind.WORD in (unit.kind, following.kind) and not (
        following.kind is Kind.DIGIT and following.pause == 1
    )


def _over_connectors(said: Sequence[Unit], start: int, end: int, floor: int) -> int:
    """ "Queen of hearts", "love my dogs": small words between two that can be part of an address."""
    over = 0
    while over < 3 and start - over > floor and said[start - over - 1].text in _CONNECTORS:
        over += 1
    if over and start - over == floor and said[start - over].text == "the" and _words(said, start, end) > 1:
        return over  # "the real john"
    again = _over_again(said, start, end)
    if again or not over or over > 2 or start - over <= floor:
        return again
    before = said[start - over - 1]
    content = before.kind is Kind.WORD and fits(before) and before.text not in TIME_WORDS | NO_NAMES | _TALK
    plain = all(not said[at].pause for at in range(start - over, start + 1) if at < end)
    whole = _words(said, start, end) + over + 1 < 6
    return over + 1 if content and plain and whole and said[start].kind is Kind.WORD else 0


def _over_again(said: Sequence[Unit], start: int, end: int) -> int:
    """ "Ann dot Kowalski, that's K O W A L S K I": spelled after it was said."""
    unit = said[start - 1]
    if unit.text not in _AGAIN or start >= end or start < 2 or said[start - 2].kind is not Kind.WORD:
        return 0
    spelled = ""
    for following in said[start:end]:
        if following.kind is not Kind.LETTER:
            break
        spelled += following.text
    words = [said[start - 2].text]
    if start > 2 and said[start - 3].kind is Kind.WORD:
        words.append(said[start - 3].text + words[0])
    return int(len(spelled) > 1 and any(same_word(word, spelled) for word in words))


def _words(said: Sequence[Unit], start: int, end: int) -> int:
    return sum(unit.kind is Kind.WORD for unit in said[start:end])
