"""Counting in months: the same day some months on, and every date with one day of the month.

What was said about days is resolved in ``days.py``.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date


def months_on(day: date, months: int) -> date:
    """The same day some months on, or the last of a shorter month. Pure.

    >>> months_on(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def dates_from(first: date, month: int | None, day: int) -> Iterator[date]:
    """Dates with this day (and month), from one on, until every weekday has come. Pure."""
    for months in range(12 * 9):
        year, index = divmod(first.year * 12 + first.month - 1 + months, 12)
        if (month is None or month == index + 1) and day <= monthrange(year, index + 1)[1]:
            found = date(year, index + 1, day)
            if found >= first:
                yield found
