"""The only place that reads a clock.

Every other function that needs the time takes ``now`` as an argument.
"""

import time
from datetime import datetime, timedelta, timezone
from typing import Protocol


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(timezone.utc)


class SetClock:
    """A clock that stands where it is put, for tests, replays and pretended calls."""

    def __init__(self, instant: datetime) -> None:
        self.set(instant)

    def set(self, instant: datetime) -> None:
        """Put the clock at ``instant`` (aware; any zone).

        Raises:
            ValueError: ``instant`` is naive.
        """
        if instant.tzinfo is None:
            raise ValueError("a clock is set to an aware datetime")
        self._instant = instant.astimezone(timezone.utc)

    def advance(self, by: timedelta) -> None:
        """Move the clock forward."""
        self._instant += by

    def now(self) -> datetime:
        """The instant the clock was put at, aware, in UTC."""
        return self._instant


def monotonic_s() -> float:
    """Seconds on a clock that never goes back, for deadlines and durations."""
    return time.monotonic()
