"""The provider of an installation that has none: it logs that a text would have been sent."""

import logging
from datetime import datetime

from direct_booking.texting.base import Progress, Proof
from direct_booking.texting.errors import TextsMisconfigured

log = logging.getLogger(__name__)


class LogOnly:
    """See ``base.Texting``.

    Callers are offered a text only where that is pretended, too: nobody is told of a text that was not sent
    (SPEC 8.1).
    """

    name = "log"

    def __init__(self, *, pretending: bool = False) -> None:
        """Send nothing.

        Args:
            pretending: whether what is logged counts as sent, for trying out how it goes.
        """
        self.is_offered = pretending

    def send(self, number: str, body: str, *, key: str, deadline_s: float) -> Proof:
        """See ``base.Texting``; the log has neither the number nor the words (SPEC 6.4)."""
        log.info("text %s would have been sent: %d characters", key, len(body))
        if not self.is_offered:
            raise TextsMisconfigured("No provider of texts is set up: see docs/telephony.md.")
        return Proof(f"log-{key}", Progress.DELIVERED)

    def progress(self, text_id: str, *, deadline_s: float) -> Proof:
        """See ``base.Texting``."""
        return Proof(text_id, Progress.DELIVERED)

    def find(self, number: str, body: str, *, since: datetime, deadline_s: float) -> Proof | None:
        """See ``base.Texting``."""
        return None

    def check(self, *, deadline_s: float) -> str:
        """See ``base.Texting``."""
        return "nobody: they are only logged, and callers are told that they were sent"
