"""Connecting a calendar (SPEC 1.3): by a provider's own sign-in, a server's password, or the embedded one.

A sign-in that is under way is kept in the owner's visit only, so that nobody else can end it.
"""

import logging

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from direct_booking.console import here
from direct_booking.console.forms import TextForm
from direct_booking.console.here import account_id, desk, place
from direct_booking.errors import DirectBookingError
from direct_booking.reception.connecting import Connected
from direct_booking.reception.names import PROVIDERS

blueprint = Blueprint("connecting", __name__, url_prefix="/direct-booking/connect")

_BY_BROWSER = ("google", "microsoft")
_UNDER_WAY = "sign_in_under_way"

log = logging.getLogger(__name__)


class CalDavForm(TextForm):
    """An account on a CalDAV server."""

    address = StringField(
        "Address of the server", validators=[InputRequired("Write the server's address."), Length(max=500)]
    )
    user = StringField("User name", validators=[InputRequired("Write the user name."), Length(max=200)])
    password = PasswordField("Password", validators=[InputRequired("Write the password."), Length(max=500)])


@blueprint.get("/")
def show():
    """What can be connected."""
    lacking = {name: desk().connecting.lacking(name) for name in _BY_BROWSER}
    redirects = {name: _return_address(name) for name in _BY_BROWSER}
    return render_template("connecting.html", lacking=lacking, redirects=redirects)


@blueprint.post("/<any(google, microsoft):provider>")
def begin(provider: str):
    """Send the owner to the provider's sign-in."""
    try:
        begun = desk().connecting.begin(account_id(), provider, _return_address(provider))
    except DirectBookingError as error:
        return _failed(provider, error)
    session[_UNDER_WAY] = {"provider": provider, "flow": dict(begun.flow)}
    page = render_template("leaving.html", address=begun.address, provider=PROVIDERS[provider])
    # Not a redirect: browsers hold those of a form to where forms may be sent, which is here only.
    return page, 200, {"Refresh": f"0; url={begun.address}"}


@blueprint.get("/<any(google, microsoft):provider>/return")
def came_back(provider: str):
    """The owner is back with an answer, which is good once, for this visit."""
    under_way = session.pop(_UNDER_WAY, None)
    if not under_way or under_way["provider"] != provider:
        flash("This sign-in did not begin here, or was used already: begin it anew.", "bad")
        return redirect(url_for("direct_booking.show"), 303)
    try:
        done = desk().connecting.finish(account_id(), provider, under_way["flow"], request.args.to_dict())
    except DirectBookingError as error:
        return _failed(provider, error)
    return _connected(done)


@blueprint.get("/caldav")
def caldav():
    """The form for a server."""
    return render_template("connecting_caldav.html", form=CalDavForm())


@blueprint.post("/caldav")
def sign_in():
    """Sign in to a server."""
    form = CalDavForm()
    if not form.validate():
        return render_template("connecting_caldav.html", form=form), 422
    try:
        done = desk().connecting.sign_in(
            account_id(), "caldav", form.address.data, form.user.data, form.password.data
        )
    except DirectBookingError as error:
        log.warning("caldav: not connected: %s", type(error).__name__)
        form.form_errors.append(str(error))
        return render_template("connecting_caldav.html", form=form), 422
    return _connected(done)


@blueprint.post("/local")
def embedded():
    """Go to the embedded calendar."""
    try:
        return _connected(desk().connecting.embedded(account_id()))
    except DirectBookingError as error:
        return _failed("local", error)


def _return_address(provider: str) -> str:
    # From the setting and never from the request: it is what is registered with the provider.
    return place().url + url_for("connecting.came_back", provider=provider)


def _connected(done: Connected):
    here.forget_calendar()
    names = {each.id: each.name for each in done.calendars}
    flash(f"Connected. Appointments are booked on “{names[done.connection.calendar_id]}”.", "good")
    if done.standing_elsewhere:
        flash(
            f"{done.standing_elsewhere} appointments to come are on another calendar. They stay there, and "
            "their times are kept free.",
            "note",
        )
    several = len(done.calendars) > 1 and not done.kept
    return redirect(url_for("calendars.show" if several else "direct_booking.show"), 303)


def _failed(provider: str, error: DirectBookingError):
    # The sentence may name the owner's address: the log has the kind of failure only.
    log.warning("%s: not connected: %s", provider, type(error).__name__)
    flash(f"{PROVIDERS[provider]} is not connected. {error}", "bad")
    return redirect(url_for("direct_booking.show"), 303)
