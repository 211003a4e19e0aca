"""What a visit keeps of its test call between two pages: who calls, what was said, and how it ended.

JSON values, encrypted with the visit and gone with it. A call is bounded in turns and in time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from flask import session

from direct_booking.reception.rehearsal import TestCall

_KEY = "test_call"
IDLE = timedelta(minutes=15)
MOST_LINES = 200


@dataclass(frozen=True)
class Line:
    """One line of the call.

    Attributes:
        who: ``caller``, ``bot``, or ``event`` for what happened without words.
        text: what was said; of an event its name.
        took_ms: how long the caller waited; on the first reply of a turn only.
        heard: what was heard in the caller's words: the kind and the value of each.
    """

    who: str
    text: str
    took_ms: int | None = None
    heard: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Held:
    """A test call.

    Attributes:
        assistant: the name of the one that was called.
        pretended: the time that it is on the call, ISO; None is the present.
        said_at: when something was last said, ISO.
        lines: in order.
        over: how it ended; None while it lasts.
    """

    call_id: str
    metadata: Mapping[str, object]
    assistant: str
    pretended: str | None
    said_at: str
    lines: tuple[Line, ...] = ()
    over: str | None = None

    @property
    def call(self) -> TestCall:
        """What is said goes to this call."""
        return TestCall(self.call_id, self.metadata)

    @property
    def number(self) -> str | None:
        """Where it comes from, E.164; None when that is withheld."""
        return self.metadata["caller_number"]

    @property
    def now(self) -> datetime | None:
        """The time that it is on the call; None is the present."""
        return datetime.fromisoformat(self.pretended) if self.pretended else None

    @property
    def is_long(self) -> bool:
        """Whether no more of it is kept."""
        return len(self.lines) >= MOST_LINES

    def is_left(self, now: datetime) -> bool:
        """Whether nothing was said for so long that it is over."""
        return now - datetime.fromisoformat(self.said_at) > IDLE

    def with_words(self, words: str, heard: Sequence[Sequence[str]]) -> "Held":
        """The caller has said something."""
        return self._with(Line("caller", words, heard=tuple(heard)))

    def with_event(self, name: str) -> "Held":
        """Something happened without words."""
        return self._with(Line("event", name))

    def with_reply(self, says: Sequence[str], took_ms: int, *, at: datetime) -> "Held":
        """The receptionist has answered."""
        lines = (Line("bot", text, took_ms if place == 0 else None) for place, text in enumerate(says))
        return replace(self._with(*lines), said_at=at.isoformat())

    def ended(self, how: str) -> "Held":
        """The call is over."""
        return replace(self, over=how)

    def _with(self, *lines: Line) -> "Held":
        return replace(self, lines=(*self.lines, *lines))


def begun(call: TestCall, assistant: str, now: datetime | None, *, at: datetime) -> Held:
    """A test call that has just begun. Pure."""
    pretended = now.isoformat() if now else None
    return Held(call.call_id, call.metadata, assistant, pretended, at.isoformat())


def kept() -> Held | None:
    """The test call of this visit, under way or over."""
    values = session.get(_KEY)
    if values is None:
        return None
    return Held(**{**values, "lines": tuple(Line(**line) for line in values["lines"])})


def keep(held: Held) -> None:
    """Keep it with the visit, instead of the one from before."""
    session[_KEY] = asdict(held)
