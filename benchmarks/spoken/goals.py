"""What sixty callers want: read from ``callers.yml``, whose fields are documented here.

How they go about it is in ``caller.py``.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

CALLERS = Path(__file__).with_name("callers.yml")


@dataclass(frozen=True)
class Span:
    """Local starts that a caller is content with: ``first`` included, ``last`` too."""

    first: datetime
    last: datetime

    def holds(self, start: datetime) -> bool:
        """Whether a start is one of them."""
        return self.first <= start <= self.last


@dataclass(frozen=True)
class Step:
    """One thing that a caller wants: an appointment first, then perhaps that it is moved or cancelled.

    Attributes:
        kind: ``book``, ``move`` or ``cancel``.
        says: the line that begins it.
        again: how the time is said when it is asked for, in the order of asking.
        fits: local starts that the caller is content with.
    """

    kind: str
    says: str
    again: tuple[str, ...] = ()
    fits: tuple[Span, ...] = ()

    def content_with(self, start: datetime) -> bool:
        """Whether a local start is what the caller wants."""
        return any(span.holds(start) for span in self.fits)


@dataclass(frozen=True)
class Goal:
    """One caller.

    Attributes:
        name: of the call, for the report.
        steps: in order.
        email: the address that the invite should go to; None: the caller wants to be called instead.
        way: how the address is said, one of ``spoken_addresses.WAYS``.
        number: where to be called, E.164; None: on the number that the call comes from.
        number_said: that number in words.
        caller_name: said when it is asked for.
    """

    name: str
    steps: tuple[Step, ...]
    email: str | None = None
    way: str = "as words"
    number: str | None = None
    number_said: str = ""
    caller_name: str = "Ann Lee"


def read(path: Path = CALLERS) -> tuple[Goal, ...]:
    """Every caller, in the order of the file."""
    return tuple(_goal(raw) for raw in yaml.safe_load(path.read_text(encoding="utf-8")))


def _goal(raw: dict[str, Any]) -> Goal:
    steps = [_step("book", raw)]
    for more in raw.pop("then", ()):
        kind = "move" if "move" in more else "cancel"
        more["says"] = more.pop(kind)
        steps.append(_step(kind, more))
    return Goal(name=raw.pop("call"), steps=tuple(steps), **raw)


def _step(kind: str, raw: dict[str, Any]) -> Step:
    again, fits = raw.pop("again", ()), raw.pop("fits", ())
    again = (again,) if isinstance(again, str) else tuple(again)
    fits = (fits,) if isinstance(fits, str) else tuple(fits)
    return Step(kind, raw.pop("says"), again, tuple(map(_span, fits)))


def _span(text: str) -> Span:
    """``2026-11-19 10:00`` or ``2026-11-19 13:00-16:30``."""
    day, clocks = text.split(" ")
    first, _, last = clocks.partition("-")
    return Span(datetime.fromisoformat(f"{day} {first}"), datetime.fromisoformat(f"{day} {last or first}"))
