"""``direct-booking bookings``: bookings listed, searched, exported, or changed by their owner."""

import argparse
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from direct_booking import wiring
from direct_booking.bookings import exporting
from direct_booking.bookings.booking import Booking
from direct_booking.cli import FAILED
from direct_booking.cli.accounts import chosen
from direct_booking.cli.calls import zone_of
from direct_booking.cli.tables import print_table
from direct_booking.errors import Misconfigured
from direct_booking.reception.owning import CancelledByOwner, NotTheirs, Pending
from direct_booking.storage import listing
from direct_booking.storage.listing import BookingFilter, Which

HEADINGS = ("made", "status", "when", "type", "caller", "e-mail", "open item", "booking")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``list`` and ``export FORMAT`` with filters, ``cancel BOOKING`` and ``done BOOKING``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    show = verbs.add_parser("list", help="print them, newest first, cancelled and moved ones too")
    show.add_argument("--limit", type=int, default=50, help="how many on a page (50)")
    show.add_argument("--page", type=int, default=1, help="which page (1)")
    show.set_defaults(do=_list)
    export = verbs.add_parser("export", help="write them to the standard output")
    export.add_argument("format", choices=("csv", "ical"))
    export.set_defaults(do=_export)
    for verb in (show, export):
        verb.add_argument("--status", choices=[each.value for each in Which], help="only these")
        verb.add_argument("--from", dest="since", type=_day, help="from this date on, 2026-11-18")
        verb.add_argument("--to", dest="until", type=_day, help="up to this date, included")
        verb.add_argument("--search", default="", help="words of name, number, e-mail or title")
    cancel = verbs.add_parser("cancel", help="take one off the calendar; whoever is invited is told")
    cancel.set_defaults(do=_cancel)
    done = verbs.add_parser("done", help="close the open item of one")
    done.set_defaults(do=_done)
    for verb in (cancel, done):
        verb.add_argument("booking", help="its id, the last column of the list")
    for verb in (show, export, cancel, done):
        verb.add_argument("--account", help="its name, when there are several")


def run(arguments: argparse.Namespace) -> int | None:
    """Do one of them."""
    desk = wiring.build()
    with desk.database.reading() as connection:
        account = chosen(connection, arguments.account)
        zone = zone_of(connection, account.id)
    return arguments.do(desk, account, zone, arguments)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date: write it like 2026-11-18") from error


def _wanted(arguments: argparse.Namespace, zone: ZoneInfo) -> BookingFilter:
    def midnight(day: date | None, days: int) -> datetime | None:
        return datetime.combine(day + timedelta(days=days), datetime.min.time(), zone) if day else None

    return BookingFilter(
        which=Which(arguments.status) if arguments.status else None,
        since=midnight(arguments.since, 0),
        until=midnight(arguments.until, 1),
        text=arguments.search,
    )


def _list(desk, account, zone: ZoneInfo, arguments: argparse.Namespace) -> None:
    wanted, now = _wanted(arguments, zone), desk.clock.now()
    with desk.database.reading() as connection:
        page = listing.page(
            connection, account.id, wanted, now=now, number=arguments.page, size=arguments.limit
        )
    if not page.total:
        anything = wanted != BookingFilter()
        print(f"{account.name} has no such bookings." if anything else f"{account.name} has no bookings yet.")
        return
    print_table([HEADINGS, *(_row(booking, zone) for booking in page.items)])
    if page.pages > 1:
        print(f"Page {page.number} of {page.pages}, {page.total} bookings.")


def _export(desk, account, zone: ZoneInfo, arguments: argparse.Namespace) -> None:
    with desk.database.reading(deadline_s=600) as connection:
        found = listing.every(connection, account.id, _wanted(arguments, zone), now=desk.clock.now())
        if arguments.format == "ical":
            sys.stdout.buffer.write(exporting.ical(found))
            return
        for line in exporting.csv_lines(found, zone):
            sys.stdout.write(line)


def _cancel(desk, account, zone: ZoneInfo, arguments: argparse.Namespace) -> int | None:
    outcome = desk.owning.cancel(account.id, arguments.booking)
    if isinstance(outcome, NotTheirs):
        raise Misconfigured(_no_such(account.name, arguments.booking))
    if isinstance(outcome, CancelledByOwner):
        # The embedded calendar writes no mail.
        mailed = outcome.booking.email and outcome.booking.provider != "local"
        invited = f" {outcome.booking.email} is told by the calendar." if mailed else ""
        print(f"Cancelled: {_when(outcome.booking, zone)}.{invited}")
        return None
    print(
        "The calendar has not confirmed it yet; it is tried again by itself every half minute."
        if isinstance(outcome, Pending)
        else f"It is {outcome.booking.status.value} already: nothing was changed."
    )
    return FAILED if isinstance(outcome, Pending) else None


def _done(desk, account, _zone: ZoneInfo, arguments: argparse.Namespace) -> None:
    if not desk.owning.attend(account.id, arguments.booking):
        raise Misconfigured(_no_such(account.name, arguments.booking, " with an open item"))
    print("The open item is closed.")


def _no_such(account: str, booking: str, which: str = "") -> str:
    return (
        f"{account} has no booking {booking} {which}".rstrip() + ": 'direct-booking bookings list' has them."
    )


def _when(booking: Booking, zone: ZoneInfo) -> str:
    starts, ends = booking.starts_at.astimezone(zone), booking.ends_at.astimezone(zone)
    return f"{starts:%a %Y-%m-%d %H:%M}-{ends:%H:%M}"


def _row(booking: Booking, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        f"{booking.created_at.astimezone(zone):%Y-%m-%d %H:%M}",
        booking.status.value,
        _when(booking, zone),
        booking.meeting_type.value,
        " ".join(filter(None, (booking.caller_name, booking.dialled))) or "-",
        booking.email or "-",
        booking.needs_attention.value if booking.needs_attention else "-",
        booking.id,
    )
