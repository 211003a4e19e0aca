"""What Twilio's own client sends its requests by: a line that is cut in time, instead of one that waits."""

import base64
import logging
from urllib.parse import urlencode, urlsplit

from twilio.base.version import Version
from twilio.http import HttpClient
from twilio.http.response import Response

from direct_booking.deadline import Deadline
from direct_booking.guarded_http import Line

# Twilio's client would log the numbers that it asks about.
_SILENT = logging.getLogger(f"{__name__}.silent")
_SILENT.disabled = True


class TwilioLine(HttpClient):
    """One use of the client: everything that it asks shares a deadline."""

    def __init__(self, line: Line, address: str, deadline: Deadline) -> None:
        """Ask nothing yet.

        Args:
            address: of the API, without a slash at the end; the client only knows that of the real one.
        """
        super().__init__(logger=_SILENT, is_async=False)
        self._line, self._address, self._deadline = line, address, deadline

    def request(
        self,
        method,
        uri,
        params=None,
        data=None,
        headers=None,
        auth=None,
        timeout=None,
        allow_redirects=False,
    ) -> Response:
        """Ask once; redirects are not followed.

        Raises:
            BadAddress, NoAnswer.
            TwilioRestException: it was answered with anything but success.
        """
        query = f"?{urlencode(params, doseq=True)}" if params else ""
        sent = dict(headers or {})
        if auth:
            sent["Authorization"] = "Basic " + base64.b64encode(":".join(auth).encode()).decode()
        answer = self._line.send(
            method,
            f"{self._address}{urlsplit(uri).path}{query}",
            headers=sent,
            body=urlencode(data, doseq=True).encode() if data else None,
            deadline_s=self._deadline.left_s(),
        )
        response = Response(answer.status, answer.body.decode("utf-8", "replace"))
        if answer.status >= 300:
            # The client itself would give up what a list is refused with, and read what points elsewhere.
            raise Version.exception(method, urlsplit(uri).path, response, "Twilio said no")
        return response
