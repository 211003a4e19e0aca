"""Holds a spoken call by telephone, and judges what came of it against what the caller wanted.

The telephone is ``tests/calls/telephone_stack.py``: signed webhooks, documents, the connector, the real model
and actions. How the lines of the caller arrive is given: by the rig, or by what it wrote down before.
"""

import asyncio
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import actions.desk
from benchmarks.spoken.caller import OWN_NUMBER, PATIENCE, SpokenCaller
from benchmarks.spoken.goals import Goal
from benchmarks.spoken.hearing import Hearing, Spoken
from benchmarks.spoken.office import NOW, OnRecord, SpokenOffice

NUMBERS = {"caller_number": OWN_NUMBER, "called_number": None}
DIFFERENT_LINES = 5  # so many callers hear noises of their own


class Telephone(Protocol):
    """``TelephoneStack``."""

    async def say(
        self, call_id: str, text: str, metadata: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Say one thing, and hear the receptionist."""


@dataclass(frozen=True)
class Condition:
    """Who speaks, on what a line.

    Attributes:
        target: percent of the calls that must succeed; None: it is only measured.
    """

    voice: str
    line: str
    target: float | None = None

    @property
    def name(self) -> str:
        """As the report has it."""
        return f"{self.voice}, {self.line}"


@dataclass
class Held:
    """A call that is over.

    Attributes:
        lines: the call as a person reads it, with what was said and what arrived.
        turns: how often the caller spoke.
        record: what is booked.
        unconfirmed: what was done without the caller's yes, each in a word.
    """

    goal: Goal
    lines: list[str] = field(default_factory=list)
    turns: int = 0
    record: tuple[OnRecord, ...] = ()
    unconfirmed: tuple[str, ...] = ()

    @property
    def success(self) -> bool:
        """Whether the one appointment is what the caller wanted, and the caller is reached as wanted."""
        return len(self.record) == 1 and self.record[0].settled and _as_wanted(self.goal, self.record[0])


async def hold(
    telephone: Telephone,
    goal: Goal,
    number: int,
    condition: Condition,
    hear: Hearing,
    *,
    folder: Path,
    migrated: Path,
) -> Held:
    """Hold one call.

    Args:
        number: of the caller; chooses the noise.
        folder: for the call's database.
        migrated: a database with every table, to copy.
    """
    path = folder / f"{goal.name}.sqlite"
    shutil.copyfile(migrated, path)
    office, held = SpokenOffice(path), Held(goal)
    caller = SpokenCaller(goal, today=NOW.date())
    call_id = re.sub(r"\W+", "-", f"spoken-{condition.name}-{goal.name}-{folder.name}")
    actions.desk.use(office.desk)
    try:
        await _converse(telephone, call_id, caller, _Mouth(number % DIFFERENT_LINES, condition, hear), held)
    finally:
        actions.desk.use(None)
        held.record = office.on_record()
        held.unconfirmed = tuple(_unconfirmed(caller, held.record))
        office.close()
    return held


class _Mouth:
    """Says a line; what is said again is said slower."""

    def __init__(self, number: int, condition: Condition, hear: Hearing) -> None:
        self._number, self._condition, self._hear = number, condition, hear
        self._said: Counter[str] = Counter()

    async def say(self, words: str) -> str:
        take = self._said[words]
        self._said[words] += 1
        line = self._condition.line
        # Without noise and losses every caller's line is the same.
        number = 0 if line == "clean" else self._number
        spoken = Spoken(self._condition.voice, line, number, take, words)
        return await asyncio.to_thread(self._hear, spoken)


async def _converse(
    telephone: Telephone, call_id: str, caller: SpokenCaller, mouth: _Mouth, held: Held
) -> None:
    replies = await telephone.say(call_id, "/call_start", NUMBERS)
    while held.turns < PATIENCE:
        said = " ".join(reply["text"] for reply in replies if reply["text"])
        held.lines.append(f"bot     {said}")
        if any(reply["custom"].get("do") for reply in replies):
            return
        question = next((reply["response"] for reply in reversed(replies) if reply["text"]), None)
        words = caller.answer(question or "", said)
        heard = await mouth.say(words)
        held.turns += 1
        held.lines += [f"caller  {words}", f"  heard {heard or '(nothing)'}"]
        replies = await telephone.say(call_id, heard or "/caller_silent")
    await telephone.say(call_id, "/call_ended")


def _as_wanted(goal: Goal, booked: OnRecord) -> bool:
    timed = [step for step in goal.steps if step.fits]
    number = None if goal.email else (goal.number or OWN_NUMBER)[2:]
    return (
        booked.cancelled is (goal.steps[-1].kind == "cancel")
        and timed[-1].content_with(booked.start)
        and (booked.email, booked.number) == (goal.email, number)
    )


def _unconfirmed(caller: SpokenCaller, record: tuple[OnRecord, ...]) -> list[str]:
    agreed, found = caller.agreed, []
    for each in record:
        if each.start not in agreed.starts:
            found.append("time")
        if each.email is not None and each.email not in agreed.emails:
            found.append("address")
        if each.number is not None and each.number not in agreed.numbers:
            found.append("number")
        if each.cancelled and not agreed.cancelled:
            found.append("cancelled")
    return found
