"""A calendar whose every write is noticed: what was read before is worthless, and failures are noted.

What becomes of the notes is in ``recording``.
"""

from collections.abc import Callable

from direct_booking.calendars.base import Calendar, EventRef, NewEvent
from direct_booking.calendars.errors import CalendarError

_WRITES = ("create", "reschedule", "invite", "cancel")


class NotedCalendar:
    """A calendar whose writes make what was read before worthless, and whose failures are noted."""

    def __init__(
        self, real: Calendar, written: Callable[[], None], met: Callable[[str, str, str], None]
    ) -> None:
        self._real = real
        self._written = written
        self._met = met

    @property
    def name(self) -> str:
        return self._real.name

    def __getattr__(self, verb: str):
        real = getattr(self._real, verb)
        if verb == "find":
            return self._find
        if verb not in _WRITES:
            return real

        def write(*arguments, **named):
            try:
                return real(*arguments, **named)
            except CalendarError as error:
                self._met(_key_of(arguments), verb, type(error).__name__)
                raise
            finally:
                self._written()

        return write

    def _find(self, calendar_id: str, key: str, **named):
        try:
            found = self._real.find(calendar_id, key, **named)
        except CalendarError as error:
            self._met(key, "find", type(error).__name__)
            raise
        self._met(key, "find", "found" if found else "missing")
        return found


def _key_of(arguments: tuple) -> str:
    """The key of the event that a write is about."""
    return next((each.key for each in arguments if isinstance(each, EventRef | NewEvent)), "")
