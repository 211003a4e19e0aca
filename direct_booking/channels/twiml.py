"""Writes the documents that Twilio plays to a caller: pure, the same bytes for the same reply.

The verbs and attributes are those of Twilio's TwiML reference for voice; what is said is the dialogue's.
"""

import textwrap
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from direct_booking.channels.phone_file import Phone
from direct_booking.channels.turns import Expectation, Reply, Then

PAUSE_S = 1
# Twilio's limits: a <Say> of 4,096 characters, a document of 64 KB. Nobody listens to as much, but a designer
# may have written it. The hints have 20 KB of a document (``phone_file``), and the rest of it needs one.
LONGEST_SAY, MOST_SAID_BYTES, TAG_BYTES = 4096, 40_000, 100


@dataclass(frozen=True)
class TwiML:
    """Documents for one number.

    Attributes:
        phone: the voice, and how long to wait.
        base: the public address of the routes, without a slash at its end.
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
        document = ElementTree.Element("Response")
        if reply is None:
            ElementTree.SubElement(document, "Hangup")
        elif reply.then is Then.HANG_UP:
            self._say(document, reply)
            ElementTree.SubElement(document, "Hangup")
        elif reply.then is Then.TRANSFER:
            self._say(document, reply)
            self._dial(document, number, reply.transfer_to or "")
        else:
            self._gather(document, number, reply)
        return _bytes_of(document)

    def bridge(self, number: int, poll: int) -> bytes:
        """The document for a caller who has to wait for turn ``number``. Pure."""
        document = ElementTree.Element("Response")
        if poll == 1:
            self._voice(document, self.moment)
        else:
            ElementTree.SubElement(document, "Pause", length=str(PAUSE_S))
        self._redirect(document, f"{self.base}/wait?n={number}&k={poll}")
        return _bytes_of(document)

    def _gather(self, document: ElementTree.Element, number: int, reply: Reply) -> None:
        action = f"{self.base}/turn?n={number}"
        # All that is said stands inside, so that the caller may interrupt it (field notes).
        gather = ElementTree.SubElement(document, "Gather", self._gathering(action, reply.expects))
        self._say(gather, reply)
        # A document without a way on ends the call.
        self._redirect(document, action)

    def _gathering(self, action: str, expects: Expectation) -> dict[str, str]:
        attributes = {
            "input": "dtmf speech",
            "action": action,
            "method": "POST",
            "actionOnEmptyResult": "true",
            "timeout": str(self.phone.silence_s),
            "speechTimeout": str(expects.pause_s) if expects.pause_s else "auto",
            "speechModel": self.phone.speech_model,
            "language": self.phone.language,
            "finishOnKey": "#",
        }
        if not expects.digits:
            attributes["numDigits"] = "1"
        if expects.hints:
            attributes["hints"] = ", ".join(expects.hints)
        return attributes

    def _dial(self, document: ElementTree.Element, number: int, to: str) -> None:
        dial = ElementTree.SubElement(
            document,
            "Dial",
            action=f"{self.base}/transferred?n={number}",
            method="POST",
            timeout=str(self.phone.ring_s),
        )
        ElementTree.SubElement(dial, "Number").text = to

    def _say(self, parent: ElementTree.Element, reply: Reply) -> None:
        for sentence in playable(reply.says):
            self._voice(parent, sentence)

    def _voice(self, parent: ElementTree.Element, sentence: str) -> None:
        said = ElementTree.SubElement(parent, "Say", voice=self.phone.voice, language=self.phone.language)
        said.text = sentence

    def _redirect(self, document: ElementTree.Element, url: str) -> None:
        ElementTree.SubElement(document, "Redirect", method="POST").text = url


def playable(says: tuple[str, ...]) -> tuple[str, ...]:
    """What is said, in pieces that may be said; of what is too much the end is kept: the question. Pure.

    >>> playable(("One two.", "Three?")), [len(each) for each in playable(("word " * 1000,))]
    (('One two.', 'Three?'), [4094, 904])
    """
    kept: list[str] = []
    left = MOST_SAID_BYTES
    for piece in reversed([piece for sentence in says for piece in _pieces(sentence)]):
        # As it stands in the document: an ampersand takes five bytes there.
        left -= len(escape(piece).encode()) + TAG_BYTES
        if kept and left < 0:
            break
        kept.append(piece)
    return tuple(reversed(kept))


def _pieces(sentence: str) -> list[str]:
    if len(sentence) <= LONGEST_SAY:
        return [sentence]
    return textwrap.wrap(sentence, LONGEST_SAY, break_on_hyphens=False)


def _bytes_of(document: ElementTree.Element) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(document, encoding="utf-8")
