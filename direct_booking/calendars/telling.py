"""Tells guests by mail what became of their appointment: only what is certainly on the calendar.

The mail is made in ``mail.py`` and sent by ``post.py``. Which calendars need it: the embedded one, and those
of CalDAV servers that invite nobody (``caldav_invitations.py``).
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta

from direct_booking.calendars import mail
from direct_booking.calendars.mail import Appointment
from direct_booking.calendars.post import Post
from direct_booking.clock import Clock

# An event found after a crash was written by a worker that may not have told the guest any more.
_FRESH = timedelta(hours=1)
_REMEMBERED = 2000


@dataclass
class Step:
    """A change of an event: as it was, and as it was to be; None is not there."""

    before: Appointment | None = None
    after: Appointment | None = None


class Telling:
    """What the guests of one or more calendars have been told. May be used from any thread."""

    def __init__(self, post: Post, clock: Clock) -> None:
        """Send nothing yet."""
        self._post = post
        self._clock = clock
        self._lock = threading.Lock()
        self._doubts: OrderedDict[str, Step] = OrderedDict()
        self._told: OrderedDict[str, int] = OrderedDict()

    @property
    def sender(self) -> str:
        """The address, with or without a name, that mail comes from."""
        return self._post.sender

    def certain(self, event_id: str, step: Step) -> None:
        """A change is on the calendar: tell whoever is invited, and whoever no longer is."""
        with self._lock:
            self._doubts.pop(event_id, None)
        self._tell(event_id, step)

    def doubtful(self, event_id: str, step: Step) -> None:
        """A change may be on the calendar: nobody is told until it has been ``seen``."""
        with self._lock:
            _remember(self._doubts, event_id, step)

    def seen(self, event_id: str, event: Appointment | None) -> None:
        """How the event stands now: what was in doubt is certain, one way or the other."""
        with self._lock:
            step = self._doubts.pop(event_id, None)
            told = self._told.get(event_id)
        if step is not None and _is_done(step, event):
            self._tell(event_id, step)
        elif step is None and told is None and event is not None and self._is_fresh(event):
            # Told twice is better than never: the second message is the first again, to every program.
            self._tell(event_id, Step(None, event))

    def _tell(self, event_id: str, step: Step) -> None:
        before = mail.cancelled(step.before, self._clock.now()) if step.before else None
        with self._lock:
            _remember(self._told, event_id, step.after.sequence if step.after else -1)
        self._post.send(mail.messages(before, step.after, self._post.letterhead))

    def _is_fresh(self, event: Appointment) -> bool:
        changed_at = event.changed_at
        return event.live and changed_at is not None and self._clock.now() - changed_at < _FRESH


def _is_done(step: Step, event: Appointment | None) -> bool:
    if step.after is None:
        return event is None
    return event is not None and event.live and event.sequence == step.after.sequence


def _remember(known: OrderedDict, event_id: str, value) -> None:
    known.pop(event_id, None)
    known[event_id] = value
    while len(known) > _REMEMBERED:
        known.popitem(last=False)
