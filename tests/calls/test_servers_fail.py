"""The action server dies in mid-call and comes back, the database is locked: callers hear what is true.

The servers are real processes, and killed; Rasa and the connector are those of this process.
"""

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import pytest_asyncio
import requests
from offices import NOW, at, every_booking, open_office
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config
from telephone_stack import ROOT, sentence

import actions.desk
from direct_booking.channels import once
from direct_booking.clock import monotonic_s
from direct_booking.serving import ports, quiet
from direct_booking.serving.private_stack import ENDPOINTS
from direct_booking.storage.database import Database

pytestmark = pytest.mark.asyncio(loop_scope="session")

READY_WITHIN_S = 60.0
CALLER = "+12125550123"


@contextmanager
def action_server(port: int, database_url: str, log: Path):
    """An action server with the project's actions, killed at the end."""
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]
    environment = {
        **os.environ,
        **quiet.ENVIRONMENT,
        "SANIC_HOST": ports.HOST,
        "DIRECT_BOOKING_DATABASE": database_url,
        "DIRECT_BOOKING_NOW": NOW.isoformat(),
    }
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        _wait_until_ready(process, port, log)
        yield
    finally:
        process.kill()
        process.wait()


def _wait_until_ready(process: subprocess.Popen, port: int, log: Path) -> None:
    until_s = monotonic_s() + READY_WITHIN_S
    while True:
        try:
            requests.get(f"http://{ports.HOST}:{port}/health", timeout=2).raise_for_status()
            return
        except requests.RequestException:
            assert process.poll() is None, log.read_text()
            assert monotonic_s() < until_s, log.read_text()
            time.sleep(0.05)


@pytest_asyncio.fixture(loop_scope="session")
async def far_actions(stack, monkeypatch):
    """Rasa asks for its actions over HTTP, as in production; at which port."""
    with socket.create_server((ports.HOST, 0)) as free:
        port = free.getsockname()[1]
    served = read_endpoint_config(str(ENDPOINTS), "action_endpoint")
    endpoint = EndpointConfig(url=f"http://{ports.HOST}:{port}/webhook", **served.kwargs)
    monkeypatch.setattr(stack.agent.processor, "action_endpoint", endpoint)
    return port


async def say(telephone, call_id: str, words: str) -> str:
    """One turn; what is heard, less the sentence that bridges a wait on a busy machine."""
    heard, _ = await telephone.act(call_id, lambda: telephone.calls[call_id].say(words))
    return " ".join(each for each in heard.says if each != telephone.moment)


async def ring(telephone, call_id: str) -> str:
    """A call begins."""
    call = telephone.call(call_id, caller=CALLER, called=None)
    heard, _ = await telephone.act(call_id, call.ring)
    return " ".join(each for each in heard.says if each != telephone.moment)


async def test_calls_outlive_the_action_server(telephone, far_actions, sqlite_url, tmp_path):
    """Two calls at once hear that something went wrong while it is down, and go on where they were."""
    log, both = tmp_path / "actions.log", ("outlives-1", "outlives-2")
    trouble = sentence("utter_line_trouble")

    async def on_both(*lines: str) -> list[str]:
        return list(await asyncio.gather(*map(say, [telephone] * 2, both, lines)))

    with action_server(far_actions, sqlite_url, log):
        assert all(["How can I help?" in await ring(telephone, call_id) for call_id in both])
        offered = await on_both("tuesday at two please", "wednesday at ten please")
        assert [each.rpartition(". ")[2] for each in offered] == ["Shall I book that for you?"] * 2

    assert await on_both("yes", "yes") == [trouble, trouble]
    # Who calls now is greeted all the same, told the truth, and the third time let go.
    assert await ring(telephone, "meanwhile") == sentence("utter_line_greeting")
    assert await say(telephone, "meanwhile", "an appointment please") == trouble
    assert await say(telephone, "meanwhile", "an appointment please") == sentence("utter_line_broken")
    assert telephone.calls["meanwhile"].over

    with action_server(far_actions, sqlite_url, log):
        assert all("e-mail" in each for each in await on_both("yes", "yes"))
        await on_both("no email please", "no email please")
    # It dies once more where everything is said, and nothing has to be said twice.
    assert await on_both("yes", "yes") == [trouble, trouble]
    with action_server(far_actions, sqlite_url, log):
        booked = await on_both("yes", "yes")
    assert all(each.startswith("You're booked for") for each in booked)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
        found = connection.execute("SELECT call_id, status FROM bookings ORDER BY call_id").fetchall()
    assert found == [("outlives-1", "booked"), ("outlives-2", "booked")]


@pytest.fixture
def office(sqlite_url):
    """One account, whose desk waits for its database half a second."""
    database, patient = Database(sqlite_url, deadline_s=0.5), Database(sqlite_url)
    opened = open_office(patient, desk_database=database)
    actions.desk.use(opened.desk)
    yield opened
    actions.desk.use(None)
    database.close()
    patient.close()


async def test_a_locked_database_is_a_true_sentence_and_no_booking(
    telephone, office, sqlite_url, monkeypatch
):
    """4.7: what could not be written is not said to be; when the lock is gone the call goes on."""
    monkeypatch.setattr(once, "FILLER_AFTER_S", 0.1)
    await ring(telephone, "locked")
    for words in ("tuesday at two please", "yes", "no email please"):
        await say(telephone, "locked", words)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        heard, _ = await telephone.act("locked", lambda: telephone.calls["locked"].say("yes"))
        assert heard.says[0] == telephone.moment
        assert heard.says[1:] == (sentence("utter_trouble"), "Shall I book tomorrow at 2 PM for you?")
        other.execute("ROLLBACK")
    assert every_booking(office) == ()
    assert (await say(telephone, "locked", "yes")).startswith("You're booked for tomorrow at 2 PM")
    assert [made.starts_at for made in every_booking(office)] == [at(3, 14)]


async def test_a_database_that_stays_locked_ends_the_call_politely(telephone, office, sqlite_url):
    """Twice the caller is asked again; then put through, and when nobody takes it a message is asked for."""
    office.change(transfer_number="+12125550111")
    await ring(telephone, "stays-locked")
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        heard = [await say(telephone, "stays-locked", "tuesday at two please") for _ in range(3)]
        other.execute("ROLLBACK")
    assert heard[:2] == [f"{sentence('utter_trouble')} What day and time would suit you?"] * 2
    said = ("utter_line_transfer", "utter_nobody_answered", "utter_ask_message_form_message_body")
    assert heard[2] == " ".join(map(sentence, said))
