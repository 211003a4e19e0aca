"""Stretches of local dates.

What was said about days is resolved to them in ``days.py``.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Span:
    """Local dates, both ends included; None is open."""

    first: date | None
    last: date | None


def among(weekdays: tuple[int, ...], span: Span) -> tuple[Span, ...]:
    """The days of a closed span that are one of these weekdays; neighbours are one span. Pure.

    >>> [str(run.first) for run in among((0, 1), Span(date(2026, 11, 17), date(2026, 11, 24)))]
    ['2026-11-17', '2026-11-23']
    """
    runs: list[Span] = []
    for day in (span.first + timedelta(n) for n in range((span.last - span.first).days + 1)):
        if day.weekday() not in weekdays:
            continue
        if runs and runs[-1].last == day - timedelta(1):
            runs[-1] = Span(runs[-1].first, day)
        else:
            runs.append(Span(day, day))
    return tuple(runs)
