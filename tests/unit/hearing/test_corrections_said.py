"""Several hundred ways to put an address right, by phenomenon."""

import pytest
from said_tables import said

from direct_booking.hearing import emails


@pytest.mark.parametrize(("text", "address", "right"), said("corrections_said.txt"))
def test_a_correction_changes_what_was_meant(text: str, address: str, right: str | None) -> None:
    """A correction in the caller's words gives the right address; where it cannot be placed, none."""
    assert emails.correct(address, emails.hear_edit(text)) == right
