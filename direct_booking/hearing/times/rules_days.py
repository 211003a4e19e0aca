"""How days, weeks, months and stretches of days are said.

Dates and months are in ``rules_dates.py``, times of the day in ``rules_hours.py``; which dates they are is
for ``scheduling.days`` to say.
"""

from direct_booking.hearing.spoken import (
    Among,
    Day,
    DaysAhead,
    Holiday,
    OfferedDay,
    Relative,
    Shifted,
    Week,
    Weekday,
    WeekdayAfter,
    WeekdayBefore,
    WeekOf,
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
    if isinstance(day, OfferedDay) and not months:
        return OfferedDay(day.days + days)
    return Shifted(day, days, months)


_HOLIDAYS = tuple(
    Rule("HOLIDAY_NAME", words, constant(name)) for name, phrases in HOLIDAYS.items() for words in phrases
)


def _weekdays_ahead(count: int, every: int | None, weekday: int | None) -> Shifted:
    first = Weekday(weekday if every is None else every, Relative.COMING)
    return shifted(first, (7 * (count - 1), 0))


def _is_bare(day: Day) -> bool:
    """A weekday of which "two weeks Friday" can be said."""
    return isinstance(day, Weekday) and day.relative in (None, Relative.THIS, Relative.COMING)


def _in_that_week(day: Day, start: Day, length: tuple[int, int]) -> Day:
    """ "In a week on Thursday" counts from Thursday; "in three days on Friday" is the Friday of those"
    " days."""
    whole_weeks = length[0] % 7 == 0 and not length[1]
    if whole_weeks or not isinstance(day, Weekday):
        return shifted(day, length)
    return Among((day.weekday,), WeekOf(shifted(start, length)))


def _in_week(week: Day, weekday: int) -> Week | Among | None:
    if isinstance(week, WeekOf):
        return Among((weekday,), week)
    return Week(week.weeks_ahead, weekday) if isinstance(week, Week) and week.weekday is None else None


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
    Rule("WEEKDAY_SAID", "the? WEEKDAY coming", lambda weekday: Weekday(weekday, Relative.COMING)),
    Rule("WEEKDAY_SAID", "on? WEEKDAYS", lambda weekday: Weekday(weekday, Relative.EVERY)),
    Rule(
        "WEEKDAY_SAID", "the? ANY_WEEKDAY after next", lambda weekday: Weekday(weekday, Relative.AFTER_NEXT)
    ),
    Rule(
        "POINT",
        "the? ANY_WEEKDAY (after | following) (ANCHOR | WEEK)",
        lambda weekday, day, week: WeekdayAfter(weekday, day or week),
    ),
    Rule(
        "POINT",
        "the? ANY_WEEKDAY (before | preceding) (ANCHOR | WEEK)",
        lambda weekday, day, week: WeekdayBefore(weekday, day or week),
    ),
    Rule("POINT", "the ANY_WEEKDAY after (that)?", lambda weekday: WeekdayAfter(weekday, OfferedDay(0))),
    Rule("POINT", "the ANY_WEEKDAY before (that)?", lambda weekday: WeekdayBefore(weekday, OfferedDay(0))),
    # "Two Tuesdays from now", "the second Tuesday from today".
    Rule("POINT", "COUNT (WEEKDAYS | ANY_WEEKDAY) from (now | today)", _weekdays_ahead),
    Rule("TODAY", "(today | todays | this day | this very day)", constant(TODAY)),
    Rule("TODAY", "(tomorrow | tomorrows | tmrw | tomorow | tommorow | tommorrow)", constant(DaysAhead(1))),
    Rule("TODAY", "yesterday", constant(DaysAhead(-1))),
    Rule("TODAY", "(the | a)? day after tomorrow", constant(DaysAhead(2))),
    Rule("TODAY", "(the | a)? day after today", constant(DaysAhead(1))),
    Rule("TODAY", "the? day before yesterday", constant(DaysAhead(-2))),
    Rule(
        "ANCHOR",
        "(TODAY | WEEKDAY_SAID | DATE | HOLIDAY | NTH_DAY)",
        lambda *v: next(x for x in v if x is not None),
    ),
    Rule("POINT", "ANCHOR", same),
    Rule("POINT", "in (just | only)? LENGTH time?", lambda length: shifted(TODAY, length)),
    Rule(
        "POINT",
        "in? LENGTH (away | on)? from (now | today | right now)",
        lambda length: shifted(TODAY, length),
    ),
    Rule("POINT", "LENGTH out (from (now | today))?", lambda length: shifted(TODAY, length)),
    Rule("POINT", "in another DAYS", lambda length: shifted(TODAY, length)),
    Rule("POINT", "in another week", constant(DaysAhead(7))),
    Rule("POINT", "in another month", constant(DaysAhead(0, 1))),
    Rule("POINT", "LENGTH hence", lambda length: shifted(TODAY, length)),
    Rule("POINT", "LENGTH (later | after that)", lambda length: shifted(OfferedDay(0), length)),
    Rule("POINT", "LENGTH (earlier | before that)", lambda length: shifted(OfferedDay(0), length, -1)),
    # "come in a week from Thursday"
    Rule("POINT", "in? LENGTH (from | after) on? ANCHOR", lambda length, day: shifted(day, length)),
    Rule("POINT", "in? LENGTH on ANCHOR", lambda length, day: _in_that_week(day, TODAY, length)),
    Rule(
        "POINT",
        "LENGTH (from | after) ANCHOR on ANY_WEEKDAY",
        lambda length, day, weekday: Among((weekday,), WeekOf(shifted(day, length))),
    ),
    Rule("POINT", "WEEKS WEEKDAY_SAID", lambda length, day: shifted(day, length) if _is_bare(day) else None),
    Rule("POINT", "(WEEKS | a week) today", lambda length: shifted(TODAY, length or (7, 0))),
    Rule("POINT", "(WEEKS | a week) tomorrow", lambda length: shifted(DaysAhead(1), length or (7, 0))),
    Rule("WEEKS", "COUNT (weeks | week)", lambda n: (7 * n, 0)),
    Rule("POINT", "LENGTH before ANCHOR", lambda length, day: shifted(day, length, -1)),
    Rule("POINT", "LENGTH ago", lambda length: shifted(TODAY, length, -1)),
    Rule("POINT", "(the | a)? day (after | following) ANCHOR", lambda day: shifted(day, (1, 0))),
    Rule("POINT", "(the | a)? day before ANCHOR", lambda day: shifted(day, (-1, 0))),
    Rule(
        "POINT",
        "ANCHOR week",
        lambda day: shifted(day, (7, 0)) if isinstance(day, Weekday | DaysAhead) else None,
    ),
    Rule("POINT", "ANCHOR fortnight", lambda day: shifted(day, (14, 0))),
    Rule("POINT", "ANCHOR (in LENGTH time? | LENGTH from now)", lambda day, a, b: shifted(day, a or b)),
    Rule("POINT", "ANY_WEEKDAY (of | in | on)? the? WEEK", lambda weekday, week: _in_week(week, weekday)),
    Rule("POINT", "WEEK (on | the)? ANY_WEEKDAY", lambda week, weekday: _in_week(week, weekday)),
    Rule("POINT", "the (next | following) day", constant(OfferedDay(1))),
    Rule("POINT", "the day after", constant(OfferedDay(1))),
    Rule("POINT", "the day before", constant(OfferedDay(-1))),
    Rule("POINT", "(that | the same | same | that same | that very) day", constant(OfferedDay(0))),
    Rule("POINT", "the day (after | following) that", constant(OfferedDay(1))),
    Rule("POINT", "the day before that", constant(OfferedDay(-1))),
    Rule("POINT", "that ANY_WEEKDAY", Weekday),
)
