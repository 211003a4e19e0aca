"""``direct-booking talk``: a call in the terminal, as any caller number, at any pretended time (SPEC 7.3)."""

import argparse
import asyncio
import logging
import os
import secrets
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from direct_booking import wiring
from direct_booking.cli import ROOT
from direct_booking.cli.prepare import prepare
from direct_booking.clock import SetClock
from direct_booking.errors import Misconfigured
from direct_booking.reception.calls import e164
from direct_booking.serving import ports, quiet
from direct_booking.serving.model import MODEL
from direct_booking.serving.running_stack import RunningStack
from direct_booking.serving.scratch import scratch_copy
from direct_booking.serving.servers import rasa_answers
from direct_booking.storage import accounts, bookings, calls, connections
from direct_booking.storage.database import Database

if TYPE_CHECKING:
    from direct_booking.serving.private_stack import PrivateStack

Answer = TypeVar("Answer")

CALLER = "+12125550123"  # of the numbers that are kept for fiction
LOG = Path("var/log/talk.log")

CALL_START, CALLER_SILENT, CALL_ENDED = "/call_start", "/caller_silent", "/call_ended"


class Stack(Protocol):
    """Whatever answers: ``PrivateStack`` or ``RunningStack``."""

    async def say(
        self, call_id: str, text: str, metadata: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Say one thing, and hear the bot."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--from``, ``--to``, ``--now``, ``--port``."""
    parser.add_argument("--from", dest="caller", default=CALLER, help="the caller's number, or 'withheld'")
    parser.add_argument("--to", dest="called", help="the number that was called; it chooses the assistant")
    parser.add_argument("--now", help="a pretended time, 2026-11-18T10:00, in the calendar's zone")
    parser.add_argument("--port", help="where the running Rasa listens")


def run(arguments: argparse.Namespace) -> None:
    """Hold one call: with the running receptionist, or with one of its own."""
    caller = None if arguments.caller == "withheld" else number(arguments.caller, "FROM")
    called = number(arguments.called, "TO") if arguments.called else None
    if arguments.port:
        os.environ[ports.RASA_VARIABLE] = arguments.port
    port = ports.rasa_port()
    database = wiring.database_of(os.environ)
    call_id = f"talk-{secrets.token_hex(6)}"
    if not arguments.now and rasa_answers(port):
        _hold(RunningStack(port), call_id, caller, called)
        tell_result(database, call_id)
        return
    prepare()
    with desk_for(database, arguments.now, called) as desk:
        _hold(private_stack(desk), call_id, caller, called)
        tell_result(desk.database, call_id)


def number(text: str, name: str) -> str:
    """A telephone number in E.164. Raises ``Misconfigured``.

    Args:
        name: the variable that it was given by, for the message.
    """
    found = e164(text)
    if found is None:
        raise Misconfigured(f"{name}={text} is not a telephone number: write it like {CALLER}.")
    return found


@contextmanager
def desk_for(database: Database, now: str | None, called: str | None) -> Iterator[wiring.Desk]:
    """The real desk; or, at a pretended time, one whose clock stands and whose database is a copy."""
    if not now:
        yield wiring.build(database=database)
        return
    clock = SetClock(_instant(now, _zone_of(database, called)))
    with scratch_copy(database, clock) as copy:
        print(f"It is {now} now, and nothing of this call is kept.")
        yield wiring.build(database=copy, clock=clock)


def _instant(text: str, zone: ZoneInfo) -> datetime:
    try:
        pretended = datetime.fromisoformat(text)
    except ValueError as error:
        raise Misconfigured(f"NOW={text} is not a time: write it like 2026-11-18T10:00.") from error
    return pretended if pretended.tzinfo else pretended.replace(tzinfo=zone)


def _zone_of(database: Database, called: str | None) -> ZoneInfo:
    with database.reading() as connection:
        assistant = accounts.answering(connection, called)
        calendar = connections.of_account(connection, assistant.account_id) if assistant else None
    return calendar.zone if calendar else ZoneInfo("UTC")


def private_stack(desk: wiring.Desk | None) -> "PrivateStack":
    """A receptionist inside this process, whose log is a file. Raises ``ModelUnusable``."""
    print("Loading the receptionist, a few seconds.", flush=True)
    quiet.hush()
    LOG.parent.mkdir(parents=True, exist_ok=True)
    # A stack trace is for the log: what the caller hears is the conversation's own.
    logging.basicConfig(filename=LOG, level=logging.WARNING, force=True)
    # Rasa takes seconds to import, and is not needed when the receptionist runs already.
    from direct_booking.serving.private_stack import PrivateStack

    return waiting_for(PrivateStack.load(ROOT / MODEL, desk))


def waiting_for(coroutine: Coroutine[Any, Any, Answer]) -> Answer:
    """What comes of a coroutine, on the one loop of this process."""
    return _loop().run_until_complete(coroutine)


def _loop() -> asyncio.AbstractEventLoop:
    try:
        return asyncio.get_event_loop_policy().get_event_loop()
    except RuntimeError:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        return loop


def _hold(stack: Stack, call_id: str, caller: str | None, called: str | None) -> None:
    metadata = {"caller_number": caller, "called_number": called}

    def turn(text: str) -> bool:
        """Say it, print the answer; whether the bot ended the call."""
        return _print(_loop().run_until_complete(stack.say(call_id, text, metadata)))

    print("Type what the caller says. An empty line is silence; Ctrl-D hangs up.\n")
    ended = False
    try:
        ended = turn(CALL_START)
        while not ended:
            said = _hear()
            if said is None:
                break
            ended = turn(said)
    finally:
        # Also after Ctrl-C: a hang-up releases what the call held (SPEC 4.10).
        _loop().run_until_complete(stack.say(call_id, CALL_ENDED, metadata))
    print("--   the call is over")


def _hear() -> str | None:
    """What the caller says: None is hanging up. Words that begin with a slash are no machine event."""
    try:
        said = input("you  ").strip()
    except EOFError:
        print()
        return None
    if not sys.stdin.isatty():
        print(said)
    if said.lower() in ("hang up", "hang-up"):
        return None
    return said.lstrip("/").strip() or CALLER_SILENT


def _print(replies: list[dict[str, Any]]) -> bool:
    ended = False
    for reply in replies:
        if reply["text"]:
            print(f"bot  {reply['text']}")
        does = reply["custom"].get("do")
        if does == "transfer":
            print(f"--   transferred to {reply['custom'].get('number')}")
        ended = ended or does in ("transfer", "hang_up")
    if not replies:
        print(f"--   the bot says nothing: see var/log/actions.log or {LOG}")
    return ended


def tell_result(database: Database, call_id: str) -> None:
    """What the owner will find on the calendar."""
    with database.reading() as connection:
        call = calls.get(connection, call_id)
        booked = bookings.of_call(connection, call.account_id, call_id) if call else ()
        calendar = connections.of_account(connection, call.account_id) if call else None
    for booking in booked:
        zone = calendar.zone if calendar else ZoneInfo("UTC")
        starts, ends = booking.starts_at.astimezone(zone), booking.ends_at.astimezone(zone)
        when = f"{starts:%a %d %b %Y %H:%M}-{ends:%H:%M} {zone.key}"
        invited = f", invite to {booking.email}" if booking.email else ""
        print(f"\n{booking.status.value}: {when}, {booking.title}{invited}")
    if not booked:
        print("\nNothing of this call is on the calendar.")
