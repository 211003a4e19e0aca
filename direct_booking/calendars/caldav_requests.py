"""The handful of requests that a CalDAV calendar needs, with the owner's password, through the one door.

What is asked in XML is in ``caldav_xml.py``; what a status means in ``caldav_errors.py``.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from direct_booking.calendars import caldav_xml as xml
from direct_booking.calendars.caldav_errors import Asked, judged
from direct_booking.calendars.errors import OutcomeUnknown, Unreachable
from direct_booking.calendars.http import Answer, Door
from direct_booking.calendars.patience import patiently
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline

_XML = {"Content-Type": "application/xml; charset=utf-8"}
_ICALENDAR = {"Content-Type": "text/calendar; charset=utf-8"}
# Compressing changes an event's version on its way through some web servers.
_AS_IT_IS = {"Accept-Encoding": "identity", "Accept": "text/calendar"}


@dataclass(frozen=True)
class Password:
    """Who asks.

    Attributes:
        user, word: as the owner typed them; neither is ever printed.
    """

    user: str
    word: str

    def header(self) -> Mapping[str, str]:
        """RFC 7617: in UTF-8, whatever the letters are."""
        pair = f"{self.user}:{self.word}".encode("utf-8", errors="replace")
        return {"Authorization": "Basic " + base64.b64encode(pair).decode("ascii")}

    def __repr__(self) -> str:
        return "Password(...)"


@dataclass(frozen=True)
class Stored:
    """An event as it stands on the server.

    Attributes:
        text: iCalendar.
        version: its ETag, quotes and all; empty when the server tells none.
    """

    text: str
    version: str


class Requests:
    """Requests of one account. May be used from any thread."""

    def __init__(self, door: Door, password: Password, clock: Clock) -> None:
        """Ask nothing yet."""
        self._door = door
        self._password = password
        self._clock = clock

    def once(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        deadline_s: float,
    ) -> Answer:
        """One reading request, once, whatever its answer is: for finding a server out.

        Raises:
            Unreachable, OperatorMisconfigured.
        """
        sent = {**self._password.header(), **_XML, **(headers or {})}
        return self._door.send(method, url, headers=sent, body=body, deadline_s=deadline_s)

    def properties(
        self, url: str, names: Sequence[str], deadline: Deadline, *, depth: int = 0
    ) -> tuple[xml.Resource, ...]:
        """The properties of a resource, and at depth 1 of what is in it (PROPFIND).

        Raises:
            CalendarError.
        """
        return self._read_xml("PROPFIND", url, xml.propfind(names), Asked(), deadline, depth)

    def report(self, url: str, body: bytes, deadline: Deadline) -> tuple[xml.Resource, ...]:
        """What a calendar's report says (REPORT).

        Raises:
            CalendarError. TooMuch: the server would not tell all of it.
        """
        return self._read_xml("REPORT", url, body, Asked(), deadline, 1)

    def get(self, url: str, deadline: Deadline) -> Stored:
        """An event.

        Raises:
            CalendarError. EventMissing: it is not there, or its calendar is not.
        """
        answer = self._read("GET", url, None, Asked(of_event=True), deadline, _AS_IT_IS)
        return Stored(answer.body.decode("utf-8", errors="replace"), answer.headers.get("ETag", "").strip())

    def put(self, url: str, text: str, condition: Mapping[str, str], key: str, deadline: Deadline) -> str:
        """Write an event if ``condition`` is met.

        Returns:
            Its version; empty when the server does not tell.

        Raises:
            CalendarError. Conflict: the condition is not met. CalendarMissing: nothing can be put there.
        """
        sent = {**_ICALENDAR, **condition}
        answer = self._write("PUT", url, text.encode("utf-8"), sent, Asked(writing=key), deadline)
        return answer.headers.get("ETag", "").strip()

    def delete(self, url: str, condition: Mapping[str, str], key: str, deadline: Deadline) -> None:
        """Remove an event if ``condition`` is met.

        Raises:
            CalendarError. EventMissing: it was not there. Conflict: the condition is not met.
        """
        self._write("DELETE", url, None, condition, Asked(of_event=True, writing=key), deadline)

    def _read_xml(
        self, method: str, url: str, body: bytes, asked: Asked, deadline: Deadline, depth: int
    ) -> tuple[xml.Resource, ...]:
        answer = self._read(method, url, body, asked, deadline, {**_XML, "Depth": str(depth)})
        try:
            if answer.status != 207:
                raise xml.NotDav(f"The status is {answer.status}.")
            return xml.resources(answer.body)
        except xml.NotDav as error:
            # As a page to sign in to somebody's network is: nothing is known, least of all that all is free.
            raise Unreachable("What answered is not a calendar server.") from error

    def _read(
        self,
        method: str,
        url: str,
        body: bytes | None,
        asked: Asked,
        deadline: Deadline,
        headers: Mapping[str, str],
    ) -> Answer:
        def attempt(left_s: float) -> Answer:
            sent = {**self._password.header(), **headers}
            answer = self._door.send(method, url, headers=sent, body=body, deadline_s=left_s)
            return judged(answer, asked, self._clock.now())

        return patiently(attempt, deadline, reading=True)

    def _write(
        self,
        method: str,
        url: str,
        body: bytes | None,
        headers: Mapping[str, str],
        asked: Asked,
        deadline: Deadline,
    ) -> Answer:
        def attempt(left_s: float) -> Answer:
            sent = {**self._password.header(), **headers}
            answer = self._door.send(
                method, url, headers=sent, body=body, deadline_s=left_s, writing=asked.writing
            )
            return _wholly(judged(answer, asked, self._clock.now()), asked)

        return patiently(attempt, deadline, reading=False)


def _wholly(answer: Answer, asked: Asked) -> Answer:
    """The answer to a write, when it proves that all of it was done.

    RFC 4918 9.6.1: a 207 to a removal says that a part of it was not. A page in the place of an answer, as a
    network's own sign-in is, proves nothing; some servers tell of a removal in XML.
    """
    proven = answer.status in (201, 204) or (answer.status == 200 and _says_nothing_else(answer.body))
    if not proven:
        raise OutcomeUnknown("The calendar server did not say that it was done.", asked.writing or "")
    return answer


def _says_nothing_else(body: bytes) -> bool:
    if not body.strip():
        return True
    try:
        return all(each.status < 300 for each in xml.resources(body))
    except xml.NotDav:
        return False
