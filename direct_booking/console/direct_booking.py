"""Direct Booking: the switch of each assistant, and the calendar that all of them book on (SPEC 1, 2.5).

Connecting one is ``connecting``, choosing among its calendars ``calendars``, filling the embedded one
``embedded``.
"""

from flask import Blueprint, flash, redirect, render_template, request, url_for

from direct_booking.console import here
from direct_booking.console.here import account_id, desk
from direct_booking.console.words import named
from direct_booking.reception.access import NotConnected
from direct_booking.reception.assistants import NoSuchAssistant
from direct_booking.reception.names import PROVIDERS

blueprint = Blueprint("direct_booking", __name__, url_prefix="/direct-booking")


@blueprint.get("/")
def show():
    """The switches and the connection, as it was last seen."""
    return render_template(
        "direct_booking.html",
        assistants=desk().assistants.of(account_id()),
        instead=_instead(),
    )


@blueprint.post("/assistants/<int:assistant_id>")
def switch(assistant_id: int):
    """Turn one assistant's booking on or off."""
    on = request.form.get("on") == "yes"
    try:
        assistant = desk().assistants.switch(account_id(), assistant_id, on=on)
    except NoSuchAssistant:
        return redirect(url_for("direct_booking.show"), 303)
    flash(f"Direct Booking is {'on' if on else 'off'} for {assistant.name}.", "good")
    return redirect(url_for("direct_booking.show"), 303)


@blueprint.post("/check")
def check():
    """Try the connection now."""
    try:
        checked = desk().checking.check(account_id())
    except NotConnected:
        return redirect(url_for("direct_booking.show"), 303)
    if checked.problem:
        flash(checked.problem, "bad")
    else:
        flash("The calendar answers, and appointments can be booked on it.", "good")
    return redirect(url_for("direct_booking.show"), 303)


@blueprint.get("/disconnect")
def ask():
    """What disconnecting turns off."""
    if here.calendar() is None:
        return redirect(url_for("direct_booking.show"), 303)
    mine = desk().assistants.of(account_id())
    return render_template("disconnect.html", assistants=mine, instead=_instead())


@blueprint.post("/disconnect")
def disconnect():
    """Forget the access, and give it back."""
    try:
        done = desk().disconnecting.disconnect(account_id())
    except NotConnected:
        return redirect(url_for("direct_booking.show"), 303)
    flash(f"Disconnected from {named(done.provider)}, and its access is forgotten here.", "good")
    if not done.revoked and done.provider != "local":
        flash(
            f"{PROVIDERS[done.provider]} may still list this product as connected: remove it there, too.",
            "note",
        )
    if done.standing:
        flash(
            f"{done.standing} appointments to come stay on that calendar. Callers cannot change them.", "note"
        )
    return redirect(url_for("direct_booking.show"), 303)


def _instead() -> str:
    """What callers are offered where nothing can be booked (SPEC 2.5)."""
    has_link = bool(desk().configuring.present(account_id()).scheduling_link)
    if has_link and desk().texting.is_offered:
        return "Callers are offered your scheduling link by text, or a callback."
    if has_link:
        return (
            "Callers are offered a callback. Your scheduling link is not: this installation sends no texts."
        )
    return "Callers are offered a callback. With a scheduling link, under Configure, they could be texted it."
