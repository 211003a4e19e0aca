"""How the caller would rather meet: by phone or by video, said anywhere in a turn.

Numbers and addresses are in ``phones`` and ``emails``; what is booked for it is decided elsewhere.
"""

import re
from dataclasses import dataclass

# Each way with the words that ask for it; a "not" or "instead of" before them turns them around.
WAYS: dict[str, tuple[str, ...]] = {
    "phone": (
        r"(?:by|over the|on the|via) (?:phone|telephone)",
        r"(?:a |just a )?(?:phone|telephone) call",
        r"(?:just |please |rather )?(?:call|ring|phone) me(?! back)(?: on| at|$| please| instead| then)",
        r"(?:make it|prefer|rather have|want|do) (?:the |a )?(?:phone|call)\b",
        r"the phone instead",
    ),
    "video": (
        r"(?:by|via|over|on) (?:video|zoom|google meet|teams)",
        r"(?:a |make it a )?video (?:call|chat|meeting|link|invite)",
        r"(?:make it|prefer|rather have|want|do) (?:a )?(?:video|zoom)\b",
    ),
}
_AGAINST = re.compile(
    r"\b(?:not|no|without|instead of|rather than|don't want|do not want)\s+(?:a |the |an )?$"
)
_RULES = tuple(
    (way, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for way, rules in WAYS.items() for words in rules
)


@dataclass(frozen=True)
class HeardWay:
    """What was said about the way.

    Attributes:
        way: ``phone`` or ``video``.
        start: character offset of the first word used.
        end: character offset after the last word used.
    """

    way: str
    start: int
    end: int


def hear(text: str) -> HeardWay | None:
    """The way that the caller asks for, or None. Pure; never raises on a string.

    >>> hear("thursday at ten by phone please").way
    'phone'
    >>> hear("could we do video instead of a phone call").way
    'video'
    >>> hear("my phone number is two one two") is None
    True
    """
    spaced = text.replace(",", " ").replace(".", " ").rstrip()
    for way, rule in _RULES:
        for match in rule.finditer(spaced):
            if not _AGAINST.search(spaced[: match.start()].lower()):
                return HeardWay(way, match.start(), match.end())
    return None
