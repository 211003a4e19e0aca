"""How clock times, stretches of the clock and parts of the day are said.

Days are in ``rules_days.py``; a day with a time of the day is in ``rules_whens.py``. Opening hours are not known
here: an hour said without its half stays without it.
"""

from dataclasses import dataclass, replace

from direct_booking.hearing.spoken import Clock, ClockRange, Half, Hours, MinutesAhead, PartOfDay, Shade
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.rules_numbers import constant, same
from direct_booking.vocabulary.dates import NIGHT_AFTER_MIDNIGHT_HOURS, PART_HALVES


@dataclass(frozen=True)
class Readings:
    """Values that the same words can have, likeliest first."""

    values: tuple


def _each(make):
    """Let a constructor of one clock work on every reading of it."""

    def made(value, *more):
        if isinstance(value, Readings):
            values = tuple(made for one in value.values if (made := make(one, *more)) is not None)
            return Readings(values) if values else None
        return make(value, *more)

    return made


def clock(hour: int, minute: int = 0) -> Clock | None:
    """A clock time as said; 24 is midnight, an hour after 12 leaves nothing open."""
    if hour == 24:
        return Clock(0, minute, Half.AM)
    if hour > 24 or minute > 59:
        return None
    return Clock(hour, minute, Half.PM if hour > 12 else Half.AM if hour == 0 else None)


def with_half(time: Hours, half: Half) -> Hours | None:
    """A clock time or a range of them in this half of the day; None when it is in the other."""
    if isinstance(time, ClockRange):
        return clock_range(time.first, with_half(time.last, half)) if time.last else None
    if time.hour == 0 or time.hour > 12:  # "18:45 PM" says it twice; "13 am" is no time
        return time if time.half is half else None
    return replace(time, half=half)


def in_part(time: Hours, part: str) -> Hours | None:
    """A clock time in a part of the day: "four in the evening" is 16:00, "twelve at night" 0:00.

    None when there is no such hour in it.
    """
    if isinstance(time, ClockRange):
        return ClockRange(time.first and in_part(time.first, part), time.last and in_part(time.last, part))
    if time.half is not None:
        return time
    if part == "night" and time.hour in NIGHT_AFTER_MIDNIGHT_HOURS:
        return replace(time, half=Half.AM)
    if part == "evening" and time.hour == 12:
        return replace(time, half=Half.AM)
    return replace(time, half=Half(PART_HALVES[part]))


def before_hour(minutes: int, hour: Clock) -> Clock | None:
    """So many minutes before a full hour."""
    if not 0 < minutes < 60 or hour.minute:
        return None
    if hour.half is None:
        return clock((hour.hour - 2) % 12 + 1, 60 - minutes)
    total = (_minute(hour) - minutes) % 1440
    return _from_minute(total)


def after_hour(minutes: int, hour: Clock) -> Clock | None:
    """So many minutes after a full hour."""
    return replace(hour, minute=minutes) if 0 < minutes < 60 and not hour.minute else None


def clock_range(first: Clock | None, last: Clock | None) -> ClockRange | None:
    """A range; a half said only with its end is its beginning's too when that comes before."""
    if first and last and first.half is None and last.half is not None and 1 <= first.hour <= 12:
        shared = replace(first, half=last.half)
        if _minute(shared) < _minute(last):
            first = shared
        elif last.half is Half.PM:
            first = replace(first, half=Half.AM)
    if first and last and first.half and last.half and _minute(first) >= _minute(last):
        return None
    return ClockRange(first, last)


def to_or_range(minutes: int, hour: Clock):
    """ "ten to eleven": ten minutes before it, or from ten to eleven; "two to four" only the latter."""
    span = clock_range(clock(minutes), hour) if minutes <= 12 and not hour.minute else None
    before = before_hour(minutes, hour) if minutes in (5, 10, 15, 20, 25, 30) else None
    values = tuple(value for value in (before, span) if value is not None)
    return Readings(values) if len(values) > 1 else values[0] if values else None


def around(time: Hours) -> Hours | None:
    """The same clock time, but not to the minute."""
    return replace(time, around=True) if isinstance(time, Clock) else None


def _minute(time: Clock) -> int:
    """Minute of the day of a clock time whose half is known."""
    hour = time.hour if time.hour == 0 or time.hour > 12 else time.hour % 12 + 12 * (time.half is Half.PM)
    return hour * 60 + time.minute


