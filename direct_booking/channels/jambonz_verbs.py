"""Writes the documents that jambonz plays to a caller, and reads what it sends: pure.

The verbs and fields are those of jambonz's webhook reference; what is said is the dialogue's.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from direct_booking.channels.numbers import number_of
from direct_booking.channels.phone_file import Phone
from direct_booking.channels.routes import Unreadable
from direct_booking.channels.turns import Expectation, Kind, Reply, Then, Turn

PAUSE_S = 1
# How old a signed request may be: whoever has overheard one must not use it tomorrow.
FRESH = timedelta(minutes=5)
ENDED = frozenset({"completed", "failed", "busy", "no-answer"})
TAKEN = frozenset({"completed", "answered"})


@dataclass(frozen=True)
class Verbs:
    """Documents for one number.

    Attributes:
        phone: how long to wait; the voice is that of jambonz's own settings.
        base: the public path of the routes, without a slash at its end.
        moment: the sentence that asks the caller to wait.
    """

    phone: Phone
    base: str
    moment: str

    def reply(self, number: int, reply: Reply | None) -> bytes:
        """The document of a reply; without one, the end of the call. Pure.

        Args:
            number: of the turn that will answer it.
        """
        if reply is None:
            return _bytes_of([{"verb": "hangup"}])
        says = [{"verb": "say", "text": sentence} for sentence in reply.says]
        if reply.then is Then.HANG_UP:
            return _bytes_of([*says, {"verb": "hangup"}])
        if reply.then is Then.TRANSFER:
            return _bytes_of([*says, self._dial(number, reply.transfer_to or "")])
        return _bytes_of([self._gather(number, reply)])

    def bridge(self, number: int, poll: int) -> bytes:
        """The document for a caller who has to wait for turn ``number``. Pure."""
        first = {"verb": "say", "text": self.moment} if poll == 1 else {"verb": "pause", "length": PAUSE_S}
        onward = {"verb": "redirect", "actionHook": f"{self.base}/wait?n={number}&k={poll}"}
        return _bytes_of([first, onward])

    def _gather(self, number: int, reply: Reply) -> dict[str, Any]:
        gather = {
            "verb": "gather",
            "actionHook": f"{self.base}/turn?n={number}",
            "input": ["speech", "digits"],
            "bargein": True,
            "timeout": self.phone.silence_s,
            "finishOnKey": "#",
            # All that is said stands inside, so that the caller may interrupt it.
            "say": {"text": " ".join(reply.says)},
            "recognizer": self._recognizer(reply.expects),
        }
        if not reply.expects.digits:
            gather["numDigits"] = 1
        return gather

    def _recognizer(self, expects: Expectation) -> dict[str, Any]:
        return {"vendor": "default", "language": self.phone.language, "hints": list(expects.hints)}

    def _dial(self, number: int, to: str) -> dict[str, Any]:
        return {
            "verb": "dial",
            "actionHook": f"{self.base}/transferred?n={number}",
            "timeout": self.phone.ring_s,
            "target": [{"type": "phone", "number": to}],
        }


def turn_of(fields: Mapping[str, Any], number: int) -> Turn:
    """What was said or pressed in answer to document ``number``. Pure.

    Raises:
        Unreadable.
    """
    heard = _alternatives(fields)
    keys = str(fields.get("digits") or "").strip()
    words = heard[0][0] if heard else ""
    kind = Kind.ANSWER if number == 0 else Kind.KEYS if keys else Kind.SPEECH if words else Kind.SILENCE
    return Turn(
        call_id=call_id_of(fields),
        number=number,
        kind=kind,
        words=keys or words,
        alternatives=tuple(transcript for transcript, _ in heard),
        confidence=heard[0][1] if heard else None,
        caller=number_of(str(fields.get("from") or "")),
        called=number_of(str(fields.get("to") or "")),
    )


def event_of(fields: Mapping[str, Any], number: int, kind: Kind) -> Turn:
    """Something that happened without words. Pure.

    Raises:
        Unreadable.
    """
    caller, called = number_of(str(fields.get("from") or "")), number_of(str(fields.get("to") or ""))
    return Turn(call_id_of(fields), number, kind, caller=caller, called=called)


def call_id_of(fields: Mapping[str, Any]) -> str:
    """The call's id.

    Raises:
        Unreadable: there is none.
    """
    call_id = fields.get("call_sid")
    if not isinstance(call_id, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", call_id):
        raise Unreadable("call_sid is missing")
    return call_id


def is_signed(secret: str, body: bytes, header: str, now: datetime) -> bool:
    """Whether jambonz signed this body lately: ``t=`` seconds, ``v1=`` HMAC-SHA256 over both. Pure."""
    parts = dict(part.strip().split("=", 1) for part in header.split(",") if "=" in part)
    stamp, given = parts.get("t", ""), parts.get("v1", "")
    if not secret or not re.fullmatch(r"\d{1,12}", stamp, re.ASCII) or not given.isascii():
        return False
    if abs(now - datetime.fromtimestamp(int(stamp), timezone.utc)) > FRESH:
        return False
    expected = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, given)


def is_admitted(user: str, password: str, header: str) -> bool:
    """Whether a request brings this user name and password (HTTP basic authentication). Pure."""
    scheme, _, given = header.partition(" ")
    if not user or not password or scheme.lower() != "basic":
        return False
    expected = base64.b64encode(f"{user}:{password}".encode())
    return hmac.compare_digest(expected, given.strip().encode("utf-8", "replace"))


def _alternatives(fields: Mapping[str, Any]) -> list[tuple[str, float | None]]:
    speech = fields.get("speech")
    listed = speech.get("alternatives") if isinstance(speech, Mapping) else None
    heard = []
    for each in listed if isinstance(listed, list) else []:
        transcript = each.get("transcript") if isinstance(each, Mapping) else None
        if isinstance(transcript, str) and transcript.strip():
            sure = each.get("confidence")
            is_share = isinstance(sure, int | float) and not isinstance(sure, bool) and 0 <= sure <= 1
            heard.append((transcript.strip(), float(sure) if is_share else None))
    return heard


def _bytes_of(verbs: list[dict[str, Any]]) -> bytes:
    return json.dumps(verbs, ensure_ascii=False).encode()
