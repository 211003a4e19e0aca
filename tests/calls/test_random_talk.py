"""Callers who say anything at all, in any order, always hear an answer, and never one that is untrue.

The talk is random but seeded; DIRECT_BOOKING_RANDOM_TURNS says how much of it there is. What is said is in
``random_lines.py``; walks through the reception without words are in ``tests/faults``.
"""

import os
import random
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from offices import CALLER, Office, check_truth, open_office
from random_lines import ANSWERS, ANYTHING

import actions.desk
from direct_booking.bookings.booking import Status
from direct_booking.scheduling.availability import Interval
from direct_booking.serving.private_stack import PrivateStack
from direct_booking.settings import Contact, MeetingType
from direct_booking.storage.database import Database

TURNS = int(os.environ.get("DIRECT_BOOKING_RANDOM_TURNS", "300"))
TURNS_OF_A_CALL = 12
ANSWERS_IN_A_HUNDRED = 70
OFTEN = 3

SAYS_BOOKED = re.compile(r"you're booked|you stay booked|it's moved to", re.IGNORECASE)
SAYS_CANCELLED = re.compile(r"\bis cancelled\b", re.IGNORECASE)
END_OF_SENTENCE = re.compile(r"[.?!](?=\s|$)")
OFFICES = (
    {},
    {"ask_name": True},
    {"meeting_type": MeetingType.PHONE, "transfer_number": "+12125550111"},
    {"meeting_type": MeetingType.CUSTOM, "format": "a visit at our office", "contact": Contact.BOTH},
)


@dataclass
class Talk:
    """One call and what was wrong with it."""

    office: Office
    call_id: str
    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    last: str = ""
    in_a_row: int = 0
    over: bool = False

    def hear(self, said: str, replies: list[dict[str, Any]]) -> None:
        """Judge one turn."""
        text = " ".join(reply["text"] for reply in replies if reply["text"])
        self.lines += [f"caller  {said[:90]}", f"bot     {text}"]
        self.over = any(reply["custom"].get("do") for reply in replies)
        self.in_a_row = self.in_a_row + 1 if text == self.last else 1
        self.last = text
        self._expect(text.strip(), "nothing was heard")
        self._expect(self.in_a_row <= OFTEN, "the same was heard over and over")
        self._expect(len(END_OF_SENTENCE.findall(text)) <= 2, "more than two sentences (4.11)")
        self._expect(self.over or text.endswith("?") or text == "Take your time.", "no question last (4.11)")
        self._expect("utter_trouble" not in [reply["response"] for reply in replies], "an action failed")
        if SAYS_BOOKED.search(text):
            self._expect(self._is_booked(), "it is not booked (4.7)")
        if SAYS_CANCELLED.search(text):
            self._expect(self._is_cancelled(), "it is not cancelled (4.7)")

    def _expect(self, holds: object, complaint: str) -> None:
        if not holds:
            self.wrong.append(f"{complaint}: {self.lines[-1]}")

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


@pytest.fixture
def office(sqlite_url) -> Office:
    """One account; its desk is where the actions work."""
    database = Database(sqlite_url)
    opened = open_office(database)
    actions.desk.use(opened.desk)
    yield opened
    actions.desk.use(None)
    database.close()


@pytest.mark.asyncio(loop_scope="session")
async def test_whatever_is_said_is_answered_and_nothing_untrue_is(stack: PrivateStack, office):
    """4.7, 4.10, 4.11: no turn is left without an answer, no action fails, no booking is made up."""
    stack.failures.clear()
    talks = [await _talk(stack, office, seed) for seed in range(max(1, TURNS // TURNS_OF_A_CALL))]

    wrong = [talk.report() for talk in talks if talk.wrong]
    assert not wrong, "\n".join(wrong)
    assert not stack.failures
    # Random talk that never gets anywhere would prove nothing.
    booked = [talk for talk in talks if office.made_on(talk.call_id)]
    assert len(booked) * 6 >= len(talks)


async def _talk(stack: PrivateStack, office: Office, seed: int) -> Talk:
    """One call, from its first ring until somebody hangs up."""
    chance = random.Random(seed)
    talk = Talk(office, f"random-{seed}")
    office.clock.advance(timedelta(minutes=chance.randrange(300)))
    settings = {"ask_name": False, "meeting_type": MeetingType.ONLINE, "transfer_number": ""}
    office.change(**{**settings, **OFFICES[seed % len(OFFICES)]})
    caller = chance.choice((CALLER, CALLER, "+13035550100", None))
    replies = await stack.say(talk.call_id, "/call_start", {"caller_number": caller, "called_number": None})
    for _ in range(TURNS_OF_A_CALL):
        office.clock.advance(timedelta(seconds=chance.randrange(90)))
        line = _line(chance, replies)
        replies = await stack.say(talk.call_id, line)
        talk.hear(line, replies)
        if talk.over:
            break
    await stack.say(talk.call_id, "/call_ended")
    check_truth(office)
    return talk


def _line(chance: random.Random, replies: list[dict[str, Any]]) -> str:
    """What the caller says next: more often than not an answer to what was asked."""
    asked = next((reply["response"] for reply in reversed(replies) if reply["response"] in ANSWERS), None)
    if asked and chance.randrange(100) < ANSWERS_IN_A_HUNDRED:
        return chance.choice(ANSWERS[asked])
    if chance.randrange(20) == 0:
        return "/caller_silent"
    return chance.choice(chance.choice(ANYTHING))
