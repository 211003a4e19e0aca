"""``direct-booking history verify``: whether the record of what happened is as it was written (SPEC 6.3)."""

import argparse
import os

from direct_booking import wiring
from direct_booking.bookings.history import Broken, verify
from direct_booking.cli import FAILED
from direct_booking.cli.accounts import chosen
from direct_booking.storage import accounts, history


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``verify --account NAME``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    check = verbs.add_parser("verify", help="check the chain of every account, or of one")
    check.add_argument("--account", help="only this one")


def run(arguments: argparse.Namespace) -> int:
    """Verify; one line for each account."""
    broken = False
    with wiring.database_of(os.environ).reading(deadline_s=600) as connection:
        mine = (
            [chosen(connection, arguments.account)]
            if arguments.account
            else accounts.all_accounts(connection)
        )
        for account in mine:
            found = verify(history.of_account(connection, account.id))
            if isinstance(found, Broken):
                broken = True
                print(f"{account.name}: entry {found.number} is not as it was written: {found.why}.")
            else:
                print(f"{account.name}: {found.length} entries, whole; the last is {found.head[:16]}.")
    return FAILED if broken else 0
