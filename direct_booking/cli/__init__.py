"""The command line, ``direct-booking``: one module for each command, one entrance that says what went wrong.

What the commands do is in ``serving``, ``reception`` and ``storage``.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from direct_booking.errors import DirectBookingError, Misconfigured
from direct_booking.settings import BrokenSettings

ROOT = Path(__file__).parents[2]

# Each is a module here, imported only when its command is given: some of them load Rasa.
COMMANDS = {
    "run": "start the action server, Rasa and the console, until Ctrl-C",
    "console": "start the owner's console alone, or make a link for an owner",
    "talk": "hold a call in the terminal",
    "phone": "hold a call as the telephone company would carry it",
    "prepare": "make the database and the model, each if it is missing or old",
    "migrate": "bring the database's tables to this version",
    "train": "train the model, if what it is made of has changed",
    "accounts": "list or add accounts, and switch booking on or off",
    "settings": "show, set or load an account's booking settings",
    "connect": "connect an account's calendar: Google, Outlook, CalDAV, or the embedded one",
    "calendars": "list the calendars of what is connected, or choose among them",
    "disconnect": "forget the access to an account's calendar, and give it back",
    "keys": "make a key, or encrypt all access to calendars anew",
    "calendar": "import into or export the embedded calendar of an account",
    "calls": "list an account's calls, or print what was said on one",
    "replay": "play a recorded call again, or write it as a call test",
    "bookings": "list, search or export an account's bookings; cancel one as the owner",
    "caller": "find, export or erase what is kept of one caller",
    "messages": "list callbacks and messages, or mark one as done",
    "texts": "list the links that were texted to callers",
    "history": "check that the history of bookings is whole",
    "why": "say why an assistant does not offer appointments, and the remedy",
    "doctor": "say what is wrong with this installation, and the remedy",
}

FAILED = 1
WRONG_INPUT = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit code: 0, ``FAILED`` when the world failed, ``WRONG_INPUT`` when what was asked for cannot be
        done as asked, ``INTERRUPTED`` after Ctrl-C.
    """
    given = sys.argv[1:] if arguments is None else arguments
    parsed = _parser(given).parse_args(given)
    # Default paths are the project's; what is typed stays relative to where it is typed.
    os.chdir(ROOT)
    try:
        return parsed.run(parsed) or 0
    except DirectBookingError as error:
        if parsed.debug:
            raise
        return _complain(
            str(error), WRONG_INPUT if isinstance(error, Misconfigured | BrokenSettings) else FAILED
        )
    except BrokenPipeError:
        # Whoever reads has read enough, as ``head`` does; nor must the interpreter complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        if parsed.debug or error.filename is None:
            raise
        return _complain(f"{error.filename}: {error.strerror}.", FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="direct-booking", description="A phone receptionist that books on the owner's real calendar."
    )
    parser.add_argument("--debug", action="store_true", help="show where an error came from")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    wanted = next((word for word in given if word in COMMANDS), None)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        if name == wanted:
            module = importlib.import_module(f"direct_booking.cli.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def _complain(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
