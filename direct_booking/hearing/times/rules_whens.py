"""How a day and a time of the day are said together, and what joins and corrects several of them.

Days alone are in ``rules_days.py``, times of the day in ``rules_hours.py``, what is left out in
``rules_remarks.py``, moves from one time to another in ``rules_moves.py``.
"""

from direct_booking.hearing.spoken import (
    Among,
    Clock,
    Day,
    DaysAhead,
    Hours,
    MonthDay,
    PartOfDay,
    Relative,
    Shade,
    Shifted,
    Week,
    Weekday,
    Weekend,
    When,
)
from direct_booking.hearing.times.clocks import Readings, clock, clock_range
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.pieces import Mark, Only, Several, joined
from direct_booking.hearing.times.rules_days import TODAY, shifted
from direct_booking.hearing.times.rules_numbers import constant, same
from direct_booking.hearing.times.rules_offers import ordinal_or_day
from direct_booking.hearing.times.rules_stretches import nth_week


def _join(*whens: When | None) -> When | None:
    whole = whens[0]
    for when in whens[1:]:
        whole = joined(whole, when)
    return whole


def _day(day: Day) -> When:
    return When(day)


def _range(first: Clock, last: Clock) -> When | None:
    span = clock_range(first, last)
    return span and When(None, span)


def _hours(hours: Hours) -> When:
    return When(None, hours)


def _tonight(time: Hours | Readings) -> When | None:
    """ "Tonight at nine", "tonight at twelve": the day ends in between."""
    return joined(When(TODAY, PartOfDay("night")), When(None, time))


def _number(hour: int | None, hhmm: tuple[int, int] | None) -> When | None:
    time = clock(hour) if hhmm is None else clock(*hhmm)
    return time and When(None, time)


def _either(*days: Day) -> Several:
    return Several(tuple(When(day) for day in days))


def _and_its_half(hour: int, later: Clock) -> Several | None:
    """ "Ten, ten thirty": two times, where both are of one hour."""
    if not isinstance(later, Clock) or later.hour != hour or later.minute not in (15, 30, 45):
        return None
    return Several((When(None, clock(hour)), When(None, later)))


def _weeks(span: Day | None, *nths: int) -> Several | None:
    weeks = [nth_week(nth, span) for nth in nths]
    return _either(*weeks) if all(weeks) else None


def _this_or_next(weekday: int) -> Several:
    return _either(Weekday(weekday), Shifted(Weekday(weekday), 7))


def _all_joined(several: Several, bit: When) -> Several | None:
    whens = tuple(joined(when, bit) for when in several.whens)
    return Several(whens) if all(whens) else None


def _alone(when: When | None) -> Only | None:
    return when and Only(when)


def _of_day(shade: Shade) -> PartOfDay:
    """ "Early on Tuesday" is its morning, "late on Tuesday" its end."""
    name = {Shade.EARLY: "morning", Shade.LATE: "end_of_day"}.get(shade, "lunchtime")
    return PartOfDay(name, shade if shade is Shade.EARLY else None)


def _heard_number(hour: int, minute: int) -> When | None:
    return When(None, clock(hour, minute)) if minute > 12 else None


TONIGHT = When(DaysAhead(0), PartOfDay("evening"))

BOOKED = "(appointment | appt | booking | meeting | reservation | slot | call | one)"
_OFFERED = "(ones | slots | times | openings | appointments | options | days)"
_WHETHER = (
    "(if (i | we | you) (couldn't | can't | could not) | (couldn't | can't) (we | you | i)"
    " | why don't (we | i | you))"
)

