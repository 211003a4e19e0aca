"""A small office on a real database and a real calendar, for tests of the reception.

Faults to put in its way are in ``breaking.py``.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from sqlalchemy import select

from direct_booking.bookings.booking import LIVE, PENDING, Booking, Status
from direct_booking.bookings.history import Intact, verify
from direct_booking.calendars.base import Calendar, NewEvent
from direct_booking.calendars.local import LocalCalendar
from direct_booking.clock import SetClock
from direct_booking.reception.outcomes import Details, Offered
from direct_booking.scheduling.availability import Interval
from direct_booking.scheduling.offer import Kind
from direct_booking.scheduling.wish import Stretch, Wish
from direct_booking.settings import MeetingType, Settings
from direct_booking.storage import accounts, bookings, history, settings
from direct_booking.storage.database import Database
from direct_booking.storage.schema import local_events
from direct_booking.texting.base import Texting
from direct_booking.wiring import Desk, build, connect_local

# What may never happen, as the reports count it.
FALSE, OVERLAP, ORPHAN, FOREIGN = "false confirmation", "overlap", "orphan", "change from another call"
UNSETTLED, FORGED = "not settled", "broken history"

NEW_YORK = ZoneInfo("America/New_York")
_NUMBERS = itertools.count()
# A Monday, nine in the morning in New York.
NOW = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)
CALLER = "+12125550101"
ANN = Details("Ann Lee", CALLER, "ann.lee@example.com", MeetingType.ONLINE)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A wall-clock time of March 2026 in New York, in UTC."""
    return datetime(2026, 3, day, hour, minute, tzinfo=NEW_YORK).astimezone(timezone.utc)


TUESDAY_AT_TWO = at(3, 14)
TUESDAY_AT_THREE = at(3, 15)


@dataclass(frozen=True)
class Office:
    """One account of an installation.

    Attributes:
        calendar: the real one, whatever stands between it and the desk.
        number: what its callers call, E.164; None where it is the only office.
    """

    desk: Desk
    account_id: int
    calendar: LocalCalendar
    calendar_id: str
    number: str | None = field(default=None, kw_only=True)

    @property
    def clock(self) -> SetClock:
        """The clock of the desk."""
        return self.desk.clock

    @property
    def database(self) -> Database:
        """The database of the desk."""
        return self.desk.database

    def call(self, call_id: str = "call-1", *, caller: str | None = CALLER, called: str | None = None) -> str:
        """A call begins; its id."""
        self.desk.calls.start(call_id, caller, called or self.number)
        return call_id

    def hold(self, call_id: str, start: datetime, *, moving: bool = False) -> Offered:
        """Ask for one time on a call; it must be had."""
        offered = self.ask(call_id, start, moving=moving)
        assert offered.offer.kind is Kind.TIME, offered.offer
        return offered

    def ask(self, call_id: str, start: datetime, *, moving: bool = False):
        """Ask for one time on a call."""
        return self.desk.offering.ask(call_id, None, wish_for(start), None, moving=moving)

    def book(self, call_id: str = "call-1", start: datetime = TUESDAY_AT_TWO, details: Details = ANN):
        """A call that asks for one time and says yes; what came of it."""
        self.call(call_id)
        self.hold(call_id, start)
        return self.desk.booking.book(call_id, details)

    def change(self, **values) -> None:
        """Change the account's settings."""
        with self.database.writing(self.account_id) as transaction:
            present = settings.of_account(transaction, self.account_id)
            settings.save(transaction, self.account_id, replace(present, **values), now=self.clock.now())

    def made_on(self, call_id: str = "call-1") -> tuple[Booking, ...]:
        """The record of what was booked on a call."""
        with self.database.reading() as transaction:
            return bookings.of_call(transaction, self.account_id, call_id)

    def told(self, booking: Booking) -> list[str]:
        """What the history tells of a booking, in order."""
        with self.database.reading() as transaction:
            return [
                entry.what.value for entry in history.of_booking(transaction, self.account_id, booking.id)
            ]

    def events(self) -> dict[str, Interval]:
        """The product's live events on the calendar, by key."""
        with self.database.reading() as transaction:
            rows = transaction.execute(
                select(local_events).where(
                    local_events.c.key.is_not(None),
                    local_events.c.status == "confirmed",
                    local_events.c.calendar_id == self.calendar_id,
                )
            )
            return {row.key: Interval(row.starts_at, row.ends_at) for row in rows}

    def owner_writes(self, start: datetime, minutes: int = 30) -> None:
        """The owner is busy then. (An event with a key that no booking has.)"""
        span = Interval(start, start + timedelta(minutes=minutes))
        lunch = NewEvent(f"lunch{next(_NUMBERS)}", span, "Lunch")
        self.calendar.create(self.calendar_id, lunch, deadline_s=5)

    def reconcile(self, *, rounds: int = 1, after: timedelta = timedelta(seconds=70)) -> None:
        """Time passes and the reconciler runs."""
        for _ in range(rounds):
            self.clock.advance(after)
            self.desk.reconciling.run_once()


