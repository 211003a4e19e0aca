"""What every ear of the product owes to whatever comes down the line."""

import random
import string
import time

from hypothesis import given
from hypothesis import strategies as st

from direct_booking.hearing import choices, emails, names, phones, places, spelling

SCRAPS = [
    "at", "dot", "dash", "@", ".", ",", "-", "+", "_", "'", "the", "letter", "number", "double", "triple",
    "m", "as", "in", "mary", "two", "twenty", "hundred", "oh", "o", "and", "no", "not", "it's", "yes",
    "i'm", "in", "denver", "eastern", "time", "my", "name", "is", "ann", "lee", "gmail", "com", "co", "uk",
    "212", "555", "0123", "plus", "with", "an", "h", "third", "last", "is", "spelled", "n't", "e-mail",
    "x-ray", "é", "ß", "İ", "١",
]  # fmt: skip


def listen(text: str) -> None:
    """Every ear hears the text."""
    for asked in (False, True):
        for heard in (
            emails.hear(text, asked=asked),
            phones.hear(text, asked=asked),
            names.hear(text, asked=asked),
        ):
            assert heard is None or 0 <= heard.start < heard.end <= len(text)
    place = places.hear(text)
    assert place is None or 0 <= place.start < place.end <= len(text)
    assert choices.hear(text) in ("yes", "no", None)
    assert choices.is_plain(text) in (True, False)
    edits = emails.hear_edit(text)
    assert emails.edits_from_text(emails.edits_to_text(edits)) == edits
    corrected = emails.correct("ann.lee2@example.com", edits)
    assert corrected is None or corrected.count("@") == 1
    assert emails.hear_local(text) != ""
    for unit in spelling.units(text):
        assert 0 <= unit.start < unit.end <= len(text)


@given(st.text(max_size=60))
def test_any_text_is_heard_without_an_error(text: str) -> None:
    """No string, in any script, makes an ear raise, and offsets stay inside it."""
    listen(text)


def test_random_scraps_of_spelling_are_heard_without_an_error() -> None:
    """Three thousand heaps of the words that the ears know, and of printable characters, raise nothing."""
    dice = random.Random(4)
    for _ in range(1500):
        listen(" ".join(dice.choices(SCRAPS, k=dice.randrange(1, 14))))
        listen("".join(dice.choices(string.printable, k=dice.randrange(1, 30))))


def test_a_long_turn_is_heard_in_time() -> None:
    """A caller who talks for a minute does not hold up the line."""
    text = "so I was thinking m as in mary at two dot com and not the third letter is " * 12
    began = time.perf_counter()
    listen(text)
    assert time.perf_counter() - began < 1
