"""A telephone company that carries calls, and follows an installation's documents as a real one does."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from direct_booking.simulator import documents
from direct_booking.simulator.documents import Dial, Gather, Hangup, Redirect, Say
from direct_booking.simulator.errors import BadDocument, ProtocolError
from direct_booking.simulator.webhooks import Sent, Webhooks

# After so many redirects without a word or a wait the company ends the call.
MOST_REDIRECTS = 20


@dataclass(frozen=True)
class Heard:
    """What came of one thing that the caller did.

    Attributes:
        says: what the caller heard since, in order.
        transferred_to: where the caller was put through to meanwhile, if so.
        over: whether the call has ended.
        gather: how the company listens now; None when it does not.
    """

    says: tuple[str, ...]
    transferred_to: str | None
    over: bool
    gather: Gather | None


class Call:
    """One call, from its ring to its end.

    Attributes:
        call_id: the company's.
        over: whether it has ended.
        transcript: everything heard, in order.
    """

    def __init__(
        self,
        webhooks: Webhooks,
        base_url: str,
        *,
        caller: str | None,
        called: str,
        owner: str = "no-answer",
        call_id: str | None = None,
    ) -> None:
        """Make no sound yet.

        Args:
            base_url: where the connector's routes are: ``http://127.0.0.1:5005/webhooks/phone``.
            owner: how a call that is put through ends: ``completed``, ``no-answer``, ``busy``, ``failed``.
        """
        self.call_id = call_id or f"CA{secrets.token_hex(16)}"
        self.over = False
        self.transcript: list[str] = []
        self._webhooks = webhooks
        self._base_url = base_url
        self._caller = caller
        self._called = called
        self._owner = owner
        self._sent: list[Sent] = []
        self._gather: Gather | None = None
        self._transferred_to: str | None = None

    def ring(self) -> Heard:
        """The installation answers.

        Raises:
            ProtocolError.
        """
        return self._ask(f"{self._base_url}/answer", {}, status="ringing")

    def say(self, words: str, *, confidence: float = 0.9) -> Heard:
        """The caller says something."""
        return self._answer({"SpeechResult": words, "Confidence": f"{confidence:.8f}"})

    def press(self, keys: str) -> Heard:
        """The caller presses keys; no more of them than the company waits for are sent."""
        gather = self._listening()
        pressed = keys.split("#")[0] if "#" in keys else keys
        return self._answer({"Digits": pressed[: gather.keys] if gather.keys else pressed})

    def be_silent(self) -> Heard:
        """The caller says nothing until the company gives up waiting."""
        if self._listening().on_empty:
            return self._answer({})
        raise BadDocument("Without actionOnEmptyResult nobody hears of a caller's silence.")

    def hang_up(self) -> None:
        """The caller hangs up, and the company says so."""
        self._end("completed")

    def resend_all(self) -> None:
        """Send every webhook of the call once more, late and in another order.

        Raises:
            NotTheSame: one of them was answered otherwise than before.
        """
        for sent in reversed(self._sent):
            self._webhooks.again(sent)

    def _answer(self, result: Mapping[str, str]) -> Heard:
        gather = self._listening()
        url = urljoin(self._sent[-1].url, gather.action)
        return self._ask(url, result, status="in-progress")

    def _listening(self) -> Gather:
        if self._gather is None:
            raise ProtocolError("The company is not listening: the call is over, or has not begun.")
        return self._gather

    def _ask(self, url: str, more: Mapping[str, str], *, status: str) -> Heard:
        said: list[str] = []
        self._gather = self._transferred_to = None
        for _ in range(MOST_REDIRECTS):
            onward = self._play(self._send(url, more, status), said)
            if onward is None:
                self.transcript += said
                return Heard(tuple(said), self._transferred_to, self.over, self._gather)
            url, more = onward
            status = "in-progress"
        raise BadDocument(f"{MOST_REDIRECTS} documents in a row lead on to another one.")

    def _play(self, content: bytes, said: list[str]) -> tuple[str, dict[str, str]] | None:
        """Play one document; where it leads on by itself, or None when the caller has the word or hung up."""
        here = self._sent[-1].url
        for verb in documents.read(content):
            if isinstance(verb, Say):
                said.append(verb.words)
            elif isinstance(verb, Gather):
                said += verb.says
                self._gather = verb
                return None
            elif isinstance(verb, Redirect):
                return urljoin(here, verb.url), {}
            elif isinstance(verb, Dial):
                self._transferred_to = verb.number
                return urljoin(here, verb.action), {"DialCallStatus": self._owner}
            elif isinstance(verb, Hangup):
                self._end("completed")
        return None

    def _send(self, url: str, more: Mapping[str, str], status: str) -> bytes:
        sent = self._webhooks.send(url, {**self._fields(status), **more})
        self._sent.append(sent)
        return sent.content

    def _end(self, status: str) -> None:
        if not self.over:
            self.over = True
            self._gather = None
            self._sent.append(self._webhooks.send(f"{self._base_url}/status", self._fields(status)))

    def _fields(self, status: str) -> dict[str, str]:
        return {
            "AccountSid": "AC" + "0" * 32,
            "ApiVersion": "2010-04-01",
            "CallSid": self.call_id,
            "CallStatus": status,
            "Direction": "inbound",
            # What the company sends for a number that is withheld.
            "From": self._caller or "+266696687",
            "To": self._called,
        }
