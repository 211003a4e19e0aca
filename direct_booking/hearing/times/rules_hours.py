"""How clock times, stretches of the clock and parts of the day are said.

Days are in ``rules_days.py``; a day with a time of the day is in ``rules_whens.py``. Opening hours are not
known here: an hour said without its half stays without it.
"""

from direct_booking.hearing.spoken import Clock, Half, MinutesAhead, PartOfDay, Shade
from direct_booking.hearing.times.clocks import (
    after_hour,
    around,
    bare_range,
    before_hour,
    clock,
    clock_range,
    each,
    heard_as,
    in_part,
    in_part_or_half,
    of_season,
    to_or_range,
    with_half,
)
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.rules_numbers import constant, same


def _part(name: str, shade: Shade | None = None) -> PartOfDay:
    return PartOfDay(name, shade)


NOON = Clock(12, 0, Half.PM)
MIDNIGHT = Clock(12, 0, Half.AM)

CLOCKS = (
    Rule("HALF", "(am | a m)", constant(Half.AM)),
    Rule("HALF", "(pm | p m)", constant(Half.PM)),
    Rule("OCLOCK", "(o'clock | oclock | o clock)", constant(True)),
    Rule("FULL_HOUR", "HOUR OCLOCK?", lambda hour, _: clock(hour)),
    Rule("FULL_HOUR", "HOUR OCLOCK? HALF", lambda hour, _, half: with_half(clock(hour), half)),
    Rule("FULL_HOUR", "(noon | midday)", constant(NOON)),
    Rule("FULL_HOUR", "midnight", constant(MIDNIGHT)),
    # CLOCK is a clock time beyond doubt; HOUR and HHMM alone are only numbers.
    Rule("CLOCK", "HH_MM", lambda hour_minute: clock(*hour_minute)),
    Rule("CLOCK", "HOUR MINUTE", clock),
    Rule("CLOCK", "(HOUR | HHMM) OCLOCK", lambda h, hm, _: clock(h) if hm is None else clock(*hm)),
    Rule("CLOCK", "HOUR (hours | hr | hrs | h)", lambda hour: clock(hour) if 12 < hour < 24 else None),
    Rule("CLOCK", "12? (noon | midday)", constant(NOON)),
    Rule("CLOCK", "twelve (noon | midday)", constant(NOON)),
    Rule("CLOCK", "(12 | twelve)? midnight", constant(MIDNIGHT)),
    Rule("CLOCK", "half past? FULL_HOUR", lambda hour: after_hour(30, hour)),
    Rule("CLOCK", "a? quarter (past | after) FULL_HOUR", lambda hour: after_hour(15, hour)),
    Rule(
        "CLOCK",
        "a? quarter (to | of | till | til | before | too) FULL_HOUR",
        lambda hour: before_hour(15, hour),
    ),
    Rule("CLOCK", "N (past | after) FULL_HOUR", after_hour),
    Rule("CLOCK", "N (minutes | minute | mins | min) (past | after) FULL_HOUR", after_hour),
    Rule("CLOCK", "N (minutes | minute | mins | min) (to | before | till | of) FULL_HOUR", before_hour),
    Rule("CLOCK", "N (to | till | til) FULL_HOUR", to_or_range),
    Rule("CLOCK", "HOUR hundred hours", clock),
    Rule("CLOCK", "HOUR hundred (and N)? HALF", lambda hour, n, half: with_half(clock(hour, n or 0), half)),
    Rule("SAID", "(HOUR | HHMM | CLOCK)", lambda h, hm, c: c or (clock(h) if hm is None else clock(*hm))),
    Rule("IN_PART", "(in | at | during | of)? the? PART time?", same),
    Rule("TIME", "CLOCK", same),
    Rule("TIME", "SAID HALF", each(with_half)),
    Rule("TIME", "SOUNDALIKE MINUTE? HALF", lambda h, m, half: heard_as(h, m, half)),
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
        "(around | about | approximately | roughly | circa | say | near | like) CLOCK_WITH_HALF",
        lambda c: around(c),
    ),
    Rule(
        "TIME_AROUND",
        "CLOCK_WITH_HALF (ish | approximately | roughly | or so | or thereabouts | or around then)",
        lambda c: around(c),
    ),
    Rule("CLOCK_WITH_HALF", "SAID HALF?", lambda c, half: c if half is None else each(with_half)(c, half)),
    Rule("CLOCK_WITH_HALF", "SAID IN_PART", each(in_part)),
)

_TILL = "(to | till | til | until | through | and)"

