"""Notes what a call read of the owner's settings and calendar, whenever it is news (SPEC 8.3).

Times only: no word of the owner's events is here to be noted. Replaying is in ``serving.replaying``. A note
that cannot be written costs the replay, never the call.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.engine import Connection

from direct_booking.reception.calls import Call, account_of
from direct_booking.reception.facts import interval, reach, rules_for
from direct_booking.scheduling.availability import Interval
from direct_booking.storage import bookings, holds, readings
from direct_booking.storage.database import Database
from direct_booking.storage.errors import StorageError

# The caller waits for it; nor is the account's lock taken, so that nobody else does.
NOTE_S = 0.5
ACCOUNT, BUSY, CALENDAR, VIDEO = "account", "busy", "calendar", "video"

log = logging.getLogger(__name__)


class Recording:
    """Notes readings. May be used from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # What was noted last, so that what is no news costs no transaction: call id to what it was.
        self._last: dict[str, object] = {}

    def read(self, call: Call, answer: Sequence[Interval] | str, *, invites: bool) -> None:
        """Note what was read for a call. Does not raise ``StorageError``.

        Args:
            answer: the busy time that counted, or why it is not known.
            invites: whether a guest would get an invitation.
        """
        try:
            with self._database.reading(deadline_s=NOTE_S) as transaction:
                body = {**_busy(transaction, call, answer), "invites": invites}
            news = (account_of(call), body)
            if self._last.get(call.call_id) == news:
                return
            with self._database.writing(None, deadline_s=NOTE_S) as transaction:
                readings.add(transaction, call.call_id, ACCOUNT, news[0], at=call.now)
                readings.add(transaction, call.call_id, BUSY, body, at=call.now)
            if len(self._last) > 300:
                self._last.clear()
            self._last[call.call_id] = news
        except StorageError as error:
            log.warning("what a call read is not on record: %s", error)

    def linked(self, call: Call, makes_links: bool, *, at: datetime) -> None:
        """Note whether an appointment on a call would get a video link. Does not raise ``StorageError``."""
        try:
            with self._database.writing(None, deadline_s=NOTE_S) as transaction:
                readings.add(transaction, call.call_id, VIDEO, {"makes_links": makes_links}, at=at)
        except StorageError as error:
            log.warning("what a call read is not on record: %s", error)

    def met(self, key: str, verb: str, what: str, *, at: datetime) -> None:
        """Note what a calendar did about a booking's event. Does not raise ``StorageError``.

        Args:
            key: the event's.
            what: the name of the error; ``found`` or ``missing`` for a question.
        """
        try:
            with self._database.writing(None, deadline_s=NOTE_S) as transaction:
                call_id = bookings.call_of_key(transaction, key)
                if call_id is not None:
                    readings.add(transaction, call_id, CALENDAR, {"verb": verb, "what": what}, at=at)
        except StorageError as error:
            log.warning("what a calendar did is not on record: %s", error)


def _busy(transaction: Connection, call: Call, answer: Sequence[Interval] | str) -> dict:
    if isinstance(answer, str):
        return {"unknown": answer}
    span = reach(rules_for(call), call.now)
    own = [each for each in bookings.of_call(transaction, call.account_id, call.call_id) if each.live]
    ours = [interval(each) for booking in own for each in (booking.placement, booking.to) if each]
    kept = bookings.live(transaction, call.account_id, since=span.start, until=span.end)
    held = holds.of_others(transaction, call.account_id, call.call_id, now=call.now)
    others = [interval(each) for each in kept] + [interval(hold.placement) for hold in held]
    # What the call itself has booked comes to stand there again when it is replayed.
    taken = without((*answer, *others), ours)
    return {"busy": [[each.start.isoformat(), each.end.isoformat()] for each in taken]}


def without(intervals: Iterable[Interval], holes: Iterable[Interval]) -> tuple[Interval, ...]:
    """These intervals with the holes cut out, each once, earliest first. Pure."""
    left = set(intervals)
    for hole in holes:
        cut: set[Interval] = set()
        for each in left:
            if each.end <= hole.start or hole.end <= each.start:
                cut.add(each)
                continue
            parts = (Interval(each.start, hole.start), Interval(hole.end, each.end))
            cut.update(part for part in parts if part.start < part.end)
        left = cut
    return tuple(sorted(left))
