"""What a page finds in every request: the use cases, whose account it is, and in which zone its times are."""

from zoneinfo import ZoneInfo

from flask import Flask, current_app, g
from flask_login import current_user

from direct_booking.console.place import Place
from direct_booking.reception.calls import NO_CALENDAR_ZONE
from direct_booking.reception.health import Checked
from direct_booking.wiring import Desk

_KEY = "direct_booking"


def put_here(app: Flask, desk: Desk, place: Place) -> None:
    """Let every request of this application find the desk."""
    app.extensions[_KEY] = (desk, place)


def desk() -> Desk:
    """The use cases."""
    return current_app.extensions[_KEY][0]


def place() -> Place:
    """Where this console is."""
    return current_app.extensions[_KEY][1]


def account_id() -> int:
    """The account of the owner who asks: every use case is given this one, and none from the request."""
    return current_user.account_id


def calendar() -> Checked | None:
    """The account's connection as it was last seen, read once for each request. Raises ``StorageError``."""
    if "calendar" not in g:
        g.calendar = desk().checking.seen(account_id())
    return g.calendar


def forget_calendar() -> None:
    """Read the connection again: it was changed in this request."""
    g.pop("calendar", None)


def zone() -> ZoneInfo:
    """The zone of the account's calendar, in which owners read times. Raises ``StorageError``."""
    seen = calendar()
    return seen.connection.zone if seen else NO_CALENDAR_ZONE
