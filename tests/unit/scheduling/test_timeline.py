"""Stretches of time answer whether something lies inside them or touches them."""

from hypothesis import given
from hypothesis import strategies as st

from direct_booking.scheduling.timeline import Timeline

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


@given(spans, st.lists(st.integers(-5, 65)).map(sorted), st.integers(0, 9), st.integers(1, 9))
def test_one_sweep_answers_as_one_question_after_another(spans, starts, before, after):
    """A sweep over sorted starts, single questions and the plain definition agree."""
    line = Timeline(spans)
    swept = line.sweep(starts, before, after)
    assert swept == [line.touches(start - before, start + after) for start in starts]
    assert swept == [
        any(begin < end and begin < start + after and start - before < end for begin, end in spans)
        for start in starts
    ]


@given(spans, st.integers(-5, 65), st.integers(1, 9))
def test_a_stretch_is_covered_when_it_touches_no_gap(spans, start, length):
    """Inside is the opposite of touching what is outside."""
    line = Timeline(spans)
    inside = {moment for begin, end in spans for moment in range(begin, end)}
    assert line.covers(start, start + length) == all(start + n in inside for n in range(length))
    assert line.covers(start, start + length) != line.gaps().touches(start, start + length)
