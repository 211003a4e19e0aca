"""Google's client library as the maker of requests, and our door as the way they go.

The library knows paths, parameters and bodies from the discovery document that lies in it; it makes no
connection of its own, tries nothing twice and keeps no token. What is asked is in ``google.py``.
"""

import logging
import warnings
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from direct_booking.calendars.errors import CalendarError
from direct_booking.calendars.google_errors import TokenRefused, judged, unreadable
from direct_booking.calendars.grants import Grant
from direct_booking.calendars.http import Answer, Door
from direct_booking.calendars.patience import patiently
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline

ADDRESS = "https://www.googleapis.com/calendar/v3/"


@dataclass(frozen=True)
class Service:
    """The parts of Google Calendar that are used; each makes requests, from any thread."""

    events: Any
    freebusy: Any
    calendars: Any


@lru_cache(maxsize=8)
def service_at(address: str) -> Service:
    """The service at an address, made once for each process: importing its library takes a while."""
    hush()
    from googleapiclient.discovery import build

    where = {"api_endpoint": address.rstrip("/") + "/"}
    built = build(
        "calendar", "v3", http=object(), static_discovery=True, cache_discovery=False, client_options=where
    )
    return Service(built.events(), built.freebusy(), built.calendarList())


@lru_cache(maxsize=1)
def hush() -> None:
    """Keep Google's libraries from logging addresses and tokens, and from complaining about Python 3.10."""
    for name in ("googleapiclient", "google_auth_oauthlib", "google.auth", "requests_oauthlib", "oauthlib"):
        # They log whole requests when the root is set to DEBUG.
        logging.getLogger(name).setLevel(logging.WARNING)
    # Rasa needs Python 3.10; nobody who reads this can change it.
    warnings.filterwarnings("ignore", category=FutureWarning, module=r"google\.(api_core|auth|oauth2)\b")


class Client:
    """Asks one owner's Google Calendar. May be used from any thread."""

    def __init__(self, door: Door, grant: Grant, clock: Clock, address: str = ADDRESS) -> None:
        self.service = service_at(address)
        self._door = door
        self._grant = grant
        self._clock = clock

    def ask(
        self, request: Any, *, deadline: Deadline, writing: str | None = None, if_match: str | None = None
    ) -> dict[str, Any]:
        """Send a request of ``service``, patiently.

        Args:
            writing: the key of the event that it writes; None when it writes nothing.
            if_match: the version that the event must have, as Google gave it.

        Returns:
            The answer's body, empty for one without.

        Raises:
            CalendarError: as ``google_errors`` has it.
        """
        if if_match is not None:
            request.headers["If-Match"] = if_match

        def attempt(left_s: float) -> dict[str, Any]:
            within = Deadline(left_s)
            token = self._grant.token(deadline_s=within.left_s())
            try:
                return self._send(request, token, within, writing)
            except TokenRefused:
                # It was revoked, or Google's clock is ahead of ours: a new one tells which.
                self._grant.refused(token)
            token = self._grant.token(deadline_s=within.left_s())
            return self._send(request, token, within, writing)

        return patiently(attempt, deadline, reading=writing is None)

    def _send(self, request: Any, token: str, deadline: Deadline, writing: str | None) -> dict[str, Any]:
        through = _Through(self._door, self._clock, token, deadline, writing)
        return request.execute(http=through, num_retries=0) or {}


@dataclass(frozen=True)
class _Through:
    """What the library takes for an ``httplib2.Http``: one request by the door, judged."""

    door: Door
    clock: Clock
    token: str
    deadline: Deadline
    writing: str | None

    def request(self, uri: str, method: str = "GET", body: str | None = None, headers=None, **_options):
        """Send, and hand on what is a success; everything else is raised."""
        answer = self.door.send(
            method,
            uri,
            headers={**(headers or {}), "authorization": f"Bearer {self.token}"},
            body=body.encode() if isinstance(body, str) else body,
            deadline_s=self.deadline.left_s(),
            writing=self.writing,
        )
        failed = judged(answer, writing=self.writing, now=self.clock.now()) or self._unreadable(
            method, answer
        )
        if failed is not None:
            raise failed
        return SimpleNamespace(status=answer.status, reason=""), answer.body

    def _unreadable(self, method: str, answer: Answer) -> CalendarError | None:
        if method == "DELETE":
            return None
        try:
            return None if isinstance(answer.json(), dict) else unreadable(self.writing)
        except ValueError:
            return unreadable(self.writing)
