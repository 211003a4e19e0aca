"""A range that ends before it begins is no time, and never an error."""

import pytest

from direct_booking.hearing import turn


@pytest.mark.parametrize(
    "said",
    [
        "from 9 10 at night to quarter past 16 in the afternoon",
        "from 9 10 night to quarter past 16 afternoon",
        "ten at night to half past 15 afternoon next thursday",
    ],
)
def test_a_range_that_ends_before_it_begins_is_heard_without_an_error(said):
    """Whatever else is made of the words."""
    assert isinstance(turn.hear(said), tuple)
