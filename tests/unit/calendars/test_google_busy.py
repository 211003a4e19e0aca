"""Google's free/busy: the pieces that are asked for, and what their answers say together."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.calendars import google_busy as busy
from direct_booking.calendars.base import Busy, Unknown
from direct_booking.scheduling.availability import Interval

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)


def at(minute: float, length: float = 30) -> Interval:
    """A stretch that begins so many minutes after noon."""
    return Interval(NOON + timedelta(minutes=minute), NOON + timedelta(minutes=minute + length))


SPANS = st.builds(at, st.integers(-90, 90), st.integers(1, 60))


@given(st.integers(1, 800 * 24 * 3600), st.integers(0, 120))
def test_the_pieces_cover_the_span_and_none_is_too_long(seconds, calendars):
    """At most 90 days and 50 calendars each, without a gap, a day more on both sides."""
    ids = [f"c{number}" for number in range(calendars)]
    span = Interval(NOON + timedelta(microseconds=3), NOON + timedelta(seconds=seconds))
    asked: dict[str, list[Interval]] = {each: [] for each in ids}
    for some, piece in busy.pieces(ids, span):
        assert 0 < len(some) <= 50
        assert timedelta(0) < piece.end - piece.start <= timedelta(days=90)
        for each in some:
            asked[each].append(piece)
    for pieces in asked.values():
        assert all(one.end == other.start for one, other in zip(pieces, pieces[1:], strict=False))
        assert pieces[0].start <= span.start - timedelta(hours=23)
        assert pieces[-1].end >= span.end + timedelta(hours=23)


@pytest.mark.parametrize("which", ["first", "last"])
def test_the_ends_of_time_are_pieces_too(which):
    """No overflow where there is no day before or after."""
    first = datetime.min.replace(tzinfo=timezone.utc)
    last = datetime.max.replace(tzinfo=timezone.utc)
    hour = timedelta(hours=1)
    span = Interval(first, first + hour) if which == "first" else Interval(last - hour, last)
    assert all(piece.start < piece.end for _ids, piece in busy.pieces(["c"], span))


@pytest.mark.parametrize(
    "said",
    [
        None,
        {},
        {"errors": [{"domain": "global", "reason": "notFound"}]},
        {"errors": [{"domain": "global", "reason": "internalError"}], "busy": []},
        {"errors": [{}], "busy": []},
        {"busy": [{"start": "2026-03-02T12:00:00Z"}]},
        {"busy": [{"start": "soon", "end": "later"}]},
        {"busy": None},
        "free",
    ],
)
def test_a_calendar_of_which_google_says_nothing_good_is_unknown(said):
    """3.3: errors come for each calendar inside an answer of 200 [discovery]; unknown is never free."""
    reply = {} if said is None else {"calendars": {"c": said}}
    answer = busy.answered(reply, "c")
    assert isinstance(answer, Unknown)
    assert answer.reason.endswith(".")
    assert isinstance(busy.gathered([[at(0)], answer], at(-99, 999), ()), Unknown)


def test_no_busy_time_is_free():
    """An empty list is an answer."""
    assert busy.answered({"calendars": {"c": {"busy": []}}}, "c") == []


def test_what_a_seam_cut_is_one_again():
    """A busy time over the end of a piece comes back in two halves, or twice as a whole."""
    seam = at(0).start
    halves = busy.gathered([[at(-30, 30)], [at(0, 15)]], at(-99, 999), [seam])
    twice = busy.gathered([[at(-30, 45)], [at(-30, 45)]], at(-99, 999), [seam])
    assert halves == twice == Busy((at(-30, 45),))


def test_busy_times_that_touch_anywhere_else_stay_two():
    """They are as Google gave them."""
    assert busy.gathered([[at(0), at(30)]], at(-99, 999), [at(500).start]) == Busy((at(0), at(30)))


def test_the_margins_are_not_the_answer():
    """What does not touch the span was not asked for; an empty time blocks nothing (3.2)."""
    found = busy.gathered([[at(-60), at(-30), at(-15), at(5, 0), at(30)]], at(0), ())
    assert found == Busy((at(-15),))


def minutes_of(intervals) -> set[int]:
    """The minutes that are busy."""
    return {
        minute
        for one in intervals
        for minute in range(
            int((one.start - NOON).total_seconds() // 60), int((one.end - NOON).total_seconds() // 60)
        )
    }


@given(SPANS, st.lists(SPANS, max_size=5), st.booleans())
def test_without_our_event_exactly_the_others_are_left(ours, others, merges):
    """Whether Google gives what overlaps as one or as several: no time of the others is lost or added."""
    everything = [ours, *others]
    if merges:
        covered = sorted(minutes_of(everything))
        starts = [one for one in covered if one - 1 not in set(covered)]
        ends = [one + 1 for one in covered if one + 1 not in set(covered)]
        everything = [at(start, end - start) for start, end in zip(starts, ends, strict=True)]
    beside = [one for one in others if one.start < ours.end and one.end > ours.start]
    left = busy.beside(Busy(tuple(sorted(everything))), ours, beside)
    assert minutes_of(left.intervals) == minutes_of(others)
    assert list(left.intervals) == sorted(left.intervals)
