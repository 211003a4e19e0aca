"""Random walks through all that callers, owners and failing calendars can do, checked after every step.

A step is truthful when the record never claims what the calendar does not have, when no booking changed
that another call had made, and when what was confirmed to the caller is so.
"""

import random
import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

from breaking import WRITES, Faults, FaultyCalendar, unknown
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from offices import (
    ANN,
    FALSE,
    FOREIGN,
    at,
    check_settled,
    check_truth,
    every_booking,
    open_office,
    require,
)

from direct_booking.bookings.booking import Status
from direct_booking.calendars.errors import (
    AccessExpired,
    Conflict,
    NoPermission,
    Throttled,
    Unreachable,
)
from direct_booking.reception.outcomes import Booked, Cancelled, Details, Moved
from direct_booking.settings import MeetingType
from direct_booking.storage import connections
from direct_booking.storage.connections import Health
from direct_booking.storage.database import Database, migrate

STARTS = [at(3, 14), at(3, 14, 30), at(3, 15), at(4, 10), at(4, 10, 30)]
LINES = st.integers(0, 2)
WHEN = st.sampled_from(STARTS)
PHONE = Details(None, None, None, MeetingType.PHONE)
DETAILS = st.sampled_from([ANN, PHONE])
NOT_WRITTEN = [NoPermission, Unreachable, Throttled, AccessExpired, Conflict]


class Walk(RuleBasedStateMachine):
    """Three phone lines, one calendar, five times to have."""

    # Over all walks of this process: what the benchmark prints.
    counted: Counter = Counter()
    template: Path | None = None

    @initialize()
    def open(self) -> None:
        """A new office with an empty calendar."""
        self.folder = tempfile.mkdtemp(prefix="walk-")
        self.faults = Faults()
        database = Database(f"sqlite:///{self._copied()}")
        self.office = open_office(database, standing_between=lambda real: FaultyCalendar(real, self.faults))
        self.office.change(buffer_before_minutes=10)
        self.calls = [0, 0, 0]

    @rule(line=LINES, start=WHEN, moving=st.booleans())
    def ask(self, line, start, moving):
        """A caller asks for a time."""
        self._on(line, lambda call_id: self.office.ask(call_id, start, moving=moving))

    @rule(line=LINES, start=WHEN, details=DETAILS)
    def ask_and_book(self, line, start, details):
        """A caller asks for a time and says yes."""
        self._on(line, lambda call_id: self.office.ask(call_id, start))
        self._on(line, lambda call_id: self.office.desk.booking.book(call_id, details))

    @rule(line=LINES, details=DETAILS)
    def book(self, line, details):
        """A caller says yes, to whatever it was."""
        self._on(line, lambda call_id: self.office.desk.booking.book(call_id, details))

    @rule(line=LINES, start=WHEN, correction=st.booleans())
    def ask_and_move(self, line, start, correction):
        """A caller wants another time."""
        self._on(line, lambda call_id: self.office.ask(call_id, start, moving=True))
        self._on(line, lambda call_id: self.office.desk.changing.move(call_id, correction=correction))

    @rule(line=LINES)
    def cancel(self, line):
        """A caller cancels."""
        self._on(line, self.office.desk.changing.cancel)

    @rule(line=LINES, details=DETAILS)
    def correct(self, line, details):
        """A caller corrects an address."""
        self._on(line, lambda call_id: self.office.desk.changing.correct_contact(call_id, details))

    @rule(line=LINES)
    def hang_up(self, line):
        """A call ends; the next one on this line is another call."""
        self._on(line, self.office.desk.calls.end)
        self.calls[line] += 1

    @rule(verb=st.sampled_from([*WRITES, "find", "busy"]), error=st.sampled_from(NOT_WRITTEN))
    def refuse(self, verb, error):
        """The calendar will say no."""
        if error is Conflict and verb in ("find", "busy"):
            error = Unreachable
        self.faults.before.setdefault(verb, []).append(error("no"))

    @rule(verb=st.sampled_from(WRITES), happened=st.booleans(), deaf=st.booleans())
    def hang(self, verb, happened, deaf):
        """The calendar will not answer a write, which happens or does not; nor perhaps the question after."""
        plan = self.faults.after if happened else self.faults.before
        plan.setdefault(verb, []).append(unknown())
        if deaf:
            self.faults.before.setdefault("find", []).append(Unreachable("no"))

    @rule(start=WHEN)
    def owner_writes(self, start):
        """The owner is busy then."""
        self.office.owner_writes(start + timedelta(minutes=5), 10)

    @rule(minutes=st.integers(1, 12))
    def wait(self, minutes):
        """Time passes."""
        self.office.clock.advance(timedelta(minutes=minutes))

    @rule()
    def reconcile(self):
        """The reconciler has a round, with the owner's access in order."""
        self._reconnect()
        self.office.reconcile()

    @invariant()
    def is_true(self):
        """What must hold at every moment."""
        if hasattr(self, "office"):
            check_truth(self.office)
            Walk.counted["steps"] += 1

    def teardown(self):
        """When nothing fails any more, everything is settled."""
        if not hasattr(self, "office"):
            return
        try:
            self.faults.before.clear()
            self.faults.after.clear()
            self._reconnect()
            self.office.reconcile(rounds=3)
            check_settled(self.office)
            Walk.counted["walks"] += 1
        finally:
            self.office.database.close()
            shutil.rmtree(self.folder)

    def _on(self, line: int, act):
        """Do it on a line's present call; nothing else may be touched, and nothing false be said."""
        call_id = self.office.call(f"line-{line}-{self.calls[line]}")
        before = {each.id: each for each in every_booking(self.office) if each.call_id != call_id}
        outcome = act(call_id)
        after = {each.id: each for each in every_booking(self.office) if each.call_id != call_id}
        require(after == before, FOREIGN, (call_id, before, after))
        if isinstance(outcome, Booked | Moved | Cancelled):
            Walk.counted["confirmed"] += 1
            stored = {each.id: each for each in every_booking(self.office)}[outcome.booking.id]
            gone = isinstance(outcome, Cancelled)
            require(stored.status is (Status.CANCELLED if gone else Status.BOOKED), FALSE, stored)
            require((stored.event_key in self.office.events()) is not gone, FALSE, stored)
        Walk.counted[type(outcome).__name__] += 1

    def _reconnect(self) -> None:
        with self.office.database.writing(self.office.account_id) as transaction:
            present = connections.of_account(transaction, self.office.account_id)
            connections.mark(transaction, present, Health.CONNECTED)

    def _copied(self) -> Path:
        if Walk.template is None or not Walk.template.exists():
            Walk.template = Path(tempfile.mkdtemp(prefix="walks-")) / "template.sqlite"
            empty = Database(f"sqlite:///{Walk.template}")
            migrate(empty)
            empty.close()
        return Path(shutil.copy(Walk.template, Path(self.folder) / "office.sqlite"))


