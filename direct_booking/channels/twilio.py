"""The voice connector for Twilio-style webhooks, named in ``credentials.yml`` (SPEC 7.2).

It checks who asks, makes a turn of what is sent, and sends back a document. What is kept of a call is in
``once.py``, what is said is the dialogue's.
"""

from __future__ import annotations

import logging
import os
from typing import Any
from urllib.parse import urlsplit

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, text

from direct_booking.channels.once import Once
from direct_booking.channels.rasa_dialogue import OnNewMessage, conversation_over, require_one_worker
from direct_booking.channels.routes import add_routes
from direct_booking.channels.turns import Kind, Turn
from direct_booking.channels.twilio_request import (
    ENDED,
    TAKEN,
    Fields,
    event_of,
    is_genuine,
    turn_of,
)
from direct_booking.channels.twiml import TwiML
from direct_booking.errors import Misconfigured

TOKEN_VARIABLE = "DIRECT_BOOKING_TWILIO_AUTH_TOKEN"
ADDRESS_VARIABLE = "DIRECT_BOOKING_PUBLIC_URL"

log = logging.getLogger(__name__)


class TwilioVoice(InputChannel):
    """Routes ``answer``, ``turn``, ``wait``, ``transferred`` and ``status`` below ``/webhooks/phone``."""

    content_type = "text/xml"

    def __init__(
        self, *, auth_token: str, public_url: str = "", domain: str = "domain.yml", phone: str = "phone.yml"
    ) -> None:
        """Take what ``credentials.yml`` says.

        Args:
            auth_token: Twilio's; empty refuses every request.
            public_url: the address by which Twilio reaches this server, without the routes; empty is the
                address of the request itself, which is right when no proxy stands before it.
            domain, phone: paths.

        Raises:
            Misconfigured: the address is none.
        """
        self._token = auth_token
        self._public_url = _checked(public_url)
        self._domain = domain
        self._phone = phone
        require_one_worker()
        if not auth_token:
            log.warning("%s is not set, so no call by telephone is answered", TOKEN_VARIABLE)

    @classmethod
    def name(cls) -> str:
        """Part of the routes' address."""
        return "phone"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TwilioVoice:
        """Take the settings; secrets come from the environment when the file does not give them."""
        given = dict(credentials or {})
        given.setdefault("auth_token", os.environ.get(TOKEN_VARIABLE, ""))
        given.setdefault("public_url", os.environ.get(ADDRESS_VARIABLE, ""))
        try:
            return cls(**given)
        except TypeError as error:
            raise Misconfigured(f"credentials.yml, {cls.__module__}.{cls.__name__}: {error}.") from error

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes, as Rasa asks for them."""
        blueprint = Blueprint("phone")
        conversation, phone, moment = conversation_over(
            on_new_message, self.name(), domain=self._domain, phone=self._phone
        )
        written = TwiML(phone, f"{urlsplit(self._public_url).path}/webhooks/phone", moment)
        self.end = written.reply(0, None)
        once = Once(conversation, written.reply, written.bridge)

        @blueprint.route("/", methods=["GET"])
        async def health(_request: Request) -> HTTPResponse:
            return text("ok")

        add_routes(blueprint, self, once)
        return blueprint

    def genuine(self, request: Request) -> Fields | None:
        """See ``routes.Company``: what is signed with our token."""
        fields = Fields.of(request.body)
        signature = request.headers.get("X-Twilio-Signature", "")
        if fields is None or not is_genuine(self._token, self._address_of(request), fields, signature):
            return None
        return fields

    def turn_of(self, fields: Fields, number: int) -> Turn:
        """See ``routes.Company``."""
        return turn_of(fields, number)

    def event_of(self, fields: Fields, number: int, kind: Kind) -> Turn:
        """See ``routes.Company``."""
        return event_of(fields, number, kind)

    def was_taken(self, fields: Fields) -> bool:
        """See ``routes.Company``."""
        return fields["DialCallStatus"] in TAKEN

    def has_ended(self, fields: Fields) -> bool:
        """See ``routes.Company``."""
        return fields["CallStatus"] in ENDED

    def _address_of(self, request: Request) -> str:
        """The address as Twilio called it, to the letter."""
        query = f"?{request.query_string}" if request.query_string else ""
        if self._public_url:
            return f"{self._public_url}{request.path}{query}"
        return f"{request.scheme}://{request.host}{request.path}{query}"


def _checked(public_url: str) -> str:
    address = public_url.rstrip("/")
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query):
        raise Misconfigured(f"{ADDRESS_VARIABLE} is {public_url!r}: write it like https://phone.example.com.")
    return address
