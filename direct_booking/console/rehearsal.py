"""Test call (SPEC 7.4): a call in the browser, typed or spoken, on a copy of the account that is thrown away.

What is kept of it between two pages is ``rehearsal_kept``; the dialogue is the running receptionist's.
"""

import threading
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, request, url_for
from wtforms import DateTimeLocalField, SelectField, StringField
from wtforms.validators import Optional, ValidationError

from direct_booking.clock import monotonic_s
from direct_booking.console import here, rehearsal_kept
from direct_booking.console.call_words import EVENTS, SLOW_MS, TEXTS
from direct_booking.console.forms import TextForm
from direct_booking.console.here import account_id, desk
from direct_booking.console.messages import KINDS
from direct_booking.console.rehearsal_kept import Held
from direct_booking.errors import DirectBookingError
from direct_booking.reception.calls import e164
from direct_booking.reception.rehearsal import Left, NobodyAnswers, Rehearsing, Reply, understood

blueprint = Blueprint("rehearsal", __name__, url_prefix="/test-call")

_KEY = "direct_booking_rehearsing"
LONGEST_TURN = 500
# Browsers leave the seconds out when there are none.
_WRITTEN = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")
_YEARS = range(2000, 2100)
# What was heard in a turn, as an owner reads it.
HEARD = {
    "time": "a time",
    "email": "an e-mail address",
    "email_edit": "a correction",
    "phone_number": "a number",
    "person_name": "a name",
    "place": "a place",
    "way": "how to meet",
    "answer": "an answer",
}
OVER = {
    "hang_up": "The receptionist has ended the call.",
    "transfer": "The caller is put through: to nobody, in a test call.",
    "you": "You have hung up.",
    "time": "Nothing was said for a quarter of an hour: the test call is over.",
    "long": "The test call is over: no longer one is kept.",
}


class BeginForm(TextForm):
    """Who calls whom, and when."""

    assistant = SelectField("Assistant", coerce=int)
    number = StringField("Calling from")
    now = DateTimeLocalField(
        "At this time", format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], validators=[Optional()]
    )

    def validate_number(self, field: StringField) -> None:
        """Refuse what no call can come from; nothing is a number that is withheld."""
        if (field.data or "").strip() and e164(field.data) is None:
            raise ValidationError("Write it with its country, like +12125550123, or leave it empty.")

    def validate_now(self, field: DateTimeLocalField) -> None:
        """Refuse years of which no calendar knows anything."""
        if field.data and field.data.year not in _YEARS:
            raise ValidationError(f"Choose a year from {_YEARS.start} to {_YEARS.stop - 1}.")


def rehearsed_by(app: Flask, rehearsing: Rehearsing) -> None:
    """Let this application hold test calls."""
    app.extensions[_KEY] = rehearsing


@blueprint.get("/")
def show():
    """The call under way, how it ended, or the form that begins one."""
    return _page(_form())


@blueprint.post("/")
def begin():
    """Call an assistant of this account, instead of the call under way."""
    rehearsing, form = _rehearsing(), _form()
    if not form.validate():
        return _page(form), 422
    _leave(rehearsal_kept.kept(), "you")
    assistant = next(each for each in desk().assistants.of(account_id()) if each.id == form.assistant.data)
    number, now, began_s = e164(form.number.data), _instant(form.now.data, here.zone()), monotonic_s()
    try:
        call, reply = rehearsing.start(assistant, number, now=now)
    except NobodyAnswers as silence:
        flash(str(silence), "bad")
        return redirect(url_for("rehearsal.show"), 303)
    # Hearing takes a moment to get ready: it does so while the greeting is read.
    threading.Thread(target=understood, args=("",), daemon=True).start()
    held = rehearsal_kept.begun(call, assistant.name, now, at=desk().clock.now())
    return _answered(held.with_event("call_start"), reply, _since(began_s))


@blueprint.post("/say")
def say():
    """Say something, or nothing."""
    rehearsing, held = _rehearsing(), _under_way()
    if held is None:
        return redirect(url_for("rehearsal.show"), 303)
    words = "" if "silence" in request.form else request.form.get("words", "")[:LONGEST_TURN].strip()
    began_s = monotonic_s()
    try:
        reply = rehearsing.say(held.call, words)
    except NobodyAnswers as silence:
        flash(f"This was not heard. {silence}", "bad")
        return redirect(url_for("rehearsal.show"), 303)
    took_ms = _since(began_s)
    heard = [(HEARD[each.kind], each.value or each.words) for each in understood(words)]
    held = held.with_words(words, heard) if words else held.with_event("silence")
    return _answered(held, reply, took_ms)


@blueprint.post("/hang-up")
def hang_up():
    """The caller hangs up."""
    _rehearsing()
    _leave(_under_way(), "you")
    return redirect(url_for("rehearsal.show"), 303)


def _since(began_s: float) -> int:
    return round((monotonic_s() - began_s) * 1000)


def _answered(held: Held, reply: Reply, took_ms: int):
    held = held.with_reply(reply.says, took_ms, at=desk().clock.now())
    if reply.ends or held.is_long:
        _leave(held, reply.ends or "long")
    else:
        rehearsal_kept.keep(held)
    return redirect(url_for("rehearsal.show"), 303)


def _under_way() -> Held | None:
    """The call of this visit, unless it is over; one that was left for too long is over now."""
    held = rehearsal_kept.kept()
    if held is None or held.over:
        return None
    if held.is_left(desk().clock.now()):
        _leave(held, "time")
        return None
    return held


def _leave(held: Held | None, how: str) -> None:
    if held is None or held.over:
        return
    # What came of it is settled on the copy, if that is still there.
    with suppress(NobodyAnswers):
        _rehearsing().hang_up(held.call)
    rehearsal_kept.keep(held.ended(how))


def _page(form: BeginForm) -> str:
    rehearsing = current_app.extensions.get(_KEY)
    if rehearsing is not None:
        _under_way()
    held = rehearsal_kept.kept()
    return render_template(
        "rehearsal.html",
        form=form,
        possible=rehearsing is not None,
        zone=here.zone(),
        held=held,
        left=_left(rehearsing, held),
        over=OVER,
        events=EVENTS,
        slow_ms=SLOW_MS,
        kinds=KINDS,
        texts=TEXTS,
        longest=LONGEST_TURN,
    )


def _left(rehearsing: Rehearsing | None, held: Held | None) -> Left | None:
    if rehearsing is None or held is None:
        return None
    # A copy that is just thrown away is no trouble.
    with suppress(DirectBookingError):
        return rehearsing.left(held.call)
    return None


def _form() -> BeginForm:
    form = BeginForm()
    form.assistant.choices = [(each.id, each.name) for each in desk().assistants.of(account_id())]
    return form


def _rehearsing() -> Rehearsing:
    return current_app.extensions.get(_KEY) or abort(404)


def _instant(wall: datetime | None, zone: ZoneInfo) -> datetime | None:
    return wall.replace(tzinfo=zone) if wall else None
