"""Which of the connected account's calendars is booked on, and which others count as busy (SPEC 1.3)."""

from flask import Blueprint, flash, redirect, render_template, request, url_for

from direct_booking.console import here
from direct_booking.console.here import account_id, desk
from direct_booking.errors import DirectBookingError

blueprint = Blueprint("calendars", __name__, url_prefix="/direct-booking/calendars")


@blueprint.get("/")
def show():
    """Every calendar of the connected account; it is asked for them now."""
    if here.calendar() is None:
        return redirect(url_for("direct_booking.show"), 303)
    try:
        listed = desk().connecting.calendars(account_id())
    except DirectBookingError as error:
        flash(f"The calendars could not be listed. {error}", "bad")
        return redirect(url_for("direct_booking.show"), 303)
    return render_template("calendars.html", calendars=listed, connection=here.calendar().connection)


@blueprint.post("/")
def choose():
    """Book on another one from now on."""
    try:
        desk().connecting.choose(
            account_id(), request.form.get("calendar", ""), request.form.getlist("also_busy")
        )
    except DirectBookingError as error:
        flash(f"Nothing was changed. {error}", "bad")
        return redirect(url_for("calendars.show"), 303)
    flash("Your choice is kept. What is booked already stays where it is.", "good")
    return redirect(url_for("direct_booking.show"), 303)
