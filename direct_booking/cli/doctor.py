"""``direct-booking doctor``: what an installation needs, one line each, with the remedy for what is wrong.

Why an assistant that is well never offers a time is another question, that of SPEC 2.6.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator

from direct_booking import wiring
from direct_booking.cli import FAILED, ROOT
from direct_booking.console.place import PORT_VARIABLE, place_of
from direct_booking.errors import DirectBookingError, Misconfigured
from direct_booking.reception.names import PROVIDERS
from direct_booking.serving import ports
from direct_booking.serving.model import MODEL, is_current, require_usable
from direct_booking.serving.servers import console_answers, rasa_answers
from direct_booking.storage import accounts, settings
from direct_booking.storage.database import Database, require_current
from direct_booking.storage.keys import VARIABLE, KeyFile
from direct_booking.wiring.keeping import keys_of
from direct_booking.wiring.providers import post_of
from direct_booking.wiring.texts import texting_for_calls, texting_of

TEXTS_S = 10.0

Check = tuple[str, Callable[[], str]]


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_arguments: argparse.Namespace) -> int:
    """Check everything, whatever was found before; 1 when there is a problem."""
    problems = 0
    for name, check in _checks():
        try:
            print(f"ok       {name}: {check()}")
        except (DirectBookingError, OSError) as problem:
            problems += 1
            print(f"problem  {name}: {problem}")
    return FAILED if problems else 0


def _checks() -> Iterator[Check]:
    yield "Python", _python
    yield "folder", _folder
    yield "database", lambda: _database_is_current(wiring.database_of(os.environ))
    yield "model", _model
    yield "ports", _ports
    yield "console", _console
    yield "keys", _keys
    yield "texts", _texts
    yield "mail", _mail
    try:
        everyone = _accounts(wiring.database_of(os.environ))
    except DirectBookingError:
        return  # the database's own line has said why
    for account in everyone:
        yield f"settings of {account.name}", lambda account=account: _settings_of(account.id)
        yield f"calendar of {account.name}", lambda account=account: _calendar_of(account.id)
        yield f"assistants of {account.name}", lambda account=account: _assistants_of(account.id)
        yield f"texts of {account.name}", lambda account=account: _texts_of(account.id)


def _python() -> str:
    if sys.version_info[:2] != (3, 10):
        raise Misconfigured(
            f"{platform.python_version()} runs this, and Rasa 3.6 needs 3.10: 'make clean run'."
        )
    return f"{platform.python_version()} at {sys.executable}"


def _folder() -> str:
    for folder in (ROOT / "var", ROOT / MODEL.parent):
        try:
            folder.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise Misconfigured(
                f"{folder} cannot be written to ({error.strerror}): make it yours."
            ) from error
    return f"{ROOT} can be written to"


def _database_is_current(database: Database) -> str:
    require_current(database)
    return f"{database.address} is of this version"


def _model() -> str:
    require_usable(ROOT / MODEL)
    if not is_current(ROOT):
        raise Misconfigured(
            "It was trained from other files than the present ones: 'make train' trains it anew."
        )
    return f"{MODEL} is that of the present files"


def _ports() -> str:
    rasa, actions = ports.rasa_port(), ports.actions_port()
    if rasa_answers(rasa):
        return f"the receptionist runs at {ports.HOST}:{rasa}"
    ports.require_free(rasa, ports.RASA_VARIABLE)
    ports.require_free(actions, ports.ACTIONS_VARIABLE)
    return f"{rasa} and {actions} are free"


def _console() -> str:
    place = place_of(os.environ)
    if console_answers(place):
        return f"it runs, and owners open {place.url}"
    ports.require_free(place.port, PORT_VARIABLE)
    return f"it does not run; {place.port} is free, and owners will open {place.url}"


def _keys() -> str:
    keys = keys_of(os.environ)
    found = keys.present()
    if not isinstance(keys, KeyFile):
        return f"{len(found)} in {VARIABLE}"
    if not found:
        return f"none yet; the first is made in {keys.path} when a calendar is connected"
    if keys.path.stat().st_mode & 0o077:
        raise Misconfigured(f"Others may read {keys.path}, which opens every access: chmod 600 {keys.path}")
    return f"{len(found)} in {keys.path}"


def _mail() -> str:
    post = post_of(os.environ)
    if post is None:
        return "not set up: where a calendar sends no invitations itself, nobody is invited"
    return f"invitations come from {post.sender}"


def _accounts(database: Database) -> tuple[accounts.Account, ...]:
    with database.reading() as connection:
        return accounts.all_accounts(connection)


def _settings_of(account_id: int) -> str:
    with wiring.database_of(os.environ).reading() as connection:
        found = settings.of_account(connection, account_id)
    if not any(found.windows.values()):
        raise Misconfigured("No weekday has opening hours, so no time can be offered: set windows.")
    return f"{found.length_minutes} minutes, on {sum(map(bool, found.windows.values()))} days a week"


def _calendar_of(account_id: int) -> str:
    desk = wiring.build()
    checked = desk.checking.check(account_id)
    connected = checked.connection
    if checked.problem:
        raise Misconfigured(checked.problem)
    whose = f" ({checked.account})" if checked.account else ""
    # Nothing is wrong with it, but the owner should know.
    invites = desk.diary.calendar(connected).invites
    alone = "" if invites else "; it sends guests no invitations: docs/calendars.md"
    return f"{PROVIDERS[connected.provider]}{whose} answers, {connected.zone.key}{alone}"


def _texts() -> str:
    texting = texting_of(os.environ)
    if not texting.is_offered:
        return "not set up, so no caller is offered a link: docs/telephony.md"
    return f"sent by {texting.check(deadline_s=TEXTS_S)}"


def _texts_of(account_id: int) -> str:
    with wiring.database_of(os.environ).reading() as connection:
        link = settings.of_account(connection, account_id).scheduling_link
    if not link:
        return "no link is set, so that a call back is offered where booking is off: scheduling_link"
    if not texting_for_calls(os.environ).is_offered:
        raise Misconfigured("A scheduling_link is set, and nobody sends it: see docs/telephony.md, 'Texts'.")
    return "the link is offered where booking is off"


def _assistants_of(account_id: int) -> str:
    with wiring.database_of(os.environ).reading() as connection:
        mine = accounts.assistants_of(connection, account_id)
    if not mine:
        raise Misconfigured("The account has no assistant, so no call is answered for it: add one.")
    switched_on = sum(assistant.direct_booking for assistant in mine)
    return f"{len(mine)}, {switched_on} of them with booking on"
