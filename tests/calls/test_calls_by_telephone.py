"""The same calls by telephone: signed webhooks, documents, the connector; they come out as their files say.

DIRECT_BOOKING_CALLS_BY_TELEPHONE says how many of the calls are held so: every seventh unless told; with 1
all of them.
"""

import os
import shutil
from pathlib import Path

import pytest
import pytest_asyncio
from call_script import read
from call_stage import Stage, differences, scripts_below
from rasa.shared.core.domain import Domain
from telephone_stack import TelephoneStack

from direct_booking.channels.twilio import TwilioVoice
from direct_booking.serving.phone_line import phone_line

EVERY = int(os.environ.get("DIRECT_BOOKING_CALLS_BY_TELEPHONE", "7"))
CALLS = scripts_below(Path(__file__).parent)[::EVERY]
ROOT = Path(__file__).parents[2]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def telephone(stack):
    """The connector, served on the loop of the model."""
    said = Domain.load(str(ROOT / "domain.yml")).responses
    caller = TelephoneStack(stack, token := "a token of the tests", said["utter_line_moment"][0]["text"])
    channel = TwilioVoice(auth_token=token, domain=str(ROOT / "domain.yml"), phone=str(ROOT / "phone.yml"))
    async with phone_line(channel, caller.on_new_message) as caller.base_url:
        yield caller


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("path", CALLS, ids=lambda path: f"{path.parent.name}-{path.stem}")
async def test_call_by_telephone(path, telephone, tmp_path, migrated_sqlite):
    """The caller hears the same, and the same is on record."""
    script = read(path)
    if script.open:
        pytest.skip("it is open by itself")
    database = tmp_path / "calls.sqlite"
    shutil.copyfile(migrated_sqlite, database)
    name = f"tel-{path.parent.name}-{path.stem}"[:40]
    played = await Stage(telephone, script, f"sqlite:///{database}", run=f"{name}-1").play()
    found = differences(script, played)
    assert not found, "\n".join([script.title, *found, "", played.transcript()])
