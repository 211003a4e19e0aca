"""``direct-booking migrate``: bring the database's tables to this version."""

import argparse
import os

from direct_booking import wiring


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_arguments: argparse.Namespace) -> None:
    """Migrate; a new database gets its first account, too."""
    database = wiring.database_of(os.environ)
    wiring.set_up(database, wiring.clock_of(os.environ))
    print(f"The database {database.address} is of this version.")
