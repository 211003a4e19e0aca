"""``direct-booking phone``: a call as the telephone company would carry it, webhooks, documents and all."""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from direct_booking import wiring
from direct_booking.cli import ROOT
from direct_booking.cli.prepare import prepare
from direct_booking.cli.talk import CALLER, desk_for, number, private_stack, tell_result
from direct_booking.errors import Misconfigured
from direct_booking.serving import ports
from direct_booking.serving.phone_token import phone_token
from direct_booking.serving.servers import rasa_answers
from direct_booking.simulator.company import Call, Heard
from direct_booking.simulator.webhooks import Webhooks

NO_NUMBER = "+12125550100"  # what was called when nobody said; of the numbers that are kept for fiction
ROUTES = "/webhooks/phone"
ADDRESS = "DIRECT_BOOKING_PUBLIC_URL"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--from``, ``--to``, ``--now``, ``--port``, ``--at``, ``--script``, ``--owner``, ``--copies``."""
    parser.add_argument("--from", dest="caller", default=CALLER, help="the caller's number, or 'withheld'")
    parser.add_argument("--to", dest="called", help="the number that was called; it chooses the assistant")
    parser.add_argument("--now", help="a pretended time, 2026-11-18T10:00, in the calendar's zone")
    parser.add_argument("--port", help="where the running Rasa listens")
    parser.add_argument(
        "--at", default=os.environ.get(ADDRESS, ""),
        help=f"call by this public address, as Twilio does, through proxy or tunnel; {ADDRESS} unless told",
    )  # fmt: skip
    parser.add_argument("--script", type=Path, help="read what the caller does from a file, a line each")
    parser.add_argument(
        "--owner", default="no-answer", choices=("completed", "no-answer", "busy", "failed"),
        help="what becomes of a call that is put through",
    )  # fmt: skip
    parser.add_argument("--copies", type=int, default=1, help="send every webhook so often, at the same time")


def run(arguments: argparse.Namespace) -> None:
    """Hold one call: with the running receptionist, or with one of its own."""
    caller = None if arguments.caller == "withheld" else number(arguments.caller, "FROM")
    called = number(arguments.called, "TO") if arguments.called else None
    at = _address(arguments.at) if arguments.at and not arguments.now else None
    if not 1 <= arguments.copies <= 10:
        raise Misconfigured(f"--copies {arguments.copies}: send each webhook 1 to 10 times.")
    if arguments.port:
        os.environ[ports.RASA_VARIABLE] = arguments.port
    lines = _script(arguments.script) if arguments.script else None
    token = phone_token(ROOT)
    database, port = wiring.database_of(os.environ), ports.rasa_port()

    def hold(base_url: str) -> str:
        webhooks = Webhooks(token, copies=arguments.copies)
        call = Call(webhooks, base_url, caller=caller, called=called or NO_NUMBER, owner=arguments.owner)
        _hold(call, lines)
        return call.call_id

    if at:
        tell_result(database, hold(f"{at}{ROUTES}"))
        return
    if not arguments.now and rasa_answers(port):
        tell_result(database, hold(f"http://{ports.HOST}:{port}{ROUTES}"))
        return
    prepare()
    with desk_for(database, arguments.now, called) as desk:
        stack = private_stack(desk)
        from direct_booking.channels.twilio import TwilioVoice
        from direct_booking.serving.phone_line import phone_line

        async def serve() -> str:
            channel = TwilioVoice(auth_token=token)
            async with phone_line(channel, stack.agent.handle_message) as base_url:
                return await asyncio.to_thread(hold, base_url)

        call_id = asyncio.get_event_loop_policy().get_event_loop().run_until_complete(serve())
        tell_result(desk.database, call_id)


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise Misconfigured(f"--at {text}: write it like https://phone.example.com.")
    return text.rstrip("/")


def _script(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"--script {path} cannot be read: {error}.") from error


def _hold(call: Call, lines: list[str] | None) -> None:
    if lines is None:
        print("Type what the caller says; #1 presses a key, an empty line is silence, Ctrl-D hangs up.\n")
    with _hanging_up(call):
        _print(call.ring())
        for line in _typed() if lines is None else lines:
            if call.over:
                break
            if lines is not None:
                print(f"you  {line}")
            _print(_do(call, line.strip()))


def _do(call: Call, line: str) -> Heard:
    if not line or line == "(silence)":
        return call.be_silent()
    if line.startswith("#") and len(line) > 1:
        return call.press(line[1:])
    return call.say(line)


def _typed() -> Iterator[str]:
    while True:
        try:
            said = input("you  ")
        except EOFError:
            print()
            return
        if not sys.stdin.isatty():
            print(said)
        yield said


@contextmanager
def _hanging_up(call: Call) -> Iterator[None]:
    """Whatever happens, the company says that the call is over."""
    try:
        yield
    finally:
        if not call.over:
            call.hang_up()
        print("--   the call is over")


def _print(heard: Heard) -> None:
    for sentence in heard.says:
        print(f"bot  {sentence}")
    if heard.transferred_to:
        print(f"--   was put through to {heard.transferred_to}")
