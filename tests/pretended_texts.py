"""A provider of texts that keeps what it is handed, and fails as it is told; it obeys ``texting.base``."""

from dataclasses import dataclass
from datetime import datetime

from direct_booking.texting.base import Progress, Proof
from direct_booking.texting.errors import CannotReceive, SendingUnknown, TextRefused, TextsUnreachable

# works: it arrives; refuses: the number takes none; unreachable: nothing is sent; in_doubt: it is sent, which
# nobody hears; lost: nobody hears that it is not sent; undelivered: it is taken, and does not arrive.
STATES = frozenset({"works", "refuses", "unreachable", "in_doubt", "lost", "undelivered"})


@dataclass(frozen=True)
class Handed:
    """One text that is on its way."""

    id: str
    number: str
    body: str
    key: str


class PretendedTexts:
    """See ``base.Texting``.

    Attributes:
        state: one of ``STATES``.
        handed: what is on its way, in order.
        asked: how often somebody asked to send.
    """

    name = "pretended"
    is_offered = True

    def __init__(self) -> None:
        self.state = "works"
        self.handed: list[Handed] = []
        self.asked = 0

    def send(self, number: str, body: str, *, key: str, deadline_s: float) -> Proof:
        """Take a text, or fail."""
        assert deadline_s > 0
        self.asked += 1
        if self.state == "refuses":
            raise CannotReceive("A landline.", "21614")
        if self.state == "unreachable":
            raise TextsUnreachable("It did not answer.")
        if self.state == "lost":
            raise SendingUnknown("It did not answer in time.")
        taken = Handed(f"text-{len(self.handed) + 1}", number, body, key)
        self.handed.append(taken)
        if self.state == "in_doubt":
            raise SendingUnknown("It did not answer in time.")
        return Proof(taken.id, Progress.QUEUED)

    def progress(self, text_id: str, *, deadline_s: float) -> Proof:
        """How a text stands."""
        if self.state == "unreachable":
            raise TextsUnreachable("It did not answer.")
        if text_id not in [each.id for each in self.handed]:
            raise TextRefused("There is no such text.", "20404")
        if self.state == "undelivered":
            return Proof(text_id, Progress.FAILED, "30006", "a landline")
        return Proof(text_id, Progress.DELIVERED)

    def find(self, number: str, body: str, *, since: datetime, deadline_s: float) -> Proof | None:
        """The text with these words."""
        if self.state == "unreachable":
            raise TextsUnreachable("It did not answer.")
        ids = [each.id for each in self.handed if (each.number, each.body) == (number, body)]
        return self.progress(ids[-1], deadline_s=deadline_s) if ids else None

    def check(self, *, deadline_s: float) -> str:
        """Who sends."""
        return "nobody"
