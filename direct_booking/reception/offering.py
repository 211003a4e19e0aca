"""What to put to the caller: from what they want, through what is open, to an offer held for this call.

Words become a wish in ``scheduling.narrowing``; what is open is in ``scheduling.availability``; which of
it is offered is in ``scheduling.choice``. Booking what was offered is in ``booking``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from direct_booking.bookings.booking import Booking, Status
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.hearing.spoken import Spoken
from direct_booking.reception.calls import Call, load
from direct_booking.reception.diary import Diary
from direct_booking.reception.facts import Facts, own_busy, placement_at, rules_for
from direct_booking.reception.outcomes import Offered, Skipped
from direct_booking.scheduling.availability import Interval, Rules, open_slots
from direct_booking.scheduling.choice import choose
from direct_booking.scheduling.narrowing import Which, narrow
from direct_booking.scheduling.offer import Kind, Offer
from direct_booking.scheduling.picking import decline, pick
from direct_booking.scheduling.wish import Stretch, Wish
from direct_booking.storage import bookings, holds
from direct_booking.storage.database import Database
from direct_booking.storage.holds import Hold


class Offering:
    """Chooses what to offer, and holds it. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, diary: Diary) -> None:
        self._database = database
        self._clock = clock
        self._diary = diary

    def ask(
        self,
        call_id: str,
        spoken: Spoken | None,
        wish: Wish,
        offer: Offer | None,
        *,
        moving: bool = False,
        booking_id: str | None = None,
    ) -> Offered | Skipped:
        """Offer something for what the caller just said.

        An offer of one time is held for this call; with any other, what the call held is released.

        Args:
            spoken: what was heard; None to offer again for the same wish.
            wish: what the caller wants so far.
            offer: what was put to the caller last.
            moving: it is another time for what this call has booked.
            booking_id: which booking of this call; None is the last.

        Raises:
            UnknownCall, StorageError.
        """

        def narrowed(call: Call, rules: Rules) -> Wish | Which:
            if spoken is None:
                return wish
            return narrow(wish, spoken, offer, now=call.now, zone=call.caller_zone, rules=rules)

        return self._next(call_id, wish, narrowed, moving, booking_id)

    def decline(
        self,
        call_id: str,
        wish: Wish,
        offer: Offer,
        *,
        moving: bool = False,
        booking_id: str | None = None,
    ) -> Offered | Skipped:
        """Offer something else: the caller turned this down. Raises and holds as ``ask``."""

        def declined(call: Call, _rules: Rules) -> Wish:
            return decline(wish, offer, zone=call.caller_zone)

        return self._next(call_id, wish, declined, moving, booking_id)

    def pick(
        self,
        call_id: str,
        wish: Wish,
        offer: Offer,
        index: int,
        *,
        moving: bool = False,
        booking_id: str | None = None,
    ) -> Offered | Skipped:
        """Go on with one option of the last offer, counted from 0. Raises and holds as ``ask``."""

        def picked(call: Call, _rules: Rules) -> Wish:
            return pick(wish, offer, index, zone=call.caller_zone)

        return self._next(call_id, wish, picked, moving, booking_id)

    def release(self, call_id: str) -> None:
        """Let go of what is held for this call, if anything is.

        Raises:
            UnknownCall, StorageError.
        """
        with self._database.reading() as transaction:
            call = load(transaction, call_id, now=self._clock.now())
        self._release(call)

    def instead(self, facts: Facts, start: datetime, *, ignoring: Booking | None = None) -> Offered:
        """What to offer now that this start is gone, from facts just read.

        Raises:
            StorageError.
        """
        local = start.astimezone(facts.call.caller_zone)
        minute = local.hour * 60 + local.minute
        wish = Wish(any_of=(Stretch(local.date(), local.date(), minute, minute),))
        return self._offer(facts, wish, ignoring)

    def _next(
        self,
        call_id: str,
        wish: Wish,
        narrowed: Callable[[Call, Rules], Wish | Which],
        moving: bool,
        booking_id: str | None,
    ) -> Offered | Skipped:
        deadline = Deadline()
        with self._database.reading() as transaction:
            call = load(transaction, call_id, now=self._clock.now())
            made = bookings.of_call(transaction, call.account_id, call_id)
            current = _current(made, booking_id) if moving else None
        facts = self._diary.read(call, deadline=deadline, ignoring=current, recent=True)
        if isinstance(facts, Skipped):
            wanted = narrowed(call, rules_for(call))
            return replace(facts, wish=wanted.wish if isinstance(wanted, Which) else wanted)
        found = narrowed(call, facts.rules)
        if isinstance(found, Which):
            self._release(call)
            return Offered(found.wish, found.offer, call)
        return self._offer(facts, found, current)

    def _offer(self, facts: Facts, wish: Wish, ignoring: Booking | None) -> Offered:
        call = facts.call
        with self._database.reading() as transaction:
            own = own_busy(transaction, facts, now=self._clock.now(), ignoring=ignoring)
            held = holds.of_call(transaction, call.account_id, call.call_id)
        offer = _choice(facts, own, wish, ignoring)
        if offer.kind is Kind.TIME:
            offer = self._hold(facts, wish, offer, own, ignoring)
        elif held:
            self._release(call)
        return Offered(wish, offer, call)

    def _hold(
        self,
        facts: Facts,
        wish: Wish,
        offer: Offer,
        seen: tuple[Interval, ...],
        ignoring: Booking | None,
    ) -> Offer:
        """Hold the time of an offer, or of another one when somebody was faster."""
        call = facts.call
        with self._database.writing(lock=call.account_id) as transaction:
            now = self._clock.now()
            own = own_busy(transaction, facts, now=now, ignoring=ignoring)
            if own != seen:
                # 4.6: nobody is offered what is held for another; under the lock nothing changes any more.
                offer = _choice(facts, own, wish, ignoring)
            ended = load(transaction, call.call_id, now=now).ended
            if offer.kind is Kind.TIME and not ended:
                holds.put(
                    transaction,
                    Hold(
                        call.call_id,
                        call.account_id,
                        placement_at(call.settings, offer.options[0].start),
                        now + timedelta(minutes=call.settings.hold_minutes),
                    ),
                )
            else:
                holds.release(transaction, call.account_id, call.call_id)
        return offer

    def _release(self, call: Call) -> None:
        with self._database.writing(lock=call.account_id) as transaction:
            holds.release(transaction, call.account_id, call.call_id)


def _choice(facts: Facts, own: tuple[Interval, ...], wish: Wish, ignoring: Booking | None) -> Offer:
    now, busy = facts.call.now, (*facts.busy, *own)
    # A move to where it is already is no move.
    wanted = wish.turning_down(ignoring.starts_at) if ignoring else wish
    availability = open_slots(facts.rules, busy, now=now)
    return choose(facts.rules, availability, busy, wanted, now=now, zone=facts.call.caller_zone)


def _current(made: tuple[Booking, ...], booking_id: str | None) -> Booking | None:
    """The last thing that was booked on the call and stands, or the one of this id."""
    standing = [each for each in made if each.status is Status.BOOKED and booking_id in (None, each.id)]
    return standing[-1] if standing else None
