"""Trying again: what is tried, how often, and when it is given up."""

from datetime import datetime, timezone

import pytest

from direct_booking.calendars.errors import Conflict, OutcomeUnknown, Throttled, Unreachable
from direct_booking.calendars.patience import patiently, retry_after_s
from direct_booking.deadline import Deadline

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)


class Attempt:
    """Fails as told, then succeeds."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.waits: list[float] = []

    def __call__(self, deadline_s: float) -> str:
        assert deadline_s > 0
        if self.errors:
            raise self.errors.pop(0)
        return "done"

    def run(self, *, reading: bool, budget_s: float = 10) -> str:
        return patiently(
            self, Deadline(budget_s), reading=reading, pause=self.waits.append, chance=lambda: 1.0
        )


def test_a_calendar_that_asked_to_wait_is_asked_again_after_that():
    """What it said is waited for, when it is longer than one's own back-off."""
    attempt = Attempt(Throttled("slow down", 3.0), Throttled("slow down"))
    assert attempt.run(reading=False) == "done"
    assert attempt.waits == [3.0, 0.4]


def test_a_reading_is_tried_again_and_a_writing_is_not():
    """What may have been written is not written again."""
    assert Attempt(Unreachable("no answer")).run(reading=True) == "done"
    with pytest.raises(Unreachable):
        Attempt(Unreachable("no answer")).run(reading=False)


@pytest.mark.parametrize("error", [Conflict("changed"), OutcomeUnknown("perhaps", "key1")])
def test_what_waiting_does_not_mend_is_not_tried_again(error):
    """A conflict stays one; a doubt is settled by asking."""
    attempt = Attempt(error)
    with pytest.raises(type(error)):
        attempt.run(reading=True)
    assert attempt.waits == []


def test_a_wait_that_does_not_fit_is_not_begun():
    """A caller who would hear nothing for a minute hears the truth now."""
    attempt = Attempt(Throttled("slow down", 60.0))
    with pytest.raises(Throttled):
        attempt.run(reading=True)
    assert attempt.waits == []


def test_four_tries_are_enough():
    """The last error is the one that is told."""
    attempt = Attempt(*(Unreachable(f"try {number}") for number in range(1, 9)))
    with pytest.raises(Unreachable, match="try 4"):
        attempt.run(reading=True)
    assert attempt.waits == [0.2, 0.4, 0.8]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 02 Mar 2026 14:00:30 GMT", 30.0),
        ("Mon, 02 Mar 2026 13:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_both_ways_to_say_when_are_read(text, seconds):
    """Seconds, or a date (RFC 9110 10.2.3); anything else says nothing."""
    assert retry_after_s({"Retry-After": text}, NOW) == seconds
