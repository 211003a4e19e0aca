"""A call that is played again for its owner: how it stands, turn by turn, and who plays it (SPEC 8.3).

Playing takes a dialogue of its own, in a process of its own: ``serving.player``.
"""

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


class Player(Protocol):
    """Plays one call at a time."""

    def begin(self, account: str, call_id: str) -> bool:
        """Begin to play a call; False while another one is played.

        Args:
            account: its name.
        """

    def seen(self, account: str, call_id: str) -> Playing | Played | NotPlayed | None:
        """How it stands; None when it was not played lately."""