def _from_minute(minute: int) -> Clock:
    hour, rest = divmod(minute, 60)
    return Clock(hour % 12 or 12, rest, Half.PM if hour >= 12 else Half.AM)


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
    Rule("CLOCK", "a? quarter (to | of | till | til | before | too) FULL_HOUR", lambda hour: before_hour(15, hour)),
    Rule("CLOCK", "N (past | after) FULL_HOUR", after_hour),
    Rule("CLOCK", "N (minutes | minute | mins | min) (past | after) FULL_HOUR", after_hour),
    Rule("CLOCK", "N (minutes | minute | mins | min) (to | before | till | of) FULL_HOUR", before_hour),
    Rule("CLOCK", "N (to | till | til) FULL_HOUR", to_or_range),
    Rule("CLOCK", "HOUR hundred hours", clock),
    Rule("CLOCK", "HOUR hundred (and N)? HALF", lambda hour, n, half: with_half(clock(hour, n or 0), half)),
    Rule("SAID", "(HOUR | HHMM | CLOCK)", lambda h, hm, c: c or (clock(h) if hm is None else clock(*hm))),
    Rule("IN_PART", "(in | at | during | of)? the? PART time?", same),
    Rule("TIME", "CLOCK", same),
    Rule("TIME", "SAID HALF", _each(with_half)),
    Rule("TIME", "SOUNDALIKE MINUTE? HALF", lambda h, m, half: _heard_as(h, m, half)),
    Rule("TIME", "SAID HALF? IN_PART", _each(lambda c, half, part: _in_part_or_half(c, half, part))),
    Rule("TIME", "IN_PART (at | around | about | by | from)? SAID HALF?",
         lambda part, said, half: _each(lambda c: _in_part_or_half(c, half, part))(said)),
    Rule("TIME", "SAID HALF? WORD? WORD? WORD? (daylight | summer) time",
         lambda c, half, *_: _of_season(c, half, True)),
    Rule("TIME", "SAID HALF? WORD? WORD? WORD? (standard | winter) time",
         lambda c, half, *_: _of_season(c, half, False)),
    Rule("TIME", "TIME_AROUND", same),
    Rule("TIME_AROUND", "(around | about | approximately | roughly | circa | say | near) CLOCK_WITH_HALF",
         lambda c: around(c)),
    Rule("TIME_AROUND", "CLOCK_WITH_HALF (ish | approximately | roughly | or so | or thereabouts | or around then)",
         lambda c: around(c)),
    Rule("CLOCK_WITH_HALF", "SAID HALF?", lambda c, half: c if half is None else _each(with_half)(c, half)),
    Rule("CLOCK_WITH_HALF", "SAID IN_PART", _each(in_part)),
)  # fmt: skip

_TILL = "(to | till | til | until | through | and)"

RANGES = (
    Rule("END", "TIME", lambda c: c if isinstance(c, Clock) else None),
    Rule("END", "SAID", lambda c: c if isinstance(c, Clock) else None),
    Rule("RANGE", f"(from | between) (the hours of)? END {_TILL} END", clock_range),
    Rule("RANGE", "SAID HALF? IN_PART? (to | till | til | until | through) TIME",
         lambda a, half, part, b: _bare_range(a, half, part, b)),
    Rule("RANGE", "HOUR (to | till | til | until | through) HOUR", lambda a, b: to_or_range(a, clock(b))),
    Rule("RANGE", "(from | starting | starting at | starting from) END (on | onward | onwards)",
         lambda c: clock_range(c, None)),
    Rule("RANGE", "(any time | anytime | free | available | starting | starting at | starting from) from? END",
         lambda c: clock_range(c, None)),
    Rule("RANGE", "from TIME", lambda c: clock_range(c, None) if isinstance(c, Clock) else None),
    Rule("RANGE", "(any time | anytime | sometime)? (after | past) (at | around | about)? END",
         lambda c: clock_range(c, None)),
    Rule("RANGE", "(no | not any) earlier than END", lambda c: clock_range(c, None)),
    Rule("RANGE", "(not | nothing | never) before END", lambda c: clock_range(c, None)),
    Rule("RANGE", "later than END", lambda c: clock_range(c, None)),
    Rule("RANGE", "at? END (or | and) (later | after | onwards | onward | beyond | past)",
         lambda c: clock_range(c, None)),
    Rule("RANGE", "at? END (onwards | onward | at the earliest)", lambda c: clock_range(c, None)),
    Rule("RANGE", "(any time | anytime | sometime)? (before | until | till | til | by | up to) END",
         lambda c: clock_range(None, c)),
    Rule("RANGE", "(no | not any) later than END", lambda c: clock_range(None, c)),
    Rule("RANGE", "(not | nothing | never) after END", lambda c: clock_range(None, c)),
    Rule("RANGE", "earlier than END", lambda c: clock_range(None, c)),
    Rule("RANGE", "at? END (or | and) (earlier | before | sooner)", lambda c: clock_range(None, c)),
    Rule("RANGE", "END at the latest", lambda c: clock_range(None, c)),
)  # fmt: skip

