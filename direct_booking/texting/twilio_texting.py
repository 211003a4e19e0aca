"""Texts by Twilio's Messages API, through Twilio's own client.

What its answers mean is in ``twilio_errors``; how long a request may take is in ``twilio_line``. Twilio has
no key by which a text is sent once only, so that nothing is ever sent a second time here.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from direct_booking.deadline import Deadline
from direct_booking.guarded_http import BadAddress, Line, NoAnswer
from direct_booking.texting.base import Progress, Proof
from direct_booking.texting.errors import (
    NothingSent,
    SendingUnknown,
    TextingError,
    TextsMisconfigured,
    TextsUnreachable,
)
from direct_booking.texting.twilio_errors import judged, why
from direct_booking.texting.twilio_line import TwilioLine

API = "https://api.twilio.com"
# Twilio's statuses of a text that goes out.
_PROGRESS = {
    "accepted": Progress.QUEUED,
    "scheduled": Progress.QUEUED,
    "queued": Progress.QUEUED,
    "sending": Progress.QUEUED,
    "sent": Progress.SENT,
    "delivered": Progress.DELIVERED,
    "read": Progress.DELIVERED,
    "undelivered": Progress.FAILED,
    "failed": Progress.FAILED,
    "canceled": Progress.FAILED,
}
_ID = re.compile(r"(SM|MM)[0-9a-f]{32}")
_SERVICE = re.compile(r"MG[0-9a-f]{32}")
# Between two clocks.
_APART = timedelta(minutes=2)
_LOOKED_AT = 20
_NO_EDGE = {"TWILIO_EDGE": "", "TWILIO_REGION": ""}


@dataclass(frozen=True)
class Sender:
    """Whose texts they are.

    Attributes:
        account: the account's SID.
        user, password: the account's SID and auth token, or an API key's SID and secret.
        sends_from: a number of the account's, E.164, or the SID of a messaging service.
        address: of the API.
    """

    account: str
    user: str
    password: str = field(repr=False)
    sends_from: str
    address: str = API

    @property
    def is_service(self) -> bool:
        """Whether a messaging service sends, and not one number."""
        return _SERVICE.fullmatch(self.sends_from) is not None


class TwilioTexting:
    """See ``base.Texting``."""

    name = "twilio"
    is_offered = True

    def __init__(self, sender: Sender) -> None:
        """Ask nothing yet."""
        self._sender = sender
        self._line = Line(longest_answer=1024 * 1024)

    def send(self, number: str, body: str, *, key: str, deadline_s: float) -> Proof:
        """See ``base.Texting``."""
        by = "messaging_service_sid" if self._sender.is_service else "from_"
        with self._asking(deadline_s, sending=True) as client:
            made = client.messages.create(to=number, body=body, **{by: self._sender.sends_from})
            proof = _proof(made)
        if proof.progress is Progress.FAILED:
            raise judged(201, int(proof.code or 0) or None, sending=False)
        return proof

    def progress(self, text_id: str, *, deadline_s: float) -> Proof:
        """See ``base.Texting``."""
        with self._asking(deadline_s) as client:
            return _proof(client.messages(text_id).fetch())

    def find(self, number: str, body: str, *, since: datetime, deadline_s: float) -> Proof | None:
        """See ``base.Texting``: by its words, since Twilio keeps no key of ours."""
        with self._asking(deadline_s) as client:
            listed = client.messages.list(to=number, limit=_LOOKED_AT, page_size=_LOOKED_AT)
            ours = [each for each in listed if self._is_that(each, body, since)]
            return _proof(ours[0]) if ours else None

    def check(self, *, deadline_s: float) -> str:
        """See ``base.Texting``; whether the number to send from is the account's, the first text tells."""
        with self._asking(deadline_s) as client:
            client.messages.list(limit=1, page_size=1)
        return f"Twilio, from {'a messaging service' if self._sender.is_service else self._sender.sends_from}"

    def _is_that(self, message, body: str, since: datetime) -> bool:
        made_at = message.date_created
        if not isinstance(made_at, datetime):
            return False
        made_at = made_at if made_at.tzinfo else made_at.replace(tzinfo=timezone.utc)
        ours = self._sender.sends_from in (message.from_, message.messaging_service_sid)
        return ours and message.body == body and made_at >= since - _APART

    @contextmanager
    def _asking(self, deadline_s: float, *, sending: bool = False) -> Iterator[Client]:
        """Twilio's client for one use; every error of it becomes one of ours."""
        sender = self._sender
        line = TwilioLine(self._line, sender.address, Deadline(deadline_s))
        try:
            # The variables that the client would read by itself are not ours.
            yield Client(sender.user, sender.password, sender.account, http_client=line, environment=_NO_EDGE)
        except TextingError:
            raise
        except BadAddress as error:
            raise TextsMisconfigured(str(error)) from error
        except NoAnswer as error:
            raise _unheard(str(error), sending and error.sent) from error
        except TwilioRestException as error:
            code = error.code if isinstance(error.code, int) and error.code != error.status else None
            raise judged(error.status, code, sending=sending) from error
        except (TwilioException, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise _unheard("Twilio's answer could not be read.", sending) from error


def _unheard(what: str, sent: bool) -> TextingError:
    failed: type[SendingUnknown | NothingSent] = SendingUnknown if sent else TextsUnreachable
    return failed(what)


def _proof(message) -> Proof:
    """What Twilio says of a text. Raises ``ValueError`` when it says nothing that is known."""
    progress = _PROGRESS.get(message.status)
    if progress is None or not _ID.fullmatch(message.sid or ""):
        raise ValueError("no text")
    code = message.error_code if progress is Progress.FAILED else None
    told = str(code) if code else None
    return Proof(message.sid, progress, told, why(told))
