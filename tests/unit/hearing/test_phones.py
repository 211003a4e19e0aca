"""Telephone numbers as callers say them."""

import pytest

from direct_booking.hearing import phones

SAID = [
    ("two one two five five five oh one two three", "+12125550123"),
    ("212-555-0123", "+12125550123"),
    ("it's (212) 555-0123 thanks", "+12125550123"),
    ("+1 (646) 555-0100", "+16465550100"),
    ("one, two one two, five five five, zero one two three", "+12125550123"),
    ("two one two triple five oh one double two", "+12125550122"),
    ("two twelve five fifty five oh one twenty three", "+12125550123"),
    ("area code 303 and then 555 0199", "+13035550199"),
    ("eight hundred five five five one two one two", "+18005551212"),
    ("one eight hundred five five five one two one two", "+18005551212"),
    ("two one two uh five five five um oh one two three", "+12125550123"),
    ("two one to five five five o one two three", "+12125550123"),
    ("plus forty four twenty seventy one eighty three eighty seven fifty", "+442071838750"),
    ("plus 44 20 7183 8750", "+442071838750"),
    ("my number is 2125550123 and tuesday at two", "+12125550123"),
    ("not 2125550123, it's 6465550100", "+16465550100"),
]


@pytest.mark.parametrize(("said", "number"), SAID)
def test_a_whole_number_is_heard_anywhere(said: str, number: str) -> None:
    """Digits, groups, doubles and country codes give one number."""
    heard = phones.hear(said)
    assert heard is not None
    assert heard.number == number


NOT_ONE = [
    "book it for 2018/04/18 for 1 person at 12:45 PM",
    "tuesday november 24 2026 at 2 30", "2026-11-25 10:30", "seven nine nine", "two", "", "plus", "double",
    "nine to five", "one one one, one one, one one one one", "a hundred dollars", "the fifth at two thirty",
    "5 5 5", "1 2 3 4 5 6 7 8 9 0",
]  # fmt: skip


@pytest.mark.parametrize("said", NOT_ONE)
def test_other_digits_are_no_number(said: str) -> None:
    """Dates, prices and short codes are none."""
    assert phones.hear(said) is None


def test_a_local_number_takes_the_callers_area_code_when_asked() -> None:
    """Seven digits are a number only as an answer, and only next to the caller's own."""
    assert (
        phones.hear("five five five oh one seven seven", asked=True, like="+13035550123").number
        == "+13035550177"
    )
    assert phones.hear("five five five oh one seven seven", asked=True) is None
    assert phones.hear("five five five oh one seven seven", like="+13035550123") is None
    assert phones.hear("five five five oh one seven seven", asked=True, like="anonymous") is None


def test_the_region_completes_a_national_number() -> None:
    """The same digits mean different numbers in different countries."""
    assert (
        phones.hear("oh two oh seven one eight three eight seven five oh", region="GB").number
        == "+442071838750"
    )


def test_the_offsets_are_those_of_the_digits() -> None:
    """What is left of the sentence can be read for a time."""
    said = "call 212 555 0123 at two"
    heard = phones.hear(said)
    assert heard is not None
    assert said[heard.start : heard.end] == "212 555 0123"
