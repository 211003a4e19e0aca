"""The owner's own page: another password, and who is signed in."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from direct_booking.console.forms import TextForm
from direct_booking.console.here import desk
from direct_booking.reception.owners import weakness

blueprint = Blueprint("owner", __name__, url_prefix="/owner")


class PasswordForm(TextForm):
    """Another password."""

    present = PasswordField("Present password", validators=[InputRequired("Write your present password.")])
    wanted = PasswordField("New password", validators=[InputRequired("Choose a password."), Length(max=200)])
    again = PasswordField("New password again", validators=[EqualTo("wanted", "The two passwords differ.")])

    def validate_wanted(self, field: PasswordField) -> None:
        """Refuse a weak one."""
        if weak := weakness(field.data, current_user.email):
            raise ValidationError(f"The password {weak}.")


@blueprint.get("/")
def show():
    """Who is signed in, and the form."""
    return render_template("owner.html", form=PasswordForm())


@blueprint.post("/password")
def change():
    """Another password; every other visit of this owner ends."""
    form = PasswordForm()
    if form.validate():
        done = desk().owners.change_password(
            current_user.owner,
            form.present.data,
            form.wanted.data,
            request.remote_addr or "",
            keeping=session.visit.digest,
        )
        if done:
            flash("Your password is changed. Every other browser is signed out.", "good")
            return redirect(url_for("owner.show"), 303)
        form.present.errors = ["This is not your present password, or it was tried too often."]
    return render_template("owner.html", form=form), 422
