"""Privacy (SPEC 6.4): find, export and erase one caller's data, and how long everything is kept."""

import json

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from wtforms import StringField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from direct_booking.console.forms import TextForm, WholeField
from direct_booking.console.here import account_id, desk
from direct_booking.reception.calls import e164
from direct_booking.settings import to_mapping

blueprint = Blueprint("privacy", __name__, url_prefix="/privacy")

# Whom the owner looks at: kept in the visit, so that no number and no address is part of an address.
_WHO = "caller_looked_for"
LONGEST_DAYS = 3650


class CallerForm(TextForm):
    """Whom to look for."""

    who = StringField("Number or e-mail address", validators=[InputRequired("Write a number or an address.")])

    def validate_who(self, field: StringField) -> None:
        """Refuse what no caller can be known by."""
        if e164(field.data) is None and ("@" not in field.data or len(field.data) > 254):
            raise ValidationError("This is neither a number such as +12125550123 nor an e-mail address.")


class RetentionForm(TextForm):
    """How long calls are kept."""

    days = WholeField(
        "Erase after",
        validators=[
            InputRequired("Write a number of days, 0 to keep everything."),
            NumberRange(0, LONGEST_DAYS, f"Write 0 to keep everything, or up to {LONGEST_DAYS} days."),
        ],
    )


@blueprint.get("/")
def show():
    """The two forms."""
    return _page()


@blueprint.post("/find")
def find():
    """Look for a caller."""
    form = CallerForm()
    if not form.validate():
        return _page(looking=form), 422
    session[_WHO] = form.who.data.strip()
    return redirect(url_for("privacy.caller"), 303)


@blueprint.get("/caller")
def caller():
    """What is kept of the one that was looked for."""
    if _WHO not in session:
        return redirect(url_for("privacy.show"), 303)
    found = desk().callers.find(account_id(), session[_WHO])
    return render_template("caller.html", found=found)


@blueprint.get("/caller.json")
def export():
    """All of it, to be handed to the caller."""
    if _WHO not in session:
        return redirect(url_for("privacy.show"), 303)
    document = json.dumps(desk().callers.export(account_id(), session[_WHO]), indent=2, ensure_ascii=False)
    named = {"Content-Disposition": "attachment; filename=caller.json"}
    return Response(document, mimetype="application/json", headers=named)


@blueprint.get("/erase")
def ask():
    """What goes, and what stays."""
    if _WHO not in session:
        return redirect(url_for("privacy.show"), 303)
    found = desk().callers.find(account_id(), session[_WHO])
    coming = [each for each in found.bookings if each.live and each.starts_at > desk().clock.now()]
    elsewhere = any(each.provider != "local" for each in found.bookings)
    return render_template("caller_erase.html", found=found, coming=len(coming), elsewhere=elsewhere)


@blueprint.post("/erase")
def erase():
    """Erase it."""
    if _WHO not in session:
        return redirect(url_for("privacy.show"), 303)
    # A page that was open in another window may be about somebody else.
    if request.form.get("who") != session[_WHO]:
        flash("Nothing was erased: another caller was looked for in the meantime.", "bad")
        return redirect(url_for("privacy.show"), 303)
    found = desk().callers.erase(account_id(), session.pop(_WHO))
    flash(f"Erased: {len(found.call_ids)} calls and what belonged to them.", "good")
    if any(each.provider != "local" for each in found.bookings):
        flash(
            "What stands on your own calendar is not reached: remove the words of its events there.", "note"
        )
    return redirect(url_for("privacy.show"), 303)


@blueprint.post("/retention")
def keep():
    """Keep calls for so many days from now on."""
    form = RetentionForm()
    if not form.validate():
        return _page(retention=form), 422
    present = desk().configuring.present(account_id())
    shorter = form.days.data and (not present.retention_days or form.days.data < present.retention_days)
    if shorter and request.form.get("sure") != "yes":
        return render_template("retention_confirm.html", days=form.days.data)
    desk().configuring.save(account_id(), {**to_mapping(present), "retention_days": form.days.data})
    flash(
        f"What is older than {form.days.data} days is erased, from now on."
        if form.days.data
        else "Everything is kept until you erase it.",
        "good",
    )
    return redirect(url_for("privacy.show"), 303)


def _page(looking: CallerForm | None = None, retention: RetentionForm | None = None):
    present = desk().configuring.present(account_id()).retention_days
    return render_template(
        "privacy.html",
        looking=looking or CallerForm(formdata=None),
        retention=retention or RetentionForm(formdata=None, data={"days": present}),
        present=present,
    )
