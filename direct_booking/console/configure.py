"""Configure: every booking setting of the account, and what they would mean before they are saved (SPEC 2).

The fields are in ``configure_fields``, a form that was typed in ``configure_form``.
"""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for

from direct_booking.console import here
from direct_booking.console.configure_fields import GROUPS, OTHERWISE, Field
from direct_booking.console.configure_form import Typed, beside, raw_of, typed_in, typed_of
from direct_booking.console.here import account_id, desk
from direct_booking.console.week import week_of
from direct_booking.reception.configuring import as_on_the_calendar
from direct_booking.settings import BrokenSettings, Settings, parse, text_for, to_mapping
from direct_booking.settings_fields import DAYS, TEMPLATE_FIELDS

blueprint = Blueprint("configure", __name__, url_prefix="/configure")

PREVIEWING = "previewing"
_SAMPLE = {
    "caller_name": "Ann Lee",
    "caller_number": "+12125550123",
    "email": "ann.lee@example.com",
    "booking_id": "7K3MQ9",
}


@blueprint.get("/")
def show():
    """The settings as they are, and what they mean now."""
    present = desk().configuring.present(account_id())
    return _page(typed_of(present), present, present)


@blueprint.post("/")
def change():
    """Save, or show what saving would mean, or give room for one more."""
    present = desk().configuring.present(account_id())
    typed = typed_in(request.form, present)
    do = request.form.get("do", "save")
    if do == "copy":
        return _page(typed.copied(), present)
    if do == "add-closed":
        return _page(typed.with_another_closed(), present)
    if do.removeprefix("add-") in DAYS:
        return _page(typed.with_another(do.removeprefix("add-")), present)
    try:
        wanted = parse(raw_of(typed, present))
    except BrokenSettings as broken:
        return _page(typed, present, problems=beside(broken.problems)), 422
    if do == "preview":
        return _page(typed, present, wanted)
    desk().configuring.save(account_id(), to_mapping(wanted))
    flash("Your settings are kept. Calls follow them from now on.", "good")
    return redirect(url_for("configure.show"), 303)


@blueprint.post("/preview")
def preview():
    """What is beside the form, while it is being filled in."""
    present = desk().configuring.present(account_id())
    try:
        wanted = parse(raw_of(typed_in(request.form, present), present))
    except BrokenSettings as broken:
        return render_template("configure_preview.html", problems=beside(broken.problems))
    return render_template("configure_preview.html", **_meaning(wanted))


def _page(
    typed: Typed, present: Settings, wanted: Settings | None = None, problems: dict | None = None
) -> str:
    return render_template(
        "configure.html",
        typed=typed,
        problems=problems or {},
        groups=_groups(typed),
        days=DAYS,
        template_fields=TEMPLATE_FIELDS,
        countries=_countries(),
        changed=wanted is not present,
        zone=here.zone(),
        **(_meaning(wanted) if wanted else {}),
    )


def _groups(typed: Typed) -> dict[str, dict[str, Field]]:
    """Every setting that is one field, also one that nobody has described yet."""
    known = {name for fields in GROUPS.values() for name in fields} | OTHERWISE
    groups = {
        heading: {name: field for name, field in fields.items() if name in typed.values}
        for heading, fields in GROUPS.items()
    }
    more = {name: Field(name.replace("_", " ").capitalize()) for name in typed.values if name not in known}
    return {heading: fields for heading, fields in {**groups, "More": more}.items() if fields}


def _meaning(wanted: Settings) -> dict[str, object]:
    """What settings mean at this moment, for the page."""
    shown = current_app.extensions[PREVIEWING]().preview(account_id(), wanted)
    coming = shown.coming[0] if shown.coming else desk().clock.now()
    sample = as_on_the_calendar(wanted, coming, here.zone(), **_SAMPLE)
    text = text_for(wanted) if wanted.scheduling_link else ""
    return {"shown": shown, "week": week_of(shown), "sample": sample, "text": text}


def _countries() -> list[tuple[str, str]]:
    """The countries whose public holidays are known, by code and name."""
    from holidays.registry import COUNTRIES

    named = {codes[1]: name.replace("_", " ").title() for name, codes in COUNTRIES.items()}
    return sorted(named.items(), key=lambda country: country[1])
