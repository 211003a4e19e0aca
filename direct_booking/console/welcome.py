"""First run: an owner opens the one-time link, and chooses what to sign in with from then on."""

from email_validator import EmailNotValidError, validate_email
from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import EmailField, PasswordField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from direct_booking.console import doors
from direct_booking.console.forms import TextForm
from direct_booking.console.here import desk
from direct_booking.reception.owners import AddressTaken, LinkGone, weakness

blueprint = Blueprint("welcome", __name__)


class WelcomeForm(TextForm):
    """What the owner signs in with."""

    email = EmailField(
        "E-mail address", validators=[InputRequired("Write your e-mail address."), Length(max=254)]
    )
    password = PasswordField("Password", validators=[InputRequired("Choose a password."), Length(max=200)])
    again = PasswordField("Password again", validators=[EqualTo("password", "The two passwords differ.")])

    def validate_email(self, field: EmailField) -> None:
        """Refuse what is no address; whether anybody reads it is not asked."""
        try:
            field.data = validate_email(field.data.strip(), check_deliverability=False).normalized
        except EmailNotValidError as error:
            raise ValidationError("This is not an e-mail address, like ann@example.com.") from error

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a weak one."""
        if weak := weakness(field.data, self.email.data or ""):
            raise ValidationError(f"The password {weak}.")


@blueprint.get("/welcome/<token>")
@doors.open_to_all
def show(token: str):
    """The form, while the link leads somewhere."""
    account = desk().owners.account_of_link(token)
    if account is None:
        return _gone()
    return render_template("welcome.html", form=WelcomeForm(), account=account, token=token)


@blueprint.post("/welcome/<token>")
@doors.open_to_all
def accept(token: str):
    """Become the owner, and be signed in."""
    account = desk().owners.account_of_link(token)
    if account is None:
        return _gone()
    form = WelcomeForm()
    if form.validate():
        done = desk().owners.welcome(token, form.email.data, form.password.data)
        if isinstance(done, LinkGone):
            return _gone()
        if not isinstance(done, AddressTaken):
            doors.enter(done)
            flash("Welcome. You are signed in.", "good")
            return redirect(url_for("home"), 303)
        form.email.errors = ["Somebody signs in to another account with this address: use another one."]
    return render_template("welcome.html", form=form, account=account, token=token), 422


def _gone():
    return render_template("welcome_gone.html"), 410
