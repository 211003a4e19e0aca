"""What the reception asks of a provider of text messages, whichever it is.

When a text is sent, and that it is sent once, is in ``reception.following_up``; which numbers can be sent
one is in ``numbers``; what can go wrong in ``errors``.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol


class Progress(str, Enum):
    """How far a text has come."""

    QUEUED = "queued"  # the provider has taken it
    SENT = "sent"  # the caller's network has taken it
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True)
class Proof:
    """What the provider says of a text that it has.

    Attributes:
        id: the provider's own, never empty.
        code: why it failed, in the provider's numbers; None unless it did.
        why: the same in a few words for the owner; empty unless it failed.
    """

    id: str
    progress: Progress
    code: str | None = None
    why: str = ""


class Texting(Protocol):
    """A provider of texts. May be used from any thread.

    Attributes:
        name: as it is kept with each text.
        is_offered: whether callers may be offered a text by it.
    """

    name: str
    is_offered: bool

    def send(self, number: str, body: str, *, key: str, deadline_s: float) -> Proof:
        """Send one text, once.

        Args:
            number: E.164.
            key: tells this text from all others; it holds nothing personal.

        Raises:
            NothingSent: with ``CannotReceive`` for a number that takes none.
            SendingUnknown: it may have been sent.
        """

    def progress(self, text_id: str, *, deadline_s: float) -> Proof:
        """How far a text has come that the provider has.

        Raises:
            NothingSent: it could not be found out; ``TextRefused`` when the provider knows no such text.
        """

    def find(self, number: str, body: str, *, since: datetime, deadline_s: float) -> Proof | None:
        """The text with these words that was sent to this number since then; None when there is none.

        Raises:
            NothingSent: it could not be found out.
        """

    def check(self, *, deadline_s: float) -> str:
        """Who is asked to send, for whoever sets this up, once it was seen that they would.

        Raises:
            NothingSent: they would not.
        """
