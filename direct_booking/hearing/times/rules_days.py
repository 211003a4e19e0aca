"""How days, weeks, months and stretches of days are said.

Dates and months are in ``rules_dates.py``, times of the day in ``rules_hours.py``; which dates they are is
for ``scheduling.days`` to say.
"""

from dataclasses import replace

from direct_booking.hearing.spoken import (
    Among,
    Day,
    DayRange,
    DaysAhead,
    Holiday,
    Month,
    MonthDay,
    NextDays,
    NthDay,
    OfferedDay,
    Portion,
    Relative,
    Shade,
    Shifted,
    Week,
    Weekday,
    WeekdayAfter,
    Weekend,
    WeekOf,
    Year,
)
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.rules_numbers import constant, same
from direct_booking.vocabulary.dates import HOLIDAYS

TODAY = DaysAhead(0)


def shifted(day: Day, length: tuple[int, int], sign: int = 1) -> Day:
    """A day so many days and months from another; told in one value where that is possible."""
    days, months = (sign * part for part in length)
    if isinstance(day, DaysAhead):
        return DaysAhead(day.days + days, day.months + months)
    return Shifted(day, days, months)


def _span_of_days(first: Day, last: Day) -> DayRange:
    """ "from the 13th to the 15th of July": the month said last is the first day's too."""
    if isinstance(first, MonthDay) and isinstance(last, MonthDay) and first.month is None and last.month:
        if first.day <= last.day:
            first = MonthDay(first.day, last.month, last.year, first.weekday)
    elif isinstance(first, MonthDay) and isinstance(last, MonthDay) and first.year is None and last.year:
        first = replace(first, year=last.year)
    return DayRange(first, last)


_HOLIDAYS = tuple(
    Rule("HOLIDAY_NAME", words, constant(name)) for name, phrases in HOLIDAYS.items() for words in phrases
)


def _next_to(first: Day, last: Day) -> bool:
    """ "From Wednesday to Thursday" moves something; nobody says a stretch of two days so."""
    weekdays = isinstance(first, Weekday) and isinstance(last, Weekday) and first.relative == last.relative
    return weekdays and (first.weekday + 1) % 7 == last.weekday


POINTS = (
    *_HOLIDAYS,
    Rule("HOLIDAY", "(next | this | the)? HOLIDAY_NAME", Holiday),
    Rule("HOLIDAY", "HOLIDAY_NAME (in | of)? YEAR", Holiday),
    Rule(
        "COMING", "(coming | upcoming | this coming | this upcoming | the coming)", constant(Relative.COMING)
    ),
    Rule("COMING", "(this | the)", constant(Relative.THIS)),
    Rule("COMING", "the? (next | following)", constant(Relative.NEXT)),
    Rule("COMING", "(last | this past | past)", constant(Relative.LAST)),
    Rule("COMING", "(every | each | any)", constant(Relative.EVERY)),
    Rule("WEEKDAY_SAID", "WEEKDAY", Weekday),
    Rule("WEEKDAY_SAID", "COMING ANY_WEEKDAY", lambda relative, weekday: Weekday(weekday, relative)),
    Rule("WEEKDAY_SAID", "on ANY_WEEKDAY", Weekday),
    Rule("WEEKDAY_SAID", "on? WEEKDAYS", lambda weekday: Weekday(weekday, Relative.EVERY)),
    Rule(
        "WEEKDAY_SAID", "the? ANY_WEEKDAY after next", lambda weekday: Weekday(weekday, Relative.AFTER_NEXT)
    ),
    Rule(
        "POINT",
        "the? ANY_WEEKDAY (after | following) (ANCHOR | WEEK)",
        lambda weekday, day, week: WeekdayAfter(weekday, day or week),
    ),
    Rule("POINT", "the ANY_WEEKDAY after (that)?", lambda weekday: WeekdayAfter(weekday, OfferedDay(0))),
    Rule("TODAY", "(today | todays | this day)", constant(TODAY)),
    Rule("TODAY", "(tomorrow | tomorrows | tmrw | tomorow | tommorow | tommorrow)", constant(DaysAhead(1))),
    Rule("TODAY", "yesterday", constant(DaysAhead(-1))),
    Rule("TODAY", "the? day after tomorrow", constant(DaysAhead(2))),
    Rule("TODAY", "the? day before yesterday", constant(DaysAhead(-2))),
    Rule(
        "ANCHOR",
        "(TODAY | WEEKDAY_SAID | DATE | HOLIDAY | NTH_DAY)",
        lambda *v: next(x for x in v if x is not None),
    ),
    Rule("POINT", "ANCHOR", same),
    Rule("POINT", "in LENGTH time?", lambda length: shifted(TODAY, length)),
    Rule("POINT", "in? LENGTH away? from (now | today)", lambda length: shifted(TODAY, length)),
    Rule("POINT", "LENGTH (from | after | on) on? ANCHOR", lambda length, day: shifted(day, length)),
    # "come in a week from Thursday"
    Rule("POINT", "in LENGTH (from | after | on) ANCHOR", lambda length, day: shifted(day, length)),
    Rule("POINT", "LENGTH before ANCHOR", lambda length, day: shifted(day, length, -1)),
    Rule("POINT", "LENGTH ago", lambda length: shifted(TODAY, length, -1)),
    Rule("POINT", "the day (after | following) ANCHOR", lambda day: shifted(day, (1, 0))),
    Rule("POINT", "the day before ANCHOR", lambda day: shifted(day, (-1, 0))),
    Rule(
        "POINT",
        "ANCHOR week",
        lambda day: shifted(day, (7, 0)) if isinstance(day, Weekday | DaysAhead) else None,
    ),
    Rule("POINT", "ANCHOR fortnight", lambda day: shifted(day, (14, 0))),
    Rule("POINT", "ANCHOR in LENGTH time?", lambda day, length: shifted(day, length)),
    Rule("POINT", "ANY_WEEKDAY (of | in | on)? the? WEEK", lambda weekday, week: _in_week(week, weekday)),
    Rule("POINT", "WEEK (on | the)? ANY_WEEKDAY", lambda week, weekday: _in_week(week, weekday)),
    Rule("POINT", "the (next | following) day", constant(OfferedDay(1))),
    Rule("POINT", "the day after", constant(OfferedDay(1))),
    Rule("POINT", "the day before", constant(OfferedDay(-1))),
    Rule("POINT", "(that | the same | same) day", constant(OfferedDay(0))),
    Rule("POINT", "that ANY_WEEKDAY", Weekday),
)


