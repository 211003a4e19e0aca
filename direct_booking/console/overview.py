"""Overview: today's and the next appointments, who waits for a call, the calendar, the last month."""

from flask import Blueprint, render_template

from direct_booking.console.call_words import OUTCOMES
from direct_booking.console.charts import Bars, bars
from direct_booking.console.here import account_id, desk
from direct_booking.console.messages import KINDS
from direct_booking.reception.overview import Overview

blueprint = Blueprint("overview", __name__, url_prefix="/overview")


@blueprint.get("/")
def show():
    """The account as it stands now."""
    seen = desk().overviews.of_account(account_id())
    return render_template(
        "overview.html",
        seen=seen,
        per_day=per_day(seen),
        outcomes=outcomes(seen),
        kinds=KINDS,
    )


def per_day(seen: Overview) -> Bars:
    """Appointments made on each day, oldest first. Pure."""
    return bars([(f"{day:%b} {day.day}", number) for day, number in seen.made])


def outcomes(seen: Overview) -> tuple[tuple[str, str, int, float], ...]:
    """How calls ended: kind, words, number, share of the largest in percent; most first. Pure."""
    counted = sorted(seen.outcomes.items(), key=lambda each: (-each[1], each[0]))
    largest = max(seen.outcomes.values(), default=1)
    return tuple(
        (OUTCOMES[name].kind, OUTCOMES[name].words, number, round(100 * number / largest, 1))
        for name, number in counted
        if name in OUTCOMES
    )
