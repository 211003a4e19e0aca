"""Taking down an address over several turns: what each answer makes of what was understood so far (SPEC 4.4).

How an answer is heard is in ``turn``; what is asked and said is for the actions and ``domain.yml``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from direct_booking.hearing import own_names, spoken
from direct_booking.hearing.correcting import correct
from direct_booking.hearing.edits import Edit, edits_from_text
from direct_booking.hearing.emails import HeardEmail, tidy
from direct_booking.vocabulary.letters import CODE_WORDS

LETTERS_AFTER = 2  # 4.4: failures before it asks letter by letter
GIVE_UP_AFTER = 3  # 4.4: failures before it offers the phone instead
WHOLE = frozenset(("respell", "word", "local", "domain"))


@dataclass(frozen=True)
class Dictation:
    """What is taken down so far.

    Attributes:
        address: what is to be read back, or was; None when nothing whole was heard.
        confirmed: the caller said that it is right.
        local: the part before the at-sign, when that is all that was said.
        rejected: the address that was last said to be wrong: what is corrected is corrected there.
        failures: how often it was wrong or impossible.
        question: ``which`` (read it back, or ask), ``again``, ``letters``, ``domain``, or ``letter``: which
            of two letters.
        letter: for that question the place before the at-sign, from 0, and the other letter.
        doubtful: places before the at-sign to be read back with code words.
        again: it was wrong before, so that all of it is read back with code words.
        impossible: what was said just now can be no address.
    """

    address: str | None = None
    confirmed: bool = False
    local: str | None = None
    rejected: str | None = None
    failures: int = 0
    question: str = "which"
    letter: tuple[int, str] | None = None
    doubtful: tuple[int, ...] = ()
    again: bool = False
    impossible: bool = False

    @property
    def given_up(self) -> bool:
        """Whether it failed too often to be asked once more."""
        return self.failures >= GIVE_UP_AFTER


def doubts_to_text(heard: HeardEmail) -> str:
    """What is not certain about an address, as one line of JSON: it travels beside the address. Pure."""
    return json.dumps({"doubtful": heard.doubtful, "instead": heard.instead, "said": heard.said})


def answered(
    before: Dictation,
    heard: Mapping[str, str],
    *,
    answer: bool | None = None,
    name: str | None = None,
    spelled: bool = True,
) -> Dictation | None:
    """What is taken down after one more turn; None when nothing in it is about the address. Pure.

    Args:
        heard: entity name to value, as in ``turn``.
        answer: yes or no, where the turn says either.
        name: the caller's name if known; it settles how what was only said is written.
        spelled: letters without an at-sign are a part of the address, not a word that was misheard.
    """
    now = replace(before, impossible=False)
    edits = edits_from_text(heard["email_edit"]) if "email_edit" in heard else ()
    if now.letter is not None:
        settled = _settled(now, edits, answer, _picked(heard))
        if settled is not None:
            return settled
    if "email" in heard:
        return _taken(now, heard, name)
    if now.address is None:
        return _piece(now, heard, edits, answer, name=name, spelled=spelled)
    return _verdict(now, heard, edits, answer, name)


def _picked(heard: Mapping[str, str]) -> int | None:
    """ "The first one", "the second": which of the two, from 0."""
    said = spoken.from_text(heard["time"]) if "time" in heard else None
    picks = said is not None and said.operator is spoken.Operator.PICK
    return said.pick if said is not None and picks else None


def _settled(
    now: Dictation, edits: tuple[Edit, ...], answer: bool | None, picked: int | None
) -> Dictation | None:
    """The answer to which of two letters it is."""
    place, other = now.letter or (0, "")
    local, _, domain = (now.address or "@").partition("@")
    both = (local[place], other)
    meant = [CODE_WORDS.get(edit.new, edit.new) for edit in edits]
    known = next((letter for letter in meant if letter in both), None)
    if picked in (0, 1) and known is None:
        known = both[picked]
    if known is None and (answer is None or edits):
        return None
    address = f"{local[:place]}{known or both[0]}{local[place + 1 :]}@{domain}"
    # Yes or no to such a question settles nothing: the whole is read back, and that letter told by its word.
    return replace(now, address=address, letter=None, question="which", doubtful=(place,))


def _verdict(
    now: Dictation, heard: Mapping[str, str], edits: tuple[Edit, ...], answer: bool | None, name: str | None
) -> Dictation | None:
    """Yes, no, or a correction in place, after an address was read back."""
    corrected = correct(now.address or "", edits) if edits else None
    if corrected is not None and corrected != now.address:
        return take(replace(now, again=True), corrected)
    if answer is True:
        return replace(now, confirmed=True)
    if "@" in heard.get("email_piece", ""):
        return _taken(replace(now, again=True), heard, name)
    if answer is False or any(edit.verb != "word" for edit in edits):
        return _failed(now)
    return None


def _piece(
    now: Dictation,
    heard: Mapping[str, str],
    edits: tuple[Edit, ...],
    answer: bool | None,
    *,
    name: str | None,
    spelled: bool,
) -> Dictation | None:
    """An address, a part of one, or a correction of the last one, after it was asked for."""
    piece = heard.get("email_piece")
    domain = next((edit.new for edit in edits if edit.verb == "domain"), None)
    if piece and "@" in piece:
        return _taken(now, heard, name)
    if domain is not None and now.local:
        return take(now, f"{now.local}@{domain}")
    in_place = edits and not all(edit.verb in WHOLE - {"domain"} for edit in edits)
    corrected = correct(now.rejected, edits) if now.rejected and in_place and not now.local else None
    if corrected is not None and corrected != now.rejected:
        return take(replace(now, again=True), corrected)
    if domain is not None:
        return replace(now, question="again")
    if piece and now.question != "domain" and spelled:
        return replace(now, local=piece, question="domain")
    return replace(now, question="which") if answer is True else None


def _taken(now: Dictation, heard: Mapping[str, str], name: str | None) -> Dictation:
    """The whole address of a turn; what was said and not spelled is written as in the caller's name."""
    address = heard.get("email_piece", "")
    address = address if "@" in address else heard["email"]
    filled = own_names.fill(address, name)
    if filled is None:
        return _failed(replace(now, failures=max(now.failures, LETTERS_AFTER - 1)))  # spell it, then
    doubts = json.loads(heard.get("email_doubt", "{}"))
    local, _, domain = filled.partition("@")
    written = own_names.as_in_name(local, [tuple(span) for span in doubts.get("said", ())], name)
    if written != local or filled != address:
        doubts = {}
    instead = [(place, letter) for place, letter in doubts.get("instead", ())]
    return take(now, f"{written}@{domain}", tuple(doubts.get("doubtful", ())), tuple(instead))


def take(
    now: Dictation, address: str, doubtful: tuple[int, ...] = (), instead: tuple[tuple[int, str], ...] = ()
) -> Dictation:
    """Take an address down, to be read back; or refuse it when it can be none. Pure.

    Args:
        doubtful: places before the at-sign that could well be something else.
        instead: for some of those, the letter that it could be as well; a single one is asked about.
    """
    tidied = tidy(address)
    if tidied is None:
        return replace(_failed(now), impossible=True)
    again = now.again or bool(now.failures)
    ask = len(instead) == 1 and not again
    return replace(
        now,
        address=tidied,
        confirmed=False,
        local=None,
        again=again,
        doubtful=doubtful,
        question="letter" if ask else "which",
        letter=instead[0] if ask else None,
    )


def _failed(now: Dictation) -> Dictation:
    """One more failure: once more, letter by letter, then the phone instead (SPEC 4.4)."""
    failures = now.failures + 1
    return replace(
        now,
        address=None,
        confirmed=False,
        local=None,
        letter=None,
        doubtful=(),
        rejected=now.address or now.rejected,
        failures=failures,
        question="letters" if failures >= LETTERS_AFTER else "again",
    )
