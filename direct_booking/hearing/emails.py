"""E-mail addresses as callers say them: said, spelled, or both, anywhere in a sentence (SPEC 4.4).

The characters are read in ``spelling``, the part after the at-sign in ``mail_domains``, corrections in
``corrections``; how an address is read back is ``saying.spelling``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from direct_booking.hearing.correcting import correct
from direct_booking.hearing.corrections import hear_edit
from direct_booking.hearing.edits import Edit, edits_from_text, edits_to_text
from direct_booking.hearing.mail_domains import domain_at, snap
from direct_booking.hearing.spelling import Kind, Unit, said_once, units
from direct_booking.vocabulary.domains import FAMOUS_DOMAINS
from direct_booking.vocabulary.english import FUNCTION_WORDS, TIME_WORDS
from direct_booking.vocabulary.listing import listed

__all__ = [
    "Edit",
    "HeardEmail",
    "correct",
    "edits_from_text",
    "edits_to_text",
    "hear",
    "hear_edit",
    "hear_local",
    "is_acceptable",
    "tidy",
]


@dataclass(frozen=True)
class HeardEmail:
    """An address that was heard.

    Attributes:
        address: lower case, syntactically valid.
        start, end: half-open offsets, in what was said, of the words it came from.
        doubtful: positions in the part before the at-sign that could well be something else, ascending.
    """

    address: str
    start: int
    end: int
    doubtful: tuple[int, ...] = ()


_TYPED = re.compile(
    r"(?<![\w.+-])([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{2,64})@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24})"
)
_SPELLED_BEFORE = re.compile(
    r"(?:(?:^|\W)\w|\b(?:dot|dash|hyphen|underscore|plus|point|period))[\s,.]*$", re.I
)
_ROLES = listed("contact hello help hi mail message account book confirmation invite")
_PARTS = (Kind.LETTER, Kind.DIGIT, Kind.WORD)
_MISHEARD_AT = listed("and that add hat it an app")


def hear(text: str, *, asked: bool = False, name: str | None = None) -> HeardEmail | None:
    """The address in what was said; of several, the last. Pure; never raises on a string.

    Args:
        asked: the caller was asked for an address. Otherwise only a complete and certain one is heard, so
            that "Tuesday at two" is none.
        name: the caller's name if known; in "ann lee, ann dot lee at ..." it is not part of the address.

    >>> hear("can I get Thursday at ten, it's Ann Lee, ann dot lee at gmail dot com").address
    'ann.lee@gmail.com'
    >>> hear("sure it's M as in Mary, A, R, Y at yahoo dot com").address
    'mary@yahoo.com'
    >>> hear("Tuesday at two") is None
    True
    """
    typed = _typed(text)
    if typed is not None:
        return typed
    said = units(text)
    ats = [at for at, unit in enumerate(said) if unit.kind is Kind.AT]
    for at in reversed(ats):
        found = _around(said, at, at + 1, asked=asked, name=name)
        if found is not None:
            return found
    return _without_at(said, name=name) if asked else None


def hear_local(text: str) -> str | None:
    """The part before the at-sign, or a piece of it, when it is said or spelled alone. Pure.

    What was said with an at-sign and a domain and yet cannot be an address is told whole, so that it can be
    refused; a domain alone is no such part.

    >>> hear_local("um it's j o h n"), hear_local("john dot smith"), hear_local("I don't know")
    ('john', 'john.smith', None)
    >>> hear_local("john at localhost dot test"), hear_local("gmail dot com")
    ('john@localhost.test', None)
    """
    said = units(text)
    ats = [at for at, unit in enumerate(said) if unit.kind is Kind.AT]
    domain = domain_at(said, ats[-1] + 1, asked=True) if ats else None
    end = ats[0] if ats else len(said)
    while end and (said[end - 1].kind is Kind.ASIDE or not _fits(said[end - 1])):
        end -= 1
    start, local = _local(said, end, name=None, asked=True)
    words = [unit for unit in said[start:end] if unit.kind is Kind.WORD]
    together = "".join(character for character, _ in local).strip(".")
    if together in ("", "i", "a") or any(unit.text in TIME_WORDS for unit in words) or len(words) > 3:
        return None
    if domain is not None:
        return f"{together}@{domain[0]}"
    return None if not ats and together.endswith(_WHOLE_ENDINGS) else together


_WHOLE_ENDINGS = (".com", ".org", ".net", ".edu", ".gov")
"""What ends so is a domain; "john dot io" may well be somebody's name."""


def is_acceptable(address: str) -> bool:
    """Whether an invitation could be sent there: valid syntax, a public domain. Pure.

    No network is asked. Domains that are reserved and never deliver (``.test``, ``localhost``, ``.invalid``)
    are refused; example.com is reserved too but accepted, because people try the product with it.

    >>> is_acceptable("john@example.com"), is_acceptable("john@localhost"), is_acceptable("john..b@gmail.com")
    (True, False, False)
    """
    return tidy(address) is not None


