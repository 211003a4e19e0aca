"""What callers say about an offer: what they take, turn down, or want instead."""

from datetime import date, datetime, timedelta, timezone

import pytest
from narrowing_language import ALL_HOURS, PARTS, TIME, TIMES, ZONE, at, part, say, starts, stretch

from direct_booking.scheduling.narrowing import decline, pick
from direct_booking.scheduling.offer import Kind, Part
from direct_booking.scheduling.wish import Stretch, Wish


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tuesday afternoon", None),
        ("thursday afternoon", part(19, Part.AFTERNOON)),
        ("the second one", part(20, Part.MORNING)),
        ("friday", part(20, Part.MORNING)),
        ("the morning", part(20, Part.MORNING)),
        ("the later one", part(20, Part.MORNING)),
        ("either", part(19, Part.AFTERNOON)),
        ("thursday or friday", part(19, Part.AFTERNOON)),
        ("the last one", part(20, Part.MORNING)),
    ],
)
def test_a_part_is_picked_by_name_or_place(words, expected):
    """A part that is picked asks for one single time in it."""
    wish = say(words, PARTS)
    if expected is None:
        assert not wish.soonest
    else:
        day = expected.start.astimezone(ZONE).day
        hours = (0, 720) if expected.part is Part.MORNING else (720, 1020)
        assert (wish.any_of, wish.soonest) == ((stretch(day, None, *hours),), True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("two", at(19, 14)),
        ("the three o'clock", at(19, 15)),
        ("friday", at(20, 9)),
        ("nine", at(20, 9)),
        ("the morning one", at(20, 9)),
        ("the first one", at(19, 14)),
        ("the third", at(20, 9)),
        ("either", at(19, 14)),
        ("the earlier one", at(19, 14)),
    ],
)
def test_a_start_is_picked_by_name_or_place(words, expected):
    """A start that is picked is the one instant wished for."""
    local = expected.astimezone(ZONE)
    minute = local.hour * 60 + local.minute
    assert say(words, TIMES).exact == Stretch(local.date(), local.date(), minute, minute)


@pytest.mark.parametrize(
    ("words", "hour"), [("tuesday then", 9), ("tuesday at nine", 9), ("tuesday morning", 9)]
)
def test_a_weekday_names_the_offered_day(words, hour):
    """On Tuesday the 17th, of an offer for Tuesday the 24th, "Tuesday then" is the 24th."""
    offer = starts(at(20, 14), at(24, 9))
    assert say(words, offer).any_of == (stretch(24, None, hour * 60, hour * 60),)


def test_a_weekday_that_several_options_share_picks_none():
    """Nothing is taken that was not named for certain."""
    offer = starts(at(24, 9), at(24, 14))
    assert say("tuesday", offer).exact is None


def test_the_later_of_a_single_proposal_is_later():
    """There is no second one to take: another is wanted, after it or before it."""
    asked = say("thursday at two")
    assert say("no the later one", TIME, asked) == say("later", TIME, asked)
    assert say("the earlier one", TIME, asked) == say("earlier", TIME, asked)
    assert say("the later one", TIME, asked).not_before == at(19, 14, 1)


def test_the_later_of_a_repeated_time_is_its_twin():
    """On November 1st 2026, 1:30 AM comes twice; each names the other (SPEC 5.3)."""
    first = datetime(2026, 11, 1, 5, 30, tzinfo=timezone.utc)
    second = first + timedelta(hours=1)
    for words, offered, meant in (("the later one", first, second), ("the earlier one", second, first)):
        wish = say(words, starts(offered, kind=Kind.TIME), now=first - timedelta(days=1), rules=ALL_HOURS)
        assert wish.wants(meant, ZONE)
        assert not wish.wants(offered, ZONE)
    beyond = say("the later one", starts(second, kind=Kind.TIME), now=first, rules=ALL_HOURS)
    assert (beyond.exact, beyond.not_before) == (None, second + timedelta(minutes=1))


def test_the_first_of_no_offer_is_the_soonest():
    """ "The first opening", before anything was offered."""
    assert say("the first opening").soonest
    assert say("the earliest one").soonest


def test_another_clock_time_keeps_the_proposed_day():
    """After Thursday at 2: "no, three" is Thursday at 3."""
    wish = say("thursday at two")
    assert say("no three", TIME, wish).any_of == (stretch(19, None, 900, 900),)


def test_another_day_keeps_the_clock_time_that_was_said():
    """ "Actually Friday" after "Thursday at two" is Friday at two."""
    assert say("actually friday", TIME, say("thursday at two")).any_of == (stretch(20, None, 840, 840),)


def test_a_clock_time_inside_one_offered_part_is_on_its_day():
    """ "At two" after "Thursday afternoon and Friday morning" is Thursday at two."""
    assert say("at two", PARTS).any_of == (stretch(19, None, 840, 840),)


