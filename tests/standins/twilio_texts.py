"""A stand-in for Twilio's Messages API on the loopback: one account, its numbers, Twilio's documented rules.

[message] https://www.twilio.com/docs/messaging/api/message-resource
[errors] https://www.twilio.com/docs/api/errors
"""

import base64
import json
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import parse_qsl

from direct_booking.clock import Clock
from standins.serving import Asked, Reply, Server

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "twilio-token-of-nobody"
KEY, SECRET = "SK" + "fedcba9876543210" * 2, "secret-of-nobody"
SERVICE = "MG" + "00112233445566778899aabbccddeeff"
OURS = "+12125550199"
LONGEST = 1600
# [message]: what a request to send may hold, of all that there is, as far as anybody here should send it.
FIELDS = {"To", "Body", "From", "MessagingServiceSid"}
BASE = f"/2010-04-01/Accounts/{ACCOUNT}/Messages"


@dataclass(frozen=True)
class Message:
    """A text that Twilio has taken."""

    sid: str
    to: str
    body: str
    sent_from: str | None
    service: str | None
    status: str
    created_at: datetime
    error_code: int | None = None


class TwilioStandIn:
    """Twilio, with what its account's owner set up and what networks do.

    Attributes:
        server: where it listens, and its faults.
        messages: what it has taken, oldest first.
        refused: numbers to which it does not send, and with which error.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.messages: list[Message] = []
        self.refused: dict[str, int] = {}
        self.server = Server(self._answer)

    def environment(self, **others: str) -> dict[str, str]:
        """What an operator sets for it."""
        return {
            "DIRECT_BOOKING_TWILIO_ACCOUNT_SID": ACCOUNT,
            "DIRECT_BOOKING_TWILIO_AUTH_TOKEN": TOKEN,
            "DIRECT_BOOKING_TWILIO_TEXTS_FROM": OURS,
            "DIRECT_BOOKING_TWILIO_API_URL": self.server.url,
            **others,
        }

    def becomes(self, status: str, error_code: int | None = None) -> None:
        """The network tells what became of the last text."""
        self.messages[-1] = replace(self.messages[-1], status=status, error_code=error_code)

    def _answer(self, asked: Asked) -> Reply:
        if not _is_allowed(asked):
            return _error(401, 20003, "Authenticate")
        if not asked.path.startswith(BASE):
            return _error(404, 20404, "The requested resource was not found")
        if asked.method == "POST" and asked.path == f"{BASE}.json":
            return self._send(dict(parse_qsl(asked.body.decode(), strict_parsing=True)))
        if asked.method == "GET" and asked.path == f"{BASE}.json":
            return self._list(asked.parameters)
        if asked.method == "GET":
            sid = asked.path.removeprefix(f"{BASE}/").removesuffix(".json")
            found = [each for each in self.messages if each.sid == sid]
            return _reply(200, _written(found[0])) if found else _error(404, 20404, "not found")
        raise ValueError(f"{asked.method} {asked.path} is nothing that the product should ask")

    def _send(self, form: dict[str, str]) -> Reply:
        if form.keys() - FIELDS:
            raise ValueError(f"the product sends {sorted(form.keys() - FIELDS)}")
        to, sender, service = form.get("To", ""), form.get("From"), form.get("MessagingServiceSid")
        if not form.get("Body"):
            return _error(400, 21602, "Message body is required.")
        if len(form["Body"]) > LONGEST:
            return _error(400, 21617, "The concatenated message body exceeds the 1600 character limit.")
        if not sender and not service:
            return _error(400, 21603, "A 'From' phone number is required.")
        if sender and sender != OURS:
            return _error(400, 21659, f"'From' {sender} is not a Twilio phone number")
        if service and service != SERVICE:
            return _error(404, 21701, "The Messaging Service does not exist")
        if to in self.refused:
            return _error(400, self.refused[to], f"The 'To' number {to} cannot be sent to.")
        if not to.startswith("+") or not to[1:].isdigit():
            return _error(400, 21211, f"The 'To' number {to} is not a valid phone number.")
        # [message]: through a service it is accepted before a number to send from is chosen.
        made = Message(
            sid=f"SM{len(self.messages):032x}",
            to=to,
            body=form["Body"],
            sent_from=sender,
            service=service,
            status="accepted" if service else "queued",
            created_at=self._clock.now().replace(microsecond=0),
        )
        self.messages.append(made)
        return _reply(201, _written(made))

    def _list(self, asked: dict[str, str]) -> Reply:
        found = [each for each in reversed(self.messages) if asked.get("To") in (None, each.to)]
        size = int(asked.get("PageSize", 50))
        page = {"messages": [_written(each) for each in found[:size]], "page": 0, "page_size": size}
        return _reply(200, {**page, "next_page_uri": None, "uri": f"{BASE}.json"})


def _is_allowed(asked: Asked) -> bool:
    kind, _, secret = asked.headers.get("authorization", "").partition(" ")
    try:
        user, _, password = base64.b64decode(secret).decode().partition(":")
    except ValueError:
        return False
    return kind == "Basic" and (user, password) in ((ACCOUNT, TOKEN), (KEY, SECRET))


def _written(message: Message) -> dict[str, object]:
    """[message]: as the API writes it."""
    at = format_datetime(message.created_at)
    return {
        "account_sid": ACCOUNT,
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": at,
        "date_sent": None if message.status in ("queued", "accepted") else at,
        "date_updated": at,
        "direction": "outbound-api",
        "error_code": message.error_code,
        "error_message": None,
        "from": message.sent_from,
        "messaging_service_sid": message.service,
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": None,
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": f"{BASE}/{message.sid}/Media.json"},
        "to": message.to,
        "uri": f"{BASE}/{message.sid}.json",
    }


def _error(status: int, code: int, message: str) -> Reply:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return _reply(status, {"code": code, "message": message, "more_info": more, "status": status})


def _reply(status: int, body: dict[str, object]) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"})
