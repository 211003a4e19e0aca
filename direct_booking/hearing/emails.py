"""E-mail addresses as callers say them: said, spelled, or both, anywhere in a sentence (SPEC 4.4).

The part before the at-sign is read in ``local_parts``, the part after it in ``mail_domains``, characters in
``spelling``, corrections in ``corrections``; how an address is read back is ``saying.spelling``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from email_validator import EmailNotValidError, validate_email

from direct_booking.hearing import own_names
from direct_booking.hearing.correcting import correct
from direct_booking.hearing.corrections import hear_edit
from direct_booking.hearing.edits import Edit, edits_from_text, edits_to_text
from direct_booking.hearing.local_parts import local_part
from direct_booking.hearing.mail_domains import domain_at, snap
from direct_booking.hearing.reaching import PARTS, fits
from direct_booking.hearing.spelling import Kind, Unit, units
from direct_booking.vocabulary.domains import FAMOUS_DOMAINS
from direct_booking.vocabulary.english import TIME_WORDS
from direct_booking.vocabulary.letters import CODE_WORDS
from direct_booking.vocabulary.listing import listed

__all__ = [
    "Edit",
    "HeardEmail",
    "correct",
    "edits_from_text",
    "edits_to_text",
    "hear",
    "hear_code_word",
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
        instead: for some of those, the letter that it could be as well, by position.
        said: half-open positions of the words in it that were said and not spelled, ascending.
    """

    address: str
    start: int
    end: int
    doubtful: tuple[int, ...] = ()
    instead: tuple[tuple[int, str], ...] = ()
    said: tuple[tuple[int, int], ...] = ()


_TYPED = re.compile(
    r"(?<![\w.+-])([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{2,64})@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24})"
)
_WEB = re.compile(r"^(?:/+(?:www\.)?|www\.)")  # recognisers know more web sites than people
_SPELLED_BEFORE = re.compile(
    r"(?:(?:^|[^\w'])\w|\b(?:dot|dash|hyphen|underscore|plus|point|period))[\s,.]*$", re.I
)
_MISHEARD_AT = listed("and that the add hat it an app act ad cat had at's @")
_RATHER = listed("no sorry wait mean meant actually rather nope")
_AROUND_RATHER = listed("i make that it's its it is not the um uh at")
_TAIL_VERBS = frozenset(("respell", "with", "without", "double", "single"))
_TAIL = re.compile(r"^[\s,.]*(?:and |so )?(?:that's |that is |it's |its |which is )?")


def hear(text: str, *, asked: bool = False, name: str | None = None) -> HeardEmail | None:
    """The address in what was said; of several, the last. Pure; never raises on a string.

    Args:
        asked: the caller was asked for an address. Otherwise only a complete and certain one is heard, so
            that "Tuesday at two" is none.
        name: the caller's name if known; in "ann lee, ann dot lee at ..." it is not part of the address, it
            tells how what is only said is written, and what "my first name" is.

    >>> hear("can I get Thursday at ten, it's Ann Lee, ann dot lee at gmail dot com").address
    'ann.lee@gmail.com'
    >>> hear("sure it's M as in Mary, A, R, Y at yahoo dot com").address
    'mary@yahoo.com'
    >>> hear("john dot smith at gmail", asked=True, name="Jon Smith").address
    'jon.smith@gmail.com'
    >>> hear("Tuesday at two") is None
    True
    """
    typed = _typed(text)
    if typed is not None:
        return typed
    said = units(text)
    ats = [at for at, unit in enumerate(said) if unit.kind is Kind.AT]
    for at in reversed(ats):
        found = _around(said, text, at, at + 1, asked=asked, name=name)
        if found is not None:
            return found
    return _without_at(said, text, name=name) if asked else None


def hear_local(text: str) -> str | None:
    """The part before the at-sign, or a piece of it, when it is said or spelled alone. Pure.

    What was said with an at-sign and a domain and yet cannot be an address is told whole, so that it can be
    refused, or completed with the caller's name (``own_names``); a domain alone is no such part.

    >>> hear_local("um it's j o h n"), hear_local("john dot smith"), hear_local("I don't know")
    ('john', 'john.smith', None)
    >>> hear_local("john at localhost dot test"), hear_local("gmail dot com")
    ('john@localhost.test', None)
    >>> hear_local("my first name dot my last name at gmail dot com")
    '<first>.<last>@gmail.com'
    """
    said = units(text)
    ats = [at for at, unit in enumerate(said) if unit.kind is Kind.AT]
    domain = domain_at(said, ats[-1] + 1, asked=True) if ats else None
    end = ats[-1] if domain else ats[0] if ats else len(said)
    while end and (said[end - 1].kind is Kind.ASIDE or not fits(said[end - 1])):
        end -= 1
    local = local_part(said, text, end, name=None, asked=True)
    words = [unit for unit in said[local.start : end] if unit.kind is Kind.WORD]
    if local.text in ("", "i", "a") or any(unit.text in TIME_WORDS for unit in words) or len(words) > 3:
        return None
    if domain is not None:
        return f"{local.text}@{domain[0]}"
    if own_names.needs_name(local.text):
        return None
    return None if not ats and local.text.endswith(_WHOLE_ENDINGS) else local.text


