"""A call played again on today's dialogue, beside what was said then; or saved as a call test (SPEC 8.3)."""

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)

from direct_booking.console import call_words
from direct_booking.console.here import account_id, desk
from direct_booking.reception.call_tests import call_test
from direct_booking.reception.recorded import Recorded, recorded
from direct_booking.reception.replays import Player, Playing

blueprint = Blueprint("replay", __name__, url_prefix="/calls")

_KEY = "direct_booking_player"
# How often a page looks whether it is over.
_AGAIN_S = 3


def played_by(app: Flask, player: Player) -> None:
    """Let this application play calls."""
    app.extensions[_KEY] = player


def player() -> Player | None:
    """Who plays calls; None where nobody can."""
    return current_app.extensions.get(_KEY)


def of_call(call_id: str) -> dict[str, bool]:
    """Whether a call's record can be played or saved, for the templates. Raises ``StorageError``."""
    found = recorded(desk().database, account_id(), call_id)
    return {
        "recorded": found is not None and found.call.ended_at is not None,
        "can_play": player() is not None,
    }


@blueprint.post("/replay/<path:call_id>")
def begin(call_id: str):
    """Play it."""
    _recorded(call_id)
    if player() is None:
        abort(404)
    if not player().begin(_account(), call_id):
        flash("Another call is being played: wait until that is over.", "note")
        return redirect(url_for("calls.one", call_id=call_id), 303)
    return redirect(url_for("replay.show", call_id=call_id), 303)


@blueprint.get("/replay/<path:call_id>")
def show(call_id: str):
    """How it stands; while it is played the page comes again by itself."""
    record = _recorded(call_id)
    outcome = player().seen(_account(), call_id) if player() else None
    if outcome is None:
        return redirect(url_for("calls.one", call_id=call_id), 303)
    page = render_template(
        "replay.html",
        call=record.call,
        outcome=outcome,
        stands=type(outcome).__name__,
        events=call_words.MACHINE_EVENTS,
        words=call_words.EVENTS,
    )
    return page, 200, {"Refresh": str(_AGAIN_S)} if isinstance(outcome, Playing) else {}


@blueprint.get("/call-test/<path:call_id>")
def save(call_id: str):
    """The call as a call test; without who it was, unless that is asked for."""
    record = _recorded(call_id)
    title = f"A call that came to: {call_words.outcome(record.call.outcome).words.lower()}"
    text = call_test(record, title, anonymous=request.args.get("caller") != "kept")
    named = {"Content-Disposition": "attachment; filename=call_test.yml"}
    return Response(text, mimetype="application/yaml", headers=named)


def _recorded(call_id: str) -> Recorded:
    return recorded(desk().database, account_id(), call_id) or abort(404)


def _account() -> str:
    return desk().assistants.account(account_id()).name
