"""The command line as an operator uses it, on an installation of its own."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from direct_booking.cli import ROOT, main


@dataclass(frozen=True)
class Ended:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """An empty database of its own; commands are given from a folder that is not the project's."""
    monkeypatch.setenv("DIRECT_BOOKING_DATABASE", f"sqlite:///{tmp_path / 'var' / 'test.sqlite'}")
    monkeypatch.setenv("DIRECT_BOOKING_NOW", "2026-11-16T10:00-05:00")
    # ``--port`` sets it for the process; this takes it away again.
    monkeypatch.setenv("DIRECT_BOOKING_PORT", "5005")
    monkeypatch.delenv("DIRECT_BOOKING_PORT")
    # ``main`` goes to the project's folder; this brings the test back afterwards.
    monkeypatch.chdir(ROOT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def direct_booking(installation, monkeypatch, capfd) -> Callable[..., Ended]:
    """Run one command."""

    def run(*arguments: str) -> Ended:
        monkeypatch.chdir(installation)
        capfd.readouterr()
        try:
            code = main(list(arguments))
        except SystemExit as ended:  # argparse's own way out
            code = ended.code
        printed = capfd.readouterr()
        return Ended(code, printed.out, printed.err)

    return run
