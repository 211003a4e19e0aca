"""A test call of the console: the real dialogue, on a copy of the account that nobody keeps (SPEC 7.4)."""

from datetime import timedelta

import pytest
from offices import NOW, at, open_office
from sqlalchemy import select

import actions.desk
from direct_booking.reception.rehearsal import METADATA, PREFIX
from direct_booking.storage.schema import metadata

NUMBERS = {"caller_number": "+12125550101", "called_number": None}


@pytest.fixture
def rehearsed(stack, sqlite_database):
    """An office whose stack keeps what is said, and that has other calls too."""
    office = open_office(sqlite_database)
    office.change(business_name="Hill Street")
    stack.keep_in(office.database, office.clock)
    actions.desk.use(office.desk)
    yield office
    actions.desk.use(None)
    stack.keep_in(None, office.clock)


def contents(office) -> dict:
    """Every row of every table."""
    with office.database.reading() as connection:
        return {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}


async def said(stack, call_id: str, words, **copy) -> list[str]:
    """What is heard in a test call."""
    heard = []
    for text in words:
        replies = await stack.say(call_id, text, {**NUMBERS, METADATA: copy})
        heard += [reply["text"] for reply in replies if reply["text"]]
    return heard


@pytest.mark.asyncio(loop_scope="session")
async def test_a_test_call_books_on_a_copy_and_leaves_nothing(stack, rehearsed):
    """It meets the owner's settings and busy time, says that it is booked, and nothing real is written."""
    rehearsed.owner_writes(at(3, 14))
    before = contents(rehearsed)
    copy = {"account": rehearsed.account_id, "assistant": 1}
    words = ("/call_start", "tomorrow at three", "yes", "john at example dot com", "yes")
    heard = await said(stack, f"{PREFIX}1", words, **copy)
    assert "Hill Street" in heard[0]
    assert "You're booked for tomorrow at 3 PM" in heard[-1]
    taken = await said(stack, f"{PREFIX}2", ("/call_start", "tomorrow at two"), **copy)
    assert "taken" in " ".join(taken)
    assert contents(rehearsed) == before
    assert stack.failures == []


@pytest.mark.asyncio(loop_scope="session")
async def test_a_pretended_time_is_that_of_the_test_call_only(stack, rehearsed):
    """Tomorrow is the day after the pretended one; a real call beside it keeps to the clock."""
    pretended = (NOW + timedelta(days=3)).isoformat()
    copy = {"account": rehearsed.account_id, "assistant": 1, "now": pretended}
    await said(stack, f"{PREFIX}3", ("/call_start", "tomorrow at ten"), **copy)
    with actions.desk._rehearsals.desk(f"{PREFIX}3", {}).database.reading() as connection:
        held = connection.execute(select(metadata.tables["holds"].c.starts_at)).scalar()
    assert held == at(6, 10)
    await said(stack, "real", ("/call_start", "tomorrow at ten"))
    with rehearsed.database.reading() as connection:
        assert connection.execute(select(metadata.tables["holds"].c.starts_at)).scalar() == at(3, 10)


@pytest.mark.asyncio(loop_scope="session")
async def test_no_account_is_rehearsed_by_another_or_by_nobody(stack, rehearsed):
    """An assistant of another account, or a call that was left long ago, is told as trouble."""
    other = open_office(rehearsed.database, name="other", called="+12125550199")
    heard = await said(stack, f"{PREFIX}4", ("/call_start",), account=other.account_id, assistant=1)
    assert heard == await said(stack, f"{PREFIX}5", ("/call_start",), account=0, assistant=0)
    assert "Hill Street" not in heard[0]
