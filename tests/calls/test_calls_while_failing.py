"""A caller whose calendar fails at one turn hears what is so, in time; the owner sees what is open.

On a stand-in for Google that fails in every way that is not slow, and one that is; ``make faults`` holds
these calls for every way, want and provider, and measures how long a caller waits.
"""

import pytest
from elsewhere import elsewhere_of
from failing_dialogue import held
from failing_elsewhere import WAYS
from fixtures_elsewhere import open_elsewhere
from offices import NEW_YORK, NOW

from direct_booking.clock import SetClock
from direct_booking.storage.database import Database

BOOKED = "You're booked for tomorrow at 2 PM, and the invite goes to john at example dot com."
NOT_SURE = "I could not confirm it, so someone will call you back about it."
NOT_CHANGED = "I could not confirm that change, so someone will call you back about it."
CANNOT = "I can't book it myself just now. Shall I have someone call you back?"

# Way, what the caller wants, what is heard, the record and what the owner sees afterwards.
CALLS = (
    ("nobody answers", "ask", CANNOT, "", ()),
    ("busy time is answered with nonsense", "ask", CANNOT, "", ()),
    ("nobody answers", "book", CANNOT, "", ()),
    ("access is revoked as it is written", "book", CANNOT, "failed", ("calendar_refused",)),
    ("the calendar asks to wait an hour", "book", NOT_SURE, "failed", ("calendar_refused", "callback")),
    ("the calendar asks to try again, once", "book", BOOKED, "booked", ()),
    ("the line breaks before the write", "book", NOT_SURE, "booked", ("callback",)),
    ("the line breaks after the write", "book", BOOKED, "booked", ()),
    ("an error is answered though it was written", "book", BOOKED, "booked", ()),
    ("the answer breaks off in the middle", "book", BOOKED, "booked", ()),
    ("written, and looking it up fails too", "book", NOT_SURE, "booked", ("callback",)),
    ("the owner takes the time as it is written", "book", "That time was just taken", "lost", ()),
    ("the calendar asks to wait an hour", "move", NOT_CHANGED, "booked", ("not_moved", "callback")),
    ("the line breaks after the write", "cancel", "is cancelled", "cancelled", ()),
)


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(("name", "wants", "words", "record", "owner"), CALLS)
async def test_a_caller_hears_what_is_so(stack, sqlite_url, request, name, wants, words, record, owner):
    """4.7: within ten seconds, whatever the calendar does."""
    (way,) = [each for each in WAYS if each.name == name]
    clock, database = SetClock(NOW), Database(sqlite_url)
    elsewhere = elsewhere_of("google", clock, NEW_YORK, lambda: request.getfixturevalue("radicale"))
    try:
        office = open_elsewhere(database, elsewhere, clock)
        heard = await held(stack, office, way, wants, f"failing-{name}-{wants}")
        assert elsewhere.wrong() == []
    finally:
        elsewhere.close()
        database.close()
    assert heard.met
    assert words.lower() in heard.words.lower()
    assert (heard.record, heard.owner) == (record, owner)
    assert heard.took_s < 10
