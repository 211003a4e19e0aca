"""``direct-booking calendars``: the calendars of what is connected: one is booked on, others can be busy."""

import argparse
from collections.abc import Sequence

from direct_booking import wiring
from direct_booking.calendars.base import CalendarInfo
from direct_booking.cli.accounts import chosen
from direct_booking.errors import Misconfigured
from direct_booking.wiring import Desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``list`` and ``choose CALENDAR --also-busy CALENDAR``, both with ``--account``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="list them: which is booked on, and which count as busy")
    listing.set_defaults(do=_list)
    choose = verbs.add_parser("choose", help="book on another one")
    choose.add_argument("calendar", help="its name or its id")
    choose.add_argument(
        "--also-busy", action="append", default=[], metavar="CALENDAR", help="one that counts as busy, too"
    )
    choose.set_defaults(do=_choose)
    for verb in (listing, choose):
        verb.add_argument("--account", help="its name, when there are several")


def run(arguments: argparse.Namespace) -> None:
    """List or choose."""
    desk = wiring.build()
    with desk.database.reading() as connection:
        account = chosen(connection, arguments.account)
    arguments.do(desk, account.id, arguments)


def _list(desk: Desk, account_id: int, _arguments: argparse.Namespace) -> None:
    listed = desk.connecting.calendars(account_id)
    connection = desk.diary.connection(account_id)
    for each in listed:
        booked = connection is not None and each.id == connection.calendar_id
        busy = connection is not None and each.id in connection.also_busy
        use = "booked on" if booked else "also busy" if busy else "-" if each.can_write else "read only"
        print(f"{use:<10} {each.name}   {each.zone.key}   {each.id}")


def _choose(desk: Desk, account_id: int, arguments: argparse.Namespace) -> None:
    listed = desk.connecting.calendars(account_id)
    calendar = _named(listed, arguments.calendar)
    others = [_named(listed, each) for each in arguments.also_busy]
    present = desk.connecting.choose(account_id, calendar.id, [each.id for each in others])
    names = {each.id: each.name for each in listed}
    print(f"Appointments are booked on {calendar.name}, in {calendar.zone.key}.")
    if present.also_busy:
        print(f"Also busy: {', '.join(names[each] for each in present.also_busy)}.")


def _named(listed: Sequence[CalendarInfo], wanted: str) -> CalendarInfo:
    found = [each for each in listed if each.id == wanted] or [each for each in listed if each.name == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise Misconfigured(f"Several calendars are called {wanted!r}: say which by its id.")
    raise Misconfigured(f"There is no calendar {wanted!r}; there is {', '.join(e.name for e in listed)}.")
