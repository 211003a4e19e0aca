"""Callers who do anything at all by telephone always hear an answer, and the company has no complaint.

The talk is random but seeded; ``make faults`` holds ten thousand turns of it.
"""

import pytest
from lengths import tries
from offices import open_office
from telephone_stack import line_sentences, telephone_to
from telephone_talk import Random

import actions.desk
from direct_booking.storage.database import Database

CALLS = tries(6, at_length=16)


@pytest.fixture
def office(sqlite_url):
    """One account; its desk is where the actions work."""
    database = Database(sqlite_url)
    opened = open_office(database)
    actions.desk.use(opened.desk)
    yield opened
    actions.desk.use(None)
    database.close()


@pytest.mark.asyncio(loop_scope="session")
async def test_whatever_is_done_on_the_telephone_is_answered(stack, office):
    """4.10, 7.2: no empty document, no dead end, no error, never more than three of the same in a row."""
    stack.failures.clear()
    async with telephone_to(stack) as telephone:
        callers = Random(telephone, office, line_sentences())
        for seed in range(CALLS):
            await callers.call(seed)
    wrong = [talk.report() for talk in callers.talks if talk.wrong]
    assert not wrong, "\n".join(wrong)
    assert not stack.failures
    assert max(talk.longest for talk in callers.talks) <= 3
    # Callers who never get anywhere would prove nothing.
    assert sum(bool(office.made_on(talk.call_id)) for talk in callers.talks) * 6 >= CALLS
