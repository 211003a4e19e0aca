"""``direct-booking disconnect``: forget the access to an account's calendar, and give it back (SPEC 1.3)."""

import argparse

from direct_booking import wiring
from direct_booking.cli.accounts import chosen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--account``."""
    parser.add_argument("--account", help="its name, when there are several")


def run(arguments: argparse.Namespace) -> None:
    """Disconnect, and say what that turns off."""
    desk = wiring.build()
    with desk.database.reading() as connection:
        account = chosen(connection, arguments.account)
    done = desk.disconnecting.disconnect(account.id)
    print(f"Disconnected from {done.provider}; its access is forgotten here.")
    if not done.revoked and done.provider != "local":
        print(
            f"{done.provider} may still list this product: docs/calendars.md says where to remove it there."
        )
    if done.assistants:
        print(f"Booking is off for {', '.join(done.assistants)} until a calendar is connected.")
    if done.standing:
        print(f"{done.standing} appointments to come stay on that calendar. Callers cannot change them.")
