"""Which numbers are sent a text (SPEC 2.5): never one that cannot receive it."""

import pytest

from direct_booking.texting.numbers import can_receive


@pytest.mark.parametrize(
    "number",
    ["+12125550123", "+447400123456", "+4915112345678", "+33612345678", "+61412345678"],
)
def test_mobiles_and_numbers_that_may_be_one_take_texts(number):
    """In North America a mobile looks like any other number."""
    assert can_receive(number)


@pytest.mark.parametrize(
    ("number", "what"),
    [
        ("+442079460000", "a landline"),
        ("+4930123456", "a landline"),
        ("+18005550123", "toll-free"),
        ("+448001111111", "toll-free"),
        ("+19005550123", "premium"),
        ("+445600123456", "a number on the internet"),
        ("26211", "a short code"),
        ("+1911", "an emergency number"),
        ("+12125550", "too short"),
        ("anonymous", "withheld"),
        ("", "withheld"),
        (None, "withheld"),
    ],
)
def test_other_numbers_take_none(number, what):
    """Nobody is charged for, or told of, a text that cannot arrive."""
    assert not can_receive(number), what
