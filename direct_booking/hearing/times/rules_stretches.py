"""How weeks, weekends, months and parts of them are said.

Single days are in ``rules_days.py``, from which day to which in ``rules_day_ranges.py``; which dates they
are is for ``scheduling.days`` to say.
"""

from direct_booking.hearing.spoken import (
    Among,
    Day,
    DayRange,
    DaysAhead,
    Holiday,
    Month,
    NextDays,
    NthDay,
    OfferedDay,
    Portion,
    Relative,
    Shade,
    Shifted,
    Side,
    Week,
    Weekend,
    WeekendBy,
    WeekOf,
    Year,
)
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.rules_days import TODAY, shifted
from direct_booking.hearing.times.rules_numbers import constant, same


def _week_from(day: Day, weeks: int) -> WeekOf:
    """The week so many weeks from that of a day."""
    return WeekOf(shifted(day, (7 * weeks, 0)))


def nth_week(nth: int | None, span: Day | None) -> WeekOf | None:
    """A week of a month: the one that holds its 1st, 8th, 15th ... or its last day."""
    if not isinstance(span, Month) or (nth is not None and nth > 5):
        return None
    day = -1 if nth is None else min(7 * nth - 6, 28)
    return WeekOf(NthDay(day, None, span.month, span.months_ahead, span.year))


_NEW_YEAR = Holiday("new_years_day")

