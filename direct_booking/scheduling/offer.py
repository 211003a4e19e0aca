"""What the receptionist puts to the caller, as values.

How an offer is chosen is in ``choice.py``; how it is said is in ``saying.times``.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum


class Kind(str, Enum):
    """What sort of offer this is; the prompt in ``domain.yml`` is chosen by it."""

    PARTS = "parts"  # two open parts of days: "Tuesday afternoon and Wednesday morning"
    TIMES = "times"  # up to three starts: "Tuesday at two, three or four"
    NEAREST = "nearest"  # up to two starts instead of the one that was wished for
    TIME = "time"  # one start, proposed and held: "Tuesday at two"
    WHICH = "which"  # one question about what the caller meant: "Friday the 20th or the 27th"
    NONE = "none"  # nothing at all is open
    OPEN = "open"  # nothing is offered yet: what day would suit is asked


class Reason(str, Enum):
    """Why a time cannot be had (SPEC 3.4)."""

    PAST = "past"
    TOO_SOON = "too_soon"  # inside the minimum notice
    TOO_FAR = "too_far"  # beyond the look-ahead
    CLOSED = "closed"  # a closed date, or a day without windows
    OUTSIDE_HOURS = "outside_hours"  # open that day, but not then
    TAKEN = "taken"  # busy, booked, or held for another caller
    BUFFER = "buffer"  # free, but too close to something that is not
    OFF_GRID = "off_grid"  # open then, but appointments start at other minutes
    SKIPPED = "skipped"  # a local time that a clock change skips
    NO_SUCH_DAY = "no_such_day"  # a date that no calendar has


class Part(str, Enum):
    """A part of a day; its hours are in ``day_parts.py``."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True)
class Option:
    """One thing that the caller can pick.

    Attributes:
        start: UTC; the start proposed, or where the stretch begins.
        end: UTC; None for one exact start, else the end (exclusive) of a stretch of starts.
        part: the part of the day that the stretch is, when it is one.
    """

    start: datetime
    end: datetime | None = None
    part: Part | None = None


@dataclass(frozen=True)
class Offer:
    """What was put to the caller, in the order in which it was said.

    Attributes:
        kind: see ``Kind``.
        options: at most three; one for ``TIME``; empty for ``NONE`` and ``OPEN``.
        reason: why the wished-for time is not among them, when it is not.
    """

    kind: Kind
    options: tuple[Option, ...] = ()
    reason: Reason | None = None


def to_text(offer: Offer) -> str:
    """Write an offer as one line of JSON, for a slot. Pure."""
    return json.dumps(
        {
            "kind": offer.kind.value,
            "reason": offer.reason.value if offer.reason else None,
            "options": [
                [
                    option.start.astimezone(timezone.utc).isoformat(),
                    option.end.astimezone(timezone.utc).isoformat() if option.end else None,
                    option.part.value if option.part else None,
                ]
                for option in offer.options
            ],
        }
    )


def from_text(text: str | None) -> Offer | None:
    """Read what ``to_text`` wrote; None stays None. Pure."""
    if not text:
        return None
    raw = json.loads(text)
    return Offer(
        kind=Kind(raw["kind"]),
        reason=Reason(raw["reason"]) if raw["reason"] else None,
        options=tuple(
            Option(
                datetime.fromisoformat(start),
                datetime.fromisoformat(end) if end else None,
                Part(part) if part else None,
            )
            for start, end, part in raw["options"]
        ),
    )
