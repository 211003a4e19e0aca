"""One booking: what it is, which states it can be in, and which moves between them are legal (SPEC 6.1).

Its history is in ``history.py``, its words on the calendar in ``invite.py``; who may change it, and how a
change reaches the calendar, is in ``reception``.
"""

import base64
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from direct_booking.settings import MeetingType


class Status(str, Enum):
    """Where a booking stands."""

    REQUESTED = "requested"  # the caller said yes; the calendar has not confirmed yet
    BOOKED = "booked"  # confirmed: the record holds the event's id
    MOVING = "moving"  # the caller asked for another time; the calendar has not confirmed yet
    CANCELLING = "cancelling"  # the caller cancelled; the calendar has not confirmed yet
    CANCELLED = "cancelled"  # the caller cancelled it and the event is gone
    LOST = "lost"  # the time was taken in between, or somebody removed the event
    FAILED = "failed"  # the calendar refused; nothing was written


LEGAL: dict[Status, frozenset[Status]] = {
    Status.REQUESTED: frozenset({Status.BOOKED, Status.CANCELLING, Status.LOST, Status.FAILED}),
    Status.BOOKED: frozenset({Status.MOVING, Status.CANCELLING, Status.LOST}),
    Status.MOVING: frozenset({Status.BOOKED, Status.CANCELLING, Status.LOST}),
    Status.CANCELLING: frozenset({Status.CANCELLED, Status.BOOKED, Status.LOST}),
    Status.CANCELLED: frozenset(),
    Status.LOST: frozenset(),
    Status.FAILED: frozenset(),
}

# Those whose time is kept from everybody else.
LIVE = frozenset({Status.REQUESTED, Status.BOOKED, Status.MOVING, Status.CANCELLING})
# Those that wait for the calendar: what a crash leaves behind is in one of these.
PENDING = frozenset({Status.REQUESTED, Status.MOVING, Status.CANCELLING})


class Attention(str, Enum):
    """Why a booking is an open item for the owner."""

    REFUSED = "calendar_refused"  # the calendar would not take it
    TAKEN = "time_taken"  # its time was taken before the calendar could be asked again
    TOO_LATE = "too_late"  # its time had come before the calendar could be asked again
    EVENT_GONE = "event_gone"  # somebody removed the event from the calendar
    CHANGED = "changed_by_owner"  # somebody moved the event on the calendar; the record follows it
    NOT_MOVED = "not_moved"  # the caller asked for another time and did not get it
    NOT_CANCELLED = "not_cancelled"  # the caller cancelled, and the event could not be removed
    INVITE_OPEN = (
        "invite_not_sent"  # the new e-mail is recorded; the calendar has not confirmed the invitation
    )
    WORDS_OPEN = "words_not_written"  # details are corrected on record; the calendar has not confirmed them
    GUEST_NOT_TOLD = "guest_not_told"  # the calendar has it, and sends no more invitations for now
    CALENDAR_GONE = "calendar_gone"  # the calendar it was on cannot be reached any more


class IllegalMove(Exception):
    """A booking was about to enter a state that cannot follow its present one: a mistake in this product."""


@dataclass(frozen=True)
class Placement:
    """When an appointment is, and what is kept free around it. Half-open, aware, UTC.

    Attributes:
        starts_at, ends_at: the appointment itself.
        padded_starts_at, padded_ends_at: the same with the buffers before and after.
    """

    starts_at: datetime
    ends_at: datetime
    padded_starts_at: datetime
    padded_ends_at: datetime

    @classmethod
    def of(
        cls, starts_at: datetime, *, length: timedelta, before: timedelta, after: timedelta
    ) -> "Placement":
        """An appointment of this length with these buffers. Pure."""
        ends_at = starts_at + length
        return cls(starts_at, ends_at, starts_at - before, ends_at + after)

    def shifted_to(self, starts_at: datetime, ends_at: datetime) -> "Placement":
        """The same buffers around other times. Pure."""
        before, after = self.starts_at - self.padded_starts_at, self.padded_ends_at - self.ends_at
        return Placement(starts_at, ends_at, starts_at - before, ends_at + after)


