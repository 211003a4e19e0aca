"""``direct-booking prepare``: the database and the model, each made if it is missing or old."""

import argparse
import os

from direct_booking import wiring
from direct_booking.cli import ROOT
from direct_booking.serving.model import MODEL, require_usable, train_if_needed


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_arguments: argparse.Namespace) -> None:
    """Prepare, and say what was done."""
    prepare()


def prepare() -> None:
    """Bring the database and the model to the present; at once when both are.

    Raises:
        DirectBookingError: one sentence, for any of the ways in which the world can fail.
    """
    wiring.set_up(wiring.database_of(os.environ), wiring.clock_of(os.environ))
    train_if_needed(ROOT, print_at_once)
    require_usable(ROOT / MODEL)


def print_at_once(line: str) -> None:
    """Print a step as it begins, also into a pipe."""
    print(line, flush=True)