def open_office(
    database: Database,
    *,
    name: str = "default",
    called: str | None = None,
    now: datetime = NOW,
    standing_between: Callable[[Calendar], Calendar] | None = None,
    desk_database: Database | None = None,
    texting: Texting | None = None,
) -> Office:
    """An account with one assistant and the embedded calendar, and a desk for it."""
    clock = SetClock(now)
    with database.writing(0) as transaction:
        account = accounts.account_named(transaction, name)
        if account is None:
            account = accounts.add_account(transaction, name, now=now)
            accounts.add_assistant(
                transaction, account.id, "Receptionist", called_number=called, direct_booking=True
            )
    connect_local(database, clock, account.id, NEW_YORK)
    calendar = LocalCalendar(database, account.id, clock)

    def calendar_of(connection) -> Calendar:
        real = LocalCalendar(database, connection.account_id, clock)
        return standing_between(real) if standing_between else real

    desk = build({}, clock=clock, calendars=calendar_of, database=desk_database or database, texting=texting)
    return Office(desk, account.id, calendar, calendar.calendars(deadline_s=5)[0].id, number=called)


def wish_for(start: datetime) -> Wish:
    """The wish for one instant, as a caller in New York says it."""
    local = start.astimezone(NEW_YORK)
    minute = local.hour * 60 + local.minute
    return Wish(any_of=(Stretch(local.date(), local.date(), minute, minute),))


class Broken(AssertionError):
    """Something has happened that may never happen.

    Attributes:
        law: which of them, as ``FALSE`` and the others name it.
    """

    def __init__(self, law: str, seen: object) -> None:
        super().__init__(f"{law}: {seen}")
        self.law = law


def require(holds: bool, law: str, seen: object) -> None:
    """Raise ``Broken`` unless a law holds."""
    if not holds:
        raise Broken(law, seen)


def every_booking(office: Office) -> tuple[Booking, ...]:
    """The whole record of the account."""
    with office.database.reading() as transaction:
        return bookings.of_account(transaction, office.account_id)


def check_truth(office: Office) -> None:
    """What must hold at every moment, whatever failed so far."""
    made, events = every_booking(office), office.events()
    for booking in made:
        if booking.status is Status.BOOKED:
            # 4.7: booked is only what the calendar has, at that time, under the id on record.
            there = events.get(booking.event_key) == Interval(booking.starts_at, booking.ends_at)
            require(there and bool(booking.event_id), FALSE, booking)
    times = [
        (placement, booking.id)
        for booking in made
        if booking.status in LIVE
        for placement in ((booking.placement, booking.to) if booking.to else (booking.placement,))
    ]
    for one, its in times:
        for other, others in times:
            if its < others:
                apart = one.ends_at <= other.starts_at or other.ends_at <= one.starts_at
                require(apart, OVERLAP, (one, other))
    with office.database.reading() as transaction:
        entries = list(history.of_account(transaction, office.account_id))
    require(isinstance(verify(entries), Intact), FORGED, verify(entries))
    last = {entry.booking_id: entry.facts["status"] for entry in entries}
    require(last == {booking.id: booking.status.value for booking in made}, FORGED, last)


def check_settled(office: Office) -> None:
    """What must hold after the reconciler: nothing is pending, and no event of ours is without a booking."""
    check_truth(office)
    made = every_booking(office)
    require(not [booking for booking in made if booking.status in PENDING], UNSETTLED, made)
    ours = {booking.event_key for booking in made}
    live = {booking.event_key for booking in made if booking.live}
    found = {key for key in office.events() if key in ours}
    require(found == live, ORPHAN, (found, live))


def owner_settings(**values) -> Settings:
    """The defaults with some of them changed."""
    return replace(Settings(), **values)
