"""Series that began long ago, brought near: expanding one from its beginning costs as much as its age.

What the occurrences then mean is in ``ical.py``.
"""

import re
from datetime import date, datetime, timedelta, timezone

import icalendar

# A rule that only steps by days or weeks goes on from any of its steps just as from its first.
_STEPS = {"DAILY": 1, "WEEKLY": 7}
_NEAR = timedelta(days=60)
_COUNTED = re.compile(r"\b(COUNT|BYSETPOS)=")


def brought_near(calendar: icalendar.Calendar, start: datetime) -> icalendar.Calendar:
    """The same calendar, its daily and weekly series beginning later: whatever touches ``start`` or comes
    after it stays as it is.

    Changes the events that it is given. Series whose occurrences are counted, or changed "from here on",
    stay untouched.

    Args:
        start: aware.
    """
    events = calendar.walk("VEVENT")
    if not any(_changes_what_follows(event) for event in events):
        for event in events:
            _bring_near(event, start)
    return calendar


def _changes_what_follows(event: icalendar.Event) -> bool:
    return "RANGE" in getattr(event.get("RECURRENCE-ID"), "params", {})


def _bring_near(event: icalendar.Event, start: datetime) -> None:
    rule, began = event.get("RRULE"), event["DTSTART"].dt
    if rule is None or isinstance(rule, list) or _COUNTED.search(text := rule.to_ical().decode().upper()):
        return
    frequency, interval = re.search(r"FREQ=(\w+)", text), re.search(r"INTERVAL=(\d+)", text)
    step_days = _STEPS.get(frequency.group(1) if frequency else "", 0) * int(interval[1] if interval else 1)
    ends = getattr(event.get("DTEND"), "dt", began)
    if not step_days or type(ends) is not type(began) or _zone(ends) is not _zone(began):
        return
    # The first day of a rule counts even where the rule itself leaves it out: it must end before ``start``.
    length = max(_length(event), timedelta(0)) + timedelta(days=2)
    steps = (_as_date(start - length - _NEAR) - _as_date(began)).days // step_days
    if steps <= 0 or not (by := _safe_shift(began, ends, steps, step_days)):
        return
    for name in ("DTSTART", "DTEND"):
        if name in event:
            event[name] = icalendar.vDDDTypes(event[name].dt + by)


def _length(event: icalendar.Event) -> timedelta:
    if "DURATION" in event:
        return event["DURATION"].dt
    return event["DTEND"].dt - event["DTSTART"].dt if "DTEND" in event else timedelta(days=1)


def _safe_shift(began: date, ends: date, steps: int, step_days: int) -> timedelta | None:
    """As many steps as were asked for, or a few less, so that both times exist on their clock."""
    for fewer in range(min(steps, 10)):
        by = timedelta(days=(steps - fewer) * step_days)
        if all(_exists(moment + by) for moment in (began, ends)):
            return by
    return None


def _exists(moment: date) -> bool:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return True
    there_and_back = moment.astimezone(timezone.utc).astimezone(moment.tzinfo)
    return there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def _zone(moment: date) -> object:
    return moment.tzinfo if isinstance(moment, datetime) else None


def _as_date(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
