"""Heaps of words that sound like times, for proving that hearing survives them, and quickly (SPEC 8.5).

``python -m benchmarks.fuzz_times [COUNT]``; the same seed gives the same heaps. How well times are heard is
in ``evaluate_times``.
"""

import random
import string
import sys
from collections.abc import Iterable, Iterator
from time import thread_time

from benchmarks.report import row, table
from direct_booking.hearing.spoken import from_text, to_text
from direct_booking.hearing.times import hear
from direct_booking.hearing.times.tokens import MAX_CHARACTERS
from direct_booking.vocabulary.listing import listed

STRINGS = 100_000
SEED = 20261122
WORST_MS = 20.0
SLOWEST = 50

WORDS = sorted(
    listed(
        """
    monday tuesday friday weekend weekday week month year day days hours minutes half quarter past to of till
    until from between and or not no but except any anytime the a an at in on for by before after next this
    last first second third tenth twenty thirty forty two three ten eleven fifteen noon midnight am pm
    o'clock morning afternoon evening tonight today tomorrow early late later earlier end beginning middle
    rest may march december christmas thanksgiving around about ish so same other one ones soonest available
    either every couple few again away now ago that i can can't work free busy move it cancel see you 2 30
    1030 2026 12/24 5:45 10th 9-11 m p oh zero too ate won tree fry wends clock hundred
    """
    )
)
# What asks the most of the rules: each of them can be part of many readings.
GREEDY = sorted(
    listed("the first of week after twenty to next day or two in morning on friday at ten from between and")
)


def strings(count: int, seed: int = SEED) -> Iterator[str]:
    """Heaps of words, figures and signs, from empty to longer than a turn is heard. Pure."""
    dice = random.Random(seed)
    for _ in range(count):
        words = dice.choice((WORDS, WORDS, WORDS, GREEDY))
        length = dice.choice((3, 8, 15, 60))
        pieces = [_piece(dice, words) for _ in range(dice.randrange(length + 1))]
        yield dice.choice((" ", " ", " ", " ", ", ", "-", "")).join(pieces)
    yield "the " * MAX_CHARACTERS


def _piece(dice: random.Random, words: list[str]) -> str:
    if dice.random() < 0.92:
        return dice.choice(words)
    return "".join(dice.choices(string.printable, k=dice.randrange(8)))


def survive(heaps: Iterable[str]) -> tuple[int, float, float, list[str]]:
    """Hear each, and write and read what was heard.

    Returns:
        How many, mean and worst CPU time of one in milliseconds, and the slowest ones, slowest first.

    Raises:
        AssertionError: what was heard does not come back from its text, or lies outside of the turn.
    """
    count, total_ms = 0, 0.0
    slowest: list[tuple[float, str]] = []
    for text in heaps:
        began = thread_time()
        heard = hear(text)
        took_ms = (thread_time() - began) * 1000
        slowest = sorted([*slowest, (took_ms, text)], reverse=True)[:SLOWEST]
        count, total_ms = count + 1, total_ms + took_ms
        if heard is not None:
            assert from_text(to_text(heard.spoken)) == heard.spoken, text
            assert 0 <= heard.spans[0][0] < heard.spans[-1][1] <= len(text), text
    return count, total_ms / count, slowest[0][0], [text for _, text in slowest]


def rows(count: int = STRINGS) -> list[dict]:
    """One row for each figure."""
    heard, mean_ms, _, slowest = survive(strings(count))
    # Once more the slowest: what the machine did besides is not ours.
    worst_ms = max(min(survive([text])[2] for _ in range(3)) for text in slowest)
    return [
        row("fuzzed strings heard without an exception", heard, "strings", count, heard >= count),
        row("hearing a fuzzed string, mean", round(mean_ms, 3), "ms"),
        row("hearing a fuzzed string, worst", round(worst_ms, 2), "ms", WORST_MS, worst_ms < WORST_MS),
    ]


def main(arguments: list[str]) -> int:
    """Print the figures."""
    print(table(rows(int(arguments[0]) if arguments else STRINGS)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
