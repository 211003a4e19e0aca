"""What the receptionist says when the clock changes, the caller is elsewhere, or nothing is left."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from choice_language import NEW_YORK, NOW, OFFICE, WEEK, answer, at, day_of, wish

from direct_booking.scheduling.availability import Interval, Rules, Window, open_slots
from direct_booking.scheduling.choice import choose
from direct_booking.scheduling.offer import Kind, Reason
from direct_booking.scheduling.wish import Stretch, Wish

NIGHTS = Rules(
    zone=NEW_YORK,
    windows={day: (Window(0, 6 * 60),) for day in range(7)},
    notice_minutes=0,
    look_ahead_days=3,
)
BEFORE_SPRING = datetime(2026, 3, 6, 12, 0, tzinfo=NEW_YORK)
BEFORE_FALL = datetime(2026, 10, 30, 12, 0, tzinfo=NEW_YORK)


def test_a_time_that_a_clock_change_skips_says_so():
    """5.3: half past two does not exist that night; its neighbours are offered."""
    night = Stretch(date(2026, 3, 8), date(2026, 3, 8), 150, 150)
    found = open_slots(NIGHTS, [], now=BEFORE_SPRING)
    offer = choose(NIGHTS, found, [], Wish((night,)), now=BEFORE_SPRING, zone=NEW_YORK)
    assert offer.reason is Reason.SKIPPED
    assert [option.start.astimezone(NEW_YORK).strftime("%H:%M") for option in offer.options] == [
        "01:30",
        "03:00",
    ]


@pytest.mark.parametrize(
    ("busy", "expected"),
    [
        ((), [Kind.TIME, "05:30"]),
        (("05:30",), [Kind.TIME, "06:30"]),
        (("05:30", "06:30"), [Kind.NEAREST, "05:00", "06:00"]),
    ],
)
def test_a_time_that_a_clock_change_repeats_is_the_first_of_the_two_that_is_open(busy, expected):
    """5.3: half past one comes twice that night, at 05:30 and at 06:30 UTC."""
    night = Stretch(date(2026, 11, 1), date(2026, 11, 1), 90, 90)
    starts = [datetime.fromisoformat(f"2026-11-01T{clock}+00:00") for clock in busy]
    taken = [Interval(start, start + timedelta(minutes=30)) for start in starts]
    found = open_slots(NIGHTS, taken, now=BEFORE_FALL)
    offer = choose(NIGHTS, found, taken, Wish((night,)), now=BEFORE_FALL, zone=NEW_YORK)
    assert [offer.kind, *(option.start.strftime("%H:%M") for option in offer.options)] == expected


def test_the_second_of_two_repeated_times_is_told_apart_by_its_bounds():
    """5.3: who was offered half past one for the second time hears why that one is gone, not the first."""
    second = datetime(2026, 11, 1, 6, 30, tzinfo=timezone.utc)
    wished = Wish(
        (Stretch(date(2026, 11, 1), date(2026, 11, 1), 90, 90),),
        not_before=second,
        before=second + timedelta(minutes=1),
    )
    taken = [Interval(second, second + timedelta(minutes=30))]
    for busy, kind, reason in (([], Kind.TIME, None), (taken, Kind.NEAREST, Reason.TAKEN)):
        found = open_slots(NIGHTS, busy, now=BEFORE_FALL)
        offer = choose(NIGHTS, found, busy, wished, now=BEFORE_FALL, zone=NEW_YORK)
        assert (offer.kind, offer.reason) == (kind, reason)
    assert [option.start.strftime("%H:%M") for option in offer.options] == ["06:00", "07:00"]


def test_days_and_parts_are_those_of_the_caller():
    """What is morning in New York is afternoon and evening to a caller in London."""
    london = ZoneInfo("Europe/London")
    assert answer(wish(), zone=london) == "parts: mon afternoon, tue evening"
    assert answer(wish("tue 9-12"), zone=london) == "nearest: mon 21:30, tue 14:00 (outside_hours)"
    assert answer(wish("tue 15:00"), zone=london) == "time: tue 15:00"


def test_a_part_is_offered_with_its_bounds_on_the_clock():
    """An option of ``PARTS`` is the part of the local day, less what the caller did not wish for."""
    found = open_slots(OFFICE, [], now=NOW)
    whole = choose(OFFICE, found, [], wish("tue", "wed"), now=NOW, zone=NEW_YORK)
    assert [(option.start, option.end) for option in whole.options] == [
        (at("tue 0:00"), at("tue 12:00")),
        (at("wed 12:00"), at("wed 17:00")),
    ]
    cut = choose(OFFICE, found, [], wish("tue..wed 10-15"), now=NOW, zone=NEW_YORK)
    assert [(option.start, option.end) for option in cut.options] == [
        (at("tue 10:00"), at("tue 12:00")),
        (at("wed 12:00"), at("wed 15:00")),
    ]
    at_two = choose(OFFICE, found, [], wish("9-12", "14:00"), now=NOW, zone=NEW_YORK)
    assert [(option.start, option.end) for option in at_two.options] == [
        (at("mon 9:00"), at("mon 12:00")),
        (at("tue 14:00"), at("tue 14:01")),
    ]


def test_a_part_is_offered_within_the_bounds_of_the_wish():
    """Between an hour of one day and an hour of another the first and the last part are cut."""
    found = open_slots(OFFICE, [], now=NOW)
    wished = wish(not_before=at("tue 14:00"), before=at("wed 10:00"))
    offer = choose(OFFICE, found, [], wished, now=NOW, zone=NEW_YORK)
    assert [(option.start, option.end) for option in offer.options] == [
        (at("tue 14:00"), at("tue 17:00")),
        (at("wed 0:00"), at("wed 10:00")),
    ]


def test_a_part_that_begins_in_skipped_time_begins_with_its_first_start():
    """5.3: "from half past two" on the night of the change is from three, the first minute after it."""
    found = open_slots(NIGHTS, [], now=BEFORE_SPRING)
    wished = Wish((Stretch(None, None, 150, 360),))
    offer = choose(NIGHTS, found, [], wished, now=BEFORE_SPRING, zone=NEW_YORK)
    assert [option.start.astimezone(NEW_YORK).strftime("%a %H:%M") for option in offer.options] == [
        "Sat 02:30",
        "Sun 03:00",
    ]


def test_what_has_no_end_is_not_too_far():
    """Evenings are outside the hours, although those after the look-ahead are too far as well."""
    short = Rules(zone=NEW_YORK, windows=OFFICE.windows, look_ahead_days=4)
    assert answer(wish("17-24"), rules=short) == "nearest: mon 16:30, tue 16:30 (outside_hours)"
    assert answer(wish("tue+..fri+ 17-24"), rules=short) == "nearest: fri 16:00, fri 16:30 (too_far)"


def test_a_week_of_which_only_a_holiday_can_be_booked_is_too_far():
    """The holiday is not why the rest of that week cannot be had."""
    rules = Rules(
        zone=NEW_YORK,
        windows=OFFICE.windows,
        overrides={day_of("mon+"): ()},
        look_ahead_days=7,
        notice_minutes=0,
    )
    assert answer(wish("mon+..fri+"), rules=rules) == "nearest: fri 16:00, fri 16:30 (too_far)"
    assert answer(wish("mon+"), rules=rules) == "nearest: fri 16:00, fri 16:30 (closed)"


def test_when_nothing_is_open_it_says_why():
    """Taken when there are hours, closed when there are none, too soon when the notice takes them all."""
    never = Rules(zone=NEW_YORK, windows={})
    hasty = Rules(zone=NEW_YORK, windows=OFFICE.windows, notice_minutes=60 * 24 * 20)
    everything = ", ".join(f"{day}{week}" for day in WEEK for week in ("", "+", "++"))
    assert answer(wish("tue 14:00"), everything) == "none:  (taken)"
    assert answer(wish(), rules=never) == "none:  (closed)"
    assert answer(wish("tue"), rules=hasty) == "none:  (too_soon)"


def test_when_everything_open_was_turned_down_there_is_no_reason():
    """The calendar is not to blame for what the caller did not want."""
    rest = "tue 9:30-24, wed, thu, fri, mon, mon+, tue+, wed+, thu+, fri+, mon++"
    assert answer(wish("tue", turned_down=frozenset([at("tue 9:00")])), rest) == "none: "
    assert answer(wish(none_of="tue"), rest) == "none: "


def test_a_closed_date_is_closed():
    """A date that the owner closed is as closed as a weekend."""
    rules = Rules(zone=NEW_YORK, windows=OFFICE.windows, overrides={day_of("fri"): ()})
    assert answer(wish("fri 11:00"), rules=rules) == "nearest: thu 16:00, thu 16:30 (closed)"
    assert answer(wish("fri"), rules=rules) == "nearest: thu 16:30, mon+ 9:00 (closed)"


def test_buffers_are_a_reason_of_their_own_for_one_time_only():
    """3.4: a time that is free but too close to something says so; a whole stretch of such times is taken."""
    rules = Rules(zone=NEW_YORK, windows=OFFICE.windows, buffer_after_minutes=30)
    assert answer(wish("tue 14:00"), "tue 14:30-15", rules) == "nearest: tue 13:30, tue 15:00 (buffer)"
    assert answer(wish("tue 14-14:30"), "tue 14:30-15", rules) == "nearest: tue 13:30, tue 15:00 (taken)"


def test_a_night_that_a_stretch_ends_before_it_begins_holds_nothing():
    """A stretch that holds no minute is answered with the nearest times, not with a failure."""
    assert answer(Wish((Stretch(None, None, 600, 540),))).startswith("nearest: mon 10:00, mon 10:30")
