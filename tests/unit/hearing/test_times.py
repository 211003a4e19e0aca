"""From words to ``Spoken``: what callers say, what recognisers make of it, and what is no time at all."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lengths import tries
from times_language import AM, FRI, MON, PM, THU, TUE, WED, whens

from direct_booking.hearing.spoken import (
    Clock,
    ClockRange,
    DayRange,
    DaysAhead,
    Holiday,
    MinutesAhead,
    Month,
    MonthDay,
    NthDay,
    OfferedDay,
    PartOfDay,
    Portion,
    Relative,
    Shade,
    Shifted,
    Week,
    Weekday,
    WeekdayAfter,
    Weekend,
    WeekOf,
    When,
    from_text,
    to_text,
)
from direct_booking.hearing.times import hear


@pytest.mark.parametrize(
    ("words", "hour", "minute", "half"),
    [
        ("2 PM", 2, 0, PM),
        ("2 p.m.", 2, 0, PM),
        ("2pm", 2, 0, PM),
        ("two p m", 2, 0, PM),
        ("2:30", 2, 30, None),
        ("2.30", 2, 30, None),
        ("2 30", 2, 30, None),
        ("14:30", 14, 30, PM),
        ("1545", 15, 45, PM),
        ("4.50", 4, 50, None),
        ("four-fifteen", 4, 15, None),
        ("to thirty", 2, 30, None),
        ("at for pm", 4, 0, PM),
        ("tree thirty", 3, 30, None),
        ("half past two", 2, 30, None),
        ("half two", 2, 30, None),
        ("quarter of four", 3, 45, None),
        ("a quarter to one", 12, 45, None),
        ("quarter past eleven in the morning", 11, 15, AM),
        ("twenty past seven", 7, 20, None),
        ("twenty five to eight pm", 7, 35, PM),
        ("ten minutes to noon", 11, 50, AM),
        ("nine oh five", 9, 5, None),
        ("eleven o'clock", 11, 0, None),
        ("three o clock", 3, 0, None),
        ("noon", 12, 0, PM),
        ("midnight", 12, 0, AM),
        ("four in the evening", 4, 0, PM),
        ("twelve twenty five at night", 12, 25, AM),
        ("in the afternoon at 1:30", 1, 30, PM),
        ("seven hundred and thirty am", 7, 30, AM),
        ("eight hundred pm", 8, 0, PM),
        ("two", 2, 0, None),
        ("um two please", 2, 0, None),
        ("fifteen", 15, 0, PM),
        ("no three", 3, 0, None),
        ("how about ten thirty", 10, 30, None),
        ("i'd like the 2 o'clock", 2, 0, None),
        ("the two o'clock one", 2, 0, None),
        ("I SAID THREE PM", 3, 0, PM),
    ],
)
def test_a_clock_time(words, hour, minute, half):
    """A clock time is heard as said; its half only when that was said."""
    assert whens(words) == (When(None, Clock(hour, minute, half)),)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("tomorrow", DaysAhead(1)),
        ("the day after tomorrow", DaysAhead(2)),
        ("in three days", DaysAhead(3)),
        ("in a fortnight", DaysAhead(14)),
        ("in three weeks and two days", DaysAhead(23)),
        ("next friday", Weekday(4, Relative.NEXT)),
        ("this friday", Weekday(4, Relative.THIS)),
        ("friday after next", Weekday(4, Relative.AFTER_NEXT)),
        ("the 10th", MonthDay(10)),
        ("the twenty first", MonthDay(21)),
        ("on the second", MonthDay(2)),
        ("friday the 17th", MonthDay(17, weekday=4)),
        ("thursday 30th june", MonthDay(30, 6, weekday=3)),
        ("december third", MonthDay(3, 12)),
        ("may twenty nine", MonthDay(29, 5)),
        ("the third of march twenty twenty seven", MonthDay(3, 3, 2027)),
        ("12/24", MonthDay(24, 12)),
        ("2026-12-24", MonthDay(24, 12, 2026)),
        ("the 3rd of this month", MonthDay(3, months_ahead=0)),
        ("monday 21", MonthDay(21, weekday=0)),
        ("the first tuesday in october", NthDay(1, 1, 10)),
        ("last monday of march", NthDay(-1, 0, 3)),
        ("thanksgiving", Holiday("thanksgiving")),
        ("next week", Week(1)),
        ("the week after next", Week(2)),
        ("wednesday next week", Week(1, 2)),
        ("this weekend", Weekend(Relative.THIS)),
        ("in march", Month(3)),
        ("early next week", Portion(Week(1), Shade.EARLY)),
        ("the end of december", Portion(Month(12), Shade.LATE)),
        ("a week from thursday", Shifted(THU, 7)),
        ("tuesday week", Shifted(TUE, 7)),
        ("two days before christmas", Shifted(Holiday("christmas"), -2)),
        ("the monday after thanksgiving", WeekdayAfter(0, Holiday("thanksgiving"))),
        ("the week of december first", WeekOf(MonthDay(1, 12))),
        ("between monday and wednesday", DayRange(MON, WED)),
        ("from the 13th to the 15th of july", DayRange(MonthDay(13, 7), MonthDay(15, 7))),
        ("after the fifteenth", DayRange(after=MonthDay(15))),
        ("by friday", DayRange(last=FRI)),
        ("that day", OfferedDay(0)),
        ("fridays", Weekday(4, Relative.EVERY)),
    ],
)
def test_a_day(words, day):
    """Days, weeks and stretches of them are heard without a calendar."""
    assert whens(words) == (When(day),)


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("in the morning", PartOfDay("morning")),
        ("late afternoon", PartOfDay("afternoon", Shade.LATE)),
        ("first thing", PartOfDay("first_thing")),
        ("lunchtime", PartOfDay("lunchtime")),
        ("end of the day", PartOfDay("end_of_day")),
        ("after lunch", PartOfDay("after_lunch")),
        ("between ten and twelve", ClockRange(Clock(10), Clock(12))),
        ("from two to four pm", ClockRange(Clock(2, 0, PM), Clock(4, 0, PM))),
        ("ten am to noon", ClockRange(Clock(10, 0, AM), Clock(12, 0, PM))),
        ("two to four", ClockRange(Clock(2), Clock(4))),
        ("after five", ClockRange(Clock(5), None)),
        ("before noon", ClockRange(None, Clock(12, 0, PM))),
        ("three or later", ClockRange(Clock(3), None)),
        ("three pm or later", ClockRange(Clock(3, 0, PM), None)),
        ("by 4", ClockRange(None, Clock(4))),
        ("no later than ten", ClockRange(None, Clock(10))),
        ("not before nine thirty", ClockRange(Clock(9, 30), None)),
        ("around two", Clock(2, around=True)),
        ("tenish", Clock(10, around=True)),
        ("in half an hour", MinutesAhead(30)),
        ("in two hours", MinutesAhead(120)),
    ],
)
def test_a_stretch_of_the_day(words, hours):
    """Parts of the day, ranges with and without an end, and times counted from now."""
    assert whens(words) == (When(None, hours),)


WORDS = (
    *("tuesday", "friday", "next", "this", "last", "week", "weekend", "the", "first", "second", "may"),
    *("march", "at", "in", "on", "for", "from", "to", "between", "and", "or", "not", "no", "two", "ten"),
    *("fifteen", "quarter", "half", "past", "of", "am", "pm", "morning", "evening", "noon", "later"),
    *("one", "an", "hour", "days", "after", "before", "until", "except", "today", "tomorrow", "early", "end"),
    *("10th", "thirty", "earlier"),
    *("either", "o'clock", "2", "30", "815", "2026", "12/24", "5:45", "christmas", "soonest", "same", "time"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_string_of_time_words_is_survived_and_can_be_written(words):
    """Never raises; spans lie in the text, in order; what was heard comes back from its text."""
    text = " ".join(words)
    heard = hear(text)
    if heard is not None:
        edges = [edge for span in heard.spans for edge in span]
        assert edges == sorted(edges)
        assert 0 <= edges[0] <= edges[-1] <= len(text)
        assert from_text(to_text(heard.spoken)) == heard.spoken


@given(st.text())
def test_any_text_is_survived(text):
    """Whatever the recogniser sends."""
    hear(text)


def test_thousands_of_random_strings_are_survived():
    """Letters, figures, punctuation and time words in any order, long and short."""
    draw = random.Random(20261117)
    for _ in range(tries(2_500, at_length=10_000)):
        pieces = [
            draw.choice(WORDS)
            if draw.random() < 0.6
            else "".join(draw.choices(string.printable, k=draw.randrange(6)))
            for _ in range(draw.randrange(12))
        ]
        hear(draw.choice(" -.,:/").join(pieces))


def test_text_that_is_no_spoken_time_is_refused():
    """Only what ``to_text`` wrote is read."""
    for text in ("{}", "[]", '{"is": "When"}', '{"is": "Nothing"}', "no json"):
        with pytest.raises(ValueError):  # noqa: PT011 (the message is the parser's)
            from_text(text)