@dataclass(frozen=True)
class Booking:
    """One appointment, as the record has it.

    Attributes:
        id: 26 letters and digits, the same for the same call and sequence.
        call_id: the only call that may change it (SPEC 4.8).
        sequence: 1, 2, 3 ... within the call.
        placement: when it is.
        to: where a move under way is going; None when there is none.
        caller_number: E.164, or None.
        extension: digits behind the number, or None.
        provider, calendar_id: where its event is, whatever the account is connected to by now.
        event_key: what its event is created and found by, on any calendar.
        event_id, event_version: the calendar's proof; None until it has confirmed.
        needs_attention: an open item for the owner, or None.
        claimed_until: somebody is at work on it until then; None when nobody is.
    """

    id: str
    account_id: int
    call_id: str
    sequence: int
    status: Status
    placement: Placement
    to: Placement | None
    meeting_type: MeetingType
    caller_name: str | None
    caller_number: str | None
    email: str | None
    title: str
    description: str
    location: str
    provider: str
    calendar_id: str
    event_key: str
    event_id: str | None
    event_version: str | None
    needs_attention: Attention | None
    claimed_until: datetime | None
    created_at: datetime
    updated_at: datetime
    extension: str | None = None

    @property
    def starts_at(self) -> datetime:
        """When it begins, UTC."""
        return self.placement.starts_at

    @property
    def ends_at(self) -> datetime:
        """When it ends, UTC, excluded."""
        return self.placement.ends_at

    @property
    def dialled(self) -> str | None:
        """The number with its extension, as it is written; None when there is no number."""
        return dialled(self.caller_number, self.extension)

    @property
    def confirmed(self) -> bool:
        """Whether the calendar has confirmed it as it stands: only then it is said to be booked (4.7)."""
        return self.status is Status.BOOKED

    @property
    def being_cancelled(self) -> bool:
        """Whether the caller has cancelled it and the calendar has not confirmed that yet."""
        return self.status is Status.CANCELLING

    @property
    def live(self) -> bool:
        """Whether its time is kept from everybody else."""
        return self.status in LIVE

    @property
    def online(self) -> bool:
        """Whether it is a video meeting with somebody to invite (SPEC 4.9)."""
        return self.meeting_type is MeetingType.ONLINE and bool(self.email)


def advance(booking: Booking, status: Status, *, now: datetime, **changes) -> Booking:
    """The booking in its next state, with whatever else changes. Nobody is at work on it unless said. Pure.

    Raises:
        IllegalMove: ``LEGAL`` does not allow it, or it would be booked without proof (SPEC 4.7).
    """
    if status not in LEGAL[booking.status]:
        raise IllegalMove(f"{booking.status.value} -> {status.value}")
    moved = replace(booking, **{"claimed_until": None, **changes}, status=status, updated_at=now)
    if status is Status.BOOKED and not moved.event_id:
        raise IllegalMove(f"{booking.status.value} -> booked without an event")
    wrong = moved.to is None if status is Status.MOVING else moved.to is not None
    # A move that is cancelled before it was confirmed still has two times at which its event may be.
    if wrong and status is not Status.CANCELLING:
        raise IllegalMove(f"{booking.status.value} -> {status.value} with a wrong destination")
    return moved


def dialled(number: str | None, extension: str | None) -> str | None:
    """A number with its extension, as it is written (ITU-T E.123). Pure.

    >>> dialled("+12125550123", "12"), dialled("+12125550123", None), dialled(None, None)
    ('+12125550123 ext. 12', '+12125550123', None)
    """
    return f"{number} ext. {extension}" if number and extension else number


def booking_id(call_id: str, sequence: int) -> str:
    """The id of a call's nth booking: a replay of the call gives the same (SPEC 8.3). Pure."""
    return identifier("booking", call_id, str(sequence))


def event_key(account_id: int, call_id: str, sequence: int, generation: int = 1) -> str:
    """The key of a call's nth event: letters a to v and digits, 44 of them. Pure.

    Args:
        generation: raised when a calendar still remembers the key from an event that was deleted.
    """
    digest = hashlib.sha256("\0".join(["event", str(account_id), call_id, str(sequence)]).encode()).digest()
    return f"db{base64.b32hexencode(digest[:25]).decode().lower()}{generation:02d}"


def identifier(*parts: str) -> str:
    """26 letters and digits that stand for these parts, and for no others. Pure.

    >>> identifier("message", "call-1", "callback")
    'EKBOIEZGBGBD6ALKM2B5GTHNLU'
    """
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return base64.b32encode(digest[:16]).decode().rstrip("=")
