"""``direct-booking keys``: the keys that access to calendars is encrypted with (SPEC 1.4)."""

import argparse
import os

from direct_booking import wiring
from direct_booking.reception.rekeying import put_new_key, rekey
from direct_booking.storage.keys import VARIABLE, KeyFile, Keyring, new_key
from direct_booking.wiring.keeping import keys_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``make`` and ``rotate``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verbs.add_parser("make", help=f"print a new key, for {VARIABLE}").set_defaults(do=_make)
    rotate = verbs.add_parser("rotate", help="encrypt everything anew; calls go on meanwhile")
    rotate.set_defaults(do=_rotate)


def run(arguments: argparse.Namespace) -> int:
    """Make or rotate; 1 when something could not be opened with any key."""
    return arguments.do()


def _make() -> int:
    print(new_key())
    return 0


def _rotate() -> int:
    keys, database = keys_of(os.environ), wiring.database_of(os.environ)
    if isinstance(keys, KeyFile):
        put_new_key(database, keys)
    done = rekey(database, Keyring(keys))
    print(f"{done.rewritten} secrets were encrypted anew; all that can be read are under the newest key.")
    if not isinstance(keys, KeyFile):
        print(f"When every process runs with this {VARIABLE}, the older keys in it can go.")
    for account_id in done.unreadable:
        print(f"Account {account_id}: no key opens its access. Put the key back, or reconnect its calendar.")
    return 1 if done.unreadable else 0
