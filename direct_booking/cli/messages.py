"""``direct-booking messages``: callbacks and messages for the owner, listed and marked as done (SPEC 6.1)."""

import argparse
import os

from direct_booking import wiring
from direct_booking.cli.accounts import chosen
from direct_booking.cli.calls import zone_of
from direct_booking.cli.tables import print_table
from direct_booking.errors import Misconfigured
from direct_booking.storage import messages

HEADINGS = ("taken", "kind", "status", "caller", "message", "id")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``list --all --page`` and ``done MESSAGE``, both with ``--account``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="print the open ones, newest first")
    listing.add_argument("--all", action="store_true", help="those that are done, too")
    listing.add_argument("--page", type=int, default=1, help="which page of 50 (1)")
    listing.set_defaults(do=_list)
    done = verbs.add_parser("done", help="mark one as done")
    done.add_argument("message", help="its id, the last column of the list")
    done.set_defaults(do=_done)
    for verb in (listing, done):
        verb.add_argument("--account", help="its name, when there are several")


def run(arguments: argparse.Namespace) -> None:
    """List or mark."""
    arguments.do(wiring.build(os.environ), arguments)


def _list(desk: wiring.Desk, arguments: argparse.Namespace) -> None:
    with desk.database.reading() as connection:
        account = chosen(connection, arguments.account)
        zone = zone_of(connection, account.id)
        status = None if arguments.all else "open"
        page = messages.page(connection, account.id, status=status, number=arguments.page)
    if not page.total:
        print(f"Nobody waits for {account.name}.")
        return
    rows = [
        (
            f"{each.created_at.astimezone(zone):%a %Y-%m-%d %H:%M}",
            each.kind.value,
            each.status,
            " ".join(filter(None, (each.caller_name, each.dialled))) or "-",
            " ".join(each.body.split()) or "-",
            each.id,
        )
        for each in page.items
    ]
    print_table([HEADINGS, *rows])
    if page.pages > 1:
        print(f"Page {page.number} of {page.pages}, {page.total} messages.")


def _done(desk: wiring.Desk, arguments: argparse.Namespace) -> None:
    with desk.database.reading() as connection:
        account = chosen(connection, arguments.account)
    if not desk.owning.attend_message(account.id, arguments.message):
        raise Misconfigured(
            f"{account.name} has no message {arguments.message}: 'direct-booking messages list' has them."
        )
    print("Marked as done.")