WHENS = (
    Rule("BIT", "DAY", _day),
    Rule("BIT", "HOURS", _hours),
    Rule("BIT", "this PART_OF_DAY", lambda part: When(DaysAhead(0), part)),
    Rule("BIT", "(EARLY | later)? this PART", lambda shade, part: When(DaysAhead(0), PartOfDay(part, shade))),
    Rule("BIT", "(tonight | tonite)", constant(TONIGHT)),
    # "Earlier on Tuesday" is said of an offer, "early on Tuesday" is not.
    Rule("SHADE", "early", constant(Shade.EARLY)),
    Rule("SHADE", "late", constant(Shade.LATE)),
    # "Early on Tuesday", "late Tuesday afternoon".
    Rule("BIT", "SHADE on? POINT", lambda shade, day: When(day, _of_day(shade))),
    Rule(
        "BIT",
        "SHADE on? POINT (in the)? PART",
        lambda shade, day, part: When(day, PartOfDay(part, shade)),
    ),
    Rule("BIT", "POINT SHADE", lambda day, shade: When(day, _of_day(shade))),
    Rule("BIT", "(later | later on) (today | in today | on today)", constant(When(DaysAhead(0)))),
    Rule("BIT", "tonight at? SAID", lambda c: _tonight(c)),
    Rule("BIT", "tonight TIME_AROUND", lambda c: _tonight(c)),
    Rule("BIT", "SAID tonight", lambda c: _tonight(c)),
    Rule("BIT", "EARLY tonight", lambda shade: When(DaysAhead(0), PartOfDay("evening", shade))),
    Rule("BIT", "last night", constant(When(DaysAhead(-1), PartOfDay("night")))),
    Rule(
        "BIT",
        "(from | between) POINT (at | from)? END (and | to | till | until) END",
        lambda day, a, b: _join(When(day), _range(a, b)),
    ),
    Rule("NUMBER", "(HOUR | HHMM)", _number),
    Rule("NUMBER", "(the | a) (HOUR | HHMM)", _number),
    Rule(
        "BIT", "the? end of the? (TODAY | WEEKDAY_SAID)", lambda a, b: When(a or b, PartOfDay("end_of_day"))
    ),
    Rule(
        "BIT",
        "(from | between) END BIT (and | to | till | until) END",
        lambda a, bit, b: _join(_range(a, b), bit),
    ),
    Rule(
        "LINK",
        "(at | on | in | for | of | the | during | around | by | around at | in the | on the | sometime)",
        constant(True),
    ),
    Rule(
        "WHEN", "(the | a | an) BIT (one | ones | slot | option | appointment | opening | spot | time)", same
    ),
    Rule("WHEN", "the (one | ones | slot | option | appointment | spot | time) (on | at | in)? BIT", same),
    Rule(
        "WHEN",
        "one PART (in | of | on)? (WEEK | MONTH_SPAN)",
        lambda part, a, b: When(a or b, PartOfDay(part)),
    ),
    Rule(
        "WHEN",
        "(a | any | some | one) ANY_WEEKDAY PART (in | of) MONTH_SPAN",
        lambda weekday, part, month: When(Among((weekday,), month), PartOfDay(part)),
    ),
    Rule("WHEN", f"one of (the | your | those | these) BIT {_OFFERED}", same),
    Rule(
        "WHEN",
        "(is there | there's | there is | you have | have you got | you've got) nothing (on | in | for)? BIT",
        same,
    ),
    Rule("WHEN", "on? BIT", same),
    # "If we couldn't do Sunday at four" asks for it.
    Rule("WHEN", f"{_WHETHER} (do | make | try | have | come | come in)? on? BIT", same),
    Rule(
        "WHEN",
        f"{_WHETHER} (do | make | try | have | come | come in)? on? BIT LINK? BIT",
        lambda a, _, b: _join(a, b),
    ),
    Rule("WHEN", "(sometime | some time | any time | anytime) (on | in)? BIT", same),
    Rule(
        "WHEN",
        "(sometime | some time | any time | anytime) (on | in)? BIT LINK? BIT",
        lambda a, _, b: _join(a, b),
    ),
    Rule("WHEN", "BIT LINK? BIT", lambda a, _, b: _join(a, b)),
    Rule("WHEN", "BIT LINK? BIT LINK? BIT", lambda a, _, b, __, c: _join(a, b, c)),
    Rule("WHEN", "BIT NUMBER", lambda a, b: _join(a, b) if a.day is not None else None),
    Rule("WHEN", "BIT LINK? BIT NUMBER", lambda a, _, b, c: _join(_join(a, b), c)),
    Rule("WHEN", "NUMBER (on | this)? BIT", lambda a, b: _join(a, b) if b.day is not None else None),
    Rule("WHEN", "NUMBER (on | this)? BIT LINK? BIT", lambda a, b, _, c: _join(_join(a, c), b)),
)

