"""An owner's Google Calendar, connected to the product by its own client, on the stand-in."""

from datetime import datetime, timedelta, timezone

from direct_booking.calendars.base import Busy, NewEvent, Unknown
from direct_booking.calendars.google import GoogleCalendar
from direct_booking.calendars.google_grant import GoogleGrant
from direct_booking.calendars.google_oauth import SCOPES
from direct_booking.calendars.http import Door
from direct_booking.clock import SetClock
from direct_booking.scheduling.availability import Interval
from standins.google import GoogleStandIn
from standins.google_contract import BASE
from standins.google_values import OWNER, One
from standins.serving import Asked
from standins.vaults import MemoryVault

MONDAY = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)
DAY = Interval(MONDAY - timedelta(hours=12), MONDAY + timedelta(hours=12))
WEEK = Interval(MONDAY - timedelta(days=3), MONDAY + timedelta(days=4))

QUICK = {"deadline_s": 5.0}
# Every try that patience has fits into it; a wait that a server asks for does not.
SHORT = {"deadline_s": 1.0}


def at(minute: float, length: float = 30) -> Interval:
    """A stretch that begins so many minutes after Monday's beginning."""
    return Interval(MONDAY + timedelta(minutes=minute), MONDAY + timedelta(minutes=minute + length))


ANN = NewEvent("ann00", at(0), "Ann", attendee_email="ann@example.com")
ONLINE = NewEvent("ann00", at(0), "Ann", attendee_email="ann@example.com", online=True)


class ConnectedGoogle:
    """One Google account and a client with access to it; ``clock`` rules both of them."""

    def __init__(self, *scopes: str) -> None:
        """Give access with these scopes; with those that the product asks for when there are none."""
        self.clock = SetClock(MONDAY)
        self.google = GoogleStandIn(self.clock)
        self.door = Door()
        refresh_token = self.google.accounts.give(*(scopes or SCOPES))
        self.vault = MemoryVault({"refresh_token": refresh_token})
        self.calendar = self.client()

    @property
    def primary(self) -> One:
        """The owner's main calendar, as Google has it."""
        return next(one for one in self.google.calendars.all.values() if one.primary)

    @property
    def ours(self) -> dict:
        """The one event of ours, as Google has it."""
        (event,) = (self.primary.events[each] for each in self.primary.made_here)
        return event

    def busy(self, span: Interval = DAY, **options) -> Busy | Unknown:
        """When the product finds the primary calendar busy."""
        return self.calendar.busy([OWNER], span, **options, **QUICK)[OWNER]

    def grant(self) -> GoogleGrant:
        """The access, as a process of its own would have it."""
        return GoogleGrant(self.google.app, self.vault, self.door, self.clock)

    def client(self) -> GoogleCalendar:
        """A client, as a process of its own would have it."""
        return GoogleCalendar(self.door, self.grant(), self.clock, self.google.addresses.api)

    def close(self) -> None:
        """Stop, and make sure that the product kept to Google's rules and to its own events."""
        self.google.close()
        self.door.close()
        assert self.google.server.problems == []
        assert self.google.trespasses == []


def writes(asked: Asked) -> bool:
    """Whether a request writes an event."""
    asks = asked.method == "GET" or asked.path.endswith("/freeBusy")
    return asked.path.startswith(BASE) and not asks
