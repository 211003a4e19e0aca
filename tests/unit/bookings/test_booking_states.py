"""The states of a booking, and the names that are worked out for it."""

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.bookings.booking import (
    LEGAL,
    LIVE,
    PENDING,
    Booking,
    IllegalMove,
    Placement,
    Status,
    advance,
    booking_id,
    event_key,
)
from direct_booking.settings import MeetingType

NOW = datetime(2026, 3, 2, 14, tzinfo=timezone.utc)
HALF_HOUR = timedelta(minutes=30)
PLACEMENT = Placement.of(NOW, length=HALF_HOUR, before=timedelta(minutes=5), after=timedelta(minutes=10))
BOOKING = Booking(
    id="B",
    account_id=1,
    call_id="call-1",
    sequence=1,
    status=Status.REQUESTED,
    placement=PLACEMENT,
    to=None,
    meeting_type=MeetingType.ONLINE,
    caller_name=None,
    caller_number=None,
    email=None,
    title="A caller (online)",
    description="",
    location="",
    provider="local",
    calendar_id="primary",
    event_key="dbkey",
    event_id=None,
    event_version=None,
    needs_attention=None,
    claimed_until=NOW,
    created_at=NOW,
    updated_at=NOW,
)


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_only_legal_moves_are_made(before, after):
    """Every pair of states: the table decides, and nothing else."""
    there = PLACEMENT if after is Status.MOVING else None
    booking = replace(BOOKING, status=before)

    if after in LEGAL[before]:
        assert advance(booking, after, now=NOW, event_id="e", to=there).status is after
    else:
        with pytest.raises(IllegalMove):
            advance(booking, after, now=NOW, event_id="e", to=there)


def test_nothing_is_booked_without_the_events_id():
    """4.7: the record holds the event's id, or it is not booked."""
    with pytest.raises(IllegalMove):
        advance(BOOKING, Status.BOOKED, now=NOW)


def test_a_move_says_where_to_and_nothing_else_does():
    """Both ranges are kept while it moves, and only then."""
    booked = replace(BOOKING, status=Status.BOOKED, event_id="e")
    with pytest.raises(IllegalMove):
        advance(booked, Status.MOVING, now=NOW)
    moving = advance(booked, Status.MOVING, now=NOW, to=PLACEMENT)
    with pytest.raises(IllegalMove):
        advance(moving, Status.BOOKED, now=NOW)


def test_a_step_gives_up_the_claim_unless_it_says_otherwise():
    """Nobody is at work on what has been settled."""
    assert advance(BOOKING, Status.LOST, now=NOW).claimed_until is None


def test_every_state_is_either_pending_or_settled():
    """What is pending is live, and can be settled; what is neither live nor pending is final."""
    assert PENDING < LIVE
    assert all(LEGAL[status] for status in LIVE)
    assert not any(LEGAL[status] for status in set(Status) - LIVE)


def test_buffers_move_along():
    """A placement keeps its buffers wherever it goes."""
    moved = PLACEMENT.shifted_to(NOW + HALF_HOUR, NOW + 2 * HALF_HOUR)

    assert moved.padded_starts_at == moved.starts_at - timedelta(minutes=5)
    assert moved.padded_ends_at == moved.ends_at + timedelta(minutes=10)


@given(st.integers(1, 10**9), st.text(max_size=80), st.integers(1, 99), st.integers(1, 3))
def test_every_provider_can_carry_every_key(account, call_id, sequence, generation):
    """Letters a to v and digits, 5 to 64 of them, whatever the channel calls its calls."""
    assert re.fullmatch(r"[0-9a-v]{5,64}", event_key(account, call_id, sequence, generation))
    assert re.fullmatch(r"[A-Z2-7]{26}", booking_id(call_id, sequence))


def test_keys_differ_by_account_call_sequence_and_generation():
    """One key is one event."""
    keys = {
        event_key(account, call_id, sequence, generation)
        for account in (1, 2)
        for call_id in ("a", "b")
        for sequence in (1, 2)
        for generation in (1, 2)
    }
    assert len(keys) == 16
