"""``direct-booking accounts``: list this installation's accounts, add one, switch booking (SPEC 1.1, 2.1)."""

import argparse
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from direct_booking import wiring
from direct_booking.errors import Misconfigured
from direct_booking.reception.calls import e164
from direct_booking.storage import accounts
from direct_booking.storage.accounts import Account
from direct_booking.wiring import Desk
from direct_booking.zones import load_zone


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``list``, ``add NAME --called NUMBER --zone ZONE``, ``switch on|off`` with the same choices."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verbs.add_parser("list", help="list accounts, their assistants and calendars").set_defaults(do=_list)
    add = verbs.add_parser("add", help="add an account with one assistant and an embedded calendar")
    add.add_argument("name")
    add.add_argument("--called", required=True, help="the number its assistant answers, +12125550199")
    add.add_argument("--zone", required=True, help="its calendar's time zone, America/New_York")
    add.set_defaults(do=_add)
    switch = verbs.add_parser("switch", help="switch Direct Booking on or off")
    switch.add_argument("to", choices=("on", "off"))
    switch.add_argument("--account", help="its name, when there are several")
    switch.add_argument("--called", help="only of the assistant that answers this number")
    switch.set_defaults(do=_switch)


def run(arguments: argparse.Namespace) -> None:
    """List, add or switch."""
    arguments.do(wiring.build(), arguments)


def chosen(connection: Connection, name: str | None) -> Account:
    """The account that a command is for: the one of this name, or the only one when none is named.

    Raises:
        Misconfigured: there is none of this name, or several to choose from.
    """
    everyone = accounts.all_accounts(connection)
    names = ", ".join(account.name for account in everyone)
    if name is None:
        if len(everyone) == 1:
            return everyone[0]
        if not everyone:
            raise Misconfigured("There is no account yet: 'direct-booking migrate' makes the first one.")
        raise Misconfigured(f"There are several accounts: say which with --account ({names}).")
    found = accounts.account_named(connection, name)
    if found is None:
        raise Misconfigured(f"There is no account {name!r}; there is {names or 'none yet'}.")
    return found


def _list(desk: Desk, _arguments: argparse.Namespace) -> None:
    with desk.database.reading() as connection:
        everyone = accounts.all_accounts(connection)
    for account in everyone:
        calendar = desk.diary.connection(account.id)
        where = f"{calendar.provider}, {calendar.zone.key}, {calendar.health.value}" if calendar else "none"
        print(f"{account.name}   calendar: {where}")
        for assistant in desk.assistants.of(account.id):
            number = assistant.called_number or "every number that no other answers"
            print(f"    {assistant.name}   booking {'on' if assistant.direct_booking else 'off'}   {number}")


def _add(desk: Desk, arguments: argparse.Namespace) -> None:
    called, zone = e164(arguments.called), _zone(arguments.zone)
    if called is None:
        raise Misconfigured(
            f"--called {arguments.called} is not a telephone number: write it like +12125550199."
        )
    name = arguments.name.strip()
    if not 0 < len(name) <= 120:
        raise Misconfigured("The name of an account is 1 to 120 characters long.")
    desk.assistants.open_account(name, called, zone)
    print(f"Calls to {called} are answered for {name}; its calendar is in {zone.key}.")


def _switch(desk: Desk, arguments: argparse.Namespace) -> None:
    on, called = arguments.to == "on", e164(arguments.called)
    with desk.database.reading() as connection:
        account = chosen(connection, arguments.account)
    mine = desk.assistants.of(account.id)
    meant = [each for each in mine if not arguments.called or each.called_number == called]
    if not meant:
        raise Misconfigured(f"No assistant of {account.name} answers {arguments.called}.")
    for assistant in meant:
        desk.assistants.switch(account.id, assistant.id, on=on)
    print(f"Direct Booking is {arguments.to} for {len(meant)} of {len(mine)} assistants of {account.name}.")


def _zone(name: str) -> ZoneInfo:
    try:
        return load_zone(name)
    except Misconfigured as error:
        raise Misconfigured(f"--zone {name} is not a time zone: write it like America/New_York.") from error
