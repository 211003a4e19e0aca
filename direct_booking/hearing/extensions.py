"""The extension behind a telephone number, as callers say it: "extension one two", "ext. 12", "x12".

It is no part of the number, which is heard in ``phones``.
"""

import re
from dataclasses import dataclass

from direct_booking.hearing.digits import runs

LONGEST = 8  # digits; what is longer was meant as something else

_NAMED = re.compile(
    r"\b(?:(?:and|with|then)\s+)?(?:(?:the|my|our|an|at)\s+)?(?:extension|ext\b\.?)"
    r"(?:[\s,:]+(?:is|it's|number|um|uh|er)\b)*[\s,:]*|(?<=\d{4})[\s,.]+x\s*(?=\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class HeardExtension:
    """An extension that was heard.

    Attributes:
        digits: one to eight of them.
        start, end: half-open offsets, in what was said, of the words it came from.
    """

    digits: str
    start: int
    end: int


def hear(text: str) -> HeardExtension | None:
    """The extension in what was said; of several, the last. Pure; never raises on a string.

    >>> hear("two one two five five five oh one two three extension four five").digits
    '45'
    >>> hear("an extension of two weeks") is None
    True
    """
    for named in reversed(list(_NAMED.finditer(text))):
        plus, pieces = next(runs(text[named.end() :]), (False, []))
        digits = "".join(piece.ways[0] for piece in pieces)
        if digits and not plus and pieces[0].start == 0 and len(digits) <= LONGEST:
            return HeardExtension(digits, named.start(), named.end() + pieces[-1].end)
    return None