SPANS = (
    Rule("WEEK", "(this | current | the current) week", constant(Week(0))),
    Rule("WEEK", "around? the? (next | coming | upcoming) week", constant(Week(1))),
    # Counted from what was offered or said before, or else from today.
    Rule(
        "WEEK",
        "(around? the? following week | the week (after | following) that? | a week later)",
        constant(_week_from(OfferedDay(0), 1)),
    ),
    Rule("WEEK", "the (week before (that)? | previous week)", constant(_week_from(OfferedDay(0), -1))),
    Rule("WEEK", "(that | the same | same) week", constant(WeekOf(OfferedDay(0)))),
    Rule(
        "WEEK",
        "the? week (after | following) (DATE | HOLIDAY | TODAY | NTH_DAY)",
        lambda *days: _week_from(next(d for d in days if d), 1),
    ),
    Rule(
        "WEEK",
        "the? week before (DATE | HOLIDAY | TODAY | NTH_DAY)",
        lambda *days: _week_from(next(d for d in days if d), -1),
    ),
    Rule("WEEK", "COUNT weeks (after | from) next", lambda n: Week(n + 1)),
    Rule("WEEK", "HOLIDAY week", WeekOf),
    Rule("WEEK", "(last | past | the past) week", constant(Week(-1))),
    Rule("WEEK", "(the? week after next (week)? | not next week but the week after)", constant(Week(2))),
    Rule(
        "WEEK", "the? week (of | beginning | commencing | starting | that starts) (on | with)? POINT", WeekOf
    ),
    Rule("SPAN", "WEEK", same),
    Rule("SPAN", "(for | on | over)? (COMING | a)? weekend", Weekend),
    Rule("SPAN", "the? weekend after next", constant(Weekend(Relative.AFTER_NEXT))),
    Rule("SPAN", "the? weekend (after | following) ANCHOR", lambda day: WeekendBy(day, Side.AFTER)),
    Rule("SPAN", "the? weekend (before | preceding) ANCHOR", lambda day: WeekendBy(day, Side.BEFORE)),
    Rule("SPAN", "the? (HOLIDAY weekend | weekend (of | over) HOLIDAY)", lambda a, b: WeekendBy(a or b)),
    Rule("SPAN", "MONTH_SPAN", same),
    Rule("SPAN", "(this | the current) year", constant(Year(years_ahead=0))),
    Rule("SPAN", "next year", constant(Year(years_ahead=1))),
    Rule("SPAN", "the? (next | coming | upcoming | following) DAYS", lambda length: NextDays(*length)),
    Rule("SPAN", "COUNT (next | coming | upcoming) (weeks | week)", lambda n: NextDays(7 * n)),
    Rule("SPAN", "the? (last | past) DAYS", lambda length: NextDays(-length[0], -length[1])),
    Rule("SPAN", "(next | the next) fortnight", constant(NextDays(14))),
    Rule("SPAN", "(within | over | during | in) the? (next | coming) DAYS", lambda length: NextDays(*length)),
    Rule("SPAN", "within (DAYS | a week | the week)", lambda length: NextDays(*(length or (7, 0)))),
    Rule("SPAN", "in N (or | to) N (days | day)", lambda a, b: DayRange(DaysAhead(a), DaysAhead(b))),
    Rule(
        "SPAN", "in N (or | to) N (weeks | week)", lambda a, b: DayRange(DaysAhead(7 * a), DaysAhead(7 * b))
    ),
    Rule(
        "SPAN",
        "(not for | in)? (at least | more than | over) (another)? LENGTH (from now | from today | after today"
        " | away)?",
        lambda length: DayRange(shifted(TODAY, length)),
    ),
    Rule("SPAN", "the? (rest | remainder) of the day", constant(TODAY)),
    Rule("SPAN", "the? next COUNT weekends", lambda n: Among((5, 6), NextDays(7 * n))),
    Rule("SPAN", "not for (another)? LENGTH", lambda length: DayRange(shifted(TODAY, length))),
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
    Rule(
        "SPAN", "in? the? (middle of | mid | halfway through) THE_SPAN", lambda span: Portion(span, Shade.MID)
    ),
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
    Rule("SPAN", "(midweek | mid week)", constant(Portion(Week(0), Shade.MID))),
    Rule(
        "SPAN", "(at | towards)? the? (end | latter part) of THE_SPAN", lambda span: Portion(span, Shade.LATE)
    ),
    Rule("SPAN", "(late | later) (on | in | on in)? THE_SPAN", lambda span: Portion(span, Shade.LATE)),
    Rule("SPAN", "the? (first half | front half) of THE_SPAN", lambda span: Portion(span, Shade.FIRST_HALF)),
    Rule(
        "SPAN",
        "the? (second half | last half | back half) of THE_SPAN",
        lambda span: Portion(span, Shade.SECOND_HALF),
    ),
    Rule("SPAN", "the? (rest | remainder | balance) of THE_SPAN", same),
    Rule(
        "SPAN",
        "(any | some | a | every | each | which) day (is fine)? (on | in | of)? (WEEK | MONTH_SPAN)",
        lambda a, b: a or b,
    ),
    Rule("SPAN", "the? ORDINAL week (of | in) THE_SPAN", nth_week),
    Rule("SPAN", "the? last week (of | in) THE_SPAN", lambda span: nth_week(None, span)),
    Rule("SPAN", "(in | into) the new year", constant(DayRange(after=_NEW_YEAR))),
    Rule(
        "SPAN",
        "(early in | at? the (start | beginning) of) the new year",
        constant(Portion(Month(1), Shade.EARLY)),
    ),
    Rule("SPAN", "the? ORDINAL week (of | in) the new year", lambda nth: nth_week(nth, Month(1))),
    Rule("SPAN", "the? first DAYS of THE_SPAN", lambda _, span: Portion(span, Shade.EARLY)),
    Rule("SPAN", "the? last DAYS of THE_SPAN", lambda _, span: Portion(span, Shade.LATE)),
    Rule(
        "SPAN",
        "(any | a | on | on a | on any | every)? (weekday | weekdays | week day | week days | workday |"
        " workdays | working day)",
        constant(Among((0, 1, 2, 3, 4))),
    ),
    Rule("SPAN", "during the week", constant(Among((0, 1, 2, 3, 4)))),
    Rule("SPAN", "on? weekends", constant(Among((5, 6)))),
    Rule("SPAN", "one day (on | in | of)? (WEEK | MONTH_SPAN)", lambda a, b: a or b),
    Rule("SPAN", "one ANY_WEEKDAY (in | of) MONTH_SPAN", lambda weekday, month: Among((weekday,), month)),
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
