"""How clock times, stretches of the clock and parts of the day are said.

Days are in ``rules_days.py``; a day with a time of the day is in ``rules_whens.py``. Opening hours are not
known here: an hour said without its half stays without it.
"""

from direct_booking.hearing.spoken import Clock, Half, MinutesAhead, PartOfDay, Shade
from direct_booking.hearing.times.clocks import (
    after_hour,
    around,
    before_hour,
    clock,
    each,
    heard_as,
    in_part,
    in_part_or_half,
    of_season,
    plain,
    to_or_range,
    with_half,
)
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.rules_numbers import constant, same


def _part(name: str, shade: Shade | None = None) -> PartOfDay:
    return PartOfDay(name, shade)


def _within(minutes: int) -> MinutesAhead:
    return MinutesAhead(minutes, within=True)


NOON = Clock(12, 0, Half.PM)
MIDNIGHT = Clock(12, 0, Half.AM)

CLOCKS = (
    Rule("HALF", "(in the)? (am | (a | ay | eh | hey) (m | em))", constant(Half.AM)),
    Rule("HALF", "(in the)? (pm | (p | pee | pea) (m | em))", constant(Half.PM)),
    Rule("OCLOCK", "o'clock", constant(True)),
    Rule("SHARP", "(sharp | exactly | precisely | on the dot | on the nose)", constant(True)),
    Rule("FULL_HOUR", "HOUR OCLOCK?", lambda hour, _: clock(hour)),
    Rule("FULL_HOUR", "HOUR OCLOCK? HALF", lambda hour, _, half: with_half(clock(hour), half)),
    Rule("FULL_HOUR", "(noon | midday)", constant(NOON)),
    Rule("FULL_HOUR", "midnight", constant(MIDNIGHT)),
    # CLOCK is a clock time beyond doubt; HOUR and HHMM alone are only numbers.
    Rule("CLOCK", "HH_MM", lambda hour_minute: clock(*hour_minute)),
    Rule("CLOCK", "HOUR_OR_ZERO MINUTE", clock),
    Rule(
        "CLOCK",
        "(zero | oh | o) (UNIT | INT) MINUTE",
        lambda word, figure, minute: clock(word or figure, minute),
    ),
    # "10-30"; "9-11" are two hours.
    Rule(
        "CLOCK", "HOUR dash MINUTE2", lambda hour, minute: None if 10 <= minute <= 12 else clock(hour, minute)
    ),
    Rule("CLOCK", "(HOUR | HHMM) OCLOCK", lambda h, hm, _: clock(h) if hm is None else clock(*hm)),
    Rule("CLOCK", "SOUNDALIKE OCLOCK", lambda hour, _: clock(hour)),
    Rule("CLOCK", "(HOUR | CLOCK_WITH_MINUTES) SHARP", lambda hour, said, _: said or clock(hour)),
    Rule("CLOCK", "exactly (HOUR | CLOCK_WITH_MINUTES)", lambda hour, said: said or clock(hour)),
    Rule("CLOCK_WITH_MINUTES", "(HH_MM | HHMM)", lambda a, b: clock(*(a or b))),
    Rule("CLOCK_WITH_MINUTES", "HOUR MINUTE", clock),
    Rule("CLOCK", "(noon | twelve noon) (thirty | 30)", constant(Clock(12, 30, Half.PM))),
    Rule("CLOCK", "HOUR (hours | hr | hrs | h)", lambda hour: clock(hour) if 12 < hour < 24 else None),
    Rule("CLOCK", "12? (noon | midday)", constant(NOON)),
    Rule("CLOCK", "twelve (noon | midday)", constant(NOON)),
    Rule("CLOCK", "(12 | twelve)? midnight", constant(MIDNIGHT)),
    Rule("CLOCK", "half (past | after)? FULL_HOUR", lambda hour: after_hour(30, hour)),
    Rule("CLOCK", "a? quarter (past | after) FULL_HOUR", lambda hour: after_hour(15, hour)),
    Rule(
        "CLOCK",
        "a? quarter (to | of | till | til | before | too) FULL_HOUR",
        lambda hour: before_hour(15, hour),
    ),
    Rule("CLOCK", "N (past | after) FULL_HOUR", after_hour),
    # "five of three"; "two of three" counts something else.
    Rule("CLOCK", "N of FULL_HOUR", lambda n, hour: before_hour(n, hour) if n % 5 == 0 else None),
    Rule("CLOCK", "N (minutes | minute | mins | min) (past | after) FULL_HOUR", after_hour),
    Rule("CLOCK", "N (minutes | minute | mins | min) (to | before | till | of) FULL_HOUR", before_hour),
    Rule("CLOCK", "N (to | till | til) FULL_HOUR", to_or_range),
    Rule("CLOCK", "HOUR hundred hours", clock),
    Rule(
        "CLOCK",
        "HOUR hours (and? N minutes)? (and? N seconds)? HALF",
        lambda hour, minute, _, half: with_half(clock(hour, minute or 0), half) if hour <= 12 else None,
    ),
    Rule(
        "CLOCK",
        "HOUR hours and? N minutes (and? N seconds)?",
        lambda hour, minute, _: clock(hour, minute) if hour > 12 else None,
    ),
    Rule("CLOCK", "HOUR hundred (and N)? HALF", lambda hour, n, half: with_half(clock(hour, n or 0), half)),
    Rule("SAID", "(HOUR | HHMM | CLOCK)", lambda h, hm, c: c or (clock(h) if hm is None else clock(*hm))),
    Rule("IN_PART", "(in | at | during | of)? the? PART time?", same),
    Rule("TIME", "CLOCK", same),
    Rule("TIME", "SAID SHARP? HALF SHARP?", lambda c, _, half, __: each(with_half)(c, half)),
    Rule("TIME", "SOUNDALIKE MINUTE? HALF", heard_as),
    Rule(
        "TIME",
        "SOUNDALIKE MINUTE IN_PART",
        lambda h, m, part: in_part(heard_as(h, m, None), part) if m > 12 else None,
    ),
    Rule("TIME", "SAID HALF? IN_PART", each(lambda c, half, part: in_part_or_half(c, half, part))),
    Rule(
        "TIME",
        "IN_PART (at | around | about | by | from)? SAID HALF?",
        lambda part, said, half: each(lambda c: in_part_or_half(c, half, part))(said),
    ),
    Rule("DAYLIGHT", "(daylight | summer) time", constant(True)),
    Rule("DAYLIGHT", "(standard | winter) time", constant(False)),
    Rule("TIME", "SAID HALF WORD? WORD? WORD? DAYLIGHT", lambda c, half, *said: of_season(c, half, said[-1])),
    Rule("TIME", "SAID DAYLIGHT", lambda c, daylight: of_season(c, None, daylight)),
    Rule("TIME", "TIME_AROUND", same),
    Rule(
        "TIME_AROUND",
        "(right | just)? (around | about | approximately | roughly | circa | say | near | like | close"
        " to | towards"
        " | somewhere around | somewhere about) (like | about | around | say)? CLOCK_WITH_HALF ish?",
        lambda c: around(c),
    ),
    Rule(
        "TIME_AROUND",
        "CLOCK_WITH_HALF (ish | approximately | roughly | or so | or thereabouts | or around then | give"
        " or take)",
        lambda c: around(c),
    ),
    Rule("CLOCK_WITH_HALF", "SAID HALF?", lambda c, half: c if half is None else each(with_half)(c, half)),
    Rule("CLOCK_WITH_HALF", "SAID IN_PART", each(in_part)),
)