SEVERALS = (
    # "Ten, ten thirty".
    Rule("SEVERAL", "at? HOUR CLOCK", _and_its_half),
    Rule(
        "SEVERAL",
        "the? ORDINAL or the? ORDINAL week (of | in) THE_SPAN",
        lambda first, second, span: _weeks(span, first, second),
    ),
    Rule("SEVERAL", "this week or the? next (week)?", constant(_either(Week(0), Week(1)))),
    Rule("SEVERAL", "next week or the week after (that | next)?", constant(_either(Week(1), Week(2)))),
    Rule("SEVERAL", "(this | this coming)? WEEKDAY or the? next (one | week)?", _this_or_next),
    Rule("SEVERAL", "this or next WEEKDAY", _this_or_next),
    Rule("SEVERAL", "this or next week", constant(_either(Week(0), Week(1)))),
    Rule(
        "SEVERAL",
        "(this weekend or the? next (weekend)? | this or next weekend)",
        constant(_either(Weekend(Relative.THIS), Weekend(Relative.NEXT))),
    ),
)


# What is a time only where nothing but fillers stands around it.
ALONE = (
    Rule("ALONE", "(zero | oh | o)? HOUR hundred", lambda hour: _alone(_number(hour, None))),
    Rule("ALONE", "(HOUR | HHMM)", lambda h, hm: _alone(_number(h, hm))),
    Rule("ALONE", "SOUNDALIKE MINUTE", lambda hour, minute: _alone(_heard_number(hour, minute))),
    Rule("ALONE", "WEEKDAY_STUB", lambda weekday: Only(When(Weekday(weekday)))),
    Rule("ALONE", "ORDINAL_WORD", lambda day: Only(ordinal_or_day(day) or When(MonthDay(day)))),
    Rule("ALONE", "not (at | for)? NUMBER", lambda when: Only(when, excluded=True)),
    # "A fortnight", "two weeks": when that is all the answer.
    Rule("ALONE", "DAYS", lambda length: Only(When(shifted(TODAY, length))) if length >= (7, 0) else None),
)

PIECES = (
    Rule("PIECE", "ASIDE", same),
    Rule("PIECE", "OPERATION", same),
    Rule("PIECE", "WHEN", same),
    Rule("PIECE", "SEVERAL", same),
    Rule("PIECE", "SEVERAL BIT", lambda several, bit: _all_joined(several, bit)),
    Rule("PIECE", "EXCLUSION", same),
    Rule("PIECE", "MOVE", same),
    Rule("PIECE", "ALONE", same),
    Rule(
        "PIECE",
        "(or | and | as well as | also | and also | or maybe | or perhaps | or even | or else | if not"
        " | otherwise | alternatively"
        " | failing that)",
        constant(Mark.OR),
    ),
    Rule(
        "PIECE",
        "(no | i mean | i meant | sorry | actually | or rather | rather | make that | wait | no wait |"
        " correction"
        " | or no | or actually | well no | on second thought | hang on | hold on | strike that | let me"
        " see | never mind"
        " | scratch that | i said | let's say | better | how about | what about | so (can | could |"
        " may | how | what))",
        constant(Mark.REPAIR),
    ),
)
