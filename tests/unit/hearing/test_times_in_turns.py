"""Times in whole turns: how they belong together, what is ruled out, and what is no time at all."""

import pytest
from times_language import AM, FRI, MON, PM, THU, TUE, WED, whens

from direct_booking.hearing.spoken import (
    Clock,
    ClockRange,
    DaysAhead,
    MinutesAhead,
    MonthDay,
    Operator,
    PartOfDay,
    Relative,
    Shifted,
    Spoken,
    Weekday,
    When,
)
from direct_booking.hearing.times import hear


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tuesday at two please", [When(TUE, Clock(2))]),
        ("can i come in a week from thursday at two", [When(Shifted(THU, 7), Clock(2))]),
        ("in a week from tuesday", [When(Shifted(TUE, 7))]),
        ("in two weeks from monday", [When(Shifted(MON, 14))]),
        ("in two weeks from today", [When(DaysAhead(14))]),
        ("in a week on thursday", [When(Shifted(THU, 7))]),
        ("two thirty", [When(None, Clock(2, 30))]),
        ("ten fifteen", [When(None, Clock(10, 15))]),
        ("one oh five", [When(None, Clock(1, 5))]),
        ("nine oh one", [When(None, Clock(9, 1))]),
        ("two one two, nine thirty", [When(None, Clock(9, 30))]),
        ("two, three or four", [When(None, Clock(2)), When(None, Clock(3)), When(None, Clock(4))]),
        ("two three or four", [When(None, Clock(2)), When(None, Clock(3)), When(None, Clock(4))]),
        ("can i see you tomorrow at two", [When(DaysAhead(1), Clock(2))]),
        ("i'd like to come in and see you on tuesday", [When(TUE)]),
        ("i was hoping to see you wednesday", [When(WED)]),
        ("i called yesterday and i'd like to come in on tuesday", [When(TUE)]),
        ("how are you today, can i come in on tuesday", [When(TUE)]),
        ("is today at two okay", [When(DaysAhead(0), Clock(2))]),
        ("today is good", [When(DaysAhead(0))]),
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
        ("what's your next opening", Operator.SOONEST),
        ("your first opening please", Operator.SOONEST),
        ("when's your next available", Operator.SOONEST),
        ("how soon can i get in", Operator.SOONEST),
        ("how soon can you see me", Operator.SOONEST),
        ("how soon could you fit me in", Operator.SOONEST),
        ("as late as possible", Operator.LATEST),
        ("the later one", Operator.PICK_LATEST),
        ("the earlier one", Operator.PICK_EARLIEST),
    ],
)
def test_what_is_said_about_the_offer(words, operator):
    """Operators stand for themselves."""
    assert hear(words).spoken == Spoken(operator=operator)


@pytest.mark.parametrize(
    "words",
    [
        "no that doesn't work either",
        "not that either",
        "no i can't do that either",
        "i don't want either one",
    ],
)
def test_either_after_a_not_takes_nothing(words):
    """ "Not that either" turns down what was offered; it never picks the first of it."""
    assert hear(words) is None


@pytest.mark.parametrize(
    ("words", "operator"),
    [
        ("neither of those either", Operator.ANYTHING_ELSE),
        ("no preference, either one is fine", Operator.EITHER),
        ("um either", Operator.EITHER),
        ("either monday or tuesday", None),
        ("tuesday isn't good either", None),
    ],
)
def test_either_stands_alone_or_with_praise(words, operator):
    """Beside a time it is a word like any other."""
    assert hear(words).spoken.operator is operator


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
    later = hear("an hour later").spoken
    assert (later.alternatives, later.operator, later.shift_minutes) == ((), Operator.SHIFT, 60)
    assert later.other_readings == (Spoken((When(None, MinutesAhead(60)),)),)  # where nothing was offered
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
        "five five five oh one",
        "two one two",
        "nine one seven five",
        "at two one two five five five",
        "john at example dot com",
        "john2@example.com",
        "no, m as in mary",
        "make it the phone instead",
        "good morning",
        "have a nice weekend",
        "have a great rest of your day",
        "happy thanksgiving",
        "enjoy your weekend",
        "see you tomorrow",
        "see you on tuesday at two",
        "talk to you tomorrow",
        "the weather today",
        "what's the weather like over there today",
        "what day is it today",
        "is it monday today",
        "today is tuesday right",
        "how are you today",
        "how are you doing this morning",
        "beautiful day today",
        "thanks for your help today",
        "i called yesterday",
        "i spoke to someone on monday",
        "leave it on wednesday",
        "no keep it on wednesday",
        "keep the wednesday appointment",
        "let's keep my wednesday one",
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