PARTS = (
    Rule("EARLY", "(early | earlier)", constant(Shade.EARLY)),
    Rule("EARLY", "(mid | middle of the)", constant(Shade.MID)),
    Rule("EARLY", "(late | later)", constant(Shade.LATE)),
    Rule("PART_OF_DAY", "EARLY? (in | on)? the? PART time?", lambda shade, part: _part(part, shade)),
    Rule("PART_OF_DAY", "the? EARLY (part of the)? PART", lambda shade, part: _part(part, shade)),
    Rule("PART_OF_DAY", "the early hours of the morning", constant(_part("morning", Shade.EARLY))),
    Rule("PART_OF_DAY", "PART time?", _part),
    Rule("PART_OF_DAY", "first thing ((in the)? morning)?", constant(_part("first_thing"))),
    Rule("PART_OF_DAY", "last thing ((in | of) the day)?", constant(_part("end_of_day"))),
    Rule(
        "PART_OF_DAY",
        "(bright and early | start of the day | start of business | beginning of the day)",
        constant(_part("first_thing")),
    ),
    Rule("PART_OF_DAY", "early (in | on in) the day", constant(_part("morning"))),
    Rule("PART_OF_DAY", "(late | later on) in the day", constant(_part("end_of_day"))),
    Rule("PART_OF_DAY", "the? end of the? (work | working | business)? day", constant(_part("end_of_day"))),
    Rule("PART_OF_DAY", "(close | end) of business", constant(_part("end_of_day"))),
    Rule("PART_OF_DAY", "(before | by | at) (close | closing | closing time)", constant(_part("end_of_day"))),
    Rule(
        "PART_OF_DAY",
        "(as soon as | when) you open (up)? (in the morning)?",
        constant(_part("first_thing")),
    ),
    Rule("PART_OF_DAY", "(just | right) before you close", constant(_part("end_of_day"))),
    Rule(
        "PART_OF_DAY",
        "(over | at | around | during | about)? the? (lunch | lunchtime) (time | hour | break)?",
        constant(_part("lunchtime")),
    ),
    Rule(
        "PART_OF_DAY", "(lunch time | noon time | around midday | midday ish)", constant(_part("lunchtime"))
    ),
    Rule(
        "PART_OF_DAY",
        "SOME_TIME? (right | just | straight | shortly)? after my? (lunch | lunchtime) (time | hour |"
        " break)?",
        constant(_part("after_lunch")),
    ),
    Rule(
        "PART_OF_DAY",
        "SOME_TIME? (right | just | shortly)? before my? (lunch | lunchtime) (time | hour | break)?",
        constant(_part("before_lunch")),
    ),
    Rule(
        "PART_OF_DAY",
        "SOME_TIME? (right | just | straight)? after (i get off | i finish | i'm done with)? (work | school)",
        constant(_part("after_work")),
    ),
    Rule(
        "PART_OF_DAY",
        "SOME_TIME? (right | just)? before (i go to | i start)? (work | school)",
        constant(_part("before_work")),
    ),
    Rule("SOME_TIME", "(any time | anytime | sometime | some time)", constant(True)),
    Rule("AHEAD", "in (just | only)? SOME_MINUTES time?", MinutesAhead),
    Rule("AHEAD", "in? SOME_MINUTES from (now | right now)", MinutesAhead),
    Rule(
        "AHEAD",
        "(any time | anytime | sometime | some time)? (within | in | over | during)? (the | this)? next"
        " SOME_MINUTES",
        _within,
    ),
    Rule("AHEAD", "within (a | an | the | about)? SOME_MINUTES", _within),
    Rule("AHEAD", "(within | in | over | during)? (the | this)? (next | coming) hour", lambda: _within(60)),
    Rule("AHEAD", "within (the | an) hour", lambda: _within(60)),
)

