"""Several hundred ways to say an address, by phenomenon."""

import pytest
from said_tables import said

from direct_booking.hearing import emails


@pytest.mark.parametrize(("text", "address"), said("addresses_said.txt"))
def test_an_address_is_heard_as_it_was_meant(text: str, address: str) -> None:
    """Whatever the way of saying it, the answer to the question for an address is that address."""
    heard = emails.hear(text, asked=True)
    assert heard is not None
    assert heard.address == address
