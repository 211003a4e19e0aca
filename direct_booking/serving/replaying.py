"""Plays a recorded call again on the real dialogue, and tells where a word differs (SPEC 8.3).

Given are only the caller's words, the clock, and what the call read; everything between them and the bot's
words is the real thing, on a database that is thrown away.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import actions.desk
from direct_booking import wiring
from direct_booking.calendars import errors
from direct_booking.calendars.base import Busy, Unknown
from direct_booking.calendars.local import LocalCalendar
from direct_booking.clock import SetClock
from direct_booking.reception.recorded import Found, Recorded
from direct_booking.serving.private_stack import PrivateStack
from direct_booking.storage import accounts, settings
from direct_booking.storage.database import Database
from direct_booking.wiring.texts import CHOICE

_SENTENCE = "As it was when the call was held."


@dataclass(frozen=True)
class Compared:
    """One turn, then and now.

    Attributes:
        then, now: what was said, in order; ``hang_up`` and ``transfer`` for what ends the call.
    """

    number: int
    heard: str
    then: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether not a letter differs."""
        return self.then == self.now


@dataclass(frozen=True)
class Replayed:
    """A call that was played again; its turns in order."""

    turns: tuple[Compared, ...]

    @property
    def equal(self) -> bool:
        """Whether the transcript is the same to the letter."""
        return all(turn.equal for turn in self.turns)


async def replay(stack: PrivateStack, call: Recorded, *, texts: bool = False) -> Replayed:
    """Play it. The stack's own desk and store are put aside, and nothing is left of the replay.

    Args:
        texts: whether texts could be offered then; none is sent now.

    Raises:
        StorageError, CalendarError: the database to be thrown away could not be made.
    """
    with _stage(call, texts) as stage:
        actions.desk.use(stage.desk)
        stack.keep_in(None, stage.clock)
        try:
            return Replayed(tuple([await _turn(stack, stage, call, at) for at in range(len(call.turns))]))
        finally:
            actions.desk.use(None)


async def _turn(stack: PrivateStack, stage: "_Stage", call: Recorded, at: int) -> Compared:
    turn = call.turns[at]
    stage.set(call.found[at], turn.at)
    numbers = {"caller_number": call.call.caller_number, "called_number": None}
    replies = await stack.say(call.call.id, turn.heard or "", numbers if at == 0 else None)
    now = [part for reply in replies for part in (reply["text"], reply["custom"].get("do")) if part]
    then = [part for said in turn.said for part in (said.text, said.does) if part]
    return Compared(turn.number, turn.heard or "", tuple(then), tuple(now))


@dataclass
class _Stage:
    """Where a call is played.

    Attributes:
        settled: when the reconciler is still to work, in order.
    """

    database: Database
    clock: SetClock
    account_id: int
    calendar: "_RecordedCalendar"
    settled: list[datetime]
    desk: wiring.Desk = field(init=False)

    def set(self, found: Found, at: datetime) -> None:
        """All is as it was in this turn."""
        while self.settled and self.settled[0] <= at:
            self.clock.set(self.settled.pop(0))
            self.desk.reconciling.run_once()
        self.clock.set(at)
        self.calendar.found, self.calendar.met = found, list(found.met)
        with self.database.writing(self.account_id) as transaction:
            settings.save(transaction, self.account_id, found.settings, now=at)
            for assistant in accounts.assistants_of(transaction, self.account_id):
                accounts.switch(transaction, self.account_id, assistant.id, on=found.why_off != "off")


@contextmanager
def _stage(call: Recorded, texts: bool) -> Iterator[_Stage]:
    first = call.found[0]
    with TemporaryDirectory(prefix="direct-booking-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'replay.sqlite'}")
        clock = SetClock(call.turns[0].at)
        try:
            wiring.set_up(database, clock, {"DIRECT_BOOKING_ZONE": first.zone.key})
            with database.reading() as transaction:
                account_id = accounts.all_accounts(transaction)[0].id
            calendar = _RecordedCalendar(LocalCalendar(database, account_id, clock), first)
            stage = _Stage(database, clock, account_id, calendar, sorted(call.settled))
            environment = {CHOICE: "log"} if texts else {}
            stage.desk = wiring.build(
                environment, clock=clock, database=database, calendars=lambda _: calendar
            )
            yield stage
        finally:
            database.close()


class _RecordedCalendar:
    """The embedded calendar with the owner's busy time of the recording, failing as it failed then.

    Attributes:
        found: what the turn under way found.
        met: what its writes are still to meet, in order.
    """

    name = "local"

    def __init__(self, real: LocalCalendar, found: Found) -> None:
        self._real = real
        self.found = found
        self.met: list[tuple[str, str]] = []

    @property
    def invites(self) -> bool:
        """Whether a guest got an invitation then; none is sent now."""
        return self.found.invites

    def makes_links(self, calendar_id: str, *, deadline_s: float) -> bool:
        """Whether an appointment got a video link then."""
        return bool(self.found.makes_links)

    def busy(self, calendar_ids: Sequence[str], span, *, ignoring=(), deadline_s: float):
        """What the call has booked itself, and what was busy then."""
        recorded = self.found.busy
        if recorded == "access_expired":
            raise errors.AccessExpired(_SENTENCE)
        if isinstance(recorded, str):
            return {each: Unknown(_SENTENCE) for each in calendar_ids}
        ours = self._real.busy(calendar_ids, span, ignoring=ignoring, deadline_s=deadline_s)
        there = tuple(each for each in recorded if each.start < span.end and span.start < each.end)
        return {
            each: replace(answer, intervals=(*answer.intervals, *there))
            if isinstance(answer, Busy)
            else answer
            for each, answer in ours.items()
        }

    def __getattr__(self, verb: str):
        real = getattr(self._real, verb)
        if verb not in ("create", "reschedule", "cancel", "invite", "find"):
            return real

        def as_then(*arguments, **named):
            what = self._next(verb)
            error = getattr(errors, what, None)
            if error is None:
                return real(*arguments, **named)
            if error is errors.OutcomeUnknown:
                # Whether it was written then, the question that followed tells; silence says nothing.
                if ("find", "missing") not in self.met[:1]:
                    real(*arguments, **named)
                raise error(_SENTENCE, key="")
            raise error(_SENTENCE)

        return as_then

    def _next(self, verb: str) -> str:
        for at, (met, what) in enumerate(self.met):
            if met == verb:
                del self.met[: at + 1]
                return what
        return ""
