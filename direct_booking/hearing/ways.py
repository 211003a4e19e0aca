"""How the caller would rather meet: by phone or by video, said anywhere in a turn.

Numbers and addresses are in ``phones`` and ``emails``; a name after "call me" is in ``names``. What is booked
for it is decided elsewhere.
"""

import re
from dataclasses import dataclass

_ASKED_FOR = r"(?:make it|prefer|rather have|rather do|want|do|have)"
_MINE = r"(?:my |this |the |that )?(?:(?:cell|mobile|home|work|phone|telephone) ?)*"
# Each way with the words that ask for it.
WAYS: dict[str, tuple[str, ...]] = {
    "phone": (
        r"(?:by|over the|on the|via) (?:phone|telephone)\b",
        r"(?:phone|telephone) call\b",
        # "Call me back" leaves a message, and "call me Ann" gives a name.
        r"(?:call|ring|phone) me back (?:on|at) (?:this|my|the same) (?:\w+ )?(?:number|phone|cell|line)\b",
        rf"(?:call|ring|phone) me(?= (?:on|at) {_MINE}| please| instead| then| (?:or|and|but|if)\b|$)",
        r"(?:called|rang|phoned|calling) me(?= (?:on|at)\b| please| instead|$)",
        rf"{_ASKED_FOR} (?:the |a |just a )?(?:phone|call)\b(?! number)",
        r"the phone instead\b",
    ),
    "video": (
        r"(?:by|via|over|on) (?:a )?(?:video|zoom|google meet|teams)\b",
        r"video (?:call|chat|meeting|link|invite|conference)\b",
        rf"{_ASKED_FOR} (?:the |a )?(?:video|zoom)\b",
    ),
}
_AGAINST = re.compile(
    r"\b(?:not|no|without|never|instead of|rather than|\w+n't|dont|doesnt|cannot)"
    r"(?: (?:to|want|need|like|prefer|do|have|make it|you|me|get|please|just|really|a|an|the|any)\b)* ?$"
)
"""What turns the words around that follow it: "I don't want a phone call"."""
_WHO_CALLS = re.compile(r"\b(?:did|have|has|had|who|someone|somebody|they|she|he) (?:just )?$")
"""What makes "called me" something that happened."""
_RULES = tuple(
    (way, re.compile(rf"\b{words}", re.IGNORECASE)) for way, rules in WAYS.items() for words in rules
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
    """The way that the caller asks for, or None; of several, the first. Pure; never raises on a string.

    >>> hear("thursday at ten by phone please").way
    'phone'
    >>> hear("could we do video instead of a phone call").way
    'video'
    >>> hear("my phone number is two one two") is None, hear("don't call me") is None
    (True, True)
    """
    spaced = re.sub(r"[,.?!;]", " ", text.replace("’", "'")).rstrip()
    found = [
        HeardWay(way, match.start(), match.end())
        for way, rule in _RULES
        for match in rule.finditer(spaced)
        if _is_wish(re.sub(r"\s+", " ", spaced[: match.start()].lower()))
    ]
    return min(found, key=lambda heard: heard.start, default=None)


def _is_wish(before: str) -> bool:
    return not _AGAINST.search(before) and not _WHO_CALLS.search(before)
