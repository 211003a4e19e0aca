"""``direct-booking connect``: connect an account's calendar without the console (SPEC 1.3).

What is asked of the provider, and what is kept, is in ``reception.connecting``; the owner comes back from a
sign-in to ``cli.returning``.
"""

import argparse
import os
import sys
from getpass import getpass

from direct_booking import wiring
from direct_booking.cli.accounts import chosen
from direct_booking.cli.prepare import print_at_once
from direct_booking.cli.returning import PORT, address_of, pasted, returned
from direct_booking.errors import Misconfigured
from direct_booking.reception.connecting import Connected
from direct_booking.wiring import Desk

PASSWORD_VARIABLE = "DIRECT_BOOKING_CALDAV_PASSWORD"
# What owners call it is not what its interface is called.
PROVIDERS = {"google": "google", "outlook": "microsoft", "microsoft": "microsoft"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``google``, ``outlook``, ``caldav`` and ``local``."""
    verbs = parser.add_subparsers(metavar="PROVIDER", required=True)
    for name, what in (("google", "Google Calendar"), ("outlook", "Outlook or Microsoft 365")):
        verb = verbs.add_parser(name, help=f"connect {what}: prints where to sign in")
        verb.add_argument("--paste", action="store_true", help="ask for the address that the browser ends at")
        verb.add_argument("--port", type=int, default=PORT, help=f"where the browser comes back to ({PORT})")
        verb.set_defaults(do=_by_browser, provider=PROVIDERS[name])
    caldav = verbs.add_parser("caldav", help="connect a CalDAV server: Nextcloud, Fastmail, iCloud, ...")
    caldav.add_argument("--address", help="of the server or the account; asked for when left out")
    caldav.add_argument("--user", help="asked for when left out")
    caldav.add_argument("--password-fd", type=int, help="read the password from this file descriptor")
    caldav.set_defaults(do=_by_password)
    local = verbs.add_parser("local", help="go back to the embedded calendar")
    local.set_defaults(do=_embedded)
    for verb in (*verbs.choices.values(),):
        verb.add_argument("--account", help="its name, when there are several")


def run(arguments: argparse.Namespace) -> None:
    """Connect, and say what is connected."""
    desk = wiring.build()
    wiring.set_up(desk.database, desk.clock)
    with desk.database.reading() as connection:
        account = chosen(connection, arguments.account)
    _tell(account.name, arguments.do(desk, account.id, arguments))


def _by_browser(desk: Desk, account_id: int, arguments: argparse.Namespace) -> Connected:
    redirect_uri = address_of(arguments.port)
    sign_in = desk.connecting.begin(account_id, arguments.provider, redirect_uri)
    print_at_once(
        f"Open this address, and sign in with the account whose calendar it is:\n\n{sign_in.address}\n"
    )
    answer = pasted(sys.stdin) if arguments.paste else returned(arguments.port, str(sign_in.flow["state"]))
    return desk.connecting.finish(account_id, arguments.provider, sign_in.flow, answer)


def _by_password(desk: Desk, account_id: int, arguments: argparse.Namespace) -> Connected:
    address = arguments.address or _asked("Address of the server: ")
    user = arguments.user or _asked("User: ")
    return desk.connecting.sign_in(account_id, "caldav", address, user, _password(arguments.password_fd))


def _embedded(desk: Desk, account_id: int, _arguments: argparse.Namespace) -> Connected:
    return desk.connecting.embedded(account_id)


def _asked(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        raise Misconfigured("Nothing was typed: give --address and --user.") from None


def _password(descriptor: int | None) -> str:
    """Never an argument, which every user of the machine could read."""
    if descriptor is not None:
        with os.fdopen(descriptor, encoding="utf-8") as file:
            return file.read().rstrip("\r\n")
    given = os.environ.get(PASSWORD_VARIABLE)
    if given:
        return given
    try:
        return getpass("Password (it is not shown): ")
    except EOFError:
        raise Misconfigured(f"No password was typed: set {PASSWORD_VARIABLE} or --password-fd.") from None


def _tell(account: str, connected: Connected) -> None:
    present = connected.connection
    names = {each.id: each.name for each in connected.calendars}
    whose = f" ({connected.account})" if connected.account else ""
    kept = ", as before" if connected.kept else ""
    print(f"Connected: {account} books on {present.provider}{whose}.")
    print(f"    calendar   {names[present.calendar_id]}, {present.zone.key}{kept}")
    for each in present.also_busy:
        print(f"    also busy  {names[each]}")
    if len(connected.calendars) > 1:
        print("    'direct-booking calendars choose' chooses another one.")
    if connected.standing_elsewhere:
        print(
            f"{connected.standing_elsewhere} appointments to come are on another calendar. They stay there, "
            "and their times are kept free."
        )
