"""Consoles whose operator has set a provider up, for browsers that sign in at its stand-in."""

from collections.abc import Iterator
from contextlib import contextmanager

from consoles import Console, Served, open_console
from elsewhere import Elsewhere, elsewhere_of
from offices import NEW_YORK

from direct_booking.clock import SetClock
from direct_booking.storage.database import Database


def calendar_elsewhere(name: str, clock: SetClock) -> Iterator[Elsewhere]:
    """The servers of a provider, where the owner says yes to everything; for a fixture."""
    stand_in = elsewhere_of(name, clock, NEW_YORK, lambda: None)
    yield stand_in
    wrong = stand_in.wrong()
    stand_in.close()
    assert wrong == []


@contextmanager
def console_for(database: Database, elsewhere: Elsewhere, *, owned: bool = True) -> Iterator[Served]:
    """A console that the provider sends owners back to."""

    def make(place) -> Console:
        back = f"{place.url}/direct-booking/connect/{elsewhere.name}/return"
        if elsewhere.name == "google":
            elsewhere.google.accounts.redirect_uri = back
        else:
            elsewhere.graph.login.redirects = (back,)
        return open_console(database, place=place, environment=elsewhere.environment, owned=owned)

    opened = Served(make)
    try:
        yield opened
    finally:
        opened.close()


def forget_access(elsewhere: Elsewhere) -> None:
    """What was given out for an hour is worth nothing either."""
    if elsewhere.name == "google":
        elsewhere.google.accounts.forget_access(elsewhere.google.accounts.grants[-1])
    else:
        elsewhere.graph.login.forget_access()
