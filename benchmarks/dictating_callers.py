"""A made-up caller who dictates an address until it is right, and the desk that takes it down (SPEC 8.6).

The caller knows nothing of the product but what is said on the line: it listens to what is read back as a
person does, with ears of its own, and answers as people do, in a dozen ways, over a line that loses letters.
The desk is that of the actions without Rasa: ``hearing.turn``, ``hearing.dictation``, ``saying.spelling``.
The addresses and the line are in ``spoken_addresses``; what is counted is in ``evaluate_spelling``.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from benchmarks.spoken_addresses import NTH, WAYS, Caller
from direct_booking.hearing import choices, dictation, turn
from direct_booking.hearing.dictation import Dictation
from direct_booking.saying.spelling import say_letters, spell

_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_NAMED_SIGNS = {"dot": ".", "dash": "-", "underscore": "_", "plus": "+"}
_LONGEST = 12  # turns; nobody dictates longer


@dataclass(frozen=True)
class Dictated:
    """How it ended.

    Attributes:
        right: the address that the caller agreed to is the caller's.
        extra: turns of the caller beyond the address and the yes.
    """

    right: bool
    extra: int


def dictate(address: str, way: str, *, errors: float, words: float = 0, seed: int = 2) -> Dictated:
    """One caller, from the question for the address until it is agreed on, given up or too long."""
    caller = Dictator(address, errors=errors, words=words, seed=seed)
    taken, said = Dictation(), caller.line.say(way)
    for spoken in range(1, _LONGEST):
        taken = _desk(taken, said)
        if taken.confirmed or taken.given_up:
            return Dictated(taken.address == address, spoken - 2)
        said = caller.answer(taken)
    return Dictated(False, _LONGEST)


def _desk(before: Dictation, said: str) -> Dictation:
    heard = {found.kind: found.value for found in reversed(turn.hear(said))}
    answer = choices.hear(said)
    now = dictation.answered(before, heard, answer=None if answer is None else answer == "yes")
    return now or before


class Dictator:
    """Someone who hears what is read back and puts it right."""

    def __init__(self, address: str, *, errors: float, words: float, seed: int) -> None:
        self.line = Caller(address, letter_errors=errors, seed=seed, word_errors=words)
        self._dice = random.Random(f"{address} {errors} {seed}")

    def answer(self, taken: Dictation) -> str:
        """The answer to what is said on the line at this moment."""
        if taken.letter is not None:
            return self.which(say_letters(taken.address or "", *taken.letter))
        if taken.address is None:
            return self._told_again(taken.question)
        heard = listen(spell(taken.address, code_words=taken.again, doubtful=taken.doubtful))
        if heard == self.line.address:
            return self._dice.choice(("yes", "yes that's right", "that's it", "correct"))
        return self.put_right(heard)

    def which(self, letters: str) -> str:
        """To "Is the third letter N as in November, or M as in Mike?"."""
        nth, one, other = re.findall(r"^(\w+) letter|\b([A-Z]) as in", letters)
        place = NTH.index(nth[0])
        right = [sign for sign in self.line.local if sign.isalnum()][place : place + 1]
        pair = (one[1].lower(), other[1].lower())
        if not right or right[0] not in pair:
            return "no"
        first = right[0] == pair[0]
        ways = (self.line.coded(right[0]), "the first one" if first else "the second one", f"it's {right[0]}")
        return self._dice.choice(ways)

    def _told_again(self, question: str) -> str:
        if question == "domain":
            return f"at {self.line.spoken_domain(spelled=True, coded=True)}"
        return self.line.one_by_one() if question == "letters" else self.line.say(self._dice.choice(WAYS))

    def put_right(self, heard: str) -> str:
        """To a read-back of another address than the caller's."""
        local, _, domain = heard.partition("@")
        if domain != self.line.domain:
            if local == self.line.local and self._dice.random() < 0.7:
                name = self.line.spoken_domain(spelled=True, coded=True)
                return self._dice.choice((f"no it's at {name}", f"no after the at sign it's {name}"))
            return self._whole()
        changes = list(_changes(local, self.line.local))
        if len(changes) > 2 or self._dice.random() < 0.2:
            return self._whole()
        return "no " + " and ".join(self._dice.choice(list(self._ways(local, *change))) for change in changes)

    def _whole(self) -> str:
        again = self.line.say(self._dice.choice(("code words", "code words", "letters", "as words")))
        codes = self.line.codes(self.line.local)
        return self._dice.choice(("no", f"no {again}", f"no it's {codes}"))

    def _ways(self, heard: str, start: int, end: int, right: str) -> Iterator[str]:
        """Every way to say that what was heard from one place to another should be something else."""
        wrong = heard[start:end]
        if len(right) > 1 or len(wrong) > 1 or not (right + wrong).isalnum():
            yield f"it's {self.line.codes(self.line.local)}"
            return
        if right and wrong:
            yield from self._instead(heard, start, right, wrong)
        elif right:
            yield from self._added(heard, start, right)
        else:
            yield from self._removed(heard, start, wrong)

    def _instead(self, heard: str, at: int, right: str, wrong: str) -> Iterator[str]:
        said, coded = self.line.character(right), self.line.coded(right)
        place = sum(character.isalnum() for character in heard[:at])
        if place < len(NTH):
            yield f"the {NTH[place]} letter is {said}"
            yield f"the {NTH[place]} letter is {coded}"
        if at == len(heard) - 1:
            yield f"the last letter is {coded}"
        if heard.count(wrong) == 1:
            yield from (
                f"it's {coded}",
                f"{coded} not {wrong}",
                f"not {wrong} {coded}",
                f"{said} not {wrong}",
            )
            yield from (f"the {wrong} should be {coded}", f"it's {coded} instead of {wrong}")
        elif place >= len(NTH):
            yield f"it's {self.line.codes(self.line.local)}"

    def _added(self, heard: str, at: int, right: str) -> Iterator[str]:
        coded, before = self.line.coded(right), heard[at - 1 : at]
        if at == len(heard):
            yield from (f"there's {coded} at the end", f"you missed the {right} at the end")
        elif before and heard.count(before) == 1:
            yield from (f"there's {coded} after the {before}", f"you missed {coded} after the {before}")
        yield f"it's {self.line.codes(self.line.local)}"

    def _removed(self, heard: str, at: int, wrong: str) -> Iterator[str]:
        place = sum(character.isalnum() for character in heard[:at])
        if heard.count(wrong) == 1:
            yield from (f"there's no {wrong}", f"take out the {wrong}", f"without the {wrong}")
        elif wrong in (heard[at - 1 : at], heard[at + 1 : at + 2]) and heard.count(wrong) == 2:
            yield from (f"only one {wrong}", f"no second {wrong}")
        if place < len(NTH):
            yield f"remove the {NTH[place]} letter"
        yield f"it's {self.line.codes(self.line.local)}"


def listen(said: str) -> str:
    """What a person writes down who hears an address read back letter by letter."""
    local, _, domain = said.rpartition(" at ")
    return f"{_written(local)}@{_named(domain)}"


def _written(said: str) -> str:
    return "".join(_character(part.strip()) for part in said.split(","))


def _named(said: str) -> str:
    labels = [
        _written(label) if "," in label or len(label) == 1 else label.lower() for label in said.split(" dot ")
    ]
    return ".".join(_NAMED_SIGNS.get(label, label) for label in labels)


def _character(said: str) -> str:
    word = said.split()[0].lower() if said else ""
    if word == "the":
        return said.split()[-1].lower()
    return str(_NUMBERS.index(word)) if word in _NUMBERS else _NAMED_SIGNS.get(word, word[:1])


def _changes(heard: str, right: str) -> Iterator[tuple[int, int, str]]:
    """Where to where of what was heard, and what belongs there; one for each letter of equal stretches."""
    for tag, start, end, to, until in SequenceMatcher(None, heard, right, autojunk=False).get_opcodes():
        if tag == "replace" and end - start == until - to:
            yield from ((start + at, start + at + 1, right[to + at]) for at in range(end - start))
        elif tag != "equal":
            yield start, end, right[to:until]