def hear_code_word(text: str) -> tuple[Edit, ...]:
    """A code word that is all that is said, as the letter it stands for: the answer to "N or M?". Pure.

    >>> hear_code_word("november")
    (Edit(verb='letter', new='n', old='', position=0),)
    """
    said = [unit for unit in units(text) if unit.kind is not Kind.ASIDE and unit.text not in _LEADS]
    letter = CODE_WORDS.get(said[0].text) if len(said) == 1 else None
    return (Edit("letter", letter),) if letter else ()


_LEADS = listed("it's its that's the it is yes no please")
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
            local = _WEB.sub("", match[1]).strip(".")
            address = tidy(f"{local}@{snap(match[2].lower())}")
            if address is not None:
                return HeardEmail(address, match.start(), match.end())
    return None


def _around(
    said: Sequence[Unit], text: str, at: int, after: int, *, asked: bool, name: str | None
) -> HeardEmail | None:
    """The address whose at-sign stands (or is missing) between two units."""
    domain = domain_at(said, after, asked=asked)
    if domain is None:
        return None
    local = local_part(said, text, at, name=name, asked=asked)
    written = own_names.fill(own_names.as_in_name(local.text, local.said, name), name)
    address = tidy(f"{written}@{domain[0]}") if written else None
    if address is None:
        return None
    end = said[domain[1] - 1].end
    heard = HeardEmail(address, said[local.start].start, end)
    if written == local.text:
        heard = replace(heard, doubtful=local.doubtful, instead=local.instead, said=local.said)
    return _put_right_at_once(said, text, heard, domain[1])


def _put_right_at_once(said: Sequence[Unit], text: str, heard: HeardEmail, at: int) -> HeardEmail:
    """What the same breath says about it: "at yahoo, sorry, gmail", "that's J O N", "with two T's"."""
    local = heard.address.partition("@")[0]
    place, regretted = at, False
    while place < len(said) and (
        said[place].text in _RATHER | _AROUND_RATHER or said[place].kind in (Kind.ASIDE, Kind.AT)
    ):
        regretted = regretted or said[place].text in _RATHER
        place += 1
    other = domain_at(said, place, asked=False) if regretted and place < len(said) else None
    if other is not None and tidy(f"{local}@{other[0]}"):
        return replace(heard, address=f"{local}@{other[0]}", end=said[other[1] - 1].end)
    rest = text[heard.end : heard.end + 80]
    edits = hear_edit(_TAIL.sub("", rest.lower(), count=1)) if at < len(said) else ()
    if not edits or any(edit.verb not in _TAIL_VERBS for edit in edits):
        return heard
    changed = tidy(correct(heard.address, edits) or "")
    return HeardEmail(changed, heard.start, heard.end + len(rest.rstrip())) if changed else heard


def _is_at(said: Sequence[Unit], at: int) -> bool:
    """Whether a unit is what a line made of the at-sign: "john that gmail", "john a gmail"."""
    if said[at].text == "a":
        return at > 0 and said[at - 1].kind is Kind.WORD
    return said[at].kind is Kind.WORD and said[at].text in _MISHEARD_AT


def _without_at(said: Sequence[Unit], text: str, *, name: str | None) -> HeardEmail | None:
    """ "john smith gmail dot com": the at-sign was lost or misheard before a famous domain."""
    for after in range(len(said) - 1, 0, -1):
        domain = domain_at(said, after, asked=False)
        if domain is None or said[after].kind not in PARTS:
            continue
        from_famous = domain_at(said[after : domain[1]], 0, asked=False) == (domain[0], domain[1] - after)
        if from_famous and domain[0] in FAMOUS_DOMAINS:
            before = after - _is_at(said, after - 1)
            found = _around(said, text, before, after, asked=True, name=name)
            if found is not None:
                return found
    return None
