"""Somebody else's events, reduced to when they are before anything else looks at them (SPEC 1.4).

A server may send whole events although only their times were asked for; titles, places, guests and
attachments are dropped here, line by line. What the times mean is in ``ical.py``.
"""

import re
from collections.abc import Collection, Iterator

# What tells when an event is and whether it makes its owner busy; and which event it is.
WANTED = (
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "TRANSP",
    "STATUS",
    "X-MICROSOFT-CDO-BUSYSTATUS",
)
# Set on an event that its owner has declined, instead of the guests it came with.
DECLINED = "X-DIRECT-BOOKING-DECLINED"

_NAME = re.compile(r"[A-Za-z0-9-]+")
_EMAIL = re.compile(r';email="?([^";:]+)')
_QUOTED = re.compile(r'"[^"]*"')
_FOLD = re.compile(r"\r?\n[ \t]")
# Nothing else ends a line of iCalendar: a title may hold any other mark that Python takes for one.
_LINE_END = re.compile(r"\r?\n")


def reduced(text: str, owner: Collection[str] = ()) -> str:
    """An iCalendar text with nothing of its events but their times.

    Pure. Its frame (every BEGIN and END, time zones) stays, so that a text that is cut off still shows it.

    Args:
        owner: the owner's own addresses, lower case, such as ``mailto:ann@example.com``; an event that one
            of them has declined is marked ``DECLINED``.
    """
    return "".join(f"{line}\r\n" for line in _kept(_LINE_END.split(_FOLD.sub("", text)), owner))


def _kept(lines: list[str], owner: Collection[str]) -> Iterator[str]:
    inside: list[str] = []
    for line in lines:
        name = found.group().upper() if (found := _NAME.match(line)) else ""
        component = line.partition(":")[2].strip().upper()
        if name == "BEGIN":
            inside.append(component)
        # Alarms inside an event, tasks and notes have no times that count; their frame goes with them.
        if _counts(inside):
            if not line:
                continue
            if name in ("BEGIN", "END") or "VEVENT" not in inside or name in WANTED:
                yield line
            elif name == "ATTENDEE" and _declined_by(line, owner):
                yield f"{DECLINED}:TRUE"
        if name == "END" and inside:
            inside.pop()


def _counts(inside: list[str]) -> bool:
    if "VTIMEZONE" in inside:
        return True
    return inside in (["VCALENDAR"], ["VCALENDAR", "VEVENT"]) or not inside


def _declined_by(line: str, owner: Collection[str]) -> bool:
    line = line.lower()
    # A quoted parameter may hold what ends one, as in DELEGATED-FROM="mailto:...".
    parameters, _, address = _QUOTED.sub(_without_ends, line).partition(":")
    if not re.search(r';partstat="?declined\b', parameters):
        return False
    email = _EMAIL.search(parameters)
    return address.strip() in owner or bool(email and f"mailto:{email.group(1)}" in owner)


def _without_ends(quoted: re.Match[str]) -> str:
    return re.sub("[:;]", "\0", quoted.group())
