"""Somebody else's calendar fails in every way: nothing false is said, nothing is there twice or left behind.

``make faults`` does the same some thousand times, the slow ways too (SPEC 8.1, 8.2).
"""

import pytest
from failing_elsewhere import VERBS, WAYS, starts, tried

QUICK = [way for way in WAYS if not way.slow]
SAID = {"book": "Booked", "move": "Moved", "cancel": "Cancelled"}


@pytest.mark.parametrize("verb", VERBS)
def test_whatever_fails_at_google_what_is_said_is_true(google_office, verb):
    """4.7: one call for each way to fail; each is settled before the next begins."""
    _try_all(google_office, verb)


def test_whatever_fails_elsewhere_what_is_booked_is_true(office_elsewhere):
    """8.1: the same at every provider."""
    _try_all(office_elsewhere, "book")


def _try_all(office, verb: str) -> None:
    seen = {}
    with starts(office) as next_start:
        for number, way in enumerate(QUICK):
            if not {office.elsewhere.name, verb} & set(way.not_for):
                seen[way.name] = tried(office, way, verb, f"call-{number}", next_start())
    # Else nothing was tried.
    assert [name for name, each in seen.items() if not each.met] == []
    confirmed = {name for name, each in seen.items() if each.said == SAID[verb]}
    assert "the line breaks after the write, once" in confirmed
    assert "the calendar asks to try again, once" in confirmed
    assert "written, and looking it up fails too" not in confirmed
    expected = 0 if verb == "cancel" else 1
    assert {each.events for each in seen.values() if each.said == SAID[verb]} == {expected}


def test_an_owner_who_takes_the_time_of_a_move_keeps_it(office_elsewhere):
    """3.1: the appointment goes back to where it was, and another time is offered."""
    (way,) = [each for each in WAYS if each.name.startswith("the owner takes the time")]
    with starts(office_elsewhere) as next_start:
        seen = tried(office_elsewhere, way, "move", "call-1", next_start())
    assert (seen.said, seen.record, seen.events) == ("Lost", "booked", 1)
    booking = office_elsewhere.made_on()[0]
    assert office_elsewhere.told(booking) == ["requested", "booked", "move_requested", "not_moved"]
