"""The embedded calendar: busy times from another program, everything out, its zone (SPEC 1.2)."""

from zoneinfo import available_timezones

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from direct_booking.console import here
from direct_booking.console.here import account_id, desk
from direct_booking.errors import DirectBookingError
from direct_booking.reception.diary import LOCAL
from direct_booking.zones import load_zone

blueprint = Blueprint("embedded", __name__, url_prefix="/direct-booking/embedded")


@blueprint.get("/")
def show():
    """What can be done with it, while it is the one that is booked on."""
    seen = here.calendar()
    if seen is None or seen.connection.provider != LOCAL:
        return redirect(url_for("direct_booking.show"), 303)
    # Those of cities: the others are names for the same, or for no place.
    zones = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return render_template("embedded.html", zones=zones, zone=seen.connection.zone.key)


@blueprint.post("/import")
def take_in():
    """Store the busy times of a file."""
    file = request.files.get("file")
    data = file.read() if file else b""
    if not data:
        flash("Choose a file first: an iCalendar file ends in .ics.", "bad")
        return redirect(url_for("embedded.show"), 303)
    try:
        source, done = desk().embedded.import_busy(account_id(), data, file_name=file.filename or "file")
    except DirectBookingError as error:
        flash(f"Nothing was imported. {error}", "bad")
        return redirect(url_for("embedded.show"), 303)
    flash(
        f"{done.stored} busy times are kept from “{source}”; {done.replaced} of earlier imports are gone.",
        "good",
    )
    if done.ours:
        flash(f"{done.ours} of your callers' own appointments in the file are left as they are.", "note")
    return redirect(url_for("embedded.show"), 303)


@blueprint.get("/calendar.ics")
def give_out():
    """Everything that is on it, as a file."""
    try:
        document = desk().embedded.export(account_id())
    except DirectBookingError as error:
        flash(f"There is nothing to download. {error}", "bad")
        return redirect(url_for("direct_booking.show"), 303)
    named = {"Content-Disposition": "attachment; filename=calendar.ics"}
    return Response(document, mimetype="text/calendar", headers=named)


@blueprint.post("/zone")
def move():
    """Another zone for opening hours."""
    try:
        zone = load_zone(request.form.get("zone", ""))
        desk().embedded.move_to(account_id(), zone)
    except DirectBookingError as error:
        flash(f"Nothing was changed. {error}", "bad")
        return redirect(url_for("embedded.show"), 303)
    flash(
        f"Opening hours are in the zone {zone.key} from now on. What was imported stays where it is.", "good"
    )
    return redirect(url_for("embedded.show"), 303)