RANGES = (
    Rule("END", "TIME", lambda c: c if isinstance(c, Clock) else None),
    Rule("END", "SAID", lambda c: c if isinstance(c, Clock) else None),
    Rule("RANGE", f"(from | between) (the hours of)? END {_TILL} END", clock_range),
    Rule(
        "RANGE",
        "SAID HALF? IN_PART? (to | till | til | until | through) TIME",
        lambda a, half, part, b: bare_range(a, half, part, b),
    ),
    Rule("RANGE", "HOUR (to | till | til | until | through) HOUR", lambda a, b: to_or_range(a, clock(b))),
    Rule(
        "RANGE",
        "(from | starting | starting at | starting from) END (on | onward | onwards)",
        lambda c: clock_range(c, None),
    ),
    Rule(
        "RANGE",
        "(any time | anytime | free | available | starting | starting at | starting from) from? END",
        lambda c: clock_range(c, None),
    ),
    Rule("RANGE", "(i | we) work (until | till | til) END (so after that)?", lambda c: clock_range(c, None)),
    Rule("RANGE", "i (get off | finish | am done | get out of) work? at END", lambda c: clock_range(c, None)),
    Rule("RANGE", "from TIME", lambda c: clock_range(c, None) if isinstance(c, Clock) else None),
    Rule(
        "RANGE",
        "(any time | anytime | sometime)? (after | past) (at | around | about)? END",
        lambda c: clock_range(c, None),
    ),
    Rule("RANGE", "(no | not any) earlier than END", lambda c: clock_range(c, None)),
    Rule("RANGE", "(not | nothing | never) before END", lambda c: clock_range(c, None)),
    Rule("RANGE", "later than END", lambda c: clock_range(c, None)),
    Rule(
        "RANGE",
        "at? END (or | and) (later | after | onwards | onward | beyond | past)",
        lambda c: clock_range(c, None),
    ),
    Rule("RANGE", "at? END (onwards | onward | at the earliest)", lambda c: clock_range(c, None)),
    Rule(
        "RANGE",
        "(any time | anytime | sometime)? (before | until | till | til | by | up to) END",
        lambda c: clock_range(None, c),
    ),
    Rule("RANGE", "(no | not any) later than END", lambda c: clock_range(None, c)),
    Rule("RANGE", "(not | nothing | never) after END", lambda c: clock_range(None, c)),
    Rule("RANGE", "earlier than END", lambda c: clock_range(None, c)),
    Rule("RANGE", "at? END (or | and) (earlier | before | sooner)", lambda c: clock_range(None, c)),
    Rule("RANGE", "END at the latest", lambda c: clock_range(None, c)),
)

PARTS = (
    Rule("EARLY", "(early | earlier)", constant(Shade.EARLY)),
    Rule("EARLY", "(mid | middle of the)", constant(Shade.MID)),
    Rule("EARLY", "(late | later)", constant(Shade.LATE)),
    Rule("PART_OF_DAY", "EARLY? (in | on)? the? PART time?", lambda shade, part: _part(part, shade)),
    Rule("PART_OF_DAY", "the? EARLY (part of the)? PART", lambda shade, part: _part(part, shade)),
    Rule("PART_OF_DAY", "the early hours of the morning", constant(_part("morning", Shade.EARLY))),
    Rule("PART_OF_DAY", "PART time?", _part),
    Rule("PART_OF_DAY", "first thing (in the morning)?", constant(_part("first_thing"))),
    Rule(
        "PART_OF_DAY",
        "(bright and early | start of the day | start of business | beginning of the day)",
        constant(_part("first_thing")),
    ),
    Rule("PART_OF_DAY", "early (in | on in) the day", constant(_part("morning"))),
    Rule("PART_OF_DAY", "(late | later on) in the day", constant(_part("end_of_day"))),
    Rule("PART_OF_DAY", "the? end of the? (work | working | business)? day", constant(_part("end_of_day"))),
    Rule("PART_OF_DAY", "close of business", constant(_part("end_of_day"))),
    Rule(
        "PART_OF_DAY",
        "(over | at | around | during | about)? the? (lunch | lunchtime) (time | hour | break)?",
        constant(_part("lunchtime")),
    ),
    Rule(
        "PART_OF_DAY", "(lunch time | noon time | around midday | midday ish)", constant(_part("lunchtime"))
    ),
    Rule("PART_OF_DAY", "after my? lunch", constant(_part("after_lunch"))),
    Rule("PART_OF_DAY", "before my? lunch", constant(_part("before_lunch"))),
    Rule("PART_OF_DAY", "after (i get off)? (work | school)", constant(_part("after_work"))),
    Rule("PART_OF_DAY", "before (i go to)? (work | school)", constant(_part("before_work"))),
    Rule("AHEAD", "(in | within) MINUTES time?", MinutesAhead),
    Rule("AHEAD", "in? MINUTES from now", MinutesAhead),
)

HOURS = (
    Rule("HOURS", "RANGE", same),
    Rule("HOURS", "at? TIME", same),
    Rule("HOURS", "for TIME", same),
    Rule("HOURS", "at (HOUR | HHMM)", lambda h, hm: clock(h) if hm is None else clock(*hm)),
    Rule("HOURS", "at SOUNDALIKE MINUTE?", lambda h, minute: clock(h, minute or 0)),
    Rule("HOURS", "PART_OF_DAY", same),
    Rule("HOURS", "(in | during | for | over) PART_OF_DAY", same),
    Rule("HOURS", "AHEAD", same),
    Rule(
        "HOURS",
        "the (HOUR | CLOCK) (o'clock | oclock)? (one | slot | appointment | spot | time)",
        lambda hour, said: said or clock(hour),
    ),
)
