"""Callers who say anything at all, in any order, always hear an answer, and never one that is untrue.

The talk is random but seeded. By telephone it is held in ``test_random_telephone.py``; walks through the
reception without words are in ``tests/faults``.
"""

import random
from datetime import timedelta

import pytest
from lengths import tries
from offices import CALLER, Office, check_truth, open_office
from talking import Talk, line, settings_of

import actions.desk
from direct_booking.serving.private_stack import PrivateStack
from direct_booking.storage.database import Database

TURNS = tries(120, at_length=300)
TURNS_OF_A_CALL = 12


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
    office.change(**settings_of(seed))
    caller = chance.choice((CALLER, CALLER, "+13035550100", None))
    replies = await stack.say(talk.call_id, "/call_start", {"caller_number": caller, "called_number": None})
    for _ in range(TURNS_OF_A_CALL):
        office.clock.advance(timedelta(seconds=chance.randrange(90)))
        silent = chance.randrange(40) == 0
        said = "/caller_silent" if silent else line(chance, [reply["response"] for reply in replies])
        replies = await stack.say(talk.call_id, said)
        text = " ".join(reply["text"] for reply in replies if reply["text"])
        over = any(reply["custom"].get("do") for reply in replies)
        talk.hear(said, text, [reply["response"] for reply in replies], over=over)
        if talk.over:
            break
    await stack.say(talk.call_id, "/call_ended")
    check_truth(office)
    return talk
