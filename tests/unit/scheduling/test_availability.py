"""Which starts are open, on the worked cases and on the conventions of SPEC 3.2 one by one."""

import json
from datetime import date, datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from direct_booking.scheduling.availability import Interval, Rules, Window, judge, open_slots, tally
from direct_booking.scheduling.offer import Reason

CASES = [json.loads(line) for line in (Path(__file__).parent / "availability.jsonl").read_text().splitlines()]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _windows(pairs: list) -> tuple[Window, ...]:
    return tuple(Window(_minute(start), _minute(end)) for start, end in pairs)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _rules_of(settings: dict) -> Rules:
    return Rules(
        zone=ZoneInfo(settings["timezone"]),
        windows={WEEKDAYS.index(day): _windows(pairs) for day, pairs in settings["weekly"].items()},
        overrides={
            date.fromisoformat(day): _windows(pairs) for day, pairs in settings["date_overrides"].items()
        },
        length_minutes=settings["length_min"],
        interval_minutes=settings["slot_interval_min"],
        buffer_before_minutes=settings["buffer_before_min"],
        buffer_after_minutes=settings["buffer_after_min"],
        notice_minutes=settings["min_notice_min"],
        look_ahead_days=settings["lookahead_days"],
    )


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_worked_case_comes_out_exactly(case):
    """Every worked case gives the slots it names, and ``judge`` says the same of each candidate."""
    rules, now, expect = _rules_of(case["settings"]), _instant(case["now"]), case["expect"]
    busy = [Interval(_instant(start), _instant(end)) for start, end in case["busy"]]
    found = open_slots(rules, busy, now=now)
    assert list(found.slots) == [_instant(text) for text in expect["slots"]]
    assert len(found.slots) == expect.get("count", len(found.slots))
    assert "first" not in expect or found.slots[0] == _instant(expect["first"])
    assert not {_instant(text) for text in expect.get("must_exclude", ())} & set(found.slots)
    assert all(judge(rules, busy, start, now=now) is None for start in found.slots)
    assert all(judge(rules, busy, no.start, now=now) is no.reason for no in found.refusals)


def test_there_are_as_many_cases_as_were_handed_over():
    """The file of worked cases is whole."""
    assert len(CASES) == 68


UTC = ZoneInfo("UTC")
NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2026, 6, 15)


def clock(text: str, day: date = MONDAY) -> datetime:
    hours, minutes, *seconds = (int(part) for part in text.split(":"))
    return datetime(day.year, day.month, day.day, hours, minutes, *seconds, tzinfo=timezone.utc)


def rules(windows: str = "09:00-12:00", weekday: int = 0, **more) -> Rules:
    """Rules in UTC with the same windows, given as clocks, on one weekday."""
    pairs = [text.split("-") for text in windows.split()]
    return Rules(
        zone=UTC, windows={weekday: _windows(pairs)}, **{"notice_minutes": 0, "look_ahead_days": 1, **more}
    )


def opened(found) -> str:
    return " ".join(start.strftime("%H:%M") for start in found.slots)


@pytest.mark.parametrize(
    ("given_rules", "expected"),
    [
        (rules("09:00-10:00 10:00-11:00", length_minutes=45, interval_minutes=45), "09:00 09:45"),
        (rules("09:00-10:10 10:00-11:00", length_minutes=45, interval_minutes=45), "09:00 09:45"),
        (rules("09:00-10:00 10:05-11:00", length_minutes=45, interval_minutes=45), "09:00 10:05"),
        (rules("22:00-24:00", length_minutes=60), "22:00 22:30 23:00"),
        (rules("23:00-01:00", length_minutes=60), "23:00 23:30 00:00"),
        (rules("09:00-10:00", length_minutes=90), ""),
        (rules("09:00-10:00", buffer_before_minutes=600, buffer_after_minutes=600), "09:00 09:30"),
    ],
)
def test_windows_make_the_grid(given_rules, expected):
    """3.2: touching windows are one stretch with one grid, and buffers may stick out of it."""
    assert opened(open_slots(given_rules, [], now=clock("00:00"))) == expected


def test_a_meeting_may_go_on_into_the_next_days_window():
    """3.1: all of its minutes are open, whatever date they belong to; each date has its own grid."""
    both = Rules(
        zone=UTC,
        windows={0: (Window(1400, 1440),), 1: (Window(0, 60),)},
        length_minutes=30,
        interval_minutes=20,
        notice_minutes=0,
        look_ahead_days=1,
    )
    assert opened(open_slots(both, [], now=clock("00:00"))) == "23:20 23:40 00:00 00:20"


def test_a_window_past_midnight_opens_the_early_hours_of_today():
    """It belongs to the weekday on which it starts: Sunday's night goes on into Monday."""
    night = rules("22:00-02:00", weekday=6, length_minutes=60, interval_minutes=60, look_ahead_days=0)
    assert opened(open_slots(night, [], now=clock("00:30"))) == "01:00"
    assert judge(night, [], clock("01:00"), now=clock("00:30")) is None


