"""Bookings (SPEC 6.2): the lists, one booking with its history, the owner's cancellation, downloads.

Callbacks and messages are ``messages``; the call that a booking came from is in ``calls``.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from direct_booking.console import booking_words, here, replay
from direct_booking.console.here import account_id, desk
from direct_booking.reception.appointments import Told
from direct_booking.reception.overview import midnight
from direct_booking.reception.owning import CancelledByOwner, NotTheirs, Pending

blueprint = Blueprint("bookings", __name__, url_prefix="/bookings")
blueprint.record(lambda setup: booking_words.put_into(setup.app))

# In the order of the tabs; the first one is what is shown unless another is asked for.
LISTS = {
    "upcoming": "Upcoming",
    "past": "Past",
    "cancelled": "Cancelled",
    "attention": "Open items",
    "all": "All",
}
PAGE = 25
LONGEST_SEARCH = 200
# The database knows no time in the first and the last of all years.
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


@dataclass(frozen=True)
class Asked:
    """Which bookings an address asks for; what it cannot be is left out.

    Attributes:
        chosen: the list.
        text: words to look for.
        first, last: local dates on which the appointments begin, both included; None leaves all.
    """

    chosen: str
    text: str
    first: date | None
    last: date | None

    @property
    def which(self) -> str | None:
        """The list as the use case names it."""
        return None if self.chosen == "all" else self.chosen

    @property
    def narrowed(self) -> bool:
        """Whether it is less than the whole list."""
        return bool(self.text or self.first or self.last)

    def instants(self) -> dict[str, datetime | None]:
        """The dates as half-open instants, by the calendar's clock."""
        end = self.last + timedelta(days=1) if self.last else None
        since, until = (midnight(day, here.zone()) if day else None for day in (self.first, end))
        return {"since": since, "until": until}

    def address(self) -> dict[str, str]:
        """What an address says to ask for the same."""
        values = {"search": self.text, "first": self.first, "last": self.last}
        return {"list": self.chosen, **{name: str(value) for name, value in values.items() if value}}


@blueprint.get("/")
def show():
    """One page of a list, searched or whole."""
    wanted = asked()
    found = desk().appointments.page(
        account_id(),
        wanted.which,
        text=wanted.text,
        **wanted.instants(),
        number=page_number(),
        size=PAGE,
    )
    return render_template("bookings.html", lists=LISTS, chosen=wanted.chosen, asked=wanted, found=found)


@blueprint.get("/bookings.csv")
def csv():
    """The whole list as a table."""
    wanted = asked()
    lines = desk().appointments.csv(account_id(), wanted.which, wanted.text, here.zone(), **wanted.instants())
    # The first line before any header is sent: a database that fails here is a page, not half a file.
    first = next(lines)

    def table():
        yield first
        yield from lines

    return Response(table(), mimetype="text/csv", headers=_named("bookings.csv"))


@blueprint.get("/bookings.ics")
def ical():
    """The whole list for a calendar program."""
    wanted = asked()
    document = desk().appointments.ical(account_id(), wanted.which, wanted.text, **wanted.instants())
    return Response(document, mimetype="text/calendar", headers=_named("bookings.ics"))


@blueprint.get("/<booking_id>/")
def one(booking_id: str):
    """One booking, whole."""
    told = _told(booking_id)
    return render_template("booking.html", told=told, **replay.of_call(told.booking.call_id))


@blueprint.get("/<booking_id>/cancel")
def ask(booking_id: str):
    """What cancelling does."""
    told = _told(booking_id)
    if not told.booking.live:
        return redirect(url_for("bookings.one", booking_id=booking_id), 303)
    return render_template("booking_cancel.html", told=told)


@blueprint.post("/<booking_id>/cancel")
def cancel(booking_id: str):
    """Take it off the calendar; the history says that the owner did."""
    outcome = desk().owning.cancel(account_id(), booking_id)
    if isinstance(outcome, NotTheirs):
        abort(404)
    if isinstance(outcome, CancelledByOwner):
        flash("Cancelled: it is off the calendar.", "good")
    elif isinstance(outcome, Pending):
        # 4.7: nothing is said to be done that the calendar has not confirmed.
        flash("Not confirmed yet. The calendar is asked again every half minute, until it is off.", "note")
    else:
        flash("Nothing was changed: it is over already, or was moved on the calendar itself.", "note")
    return redirect(url_for("bookings.one", booking_id=booking_id), 303)


@blueprint.post("/<booking_id>/done")
def attend(booking_id: str):
    """Close its open item."""
    if desk().owning.attend(account_id(), booking_id):
        flash("The open item is closed.", "good")
    return redirect(url_for("bookings.one", booking_id=booking_id), 303)


def asked() -> Asked:
    """What the address asks for."""
    chosen = request.args.get("list", "")
    text = " ".join(request.args.get("search", "").split())[:LONGEST_SEARCH]
    first, last = (_date(request.args.get(name, "")) for name in ("first", "last"))
    return Asked(chosen if chosen in LISTS else next(iter(LISTS)), text, first, last)


def page_number() -> int:
    """The page that the address asks for, the first one unless it is a number."""
    return request.args.get("page", 1, type=int)


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def _told(booking_id: str) -> Told:
    return desk().appointments.one(account_id(), booking_id) or abort(404)


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename={name}"}
