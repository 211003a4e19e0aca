"""A replayed call goes from the process that played it to the page that shows it, and stays what it was."""

import pytest

from direct_booking.reception.replays import Played, ReplayedTurn, read, written

TURNS = (
    ReplayedTurn("/call_start", ("Hello.",), ("Hello.",)),
    ReplayedTurn('“yes”, she said: "no"', ("Bye.", "hang_up"), ()),
)


def test_what_is_read_is_what_was_written():
    """In one line, whatever was said."""
    assert read(written(TURNS)) == TURNS
    assert "\n" not in written(TURNS)
    assert Played(TURNS).differing == 1


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"turns": 1}', '{"turns": [{"heard": "yes"}]}', "noise"])
def test_any_other_line_is_refused(line):
    """The process may have failed and said so in its own words."""
    with pytest.raises(ValueError, match="."):
        read(line)
