"""Wall-clock windows become UTC by the clock of each date, never by adding hours to midnight."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.scheduling.windows import Window, edge, instants, of_date, pieces

NEW_YORK = ZoneInfo("America/New_York")
SPRING, FALL = date(2026, 3, 8), date(2026, 11, 1)
ZONES = ("America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca")


def spans(day: date, zone: ZoneInfo, *windows: tuple[int, int]) -> list[str]:
    """The spans of a date's windows as clocks of UTC."""
    among = pieces(zone, day, day)
    found = of_date(day, [Window(*edges) for edges in windows], among)
    return [
        "-".join(datetime.fromtimestamp(second, timezone.utc).strftime("%H:%M") for second in span)
        for span in found
    ]


@pytest.mark.parametrize(
    ("day", "windows", "expected"),
    [
        (SPRING, [(9 * 60, 17 * 60)], ["13:00-21:00"]),  # four hours from midnight are five o'clock
        (SPRING, [(0, 240)], ["05:00-07:00", "07:00-08:00"]),  # cut at the hole: the grid restarts
        (SPRING, [(130, 170)], []),  # all of it is skipped
        (SPRING, [(150, 240)], ["07:00-08:00"]),
        (FALL, [(0, 240)], ["04:00-09:00"]),  # whole: the grid goes on through the repeated hour
        (FALL, [(75, 105)], ["05:15-05:45", "06:15-06:45"]),  # open twice
        (FALL, [(90, 240)], ["05:30-06:00", "06:30-09:00"]),
        (FALL - timedelta(days=1), [(1320, 180)], ["02:00-08:00"]),  # past midnight, over the change
        (date(2026, 6, 17), [(600, 720), (540, 600), (660, 780)], ["13:00-17:00"]),
        (date(2026, 6, 17), [(540, 540)], ["13:00-13:00"]),  # round the clock
        (date(2026, 6, 17), [(1200, 1440)], ["00:00-04:00"]),
    ],
)
def test_windows_are_resolved_by_the_clock_of_their_date(day, windows, expected):
    """3.2: skipped minutes do not exist, repeated ones are open twice, touching windows are one."""
    assert spans(day, NEW_YORK, *windows) == expected


def test_a_date_that_never_was_has_no_spans():
    """Apia went from Thursday to Saturday: a Friday's windows are nowhere."""
    assert spans(date(2011, 12, 30), ZoneInfo("Pacific/Apia"), (540, 720)) == []


@pytest.mark.parametrize(
    ("day", "minute", "expected"),
    [
        (SPRING, 90, ["06:30"]),
        (SPRING, 150, []),
        (FALL, 90, ["05:30", "06:30"]),
        (FALL, 1440, ["05:00"]),
    ],
)
def test_a_minute_of_a_date_is_one_instant_or_none_or_two(day, minute, expected):
    """A clock change skips minutes or repeats them."""
    assert [instant.strftime("%H:%M") for instant in instants(day, minute, NEW_YORK)] == expected


def test_an_edge_takes_in_repeated_time():
    """A stretch begins at the first of two repeated minutes and ends at the second."""
    assert edge(FALL, 90, NEW_YORK) == datetime(2026, 11, 1, 5, 30, tzinfo=timezone.utc)
    assert edge(FALL, 90, NEW_YORK, last=True) == datetime(2026, 11, 1, 6, 30, tzinfo=timezone.utc)


@given(st.sampled_from(ZONES), st.dates(date(2008, 1, 1), date(2030, 1, 1)), st.integers(0, 40))
def test_pieces_tell_the_offset_of_every_moment(zone, first, length):
    """Pieces follow each other without a gap, and on each of them the clock keeps its offset."""
    info = ZoneInfo(zone)
    found = pieces(info, first, first + timedelta(days=length))
    assert all(one.end == other.start for one, other in zip(found, found[1:], strict=False))
    assert all(one.offset != other.offset for one, other in zip(found, found[1:], strict=False))
    for piece in found:
        for second in (piece.start, (piece.start + piece.end) // 2, piece.end - 1):
            offset = datetime.fromtimestamp(second, info).utcoffset()
            assert offset == timedelta(seconds=piece.offset)


@given(st.sampled_from(ZONES), st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(0, 1439))
def test_an_instant_shows_the_minute_that_it_was_made_from(zone, day, minute):
    """Whatever the clock did that day, the instants of a minute show it on the wall."""
    for instant in instants(day, minute, ZoneInfo(zone)):
        local = instant.astimezone(ZoneInfo(zone))
        assert (local.date(), local.hour * 60 + local.minute) == (day, minute)
