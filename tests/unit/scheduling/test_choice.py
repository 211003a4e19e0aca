"""What the receptionist says: tables of wishes and offers, and the laws that every offer keeps.

In the tables "tue" is Tuesday of this week and "tue+" of the next; "tue 14:00" is one minute of it,
"tue 12-17" a stretch, "14:00" that minute of any day, "mon..fri" several days. It is Monday, 8 o'clock.
"""

import re
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from direct_booking.scheduling.availability import Interval, Rules, Window, open_slots
from direct_booking.scheduling.choice import choose
from direct_booking.scheduling.offer import Kind, Offer, Reason
from direct_booking.scheduling.wish import Stretch, Wish

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2026, 6, 15)
NOW = datetime(2026, 6, 15, 8, 0, tzinfo=NEW_YORK)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE = Rules(zone=NEW_YORK, windows={day: (Window(9 * 60, 17 * 60),) for day in range(5)})


def day_of(name: str) -> date:
    return MONDAY + timedelta(days=WEEK.index(name[:3]) + 7 * name.count("+") - 7 * name.count("-"))


def minute_of(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def stretch(text: str) -> Stretch:
    days = re.match(r"([a-z]{3}[+-]*)(?:\.\.([a-z]{3}\+*))?", text)
    hours = re.search(r"(\d+(?::\d+)?)(?:-(\d+(?::\d+)?))?$", text)
    first = day_of(days[1]) if days else None
    last = day_of(days[2]) if days and days[2] else first
    if not hours:
        return Stretch(first, last)
    return Stretch(first, last, minute_of(hours[1]), minute_of(hours[2] or hours[1]))


def at(text: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    wished = stretch(text)
    return (datetime.combine(wished.first, time(), zone) + timedelta(minutes=wished.start_minute)).astimezone(
        timezone.utc
    )


def interval(text: str, zone: ZoneInfo = NEW_YORK) -> Interval:
    wished = stretch(text)
    midnight = datetime.combine(wished.first, time(), zone)
    return Interval(
        (midnight + timedelta(minutes=wished.start_minute)).astimezone(timezone.utc),
        (midnight + timedelta(minutes=wished.end_minute)).astimezone(timezone.utc),
    )


def wish(*any_of: str, none_of: str = "", **more) -> Wish:
    return Wish(
        any_of=tuple(stretch(text) for text in any_of),
        none_of=tuple(stretch(text) for text in none_of.split(", ") if text),
        **more,
    )


def said(offer: Offer, zone: ZoneInfo = NEW_YORK) -> str:
    """An offer as one line of a table."""
    words = []
    for option in offer.options:
        local = option.start.astimezone(zone)
        name = WEEK[local.weekday()] + "+" * ((local.date() - MONDAY).days // 7)
        words.append(f"{name} {option.part.value if option.part else local.strftime('%-H:%M')}")
    reason = f" ({offer.reason.value})" if offer.reason else ""
    return f"{offer.kind.value}: {', '.join(words)}{reason}"


def answer(wished: Wish, busy: str = "", rules: Rules = OFFICE, now: datetime = NOW, zone=NEW_YORK) -> str:
    taken = [interval(text, rules.zone) for text in busy.split(", ") if text]
    found = open_slots(rules, taken, now=now)
    return said(choose(rules, found, taken, wished, now=now, zone=zone), zone)


ONE_TIME = [
    ("an open time is proposed at once", wish("tue 14:00"), "", "time: tue 14:00"),
    ("a taken one gets its neighbours", wish("tue 14:00"), "tue 14-14:30",
     "nearest: tue 13:30, tue 14:30 (taken)"),
    ("neighbours are open ones", wish("tue 14:00"), "tue 13-15:30", "nearest: tue 12:30, tue 15:30 (taken)"),
    ("the day's last is followed by no other", wish("tue 16:30"), "tue 16-17",
     "nearest: tue 15:00, tue 15:30 (taken)"),
    ("after closing", wish("tue 18:00"), "", "nearest: tue 16:00, tue 16:30 (outside_hours)"),
    ("before opening", wish("tue 8:00"), "", "nearest: tue 9:00, tue 9:30 (outside_hours)"),
    ("on a closed day", wish("sun 11:00"), "", "nearest: mon+ 9:00, mon+ 9:30 (closed)"),
    ("inside the notice", wish("mon 9:30"), "", "nearest: mon 10:00, mon 10:30 (too_soon)"),
    ("in the past", wish("mon- 10:00"), "", "nearest: mon 10:00, mon 10:30 (past)"),
    ("beyond the look-ahead", wish("tue++ 10:00"), "", "nearest: mon++ 16:00, mon++ 16:30 (too_far)"),
    ("between two starts", wish("tue 14:10"), "", "nearest: tue 14:00, tue 14:30 (off_grid)"),
    ("turned down, and still wished for", wish("tue 14:00", turned_down=frozenset([at("tue 14:00")])), "",
     "nearest: tue 13:30, tue 14:30"),
    ("neighbours turned down", wish("tue 14:00", turned_down=frozenset([at("tue 13:30"), at("tue 14:30")])),
     "tue 14-14:30", "nearest: tue 13:00, tue 15:00 (taken)"),
]  # fmt: skip

A_DAY = [
    ("a day is spread over its hours", wish("tue"), "", "times: tue 9:00, tue 13:00, tue 16:00"),
    ("a part likewise", wish("tue 12-17"), "", "times: tue 12:00, tue 14:00, tue 16:00"),
    ("full hours are said rather than half ones", wish("tue 12-17"), "tue 12-12:30",
     "times: tue 13:00, tue 15:00, tue 16:00"),
    ("half hours when there is nothing else", wish("tue 12-17"),
     "tue 12-12:30, tue 13-13:30, tue 14-14:30, tue 15-15:30, tue 16-16:30",
     "times: tue 12:30, tue 14:30, tue 16:30"),
    ("three are all said", wish("tue 14-15:30"), "", "times: tue 14:00, tue 14:30, tue 15:00"),
    ("two likewise", wish("tue"), "tue 9-16", "times: tue 16:00, tue 16:30"),
    ("one is proposed", wish("tue 12-17"), "tue 12-15, tue 15:30-17", "time: tue 15:00"),
    ("as late as possible", wish("tue", latest_first=True), "", "times: tue 15:30, tue 16:00, tue 16:30"),
    ("what was turned down is not said again",
     wish("tue", turned_down=frozenset(map(at, ("tue 9:00", "tue 13:00", "tue 16:00")))), "",
     "times: tue 10:00, tue 14:00, tue 16:30"),
    ("times of one day", wish("tue 14:00", "tue 15:00"), "", "times: tue 14:00, tue 15:00"),
    ("of two times the open one", wish("tue 14:00", "tue 15:00"), "tue 14-14:30", "time: tue 15:00"),
    ("parts of one day", wish("tue 9-12", "tue 15-17"), "", "times: tue 9:00, tue 11:00, tue 16:00"),
    ("today begins after the notice", wish("mon 0-12"), "", "times: mon 10:00, mon 10:30, mon 11:00"),
    ("a time on any day", wish("14:00"), "tue", "times: mon 14:00, wed 14:00, thu 14:00"),
    ("a time in a week, as late as possible", wish("mon..fri 14:00", latest_first=True), "",
     "times: wed 14:00, thu 14:00, fri 14:00"),
]  # fmt: skip

BOUNDS = [
    ("later", wish("tue", not_before=at("tue 14:01")), "", "times: tue 14:30, tue 15:00, tue 15:30"),
    ("earlier", wish("tue", before=at("tue 14:00")), "", "times: tue 12:30, tue 13:00, tue 13:30"),
    ("earlier on any day", wish(before=at("tue 10:00")), "", "times: mon 16:30, tue 9:00, tue 9:30"),
    ("later than the day allows", wish("tue", not_before=at("tue 16:31")), "",
     "nearest: tue 16:30, wed 9:00 (outside_hours)"),
    ("between two times", wish("tue", not_before=at("tue 10:00"), before=at("tue 15:00")), "",
     "times: tue 10:00, tue 12:00, tue 14:00"),
]  # fmt: skip

VAGUE = [
    ("no preference", wish(), "", "parts: mon morning, tue afternoon"),
    ("some time this week", wish("mon..fri"), "mon", "parts: tue morning, wed afternoon"),
    ("as in the spec", wish("mon..fri"), "mon, tue 0-12", "parts: tue afternoon, wed morning"),
    ("only mornings", wish("9-12"), "", "parts: mon morning, tue morning"),
    ("not Monday", wish(none_of="mon"), "", "parts: tue morning, wed afternoon"),
    ("only afternoons are open", wish("mon..fri"), "mon 9-12, tue 9-12, wed 9-12, thu 9-12, fri 9-12",
     "parts: mon afternoon, tue afternoon"),
    ("one day is open", wish("mon..fri"), "mon, tue, wed, fri", "times: thu 9:00, thu 13:00, thu 16:00"),
    ("three times are open", wish("mon..fri"), "mon, tue 0-16, wed, thu, fri 9:30-24",
     "times: tue 16:00, tue 16:30, fri 9:00"),
    ("as late as possible", wish("mon..fri", latest_first=True), "", "parts: thu afternoon, fri afternoon"),
    ("Monday or Tuesday", wish("mon+", "tue+"), "", "parts: mon+ morning, tue+ afternoon"),
    ("in any order", wish("tue+", "mon+"), "", "parts: mon+ morning, tue+ afternoon"),
    ("two parts by name", wish("mon 9-12", "tue 12-17"), "", "parts: mon morning, tue afternoon"),
    ("one of them full", wish("mon 9-12", "tue 12-17"), "mon", "times: tue 12:00, tue 14:00, tue 16:00"),
    ("three days by name", wish("tue", "wed", "fri"), "", "parts: tue morning, wed afternoon, fri morning"),
    ("two times by name", wish("tue 14:00", "wed 15:00"), "", "times: tue 14:00, wed 15:00"),
    ("a time or a day", wish("tue 14:00", "wed"), "", "times: tue 14:00, wed 9:00"),
    ("a part is not waited for too long", wish(),
     "mon, tue 12-24, wed 12-24, thu 12-24, fri 12-24, mon+ 12-24",
     "parts: tue morning, wed morning"),
    ("a week or a day of it", wish("mon..fri", "tue"), "", "parts: mon morning, tue afternoon"),
    ("a day or half of it", wish("tue", "tue 9-12", "wed 9-12"), "",
     "parts: tue morning, tue afternoon, wed morning"),
    ("a day twice and another that is full", wish("tue", "tue 9-12", "wed"), "wed",
     "times: tue 9:00, tue 13:00, tue 16:00"),
    ("one part twice", wish("tue 9-12", "tue..wed 9-12"), "", "parts: tue morning, wed morning"),
    ("a week or a closed day", wish("mon..fri", "sat"), "", "parts: mon morning, tue afternoon"),
    ("mornings or at two", wish("9-12", "14:00"), "", "parts: mon morning, tue afternoon"),
    ("this week or next", wish("thu..fri", "mon+..fri+"), "", "parts: thu morning, mon+ afternoon"),
    ("the soonest", wish(soonest=True), "mon", "time: tue 9:00"),
    ("the soonest afternoon", wish("12-17", soonest=True), "", "time: mon 12:00"),
    ("the last one", wish("mon..fri", soonest=True, latest_first=True), "fri 16-17", "time: fri 15:30"),
]  # fmt: skip

NOTHING_FITS = [
    ("a closed day", wish("sat"), "", "nearest: fri 16:30, mon+ 9:00 (closed)"),
    ("a full day", wish("tue"), "tue", "nearest: mon 16:30, wed 9:00 (taken)"),
    ("a full afternoon", wish("tue 12-17"), "tue 12-17", "nearest: tue 11:30, wed 9:00 (taken)"),
    ("an evening", wish("tue 17-24"), "", "nearest: tue 16:30, wed 9:00 (outside_hours)"),
    ("evenings", wish("17-24"), "", "nearest: mon 16:30, tue 16:30 (outside_hours)"),
    ("a weekend", wish("sat..sun"), "", "nearest: fri 16:30, mon+ 9:00 (closed)"),
    ("a closed day or an hour of an open one", wish("sat", "tue 17-24"), "",
     "nearest: tue 16:30, mon+ 9:00 (outside_hours)"),
    ("next month", wish("mon+++++..fri+++++"), "", "nearest: mon++ 16:00, mon++ 16:30 (too_far)"),
    ("last week", wish("mon-"), "", "nearest: mon 10:00, mon 10:30 (past)"),
    ("this morning, too late", wish("mon 9-10"), "", "nearest: mon 10:00, mon 10:30 (too_soon)"),
    ("all of a day turned down", wish("tue", turned_down=frozenset([at("tue 9:00")])), "tue 9:30-17",
     "nearest: mon 16:30, wed 9:00"),
    ("two times that are taken", wish("tue 14:00", "wed 15:00"), "tue 14-14:30, wed 15-15:30",
     "nearest: tue 13:30, wed 15:30 (taken)"),
    ("later than everything", wish(not_before=at("mon++ 16:31")), "",
     "nearest: mon++ 16:00, mon++ 16:30 (too_far)"),
    ("sooner than everything", wish(before=at("mon 10:00")), "", "nearest: mon 10:00, mon 10:30 (too_soon)"),
    ("the soonest of a closed day", wish("sun", soonest=True), "", "nearest: fri 16:30, mon+ 9:00 (closed)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wished", "busy", "expected"),
    [pytest.param(*row, id=name) for name, *row in ONE_TIME + A_DAY + BOUNDS + VAGUE + NOTHING_FITS],
)
def test_what_is_said(wished, busy, expected):
    """Each wish gets the offer beside it."""
    assert answer(wished, busy) == expected


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
        "03:00",
        "04:00",
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


minutes = st.sampled_from([0, 540, 600, 720, 750, 840, 1020, 1200])


@st.composite
def stretches(draw) -> Stretch:
    first = draw(st.none() | st.integers(-2, 18).map(lambda n: MONDAY + timedelta(days=n)))
    last = first and draw(
        st.none() | st.sampled_from([0, 0, 0, 1, 6]).map(lambda n: first + timedelta(days=n))
    )
    start = draw(minutes)
    end = draw(st.sampled_from([start, 1440]) | minutes.map(lambda minute: max(minute, start)))
    return Stretch(first, last, start, end)


@st.composite
def calls(draw) -> tuple[Rules, list[Interval], Wish, ZoneInfo]:
    """A business, its busy time, and a caller somewhere who wants something."""
    offsets = st.lists(st.tuples(st.integers(0, 20 * 24), st.integers(1, 72)), max_size=12)
    busy = [
        Interval(
            start := NOW.astimezone(timezone.utc) + timedelta(hours=after), start + timedelta(hours=hours)
        )
        for after, hours in draw(offsets)
    ]
    rules = Rules(
        zone=NEW_YORK,
        windows=draw(
            st.sampled_from([OFFICE.windows, {1: (Window(600, 720),)}, {6: (Window(1320, 120),)}, {}])
        ),
        overrides={day_of("tue"): draw(st.sampled_from([(), (Window(600, 660),)]))},
        interval_minutes=draw(st.sampled_from([15, 30, 50])),
        look_ahead_days=draw(st.sampled_from([0, 7, 14])),
    )
    instants = st.none() | st.integers(0, 14 * 24).map(
        lambda hours: NOW.astimezone(timezone.utc) + timedelta(hours=hours)
    )
    slots = open_slots(rules, busy, now=NOW).slots
    wanted = Wish(
        any_of=tuple(draw(st.lists(stretches(), max_size=3))),
        none_of=tuple(draw(st.lists(stretches(), max_size=1))),
        not_before=draw(instants),
        before=draw(instants),
        turned_down=frozenset(draw(st.lists(st.sampled_from(slots), max_size=6)) if slots else ()),
        latest_first=draw(st.booleans()),
        soonest=draw(st.booleans()),
    )
    return (
        rules,
        busy,
        wanted,
        ZoneInfo(draw(st.sampled_from(["America/New_York", "Asia/Kolkata", "Europe/London"]))),
    )


def chosen(call) -> tuple[Offer, tuple[datetime, ...]]:
    rules, busy, wanted, zone = call
    found = open_slots(rules, busy, now=NOW)
    offer = choose(rules, found, busy, wanted, now=NOW, zone=zone)
    event(offer.kind.value)
    return offer, found.slots


@given(calls())
def test_every_start_that_is_offered_is_open_and_neither_turned_down_nor_excluded(call):
    """The caller never hears a time that cannot be had, nor one already refused."""
    rules, busy, wanted, zone = call
    offer, slots = chosen(call)
    starts = [option.start for option in offer.options if option.end is None]
    assert set(starts) <= set(slots) - wanted.turned_down
    assert not any(excluded.holds(start.astimezone(zone)) for excluded in wanted.none_of for start in starts)


@given(calls())
def test_every_part_that_is_offered_has_a_wanted_start_in_it(call):
    """A part is never an empty promise, and lies within one part of one of the caller's days."""
    rules, busy, wanted, zone = call
    offer, slots = chosen(call)
    for option in (option for option in offer.options if option.end is not None):
        assert offer.kind is Kind.PARTS
        assert any(option.start <= start < option.end and wanted.wants(start, zone) for start in slots)
        first, last = option.start.astimezone(zone), (option.end - timedelta(minutes=1)).astimezone(zone)
        assert first.date() == last.date()
        assert option.part is not None


@given(calls())
def test_an_offer_is_short_in_order_and_of_its_kind(call):
    """At most three options, earliest first, no two alike, as many as the kind of the offer says."""
    offer, slots = chosen(call)
    counts = {Kind.TIME: {1}, Kind.TIMES: {2, 3}, Kind.PARTS: {2, 3}, Kind.NEAREST: {1, 2}, Kind.NONE: {0}}
    starts = [option.start for option in offer.options]
    assert len(starts) in counts[offer.kind]
    assert starts == sorted(set(starts))


@given(calls())
def test_what_fits_is_offered_before_anything_else(call):
    """Unless nothing wanted is open, every option is wanted; and nothing open is kept back."""
    rules, busy, wanted, zone = call
    offer, slots = chosen(call)
    fits = [start for start in slots if wanted.wants(start, zone)]
    assert bool(fits) == (offer.kind in {Kind.TIME, Kind.TIMES, Kind.PARTS})
    if offer.kind in {Kind.TIME, Kind.TIMES}:
        assert {option.start for option in offer.options} <= set(fits)
    if offer.kind is Kind.NONE:
        assert not set(slots) - wanted.turned_down or wanted.none_of
    assert offer.reason is None or offer.kind in {Kind.NEAREST, Kind.NONE}


@given(calls(), st.data())
def test_the_same_facts_give_the_same_offer(call, data):
    """Neither the order of busy time nor that of what was turned down changes what is said."""
    rules, busy, wanted, zone = call
    shuffled = data.draw(st.permutations(busy))
    assert chosen(call)[0] == chosen((rules, shuffled, wanted, zone))[0]


@given(calls())
def test_one_who_turns_down_every_time_comes_to_an_end_without_a_repetition(call):
    """Refusing what is offered, again and again, never brings a time back and ends with nothing left."""
    rules, busy, wanted, zone = call
    found = open_slots(rules, busy[:2], now=NOW)
    heard: set[datetime] = set()
    wanted = Wish(any_of=wanted.any_of[:1], soonest=True)
    for _ in range(8):
        offer = choose(rules, found, busy[:2], wanted, now=NOW, zone=zone)
        starts = {option.start for option in offer.options}
        assert not starts & heard
        heard |= starts
        wanted = wanted.turning_down(*starts)
    assert offer.kind is not Kind.NONE or heard == set(found.slots)
