"""Words, the wish and the offer before them: what is wanted next."""

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

import pytest
from narrowing_language import ALL_HOURS, NOW, TIME, ZONE, at, say, stretch

from direct_booking.saying.times import say_offer
from direct_booking.scheduling.narrowing import Which
from direct_booking.scheduling.offer import Kind, Offer, Reason
from direct_booking.scheduling.wish import Stretch


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("thursday", stretch(19)),
        ("thursday at two", stretch(19, None, 840, 840)),
        ("thursday morning", stretch(19, None, 0, 720)),
        ("tomorrow at 10:30", stretch(18, None, 630, 630)),
        ("today at 8", stretch(17, None, 480, 480)),
        ("some time this week", stretch(17, 22)),
        ("next week", stretch(23, 29)),
        ("this weekend", stretch(21, 22)),
        ("the 25th", stretch(25)),
        ("yesterday", stretch(16)),
        ("last friday", stretch(13)),
        ("tuesday", stretch(17)),
        ("tuesday at nine", stretch(24, None, 540, 540)),
        ("after three on thursday", stretch(19, None, 900, 1440)),
        ("thursday before noon", stretch(19, None, 0, 720)),
        ("between ten and twelve on friday", stretch(20, None, 600, 720)),
        ("at two", Stretch(None, None, 840, 840)),
        ("first thing thursday", stretch(19, None, 540, 600)),
        ("end of the day on thursday", stretch(19, None, 900, 1020)),
        ("a week from thursday", stretch(26)),
        ("after five", Stretch(None, None, 1020, 1440)),
        ("thursday around lunchtime", stretch(19, None, 720, 840)),
        ("thursday half two", stretch(19, None, 870, 870)),
        ("in two hours", stretch(17, None, 720, 720)),
    ],
)
def test_a_time_becomes_a_stretch_of_the_callers_zone(words, expected):
    """Days, clock times and parts of the day are resolved; the opening hours settle the half of the day."""
    assert say(words).any_of == (expected,)


def test_two_days_are_two_alternatives():
    """ "Thursday or Friday at ten" is ten o'clock on both."""
    assert say("thursday or friday at ten").any_of == (
        stretch(19, None, 600, 600),
        stretch(20, None, 600, 600),
    )


def test_next_friday_on_a_tuesday_costs_one_question():
    """SPEC 4.3: a phrase with two readings is asked, the earlier one first, and the answer settles it."""
    which = say("next friday at two")
    assert isinstance(which, Which)
    assert say_offer(which.offer, now=NOW, zone=ZONE) == "Friday the 20th or Friday the 27th"
    for words, day in (("the 27th", 27), ("the second one", 27), ("this week", 20), ("the first one", 20)):
        answered = say(words, which.offer, which.wish)
        if words != "this week":
            assert answered.any_of == (stretch(day, None, 840, 840),), words


def test_next_friday_on_a_saturday_is_no_question():
    """When both conventions agree there is nothing to ask."""
    assert say("next friday", now=at(21, 10)).any_of == (stretch(27),)


def test_a_clock_time_open_in_both_halves_costs_one_question():
    """Both halves of the day really open: asked; the answer keeps the day."""
    which = say("thursday at eight", rules=ALL_HOURS)
    assert isinstance(which, Which)
    assert say_offer(which.offer, now=NOW, zone=ZONE) == "8 AM or 8 PM"
    assert say("8 pm", which.offer, which.wish, rules=ALL_HOURS).any_of == (stretch(19, None, 1200, 1200),)
    assert say("the morning", which.offer, which.wish, rules=ALL_HOURS).any_of == (
        stretch(19, None, 480, 480),
    )


def test_a_part_said_before_settles_the_half():
    """ "In the evening" ... "at eight" is eight in the evening even where both are open."""
    wish = say("thursday evening", rules=ALL_HOURS)
    assert say("at eight", None, wish, rules=ALL_HOURS).any_of == (stretch(19, None, 1200, 1200),)


def test_the_opening_hours_are_the_owners_and_the_clock_the_callers():
    """Nine to five in New York is six to two in Los Angeles."""
    zone = ZoneInfo("America/Los_Angeles")
    assert say("thursday at six", zone=zone).any_of == (stretch(19, None, 360, 360),)
    assert say("thursday at one", zone=zone).any_of == (stretch(19, None, 780, 780),)


