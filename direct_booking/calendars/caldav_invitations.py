"""Who invites for a CalDAV calendar, and in whose name.

A server that invites by itself (RFC 6638) is left to it; else guests are told by mail (``telling.py``); where
there is neither, nobody is invited and ``invites`` says so.
"""

from email.utils import parseaddr

from direct_booking.calendars.caldav_connecting import Secret
from direct_booking.calendars.caldav_events import Inviting, OurEvent
from direct_booking.calendars.post import Post
from direct_booking.calendars.telling import Step, Telling
from direct_booking.clock import Clock

SERVER, CLIENT, NONE = "SERVER", "CLIENT", "NONE"


class Invitations:
    """The invitations of one connection. May be used from any thread."""

    def __init__(self, post: Post | None, clock: Clock) -> None:
        """Send nothing yet."""
        self._telling = Telling(post, clock) if post is not None else None

    def by(self, secret: Secret) -> Inviting:
        """In whose name, and by whom, a guest of this account is invited."""
        if secret.organizer:
            return Inviting(secret.organizer, SERVER)
        return self.without_server(secret)

    def without_server(self, secret: Secret) -> Inviting:
        """The same where the server refuses to invite."""
        if self._telling is not None:
            return Inviting(f"mailto:{parseaddr(self._telling.sender)[1]}", CLIENT)
        return Inviting(next((each for each in secret.own if each.startswith("mailto:")), None), NONE)

    def certain(self, url: str, before: OurEvent | None, after: OurEvent | None, inviting: Inviting) -> None:
        """A change is on the calendar; see ``telling.Telling``."""
        if self._telling is not None and inviting.agent == CLIENT:
            self._telling.certain(url, Step(before, after))

    def doubtful(self, url: str, before: OurEvent | None, after: OurEvent | None, inviting: Inviting) -> None:
        """A change may be on the calendar; see ``telling.Telling``."""
        if self._telling is not None and inviting.agent == CLIENT:
            self._telling.doubtful(url, Step(before, after))

    def seen(self, url: str, event: OurEvent | None, inviting: Inviting) -> None:
        """How the event stands now; see ``telling.Telling``."""
        if self._telling is not None and inviting.agent == CLIENT:
            self._telling.seen(url, event)