def _in_week(week: Day, weekday: int) -> Week | None:
    return Week(week.weeks_ahead, weekday) if isinstance(week, Week) and week.weekday is None else None


def _nth_week(nth: int | None, span: Day) -> WeekOf | None:
    """A week of a month: the one that holds its 1st, 8th, 15th ... or its last day."""
    if not isinstance(span, Month) or (nth is not None and nth > 5):
        return None
    day = -1 if nth is None else min(7 * nth - 6, 28)
    return WeekOf(NthDay(day, None, span.month, span.months_ahead, span.year))


SPANS = (
    Rule("WEEK", "(this | current | the current) week", constant(Week(0))),
    Rule("WEEK", "around? the? (next | following | coming | upcoming) week", constant(Week(1))),
    Rule("WEEK", "(last | past | the past) week", constant(Week(-1))),
    Rule("WEEK", "the? week after (next | that)", constant(Week(2))),
    Rule("WEEK", "the week (of | beginning | commencing | starting) on? POINT", WeekOf),
    Rule("SPAN", "WEEK", same),
    Rule("SPAN", "(for | on)? (COMING | a | over the)? (weekend | week end)", Weekend),
    Rule("SPAN", "MONTH_SPAN", same),
    Rule("SPAN", "(this | the current) year", constant(Year(years_ahead=0))),
    Rule("SPAN", "next year", constant(Year(years_ahead=1))),
    Rule("SPAN", "the? (next | coming | upcoming | following) DAYS", lambda length: NextDays(*length)),
    Rule("SPAN", "COUNT (next | coming | upcoming) (weeks | week)", lambda n: NextDays(7 * n)),
    Rule("SPAN", "the? (last | past) DAYS", lambda length: NextDays(-length[0], -length[1])),
    Rule("SPAN", "(next | the next) fortnight", constant(NextDays(14))),
    Rule("POINT", "(COUNT)? upcoming (days | day)", lambda n: DaysAhead(n or 1)),
    Rule("POINT", "upcoming COUNT (days | day)", DaysAhead),
    Rule("THE_SPAN", "(WEEK | MONTH_SPAN)", lambda a, b: a or b),
    Rule("THE_SPAN", "the week", constant(Week(0))),
    Rule("THE_SPAN", "(the | this)? year", constant(Year(years_ahead=0))),
    Rule("THE_SPAN", "(week | month)", constant(None)),
    Rule("THE_SPAN", "week", constant(Week(0))),
    Rule("THE_SPAN", "month", constant(Month(months_ahead=0))),
    Rule("THE_SPAN", "ANY_MONTH", Month),
    Rule(
        "SPAN",
        "(at | towards)? the? (beginning | start | early part | first part) of (around)? THE_SPAN",
        lambda span: Portion(span, Shade.EARLY),
    ),
    Rule("SPAN", "early (on | in | on in)? THE_SPAN", lambda span: Portion(span, Shade.EARLY)),
    Rule("SPAN", "in? the? (middle of | mid) THE_SPAN", lambda span: Portion(span, Shade.MID)),
    Rule(
        "SPAN",
        "(something | anything)? later (this week | in the week | on this week | on in the week)",
        constant(DayRange(after=OfferedDay(0), last=WeekOf(OfferedDay(0)))),
    ),
    Rule(
        "SPAN",
        "(something | anything)? earlier (this week | in the week)",
        constant(DayRange(first=WeekOf(OfferedDay(0)), before=OfferedDay(0))),
    ),
    Rule("SPAN", "midweek", constant(Portion(Week(0), Shade.MID))),
    Rule(
        "SPAN", "(at | towards)? the? (end | latter part) of THE_SPAN", lambda span: Portion(span, Shade.LATE)
    ),
    Rule("SPAN", "(late | later) (on | in | on in)? THE_SPAN", lambda span: Portion(span, Shade.LATE)),
    Rule("SPAN", "the? rest of THE_SPAN", same),
    Rule("SPAN", "the? ORDINAL week (of | in) THE_SPAN", _nth_week),
    Rule("SPAN", "the? last week (of | in) THE_SPAN", lambda span: _nth_week(None, span)),
    Rule(
        "SPAN",
        "(any | a | on | on a | on any)? (weekday | weekdays | week day | week days)",
        constant(Among((0, 1, 2, 3, 4))),
    ),
    Rule("SPAN", "during the week", constant(Among((0, 1, 2, 3, 4)))),
    Rule("SPAN", "on? weekends", constant(Among((5, 6)))),
    Rule(
        "SPAN",
        "(a | any | some | on a) ANY_WEEKDAY (in | of)? (MONTH_SPAN | WEEK)",
        lambda weekday, month, week: Among((weekday,), month or week),
    ),
    Rule(
        "POINT",
        "the? same day (next week | the following week | the next week | the week after)",
        constant(Shifted(OfferedDay(0), 7)),
    ),
    Rule("POINT", "later? (on | in)? TODAY", same),
)

