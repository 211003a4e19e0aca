"""How stretches of the clock are said: "two to four", "after nine but before eleven", "four at the latest".

Clock times and parts of the day are in ``rules_hours.py``, stretches of days in ``rules_stretches.py``.
"""

from direct_booking.hearing.spoken import Clock, ClockRange
from direct_booking.hearing.times.clocks import (
    bare_range,
    clock,
    clock_range,
    in_part,
    plain,
    to_or_range,
)
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.rules_numbers import same


def _since(first: Clock) -> ClockRange:
    return ClockRange(first, None)


def _until(last: Clock) -> ClockRange:
    return ClockRange(None, last)


_TO = "(to | till | til | until | untill | through | thru | up to)"
_TILL = "(to | till | til | until | up to | through | and | dash | untill | up until)"

RANGES = (
    Rule("END", "TIME", lambda c: c if isinstance(c, Clock) else None),
    Rule("END", "SAID", lambda c: c if isinstance(c, Clock) else None),
    Rule(
        "RANGE",
        f"(any time | anytime | sometime | somewhere | in)? (from | between) (the hours of)? END {_TILL} END",
        clock_range,
    ),
    Rule(
        "RANGE",
        f"(any time | anytime | sometime | somewhere | in)? (from | between) (the hours of)? END {_TILL}"
        " END IN_PART",
        lambda first, last, part: in_part(clock_range(first, last), part),
    ),
    Rule("RANGE", f"SAID HALF? IN_PART? {_TO} TIME", bare_range),
    Rule("RANGE", f"HOUR {_TO} HOUR", lambda a, b: to_or_range(a, clock(b))),
    # A stroke between figures, or an hour that is told loosely, is no count of minutes.
    Rule(
        "RANGE",
        "FIGURES HALF? dash (FIGURES | TIME)",
        lambda a, half, b, time: clock_range(plain(a, half), plain(b or time, None)),
    ),
    Rule("FIGURES", "(HOUR | HH_MM)", lambda hour, said: clock(hour) if said is None else clock(*said)),
    Rule("RANGE", f"TIME_AROUND {_TO} END", clock_range),
    # "After nine but before eleven", "ten at the earliest and noon at the latest".
    Rule("RANGE", "SINCE (but | and | but also)? UNTIL", lambda a, b: clock_range(a.first, b.last)),
    Rule("RANGE", "UNTIL (but | and | but also)? SINCE", lambda b, a: clock_range(a.first, b.last)),
    Rule("RANGE", "SINCE", same),
    Rule("RANGE", "UNTIL", same),
    Rule(
        "SINCE", "(from | starting | starting at | starting from | as of) END (on | onward | onwards)", _since
    ),
    Rule(
        "SINCE",
        "(any time | anytime | free | available | starting | starting at | starting from | as of) from? END",
        _since,
    ),
    Rule("SINCE", "(i | we) work (until | till | til) END (so after that)?", _since),
    Rule(
        "SINCE",
        "(i'm | i am) (at work | working | busy | tied up) (until | till | til) END so after that",
        _since,
    ),
    Rule("SINCE", "(i | we) (get off | finish | am done | get out of | get out) work? at END", _since),
    Rule(
        "SINCE",
        "(i | we) (don't | dont | do not | won't | wont | can't | cant | cannot)"
        " (finish | get off | get out | get home | get there | be there | be done | be free | come | come in"
        " | make it | leave) work? (until | till | til) (after)? END",
        _since,
    ),
    Rule(
        "SINCE",
        "(my | our | the) (meeting | class | shift | work | lunch | school | appointment | last meeting)"
        " (ends | finishes | is over | gets out | lets out | is done) (at | around)? END",
        _since,
    ),
    Rule("SINCE", "(i'm | i am | we're) (off | off work | done | out) at END", _since),
    Rule("SINCE", "(i | we) (can | could) (be | get | make it) (there | here | in)? by END", _since),
    Rule("SINCE", "from TIME", lambda c: _since(c) if isinstance(c, Clock) else None),
    Rule(
        "SINCE",
        "(any time | anytime | sometime | some time | only | just | shortly | right | a little | a bit)?"
        " (after | past | later than) (at | around | about)? END",
        _since,
    ),
    Rule("SINCE", "(no | not any | not | nothing) (earlier | sooner) than END", _since),
    Rule("SINCE", "(not | nothing | never | any time but not | anytime but not) before END", _since),
    Rule("SINCE", "not (until | till | til) after? END", _since),
    Rule(
        "SINCE",
        "at? END (or | and) (later | after | onwards | onward | beyond | past | up | afterwards)",
        _since,
    ),
    Rule("SINCE", "at? END (onwards | onward | at the earliest | at the soonest | earliest)", _since),
    Rule("SINCE", "at? END the (earliest | soonest)", _since),
    Rule("SINCE", "(at the earliest | the earliest is | earliest) END", _since),
    Rule(
        "UNTIL",
        "(any time | anytime | sometime | some time | only | just | shortly | right | a little | a bit)?"
        " (before | until | till | til | by | up to | up until | prior to | earlier than | sooner than)"
        " (at | around | about)? END",
        _until,
    ),
    Rule(
        "UNTIL",
        "(i | we) (have to | need to | must | should) (leave | go | be gone | be done | be out)"
        " (by | at | before) END",
        _until,
    ),
    Rule("UNTIL", "(i | we) (start | begin) (work | school | class | my shift) at END", _until),
    Rule("UNTIL", "(no | not any | not | nothing) later than END", _until),
    Rule("UNTIL", "(not | nothing | never | any time but not | anytime but not) (after | past) END", _until),
    Rule("UNTIL", "at? END (or | and) (earlier | before | sooner)", _until),
    Rule(
        "UNTIL",
        "(by | before)? END (at the latest | the latest | latest | tops | at the very latest)",
        _until,
    ),
    Rule("UNTIL", "(at the latest | latest) END", _until),
)
