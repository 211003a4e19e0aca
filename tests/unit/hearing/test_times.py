"""From words to ``Spoken``: what callers say, what recognisers make of it, and what is no time at all."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.hearing.spoken import (
    Clock,
    ClockRange,
    DayRange,
    DaysAhead,
    Half,
    Holiday,
    MinutesAhead,
    Month,
    MonthDay,
    NthDay,
    OfferedDay,
    Operator,
    PartOfDay,
    Portion,
    Relative,
    Shade,
    Shifted,
    Spoken,
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

AM, PM = Half.AM, Half.PM
MON, TUE, WED, THU, FRI = (Weekday(n) for n in range(5))


def whens(words: str) -> tuple[When, ...]:
    heard = hear(words)
    return heard.spoken.alternatives if heard else ()


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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tuesday at two please", [When(TUE, Clock(2))]),
        ("thursday nine forty five", [When(THU, Clock(9, 45))]),
        ("9 tomorrow morning", [When(DaysAhead(1), Clock(9, 0, AM))]),
        ("before noon tomorrow", [When(DaysAhead(1), ClockRange(None, Clock(12, 0, PM)))]),
        ("tonight at eight", [When(DaysAhead(0), Clock(8, 0, PM))]),
        ("first thing tuesday", [When(TUE, PartOfDay("first_thing"))]),
        ("tuesday would be great, maybe around three", [When(TUE, Clock(3, around=True))]),
        ("monday or tuesday", [When(MON), When(TUE)]),
        ("monday or tuesday at ten", [When(MON, Clock(10)), When(TUE, Clock(10))]),
        ("tuesday at two or three", [When(TUE, Clock(2)), When(TUE, Clock(3))]),
        ("two or three on friday", [When(FRI, Clock(2)), When(FRI, Clock(3))]),
        ("tomorrow or wednesday", [When(DaysAhead(1)), When(WED)]),
        ("tuesday no wednesday", [When(WED)]),
        ("tuesday i mean wednesday", [When(WED)]),
        ("tuesday at two no wednesday", [When(WED, Clock(2))]),
        ("tuesday at two no three", [When(TUE, Clock(3))]),
        ("move it from tuesday to wednesday", [When(WED)]),
        ("change it to three", [When(None, Clock(3))]),
        ("i have a dentist on tuesday so could i do thursday", [When(THU)]),
        ("it's thursday at ten, ann dot lee at gmail dot com", [When(THU, Clock(10))]),
        ("a table for two tomorrow at 5", [When(DaysAhead(1), Clock(5))]),
    ],
)
def test_days_and_times_of_the_day_belong_together(words, expected):
    """Alternatives, corrections, and a day with its time wherever they stand."""
    assert whens(words) == tuple(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("not monday", [When(MON)]),
        ("any day but friday", [When(FRI)]),
        ("not in the morning", [When(None, PartOfDay("morning"))]),
        ("i can't do tuesday", [When(TUE)]),
        ("monday doesn't work for me", [When(MON)]),
        ("i'm not available on monday or tuesday", [When(MON), When(TUE)]),
        ("no mondays please", [When(Weekday(0, Relative.EVERY))]),
    ],
)
def test_what_is_ruled_out(words, expected):
    """What does not suit is an exclusion, never a wish."""
    spoken = hear(words).spoken
    assert (spoken.alternatives, spoken.exclusions) == ((), tuple(expected))


@pytest.mark.parametrize(
    ("words", "operator"),
    [
        ("something earlier", Operator.EARLIER),
        ("do you have anything later in the day", Operator.LATER),
        ("either one works for me", Operator.EITHER),
        ("whichever", Operator.EITHER),
        ("anything else", Operator.ANYTHING_ELSE),
        ("what else do you have", Operator.ANYTHING_ELSE),
        ("something else", Operator.ANYTHING_ELSE),
        ("a different day", Operator.ANOTHER_DAY),
        ("the soonest", Operator.SOONEST),
        ("as soon as possible", Operator.SOONEST),
        ("first available", Operator.SOONEST),
        ("the earliest you have", Operator.SOONEST),
        ("as late as possible", Operator.LATEST),
        ("the later one", Operator.PICK_LATEST),
        ("the earlier one", Operator.PICK_EARLIEST),
    ],
)
def test_what_is_said_about_the_offer(words, operator):
    """Operators stand for themselves."""
    assert hear(words).spoken == Spoken(operator=operator)


@pytest.mark.parametrize(
    ("words", "place"),
    [("the second one", 1), ("the first one", 0), ("the last one", -1), ("the latter", -1)],
)
def test_a_pick_by_place(words, place):
    """The place in the offer, from its end when negative."""
    assert hear(words).spoken == Spoken(operator=Operator.PICK, pick=place)


def test_an_ordinal_alone_may_be_a_day_too():
    """ "The second" is the second of the offer, or the second of the month."""
    spoken = hear("the second").spoken
    assert spoken.pick == 1
    assert spoken.other_readings == (Spoken((When(MonthDay(2)),)),)


def test_a_shift_counts_minutes():
    """ "An hour later", "half an hour earlier"."""
    assert hear("an hour later").spoken == Spoken(operator=Operator.SHIFT, shift_minutes=60)
    assert hear("half an hour earlier please").spoken == Spoken(operator=Operator.SHIFT, shift_minutes=-30)


def test_the_same_time_on_another_day_has_both():
    """An operator and a day in one turn."""
    assert hear("same time on friday").spoken == Spoken((When(FRI),), operator=Operator.SAME_TIME)


def test_ten_to_eleven_has_two_readings():
    """Ten minutes before eleven, or from ten to eleven; after "from" only the latter."""
    spoken = hear("ten to eleven").spoken
    assert spoken.alternatives == (When(None, Clock(10, 50)),)
    assert spoken.other_readings == (Spoken((When(None, ClockRange(Clock(10), Clock(11))),)),)
    assert hear("from ten to eleven").spoken == Spoken((When(None, ClockRange(Clock(10), Clock(11))),))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "just a second",
        "wait a minute",
        "one moment please",
        "two people",
        "an appointment for two people",
        "a table for four",
        "may i speak to someone",
        "yes",
        "no thanks",
        "555 123 4567",
        "my number is five five five one two three four",
        "john at example dot com",
        "john2@example.com",
        "no, m as in mary",
        "make it the phone instead",
        "good morning",
        "have a nice weekend",
        "that's all for today thank you",
        "on second thought",
        "can you say it one more time",
        "it's 1347 main street",
        "my first name is ann",
        "maybe later",
        "for thirty minutes",
    ],
)
def test_no_time_is_heard_where_none_is_meant(words):
    """A false alarm would book what nobody asked for."""
    assert hear(words) is None


def test_spans_are_the_words_used_in_order():
    """Offsets in the text as given, whatever its case and punctuation."""
    text = "Hello, could I have TUESDAY... at 2 p.m., please?"
    assert [text[a:b] for a, b in hear(text).spans] == ["TUESDAY... at 2 p.m."]


def test_offsets_survive_letters_that_change_length_in_lower_case():
    """The dotted capital I becomes two characters when it is lowered."""
    text = "İİ tuesday"
    assert [text[a:b] for a, b in hear(text).spans] == ["tuesday"]


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


def test_ten_thousand_random_strings_are_survived():
    """Letters, figures, punctuation and time words in any order, long and short."""
    draw = random.Random(20261117)
    for _ in range(10_000):
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
