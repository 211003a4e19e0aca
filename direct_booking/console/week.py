"""A preview's week as stretches of one kind each: offered, or why not; and where they stand in a picture."""

from dataclasses import dataclass
from datetime import date, datetime

from direct_booking.console.words import clock
from direct_booking.reception.previewing import Day, Preview
from direct_booking.scheduling.offer import Reason

# As an owner reads it; `None` is offered.
WORDS = {
    None: "offered",
    Reason.PAST: "over",
    Reason.TOO_SOON: "within the minimum notice",
    Reason.TOO_FAR: "beyond the look-ahead",
    Reason.CLOSED: "closed",
    Reason.OUTSIDE_HOURS: "outside opening hours",
    Reason.TAKEN: "taken",
    Reason.BUFFER: "too close to something else",
    Reason.OFF_GRID: "not a start",
    Reason.SKIPPED: "skipped by the clock change",
    Reason.NO_SUCH_DAY: "no such day",
}


@dataclass(frozen=True)
class Stretch:
    """Starts that follow one another and are of one kind.

    Attributes:
        first, last: local times with their zone, as they are written.
        reason: the name of why they are not offered; ``offered`` when they are.
        left, width: of the picture, in percent of the day.
    """

    first: str
    last: str
    count: int
    reason: str
    words: str
    left: float
    width: float


@dataclass(frozen=True)
class Row:
    """One day of the picture."""

    date: date
    stretches: tuple[Stretch, ...]


def week_of(shown: Preview) -> tuple[Row, ...]:
    """The week of a preview. Pure."""
    return tuple(Row(day.date, tuple(_stretches(day, shown))) for day in shown.week)


def _stretches(day: Day, shown: Preview):
    runs: list[list] = []
    for start in day.starts:
        if runs and runs[-1][0].reason is start.reason:
            runs[-1].append(start)
        else:
            runs.append([start])
    for run in runs:
        first, last = (each.at.astimezone(shown.zone) for each in (run[0], run[-1]))
        left, right = _percent(first), _percent(last)
        yield Stretch(
            first=clock(first),
            last=clock(last),
            count=len(run),
            reason=run[0].reason.value if run[0].reason else "offered",
            words=WORDS[run[0].reason],
            left=left,
            width=max(right - left, 0) + 1.6,
        )


def _percent(local: datetime) -> float:
    return round((local.hour * 60 + local.minute) / 14.4, 2)
