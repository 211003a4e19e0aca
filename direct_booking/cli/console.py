"""``direct-booking console``: the owner's console, until Ctrl-C; and links for new owners."""

import argparse
import os

from direct_booking import wiring
from direct_booking.cli.accounts import chosen
from direct_booking.cli.prepare import print_at_once
from direct_booking.console.place import PORT_VARIABLE, Place, place_of
from direct_booking.serving import ports
from direct_booking.serving.console_server import serve
from direct_booking.wiring import Desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to start it, or ``link`` with ``--account``."""
    parser.set_defaults(do=_serve)
    verbs = parser.add_subparsers(metavar="VERB")
    link = verbs.add_parser("link", help="make a one-time link: for a new owner, or a forgotten password")
    link.add_argument("--account", help="its name, when there are several")
    link.set_defaults(do=_link)


def run(arguments: argparse.Namespace) -> None:
    """Serve, or make a link."""
    place = place_of(os.environ)
    desk = wiring.build()
    wiring.set_up(desk.database, desk.clock)
    arguments.do(desk, place, arguments)


def first_links(desk: Desk, place: Place) -> str:
    """For each account that nobody can open yet, a link to print; nothing where there is none.

    Raises:
        StorageError.
    """
    return "".join(
        f"\nFirst, choose a password for {account.name}. This link works once, for a day:\n"
        f"  {_address(place, desk.owners.link(account.id))}\n"
        for account in desk.owners.accounts_without()
    )


def _serve(desk: Desk, place: Place, _arguments: argparse.Namespace) -> None:
    ports.require_free(place.port, PORT_VARIABLE)
    print_at_once(f"The console is at {place.url}; Ctrl-C stops it.{first_links(desk, place)}")
    serve(desk, place)


def _link(desk: Desk, place: Place, arguments: argparse.Namespace) -> None:
    with desk.database.reading() as connection:
        account = chosen(connection, arguments.account)
    print("It works once, for a day; earlier links do not work any more:")
    print(_address(place, desk.owners.link(account.id)))


def _address(place: Place, token: str) -> str:
    return f"{place.url}/welcome/{token}"
