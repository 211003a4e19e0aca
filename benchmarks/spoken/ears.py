"""What a person understands of what the receptionist says: times, a number, an address. Pure.

Written without the product's own hearing, so that what it says is judged by other ears.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_PARTS = {"morning": (0, 12), "afternoon": (12, 17), "evening": (17, 24)}
_DAY = re.compile(
    rf"""\b(?:
        (?P<near>today|tomorrow|tonight|this)
        | (?P<weekday>{"|".join(_WEEKDAYS)})
    )\b
    (?:[ ](?P<part>morning|afternoon|evening)\b)?
    (?:,?[ ](?:the[ ]|(?P<month>{"|".join(_MONTHS)})[ ])(?P<day>\d+)(?:st|nd|rd|th)
        (?:,[ ](?P<year>\d{{4}}))?
    )?""",
    re.VERBOSE,
)
_CLOCK = re.compile(
    r"\b(?:(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?(?: (?P<half>AM|PM))?|(?P<word>noon|midnight))\b"
)


@dataclass(frozen=True)
class Option:
    """A time that was said: local starts from ``first`` to ``last``, both included.

    Attributes:
        exact: it is one time, and not a part of a day.
    """

    first: datetime
    last: datetime
    exact: bool


def options(said: str, today: date) -> tuple[Option, ...]:
    """The times in a sentence, in order."""
    found: list[Option] = []
    days: list[tuple[date, str | None]] = []
    clocks: list[re.Match] = []
    place = 0
    while place < len(said):
        day, clock = _DAY.match(said, place), _CLOCK.match(said, place)
        if day:
            if clocks:
                found += _together(days, clocks, said)
                days, clocks = [], []
            days.append((_date(day, today), _part(day)))
        elif clock:
            clocks.append(clock)
        after = day or clock
        place = after.end() if after else place + 1
    return (*found, *_together(days or [(today, None)] if clocks else days, clocks, said))


def address(said: str) -> str:
    """The part of a sentence that reads an address back: letters, at-sign, domain."""
    found = re.search(r"(?:read that back: |Did I get )(.+?)(?:\. Did| right\?)", said)
    return found[1] if found else ""


def letters(said: str) -> str:
    """The part of a sentence that asks which of two letters it is."""
    found = re.search(r"Is the (.+)\?", said)
    return found[1] if found else ""


def number(said: str) -> str:
    """The digits that are read back, ``12125550123`` or without the country."""
    found = re.search(r" on ((?:plus )?\d(?:,? \d)+)", said)
    return "".join(filter(str.isdigit, found[1])) if found else ""


def _date(day: re.Match, today: date) -> date:
    if day["near"]:
        return today + timedelta(days=day["near"] == "tomorrow")
    if day["day"]:
        month = _MONTHS.index(day["month"]) + 1 if day["month"] else today.month
        named = date(int(day["year"] or today.year), month, int(day["day"]))
        return named if named >= today or day["year"] else named.replace(year=today.year + 1)
    ahead = (_WEEKDAYS.index(day["weekday"]) - today.weekday()) % 7
    return today + timedelta(days=ahead or 7)


def _part(day: re.Match) -> str | None:
    return "evening" if day["near"] == "tonight" else day["part"]


def _together(days: list, clocks: list[re.Match], said: str) -> list[Option]:
    if not clocks:
        return [_whole(day, part) for day, part in days]
    starts = [_time(clock, clocks[at:]) for at, clock in enumerate(clocks)]
    if len(starts) == 2 and said[: clocks[0].start()].endswith("from "):
        return [
            Option(datetime.combine(day, starts[0]), datetime.combine(day, starts[1]), False)
            for day, _ in days
        ]
    moments = [datetime.combine(day, start) for day, _ in days for start in starts]
    return [Option(moment, moment, True) for moment in moments]


def _whole(day: date, part: str | None) -> Option:
    start, end = _PARTS[part] if part else (0, 24)
    midnight = datetime.combine(day, time())
    return Option(midnight + timedelta(hours=start), midnight + timedelta(hours=end, minutes=-1), False)


def _time(clock: re.Match, on: list[re.Match]) -> time:
    if clock["word"]:
        return time(12 if clock["word"] == "noon" else 0)
    # "2, 3 or 4 PM": the last one's half is everybody's.
    half = next((each["half"] for each in on if each["half"]), "AM")
    return time(int(clock["hour"]) % 12 + 12 * (half == "PM"), int(clock["minute"] or 0))
