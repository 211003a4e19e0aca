"""``direct-booking why``: why an assistant does not offer appointments (SPEC 2.6)."""

import argparse
import os

from direct_booking import wiring
from direct_booking.cli import FAILED
from direct_booking.cli.accounts import chosen
from direct_booking.cli.calls import zone_of
from direct_booking.errors import Misconfigured
from direct_booking.reception.calls import e164
from direct_booking.reception.diagnosis import Diagnosis
from direct_booking.storage import accounts
from direct_booking.storage.accounts import Assistant

MARKS = {True: "ok  ", False: "NO  ", None: "-   "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--to NUMBER`` or ``--account NAME``."""
    parser.add_argument("--to", help="the number that was called; it chooses the assistant")
    parser.add_argument("--account", help="its name, when there are several: all of its assistants")


def run(arguments: argparse.Namespace) -> int:
    """Ask, print, and tell by the exit code whether all is well."""
    desk = wiring.build(os.environ)
    well = True
    for assistant in _asked(desk, arguments):
        found = desk.diagnosing.diagnose(assistant)
        with desk.database.reading() as connection:
            zone = zone_of(connection, assistant.account_id)
        _print(found, zone)
        well = well and found.well
    return 0 if well else FAILED


def _asked(desk: wiring.Desk, arguments: argparse.Namespace) -> tuple[Assistant, ...]:
    with desk.database.reading() as connection:
        if arguments.to is None:
            return accounts.assistants_of(connection, chosen(connection, arguments.account).id)
        number = e164(arguments.to)
        if number is None:
            raise Misconfigured(f"--to {arguments.to} is not a telephone number: write it like +12125550199.")
        found = accounts.answering(connection, number)
    if found is None:
        raise Misconfigured(
            f"No assistant answers {number}: 'direct-booking accounts list' says who answers what."
        )
    return (found,)


def _print(found: Diagnosis, zone) -> None:
    print(f"{found.assistant.name}")
    for check in found.checks:
        print(f"  {MARKS[check.ok]}{check.name:<11} {check.result}")
        if check.remedy:
            print(f"{'':18}-> {check.remedy}")
    if found.first_open is not None:
        print(f"  The first open start is {found.first_open.astimezone(zone):%a %Y-%m-%d %H:%M} {zone.key}.")
    for reason, number in found.removed.items():
        print(f"  {number:>5} starts removed: {reason.value.replace('_', ' ')}")