HOURS = (
    # "About ten to three" and "at ten to eleven" are a minute, never a stretch.
    Rule(
        "HOURS",
        "(around | about | approximately | roughly | like) N (to | till | til | of) FULL_HOUR",
        lambda n, hour: around(before_hour(n, hour)) if n % 5 == 0 else None,
    ),
    Rule("HOURS", "RANGE", same),
    Rule(
        "HOURS",
        "at N (to | till | til | of) FULL_HOUR HALF?",
        lambda n, hour, half: plain(before_hour(n, hour), half) if n % 5 == 0 else None,
    ),
    Rule("HOURS", "at? TIME", same),
    Rule("HOURS", "(right | exactly | just)? at (HOUR | CLOCK) SHARP?", lambda h, c, _: c or clock(h)),
    Rule("HOURS", "for TIME", same),
    Rule("HOURS", "at (HOUR | HHMM)", lambda h, hm: clock(h) if hm is None else clock(*hm)),
    Rule("HOURS", "at SOUNDALIKE MINUTE?", lambda h, minute: clock(h, minute or 0)),
    Rule(
        "HOURS", "(at | for) SOUNDALIKE MINUTE", lambda h, minute: clock(h, minute) if minute > 12 else None
    ),
    Rule("HOURS", "PART_OF_DAY", same),
    Rule("HOURS", "(in | during | for | over) PART_OF_DAY", same),
    Rule("HOURS", "AHEAD", same),
    Rule(
        "HOURS",
        "the (HOUR | CLOCK) (o'clock | oclock)? (one | slot | appointment | spot | time)",
        lambda hour, said: said or clock(hour),
    ),
)
