"""Who invites for a CalDAV calendar, and when a mail may go: only for what is certainly on the calendar.

The mail is made in ``caldav_mail.py`` and sent by ``caldav_post.py``. A server that invites by itself
(RFC 6638) is left to it; where there is neither, nobody is invited and ``invites`` says so.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr

from direct_booking.calendars import caldav_mail
from direct_booking.calendars.caldav_connecting import Secret
from direct_booking.calendars.caldav_events import Inviting, OurEvent, cancelled
from direct_booking.calendars.caldav_post import Post
from direct_booking.clock import Clock

SERVER, CLIENT, NONE = "SERVER", "CLIENT", "NONE"
# An event found after a crash was written by a worker that may not have told the guest any more.
_FRESH = timedelta(hours=1)
_REMEMBERED = 2000


@dataclass(frozen=True)
class _Step:
    """A change of an event: as it was, and as it was to be; None is not there."""

    before: OurEvent | None
    after: OurEvent | None


class Invitations:
    """The invitations of one connection. May be used from any thread."""

    def __init__(self, post: Post | None, clock: Clock) -> None:
        """Send nothing yet."""
        self._post = post
        self._clock = clock
        self._lock = threading.Lock()
        self._doubts: OrderedDict[str, _Step] = OrderedDict()
        self._told: OrderedDict[str, int] = OrderedDict()

    def by(self, secret: Secret) -> Inviting:
        """In whose name, and by whom, a guest of this account is invited."""
        if secret.organizer:
            return Inviting(secret.organizer, SERVER)
        return self.without_server(secret)

    def without_server(self, secret: Secret) -> Inviting:
        """The same where the server refuses to invite."""
        if self._post is not None:
            return Inviting(f"mailto:{parseaddr(self._post.sender)[1]}", CLIENT)
        return Inviting(next((each for each in secret.own if each.startswith("mailto:")), None), NONE)

    def certain(self, url: str, before: OurEvent | None, after: OurEvent | None, inviting: Inviting) -> None:
        """A change is on the calendar: tell whoever is invited, and whoever no longer is."""
        with self._lock:
            self._doubts.pop(url, None)
        if inviting.agent == CLIENT:
            self._tell(url, _Step(before, after))

    def doubtful(self, url: str, before: OurEvent | None, after: OurEvent | None, inviting: Inviting) -> None:
        """A change may be on the calendar: nobody is told until it has been ``seen``."""
        if inviting.agent == CLIENT:
            with self._lock:
                _remember(self._doubts, url, _Step(before, after))

    def seen(self, url: str, event: OurEvent | None, inviting: Inviting) -> None:
        """How the event stands now: what was in doubt is certain, one way or the other."""
        if inviting.agent != CLIENT:
            return
        with self._lock:
            step = self._doubts.pop(url, None)
            told = self._told.get(url)
        if step is not None and _is_done(step, event):
            self._tell(url, step)
        elif step is None and told is None and event is not None and self._is_fresh(event):
            # Told twice is better than never: the second message is the first again, to every program.
            self._tell(url, _Step(None, event))

    def _tell(self, url: str, step: _Step) -> None:
        before = cancelled(step.before, self._clock.now()) if step.before else None
        with self._lock:
            _remember(self._told, url, step.after.sequence if step.after else -1)
        if self._post is not None:
            self._post.send(caldav_mail.messages(before, step.after, self._post.sender))

    def _is_fresh(self, event: OurEvent) -> bool:
        changed_at = event.changed_at
        return event.live and changed_at is not None and self._clock.now() - changed_at < _FRESH


def _is_done(step: _Step, event: OurEvent | None) -> bool:
    if step.after is None:
        return event is None
    return event is not None and event.live and event.sequence == step.after.sequence


def _remember(known: OrderedDict, url: str, value) -> None:
    known.pop(url, None)
    known[url] = value
    while len(known) > _REMEMBERED:
        known.popitem(last=False)
