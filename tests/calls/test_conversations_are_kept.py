"""What was said is kept as it was said, and a call goes on after a restart as if there had been none."""

import pytest
from offices import NOW, open_office

import actions.desk
from direct_booking.reception.transcripts import Transcripts
from direct_booking.storage.calls import CallFilter

NUMBERS = {"caller_number": "+12125550101", "called_number": None}
CALL = (
    "/call_start",
    "can i come in tomorrow at two",
    "yes",
    "john at example dot com",
    "yes",
    "no thanks",
    "/call_ended",
)


@pytest.fixture
def kept(stack, sqlite_database):
    """An office whose calls the stack holds and keeps."""
    office = open_office(sqlite_database)
    stack.keep_in(office.database, office.clock)
    actions.desk.use(office.desk)
    yield office
    actions.desk.use(None)
    stack.keep_in(None, office.clock)


async def hold(stack, call_id, words) -> list[str]:
    """Say all of it; what is heard."""
    heard = []
    for text in words:
        replies = await stack.say(call_id, text, NUMBERS if text == "/call_start" else None)
        heard += [reply["text"] for reply in replies if reply["text"]]
    return heard


@pytest.mark.asyncio(loop_scope="session")
async def test_a_transcript_has_every_word_and_what_came_of_the_call(stack, kept):
    """6.2: one row for each turn, with the time it took."""
    heard = await hold(stack, "told", CALL)
    report = Transcripts(kept.database).call(kept.account_id, "told")
    assert [line.text for line in report.lines if line.who == "bot"] == heard
    assert [line.text for line in report.lines if line.who == "caller"] == list(CALL[1:-1])
    assert [line.text for line in report.lines if line.who == "event"] == ["call_start", "hang_up", "hang_up"]
    assert [booking.email for booking in report.bookings] == ["john@example.com"]
    assert report.call.outcome == "booked"
    assert all(line.at == NOW for line in report.lines)
    assert 0 < report.slowest_ms < 10_000
    assert Transcripts(kept.database).call(kept.account_id + 1, "told") is None


@pytest.mark.asyncio(loop_scope="session")
async def test_a_restart_between_any_two_turns_changes_no_word(stack, kept):
    """What is in memory is thrown away before every turn."""
    whole = await hold(stack, "whole", CALL[:4])
    restarted = []
    for text in CALL[:4]:
        stack.keep_in(kept.database, kept.clock)
        # The first call holds a time; this one must not be offered another.
        kept.desk.offering.release("whole")
        restarted += await hold(stack, "restarted", [text])
    assert restarted == whole


@pytest.mark.asyncio(loop_scope="session")
async def test_a_turn_that_failed_half_way_leaves_nothing(stack, kept):
    """Rasa forgets a turn whose end it did not reach; the next one finds the conversation as before."""
    await hold(stack, "broken", CALL[:2])
    tracker = await stack.tracker("broken")
    before = len(tracker.events)
    tracker.update(tracker.events[-1])
    assert len((await stack.tracker("broken")).events) == before


@pytest.mark.asyncio(loop_scope="session")
async def test_calls_are_listed_newest_first_and_filtered(stack, kept):
    """By outcome, by number, by time; pages say how many there are."""
    for call_id in ("first", "second", "third"):
        await hold(stack, call_id, ["/call_start", "/call_ended"])
    kept.call("lasting", caller="+13035550155")
    read = Transcripts(kept.database)
    mine = read.calls(kept.account_id, size=3)
    assert (mine.total, mine.pages, len(mine.items)) == (4, 2, 3)
    ended = read.calls(kept.account_id, CallFilter(outcome="nothing"))
    assert {call.id for call in ended.items} == {"first", "second", "third"}
    assert [call.id for call in read.calls(kept.account_id, CallFilter(outcome="open")).items] == ["lasting"]
    assert [call.id for call in read.calls(kept.account_id, CallFilter(number="303555")).items] == ["lasting"]
    assert read.calls(kept.account_id, CallFilter(until=NOW)).total == 0
    assert read.calls(kept.account_id + 1).total == 0
