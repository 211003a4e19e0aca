"""Things that break on purpose: a calendar and a database that fail or die at chosen moments."""

import itertools
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from direct_booking.calendars.base import Calendar
from direct_booking.calendars.errors import OutcomeUnknown
from direct_booking.storage.database import Database

WRITES = ("create", "reschedule", "invite", "cancel")


class Crash(BaseException):
    """The process is gone: nothing that handles errors may handle this."""


@dataclass
class Faults:
    """What the next verbs of a calendar meet. Each is used up once, in order, per verb.

    Attributes:
        before: raised instead of doing it.
        after: raised when it has been done.
    """

    before: dict[str, list[BaseException]] = field(default_factory=dict)
    after: dict[str, list[BaseException]] = field(default_factory=dict)


class FaultyCalendar:
    """A real calendar behind a line that breaks as planned."""

    name = "faulty"
    invites = True

    def __init__(self, real: Calendar, faults: Faults) -> None:
        self._real = real
        self._faults = faults

    def __getattr__(self, verb: str):
        def call(*args, **kwargs):
            _raise_next(self._faults.before, verb)
            result = getattr(self._real, verb)(*args, **kwargs)
            _raise_next(self._faults.after, verb)
            return result

        return call


def unknown(key: str = "?") -> OutcomeUnknown:
    """A write whose answer never came."""
    return OutcomeUnknown("The calendar did not answer in time.", key)


def _raise_next(plan: dict[str, list[BaseException]], verb: str) -> None:
    if plan.get(verb):
        raise plan[verb].pop(0)


class Steps:
    """Counts the arrows of a saga, and does something terrible at one of them."""

    def __init__(self, fatal: int | None, die: Callable[[], None]) -> None:
        self.fatal = fatal
        self.passed = 0
        self._die = die
        self._count = itertools.count()

    def arrow(self) -> None:
        """One more arrow."""
        if next(self._count) == self.fatal:
            self._die()
        self.passed += 1


def crash() -> None:
    """Unwind as if the process were gone, but keep the test alive."""
    raise Crash


def kill() -> None:
    """The process is really gone."""
    os.kill(os.getpid(), signal.SIGKILL)


class MortalDatabase:
    """A database during whose transactions the process may die: before and after every commit."""

    def __init__(self, real: Database, steps: Steps) -> None:
        self._real = real
        self._steps = steps

    def __getattr__(self, name: str):
        return getattr(self._real, name)

    @contextmanager
    def writing(self, *args, **kwargs) -> Iterator:
        """As the real one, with an arrow on either side of the commit."""
        with self._real.writing(*args, **kwargs) as transaction:
            yield transaction
            self._steps.arrow()
        self._steps.arrow()


class MortalCalendar:
    """A calendar during whose writes the process may die: before and after each."""

    name = "mortal"
    invites = True

    def __init__(self, real: Calendar, steps: Steps) -> None:
        self._real = real
        self._steps = steps

    def __getattr__(self, verb: str):
        done = getattr(self._real, verb)
        if verb not in WRITES:
            return done

        def write(*args, **kwargs):
            self._steps.arrow()
            result = done(*args, **kwargs)
            self._steps.arrow()
            return result

        return write
