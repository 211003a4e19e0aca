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

_ALLOWED = {
    "Say": {"voice", "language", "loop"},
    "Pause": {"length"},
    "Redirect": {"method"},
    "Hangup": set(),
    "Number": set(),
    "Dial": {"action", "method", "timeout", "callerId"},
    "Gather": {
        *("input", "action", "method", "actionOnEmptyResult", "timeout", "speechTimeout", "speechModel"),
        *("language", "hints", "numDigits", "finishOnKey", "bargeIn", "enhanced", "profanityFilter"),
    },
}
_NESTED = {"Gather": {"Say", "Pause"}, "Dial": {"Number"}}


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
    verbs = tuple(_verb(element) for element in root)
    if not verbs or not isinstance(verbs[-1], Redirect | Dial | Hangup):
        raise BadDocument("The document has no way on: after its last verb the call would end.")
    for verb in verbs[:-1]:
        if isinstance(verb, Redirect | Hangup):
            raise BadDocument(f"Nothing after <{type(verb).__name__}> would be played.")
    return verbs


def _verb(element: Element) -> Verb:
    _check(element)
    given, inner = element.attrib, tuple(element)
    if element.tag == "Say":
        return Say(_words(element))
    if element.tag == "Pause":
        return Pause(_whole(given, "length", 1))
    if element.tag == "Redirect":
        return Redirect(_url(element.text))
    if element.tag == "Hangup":
        return Hangup()
    if element.tag == "Dial":
        return _dial(element, inner)
    if element.tag == "Gather":
        return _gather(given, inner)
    raise BadDocument(f"<{element.tag}> cannot stand there.")


def _check(element: Element) -> None:
    if element.tag not in _ALLOWED:
        raise BadDocument(f"There is no verb <{element.tag}>.")
    unknown = set(element.attrib) - _ALLOWED[element.tag]
    if unknown:
        raise BadDocument(f"<{element.tag}> has no {', '.join(sorted(unknown))}.")
    for inner in element:
        if inner.tag not in _NESTED.get(element.tag, set()):
            raise BadDocument(f"<{inner.tag}> cannot stand in <{element.tag}>.")
    if element.get("method", "POST") != "POST":
        raise BadDocument(f"<{element.tag}> asks for another method than POST.")


def _gather(given: Mapping[str, str], inner: tuple[Element, ...]) -> Gather:
    inputs = set(given.get("input", "dtmf").split())
    if not inputs or inputs - {"dtmf", "speech"}:
        raise BadDocument("The input of <Gather> is dtmf, speech, or both.")
    hints = tuple(hint.strip() for hint in given.get("hints", "").split(",") if hint.strip())
    if len(hints) > MOST_HINTS or any(len(hint) > LONGEST_HINT for hint in hints):
        raise BadDocument("<Gather> takes at most 500 hints of 100 characters.")
    if given.get("speechTimeout", "auto") == "auto" and given.get("speechModel", "default") == "default":
        raise BadDocument("speechTimeout 'auto' needs another speechModel than the default.")
    _whole(given, "timeout", 5)
    if given.get("speechTimeout", "auto") != "auto":
        _whole(given, "speechTimeout", 1)
    for each in inner:
        _check(each)
    return Gather(
        says=tuple(_words(each) for each in inner if each.tag == "Say"),
        action=_url(given.get("action")),
        on_empty=given.get("actionOnEmptyResult") == "true",
        keys=_whole(given, "numDigits", 1) if "numDigits" in given else None,
        speech="speech" in inputs,
        hints=hints,
    )


def _dial(element: Element, inner: tuple[Element, ...]) -> Dial:
    number = (inner[0].text if inner else element.text) or ""
    if not re.fullmatch(r"\+[1-9]\d{5,14}", number.strip()):
        raise BadDocument("<Dial> has no telephone number.")
    _whole(element.attrib, "timeout", 30)
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
    return text.strip()


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not re.fullmatch(r"\d{1,3}", text):
        raise BadDocument(f"{name} is {text!r}, which is no number of seconds or keys.")
    return int(text)
