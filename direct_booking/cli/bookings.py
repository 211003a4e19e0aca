"""``direct-booking bookings``: an account's bookings as a table, newest first (SPEC 6.1)."""

import argparse
import os
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from direct_booking import wiring
from direct_booking.bookings.booking import Booking
from direct_booking.cli.accounts import chosen
from direct_booking.storage import bookings, connections

HEADINGS = ("made", "status", "when", "type", "caller", "e-mail", "open item", "booking")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``list --account NAME --limit N``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="print them, cancelled and moved ones too")
    listing.add_argument("--account", help="its name, when there are several")
    listing.add_argument("--limit", type=int, default=50, help="how many at most (50)")


def run(arguments: argparse.Namespace) -> None:
    """List."""
    with wiring.database_of(os.environ).reading() as connection:
        account = chosen(connection, arguments.account)
        found = bookings.newest(connection, account.id, limit=arguments.limit)
        calendar = connections.of_account(connection, account.id)
    if not found:
        print(f"{account.name} has no bookings yet.")
        return
    _print([HEADINGS, *(_row(booking, calendar.zone if calendar else ZoneInfo("UTC")) for booking in found)])


def _row(booking: Booking, zone: ZoneInfo) -> tuple[str, ...]:
    starts, ends = booking.starts_at.astimezone(zone), booking.ends_at.astimezone(zone)
    return (
        f"{booking.created_at.astimezone(zone):%Y-%m-%d %H:%M}",
        booking.status.value,
        f"{starts:%a %Y-%m-%d %H:%M}-{ends:%H:%M}",
        booking.meeting_type.value,
        " ".join(filter(None, (booking.caller_name, booking.caller_number))) or "-",
        booking.email or "-",
        booking.needs_attention.value if booking.needs_attention else "-",
        booking.id,
    )


def _print(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
