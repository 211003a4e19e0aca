"""Callbacks and messages that callers left (SPEC 6.1): the list, and what is done."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from direct_booking.console.bookings import LISTS, PAGE, page_number
from direct_booking.console.doors import is_ours
from direct_booking.console.here import account_id, desk

blueprint = Blueprint("messages", __name__, url_prefix="/bookings/messages")

KINDS = {"callback": "Callback", "message": "Message"}


@blueprint.get("/")
def show():
    """Those that are open, or all of them."""
    done = request.args.get("show") == "all"
    found = desk().appointments.messages(
        account_id(), None if done else "open", number=page_number(), size=PAGE
    )
    return render_template("messages.html", lists=LISTS, kinds=KINDS, found=found, done=done)


@blueprint.post("/<message_id>")
def mark(message_id: str):
    """Done, or open again."""
    done = request.form.get("done") == "yes"
    if not desk().owning.attend_message(account_id(), message_id, done=done):
        abort(404)
    flash("Marked as done." if done else "Open again.", "good")
    back = request.form.get("back")
    return redirect(back if is_ours(back) else url_for("messages.show"), 303)
