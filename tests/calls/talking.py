"""A random call and what is wrong with it: what is said is in ``random_lines.py``.

How a call is carried, straight to the model or by telephone, is in the tests.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from offices import Office
from random_lines import ANSWERS, ANYTHING

from direct_booking.bookings.booking import Status
from direct_booking.scheduling.availability import Interval
from direct_booking.settings import Contact, MeetingType

ANSWERS_IN_A_HUNDRED = 70
OFTEN = 3

# What can be wrong, as reports count it.
EMPTY, REPEATED, LONG = (
    "nothing was heard",
    "the same was heard over and over",
    "more than two sentences (4.11)",
)
DEAD_END, FAILED = "no question last (4.11)", "an action failed"
NOT_BOOKED, NOT_CANCELLED = "it is not booked (4.7)", "it is not cancelled (4.7)"

SAYS_BOOKED = re.compile(r"you're booked|you stay booked|it's moved to", re.IGNORECASE)
SAYS_CANCELLED = re.compile(r"\bis cancelled\b", re.IGNORECASE)
END_OF_SENTENCE = re.compile(r"[.?!](?=\s|$)")
OFFICES = (
    {},
    {"ask_name": True},
    {"meeting_type": MeetingType.PHONE, "transfer_number": "+12125550111"},
    {"meeting_type": MeetingType.CUSTOM, "format": "a visit at our office", "contact": Contact.BOTH},
)
_DEFAULT = {"ask_name": False, "meeting_type": MeetingType.ONLINE, "transfer_number": ""}


@dataclass
class Talk:
    """One call and what was wrong with it.

    Attributes:
        wrong: how often each thing was.
        longest: how often the same was heard in a row.
    """

    office: Office
    call_id: str
    lines: list[str] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    last: str = ""
    in_a_row: int = 0
    longest: int = 0
    turns: int = 0
    over: bool = False

    def hear(
        self, said: str, text: str, responses: list[str | None], *, over: bool, sentences: int = 2
    ) -> None:
        """Judge one turn.

        Args:
            said: what the caller did.
            text: all that is heard to it.
            responses: the names of what the dialogue said.
            over: whether the call has ended with it.
            sentences: how many there may be.
        """
        self.lines += [f"caller  {said[:90]}", f"bot     {text}"]
        self.turns += 1
        self.over = over
        self.in_a_row = self.in_a_row + 1 if text == self.last else 1
        self.longest = max(self.longest, self.in_a_row)
        self.last = text
        self.expect(text.strip(), EMPTY)
        self.expect(self.in_a_row <= OFTEN, REPEATED)
        self.expect(len(END_OF_SENTENCE.findall(text)) <= sentences, LONG)
        self.expect(over or text.endswith("?") or text == "Take your time.", DEAD_END)
        self.expect("utter_trouble" not in responses, FAILED)
        if SAYS_BOOKED.search(text):
            self.expect(self._is_booked(), NOT_BOOKED)
        if SAYS_CANCELLED.search(text):
            self.expect(self._is_cancelled(), NOT_CANCELLED)

    def expect(self, holds: object, complaint: str) -> None:
        """Note what is wrong, unless it holds, where it was heard."""
        if not holds:
            self.wrong[complaint] += 1
            self.lines.append(f"WRONG   {complaint}")

    def _is_booked(self) -> bool:
        """The record says so, and holds the id of an event that is on the calendar at that time."""
        events = self.office.events()
        return any(
            made.status is Status.BOOKED
            and made.event_id
            and events.get(made.event_key) == Interval(made.starts_at, made.ends_at)
            for made in self.office.made_on(self.call_id)
        )

    def _is_cancelled(self) -> bool:
        events = self.office.events()
        return any(
            made.status is Status.CANCELLED and made.event_key not in events
            for made in self.office.made_on(self.call_id)
        )

    def report(self) -> str:
        """The call as a person reads it, what was wrong with it on top."""
        return "\n".join([self.call_id, *self.wrong, *self.lines, ""])


def settings_of(seed: int) -> dict[str, Any]:
    """The settings that a call is held with: each kind of office in turn."""
    return {**_DEFAULT, **OFFICES[seed % len(OFFICES)]}


def line(chance: random.Random, responses: list[str | None]) -> str:
    """What the caller says next: more often than not an answer to what was asked."""
    asked = next((name for name in reversed(responses) if name in ANSWERS), None)
    if asked and chance.randrange(100) < ANSWERS_IN_A_HUNDRED:
        return chance.choice(ANSWERS[asked])
    return chance.choice(chance.choice(ANYTHING))
