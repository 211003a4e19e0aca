"""``direct-booking calendar``: busy times into an account's embedded calendar, appointments out, its zone.

Calendars of other providers keep their own: ``connect``, ``calendars``.
"""

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from direct_booking import wiring
from direct_booking.calendars import ical
from direct_booking.calendars.local import LocalCalendar
from direct_booking.cli.accounts import chosen
from direct_booking.errors import Misconfigured
from direct_booking.storage import connections
from direct_booking.storage.connections import CalendarConnection
from direct_booking.storage.database import Database
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
    arguments.do(_embedded(wiring.database_of(os.environ), arguments.account), arguments)


@dataclass(frozen=True)
class _Embedded:
    """An account's embedded calendar, which it is connected to."""

    database: Database
    calendar: LocalCalendar
    connection: CalendarConnection


def _embedded(database: Database, account: str | None) -> _Embedded:
    with database.reading() as connection:
        mine = chosen(connection, account)
        connected = connections.of_account(connection, mine.id)
    if connected is None or connected.provider != "local":
        where = "no calendar" if connected is None else f"a {connected.provider} calendar"
        raise Misconfigured(
            f"{mine.name} books on {where}, which keeps its own events: use its own import and export."
        )
    return _Embedded(database, LocalCalendar(database, mine.id, wiring.clock_of(os.environ)), connected)


def _import(embedded: _Embedded, arguments: argparse.Namespace) -> None:
    data = arguments.file.read_bytes()
    source = arguments.source or ical.name_of(data) or arguments.file.name
    done = embedded.calendar.files.import_ical(embedded.connection.calendar_id, data, source=source[:200])
    print(
        f"{done.stored} busy times stored from {source!r}, {done.replaced} of earlier imports replaced, "
        f"{done.ours} of our own appointments left as they are."
    )


def _export(embedded: _Embedded, arguments: argparse.Namespace) -> None:
    document = embedded.calendar.files.export_ical(embedded.connection.calendar_id)
    if arguments.file is None:
        sys.stdout.buffer.write(document)
    else:
        arguments.file.write_bytes(document)
        print(f"The calendar is in {arguments.file}.")


def _zone(embedded: _Embedded, arguments: argparse.Namespace) -> None:
    before = embedded.connection.zone
    if arguments.zone is None:
        print(before.key)
        return
    zone = load_zone(arguments.zone)
    embedded.calendar.set_zone(embedded.connection.calendar_id, zone)
    seen = embedded.connection
    with embedded.database.writing(seen.account_id) as transaction:
        if not connections.choose(transaction, seen, seen.calendar_id, seen.also_busy, zone):
            raise Misconfigured("The calendar was connected anew in the meantime: try again.")
    print(
        f"The calendar's zone is {zone.key}; it was {before.key}. Opening hours are in it from now on. What "
        "was imported stays where it is: import files with whole days or without zones again."
    )