PARTS = (
    Rule("EARLY", "(early | earlier)", constant(Shade.EARLY)),
    Rule("EARLY", "(mid | middle of the)", constant(Shade.MID)),
    Rule("EARLY", "(late | later)", constant(Shade.LATE)),
    Rule("PART_OF_DAY", "EARLY? (in | on)? the? PART time?", lambda shade, part: _part(part, shade)),
    Rule("PART_OF_DAY", "the? EARLY (part of the)? PART", lambda shade, part: _part(part, shade)),
    Rule("PART_OF_DAY", "the early hours of the morning", constant(_part("morning", Shade.EARLY))),
    Rule("PART_OF_DAY", "PART time?", _part),
    Rule("PART_OF_DAY", "first thing (in the morning)?", constant(_part("first_thing"))),
    Rule("PART_OF_DAY", "(bright and early | start of the day | start of business | beginning of the day)",
         constant(_part("first_thing"))),
    Rule("PART_OF_DAY", "early (in | on in) the day", constant(_part("morning"))),
    Rule("PART_OF_DAY", "(late | later on) in the day", constant(_part("end_of_day"))),
    Rule("PART_OF_DAY", "the? end of the? (work | working | business)? day", constant(_part("end_of_day"))),
    Rule("PART_OF_DAY", "close of business", constant(_part("end_of_day"))),
    Rule("PART_OF_DAY", "(over | at | around | during | about)? the? (lunch | lunchtime) (time | hour | break)?",
         constant(_part("lunchtime"))),
    Rule("PART_OF_DAY", "(lunch time | noon time | around midday | midday ish)", constant(_part("lunchtime"))),
    Rule("PART_OF_DAY", "after my? lunch", constant(_part("after_lunch"))),
    Rule("PART_OF_DAY", "before my? lunch", constant(_part("before_lunch"))),
    Rule("PART_OF_DAY", "after (i get off)? (work | school)", constant(_part("after_work"))),
    Rule("PART_OF_DAY", "before (i go to)? (work | school)", constant(_part("before_work"))),
    Rule("AHEAD", "(in | within) MINUTES time?", MinutesAhead),
    Rule("AHEAD", "MINUTES from now", MinutesAhead),
)  # fmt: skip

HOURS = (
    Rule("HOURS", "RANGE", same),
    Rule("HOURS", "at? TIME", same),
    Rule("HOURS", "for TIME", same),
    Rule("HOURS", "at (HOUR | HHMM)", lambda h, hm: clock(h) if hm is None else clock(*hm)),
    Rule("HOURS", "at SOUNDALIKE MINUTE?", lambda h, minute: clock(h, minute or 0)),
    Rule("HOURS", "PART_OF_DAY", same),
    Rule("HOURS", "(in | during | for | over) PART_OF_DAY", same),
    Rule("HOURS", "AHEAD", same),
    Rule("HOURS", "the (HOUR | CLOCK) (o'clock | oclock)? (one | slot | appointment | spot | time)",
         lambda hour, said: said or clock(hour)),
)  # fmt: skip


def _in_part_or_half(time: Hours, half: Half | None, part: str) -> Hours | None:
    """ "in the morning at 11 AM" says the half twice."""
    return in_part(time, part) if half is None else with_half(time, half)


def _of_season(time: Hours, half: Half | None, daylight: bool) -> Clock | None:
    """ "1:30 AM Eastern standard time": which of two, when a clock change repeats it."""
    if not isinstance(time, Clock):
        return None
    time = time if half is None else with_half(time, half)
    return time and replace(time, daylight=daylight)


def _heard_as(hour: int, minute: int | None, half: Half) -> Clock | None:
    """ "for pm" is four, "to thirty pm" two thirty; but "to ten pm" is about ten."""
    if minute is not None and minute <= 12:
        return None
    return with_half(clock(hour, minute or 0), half)


def _bare_range(first: Clock, half: Half | None, part: str | None, last: Hours) -> Hours | Readings | None:
    """A range without "from": "nine thirty to eleven", "3 in the morning until 5 pm"."""
    if not isinstance(first, Clock) or not isinstance(last, Clock):
        return None
    if half is None and part is None and not first.minute:
        return to_or_range(first.hour, last)
    if half is not None:
        first = with_half(first, half)
    elif part is not None:
        first = in_part(first, part)
    return first and clock_range(first, last)
