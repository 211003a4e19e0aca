"""Microsoft Graph, asked by our door: token, headers, patience, pages.

What is asked is in ``microsoft.py``; what a refusal means in ``microsoft_errors.py``.
https://learn.microsoft.com/graph/api/overview
"""

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode, urlsplit

from direct_booking.calendars.errors import AccessExpired, CalendarMissing, EventMissing, Unreachable
from direct_booking.calendars.grants import Grant
from direct_booking.calendars.http import Answer, Door
from direct_booking.calendars.microsoft_errors import Asked, error_of, in_doubt
from direct_booking.calendars.microsoft_events import MARK
from direct_booking.calendars.patience import patiently
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline

ADDRESS = "https://graph.microsoft.com/v1.0"

# Field notes: times in UTC whatever the mailbox's zone, and identifiers that survive a move between folders.
_ALWAYS = {"Accept": "application/json", "Prefer": 'outlook.timezone="UTC", IdType="ImmutableId"'}

# Of an event's extended properties, the one that is ours.
OUR_MARK = f"singleValueExtendedProperties($filter=id eq '{MARK}')"

# What a deletion is answered with, and a cancellation.
_DONE = (204, 202)

# Base64 as Exchange writes it. Nothing else is sent as part of a path.
_ID = re.compile(r"[A-Za-z0-9_=+/-]{1,1000}")


class Graph:
    """One owner's mailbox, as the client of its calendars asks it. May be used from any thread."""

    def __init__(self, door: Door, grant: Grant, clock: Clock, address: str = ADDRESS) -> None:
        self._door = door
        self._grant = grant
        self._clock = clock
        self._address = address.rstrip("/")

    def read(
        self, path: str, query: Mapping[str, object] | None = None, *, asked: Asked, deadline: Deadline
    ) -> Mapping:
        """Read one thing.

        Args:
            asked: what is missing when it is not there.

        Raises:
            CalendarError: as ``microsoft_errors`` has it.
        """
        return self._read(self._address + path + _query(query), asked, deadline)

    def pages(
        self, path: str, query: Mapping[str, object], *, asked: Asked, deadline: Deadline
    ) -> Iterator[Mapping]:
        """Read a list, all of its pages.

        Raises:
            Unreachable: a page could not be had, or leads elsewhere: what was read is not the whole.
            CalendarError: as ``microsoft_errors`` has it.
        """
        url: str | None = self._address + path + _query(query)
        seen: set[str] = set()
        while url:
            page = self._read(url, asked, deadline)
            entries = page.get("value")
            if not isinstance(entries, list) or not all(isinstance(each, Mapping) for each in entries):
                raise Unreachable("Microsoft's answer could not be read.")
            yield from entries
            seen.add(url)
            url = page.get("@odata.nextLink")
            if url and (url in seen or not self._is_here(url)):
                # The token goes with the request: to Graph, and nowhere else.
                raise Unreachable("Microsoft's next page is not where it may be.")

    def write(
        self,
        method: str,
        path: str,
        body: Mapping | None,
        *,
        key: str,
        deadline: Deadline,
        if_match: str | None = None,
        replies: bool = True,
    ) -> tuple[Answer, Mapping]:
        """Write an event.

        Args:
            key: of the event that is written.
            if_match: the etag that it must have.
            replies: whether the event is answered, as it then stands.

        Returns:
            The answer, and its body.

        Raises:
            CalendarError: as ``microsoft_errors`` has it.
        """
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if if_match:
            headers["If-Match"] = if_match
        data = json.dumps(body).encode() if body is not None else None

        def attempt(left_s: float) -> tuple[Answer, Mapping]:
            within = Deadline(left_s)
            answer = self._send(method, self._address + path, headers, data, within, "event", key)
            if not replies and answer.status not in _DONE:
                raise in_doubt("Microsoft's answer is none to this request.", key)
            return answer, _object(answer, key) if replies else {}

        return patiently(attempt, deadline, reading=False)

    def _read(self, url: str, asked: Asked, deadline: Deadline) -> Mapping:
        def attempt(left_s: float) -> Mapping:
            return _object(self._send("GET", url, {}, None, Deadline(left_s), asked, None), None)

        return patiently(attempt, deadline, reading=True)

    def _send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        data: bytes | None,
        deadline: Deadline,
        asked: Asked,
        key: str | None,
    ) -> Answer:
        for first in (True, False):
            token = self._grant.token(deadline_s=deadline.left_s())
            answer = self._door.send(
                method,
                url,
                headers={**_ALWAYS, **headers, "Authorization": f"Bearer {token}"},
                body=data,
                deadline_s=deadline.left_s(),
                writing=key,
            )
            failed = error_of(answer, asked=asked, writing=key, now=self._clock.now())
            if failed is None:
                return answer
            if not (first and isinstance(failed, AccessExpired)):
                raise failed
            # It was revoked, or the clocks differ: a new one tells which.
            self._grant.refused(token)
        raise AssertionError("the second try returns or raises")

    def _is_here(self, url: object) -> bool:
        here, there = urlsplit(self._address), urlsplit(str(url))
        return (there.scheme, there.netloc) == (here.scheme, here.netloc)


def calendar_path(calendar_id: str) -> str:
    """Where a calendar is. Pure.

    Raises:
        CalendarMissing: no calendar has such an identifier.
    """
    if not _ID.fullmatch(calendar_id):
        raise CalendarMissing("There is no such calendar in this mailbox.")
    return f"/me/calendars/{quote(calendar_id, safe='')}"


def event_path(calendar_id: str, event_id: str) -> str:
    """Where an event is. Pure.

    Raises:
        CalendarMissing, EventMissing: nothing has such an identifier.
    """
    if not _ID.fullmatch(event_id):
        raise EventMissing("The event is no longer on the calendar.")
    return f"{calendar_path(calendar_id)}/events/{quote(event_id, safe='')}"


def _query(query: Mapping[str, object] | None) -> str:
    # Graph wants %20, and takes a plus sign for itself.
    return "?" + urlencode({k: str(v) for k, v in query.items()}, quote_via=quote, safe="$,") if query else ""


def _object(answer: Answer, writing: str | None) -> Mapping:
    try:
        body = answer.json()
    except ValueError:
        body = None
    if not isinstance(body, Mapping):
        raise in_doubt("Microsoft's answer could not be read.", writing)
    return body
