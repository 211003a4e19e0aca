"""``direct-booking train``: train the model, if what it is made of has changed."""

import argparse

from direct_booking.cli import ROOT
from direct_booking.cli.prepare import print_at_once
from direct_booking.serving.model import train_if_needed


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_arguments: argparse.Namespace) -> None:
    """Train, or say that there is no need."""
    trained = train_if_needed(ROOT, print_at_once)
    print("The model is trained." if trained else "The model is that of the present files.")
