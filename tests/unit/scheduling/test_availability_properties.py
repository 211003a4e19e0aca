"""Laws of availability, held against an oracle that walks the minutes of UTC and looks at the local clock."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import event, given, settings
from hypothesis import strategies as st
from lengths import tries

from direct_booking.scheduling.availability import Interval, Rules, Window, judge, open_slots, tally
from direct_booking.scheduling.offer import Reason

MINUTE = timedelta(minutes=1)
DAY_MINUTES = 24 * 60

# A local date on which the zone's clock changes, or does nothing at all.
CHANGES = (
    ("America/New_York", date(2026, 3, 8)),  # 02:00 -> 03:00
    ("America/New_York", date(2026, 11, 1)),  # 02:00 -> 01:00
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # half an hour back
    ("Australia/Lord_Howe", date(2026, 10, 4)),  # half an hour forward
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("America/Sao_Paulo", date(2018, 11, 4)),  # midnight is skipped
    ("America/Sao_Paulo", date(2019, 2, 17)),  # the last hour of Saturday is repeated
    ("Asia/Beirut", date(2026, 3, 29)),  # midnight is skipped
    ("Antarctica/Troll", date(2026, 3, 29)),  # two hours
    ("Pacific/Apia", date(2011, 12, 30)),  # a day that never was
    ("America/New_York", date(2026, 6, 17)),
    ("Asia/Kolkata", date(2026, 6, 17)),
)


def utc_minutes(first: datetime, last: datetime) -> list[datetime]:
    """Every whole minute of UTC from one instant to another."""
    count = int((last - first) / MINUTE)
    return [first + n * MINUTE for n in range(count)]


class Oracle:
    """SPEC 3.1 and 3.2 word by word, minute by minute on the local clock, without arithmetic on offsets."""

    def __init__(self, rules: Rules, now: datetime) -> None:
        self.rules, self.now = rules, now
        self.today = now.astimezone(rules.zone).date()
        self.last = self.today + timedelta(days=rules.look_ahead_days)
        begin = datetime.combine(self.today - timedelta(days=2), time(), timezone.utc)
        end = datetime.combine(self.last + timedelta(days=4), time(), timezone.utc)
        self.local = {
            minute: minute.astimezone(rules.zone).replace(tzinfo=None) for minute in utc_minutes(begin, end)
        }
        shown_at: dict[datetime, list[datetime]] = {}
        for minute, local in self.local.items():
            shown_at.setdefault(local, []).append(minute)
        self.open: set[datetime] = set()
        self.grid: set[datetime] = set()
        for n in range(-2, rules.look_ahead_days + 3):
            day = self.today + timedelta(days=n)
            for stretch in self._stretches(day):
                minutes = sorted(minute for local in stretch for minute in shown_at.get(local, ()))
                self.open.update(minutes)
                self.grid.update(self._grid(minutes))

    def _stretches(self, day: date) -> list[list[datetime]]:
        windows = self.rules.overrides.get(day, self.rules.windows.get(day.weekday(), ()))
        covered = [False] * (2 * DAY_MINUTES)
        for window in windows:
            past_midnight = DAY_MINUTES if window.end_minute <= window.start_minute else 0
            for minute in range(window.start_minute, window.end_minute + past_midnight):
                covered[minute] = True
        stretches: list[list[datetime]] = []
        for minute, is_covered in enumerate(covered):
            if is_covered and (minute == 0 or not covered[minute - 1]):
                stretches.append([])
            if is_covered:
                stretches[-1].append(datetime.combine(day, time()) + minute * MINUTE)
        return stretches

    def _grid(self, minutes: list[datetime]) -> list[datetime]:
        starts, anchor, before = [], None, None
        for minute in minutes:
            if before is None or minute - before > MINUTE or self.local[minute] - self.local[before] > MINUTE:
                anchor = minute  # a new stretch, or the clock has jumped forward
            if (minute - anchor) % timedelta(minutes=self.rules.interval_minutes) == timedelta():
                starts.append(minute)
            before = minute
        return starts

    def slots(self, busy: list[Interval]) -> list[datetime]:
        return [start for start in sorted(self.grid) if self._is_open(start, busy)]

    def _is_open(self, start: datetime, busy: list[Interval]) -> bool:
        rules = self.rules
        inside = all(start + n * MINUTE in self.open for n in range(rules.length_minutes))
        early_enough = self.local[start].date() <= self.last
        late_enough = start - self.now >= rules.notice_minutes * MINUTE
        begin, end = padded(rules, start)
        clear = not any(b.start < b.end and b.start < end and begin < b.end for b in busy)
        return inside and early_enough and late_enough and clear and self.local[start].date() >= self.today


def padded(rules: Rules, start: datetime) -> tuple[datetime, datetime]:
    """What a slot keeps free."""
    end = start + rules.length_minutes * MINUTE
    return start - rules.buffer_before_minutes * MINUTE, end + rules.buffer_after_minutes * MINUTE


@st.composite
def windows(draw) -> tuple[Window, ...]:
    """Windows of a day on a grid of five minutes, at night as often as by day, some past midnight."""
    edge = st.integers(0, 287).map(lambda n: n * 5)
    night = st.sampled_from([0, 30, 60, 90, 105, 120, 135, 150, 180, 240, 1320, 1380, 1410])
    pairs = draw(st.lists(st.tuples(night | edge, night | edge), max_size=3))
    return tuple(Window(start, end if end else DAY_MINUTES) for start, end in pairs)


@st.composite
def worlds(draw) -> tuple[Rules, list[Interval], datetime]:
    """Rules, busy time and a now, on the days around a clock change."""
    zone, day = draw(st.sampled_from(CHANGES))
    weekly = {weekday: draw(windows()) for weekday in range(7)}
    overridden = draw(st.lists(st.integers(-1, 3), max_size=2, unique=True))
    now = datetime.combine(day, time(), timezone.utc) - timedelta(
        minutes=draw(st.integers(0, 2 * DAY_MINUTES))
    )
    now += timedelta(seconds=draw(st.sampled_from([0, 0, 7, 59])))
    rules = Rules(
        zone=ZoneInfo(zone),
        windows=weekly,
        overrides={day + timedelta(days=n): draw(windows()) for n in overridden},
        length_minutes=draw(st.sampled_from([1, 10, 30, 45, 60, 90, 240])),
        interval_minutes=draw(st.sampled_from([5, 15, 20, 30, 45, 50, 60])),
        buffer_before_minutes=draw(st.sampled_from([0, 0, 10, 45])),
        buffer_after_minutes=draw(st.sampled_from([0, 0, 5, 60])),
        notice_minutes=draw(st.sampled_from([0, 0, 30, 120, DAY_MINUTES])),
        look_ahead_days=draw(st.integers(0, 3)),
    )
    return rules, draw(busy_around(now)), now


@st.composite
def busy_around(draw, now: datetime) -> list[Interval]:
    """Busy time in the days after now: any order, overlapping, empty, inverted, with seconds."""
    spans = draw(st.lists(st.tuples(st.integers(-200, 6000), st.integers(-10, 600)), max_size=8))
    seconds = draw(st.sampled_from([0, 0, 1, 59]))
    return [
        Interval(start := now + timedelta(minutes=offset, seconds=seconds), start + timedelta(minutes=length))
        for offset, length in spans
    ]


@given(worlds())
@settings(max_examples=tries(50, at_length=200))
def test_open_slots_are_those_of_the_minute_by_minute_oracle(world):
    """On any settings, clock changes or none, the slots are those that the wording of the spec gives."""
    rules, busy, now = world
    found = open_slots(rules, busy, now=now)
    event(f"slots: {'some' if found.slots else 'none'}")
    assert list(found.slots) == Oracle(rules, now).slots(busy)


@given(worlds())
@settings(max_examples=tries(20, at_length=100))
def test_every_minute_of_a_slot_lies_inside_a_window(world):
    """At no minute of a slot does the local clock show a time outside of the windows."""
    rules, busy, now = world
    minutes_open = Oracle(rules, now).open
    for start in open_slots(rules, busy, now=now).slots:
        assert all(start + n * MINUTE in minutes_open for n in range(rules.length_minutes))


@given(worlds())
def test_no_slot_with_its_buffers_touches_busy_time(world):
    """What a slot keeps free is free."""
    rules, busy, now = world
    for start in open_slots(rules, busy, now=now).slots:
        begin, end = padded(rules, start)
        assert not any(b.start < b.end and b.start < end and begin < b.end for b in busy)


@given(worlds(), st.data())
def test_more_busy_time_never_opens_a_slot(world, data):
    """Adding busy time takes slots away or leaves them, and never shifts the grid."""
    rules, busy, now = world
    more = data.draw(busy_around(now))
    fewer = set(open_slots(rules, busy + more, now=now).slots)
    assert fewer <= set(open_slots(rules, busy, now=now).slots)


@given(worlds(), st.data())
def test_the_order_of_busy_time_does_not_matter(world, data):
    """Busy time may come in any order, and twice."""
    rules, busy, now = world
    shuffled = data.draw(st.permutations(busy + busy))
    assert open_slots(rules, shuffled, now=now) == open_slots(rules, busy, now=now)


@given(worlds())
def test_a_week_later_everything_is_a_week_later(world):
    """Without a clock change, a shift of now, busy time and closed dates by a week shifts the slots by it."""
    rules, busy, now = world
    rules = replace(rules, zone=ZoneInfo("Asia/Kolkata"))
    week = timedelta(days=7)
    later = replace(rules, overrides={day + week: own for day, own in rules.overrides.items()})
    busy_later = [Interval(b.start + week, b.end + week) for b in busy]
    shifted = open_slots(later, busy_later, now=now + week)
    found = open_slots(rules, busy, now=now)
    assert list(shifted.slots) == [start + week for start in found.slots]
    assert [no.start for no in shifted.refusals] == [no.start + week for no in found.refusals]


@given(worlds(), st.integers(-2, 1), st.integers(-1, 6))
def test_judge_agrees_on_every_candidate(world, first, last):
    """One start asked about gets the answer that it has among all candidates of any days."""
    rules, busy, now = world
    today = now.astimezone(rules.zone).date()
    days = {"first": today + timedelta(days=first), "last": today + timedelta(days=last)}
    found = open_slots(rules, busy, now=now, **days)
    for start in found.slots:
        assert judge(rules, busy, start, now=now) is None
    for refusal in found.refusals:
        assert judge(rules, busy, refusal.start, now=now) is refusal.reason


@given(worlds(), st.integers(-600, 6 * DAY_MINUTES), st.sampled_from([0, 0, 30]))
def test_judge_opens_nothing_but_slots(world, minutes, seconds):
    """An instant that nobody listed is refused, or is a slot."""
    rules, busy, now = world
    start = now + timedelta(minutes=minutes, seconds=seconds)
    is_open = judge(rules, busy, start, now=now) is None
    assert is_open == (start in open_slots(rules, busy, now=now).slots)


@given(worlds())
def test_slots_and_refusals_are_apart_in_order_and_on_the_days_asked_for(world):
    """Each candidate is listed once, earliest first, with a local date of the look-ahead."""
    rules, busy, now = world
    found = open_slots(rules, busy, now=now)
    refused = [refusal.start for refusal in found.refusals]
    assert list(found.slots) == sorted(set(found.slots))
    assert refused == sorted(set(refused))
    assert not set(refused) & set(found.slots)
    today = now.astimezone(rules.zone).date()
    last = today + timedelta(days=rules.look_ahead_days)
    assert all(today <= start.astimezone(rules.zone).date() <= last for start in (*found.slots, *refused))


@given(worlds())
def test_the_tally_counts_every_refusal_once(world):
    """What each rule removed adds up to everything that was removed."""
    found = open_slots(world[0], world[1], now=world[2])
    counted = tally(found)
    assert sum(counted.values()) == len(found.refusals)
    assert all(isinstance(reason, Reason) and count > 0 for reason, count in counted.items())


@given(worlds(), st.integers(0, 5), st.integers(0, 5))
def test_a_few_days_are_a_part_of_all_days(world, first, last):
    """Asked for some dates only, the answer is the part of the whole answer that has those dates."""
    rules, busy, now = world
    today = now.astimezone(rules.zone).date()
    begin, end = today + timedelta(days=first), today + timedelta(days=min(last, rules.look_ahead_days))
    some = open_slots(rules, busy, now=now, first=begin, last=end)
    whole = open_slots(rules, busy, now=now)
    inside = [start for start in whole.slots if begin <= start.astimezone(rules.zone).date() <= end]
    assert list(some.slots) == inside
