"""The pages of the console. A new one is a module with a ``blueprint``, a template, and a line here."""

from dataclasses import dataclass
from importlib import import_module

from flask import Blueprint


@dataclass(frozen=True)
class Page:
    """A page.

    Attributes:
        module: in this package; its ``blueprint`` has the same name, and a view ``show``.
        words: in the navigation; empty for a page that is not listed there.
    """

    module: str
    words: str = ""


# In the order in which owners read them; the first one that is listed is where they arrive.
PAGES = (
    Page("overview", "Overview"),
    Page("bookings", "Bookings"),
    Page("calls", "Calls"),
    Page("messages"),
    Page("replay"),
    Page("direct_booking", "Direct Booking"),
    Page("connecting"),
    Page("calendars"),
    Page("embedded"),
    Page("configure", "Configure"),
    Page("rehearsal", "Test call"),
    Page("why", "Why isn't it booking?"),
    Page("privacy", "Privacy"),
    Page("owner"),
    Page("sign_in"),
    Page("welcome"),
)


def blueprints() -> tuple[Blueprint, ...]:
    """The blueprint of every page."""
    return tuple(import_module(f"{__package__}.{page.module}").blueprint for page in PAGES)


def listed() -> tuple[Page, ...]:
    """The pages in the navigation. Pure."""
    return tuple(page for page in PAGES if page.words)