def tidy(address: str) -> str | None:
    """The address in lower case, or None when it is not acceptable (see ``is_acceptable``). Pure.

    >>> tidy(" John.Smith@GMAIL.com ")
    'john.smith@gmail.com'
    """
    try:
        checked = validate_email(
            address.strip(), check_deliverability=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError:
        return None
    return checked.normalized.lower()


def _typed(text: str) -> HeardEmail | None:
    """An address that the recogniser wrote as one, unless spelling leads into it: "j o h n@gmail.com"."""
    for match in reversed(list(_TYPED.finditer(text))):
        if not _SPELLED_BEFORE.search(text[: match.start()]):
            address = tidy(f"{match[1].strip('.')}@{snap(match[2].lower())}")
            if address is not None:
                return HeardEmail(address, match.start(), match.end())
    return None


def _around(said: Sequence[Unit], at: int, after: int, *, asked: bool, name: str | None) -> HeardEmail | None:
    """The address whose at-sign stands (or is missing) between two units."""
    domain = domain_at(said, after, asked=asked)
    if domain is None:
        return None
    start, local = _local(said, at, name=name, asked=asked)
    text = "".join(character for character, _ in local)
    stripped = text.strip(".")
    address = tidy(f"{stripped}@{domain[0]}")
    if not stripped or address is None:
        return None
    skipped = len(text) - len(text.lstrip("."))
    doubtful = (place - skipped for place, (_, sure) in enumerate(local) if not sure)
    kept = tuple(place for place in doubtful if 0 <= place < len(stripped))
    return HeardEmail(address, said[start].start, said[domain[1] - 1].end, kept)


def _without_at(said: Sequence[Unit], *, name: str | None) -> HeardEmail | None:
    """ "john smith gmail dot com": the at-sign was lost or misheard before a famous domain."""
    for after in range(len(said) - 1, 0, -1):
        domain = domain_at(said, after, asked=False)
        if domain is None or said[after].kind not in _PARTS:
            continue
        from_famous = domain_at(said[after : domain[1]], 0, asked=False) == (domain[0], domain[1] - after)
        if from_famous and domain[0] in FAMOUS_DOMAINS:
            before = after - (said[after - 1].text in _MISHEARD_AT and said[after - 1].kind is Kind.WORD)
            found = _around(said, before, after, asked=True, name=name)
            if found is not None:
                return found
    return None


Characters = list[tuple[str, bool]]


def _local(said: Sequence[Unit], end: int, *, name: str | None, asked: bool) -> tuple[int, Characters]:
    """The part before the at-sign: its first unit, and its characters, each with whether it is sure."""
    start = _reach(said, end, asked=asked)
    start = _skip_name(said, start, end, name)
    own = _its_own(said, start, end)
    characters = [(char, said[at].sure) for at in said_once(said, own) for char in _text(said[at])]
    return min(own, default=end), characters


def _text(unit: Unit) -> str:
    return unit.text.removesuffix("'s").replace("'", "") if unit.kind is Kind.WORD else unit.text


def _reach(said: Sequence[Unit], end: int, *, asked: bool) -> int:
    """How far to the left the address goes on."""
    start = end
    while start and _goes_on(said, start, end, asked=asked):
        start -= 1
    while start < end and said[start].kind is Kind.ASIDE or start < end and said[start].text == ".":
        start += 1
    return start


def _goes_on(said: Sequence[Unit], start: int, end: int, *, asked: bool) -> bool:
    unit = said[start - 1]
    if unit.kind is Kind.ASIDE:
        return True
    following = said[start] if start < end else None
    if following is not None and _breaks(unit, following):
        return False
    if _fits(unit):
        return True
    if start > 1 and said[start - 2].kind is Kind.SIGN and unit.text.isalpha() and start == end:
        return unit.kind is Kind.WORD  # "ann plus work at"
    nearest = following is None or following.kind is Kind.SIGN
    return nearest and unit.kind is Kind.WORD and unit.text in _ROLES


def _fits(unit: Unit) -> bool:
    """Whether a unit can be part of an address at all."""
    if unit.kind is Kind.WORD:
        return (
            unit.text not in FUNCTION_WORDS and unit.text.isascii() and unit.text.replace("'", "").isalpha()
        )
    if unit.kind is Kind.SIGN:
        return unit.text in ".-_+!#$%&'*/=?^`{|}~"
    return unit.kind in (Kind.LETTER, Kind.DIGIT)


def _breaks(unit: Unit, following: Unit) -> bool:
    """Whether the pause between two units separates what was said before from the address."""
    if not following.pause or Kind.SIGN in (unit.kind, following.kind):
        return following.pause == 2 and unit.kind is Kind.WORD
    return Kind.WORD in (unit.kind, following.kind) and not (
        following.kind is Kind.DIGIT and following.pause == 1
    )


def _skip_name(said: Sequence[Unit], start: int, end: int, name: str | None) -> int:
    """Past the caller's own name when more than that follows."""
    words = tuple((name or "").lower().split())
    after = start + len(words)
    said_first = words and after < end and tuple(unit.text for unit in said[start:after]) == words
    return after if said_first and said[after].kind in _PARTS else start


def _its_own(said: Sequence[Unit], start: int, end: int) -> list[int]:
    """The units of the address, less a name that was said before it: "ann lee ann dot lee" holds one."""
    return _after_name(said, [at for at in range(start, end) if said[at].kind is not Kind.ASIDE])


def _after_name(said: Sequence[Unit], kept: list[int]) -> list[int]:
    words = [said[at].text if said[at].kind is Kind.WORD else "" for at in kept]
    signs = [place for place, at in enumerate(kept) if said[at].kind is Kind.SIGN]
    first_run = signs[0] if signs else len(kept)
    for place in range(1, len(kept)):
        if words[place] and words[place] in words[: min(place, first_run)]:
            place = _with_initials(said, kept, place)
            return kept[place:] if 0 < place <= first_run else kept
    return kept


def _with_initials(said: Sequence[Unit], kept: list[int], place: int) -> int:
    while place and said[kept[place - 1]].kind is Kind.LETTER:
        place -= 1
    return place
