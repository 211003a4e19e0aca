"""Every way in which somebody else's calendar can fail while a caller speaks, and what comes of it.

Used by ``faults/test_faults_elsewhere.py`` and, many times over, by ``benchmarks/calendar_faults.py``. The
servers are in ``elsewhere.py``.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from elsewhere import Elsewhere
from fixtures_elsewhere import OfficeElsewhere
from offices import ANN, FALSE, ORPHAN, check_settled, check_truth, every_booking, require
from standins.serving import Asked, Reply

from direct_booking.reception.outcomes import Booked, Cancelled, Moved
from direct_booking.scheduling.availability import Interval
from direct_booking.storage.connections import Health

HALF_AN_HOUR = timedelta(minutes=30)
NONSENSE = Reply(200, b"<html>")


@dataclass
class Trial:
    """One fault in one call.

    Attributes:
        wanted: the time that the call is about.
        met: how many requests the fault has met.
    """

    office: OfficeElsewhere
    wanted: Interval
    met: int = 0

    @property
    def there(self) -> Elsewhere:
        """Where the calendar is."""
        return self.office.elsewhere

    def counted(self, when: Callable[[Asked], bool]) -> Callable[[Asked], bool]:
        """The same condition, and a count of what it met."""

        def met(asked: Asked) -> bool:
            holds = when(asked)
            self.met += holds
            return holds

        return met


@dataclass(frozen=True)
class Way:
    """One way to fail.

    Attributes:
        name: as the table says it.
        fail: opens the fault, as long as the block lasts.
        slow: whether it costs a caller's whole patience.
        not_for: providers to which it cannot happen, and what a caller wants when it cannot.
    """

    name: str
    fail: Callable[[Trial], "ExitStack"]
    slow: bool = False
    not_for: tuple[str, ...] = ()


def _on(trial: Trial, when: Callable[[Asked], bool], how: str, **details) -> ExitStack:
    stack = ExitStack()
    stack.enter_context(trial.there.server.failing(how, when=trial.counted(when), **details))
    return stack


def _writes(how: str, **details) -> Callable[[Trial], ExitStack]:
    return lambda trial: _on(trial, trial.there.writes, how, **details)


def _busy(how: str, **details) -> Callable[[Trial], ExitStack]:
    return lambda trial: _on(trial, trial.there.reads_busy, how, **details)


def _away(trial: Trial) -> ExitStack:
    trial.met, stack = 1, ExitStack()
    stack.enter_context(trial.there.server.away())
    return stack


def _unreadable(trial: Trial) -> ExitStack:
    return _on(trial, trial.there.reads_busy, "reply", reply=trial.there.wait())


def _waits(trial: Trial) -> ExitStack:
    return _on(trial, trial.there.writes, "reply", reply=trial.there.wait())


def _waits_once(trial: Trial) -> ExitStack:
    said = trial.there.wait()
    soon = Reply(said.status, said.body, {**said.headers, "Retry-After": "0"})
    return _on(trial, trial.there.writes, "reply", reply=soon, times=1)


def _refuses(trial: Trial) -> ExitStack:
    return _on(trial, trial.there.writes, "reply", reply=trial.there.refuse())


def _deaf_afterwards(applied: bool) -> Callable[[Trial], ExitStack]:
    def fail(trial: Trial) -> ExitStack:
        written: list[Asked] = []

        def writes(asked: Asked) -> bool:
            written.extend([asked] if trial.there.writes(asked) else [])
            return trial.there.writes(asked)

        stack = _on(trial, writes, "cut", applied=applied)
        later = trial.there.server.failing(
            "reply", reply=trial.there.wait(), when=lambda asked: bool(written) and trial.there.finds(asked)
        )
        stack.enter_context(later)
        return stack

    return fail


def _at_the_write(act: Callable[[Trial, ExitStack], None]) -> Callable[[Trial], ExitStack]:
    """Something that happens as the first write arrives, before it is carried out."""

    def fail(trial: Trial) -> ExitStack:
        stack = ExitStack()

        def when(asked: Asked) -> bool:
            if trial.there.writes(asked) and not trial.met:
                trial.met = 1
                act(trial, stack)
            return False

        stack.enter_context(trial.there.server.failing("cut", when=when))
        return stack

    return fail


def _revoked(trial: Trial, stack: ExitStack) -> None:
    stack.enter_context(trial.there.expired())


def _taken(trial: Trial, _stack: ExitStack) -> None:
    trial.there.owner_adds(trial.wanted)


def _no_token(trial: Trial) -> ExitStack:
    # The token has run out by now, and nobody answers who could give another one.
    trial.office.clock.advance(timedelta(hours=2))
    return _on(trial, lambda asked: asked.method == "POST" and "token" in asked.path, "cut")


WAYS = (
    Way("nobody answers", _away),
    Way("busy time cannot be read", _unreadable, not_for=("cancel",)),
    Way("busy time is answered with nonsense", _busy("reply", reply=NONSENSE), not_for=("cancel",)),
    Way("reading busy time hangs", _busy("hang"), slow=True, not_for=("cancel",)),
    Way("no new token can be had", _no_token, not_for=("caldav",)),
    Way("access is revoked as it is written", _at_the_write(_revoked)),
    Way("the calendar refuses the write", _refuses),
    Way("the calendar asks to wait an hour", _waits),
    Way("the calendar asks to try again, once", _waits_once),
    Way("the line breaks before the write", _writes("cut")),
    Way("the line breaks after the write", _writes("cut", applied=True)),
    Way("the line breaks after the write, once", _writes("cut", applied=True, times=1)),
    Way("an error is answered, nothing written", _writes("reply", reply=Reply(503))),
    Way("an error is answered though it was written", _writes("reply", applied=True, reply=Reply(502))),
    Way("nonsense is answered though it was written", _writes("reply", applied=True, reply=NONSENSE)),
    Way("the answer breaks off in the middle", _writes("stall", applied=True), slow=True),
    Way("the write hangs", _writes("hang"), slow=True),
    Way("the write hangs, though it was written", _writes("hang", applied=True), slow=True),
    Way("not written, and looking it up fails too", _deaf_afterwards(applied=False)),
    Way("written, and looking it up fails too", _deaf_afterwards(applied=True)),
    Way("the owner takes the time as it is written", _at_the_write(_taken)),
)  # fmt: skip

VERBS = ("book", "move", "cancel")


@dataclass(frozen=True)
class Seen:
    """What came of a trial.

    Attributes:
        met: whether the fault met any request.
        said: the outcome, by its name; of one that was skipped also why.
        record: the booking's status when everything was settled, and its open item; empty for no booking.
        events: how many events of the call are on the calendar then.
    """

    met: bool
    said: str
    record: str
    events: int


def tried(office: OfficeElsewhere, way: Way, verb: str, call_id: str, start: datetime) -> Seen:
    """Let a calendar fail while a caller does something, then let it work again, and settle all.

    Raises:
        Broken: something was confirmed that is not so, is there twice, or is left behind.
    """
    moved_to = start + HALF_AN_HOUR
    office.call(call_id)
    office.hold(call_id, start)
    if verb != "book":
        assert isinstance(office.desk.booking.book(call_id, ANN), Booked)
    if verb == "move":
        office.hold(call_id, moved_to, moving=True)
    wanted = moved_to if verb == "move" else start
    trial = Trial(office, Interval(wanted, wanted + HALF_AN_HOUR))
    with way.fail(trial):
        outcome = _act(office, verb, call_id)
    # What was said must be so at this moment, not only in the end.
    check_truth(office)
    _check_said(office, outcome, trial.wanted)
    office.desk.calls.end(call_id)
    settle(office)
    made = office.made_on(call_id)
    record = made[-1].status.value if made else ""
    if made and made[-1].needs_attention:
        record += f", {made[-1].needs_attention.value}"
    events = sum(each.event_key in office.events() for each in made)
    said = type(outcome).__name__ + (f" {outcome.why}" if hasattr(outcome, "why") else "")
    return Seen(trial.met > 0, said, record, events)


def _act(office: OfficeElsewhere, verb: str, call_id: str):
    if verb == "book":
        return office.desk.booking.book(call_id, ANN)
    return office.desk.changing.move(call_id) if verb == "move" else office.desk.changing.cancel(call_id)


def _check_said(office: OfficeElsewhere, outcome, wanted: Interval) -> None:
    events = office.events()
    if isinstance(outcome, Booked | Moved):
        require(events.get(outcome.booking.event_key) == wanted, FALSE, outcome)
    if isinstance(outcome, Cancelled):
        require(outcome.booking.event_key not in events, FALSE, outcome)


def settle(office: OfficeElsewhere) -> None:
    """Let the calendar work, reconnect it if need be, and settle what is open; all laws hold then."""
    if office.connection.health is Health.EXPIRED:
        office.elsewhere.sign_in(office.desk, office.account_id)
    office.reconcile(rounds=3)
    check_settled(office)
    live = {each.event_key for each in every_booking(office) if each.live}
    require(set(office.events()) == live, ORPHAN, (office.events(), live))


@contextmanager
def starts(office: OfficeElsewhere) -> Iterator[Callable[[], datetime]]:
    """Times that are free for a trial, an hour each, none of them given twice."""
    day = office.clock.now().date() + timedelta(days=1)
    from offices import NEW_YORK

    free = [
        datetime(each.year, each.month, each.day, hour, tzinfo=NEW_YORK)
        for each in (day + timedelta(days=number) for number in range(13))
        if each.weekday() < 5
        for hour in range(9, 17)
    ]
    yield iter(free).__next__
