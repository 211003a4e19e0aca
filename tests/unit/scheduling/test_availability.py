"""Which starts are open, on the worked cases and on the conventions of SPEC 3.2 one by one."""

import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from direct_booking.scheduling.availability import Interval, Rules, Window, judge, open_slots

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
