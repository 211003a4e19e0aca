"""Each webhook three times at once, then all of them again, late and backwards: as if each was sent once.

The calls are those of this folder; ``make faults`` holds all of them so.
"""

import shutil
from pathlib import Path

import pytest
import pytest_asyncio
import requests
from call_script import read
from call_stage import Played, Stage, differences
from offices import TUESDAY_AT_TWO, open_office
from telephone_stack import TOKEN, telephone_to
from twilio.request_validator import RequestValidator

import actions.desk
from direct_booking.bookings.booking import Status
from direct_booking.storage.database import Database

pytestmark = pytest.mark.asyncio(loop_scope="session")

FOLDER = Path(__file__).parent
# Booked, moved, cancelled, corrected, raced for, messages taken, and what a calendar does in between.
SOME = (
    "changes/cancelled_and_booked_again.yml",
    "changes/moved_back.yml",
    "failures/writes_then_fails_at_the_booking.yml",
    "ordinary/specification.yml",
    "races/owner_was_faster.yml",
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def thrice(stack):
    """A telephone company that sends everything three times at once, and all of it again after each turn."""
    async with telephone_to(stack, copies=3, late_copies=True) as telephone:
        yield telephone


@pytest.mark.parametrize("name", SOME)
async def test_a_repeated_call_is_one_call(name, stack, thrice, tmp_path, migrated_sqlite):
    """Late and early copies get the same bytes, and what is on record is what one sending leaves."""
    script = read(FOLDER / name)

    async def played(how, run: str) -> Played:
        database = tmp_path / f"{run}.sqlite"
        shutil.copyfile(migrated_sqlite, database)
        return await Stage(how, script, f"sqlite:///{database}", run=f"{run}-{Path(name).stem}"[:48]).play()

    repeated, once = await played(thrice, "thrice"), await played(stack, "once")
    assert differences(script, repeated) == []
    assert repeated.final == once.final
    assert repeated.transcript() == once.transcript()


@pytest.fixture
def office(sqlite_url):
    """One account; its desk is where the actions work."""
    database = Database(sqlite_url)
    opened = open_office(database)
    actions.desk.use(opened.desk)
    yield opened
    actions.desk.use(None)
    database.close()


async def test_a_forged_yes_books_nothing(thrice, office):
    """Wrong signature, wrong address, wrong body: 403, nothing said to the dialogue, nothing on record."""
    call = thrice.call("forged", caller="+12125550123", called=None)
    await thrice.act("forged", call.ring)
    await thrice.act("forged", lambda: call.say("tuesday at two please"))
    await thrice.act("forged", lambda: call.say("yes"))
    asked, _ = await thrice.act("forged", lambda: call.say("no email please"))
    assert asked.says[-1].endswith("?")

    url = f"{thrice.base_url}/turn?n=4"
    yes = {"CallSid": "forged", "From": "+12125550123", "SpeechResult": "yes", "CallStatus": "in-progress"}
    signed = RequestValidator(TOKEN).compute_signature
    for forged_url, fields, signature in (
        (url, yes, "no signature of ours"),
        (url, yes, RequestValidator("another token").compute_signature(url, yes)),
        (url, yes, signed(url.replace("n=4", "n=5"), yes)),
        (url, yes, signed(url, {**yes, "SpeechResult": "no"})),
        (url.replace("127.0.0.1", "localhost"), yes, signed(url, yes)),
    ):
        headers = {"X-Twilio-Signature": signature}
        answer, said = await thrice.act(
            "forged",
            lambda: requests.post(forged_url, data=fields, headers=headers, timeout=10),  # noqa: B023
        )
        assert (answer.status_code, answer.content, said) == (403, b"", [])
    assert office.made_on("forged") == ()

    heard, _ = await thrice.act("forged", lambda: call.say("yes"))
    assert heard.says[0].startswith("You're booked")
    assert [(made.starts_at, made.status) for made in office.made_on("forged")] == [
        (TUESDAY_AT_TWO, Status.BOOKED)
    ]


async def test_a_second_call_from_the_same_number_cannot_touch_the_first_ones_booking(thrice, office):
    """4.8, 7.1: also while the first is still on the line; neither knows what the other was told."""
    for call_id in ("first", "second"):
        call = thrice.call(call_id, caller="+12125550123", called=None)
        await thrice.act(call_id, call.ring)

    async def say(call_id: str, words: str) -> str:
        heard, _ = await thrice.act(call_id, lambda: thrice.calls[call_id].say(words))
        return " ".join(heard.says)

    for words in ("tuesday at two please", "yes", "no email please"):
        await say("first", words)
    assert (await say("first", "yes")).startswith("You're booked for tomorrow at 2 PM")

    before = office.made_on("first")
    assert "Nothing is booked on this call" in await say("second", "what did i book")
    for words in ("cancel my appointment", "yes", "cancel the appointment on tuesday at two", "yes"):
        assert "cancelled" not in await say("second", words)
    assert "moved" not in await say("second", "move it to three")
    assert office.made_on("first") == before
    assert office.made_on("second") == ()
    assert len(office.events()) == 1
