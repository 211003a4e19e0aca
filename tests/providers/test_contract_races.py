"""What every calendar does when several ask at once, and over a long mixed run."""

import random
import threading
from collections import Counter
from dataclasses import dataclass

import pytest
from lengths import tries
from provider_harness import WEEK, at

from direct_booking.calendars.base import EventRef, NewEvent
from direct_booking.calendars.errors import CalendarError, Conflict, EventMissing
from direct_booking.scheduling.availability import Interval

QUICK = {"deadline_s": 30.0}
CALLERS = 20
STEPS = tries(60, at_length=120)


def all_at_once(doings):
    """Do everything at the same moment, each in a thread of its own; results or errors, in order."""
    results: list = [None] * len(doings)
    ready = threading.Barrier(len(doings))

    def do(number):
        ready.wait()
        try:
            results[number] = doings[number]()
        except CalendarError as error:
            results[number] = error

    threads = [threading.Thread(target=do, args=(number,)) for number in range(len(doings))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def busy_now(harness) -> list[Interval]:
    """When the primary calendar is busy."""
    return list(harness.calendar.busy([harness.primary_id], WEEK, **QUICK)[harness.primary_id].intervals)


def test_one_key_from_many_callers_makes_one_event(harness, calendar):
    """8.2: twenty requests with one key give twenty references to one event."""
    new = NewEvent("ann00", at(0), "Ann")
    refs = all_at_once([lambda: calendar.create(harness.primary_id, new, **QUICK)] * CALLERS)
    assert {type(ref) for ref in refs} == {EventRef}
    assert len({ref.event_id for ref in refs}) == 1
    assert busy_now(harness) == [at(0)]


def test_one_key_with_different_times_has_one_winner(harness, calendar):
    """Of twenty different times one is written, and the others are told."""
    doings = [
        lambda n=n: calendar.create(harness.primary_id, NewEvent("ann00", at(60 * n), "Ann"), **QUICK)
        for n in range(CALLERS)
    ]
    results = all_at_once(doings)
    assert Counter(type(one) for one in results) == {EventRef: 1, Conflict: CALLERS - 1}
    winner = next(n for n, one in enumerate(results) if isinstance(one, EventRef))
    assert busy_now(harness) == [at(60 * winner)]


def test_many_keys_at_once_are_all_written(harness, calendar):
    """Nothing is lost because others write at the same moment."""
    doings = [
        lambda n=n: calendar.create(harness.primary_id, NewEvent(f"often{n}", at(60 * n), "Ann"), **QUICK)
        for n in range(CALLERS)
    ]
    assert {type(one) for one in all_at_once(doings)} == {EventRef}
    assert busy_now(harness) == [at(60 * n) for n in range(CALLERS)]


def test_one_reference_moves_an_event_once(harness, calendar):
    """Of twenty moves with the same reference one happens, the others are conflicts."""
    ref = calendar.create(harness.primary_id, NewEvent("ann00", at(0), "Ann"), **QUICK)
    doings = [lambda n=n: calendar.reschedule(ref, at(60 * (n + 1)), **QUICK) for n in range(CALLERS)]
    results = all_at_once(doings)
    assert Counter(type(one) for one in results) == {EventRef: 1, Conflict: CALLERS - 1}
    winner = next(n for n, one in enumerate(results) if isinstance(one, EventRef))
    assert busy_now(harness) == [at(60 * (winner + 1))]


def test_a_move_and_a_cancellation_do_not_both_win(harness, calendar):
    """Either it moved and the cancellation was refused, or it is gone and the move was refused."""
    for number in range(5):
        ref = calendar.create(harness.primary_id, NewEvent(f"race{number}", at(0), "Ann"), **QUICK)
        moved, cancelled = all_at_once(
            [
                lambda ref=ref: calendar.reschedule(ref, at(60), **QUICK),
                lambda ref=ref: calendar.cancel(ref, **QUICK),
            ]
        )
        if isinstance(moved, EventRef):
            assert isinstance(cancelled, Conflict)
            assert busy_now(harness) == [at(60)]
            calendar.cancel(moved, **QUICK)
        else:
            assert (type(moved), cancelled) == (EventMissing, None)
        assert busy_now(harness) == []


@dataclass
class Remembered:
    """What the test believes of one event of ours.

    Attributes:
        ref: as last returned.
        span: when it is.
        email: who is invited.
        gone: whether it was cancelled or deleted.
        stale: whether the owner changed it since ``ref``.
    """

    ref: EventRef
    span: Interval
    email: str | None = None
    gone: bool = False
    stale: bool = False


class MixedRun:
    """Random steps of ours and the owner's on one calendar, and a plain list of what should be there."""

    def __init__(self, harness, seed: int) -> None:
        self.harness, self.calendar, self.pick = harness, harness.calendar, random.Random(seed)
        self.ours: list[Remembered] = []
        self.owners: list[Interval] = []

    def step(self) -> None:
        """Do one thing and keep the list in step."""
        span = at(self.pick.randrange(0, 5000, 5), self.pick.choice([5, 30, 45, 600]))
        steps = [self.again, self.move, self.invite, self.cancel, self.owner_moves, self.owner_deletes]
        doing = self.pick.choice([self.create, self.owner_adds, *(steps if self.ours else [])])
        if doing in (self.create, self.owner_adds):
            doing(span)
        else:
            doing(self.pick.choice(self.ours), span)

    def create(self, span: Interval) -> None:
        new = NewEvent(f"step{len(self.ours):04}", span, "Ann")
        self.ours.append(Remembered(self.calendar.create(self.harness.primary_id, new, **QUICK), span))

    def owner_adds(self, span: Interval) -> None:
        self.harness.owner_adds(self.harness.primary_id, span)
        self.owners.append(span)

    def owner_moves(self, one: Remembered, span: Interval) -> None:
        if not one.gone:
            self.harness.owner_moves(one.ref, span)
            one.span, one.stale = span, True

    def owner_deletes(self, one: Remembered, span: Interval) -> None:
        if not one.gone:
            self.harness.owner_deletes(one.ref)
            one.gone = True

    def again(self, one: Remembered, span: Interval) -> None:
        new = NewEvent(one.ref.key, one.span, "Ann")
        refused = Conflict if one.gone else None
        self._expect(one, lambda: self.calendar.create(self.harness.primary_id, new, **QUICK), refused)

    def move(self, one: Remembered, span: Interval) -> None:
        if self._expect(one, lambda: self.calendar.reschedule(one.ref, span, **QUICK), self._refusal(one)):
            one.span = span

    def invite(self, one: Remembered, span: Interval) -> None:
        email = self.pick.choice([None, "ann@example.com"])
        if self._expect(one, lambda: self.calendar.invite(one.ref, email, **QUICK), self._refusal(one)):
            one.email = email

    def cancel(self, one: Remembered, span: Interval) -> None:
        refused = Conflict if one.stale and not one.gone else None
        one.gone |= self._expect(one, lambda: self.calendar.cancel(one.ref, **QUICK), refused)

    def _refusal(self, one: Remembered) -> type[CalendarError] | None:
        return EventMissing if one.gone else Conflict if one.stale else None

    def _expect(self, one: Remembered, change, refused: type[CalendarError] | None) -> bool:
        """Do a change, which must be refused in just this way, or not at all; whether it was done."""
        if refused is None:
            one.ref = change() or one.ref
            one.stale = False
            return True
        with pytest.raises(refused):
            change()
        if refused is Conflict and not one.gone:  # a caller then reads again
            one.ref = self.calendar.find(self.harness.primary_id, one.ref.key, **QUICK).ref
            one.stale = False
        return False

    def assert_agrees(self) -> None:
        """Busy time and every event of ours are as the list says."""
        live = [one.span for one in self.ours if not one.gone]
        assert busy_now(self.harness) == sorted([*live, *self.owners])
        assert self.harness.owners_times(self.harness.primary_id) == sorted(self.owners)
        for one in self.ours[-3:]:
            there = self.calendar.find(self.harness.primary_id, one.ref.key, **QUICK)
            assert (there is None) == one.gone
            assert there is None or (there.span, there.attendee_email) == (one.span, one.email)


@pytest.mark.parametrize("seed", range(tries(2, at_length=3)))
def test_a_long_mixed_run_agrees_with_a_plain_list(harness, seed):
    """After each random step, ours or the owner's, the calendar says what the list says."""
    run = MixedRun(harness, seed)
    for _ in range(STEPS):
        run.step()
        run.assert_agrees()
