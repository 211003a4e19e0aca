"""The laws that every offer keeps, whatever the business, its calendar and the wish."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from choice_language import MONDAY, NEW_YORK, NOW, OFFICE, day_of
from hypothesis import event, given
from hypothesis import strategies as st

from direct_booking.scheduling.availability import Interval, Rules, Window, open_slots
from direct_booking.scheduling.choice import choose
from direct_booking.scheduling.offer import Kind, Offer
from direct_booking.scheduling.wish import Stretch, Wish

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
