"""A call that was recorded is played again from its record alone, and not a letter differs (SPEC 8.3)."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from call_script import read
from call_stage import Stage, differences

from direct_booking.clock import SetClock
from direct_booking.reception.call_tests import call_test
from direct_booking.reception.recorded import recorded
from direct_booking.serving.replaying import replay
from direct_booking.storage.database import Database

HERE = Path(__file__).parent
# What a call can meet: nothing, a move, a cancellation, other callers, the owner, each way of failing.
HELD = (
    "ordinary/specification",
    "changes/moved_back",
    "changes/cancelled_and_booked_again",
    "changes/no_i_said_three",
    "races/another_caller_was_faster",
    "races/owner_was_faster",
    "failures/removed_by_the_owner",
    "failures/refuses_at_the_booking",
    "failures/writes_then_fails_at_the_booking",
    "failures/unreadable_at_the_offer",
    "failures/expired_at_the_move",
    "failures/switched_off",
    "meeting_types/phone_first_asked_for_video",
)
# Those whose owner only ever becomes busier, which is all that a call test can say of one.
SAVED = (*HELD[:2], HELD[-1])


@pytest.fixture
def hold(stack, tmp_path, migrated_sqlite):
    """Hold a call and keep what was said; its record."""

    async def held(path: Path, name: str = "held"):
        script = read(path)
        file = tmp_path / f"{name}.sqlite"
        shutil.copyfile(migrated_sqlite, file)
        clock, database = SetClock(script.now), Database(f"sqlite:///{file}")
        stack.keep_in(database, clock)
        played = await Stage(stack, script, f"sqlite:///{file}", run=name, clock=clock).play()
        stack.keep_in(None, clock)
        call = recorded(database, 1, f"{name}-first")
        database.close()
        return script, played, call

    return held


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("name", HELD)
async def test_a_recorded_call_replays_to_the_letter(name, stack, hold):
    """From the caller's words, the clock, and what was read: nothing else of the call is given."""
    _script, played, call = await hold(HERE / f"{name}.yml")
    again = await replay(stack, call)
    assert [turn for turn in again.turns if not turn.equal] == []
    assert len(again.turns) == len(played.heard) - sum(heard.caller.startswith("(") for heard in played.heard)


@pytest.mark.asyncio(loop_scope="session")
async def test_a_replay_that_is_another_call_says_where_it_differs(stack, hold):
    """The check can fail: with another word of the caller's the transcript is not the same."""
    _script, _played, call = await hold(HERE / "ordinary/specification.yml")
    turns = list(call.turns)
    turns[-3] = replace(turns[-3], heard="no")
    again = await replay(stack, replace(call, turns=tuple(turns)))
    assert not again.equal
    assert [turn.number for turn in again.turns if not turn.equal][0] == turns[-3].number


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("name", SAVED)
async def test_a_saved_call_is_a_call_test_that_passes(name, hold, tmp_path):
    """What is written can be read and played like any other call test, word for word."""
    _script, _played, call = await hold(HERE / f"{name}.yml")
    saved = tmp_path / "saved.yml"
    saved.write_text(call_test(call, "A saved call"))
    script, again, _call = await hold(saved, "again")
    assert differences(script, again) == []
    assert any(turn.hears for turn in script.turns)
    anonymous = call_test(call, "A saved call", anonymous=True)
    for booking in call.bookings:
        assert (booking.email or "@") not in anonymous
        assert not booking.caller_name or booking.caller_name not in anonymous
