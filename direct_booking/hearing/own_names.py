"""An address that is told by the caller's own name: "my first initial, last name", or by its sound.

How callers speak of their name is in ``vocabulary.own_names``; names are heard in ``names``.
"""

import re
from collections.abc import Sequence

from direct_booking.vocabulary.first_names import LETTER_LIKE_NAMES
from direct_booking.vocabulary.own_names import FIRST, FIRST_INITIAL, LAST, LAST_INITIAL
from direct_booking.vocabulary.spellings import variants


def needs_name(address: str) -> bool:
    """Whether an address, or a part of one, holds marks for the caller's own name. Pure."""
    return "<" in address


def fill(address: str, name: str | None) -> str | None:
    """The address with the caller's name in place of the marks; None when the name does not tell. Pure.

    >>> fill("<f><last>@acme.com", "Ann O'Brien"), fill("<first>@acme.com", None)
    ('aobrien@acme.com', None)
    """
    if not needs_name(address):
        return address
    words = [re.sub(r"[^a-z]", "", word) for word in re.split(r"[\s-]+", (name or "").lower())]
    words = [word for word in words if word]
    if not words or len(words) < 2 and (LAST in address or LAST_INITIAL in address):
        return None
    first, last = words[0], "".join(words[1:])
    for mark, text in ((FIRST, first), (LAST, last), (FIRST_INITIAL, first[0]), (LAST_INITIAL, last[:1])):
        address = address.replace(mark, text)
    return address


def as_in_name(local: str, said: Sequence[tuple[int, int]], name: str | None) -> str:
    """The part before the at-sign with what was said, not spelled, as the caller's name is written. Pure.

    Args:
        said: half-open places in ``local`` of the words that were only said, ascending.

    >>> as_in_name("john.smith", [(0, 4), (5, 10)], "Jon Smythe"), as_in_name("john", [], "Jon")
    ('jon.smythe', 'john')
    """
    own = [re.sub(r"[^a-z]", "", word) for word in (name or "").lower().split()]
    if own and own[0] in LETTER_LIKE_NAMES and said and said[0][0] == 1 and local[0] == own[0][0]:
        # Of a Jay Smith, "jay smith at" begins with the name and not with its letter.
        more = len(own[0]) - 1
        local, said = own[0] + local[1:], [(start + more, end + more) for start, end in said]
    for start, end in reversed(said):
        word = local[start:end]
        meant = [one for one in own if one != word and _sounds_like(one, word)]
        if word not in own and len(meant) == 1:
            local = local[:start] + meant[0] + local[end:]
    return local


def _sounds_like(one: str, other: str) -> bool:
    if one in variants(other):
        return True
    return len(one) > 3 and len(other) > 3 and _sound(one) == _sound(other)


def _sound(word: str) -> str:
    """A name as it is heard, roughly: silent letters gone, letters for one sound made one."""
    for pattern, sound in (("ph", "f"), ("gh", ""), ("ck|c|q", "k"), ("[yj](?!$)|ie|y|ee|ea", "i"), ("z",
    "s"), ("h", ""),
                           (r"(.)\1", r"\1"), ("e$", "")):  # fmt: skip
        word = re.sub(pattern, sound, word)
    return word
