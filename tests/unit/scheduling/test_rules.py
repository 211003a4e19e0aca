"""From settings to rules: every field arrives, closed dates close, and availability agrees."""

from dataclasses import fields
from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

from direct_booking.scheduling.availability import Rules, Window, open_slots
from direct_booking.scheduling.day_parts import DayParts
from direct_booking.scheduling.rules import rules_of
from direct_booking.settings import ClosedDates, Settings, parse

BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = date(2026, 12, 20), date(2027, 1, 5)


def test_every_field_arrives():
    """No rule keeps a default where the owner set something else."""
    settings = Settings(
        length_minutes=45,
        windows={1: ((540, 720), (780, 1440)), 6: ((1320, 120),)},
        interval_minutes=15,
        buffer_before_minutes=5,
        buffer_after_minutes=10,
        notice_minutes=60,
        look_ahead_days=30,
        closed=(ClosedDates(date(2026, 12, 24), date(2026, 12, 24)),),
        afternoon_starts=660,
        evening_starts=1080,
        night_starts=1200,
        lunchtime=(690, 780),
    )
    rules = rules_of(settings, BERLIN, FIRST, LAST)
    assert rules == Rules(
        zone=BERLIN,
        windows={1: (Window(540, 720), Window(780, 1440)), 6: (Window(1320, 120),)},
        overrides={date(2026, 12, 24): ()},
        length_minutes=45,
        interval_minutes=15,
        buffer_before_minutes=5,
        buffer_after_minutes=10,
        notice_minutes=60,
        look_ahead_days=30,
        day_parts=DayParts(660, 1080, 1200, (690, 780)),
    )
    defaults = Rules(zone=ZoneInfo("UTC"), windows={})
    assert all(getattr(rules, one.name) != getattr(defaults, one.name) for one in fields(Rules))


def test_the_defaults_of_both_agree():
    """Rules made of default settings are the default rules with working days from nine to five."""
    assert rules_of(Settings(), BERLIN, FIRST, LAST) == Rules(
        zone=BERLIN, windows={day: (Window(540, 1020),) for day in range(5)}
    )


def test_closed_dates_are_cut_to_the_days_asked_about():
    """Only what can matter is worked out, public holidays with the owner's own."""
    settings = parse({"closed": ["2026-12-24", "2026-06-01"], "holidays_country": "DE"})
    overrides = rules_of(settings, BERLIN, FIRST, LAST).overrides
    assert list(overrides) == [date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)]
    assert set(overrides.values()) == {()}


def test_nothing_is_open_on_a_closed_date():
    """2.2 to 3.1: a day that settings close has no slot, and its neighbour has."""
    settings = parse({"closed": ["2026-12-22"], "look_ahead_days": 3})
    now = datetime(2026, 12, 21, 6, 0, tzinfo=timezone.utc)
    slots = open_slots(rules_of(settings, BERLIN, FIRST, LAST), [], now=now).slots
    assert {slot.astimezone(BERLIN).date() for slot in slots} == {
        date(2026, 12, 21),
        date(2026, 12, 23),
        date(2026, 12, 24),
    }
