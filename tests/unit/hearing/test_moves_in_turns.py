"""What something is moved from, and where to."""

import pytest

from direct_booking.hearing.spoken import (
    Clock,
    ClockRange,
    DayRange,
    DaysAhead,
    Spoken,
    Weekday,
    When,
    from_text,
    to_text,
)
from direct_booking.hearing.times import hear

MON, WED, THU, FRI = (Weekday(n) for n in (0, 2, 3, 4))


@pytest.mark.parametrize(
    ("words", "source", "target"),
    [
        ("move the wednesday appointment to thursday at eleven", When(WED), When(THU, Clock(11))),
        ("reschedule my appointment on wednesday to friday", When(WED), When(FRI)),
        ("change my two o'clock to four", When(None, Clock(2)), When(None, Clock(4))),
        ("can i move my appointment from ten to eleven", When(None, Clock(10)), When(None, Clock(11))),
        ("let's switch from monday to thursday", When(MON), When(THU)),
        ("from wednesday to thursday", When(WED), When(THU)),
        ("instead of wednesday could we do friday", When(WED), When(FRI)),
        ("friday instead of wednesday", When(WED), When(FRI)),
        ("cancel wednesday and book friday", When(WED), When(FRI)),
        ("cancel my wednesday appointment and get me friday", When(WED), When(FRI)),
        ("move my wednesday appointment", When(WED), None),
        ("reschedule tomorrow's appointment please", When(DaysAhead(1)), None),
        ("move it to friday", None, When(FRI)),
    ],
)
def test_what_is_moved_is_no_wish(words, source, target):
    """Where from is kept apart from where to, and survives as text."""
    said = hear(words).spoken
    assert said.moved_from == ((source,) if source else ())
    assert said.alternatives == ((target,) if target else ())
    assert from_text(to_text(said)) == said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("from monday to friday", When(DayRange(MON, FRI))),
        ("i'm free from wednesday to thursday", When(DayRange(WED, THU))),
        ("from two to four", When(None, ClockRange(Clock(2), Clock(4)))),
    ],
)
def test_a_stretch_is_no_move(words, expected):
    """From one to another is a stretch of time, unless something is moved."""
    assert (hear(words).spoken.alternatives, hear(words).spoken.moved_from) == ((expected,), ())


def test_cancelling_names_what_is_cancelled():
    """With nothing to book instead, the day is all that was said."""
    assert hear("cancel my wednesday appointment").spoken == Spoken((When(WED),))
