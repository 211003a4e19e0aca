"""From which day to which is said: "from Monday to Wednesday", "before Christmas", "I'm back on the seventh".

The days at their ends are in ``rules_days.py`` and ``rules_dates.py``, the weeks and months in
``rules_stretches.py``.
"""

from dataclasses import replace

from direct_booking.hearing.spoken import Day, DayRange, Month, MonthDay, Portion, Shade, Weekday
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.rules_days import TODAY, shifted
from direct_booking.hearing.times.rules_numbers import same


def _span_of_days(first: Day, last: Day) -> DayRange:
    """ "from the 13th to the 15th of July": the month said last is the first day's too."""
    if isinstance(first, MonthDay) and isinstance(last, MonthDay) and first.month is None and last.month:
        if first.day <= last.day:
            first = MonthDay(first.day, last.month, last.year, first.weekday)
    elif isinstance(first, MonthDay) and isinstance(last, MonthDay) and first.year is None and last.year:
        first = replace(first, year=last.year)
    return DayRange(first, last)


def _next_to(first: Day, last: Day) -> bool:
    """ "From Wednesday to Thursday" moves something; nobody says a stretch of two days so."""
    weekdays = isinstance(first, Weekday) and isinstance(last, Weekday) and first.relative == last.relative
    return weekdays and (first.weekday + 1) % 7 == last.weekday


def _before(day: Day) -> DayRange:
    """ "Before the end of the week" is any day of it."""
    if isinstance(day, Portion) and day.shade is Shade.LATE:
        return DayRange(last=day.of)
    return DayRange(before=day)


_TILL = "(to | till | til | until | untill | through | thru | dash)"
_AWAY = (
    "(i'm | i am | i'll be | we're | we are | we'll be | not | im) (out of town | away | not here | not"
    " in town | gone | on"
    " vacation | on holiday | traveling | travelling | not back | not free | not available | busy |"
    " booked | tied up)"
)
_ANY_TIME = "(any time | anytime | sometime | some time | any day | only | some day | someday)"

DAY_RANGES = (
    Rule("DAY", "POINT", same),
    Rule("DAY", "SPAN", same),
    Rule("EDGE", "(POINT | SPAN)", lambda a, b: a or b),
    Rule("EDGE", "the DAY_NUMBER", MonthDay),
    Rule("EDGE", "ANY_MONTH", Month),
    Rule("EDGE", "the? ORDINAL", MonthDay),
    Rule("DAY", "between EDGE and EDGE", _span_of_days),
    Rule(
        "DAY",
        "from EDGE to EDGE",
        lambda first, last: None if _next_to(first, last) else _span_of_days(first, last),
    ),
    Rule("DAY", "from EDGE (till | til | until | through | thru) EDGE", _span_of_days),
    Rule(
        "DAY",
        "(any time | anytime | sometime | anything | something | free | available | open) from EDGE to EDGE",
        _span_of_days,
    ),
    Rule("DAY", f"(EDGE) {_TILL} EDGE", _span_of_days),
    Rule(
        "DAY",
        "(from | between)? DAY_NUMBER (and | to | till | til | until | through | thru) MONTH_DAY",
        lambda day, last: _span_of_days(MonthDay(day), last),
    ),
    Rule(
        "DAY",
        "(from | between)? the? DAY_NUMBER (and | to | till | til | until | through | thru) the? DAY_NUMBER"
        " (of | in) ANY_MONTH",
        lambda first, last, month: _span_of_days(MonthDay(first), MonthDay(last, month)),
    ),
    Rule(
        "DAY",
        "(from | between)? MONTH_DAY (and | to | till | til | until | through | thru) DAY_NUMBER",
        lambda first, day: DayRange(first, MonthDay(day, first.month, first.year)),
    ),
    Rule("DAY", f"{_ANY_TIME}? (after | past | following) EDGE", lambda day: DayRange(after=day)),
    Rule("DAY", "EDGE (or | and) (later | after | onwards | beyond | afterwards)", DayRange),
    Rule("DAY", "from EDGE (on | onwards | onward | forward)?", DayRange),
    Rule("DAY", "(starting | beginning | on or after | as of | as from) (on | from | with)? EDGE", DayRange),
    Rule("DAY", "(not | no earlier than | not before) before? EDGE or later", DayRange),
    Rule(
        "DAY",
        "(no earlier than | not before | nothing before | no sooner than | not earlier than) EDGE",
        DayRange,
    ),
    Rule("DAY", "EDGE at the (earliest | soonest)", DayRange),
    # "I'm away until Thursday" says from when on there is time.
    Rule("DAY", "(nothing | not) (until | till | til) EDGE", DayRange),
    Rule("DAY", f"{_AWAY} (until | till | til) EDGE", DayRange),
    Rule(
        "DAY",
        "(i'm | i am | i'll be | we're | we'll be) back (in town | home)? (on | from | by)? EDGE",
        DayRange,
    ),
    Rule("DAY", f"{_ANY_TIME}? (before | prior to | ahead of) EDGE", _before),
    Rule("DAY", "(i | we) (get | come | fly) (back | home) (in town | home)? (on | by)? EDGE", DayRange),
    Rule(
        "DAY",
        "(i | we) (fly out | leave town | go away | leave | fly home) (on)? EDGE",
        lambda day: DayRange(before=day),
    ),
    Rule("DAY", f"{_ANY_TIME}? between now and EDGE", lambda last: DayRange(TODAY, last)),
    Rule(
        "DAY",
        f"{_ANY_TIME}? from? now (to | till | til | until | through) EDGE",
        lambda last: DayRange(TODAY, last),
    ),
    Rule(
        "DAY",
        "(by | until | till | up to | up until | through | no later than | not later than | not after |"
        " on or before)"
        " EDGE",
        lambda day: DayRange(last=day),
    ),
    Rule("DAY", "EDGE (or | and) (earlier | before | sooner)", lambda day: DayRange(last=day)),
    Rule("DAY", "EDGE at the latest", lambda day: DayRange(last=day)),
    Rule("DAY", "from? DATE for DAYS", lambda day, length: DayRange(day, shifted(day, length))),
    Rule(
        "DAY",
        "for DAYS (from | starting | starting on | beginning) DATE",
        lambda length, day: DayRange(day, shifted(day, length)),
    ),
)