def test_only_the_start_must_lie_inside_the_look_ahead():
    """A meeting may end on the day after the last, but may not start there."""
    night = rules("23:30-01:00", length_minutes=60, look_ahead_days=0)
    assert opened(open_slots(night, [], now=clock("00:00"))) == "23:30"
    tomorrow = clock("00:00", date(2026, 6, 16))
    assert judge(night, [], tomorrow, now=clock("00:00")) is Reason.TOO_FAR


def test_a_start_exactly_at_the_notice_is_open():
    """Equality is allowed, and a second less is too soon."""
    two_hours = rules(notice_minutes=120)
    assert opened(open_slots(two_hours, [], now=clock("09:00"))) == "11:00 11:30"
    assert opened(open_slots(two_hours, [], now=clock("09:00:01"))) == "11:30"
    assert judge(two_hours, [], clock("11:00"), now=clock("09:00")) is None
    assert judge(two_hours, [], clock("11:00"), now=clock("09:00:01")) is Reason.TOO_SOON


def test_a_start_at_this_very_moment_is_not_past():
    """Without notice a slot may start now."""
    assert opened(open_slots(rules("09:00-10:00"), [], now=clock("09:00"))) == "09:00 09:30"
    assert (
        opened(open_slots(rules("09:00-10:00"), [], now=clock("09:00:00").replace(microsecond=1))) == "09:30"
    )


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("2026-06-15T10:30", None),
        ("2026-06-15T08:00", Reason.PAST),
        ("2026-06-15T09:30", Reason.TOO_SOON),
        ("2026-06-15T10:00", Reason.BUFFER),
        ("2026-06-15T11:00", Reason.TAKEN),
        ("2026-06-15T11:10", Reason.TAKEN),
        ("2026-06-15T10:20", Reason.OFF_GRID),
        ("2026-06-15T10:30:01", Reason.TAKEN),
        ("2026-06-15T11:45", Reason.OUTSIDE_HOURS),
        ("2026-06-15T18:00", Reason.OUTSIDE_HOURS),
        ("2026-06-16T10:00", Reason.CLOSED),
        ("2026-06-22T10:00", Reason.CLOSED),
        ("2026-07-20T10:00", Reason.TOO_FAR),
        ("2026-07-21T10:00", Reason.TOO_FAR),
        ("2019-06-17T10:00", Reason.PAST),
    ],
)
def test_any_instant_gets_the_reason_that_is_hardest_to_get_around(asked, reason):
    """3.4: every refused time carries its reason, asked for in the middle of nowhere or not."""
    given_rules = rules(
        notice_minutes=60,
        look_ahead_days=7,
        buffer_before_minutes=10,
        overrides={date(2026, 6, 22): ()},
    )
    busy = [Interval(clock("11:00"), clock("11:25")), Interval(clock("09:51"), clock("10:00"))]
    start = datetime.fromisoformat(f"{asked}+00:00")
    assert judge(given_rules, busy, start, now=clock("08:40")) is reason


def test_the_tally_tells_an_owner_why_nothing_is_open():
    """2.6: how many candidates each rule removed; closed dates count those that they closed."""
    days = {"first": MONDAY, "last": date(2026, 6, 30)}
    given_rules = Rules(
        zone=UTC,
        windows={day: (Window(9 * 60, 10 * 60),) for day in range(5)},
        overrides={date(2026, 6, 16): (), date(2026, 6, 17): (Window(9 * 60, 9 * 60 + 30),)},
        length_minutes=60,
        notice_minutes=60,
        look_ahead_days=7,
    )
    busy = [Interval(clock("00:00", date(2026, 6, 18)), clock("00:00", date(2026, 6, 23)))]
    found = open_slots(given_rules, busy, now=clock("08:30"), **days)
    assert found.slots == ()
    assert tally(found) == {
        Reason.TOO_FAR: 12,
        Reason.OUTSIDE_HOURS: 6,
        Reason.TAKEN: 3,
        Reason.CLOSED: 2,
        Reason.TOO_SOON: 1,
    }


def test_days_the_wrong_way_round_hold_nothing():
    """There are no candidates between a date and an earlier one."""
    found = open_slots(rules(), [], now=clock("00:00"), first=date(2026, 6, 17), last=MONDAY)
    assert (found.slots, found.refusals) == ((), ())


def test_times_may_come_in_any_zone():
    """Now, busy time and the start asked about are instants, however they are written."""
    shifted = [Interval(clock("10:00").astimezone(NEW_YORK), clock("10:30").astimezone(NEW_YORK))]
    now = clock("08:00").astimezone(NEW_YORK)
    assert opened(open_slots(rules(), shifted, now=now)) == "09:00 09:30 10:30 11:00 11:30"
    assert judge(rules(), shifted, clock("10:00").astimezone(NEW_YORK), now=now) is Reason.TAKEN
