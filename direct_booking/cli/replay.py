"""``direct-booking replay``: a recorded call played again, or written as a call test (SPEC 8.3)."""

import argparse
import os
from pathlib import Path

from direct_booking import wiring
from direct_booking.cli import FAILED
from direct_booking.cli.accounts import chosen
from direct_booking.errors import Misconfigured
from direct_booking.reception.call_tests import call_test
from direct_booking.reception.recorded import Recorded, recorded
from direct_booking.reception.replays import written
from direct_booking.wiring.texts import texting_for_calls


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``CALL``, ``--save FILE``, ``--title``, ``--anonymous``, ``--json``, ``--account``."""
    parser.add_argument("call", help="its id: 'direct-booking calls list' has them")
    parser.add_argument(
        "--save", type=lambda text: Path(text).resolve(), help="write it as a call test, and do not play it"
    )
    parser.add_argument("--title", help="what the call is about, for the call test")
    parser.add_argument(
        "--anonymous",
        action="store_true",
        help="leave number, name and addresses out of the call test; letters that were spelled stay",
    )
    parser.add_argument("--json", action="store_true", help="print what was said as one line of JSON")
    parser.add_argument("--account", help="its name, when there are several")


def run(arguments: argparse.Namespace) -> int | None:
    """Play or save."""
    database = wiring.database_of(os.environ)
    with database.reading() as connection:
        account = chosen(connection, arguments.account)
    call = recorded(database, account.id, arguments.call)
    if call is None:
        raise Misconfigured(
            f"{account.name} has no call {arguments.call} that can be replayed: there is none, "
            "it was erased, or it is older than recordings."
        )
    if arguments.save:
        title = arguments.title or f"A call that was {call.call.outcome or 'not ended'}"
        text = call_test(call, title, anonymous=arguments.anonymous)
        arguments.save.write_text(text, encoding="utf-8")
        print(f"The call test is {arguments.save}: read it before you pass it on.")
        return None
    return _play(call, as_json=arguments.json)


def _play(call: Recorded, *, as_json: bool) -> int | None:
    # Rasa takes seconds to import.
    from direct_booking.cli.prepare import prepare
    from direct_booking.cli.talk import private_stack, waiting_for
    from direct_booking.serving.replaying import replay

    prepare()
    stack = private_stack(None)
    offered = texting_for_calls(os.environ).is_offered
    played = waiting_for(replay(stack, call, texts=offered))
    if as_json:
        print(written(played.turns))
        return None if played.equal else FAILED
    for turn in played.turns:
        print(f"{'caller':7} {turn.heard}")
        for said in turn.then:
            print(f"{'bot' if turn.equal else 'then':7} {said}")
        for said in () if turn.equal else turn.now:
            print(f"{'now':7} {said}")
    differing = sum(not turn.equal for turn in played.turns)
    print(
        f"\n{len(played.turns)} turns, "
        + ("not a letter differs." if played.equal else f"{differing} of them differ.")
    )
    return None if played.equal else FAILED
