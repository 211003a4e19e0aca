"""Reads what Twilio sends: is it really Twilio, and which turn is it? Pure, but for what it is given."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

from direct_booking.channels.numbers import number_of
from direct_booking.channels.routes import Unreadable
from direct_booking.channels.turns import Kind, Turn

_CALL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
ENDED = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
TAKEN = frozenset({"completed", "answered"})


@dataclass(frozen=True)
class Fields:
    """The fields of a form, in the order in which they came; several may have one name."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, body: bytes) -> "Fields | None":
        """Read a form; empty fields are kept, since they are signed as well. None when it is no form."""
        try:
            return cls(tuple(parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict")))
        except ValueError:
            return None

    def __getitem__(self, name: str) -> str:
        return next((value for each, value in self.pairs if each == name), "")

    def getlist(self, name: str) -> list[str]:
        """Every value of a field, as the validator asks for them."""
        return [value for each, value in self.pairs if each == name]

    def __iter__(self):
        return (name for name, _ in self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)


def is_genuine(token: str, url: str, fields: Fields, signature: str) -> bool:
    """Whether Twilio signed this; without a token or a signature nobody did. Pure."""
    # Characters beyond ASCII in a signature would make the comparison fail instead of saying no.
    if not token or not signature or not signature.isascii():
        return False
    return RequestValidator(token).validate(url, fields, signature)


def turn_of(fields: Fields, number: int) -> Turn:
    """What was said or pressed in answer to document ``number``. Pure.

    Raises:
        Unreadable.
    """
    spoken, keys = fields["SpeechResult"].strip(), fields["Digits"].strip()
    kind = Kind.ANSWER if number == 0 else Kind.KEYS if keys else Kind.SPEECH if spoken else Kind.SILENCE
    return Turn(
        call_id=call_id_of(fields),
        number=number,
        kind=kind,
        words=keys or spoken,
        alternatives=(spoken,) if spoken else (),
        confidence=_confidence(fields["Confidence"]),
        caller=number_of(fields["From"]),
        called=number_of(fields["To"]),
    )


def event_of(fields: Fields, number: int, kind: Kind) -> Turn:
    """Something that happened without words. Pure.

    Raises:
        Unreadable.
    """
    return Turn(
        call_id_of(fields),
        number,
        kind,
        caller=number_of(fields["From"]),
        called=number_of(fields["To"]),
    )


def call_id_of(fields: Fields) -> str:
    """The call's id.

    Raises:
        Unreadable: there is none.
    """
    call_id = fields["CallSid"]
    if not _CALL_ID.fullmatch(call_id):
        raise Unreadable("CallSid is missing")
    return call_id


def _confidence(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0.0 <= value <= 1.0 else None
