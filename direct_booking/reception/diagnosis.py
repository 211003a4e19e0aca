"""Why an assistant does not offer appointments: a list of checks, each with its remedy (SPEC 2.6).

The same answer on the command line (``direct-booking why``) and in the console. Whether the installation
itself is healthy is asked by ``direct-booking doctor``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.reception.access import NotConnected
from direct_booking.reception.diary import Diary
from direct_booking.reception.facts import interval, reach
from direct_booking.reception.health import Checking
from direct_booking.reception.names import PROVIDERS
from direct_booking.scheduling.availability import Availability, Interval, Rules, open_slots, tally
from direct_booking.scheduling.offer import Reason
from direct_booking.scheduling.rules import rules_of
from direct_booking.settings import BrokenSettings, Settings
from direct_booking.storage import bookings, holds, settings
from direct_booking.storage.accounts import Assistant
from direct_booking.storage.connections import CalendarConnection
from direct_booking.storage.database import Database

# What an owner can do about each rule that removes starts.
REMEDIES: Mapping[Reason, str] = {
    Reason.CLOSED: "open more hours, or take closed dates and public holidays out",
    Reason.OUTSIDE_HOURS: "make windows longer, or the meeting shorter",
    Reason.TAKEN: "the calendar is full: free some time on it, or look further ahead",
    Reason.BUFFER: "make the buffers shorter",
    Reason.TOO_SOON: "make the notice shorter",
    Reason.TOO_FAR: "look further ahead",
}

# What is not seen in a calendar's busy time though an owner may expect it.
GOOD_TO_KNOW: Mapping[str, str] = {
    "google": " Google calls all-day events free unless their owner says otherwise: a closed date is sure."
}


@dataclass(frozen=True)
class Check:
    """One question about an assistant.

    Attributes:
        name: ``switch``, ``connection``, ``settings``, ``calendar`` or ``slots``.
        ok: None when it could not be asked, because of an earlier one.
        result: one sentence.
        remedy: what to do; empty when it is well.
    """

    name: str
    ok: bool | None
    result: str
    remedy: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """All checks of one assistant.

    Attributes:
        open_starts: how many starts a caller could be offered now, in the whole look-ahead.
        first_open: the earliest of them, UTC; None when there is none.
        removed: how many candidate starts each rule removed, most first; the past is left out.
    """

    assistant: Assistant
    checks: tuple[Check, ...]
    open_starts: int = 0
    first_open: datetime | None = None
    removed: Mapping[Reason, int] = field(default_factory=dict)

    @property
    def well(self) -> bool:
        """Whether the assistant can offer an appointment now."""
        return all(check.ok for check in self.checks)


class Diagnosing:
    """Asks. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, diary: Diary, checking: Checking) -> None:
        self._database = database
        self._clock = clock
        self._diary = diary
        self._checking = checking

    def diagnose(self, assistant: Assistant) -> Diagnosis:
        """Check an assistant, its account's calendar included, which may take some seconds.

        Raises:
            StorageError.
        """
        connection, connected = self._connection(assistant.account_id)
        own, complete = self._settings(assistant.account_id)
        checks = [switch_check(assistant), connected, complete]
        if connection is None or not connected.ok or own is None:
            unasked = "It was not looked at, because of what is said above."
            return Diagnosis(
                assistant, (*checks, Check("calendar", None, unasked), Check("slots", None, unasked))
            )
        now = self._clock.now()
        rules = rules_ahead(own, connection.zone, now)
        busy = self._diary.busy(connection, reach(rules, now), deadline=Deadline())
        if isinstance(busy, str):
            read = Check(
                "calendar",
                False,
                "The calendar's busy time could not be read, so nothing is offered.",
                "reconnect it" if busy == "access_expired" else "wait a minute, and check its server",
            )
            return Diagnosis(assistant, (*checks, read, Check("slots", None, read.result)))
        found = open_slots(rules, (*busy, *self._own(assistant.account_id, reach(rules, now))), now=now)
        removed = {reason: number for reason, number in tally(found).items() if reason is not Reason.PAST}
        told = f"{len(busy)} busy times were read.{GOOD_TO_KNOW.get(connection.provider, '')}"
        read = Check("calendar", True, told)
        return Diagnosis(
            assistant,
            (*checks, read, slots_check(found, removed, rules)),
            open_starts=len(found.slots),
            first_open=found.slots[0] if found.slots else None,
            removed=removed,
        )

    def _connection(self, account_id: int) -> tuple[CalendarConnection | None, Check]:
        try:
            checked = self._checking.check(account_id)
        except NotConnected:
            return None, Check(
                "connection", False, "No calendar is connected.", "connect one: booking needs a calendar"
            )
        if checked.problem:
            return checked.connection, Check("connection", False, checked.problem, "reconnect the calendar")
        return checked.connection, Check(
            "connection", True, f"Connected, and it answers: {PROVIDERS[checked.connection.provider]}."
        )

    def _settings(self, account_id: int) -> tuple[Settings | None, Check]:
        try:
            with self._database.reading() as transaction:
                own = settings.of_account(transaction, account_id)
        except BrokenSettings as error:
            return None, Check("settings", False, str(error), "correct the settings")
        return own, settings_check(own)

    def _own(self, account_id: int, span: Interval) -> tuple[Interval, ...]:
        with self._database.reading() as transaction:
            kept = bookings.live(transaction, account_id, since=span.start, until=span.end)
            held = holds.of_others(transaction, account_id, "", now=self._clock.now())
        return tuple(interval(each) for each in (*kept, *(hold.placement for hold in held)))


def rules_ahead(own: Settings, zone: ZoneInfo, now: datetime) -> Rules:
    """The rules of these settings over their look-ahead, and a week more. Pure."""
    today = now.astimezone(zone).date()
    return rules_of(own, zone, today - timedelta(days=1), today + timedelta(days=own.look_ahead_days + 8))


def switch_check(assistant: Assistant) -> Check:
    """Whether this assistant may book at all. Pure."""
    if assistant.direct_booking:
        return Check("switch", True, f"Direct Booking is on for {assistant.name}.")
    return Check("switch", False, f"Direct Booking is off for {assistant.name}.", "switch it on")


def settings_check(own: Settings) -> Check:
    """Whether the settings leave anything to offer on an empty calendar. Pure."""
    stretches = [window for windows in own.windows.values() for window in windows]
    if not stretches:
        return Check("settings", False, "There are no opening hours.", "add availability windows")
    if max((end - start) % 1440 or 1440 for start, end in stretches) < own.length_minutes:
        return Check(
            "settings",
            False,
            f"No window is as long as a meeting of {own.length_minutes} minutes.",
            REMEDIES[Reason.OUTSIDE_HOURS],
        )
    return Check("settings", True, "The settings are complete.")


def slots_check(found: Availability, removed: Mapping[Reason, int], rules: Rules) -> Check:
    """Whether anything is open; if not, the rule that removed most is the one to look at. Pure."""
    if found.slots:
        return Check("slots", True, f"{len(found.slots)} starts can be offered.")
    worst = next(iter(removed), Reason.CLOSED)
    return Check(
        "slots",
        False,
        f"Nothing is open within {rules.look_ahead_days} days.",
        REMEDIES.get(worst, REMEDIES[Reason.CLOSED]),
    )
