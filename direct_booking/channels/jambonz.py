"""A connector for jambonz, the open telephone platform: the same calls by other documents (SPEC 7.2).

It stands on the same conversation as ``twilio.py``; neither knows the other.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Request

from direct_booking.channels import jambonz_verbs as verbs
from direct_booking.channels.once import Once
from direct_booking.channels.rasa_dialogue import OnNewMessage, conversation_over, require_one_worker
from direct_booking.channels.routes import add_routes
from direct_booking.channels.turns import Kind, Turn
from direct_booking.clock import Clock, SystemClock
from direct_booking.errors import Misconfigured

SECRET_VARIABLE = "DIRECT_BOOKING_JAMBONZ_SECRET"
USER_VARIABLE = "DIRECT_BOOKING_JAMBONZ_USER"
PASSWORD_VARIABLE = "DIRECT_BOOKING_JAMBONZ_PASSWORD"

log = logging.getLogger(__name__)


class Jambonz(InputChannel):
    """Routes ``answer``, ``turn``, ``wait``, ``transferred`` and ``status`` below ``/webhooks/jambonz``."""

    content_type = "application/json"

    def __init__(
        self,
        *,
        secret: str = "",
        user: str = "",
        password: str = "",
        path: str = "",
        domain: str = "domain.yml",
        phone: str = "phone.yml",
        clock: Clock | None = None,
    ) -> None:
        """Take what ``credentials.yml`` says.

        Args:
            secret: what jambonz signs webhooks with.
            user, password: or what it sends instead. Without either every request is refused.
            path: what a proxy puts before the routes, if anything.
            domain, phone: paths of files.
        """
        self._secret, self._user, self._password = secret, user, password
        self._path = path.rstrip("/")
        self._domain, self._phone = domain, phone
        self._clock = clock or SystemClock()
        require_one_worker()
        if not secret and not (user and password):
            log.warning("neither %s nor a password is set, so no call is answered", SECRET_VARIABLE)

    @classmethod
    def name(cls) -> str:
        """Part of the routes' address."""
        return "jambonz"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Jambonz:
        """Take the settings; secrets come from the environment when the file does not give them."""
        given = dict(credentials or {})
        for name, variable in (
            ("secret", SECRET_VARIABLE),
            ("user", USER_VARIABLE),
            ("password", PASSWORD_VARIABLE),
        ):
            given.setdefault(name, os.environ.get(variable, ""))
        try:
            return cls(**given)
        except TypeError as error:
            raise Misconfigured(f"credentials.yml, {cls.__module__}.{cls.__name__}: {error}.") from error

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes, as Rasa asks for them."""
        blueprint = Blueprint("jambonz")
        conversation, phone, moment = conversation_over(
            on_new_message, self.name(), domain=self._domain, phone=self._phone
        )
        written = verbs.Verbs(phone, f"{self._path}/webhooks/jambonz", moment)
        self.end = written.reply(0, None)
        once = Once(conversation, written.reply, written.bridge)
        add_routes(blueprint, self, once)
        return blueprint

    def genuine(self, request: Request) -> Mapping[str, Any] | None:
        """See ``routes.Company``: what is signed, or brings the password."""
        return _fields_of(request.body) if self._is_genuine(request) else None

    def turn_of(self, fields: Mapping[str, Any], number: int) -> Turn:
        """See ``routes.Company``."""
        return verbs.turn_of(fields, number)

    def event_of(self, fields: Mapping[str, Any], number: int, kind: Kind) -> Turn:
        """See ``routes.Company``."""
        return verbs.event_of(fields, number, kind)

    def was_taken(self, fields: Mapping[str, Any]) -> bool:
        """See ``routes.Company``."""
        return fields.get("dial_call_status") in verbs.TAKEN

    def has_ended(self, fields: Mapping[str, Any]) -> bool:
        """See ``routes.Company``."""
        return fields.get("call_status") in verbs.ENDED

    def _is_genuine(self, request: Request) -> bool:
        signature = request.headers.get("Jambonz-Signature", "")
        if signature and verbs.is_signed(self._secret, request.body, signature, self._clock.now()):
            return True
        return verbs.is_admitted(self._user, self._password, request.headers.get("Authorization", ""))


def _fields_of(body: bytes) -> Mapping[str, Any]:
    """The fields of a body; none, if it is nothing that jambonz sends: then the call's id is missing."""
    try:
        fields = json.loads(body)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}
