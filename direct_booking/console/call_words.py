"""How a call reads on a page: what it came to, how long it took, who said what, and what was waited for.

Filters of the templates; those for bookings are in ``booking_words``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask

from direct_booking.console.booking_words import State
from direct_booking.reception.transcripts import CallReport

# ``open`` is a call that lasts: it has no outcome yet.
OUTCOMES: Mapping[str, State] = {
    "booked": State("Booked", "good"),
    "moved": State("Moved", "good"),
    "cancelled": State("Cancelled"),
    "callback": State("Wants a callback", "note"),
    "message": State("Left a message", "note"),
    "texted": State("Was texted the link", "good"),
    "nothing": State("Nothing came of it"),
    "open": State("Under way", "note"),
}
# How the text with the owner's link stands (2.5).
TEXTS: Mapping[str, State] = {
    "sending": State("About to be sent", "note"),
    "queued": State("On its way", "note"),
    "sent": State("Sent", "good"),
    "delivered": State("Delivered", "good"),
    "failed": State("Not delivered", "bad"),
    "refused": State("The number takes no texts", "bad"),
    "unknown": State("Not known whether it was sent", "note"),
}
EVENTS = {
    "call_start": "The call begins.",
    "silence": "The caller says nothing.",
    "hang_up": "The call is over.",
    "transfer": "The caller is put through.",
}
# What the channel tells of, without words.
MACHINE_EVENTS = {"/call_start": "call_start", "/caller_silent": "silence", "/call_ended": "hang_up"}
# Whatever takes longer is noticed by whoever waits at a telephone.
SLOW_MS = 2000


@dataclass(frozen=True)
class Turn:
    """One line of a call as it is shown.

    Attributes:
        who: ``caller``, ``bot`` or ``event``.
        took_ms: how long the caller waited for it; None unless it is the first reply of its turn.
        goes_on: whether the same one spoke just before.
    """

    who: str
    text: str
    at: datetime
    took_ms: int | None
    goes_on: bool

    @property
    def slow(self) -> bool:
        """Whether a caller notices the wait."""
        return self.took_ms is not None and self.took_ms > SLOW_MS


def put_into(app: Flask) -> None:
    """Let every template use them."""
    app.jinja_env.filters.update(outcome=outcome, lasted=lasted, seconds=seconds)


def outcome(name: str | None) -> State:
    """What a call came to. Pure."""
    name = name or "open"
    return OUTCOMES.get(name, State(name.replace("_", " ").capitalize()))


def lasted(began: datetime, ended: datetime | None) -> str:
    """How long a call was: ``2:05``, minutes and seconds; empty while it lasts. Pure."""
    if ended is None:
        return ""
    minutes, rest = divmod(round((ended - began) / timedelta(seconds=1)), 60)
    return f"{minutes}:{rest:02}"


def seconds(milliseconds: int) -> str:
    """A wait: ``0.4 s``. Pure.

    >>> seconds(43), seconds(1250)
    ('0.04 s', '1.2 s')
    """
    return f"{milliseconds / 1000:.{1 if milliseconds >= 100 else 2}f} s"


def turns(report: CallReport) -> tuple[Turn, ...]:
    """What was said, line by line; a turn's wait is told once. Pure."""
    shown: list[Turn] = []
    told: tuple[datetime, int | None] | None = None
    for line in report.lines:
        waited = None
        if line.took_ms is not None and told != (line.at, line.took_ms):
            waited, told = line.took_ms, (line.at, line.took_ms)
        words = EVENTS.get(line.text, line.text) if line.who == "event" else line.text
        goes_on = bool(shown) and shown[-1].who == line.who
        shown.append(Turn(line.who, words, line.at, waited, goes_on))
    return tuple(shown)
