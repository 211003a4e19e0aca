"""What every ear of the product owes to whatever comes down the line."""

import random
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lengths import tries

from direct_booking.hearing import (
    choices,
    clauses,
    dictation,
    emails,
    extensions,
    names,
    phones,
    places,
    spelling,
    turn,
)

SCRAPS = [
    "at", "dot", "dash", "@", ".", ",", "-", "+", "_", "'", "the", "letter", "number", "double", "triple",
    "m", "as", "in", "mary", "two", "twenty", "hundred", "oh", "o", "and", "no", "not", "it's", "yes",
    "i'm", "in", "denver", "eastern", "time", "my", "name", "is", "ann", "lee", "gmail", "com", "co", "uk",
    "212", "555", "0123", "plus", "with", "an", "h", "third", "last", "is", "spelled", "n't", "e-mail",
    "x-ray", "bee", "see", "are", "you", "that", "without", "missed", "end", "after", "ends", "tee",
    "extension", "code", "my", "first", "initial", "domain", "word", "one", "hundred", "wife", "for",
    "é", "ß", "İ", "١",
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
    digits = phones.hear_digits(text)
    assert digits is None or phones.complete(digits, like="+12125550123") != ""
    amended = phones.amended("+12125550123", edits)
    assert amended is None or amended.startswith("+1")
    kinds = {"email_edit": emails.edits_to_text(edits)} if edits else {}
    taken = dictation.answered(dictation.Dictation(address="ann.lee2@example.com"), kinds)
    assert taken is None or taken.address is None or emails.is_acceptable(taken.address)
    for unit in spelling.units(text):
        assert 0 <= unit.start < unit.end <= len(text)


@given(st.text(max_size=60))
def test_any_text_is_heard_without_an_error(text: str) -> None:
    """No string, in any script, makes an ear raise, and offsets stay inside it."""
    listen(text)


def test_random_scraps_of_spelling_are_heard_without_an_error() -> None:
    """Heaps of the words that the ears know, and of printable characters, raise nothing."""
    dice = random.Random(4)
    for _ in range(tries(300, at_length=1500)):
        listen(" ".join(dice.choices(SCRAPS, k=dice.randrange(1, 14))))
        listen("".join(dice.choices(string.printable, k=dice.randrange(1, 30))))


@pytest.mark.parametrize("words", ["l", "m m", "two to", "to", "there are", "double", "s-s", "as in", "may"])
def test_a_recogniser_that_stammers_is_heard_without_an_error(words: str) -> None:
    """What it writes again and again, as long as a channel lets through, goes through every ear."""
    stammered = f"one {words} " + f"{words} " * (4096 // (len(words) + 1))
    listen(stammered[:4096].rstrip())
    turn.hear(stammered[:4096])


def test_a_long_turn_is_heard_in_time() -> None:
    """A caller who talks for a minute does not hold up the line."""
    text = "so I was thinking m as in mary at two dot com and not the third letter is " * 12
    began = time.perf_counter()
    listen(text)
    assert time.perf_counter() - began < 1


SLOW = [
    "a " * 200, "at " * 150, "dot " * 150, "double " * 150, "no " * 200, "and " * 200, "is " * 100,
    "with an h " * 40, "john at gmail dot com " * 20, "the n is an m and " * 20,
    "there's an e after the n, " * 15,
    "one two three four five six " * 40, "my first name " * 60, "it's not it's " * 40, "x" * 400,
]  # fmt: skip


def test_no_ear_for_addresses_numbers_or_names_is_slow() -> None:
    """Whatever is said for a minute, each ear takes less than 20 ms of the processor (SPEC 8.5)."""
    ears = (
        lambda text: emails.hear(text, asked=True),
        emails.hear_local,
        emails.hear_edit,
        phones.hear,
        phones.hear_digits,
        extensions.hear,
        lambda text: names.hear(text, asked=True),
    )
    for text in SLOW:
        for ear in ears:
            assert min(_seconds(ear, text) for _ in range(3)) < 0.02, (ear, text[:30])


def _seconds(ear, text: str) -> float:
    for cached in (spelling.units, clauses.piece, clauses.bare):
        cached.cache_clear()
    began = time.process_time()
    ear(text)
    return time.process_time() - began
