"""``direct-booking train``: train the model, if what it is made of has changed."""

import argparse

from direct_booking.cli import ROOT
from direct_booking.serving.model import train_if_needed


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_arguments: argparse.Namespace) -> None:
    """Train, or say that there is no need."""
    say = print_at_once
    say("The model is trained." if train_if_needed(ROOT, say) else "The model is that of the present files.")


def print_at_once(line: str) -> None:
    """Print a step as it begins, also into a pipe."""
    print(line, flush=True)
