"""Number words into groups of digits, for spelling and telephone numbers.

Clock times and dates count differently: ``hearing.times``.
"""

from collections.abc import Sequence

from direct_booking.vocabulary import letters


def number(words: Sequence[str]) -> tuple[str, int]:
    """The number that begins a list of words, as digits, and how many words it took (0 for none). Pure.

    One number is one group: "twenty two" is 22, "two thousand five" 2005, but "one two" is just the 1.

    >>> number(["nineteen", "eighty", "five"]), number(["two", "thousand", "and", "five"])
    (('19', 1), ('2005', 4))
    """
    digits, used = (
        ("1", 1) if tuple(words[:2]) in (("a", "hundred"), ("a", "thousand")) else _below_hundred(words)
    )
    if not used:
        return "", 0
    for word, zeros in (("thousand", 3), ("hundred", 2)):
        if used < len(words) and words[used] == word:
            skip = used + 1 + (len(words) > used + 1 and words[used + 1] == "and")
            rest, more = _below_hundred(words[skip:])
            if more and tuple(words[skip + more : skip + more + 1]) not in (("hundred",), ("thousand",)):
                return digits + rest.zfill(zeros), skip + more
            return digits + "0" * zeros, used + 1
    return digits, used


def _below_hundred(words: Sequence[str]) -> tuple[str, int]:
    first = words[0] if words else ""
    if first in letters.TENS:
        unit = letters.DIGITS.get(words[1], "0") if len(words) > 1 else "0"
        return letters.TENS[first] + unit, 1 + (unit != "0")
    digits = letters.DIGITS.get(first) or letters.TEENS.get(first) or ""
    return digits, int(bool(digits))
