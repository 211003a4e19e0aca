"""``direct-booking calendar``: busy times into, and appointments out of, an account's embedded calendar."""

import argparse
import os
import sys
from pathlib import Path

from direct_booking import wiring
from direct_booking.calendars.local import LocalCalendar
from direct_booking.cli.accounts import chosen
from direct_booking.errors import Misconfigured
from direct_booking.storage import connections
from direct_booking.storage.database import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``import FILE`` and ``export FILE``, both with ``--account``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    into = verbs.add_parser("import", help="store the busy times of an iCalendar file")
    into.add_argument("file", type=lambda text: Path(text).resolve())
    into.set_defaults(do=_import)
    out = verbs.add_parser("export", help="write an iCalendar file; - is the standard output")
    out.add_argument("file", type=lambda text: None if text == "-" else Path(text).resolve())
    out.set_defaults(do=_export)
    for verb in (into, out):
        verb.add_argument("--account", help="its name, when there are several")


def run(arguments: argparse.Namespace) -> None:
    """Import or export."""
    database = wiring.database_of(os.environ)
    calendar, calendar_id = _embedded(database, arguments.account)
    arguments.do(calendar, calendar_id, arguments.file)


def _embedded(database: Database, account: str | None) -> tuple[LocalCalendar, str]:
    with database.reading() as connection:
        mine = chosen(connection, account)
        connected = connections.of_account(connection, mine.id)
    if connected is None or connected.provider != "local":
        where = "no calendar" if connected is None else f"a {connected.provider} calendar"
        raise Misconfigured(
            f"{mine.name} books on {where}, which keeps its own events: use its own import and export."
        )
    return LocalCalendar(database, mine.id, wiring.clock_of(os.environ)), connected.calendar_id


def _import(calendar: LocalCalendar, calendar_id: str, file: Path) -> None:
    done = calendar.import_ical(calendar_id, file.read_bytes())
    print(
        f"{done.stored} busy times stored, {done.replaced} of earlier imports replaced, "
        f"{done.ours} of our own appointments left as they are."
    )


def _export(calendar: LocalCalendar, calendar_id: str, file: Path | None) -> None:
    document = calendar.export_ical(calendar_id)
    if file is None:
        sys.stdout.buffer.write(document)
    else:
        file.write_bytes(document)
        print(f"The calendar is in {file}.")
