"""A call as it was recorded, whole: who, what was said, what was read, what the calendar did (SPEC 8.3).

Playing it again is in ``serving.replaying``; writing it as a call test is in ``reception.call_tests``.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from direct_booking.bookings.booking import Booking
from direct_booking.bookings.history import By
from direct_booking.reception.recording import ACCOUNT, BUSY, CALENDAR, VIDEO
from direct_booking.scheduling.availability import Interval
from direct_booking.settings import Settings, parse
from direct_booking.storage import bookings, call_turns, calls, history, readings
from direct_booking.storage.call_turns import CallTurn
from direct_booking.storage.calls import CallRecord
from direct_booking.storage.database import Database
from direct_booking.storage.readings import Reading
from direct_booking.zones import load_zone


@dataclass(frozen=True)
class Found:
    """What a call found in one of its turns.

    Attributes:
        settings, zone, why_off: what the account said.
        busy: times that were not free, UTC, earliest first; a word when they were not known.
        invites: whether a guest would get an invitation.
        makes_links: whether an appointment would get a video link; None when nobody asked.
        met: what the calendar did about the call's events in this turn: (verb, what), in order.
    """

    settings: Settings
    zone: ZoneInfo
    why_off: str | None
    busy: tuple[Interval, ...] | str
    invites: bool
    makes_links: bool | None
    met: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Recorded:
    """One call.

    Attributes:
        turns: what was said.
        found: for each turn, what was found in it.
        settled: when the reconciler was at work on bookings of this call, while it lasted.
    """

    call: CallRecord
    turns: tuple[CallTurn, ...]
    found: tuple[Found, ...]
    settled: tuple[datetime, ...]
    bookings: tuple[Booking, ...]


def recorded(database: Database, account_id: int, call_id: str) -> Recorded | None:
    """A call of this account as it was recorded; None when it cannot be replayed.

    That is so when there is no such call, its words were erased, or it is older than recordings.

    Raises:
        StorageError.
    """
    with database.reading() as transaction:
        call = calls.of_account(transaction, account_id, call_id)
        turns = call_turns.of_call(transaction, call_id)
        read = readings.of_call(transaction, call_id) if call else ()
        if call is None or not turns or not any(each.kind == ACCOUNT for each in read):
            return None
        told = history.of_call(transaction, account_id, call_id)
        made = bookings.of_call(transaction, account_id, call_id)
    return Recorded(
        call=call,
        turns=turns,
        found=tuple(_found(read, turn.number) for turn in turns),
        settled=tuple(dict.fromkeys(entry.at for entry in told if entry.by is By.RECONCILER)),
        bookings=made,
    )


def _found(read: tuple[Reading, ...], turn: int) -> Found:
    """What held in a turn: what was read in it, or else last before, or else first after."""
    account = _at(read, ACCOUNT, turn)
    busy = _at(read, BUSY, turn)
    video = _at(read, VIDEO, turn)
    return Found(
        settings=parse(account["settings"]),
        zone=load_zone(account["zone"]),
        why_off=account["why_off"],
        busy=() if busy is None else busy.get("unknown") or _intervals(busy["busy"]),
        invites=bool(busy and busy["invites"]),
        makes_links=video["makes_links"] if video else None,
        met=tuple(
            (each.body["verb"], each.body["what"])
            for each in read
            if each.kind == CALENDAR and each.turn == turn
        ),
    )


def _at(read: tuple[Reading, ...], kind: str, turn: int) -> dict | None:
    mine = [each for each in read if each.kind == kind]
    known = [each for each in mine if each.turn <= turn] or mine[:1]
    return known[-1].body if known else None


def _intervals(busy: list[list[str]]) -> tuple[Interval, ...]:
    return tuple(Interval(*map(datetime.fromisoformat, edges)) for edges in busy)
