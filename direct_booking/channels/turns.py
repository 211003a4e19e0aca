"""One turn of a telephone call, whichever company carries it: what came in, and what is to go out."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What happened on the line."""

    ANSWER = "answer"  # it rang
    SPEECH = "speech"
    KEYS = "keys"
    SILENCE = "silence"
    UNANSWERED = "unanswered"  # it was put through, and nobody took it
    HANG_UP = "hang_up"


@dataclass(frozen=True)
class Turn:
    """What came in.

    Attributes:
        call_id: the company's, one for each call.
        number: 0 when it rings, then 1, 2, 3 ...: the number of the document that was answered.
        words: what the recogniser wrote down, or the keys.
        alternatives: other readings, the likeliest first.
        confidence: the recogniser's own, 0 to 1; never decides anything.
        caller, called: E.164; None when withheld or unknown.
    """

    call_id: str
    number: int
    kind: Kind
    words: str = ""
    alternatives: tuple[str, ...] = ()
    confidence: float | None = None
    caller: str | None = None
    called: str | None = None


class Then(Enum):
    """What follows what is said."""

    LISTEN = "listen"
    TRANSFER = "transfer"
    HANG_UP = "hang_up"


@dataclass(frozen=True)
class Expectation:
    """How the pending question is likely to be answered (``phone.yml``).

    Attributes:
        name: as ``phone.yml`` calls it.
        hints: words for the recogniser, the likeliest first.
        keys: what a key stands for, in words.
        digits: whether the answer is a number that may be keyed in, ended by #.
        pause_s: seconds of silence that end what the caller says; None leaves it to the recogniser.
        help: the response that tells which keys may be pressed, if any may.
    """

    name: str
    hints: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    digits: bool = False
    pause_s: float | None = None
    help: str | None = None


@dataclass(frozen=True)
class Reply:
    """What is to go out.

    Attributes:
        says: sentences in order, at least one.
        transfer_to: E.164; only with ``Then.TRANSFER``.
        expects: how the question is likely to be answered; only with ``Then.LISTEN``.
    """

    says: tuple[str, ...]
    then: Then
    transfer_to: str | None = None
    expects: Expectation = Expectation("anything")
