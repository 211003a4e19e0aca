"""Signing in and out."""

import math

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from direct_booking.console import doors
from direct_booking.console.forms import TextForm
from direct_booking.console.here import desk
from direct_booking.reception.owners import Owner, TooMany

blueprint = Blueprint("sign_in", __name__)

_WRONG = "This e-mail address and password do not belong together."


class SignInForm(TextForm):
    """Who it is."""

    email = EmailField(
        "E-mail address", validators=[InputRequired("Write your e-mail address."), Length(max=254)]
    )
    password = PasswordField("Password", validators=[InputRequired("Write your password."), Length(max=200)])


@blueprint.get("/sign-in")
@doors.open_to_all
def show():
    """The form; whoever has signed in goes on."""
    if current_user.is_authenticated:
        return redirect(url_for("home"), 303)
    return _page(SignInForm())


@blueprint.post("/sign-in")
@doors.open_to_all
def enter():
    """Sign in, and go where the owner was going."""
    form = SignInForm()
    if not form.validate():
        return _page(form, 422)
    found = desk().owners.enter(form.email.data, form.password.data, request.remote_addr or "")
    if isinstance(found, TooMany):
        minutes = math.ceil(found.wait.total_seconds() / 60)
        form.form_errors.append(f"Too many attempts. Try again in {minutes} minutes.")
        return (*_page(form, 429), {"Retry-After": str(math.ceil(found.wait.total_seconds()))})
    if not isinstance(found, Owner):
        form.form_errors.append(_WRONG)
        return _page(form, 401)
    doors.enter(found)
    wanted = request.args.get("next")
    return redirect(wanted if doors.is_ours(wanted) else url_for("home"), 303)


@blueprint.post("/sign-out")
def leave():
    """End the visit."""
    doors.leave()
    flash("You are signed out.", "good")
    return redirect(url_for("sign_in.show"), 303)


def _page(form: SignInForm, code: int = 200):
    wanted = request.args.get("next")
    return render_template("sign_in.html", form=form, next=wanted if doors.is_ours(wanted) else None), code
