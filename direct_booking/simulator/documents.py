"""Reads a document as the telephone company does: which verbs, in which order, and what they allow. Pure.

The rules are those of Twilio's TwiML reference for voice; whoever breaks one gets ``BadDocument``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from direct_booking.simulator.errors import BadDocument

LONGEST_DOCUMENT, LONGEST_SAY = 64 * 1024, 4096
MOST_HINTS, LONGEST_HINT = 500, 100

_WHOLE, _FLAG, _URL = r"[1-9]\d{0,4}", r"true|false", r"\S+"
_LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"

# Each verb's attributes and what they may be, as far as a call needs them.
_ALLOWED = {
    "Response": {},
    "Say": {
        "voice": r"man|woman|alice|(Polly|Google|Azure|ElevenLabs)\.\S+",
        "language": _LANGUAGE,
        "loop": r"\d{1,4}",
    },
    "Pause": {"length": _WHOLE},
    "Redirect": {"method": "POST"},
    "Hangup": {},
    "Number": {},
    "Dial": {"action": _URL, "method": "POST", "timeout": _WHOLE, "callerId": r"\+[1-9]\d{5,14}"},
    "Gather": {
        "input": r"dtmf|speech|dtmf speech|speech dtmf",
        "action": _URL,
        "method": "POST",
        "actionOnEmptyResult": _FLAG,
        "timeout": _WHOLE,
        "speechTimeout": rf"auto|{_WHOLE}",
        "speechModel": r"default|numbers_and_commands|phone_call"
        r"|experimental_(conversations|utterances)|(googlev2|deepgram)_[a-z0-9_-]+",
        "language": _LANGUAGE,
        "hints": r"(?s).*",
        "numDigits": _WHOLE,
        "finishOnKey": r"[0-9*#]*",
        "bargeIn": _FLAG,
        "enhanced": _FLAG,
        "profanityFilter": _FLAG,
    },
}
_NESTED = {
    "Response": {"Say", "Pause", "Redirect", "Hangup", "Dial", "Gather"},
    "Gather": {"Say", "Pause"},
    "Dial": {"Number"},
}
# What holds words, a number or an address between its tags; the others hold nothing but space.
_WORDED = {"Say", "Redirect", "Number", "Dial"}


@dataclass(frozen=True)
class Say:
    """Words that the caller hears."""

    words: str


@dataclass(frozen=True)
class Gather:
    """The company listens.

    Attributes:
        says: what is said meanwhile; the caller may interrupt it.
        action: where the answer is sent.
        on_empty: whether an answer is sent when nothing was heard.
        keys: how many keys end the answer, if a number of them does.
    """

    says: tuple[str, ...]
    action: str
    on_empty: bool
    keys: int | None
    speech: bool
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Redirect:
    """The company asks for another document."""

    url: str


@dataclass(frozen=True)
class Dial:
    """The caller is put through."""

    number: str
    action: str


@dataclass(frozen=True)
class Hangup:
    """The call ends."""


@dataclass(frozen=True)
class Pause:
    """Nothing for some seconds."""

    seconds: int


Verb = Say | Gather | Redirect | Dial | Hangup | Pause


def read(content: bytes) -> tuple[Verb, ...]:
    """The verbs of a document, in order.

    Raises:
        BadDocument: the company would refuse it, or end the call for want of a way on.
    """
    if len(content) > LONGEST_DOCUMENT:
        raise BadDocument("The document is longer than 64 KB.")
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise BadDocument(f"The document is not XML: {error}.") from error
    if root.tag != "Response":
        raise BadDocument(f"The document begins with <{root.tag}>, not with <Response>.")
    _check(root)
    verbs = tuple(_verb(element) for element in root)
    if not verbs or not isinstance(verbs[-1], Redirect | Dial | Hangup):
        raise BadDocument("The document has no way on: after its last verb the call would end.")
    for verb in verbs[:-1]:
        if isinstance(verb, Redirect | Hangup):
            raise BadDocument(f"Nothing after <{type(verb).__name__}> would be played.")
    return verbs


def _verb(element: Element) -> Verb:
    given, inner = element.attrib, tuple(element)
    if element.tag == "Say":
        return Say(_words(element))
    if element.tag == "Pause":
        return Pause(int(given.get("length", "1")))
    if element.tag == "Redirect":
        return Redirect(_url(element.text))
    if element.tag == "Dial":
        return _dial(element, inner)
    if element.tag == "Gather":
        return _gather(given, inner)
    return Hangup()


def _check(element: Element) -> None:
    """Refuse what the element or anything within it must not have, wherever it stands."""
    allowed = _ALLOWED[element.tag]
    unknown = set(element.attrib) - set(allowed)
    if unknown:
        raise BadDocument(f"<{element.tag}> has no {', '.join(sorted(unknown))}.")
    for name, value in element.attrib.items():
        if not re.fullmatch(allowed[name], value):
            raise BadDocument(f"{name} of <{element.tag}> cannot be {value[:100]!r}.")
    loose = (
        "" if element.tag in _WORDED else (element.text or "") + "".join(one.tail or "" for one in element)
    )
    if loose.strip():
        raise BadDocument(f"<{element.tag}> holds words that nobody says: {loose.strip()[:100]!r}.")
    for inner in element:
        if inner.tag not in _ALLOWED:
            raise BadDocument(f"There is no verb <{inner.tag}>.")
        if inner.tag not in _NESTED.get(element.tag, set()):
            raise BadDocument(f"<{inner.tag}> cannot stand in <{element.tag}>.")
        _check(inner)


def _gather(given: Mapping[str, str], inner: tuple[Element, ...]) -> Gather:
    hints = tuple(hint.strip() for hint in given.get("hints", "").split(",") if hint.strip())
    if len(hints) > MOST_HINTS or any(len(hint) > LONGEST_HINT for hint in hints):
        raise BadDocument("<Gather> takes at most 500 hints of 100 characters.")
    speech = "speech" in given.get("input", "dtmf").split()
    model = given.get("speechModel", "default")
    if speech and given.get("speechTimeout") == "auto" and model == "default":
        # Its warning 13335.
        raise BadDocument("speechTimeout 'auto' needs another speechModel than the default.")
    return Gather(
        says=tuple(_words(each) for each in inner if each.tag == "Say"),
        action=_url(given.get("action")),
        on_empty=given.get("actionOnEmptyResult") == "true",
        keys=int(given["numDigits"]) if "numDigits" in given else None,
        speech=speech,
        hints=hints,
    )


def _dial(element: Element, inner: tuple[Element, ...]) -> Dial:
    if len(inner) > 1 or (inner and (element.text or "").strip()):
        raise BadDocument("<Dial> calls one number: its own words, or one <Number>.")
    number = (inner[0].text if inner else element.text) or ""
    if not re.fullmatch(r"\+[1-9]\d{5,14}", number.strip()):
        raise BadDocument("<Dial> has no telephone number.")
    return Dial(number.strip(), _url(element.get("action")))


def _words(element: Element) -> str:
    words = (element.text or "").strip()
    if not words:
        raise BadDocument("A <Say> says nothing.")
    if len(words) > LONGEST_SAY:
        raise BadDocument("A <Say> is longer than 4,096 characters.")
    return words


def _url(text: str | None) -> str:
    if not text or not text.strip():
        raise BadDocument("An address is missing.")
    if re.search(r"\s", text.strip()) or (
        ":" in text.split("/")[0] and not re.match("https?://", text.strip())
    ):
        raise BadDocument(f"{text.strip()[:100]!r} is no address that the company can ask.")
    return text.strip()
