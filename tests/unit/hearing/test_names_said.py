"""Several hundred turns with a name in them, or with what only looks like one."""

import pytest
from said_tables import said

from direct_booking.hearing import names


@pytest.mark.parametrize(("text", "name"), said("names_said.txt"))
def test_a_name_is_heard_unasked(text: str, name: str | None) -> None:
    """A name with a frame is one, whatever its spelling; states, reasons and times after a frame are none."""
    heard = names.hear(text)
    assert (heard.name if heard else None) == name


@pytest.mark.parametrize(("text", "name"), said("names_answered.txt"))
def test_a_name_is_heard_as_an_answer(text: str, name: str | None) -> None:
    """Asked for a name, a bare one is enough; a refusal, a time or a question is none."""
    heard = names.hear(text, asked=True)
    assert (heard.name if heard else None) == name
