"""How dates and months are said: "the third of March", "Friday the 17th", "the last Monday of May".

Weekdays, weeks and stretches of days are in ``rules_days.py``; the dates are worked out in
``scheduling.days``.
"""

from direct_booking.hearing.spoken import Day, Month, MonthDay, NthDay
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.rules_numbers import constant, only, same


def _month_day(day: int, month: int, year: int | None = None) -> MonthDay:
    """Also "November 31st": that no calendar has it is found out, and said, where dates are worked out."""
    return MonthDay(day, month, year)


def _with_weekday(weekday: int, date: Day) -> MonthDay | None:
    if not isinstance(date, MonthDay) or date.weekday is not None:
        return None
    return MonthDay(date.day, date.month, date.year, weekday, date.months_ahead)


def _slashed(date: tuple[int, int, int | None]) -> MonthDay:
    month, day, year = date
    return _month_day(day, month, year)


def _nth(nth: int | None, weekday: int | None, month: Month) -> NthDay | None:
    nth = -1 if nth is None else nth
    return (
        NthDay(nth, weekday, month.month, month.months_ahead, month.year) if nth <= 5 or not weekday else None
    )


DATES = (
    Rule("ANY_WEEKDAY", "(WEEKDAY | WEEKDAY_STUB)", lambda a, b: a if a is not None else b),
    Rule("ANY_MONTH", "(MONTH | MONTH_STUB)", lambda a, b: a or b),
    Rule("DAY_SAID", "the? ORDINAL day?", same),
    Rule("DAY_SAID", "the? (ORDINAL_WORD | ORDINAL_FIGURES)", lambda a, b: only(32, 99)(a or b)),
    Rule(
        "DAY_SAID",
        "the? TENS ORDINAL_FIGURES",
        lambda tens, day: only(21, 99)(tens + day) if day < 10 else None,
    ),
    Rule("DAY_SAID", "the? TENS SOUNDALIKE", lambda tens, day: only(21, 31)(tens + day)),
    Rule("MONTH_DAY", "DAY_SAID (of | in)? ANY_MONTH", _month_day),
    Rule("MONTH_DAY", "DAY_SAID (of | in)? ANY_MONTH of? in? YEAR", _month_day),
    Rule("MONTH_DAY", "the? DAY_NUMBER of? ANY_MONTH", _month_day),
    Rule("MONTH_DAY", "the? DAY_NUMBER of? ANY_MONTH of? in? YEAR", _month_day),
    Rule("MONTH_DAY", "ANY_MONTH (DAY_SAID | DAY_NUMBER)", lambda m, o, n: _month_day(o or n, m)),
    Rule(
        "MONTH_DAY",
        "ANY_MONTH (DAY_SAID | DAY_NUMBER) of? in? YEAR",
        lambda m, o, n, y: _month_day(o or n, m, y),
    ),
    Rule("MONTH_DAY", "SLASHED", _slashed),
    Rule(
        "MONTH_DAY",
        "INT INT YEAR4",
        lambda m, d, y: _month_day(d, m, y) if 0 < m <= 12 and 0 < d <= 31 else None,
    ),
    Rule(
        "MONTH_DAY",
        "YEAR4 INT INT",
        lambda y, m, d: _month_day(d, m, y) if 0 < m <= 12 and 0 < d <= 31 else None,
    ),
    Rule(
        "MONTH_DAY",
        "DAY_SAID (of | in)? (this | the current | the same) month",
        lambda day: MonthDay(day, months_ahead=0),
    ),
    Rule(
        "MONTH_DAY",
        "DAY_SAID (of | in)? the? (next | following | coming) month",
        lambda day: MonthDay(day, months_ahead=1),
    ),
    Rule("MONTH_DAY", "DAY_SAID (of | in)? last month", lambda day: MonthDay(day, months_ahead=-1)),
    Rule("DATE", "MONTH_DAY", same),
    Rule("DATE", "next MONTH_DAY", same),
    Rule("DATE", "the (ORDINAL_WORD | ORDINAL_FIGURES)", lambda a, b: MonthDay(a or b) if a or b else None),
    Rule("DATE", "next? ORDINAL_FIGURES", lambda day: MonthDay(day) if 0 < day <= 31 else None),
    Rule("DATE", "the N", lambda day: MonthDay(day) if 12 < day <= 31 else None),
    Rule("DATE", "the TENS SOUNDALIKE", lambda tens, day: MonthDay(tens + day) if tens + day <= 31 else None),
    Rule("DATE", "the? first of the month", constant(MonthDay(1))),
    Rule("DATE", "the? ORDINAL of the month", MonthDay),
    Rule("MONTH_DAY", "ANY_MONTH the DAY_NUMBER", lambda month, day: _month_day(day, month)),
    Rule("MONTH_DAY", "MONTH won", lambda month: _month_day(1, month)),
    Rule("MONTH_DAY", "MONTH (too | tooth)", lambda month: _month_day(2, month)),
    Rule("MONTH_DAY", "MONTH ate", lambda month: _month_day(8, month)),
    Rule("DATE", "ANY_WEEKDAY MONTH_DAY", _with_weekday),
    Rule("DATE", "MONTH_DAY ANY_WEEKDAY", lambda date, weekday: _with_weekday(weekday, date)),
    Rule("DATE", "ANY_WEEKDAY the? ORDINAL", lambda weekday, day: MonthDay(day, weekday=weekday)),
    Rule("DATE", "ANY_WEEKDAY the DAY_NUMBER", lambda weekday, day: MonthDay(day, weekday=weekday)),
    Rule(
        "DATE",
        "ANY_WEEKDAY DAY_NUMBER",
        lambda weekday, day: MonthDay(day, weekday=weekday) if day > 12 else None,
    ),
    Rule(
        "DATE",
        "NAMED_MONTH (DAY_SAID | the DAY_NUMBER)",
        lambda m, a, b: MonthDay(a or b, m.month, m.year, None, m.months_ahead),
    ),
)

MONTHS = (
    Rule("NAMED_MONTH", "(this | current | the current | the) month", constant(Month(months_ahead=0))),
    Rule("NAMED_MONTH", "the? (next | following | coming | upcoming) month", constant(Month(months_ahead=1))),
    Rule("NAMED_MONTH", "last month", constant(Month(months_ahead=-1))),
    Rule("NAMED_MONTH", "the month after next", constant(Month(months_ahead=2))),
    Rule("NAMED_MONTH", "(next | this | this coming | coming | the month of) ANY_MONTH", Month),
    Rule("NAMED_MONTH", "ANY_MONTH after next", lambda month: Month(month, after_next=True)),
    Rule("MONTH_SPAN", "NAMED_MONTH", same),
    Rule("MONTH_SPAN", "ANY_MONTH YEAR", lambda month, year: Month(month, year=year)),
    Rule("MONTH_SPAN", "(in | during | for) ANY_MONTH", Month),
    Rule("MONTH_SPAN", "MONTH", Month),
    Rule("OF_MONTH", "(of | in) ANY_MONTH YEAR?", lambda month, year: Month(month, year=year)),
    Rule("OF_MONTH", "(of | in)? NAMED_MONTH", same),
    Rule("NTH_DAY", "the? ORDINAL ANY_WEEKDAY OF_MONTH", _nth),
    Rule("NTH_DAY", "the? last ANY_WEEKDAY OF_MONTH", lambda weekday, month: _nth(None, weekday, month)),
    Rule("NTH_DAY", "the? ORDINAL day OF_MONTH", lambda nth, month: _nth(nth, None, month)),
    Rule("NTH_DAY", "the? last day? OF_MONTH", lambda month: _nth(None, None, month)),
)
