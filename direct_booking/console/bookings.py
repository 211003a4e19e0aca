"""Bookings (SPEC 6.2): the lists, one booking with its history, the owner's cancellation, downloads.

Callbacks and messages are ``messages``; the call that a booking came from is in ``calls``.
"""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from direct_booking.console import booking_words, here
from direct_booking.console.here import account_id, desk
from direct_booking.reception.appointments import Told
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


@blueprint.get("/")
def show():
    """One page of a list, searched or whole."""
    chosen, text = asked()
    found = desk().appointments.page(account_id(), _which(chosen), text=text, number=page_number(), size=PAGE)
    return render_template("bookings.html", lists=LISTS, chosen=chosen, text=text, found=found)


@blueprint.get("/bookings.csv")
def csv():
    """The whole list as a table."""
    chosen, text = asked()
    lines = desk().appointments.csv(account_id(), _which(chosen), text, here.zone())
    # The first line before any header is sent: a database that fails here is a page, not half a file.
    first = next(lines)

    def table():
        yield first
        yield from lines

    return Response(table(), mimetype="text/csv", headers=_named("bookings.csv"))


@blueprint.get("/bookings.ics")
def ical():
    """The whole list for a calendar program."""
    chosen, text = asked()
    document = desk().appointments.ical(account_id(), _which(chosen), text)
    return Response(document, mimetype="text/calendar", headers=_named("bookings.ics"))


@blueprint.get("/<booking_id>/")
def one(booking_id: str):
    """One booking, whole."""
    return render_template("booking.html", told=_told(booking_id), now=desk().clock.now())


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


def asked() -> tuple[str, str]:
    """The list and the words that the address asks for; what it cannot be is left out."""
    chosen = request.args.get("list", "")
    text = " ".join(request.args.get("search", "").split())[:LONGEST_SEARCH]
    return chosen if chosen in LISTS else next(iter(LISTS)), text


def page_number() -> int:
    """The page that the address asks for, the first one unless it is a number."""
    return request.args.get("page", 1, type=int)


def _which(chosen: str) -> str | None:
    return None if chosen == "all" else chosen


def _told(booking_id: str) -> Told:
    return desk().appointments.one(account_id(), booking_id) or abort(404)


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename={name}"}
