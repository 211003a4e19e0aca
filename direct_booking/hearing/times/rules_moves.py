"""How callers say that something is moved: what it is moved from is no wish, where to is.

Times are in ``rules_whens.py``; which booking is moved is for the dialogue to say.
"""

from direct_booking.hearing.spoken import ClockRange, Shifted, Weekday, When
from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.pieces import Moved
from direct_booking.hearing.times.rules_whens import BOOKED

_MOVE = "(move | change | switch | reschedule | push | bring | shift | postpone | rebook | swap)"
_OUR = "(my | the | our | that | this)"
_IT = f"(it | that | this | mine | them | me)? (my | the | our)? {BOOKED}?"
_BOOK = (
    "(book | schedule | make | do | take | set up | give me | get me | rebook | put me down for)"
    " (it | me | one | another one)? (for | a)?"
)


def _moved_away(source: When) -> Moved | None:
    """ "Change the two to four" is no stretch that is moved."""
    return None if isinstance(source.hours, ClockRange) else Moved(None, source)


MOVES = (
    Rule("TARGET", "(NUMBER | WHEN)", lambda number, when: number or when),
    # By itself: within a longer pattern each of its many wordings would stand with each of the others'.
    Rule("BOOKED_ANEW", f"{_BOOK} TARGET", lambda target: target),
    Rule("MOVE", f"({_MOVE} | make) {_IT} to TARGET", Moved),
    Rule("MOVE", f"(reschedule | postpone | rebook) {_IT} for TARGET", Moved),
    Rule("MOVE", f"{_MOVE} {_IT} from TARGET to TARGET", lambda source, target: Moved(target, source)),
    Rule("MOVE", "from WHEN to WHEN", lambda source, target: Moved(target, source)),
    Rule("MOVE", f"{_MOVE} (my | our) NUMBER to TARGET", lambda source, target: Moved(target, source)),
    Rule(
        "MOVE",
        "not (this)? ANY_WEEKDAY (but)? the (next | following | one after) (one | week | that)?",
        lambda weekday: Moved(When(Shifted(Weekday(weekday), 7))),
    ),
    Rule("MOVE", "not WHEN to WHEN", lambda _, when: Moved(when)),
    Rule(
        "MOVE",
        f"{_MOVE} {_OUR}? {BOOKED}? WHEN {BOOKED}? (to | until) TARGET",
        lambda source, target: Moved(target, source),
    ),
    Rule(
        "MOVE",
        f"cancel {_OUR}? {BOOKED}? WHEN {BOOKED}? and then? BOOKED_ANEW",
        lambda source, target: Moved(target, source),
    ),
    # "Move my Wednesday appointment": where to is still to be said.
    Rule("MOVE", f"{_MOVE} {_OUR} WHEN {BOOKED}?", _moved_away),
    Rule("MOVE", f"{_MOVE} WHEN {BOOKED}", _moved_away),
)
