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
CLEAN = Condition("joe", "clean")
# Calls that came out as wanted, though not every line arrived as it was said.
SAMPLE = [
    (CLEAN, name)
    for name in (
        *("exact-1", "exact-11", "exact-12", "words-1", "open-11", "open-12", "open-13", "breath-1"),
        *("move-1", "cancel-1"),
    )
]


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


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(("condition", "name"), SAMPLE, ids=lambda each: getattr(each, "name", each))
async def test_spoken_call(condition, name, telephone, tmp_path, migrated_sqlite):
    """It ends with the appointment that the caller wanted, and nothing that the caller did not say yes to."""
    number, goal = next((at, goal) for at, goal in enumerate(GOALS) if goal.name == name)
    recogniser = Recogniser()
    held = await hold(
        telephone, goal, number, condition, recogniser.hear, folder=tmp_path, migrated=migrated_sqlite
    )
    transcript = "\n".join(held.lines)
    assert not held.unconfirmed, transcript
    assert held.success, f"{held.record}\n{transcript}"
    assert len(recogniser.unheard) <= held.turns / 3, f"too much is made up: {recogniser.unheard}"
