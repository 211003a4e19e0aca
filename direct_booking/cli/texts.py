"""``direct-booking texts``: the links that were texted to callers, and what became of each (SPEC 2.5)."""

import argparse
import os
from zoneinfo import ZoneInfo

from direct_booking import wiring
from direct_booking.cli.accounts import chosen
from direct_booking.cli.calls import how_it_stands, zone_of
from direct_booking.cli.tables import print_table
from direct_booking.storage import texts
from direct_booking.storage.texts import TextRecord

HEADINGS = ("sent", "status", "number", "text", "call")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``list --account NAME --page N``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="print them, newest first")
    listing.add_argument("--account", help="its name, when there are several")
    listing.add_argument("--page", type=int, default=1, help="which page of 50 (1)")


def run(arguments: argparse.Namespace) -> None:
    """List."""
    with wiring.database_of(os.environ).reading() as connection:
        account = chosen(connection, arguments.account)
        zone = zone_of(connection, account.id)
        page = texts.page(connection, account.id, number=arguments.page)
    if not page.total:
        print(f"No link of {account.name} was texted yet.")
        return
    print_table([HEADINGS, *(_row(each, zone) for each in page.items)])
    if page.pages > 1:
        print(f"Page {page.number} of {page.pages}, {page.total} texts.")


def _row(text: TextRecord, zone: ZoneInfo) -> tuple[str, ...]:
    at = f"{text.created_at.astimezone(zone):%a %Y-%m-%d %H:%M}"
    return at, how_it_stands(text), text.number or "-", " ".join(text.body.split()), text.call_id