_TILL = "(to | till | til | until | through | thru)"

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
        "(from | between)? MONTH_DAY (and | to | till | til | until | through | thru) DAY_NUMBER",
        lambda first, day: DayRange(first, MonthDay(day, first.month, first.year)),
    ),
    Rule("DAY", "(any time | anytime | sometime)? after EDGE", lambda day: DayRange(after=day)),
    Rule("DAY", "EDGE (or | and) (later | after | onwards | beyond)", DayRange),
    Rule("DAY", "from EDGE (on | onwards | onward | forward)?", DayRange),
    Rule("DAY", "(starting | beginning) (on | from | with)? EDGE", DayRange),
    Rule("DAY", "(not | no earlier than | not before) before? EDGE or later", DayRange),
    Rule("DAY", "(no earlier than | not before | nothing before) EDGE", DayRange),
    Rule("DAY", "(any time | anytime | sometime)? before EDGE", lambda day: DayRange(before=day)),
    Rule("DAY", "(by | until | till | no later than | not later than) EDGE", lambda day: DayRange(last=day)),
    Rule("DAY", "EDGE (or | and) (earlier | before | sooner)", lambda day: DayRange(last=day)),
    Rule("DAY", "EDGE at the latest", lambda day: DayRange(last=day)),
    Rule("DAY", "from? DATE for DAYS", lambda day, length: DayRange(day, shifted(day, length))),
    Rule(
        "DAY",
        "for DAYS (from | starting | starting on | beginning) DATE",
        lambda length, day: DayRange(day, shifted(day, length)),
    ),
)

DAYS = POINTS + SPANS + DAY_RANGES
