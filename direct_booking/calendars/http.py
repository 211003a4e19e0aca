"""The one door to calendars on the network: a request has a deadline and says what may have been written.

How its connections are cut in time is in ``direct_booking.guarded_http``. What a status means is each
provider's own table (``google_errors.py`` and the like); trying again is in ``patience.py``.
"""

from collections.abc import Mapping

from direct_booking.calendars.errors import OperatorMisconfigured, OutcomeUnknown, Unreachable
from direct_booking.guarded_http import LONGEST_ANSWER, Answer, BadAddress, Line, NoAnswer

__all__ = ["Answer", "Door"]


class Door:
    """Sends requests to calendars. May be used from any thread. What else it is careful of: ``Line``."""

    def __init__(self, *, at_once: int | None = None, longest_answer: int = LONGEST_ANSWER) -> None:
        """Open no connection yet.

        Args:
            at_once: how many requests may be under way; further ones wait within their deadline.
            longest_answer: bytes of a body, after decompression.
        """
        self._line = Line(at_once=at_once, longest_answer=longest_answer)

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        deadline_s: float,
        writing: str | None = None,
    ) -> Answer:
        """Send one request, once.

        Args:
            deadline_s: seconds for all of it: waiting for its turn, connecting, sending, reading.
            writing: the key of the event that the request writes; None when it writes nothing.

        Returns:
            Whatever was answered, errors too.

        Raises:
            OutcomeUnknown: it was sent, and whether it was carried out was not heard. Only when ``writing``.
            Unreachable: there was no answer, and nothing was written.
            OperatorMisconfigured: the address is none that may be used.
        """
        try:
            return self._line.send(method, url, headers=headers, body=body, deadline_s=deadline_s)
        except BadAddress as error:
            raise OperatorMisconfigured(str(error)) from error
        except NoAnswer as error:
            if writing is not None and error.sent:
                raise OutcomeUnknown(str(error), writing) from error
            raise Unreachable(str(error)) from error

    def close(self) -> None:
        """Close the connections that are kept open; the door still works afterwards."""
        self._line.close()
