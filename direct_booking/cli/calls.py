"""``direct-booking calls``: the calls of an account, and what was said on one of them (SPEC 6.2)."""

import argparse
import os
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from direct_booking import wiring
from direct_booking.cli.accounts import chosen
from direct_booking.cli.tables import print_table
from direct_booking.errors import Misconfigured
from direct_booking.reception.transcripts import CallReport, Line, Transcripts
from direct_booking.storage import connections
from direct_booking.storage.accounts import Account
from direct_booking.storage.calls import CallFilter, CallRecord
from direct_booking.storage.database import Database
from direct_booking.storage.texts import TextRecord
from direct_booking.texting.twilio_errors import why

HEADINGS = ("began", "lasted", "caller", "outcome", "call")
WHO = {"caller": "caller", "bot": "bot   ", "event": "--    "}
EVENTS = {
    "call_start": "the call begins",
    "silence": "the caller says nothing",
    "hang_up": "the call is over",
    "transfer": "put through",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``list --outcome --number --page`` and ``show CALL``, both with ``--account``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="print them, newest first")
    listing.add_argument(
        "--outcome", help="booked, moved, cancelled, callback, message, texted, nothing, or open"
    )
    listing.add_argument("--number", help="a part of the caller's number")
    listing.add_argument("--page", type=int, default=1, help="which page of 50 (1)")
    listing.set_defaults(do=_list)
    show = verbs.add_parser("show", help="print what was said on one, and what came of it")
    show.add_argument("call", help="its id, the last column of the list")
    show.set_defaults(do=_show)
    for verb in (listing, show):
        verb.add_argument("--account", help="its name, when there are several")


def run(arguments: argparse.Namespace) -> None:
    """List or show."""
    database = wiring.database_of(os.environ)
    with database.reading() as connection:
        account = chosen(connection, arguments.account)
        zone = zone_of(connection, account.id)
    arguments.do(database, account, zone, arguments)


def zone_of(connection: Connection, account_id: int) -> ZoneInfo:
    """The zone in which an owner reads times: the calendar's, UTC without one."""
    calendar = connections.of_account(connection, account_id)
    return calendar.zone if calendar else ZoneInfo("UTC")


def _list(database: Database, account: Account, zone: ZoneInfo, arguments: argparse.Namespace) -> None:
    number = "".join(filter(str.isdigit, arguments.number)) if arguments.number else None
    wanted = CallFilter(outcome=arguments.outcome, number=number)
    page = Transcripts(database).calls(account.id, wanted, number=arguments.page)
    if not page.items:
        print(f"{account.name} has no such calls.")
        return
    print_table([HEADINGS, *(_row(call, zone) for call in page.items)])
    if page.pages > 1:
        print(f"Page {page.number} of {page.pages}, {page.total} calls.")


def _row(call: CallRecord, zone: ZoneInfo) -> tuple[str, ...]:
    seconds = (call.ended_at - call.started_at).total_seconds() if call.ended_at else None
    return (
        f"{call.started_at.astimezone(zone):%a %Y-%m-%d %H:%M:%S}",
        "-" if seconds is None else f"{seconds // 60:.0f}:{seconds % 60:02.0f}",
        call.caller_number or "withheld",
        call.outcome or "under way",
        call.id,
    )


def _show(database: Database, account: Account, zone: ZoneInfo, arguments: argparse.Namespace) -> None:
    report = Transcripts(database).call(account.id, arguments.call)
    if report is None:
        raise Misconfigured(
            f"{account.name} has no call {arguments.call}: 'direct-booking calls list' has them."
        )
    print_table([HEADINGS, _row(report.call, zone)])
    print()
    for line in report.lines:
        print(_line(line, zone))
    if not report.lines:
        print("What was said is not kept any more.")
    _came_of(report, zone)


def _line(line: Line, zone: ZoneInfo) -> str:
    text = EVENTS.get(line.text, line.text) if line.who == "event" else line.text
    waited = f"   ({line.took_ms} ms)" if line.took_ms is not None and line.who == "bot" else ""
    return f"{line.at.astimezone(zone):%H:%M:%S}  {WHO[line.who]}  {text}{waited}"


def how_it_stands(text: TextRecord) -> str:
    """The status of a text, with the reason of one that did not arrive."""
    return f"{text.status.value} ({why(text.error_code)})" if text.error_code else text.status.value


def _came_of(report: CallReport, zone: ZoneInfo) -> None:
    for booking in report.bookings:
        starts = booking.starts_at.astimezone(zone)
        print(f"\n{booking.status.value}: {starts:%a %Y-%m-%d %H:%M}, {booking.title}, booking {booking.id}")
    for message in report.messages:
        print(f"\n{message.kind.value} ({message.status}): {message.body}")
    if report.text is not None:
        print(f"\ntext ({how_it_stands(report.text)}): {report.text.body}")
