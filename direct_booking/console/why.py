"""Why isn't it booking? The diagnosis of each assistant (SPEC 2.6), as ``direct-booking why`` gives it."""

from flask import Blueprint, render_template, url_for

from direct_booking.console.here import account_id, desk

blueprint = Blueprint("why", __name__, url_prefix="/why")

CHECKS = {
    "switch": "The switch",
    "connection": "The connection",
    "settings": "The settings",
    "calendar": "Reading the calendar",
    "slots": "Open times",
}
# What removes a time from those that could be offered (3.1).
RULES = {
    "closed": "Closed dates and holidays",
    "outside_hours": "Outside the opening hours",
    "taken": "Busy on the calendar, or booked",
    "buffer": "The buffer around something",
    "too_soon": "Sooner than the minimum notice",
    "too_far": "Beyond the look-ahead",
    "skipped": "An hour that a clock change skips",
    "off_grid": "Between two starts",
}


@blueprint.get("/")
def show():
    """Ask everything now; the calendar, too, which may take some seconds."""
    found = [desk().diagnosing.diagnose(each) for each in desk().assistants.of(account_id())]
    return render_template("why.html", found=found, checks=CHECKS, rules=RULES, places=_places())


def _places() -> dict[str, str]:
    """Where the remedy of each check is."""
    booking, rules = url_for("direct_booking.show"), url_for("configure.show")
    return {
        "switch": booking,
        "connection": booking,
        "calendar": booking,
        "settings": rules,
        "slots": rules,
    }
