"""A whole call, word by word, on the real model, while somebody else's calendar fails at one of its turns.

The ways to fail are in ``failing_elsewhere.py``. Used by ``calls/test_calls_while_failing.py`` and, for every
way and provider, by ``benchmarks/dialogue_faults.py``.
"""

from dataclasses import dataclass
from datetime import timedelta

from failing_elsewhere import Trial, Way, settle
from fixtures_elsewhere import OfficeElsewhere
from offices import CALLER, FALSE, TUESDAY_AT_THREE, TUESDAY_AT_TWO, check_truth, require

import actions.desk
from direct_booking.clock import monotonic_s
from direct_booking.scheduling.availability import Interval
from direct_booking.serving.private_stack import PrivateStack
from direct_booking.storage import messages

# What a caller wants when it fails: to hear times, to book, to move, to cancel.
WANTS = ("ask", "book", "move", "cancel")
# Of each call, what is said while the calendar works, and then while it fails.
_BOOKED = ("/call_start", "tuesday at two please", "yes", "john at example dot com", "yes")
SAID = {
    "ask": (("/call_start",), "tuesday at two please"),
    "book": (_BOOKED[:-1], "yes"),
    "move": ((*_BOOKED, "can we make it three"), "yes"),
    "cancel": ((*_BOOKED, "please cancel it"), "yes"),
}
HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Heard:
    """What came of a call.

    Attributes:
        met: whether the fault met any request.
        words: all that the caller heard at the turn that it failed at.
        responses: the same, by their names.
        took_s: how long the caller waited for them.
        record: the booking's status when everything was settled; empty for no booking.
        owner: what the owner sees then: open items, and callbacks and messages that were noted.
        events: how many events of the call are on the calendar then.
    """

    met: bool
    words: str
    responses: tuple[str, ...]
    took_s: float
    record: str
    owner: tuple[str, ...]
    events: int

    @property
    def confirmed(self) -> bool:
        """Whether something was said to be done."""
        done = ("utter_booked", "utter_moved", "utter_cancelled")
        return any(name.startswith(done) for name in self.responses)


async def held(stack: PrivateStack, office: OfficeElsewhere, way: Way, wants: str, call_id: str) -> Heard:
    """Hold the call, let the calendar fail at its last turn, then let it work again, and settle all.

    Raises:
        Broken: something was said to be done that is not so, is there twice, or is left behind.
    """
    before, last = SAID[wants]
    actions.desk.use(office.desk)
    try:
        numbers = {"caller_number": CALLER, "called_number": None}
        for words in before:
            await stack.say(call_id, words, numbers if words == "/call_start" else None)
        if wants == "ask":
            # What was read while it rang has grown old.
            office.desk.diary.forget(office.account_id)
        wanted = TUESDAY_AT_THREE if wants == "move" else TUESDAY_AT_TWO
        trial = Trial(office, Interval(wanted, wanted + HALF_AN_HOUR))
        with way.fail(trial):
            began_s = monotonic_s()
            replies = await stack.say(call_id, last)
            took_s = monotonic_s() - began_s
        responses = tuple(reply["response"] for reply in replies if reply["response"])
        check_truth(office)
        _check_said(office, responses, call_id)
        office.desk.calls.end(call_id)
        settle(office)
    finally:
        actions.desk.use(None)
    made = office.made_on(call_id)
    return Heard(
        met=trial.met > 0,
        words=" ".join(reply["text"] for reply in replies if reply["text"]),
        responses=responses,
        took_s=took_s,
        record=made[-1].status.value if made else "",
        owner=_seen_by_owner(office, call_id),
        events=sum(each.event_key in office.events() for each in made),
    )


def _check_said(office: OfficeElsewhere, responses: tuple[str, ...], call_id: str) -> None:
    """4.7: what was said to be done must be on the calendar at this moment, at the time that was said."""
    made = office.made_on(call_id)
    for name in responses:
        if name.startswith(("utter_booked", "utter_moved")):
            start = TUESDAY_AT_THREE if name.startswith("utter_moved") else TUESDAY_AT_TWO
            there = office.events().get(made[-1].event_key) if made else None
            require(there == Interval(start, start + HALF_AN_HOUR), FALSE, (name, there))
        if name.startswith("utter_cancelled"):
            require(made[-1].event_key not in office.events(), FALSE, name)


def _seen_by_owner(office: OfficeElsewhere, call_id: str) -> tuple[str, ...]:
    items = [each.needs_attention.value for each in office.made_on(call_id) if each.needs_attention]
    with office.database.reading() as transaction:
        taken = [each.kind.value for each in messages.of_call(transaction, office.account_id, call_id)]
    return (*items, *taken)
