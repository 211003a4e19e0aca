"""A call that is played again for its owner: how it stands, turn by turn, and who plays it (SPEC 8.3).

Playing takes a dialogue of its own, in a process of its own: ``serving.player``.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class ReplayedTurn:
    """One turn, then and now.

    Attributes:
        heard: the caller's words, or a machine event such as ``/call_start``.
        then, now: what was said, in order; ``hang_up`` and ``transfer`` for what ends the call.
    """

    heard: str
    then: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether not a letter differs."""
        return self.then == self.now


@dataclass(frozen=True)
class Playing:
    """It is not over yet."""


@dataclass(frozen=True)
class Played:
    """It is over; its turns in order."""

    turns: tuple[ReplayedTurn, ...]

    @property
    def differing(self) -> int:
        """How many turns differ."""
        return sum(not turn.equal for turn in self.turns)


@dataclass(frozen=True)
class NotPlayed:
    """It could not be played.

    Attributes:
        why: one sentence.
    """

    why: str


def written(turns: Iterable[ReplayedTurn]) -> str:
    """Turns as one line of JSON. Pure; ``read(written(x)) == x``."""
    return json.dumps(
        {"turns": [{"heard": turn.heard, "then": turn.then, "now": turn.now} for turn in turns]}
    )


def read(line: str) -> tuple[ReplayedTurn, ...]:
    """The turns of such a line. Pure.

    Raises:
        ValueError: it is no such line.
    """
    try:
        return tuple(
            ReplayedTurn(str(each["heard"]), tuple(map(str, each["then"])), tuple(map(str, each["now"])))
            for each in json.loads(line)["turns"]
        )
    except (KeyError, TypeError) as error:
        raise ValueError("This is no replayed call.") from error


class Player(Protocol):
    """Plays one call at a time."""

    def begin(self, account: str, call_id: str) -> bool:
        """Begin to play a call; False while another one is played.

        Args:
            account: its name.
        """

    def seen(self, account: str, call_id: str) -> Playing | Played | NotPlayed | None:
        """How it stands; None when it was not played lately."""
