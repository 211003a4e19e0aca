"""``direct-booking caller``: what is kept of one caller, found, exported, or erased (SPEC 6.4)."""

import argparse
import json
import os

from direct_booking import wiring
from direct_booking.cli import WRONG_INPUT
from direct_booking.cli.accounts import chosen
from direct_booking.errors import Misconfigured
from direct_booking.reception.calls import e164
from direct_booking.reception.forgetting import Caller


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``find WHO``, ``export WHO`` and ``erase WHO --yes``, all with ``--account``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    find = verbs.add_parser("find", help="say how much is kept")
    find.set_defaults(do=_find)
    export = verbs.add_parser("export", help="print all of it as JSON")
    export.set_defaults(do=_export)
    erase = verbs.add_parser("erase", help="erase it: words, names, numbers, addresses; times stay")
    erase.add_argument("--yes", action="store_true", help="do it; it cannot be taken back")
    erase.set_defaults(do=_erase)
    for verb in (find, export, erase):
        verb.add_argument("who", help="a number such as +12125550123, or an e-mail address")
        verb.add_argument("--account", help="its name, when there are several")


def run(arguments: argparse.Namespace) -> int | None:
    """Find, export or erase."""
    if e164(arguments.who) is None and "@" not in arguments.who:
        raise Misconfigured(
            f"{arguments.who} is neither a number such as +12125550123 nor an e-mail address."
        )
    desk = wiring.build(os.environ)
    with desk.database.reading() as connection:
        account_id = chosen(connection, arguments.account).id
    return arguments.do(desk, account_id, arguments)


def _find(desk: wiring.Desk, account_id: int, arguments: argparse.Namespace) -> None:
    print(_amount(desk.callers.find(account_id, arguments.who)))


def _export(desk: wiring.Desk, account_id: int, arguments: argparse.Namespace) -> None:
    print(json.dumps(desk.callers.export(account_id, arguments.who), indent=2, ensure_ascii=False))


def _erase(desk: wiring.Desk, account_id: int, arguments: argparse.Namespace) -> int | None:
    if not arguments.yes:
        print(_amount(desk.callers.find(account_id, arguments.who)))
        print("Nothing was erased: add --yes to erase it.")
        return WRONG_INPUT
    found = desk.callers.erase(account_id, arguments.who)
    print(f"Erased: {_amount(found)}")
    now = desk.clock.now()
    coming = [each for each in found.bookings if each.live and each.starts_at > now]
    if coming:
        print(f"{len(coming)} of the appointments are still to come and stay on the calendar.")
    if any(each.provider != "local" for each in found.bookings):
        print("What stands on the connected calendar is its own: erase the words of its events there.")
    return None


def _amount(found: Caller) -> str:
    return (
        f"{len(found.call_ids)} calls with {found.turns} turns, {len(found.bookings)} bookings, "
        f"{found.messages} messages."
    )
