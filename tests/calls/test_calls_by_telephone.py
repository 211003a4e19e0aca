"""The same calls by telephone: signed webhooks, documents, the connector; they come out as their files say.

DIRECT_BOOKING_CALLS_BY_TELEPHONE says how many of the calls are held so: every seventh unless told; with 1
all of them.
"""

import os
import shutil
from pathlib import Path

import pytest
from call_script import read
from call_stage import Stage, differences, scripts_below

EVERY = int(os.environ.get("DIRECT_BOOKING_CALLS_BY_TELEPHONE", "7"))
CALLS = scripts_below(Path(__file__).parent)[::EVERY]


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("path", CALLS, ids=lambda path: f"{path.parent.name}-{path.stem}")
async def test_call_by_telephone(path, telephone, tmp_path, migrated_sqlite):
    """The caller hears the same, and the same is on record."""
    script = read(path)
    if script.open:
        pytest.skip("it is open by itself")
    if any(turn.or_heard for turn in script.turns):
        pytest.skip("this company tells one reading of what was said")
    database = tmp_path / "calls.sqlite"
    shutil.copyfile(migrated_sqlite, database)
    name = f"tel-{path.parent.name}-{path.stem}"[:40]
    played = await Stage(telephone, script, f"sqlite:///{database}", run=f"{name}-1").play()
    found = differences(script, played)
    assert not found, "\n".join([script.title, *found, "", played.transcript()])
