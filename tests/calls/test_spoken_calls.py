"""Calls as a recogniser wrote them down: a sample of ``make spoken``, with no voice and no recogniser.

What arrived of each line is in ``spoken/``. A line that nobody has heard yet, because the receptionist asks
otherwise now, arrives as it was said; ``make spoken SPOKEN=--keep`` hears it.
"""

import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2]))

from benchmarks.spoken import goals, hearing
from benchmarks.spoken.calls import Condition, hold

FOLDER = Path(__file__).with_name("spoken")
GOALS = goals.read()
CLEAN, NOISE, LOST = (Condition("joe", line) for line in ("clean", "10 dB noise", "3% lost"))
ESPEAK = Condition("espeak", "clean")
# Calls that came out as wanted, though not every line arrived as it was said.
SAMPLE = [
    *(
        (CLEAN, name)
        for name in ("exact-1", "exact-12", "words-1", "spelled-4", "open-11", "open-12", "open-13")
    ),
    *((CLEAN, name) for name in ("breath-1", "breath-6", "move-1", "move-2", "cancel-1")),
    *(
        (NOISE, name)
        for name in ("exact-11", "words-1", "words-5", "open-14", "breath-5", "move-5", "cancel-5")
    ),
    *((LOST, name) for name in ("words-9", "spelled-7", "move-3")),
    *((ESPEAK, name) for name in ("exact-1", "open-3")),
]
# Calls that did not: what is on record after them, the caller said yes to all the same.
LOST_CALLS = [(NOISE, "spelled-8"), (NOISE, "move-3"), (ESPEAK, "move-5"), (ESPEAK, "cancel-3")]


class Recogniser:
    """What it wrote down of each line."""

    def __init__(self) -> None:
        self.transcripts = hearing.read(sorted(FOLDER.glob("*.jsonl")))
        self.unheard: list[hearing.Spoken] = []

    def hear(self, spoken: hearing.Spoken) -> str:
        """What arrives of a line."""
        if spoken not in self.transcripts:
            self.unheard.append(spoken)
        return self.transcripts.get(spoken, re.sub(r"[^\w\s'.-]", "", spoken.words).lower().rstrip("."))


@pytest.fixture
def holding(telephone, tmp_path, migrated_sqlite):
    """Holds a call as it was heard; gives what became of it, and what was heard."""

    async def held(condition: Condition, name: str):
        number, goal = next((at, goal) for at, goal in enumerate(GOALS) if goal.name == name)
        recogniser = Recogniser()
        hear = recogniser.hear
        where = {"folder": tmp_path, "migrated": migrated_sqlite}
        return await hold(telephone, goal, number, condition, hear, **where), recogniser

    return held


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(("condition", "name"), SAMPLE, ids=lambda each: getattr(each, "name", each))
async def test_spoken_call(condition, name, holding):
    """It ends with the appointment that the caller wanted, and nothing that the caller did not say yes to."""
    held, recogniser = await holding(condition, name)
    transcript = "\n".join(held.lines)
    assert not held.unconfirmed, transcript
    assert held.success, f"{held.record}\n{transcript}"
    assert len(recogniser.unheard) <= held.turns / 3, f"too much is made up: {recogniser.unheard}"


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(("condition", "name"), LOST_CALLS, ids=lambda each: getattr(each, "name", each))
async def test_a_call_that_goes_wrong_does_nothing_unasked(condition, name, holding):
    """Whatever a line makes of it, what is on record has the caller's yes, in the caller's own words."""
    held, recogniser = await holding(condition, name)
    assert not held.unconfirmed, "\n".join(held.lines)
    assert len(recogniser.unheard) <= held.turns / 3, f"too much is made up: {recogniser.unheard}"