def test_ten_to_eleven_is_asked_when_both_readings_are_open():
    """Ten minutes before eleven, or from ten to eleven."""
    which = say("thursday ten to eleven")
    assert isinstance(which, Which)
    assert {o.end is None for o in which.offer.options} == {True, False}


def test_another_day_keeps_the_part_that_was_said():
    """ "In the morning" ... "Thursday" is Thursday morning."""
    assert say("thursday", None, say("in the morning")).any_of == (stretch(19, None, 0, 720),)
    assert say("in the morning", None, say("thursday")).any_of == (stretch(19, None, 0, 720),)


def test_nothing_about_time_leaves_the_wish():
    """Words without a time change nothing."""
    wish = say("thursday at two")
    assert say("yes please", TIME, wish) == wish


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "next week tuesday or wednesday in the afternoon",
            (stretch(24, None, 720, 1020), stretch(25, None, 720, 1020)),
        ),
        ("tuesday or wednesday next week", (stretch(24), stretch(25))),
        ("fridays", (stretch(20), stretch(27))),
        ("weekends", (stretch(21, 22), stretch(28, 29))),
        ("tuesday the 18th", None),
        ("monday through wednesday", (stretch(23, 25),)),
        ("before ten or after four on thursday", (stretch(19, None, 0, 600), stretch(19, None, 960, 1440))),
        ("nine to five on thursday", (stretch(19, None, 540, 1020),)),
        ("eleven to one on thursday", (stretch(19, None, 660, 780),)),
        ("the weekend", (stretch(21, 22),)),
        ("thanksgiving", (stretch(26),)),
        ("the day after thanksgiving at ten", (stretch(27, None, 600, 600),)),
    ],
)
def test_several_days_or_stretches(words, expected):
    """Weekdays of a named week, runs of weekdays, ranges; a weekday that is not its date's is asked about."""
    wish = say(words)
    if expected is None:
        assert isinstance(wish, Which)
        said_again = say_offer(wish.offer, now=NOW, zone=ZONE)
        assert said_again == "Tuesday the 17th or Wednesday the 18th"
    else:
        assert wish.any_of == expected


def test_an_ordinal_without_an_offer_is_a_day():
    """ "The second", when nothing was offered, is the second of the month."""
    assert say("the second").any_of == (Stretch(date(2026, 12, 2), date(2026, 12, 2)),)


def test_a_second_thought_in_mid_sentence_counts():
    """ "Thursday, no, Friday at three"."""
    assert say("thursday no friday at three").any_of == (stretch(20, None, 900, 900),)


def test_both_clock_changes_keep_the_wall_clock():
    """A wish is local: two o'clock after the change is two o'clock."""
    now = datetime(2026, 10, 30, 15, tzinfo=timezone.utc)
    wish = say("monday at two", now=now)
    assert wish.wants(datetime(2026, 11, 2, 19, tzinfo=timezone.utc), ZONE)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("november thirty first at ten", (Stretch(None, None, 600, 600),)),
        ("uh the thirty first of november", ()),
        ("the thirtieth of february in the morning", (Stretch(None, None, 0, 720),)),
        ("june 31st", ()),
        ("november thirty second", ()),
        ("the thirty fifth", ()),
        ("the fifth monday in february", ()),
        ("a week from november 31st", ()),
        ("tuesday november 31st", ()),
    ],
)
def test_a_date_that_no_calendar_has_is_asked_again(words, kept):
    """4.3: neither its neighbour nor one half of it is guessed; the time of the day said with it is kept."""
    asked = say(words, TIME)
    assert isinstance(asked, Which)
    assert asked.offer == Offer(Kind.OPEN, reason=Reason.NO_SUCH_DAY)
    assert asked.wish.any_of == kept


def test_of_two_dates_the_one_that_exists_is_meant():
    """ "November 31st or December 1st" is the first of December."""
    assert say("november 31st or december 1st").any_of == (Stretch(date(2026, 12, 1), date(2026, 12, 1)),)