@pytest.mark.parametrize(("words", "taken"), [("earlier", 0), ("um later please", 2)])
def test_where_nothing_is_beyond_the_offer_its_edge_is_meant(words, taken):
    """Of nine, one and half past four, nine is the earlier and half past four the later one."""
    offer = starts(at(19, 9), at(19, 13), at(19, 16, 30))
    assert say(words, offer).exact == pick(Wish(), offer, taken, zone=ZONE).exact
    inner = starts(at(19, 10), at(19, 13), at(19, 15))
    assert say(words, inner).exact is None


def test_earlier_and_later_are_bounds_on_the_offered_day():
    """Later is after the last that was offered, earlier before the first, on the same day."""
    later = say("something later", TIME, say("thursday at two"))
    assert (later.any_of, later.not_before) == ((stretch(19),), at(19, 14, 1))
    earlier = say("do you have anything earlier", TIME, say("thursday at two"))
    assert (earlier.any_of, earlier.before, earlier.latest_first) == ((stretch(19),), at(19, 14), True)


def test_an_hour_later_is_counted_from_the_offer():
    """A shift gives an exact time."""
    assert say("an hour later", TIME).any_of == (stretch(19, None, 900, 900),)
    assert say("half an hour earlier", TIME).any_of == (stretch(19, None, 810, 810),)


def test_the_same_time_on_another_day_keeps_the_offered_clock():
    """ "Same time on Friday"."""
    assert say("same time on friday", TIME, say("thursday afternoon")).any_of == (
        stretch(20, None, 840, 840),
    )


def test_anything_else_turns_the_offer_down():
    """Starts are turned down, parts excluded, and an exact wish is given up."""
    wish = say("anything else", TIME, say("thursday at two"))
    assert wish == Wish(turned_down=frozenset({at(19, 14)}))
    assert say("none of those", PARTS).none_of == (stretch(19, None, 720, 1020), stretch(20, None, 0, 720))


def test_a_different_day_keeps_the_clock():
    """The offered days are out."""
    wish = say("a different day please", TIME, say("thursday afternoon"))
    assert (wish.any_of, wish.none_of) == ((Stretch(None, None, 720, 1020),), (stretch(19),))


def test_what_is_excluded_is_not_wanted():
    """ "Not Thursday", "any day but Friday", "not in the morning"."""
    wish = say("not thursday", TIME, say("thursday at two"))
    assert wish.any_of == ()
    assert not wish.wants(at(19, 11), ZONE)
    assert wish.wants(at(20, 11), ZONE)
    assert not say("any day but friday").wants(at(20, 11), ZONE)
    assert not say("not in the morning").wants(at(20, 11), ZONE)


def test_what_was_excluded_can_be_asked_for_again():
    """ "Thursday at three then", after "not Thursday"."""
    wish = say("thursday at three then", None, say("not thursday"))
    assert wish.wants(at(19, 15), ZONE)


def test_what_was_turned_down_can_be_asked_for_again():
    """The very time that was refused before is wanted again when it is named."""
    wish = decline(say("thursday at two"), TIME, zone=ZONE)
    assert not wish.wants(at(19, 14), ZONE)
    assert say("okay thursday at two is fine", None, wish).wants(at(19, 14), ZONE)


def test_the_soonest_gives_up_an_exact_wish():
    """ "The soonest you have" after a time that is taken."""
    wish = say("the soonest you have", None, say("thursday at two"))
    assert (wish.any_of, wish.soonest) == ((), True)
    assert say("the first available on thursday").any_of == (stretch(19),)


def test_picking_by_place_from_the_outside():
    """``pick`` with an index, for a "yes" to a single proposal."""
    assert pick(Wish(), TIME, 0, zone=ZONE).any_of == (stretch(19, None, 840, 840),)


def test_a_repeated_time_that_was_picked_is_that_one():
    """5.3: of 1:30 before and 1:30 after the change, the one that was offered is wished for."""
    first = datetime(2026, 11, 1, 5, 30, tzinfo=timezone.utc)
    wish = pick(Wish(), starts(first, first + timedelta(hours=1)), 1, zone=ZONE)
    assert wish.wants(first + timedelta(hours=1), ZONE)
    assert not wish.wants(first, ZONE)


def test_the_same_time_next_week_is_the_same_weekday():
    """One day was offered: its weekday and its clock time, a week on."""
    assert say("same time next week", TIME, say("thursday afternoon")).any_of == (
        stretch(26, None, 840, 840),
    )


def test_later_in_the_week_is_after_the_offered_day():
    """Days after the offered one, up to Sunday."""
    assert say("later in the week", TIME).any_of == (stretch(20, 22),)
    assert say("something earlier in the week", TIME).any_of == (stretch(16, 18),)


@pytest.mark.parametrize("words", ["the second", "the 2nd", "no the second one"])
def test_an_ordinal_answers_an_offer_before_it_names_a_day(words):
    """With two options on the table "the second" is one of them, unless it was written as a date."""
    wish = say(words, PARTS)
    if words == "the 2nd":
        assert wish.any_of[0].first == date(2026, 12, 2)
    else:
        assert wish.any_of == (stretch(20, None, 0, 720),)
