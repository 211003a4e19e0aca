"""Sends webhooks as the telephone company does: signed, within its time, again when it has to.

What is made of the documents is in ``company.py``.
"""

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import requests
from twilio.request_validator import RequestValidator

from direct_booking.clock import monotonic_s
from direct_booking.simulator.errors import BadAnswer, NotTheSame

# The company gives up after 15 s (field notes).
WEBHOOK_S = 15.0


@dataclass(frozen=True)
class Sent:
    """A webhook, as it was sent and answered."""

    url: str
    fields: Mapping[str, str]
    content: bytes


@dataclass
class Webhooks:
    """One company's way to one installation. May be used from any thread.

    Attributes:
        token: what webhooks are signed with.
        copies: how often each is sent, at the same time.
        took_s: how long each took, in the order of their answers.
    """

    token: str
    copies: int = 1
    took_s: list[float] = field(default_factory=list)
    _local: threading.local = field(default_factory=threading.local, repr=False)

    def send(self, url: str, fields: Mapping[str, str]) -> Sent:
        """Send one webhook, and its copies with it.

        Raises:
            BadAnswer: no document in time. NotTheSame: the copies were answered otherwise.
        """
        if self.copies == 1:
            return self.once(url, fields)
        with ThreadPoolExecutor(self.copies) as pool:
            sent = list(pool.map(lambda _number: self.once(url, fields), range(self.copies)))
        if len({each.content for each in sent}) > 1:
            raise NotTheSame(f"{len(sent)} copies of one webhook got different answers: {url}")
        return sent[0]

    def again(self, sent: Sent) -> None:
        """Send late what was sent before.

        Raises:
            BadAnswer. NotTheSame: it is answered otherwise now.
        """
        if self.once(sent.url, sent.fields).content != sent.content:
            raise NotTheSame(f"a late copy of a webhook got another answer: {sent.url}")

    def once(self, url: str, fields: Mapping[str, str]) -> Sent:
        """Send one webhook, one time.

        Raises:
            BadAnswer.
        """
        signature = RequestValidator(self.token).compute_signature(url, fields)
        began_s = monotonic_s()
        try:
            answer = self._post(url, fields, signature)
        except requests.RequestException as error:
            raise BadAnswer(f"{url} gave no answer: {type(error).__name__}.") from error
        took_s = monotonic_s() - began_s
        self.took_s.append(took_s)
        if took_s > WEBHOOK_S:
            raise BadAnswer(f"{url} answered after {took_s:.1f} s; the company waits {WEBHOOK_S:.0f} s.")
        if answer.status_code not in (200, 204):
            raise BadAnswer(f"{url} answered {answer.status_code}: {answer.text[:200].strip()}")
        if answer.status_code == 200 and "xml" not in answer.headers.get("Content-Type", ""):
            raise BadAnswer(f"{url} answered {answer.headers.get('Content-Type')}, not XML.")
        return Sent(url, fields, answer.content)

    def _post(self, url: str, fields: Mapping[str, str], signature: str) -> requests.Response:
        how = {"data": fields, "headers": {"X-Twilio-Signature": signature}, "timeout": WEBHOOK_S}
        try:
            return self._session().post(url, **how)
        except requests.ConnectionError:
            # As the company does, once: the other side may just have closed a connection that was idle.
            return self._session().post(url, **how)

    def _session(self) -> requests.Session:
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
            self._local.session.trust_env = False
        return self._local.session