def stroll(seed: int, steps: int) -> None:
    """One walk by a seeded die; unlike Hypothesis it favours what leads somewhere."""
    die, walk = random.Random(seed), Walk()
    walk.open()
    try:
        for _ in range(steps):
            rule_name = die.choices(list(WEIGHTS), WEIGHTS.values())[0]
            getattr(walk, rule_name)(
                **{name: draw(die) for name, draw in ARGUMENTS.get(rule_name, {}).items()}
            )
            walk.is_true()
    finally:
        walk.teardown()


WEIGHTS = {
    "ask": 1,
    "ask_and_book": 5,
    "book": 1,
    "ask_and_move": 4,
    "cancel": 1,
    "correct": 1,
    "hang_up": 1,
    "refuse": 1,
    "hang": 2,
    "owner_writes": 0.3,
    "wait": 1,
    "reconcile": 2,
}


def _coin(die: random.Random) -> bool:
    return die.random() < 0.5


_LINE = {"line": lambda die: die.randrange(3)}
_START = {"start": lambda die: die.choice(STARTS)}
_DETAILS = {"details": lambda die: die.choice([ANN, PHONE])}
ARGUMENTS = {
    "ask": {**_LINE, **_START, "moving": _coin},
    "ask_and_book": {**_LINE, **_START, **_DETAILS},
    "book": {**_LINE, **_DETAILS},
    "ask_and_move": {**_LINE, **_START, "correction": _coin},
    "cancel": _LINE,
    "correct": {**_LINE, **_DETAILS},
    "hang_up": _LINE,
    "refuse": {
        "verb": lambda die: die.choice([*WRITES, "find", "busy"]),
        "error": lambda die: die.choice(NOT_WRITTEN),
    },
    "hang": {"verb": lambda die: die.choice(WRITES), "happened": _coin, "deaf": _coin},
    "owner_writes": _START,
    "wait": {"minutes": lambda die: die.randint(1, 12)},
}
