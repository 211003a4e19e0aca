"""Calls (SPEC 6.2): the list, and one call: what was said, how long each turn took, what came of it."""

from flask import Blueprint, abort, render_template, request

from direct_booking.console import call_words, replay
from direct_booking.console.bookings import PAGE, page_number
from direct_booking.console.here import account_id, desk
from direct_booking.console.messages import KINDS
from direct_booking.reception.transcripts import CallFilter

blueprint = Blueprint("calls", __name__, url_prefix="/calls")
blueprint.record(lambda setup: call_words.put_into(setup.app))

_MOST_DIGITS = 15


@blueprint.get("/")
def show():
    """One page of the list."""
    ended = request.args.get("ended", "")
    ended = ended if ended in call_words.OUTCOMES else ""
    text = request.args.get("number", "")[:40]
    digits = "".join(each for each in text if each in "0123456789")[:_MOST_DIGITS]
    wanted = CallFilter(outcome=ended or None, number=digits or None)
    found = desk().transcripts.calls(account_id(), wanted, number=page_number(), size=PAGE)
    return render_template("calls.html", found=found, ended=ended, number=text, outcomes=call_words.OUTCOMES)


# An id is the channel's (7.1), and may hold whatever a channel likes.
@blueprint.get("/call/<path:call_id>")
def one(call_id: str):
    """One call, whole."""
    report = desk().transcripts.call(account_id(), call_id) or abort(404)
    return render_template(
        "call.html",
        report=report,
        turns=call_words.turns(report),
        kinds=KINDS,
        texts=call_words.TEXTS,
        **replay.of_call(call_id),
    )
