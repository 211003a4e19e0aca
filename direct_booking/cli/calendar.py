"""``direct-booking calendar``: busy times into an account's embedded calendar, appointments out, its zone.

Calendars of other providers keep their own: ``connect``, ``calendars``.
"""

import argparse
import sys
from pathlib import Path

from direct_booking import wiring
from direct_booking.cli.accounts import chosen
from direct_booking.reception.embedded import Embedded
from direct_booking.zones import load_zone


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``import FILE``, ``export FILE`` and ``zone [ZONE]``, all with ``--account``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    into = verbs.add_parser("import", help="store the busy times of an iCalendar file")
    into.add_argument("file", type=lambda text: Path(text).resolve())
    into.add_argument(
        "--source",
        help="a later file of the same source takes this one's place; the calendar's name in the file, or "
        "the file's name, unless given",
    )
    into.set_defaults(do=_import)
    out = verbs.add_parser("export", help="write an iCalendar file; - is the standard output")
    out.add_argument("file", type=lambda text: None if text == "-" else Path(text).resolve())
    out.set_defaults(do=_export)
    zone = verbs.add_parser("zone", help="show or change the calendar's time zone")
    zone.add_argument("zone", nargs="?", help="an IANA name such as Europe/Berlin; shown when left out")
    zone.set_defaults(do=_zone)
    for verb in (into, out, zone):
        verb.add_argument("--account", help="its name, when there are several")


def run(arguments: argparse.Namespace) -> None:
    """Import, export, or tell or change the zone."""
    desk = wiring.build()
    with desk.database.reading() as connection:
        mine = chosen(connection, arguments.account)
    arguments.do(desk.embedded, mine.id, arguments)


def _import(embedded: Embedded, account_id: int, arguments: argparse.Namespace) -> None:
    file = arguments.file
    source, done = embedded.import_busy(
        account_id, file.read_bytes(), file_name=file.name, source=arguments.source
    )
    print(
        f"{done.stored} busy times stored from {source!r}, {done.replaced} of earlier imports replaced, "
        f"{done.ours} of our own appointments left as they are."
    )


def _export(embedded: Embedded, account_id: int, arguments: argparse.Namespace) -> None:
    document = embedded.export(account_id)
    if arguments.file is None:
        sys.stdout.buffer.write(document)
    else:
        arguments.file.write_bytes(document)
        print(f"The calendar is in {arguments.file}.")


def _zone(embedded: Embedded, account_id: int, arguments: argparse.Namespace) -> None:
    before = embedded.zone(account_id)
    if arguments.zone is None:
        print(before.key)
        return
    zone = load_zone(arguments.zone)
    embedded.move_to(account_id, zone)
    print(
        f"The calendar's zone is {zone.key}; it was {before.key}. Opening hours are in it from now on. What "
        "was imported stays where it is: import files with whole days or without zones again."
    )
