"""The same call is the same call on every calendar: same words, same record, same appointments.

A few calls are held on every provider. With ``CALLS_ON`` (``make calls PROVIDER=google``, or several with
commas) all of them are, on those: the calendar's troubles in them are then those of its server
(``elsewhere.weather``).
"""

import os
import shutil
from difflib import unified_diff
from pathlib import Path

import pytest
from call_script import Script, read
from call_stage import Played, Stage, differences, scripts_below
from elsewhere import PROVIDERS, elsewhere_of

from direct_booking.clock import SetClock

FOLDER = Path(__file__).parent
ASKED_FOR = [name for name in os.environ.get("CALLS_ON", "").split(",") if name]
# One of each kind: booked, moved, cancelled, corrected, raced for, and each trouble that a calendar can have.
SOME = (
    "changes/cancelled_and_booked_again.yml",
    "changes/moved_back.yml",
    "failures/expired_at_the_booking.yml",
    "failures/removed_by_the_owner.yml",
    "failures/unreadable_at_the_offer.yml",
    "failures/writes_then_fails_at_the_booking.yml",
    "failures/writes_then_fails_at_the_move.yml",
    "ordinary/specification.yml",
    "races/owner_was_faster.yml",
)
CALLS = scripts_below(FOLDER) if ASKED_FOR else [FOLDER / name for name in SOME]


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("path", CALLS, ids=lambda path: f"{path.parent.name}-{path.stem}")
async def test_call_elsewhere(path, stack, tmp_path, migrated_sqlite, request):
    """It is heard as written, leaves what is written, and is to the letter that on the embedded calendar."""
    script = read(path)
    if script.open:
        pytest.skip(script.open)
    name = f"{path.parent.name}-{path.stem}"
    providers = [each for each in ASKED_FOR or PROVIDERS if _can_be_held(script, each)]
    if not providers:
        pytest.skip("such a calendar invites by itself whether there is mail or not, or makes no video links")

    async def played_on(provider: str) -> Played:
        database = tmp_path / f"{provider}.sqlite"
        shutil.copyfile(migrated_sqlite, database)
        where = {"run": f"{name}-{provider}", "clock": SetClock(script.now)}
        if provider == "local":
            return await Stage(stack, script, f"sqlite:///{database}", **where).play()
        elsewhere = elsewhere_of(
            provider, where["clock"], script.zone, lambda: request.getfixturevalue("radicale")
        )
        try:
            stage = Stage(stack, script, f"sqlite:///{database}", elsewhere=elsewhere, **where)
            played = await stage.play()
            assert elsewhere.wrong() == []
            return played
        finally:
            elsewhere.close()

    here = await played_on("local")
    here.final.pop("mails")
    for provider in providers:
        there = await played_on(provider)
        found = differences(script, there)
        assert not found, "\n".join([f"{script.title}, on {provider}", *found, "", there.transcript()])
        both = (here.transcript().splitlines(), there.transcript().splitlines())
        assert list(unified_diff(*both, "here", provider, lineterm="")) == [], provider
        assert there.final == here.final, provider


def _can_be_held(script: Script, provider: str) -> bool:
    # Google and Microsoft invite whether there is mail or not; no CalDAV server makes video links.
    return not script.links if provider == "caldav" else script.mail
