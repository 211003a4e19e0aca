"""An owner's Microsoft calendar, connected to the product by its own client, on the stand-in."""

from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qsl, urlsplit

from direct_booking.calendars.base import Busy, Event, EventRef, NewEvent, Unknown
from direct_booking.calendars.http import Door
from direct_booking.calendars.microsoft import AT_ONCE, MicrosoftCalendar
from direct_booking.calendars.microsoft_oauth import Addresses, App, MicrosoftGrant, begin, finish
from direct_booking.clock import SetClock
from direct_booking.scheduling.availability import Interval
from standins.graph import Graph
from standins.graph_mailbox import Item
from standins.serving import Asked
from standins.vaults import MemoryVault

MONDAY = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)
WEEK = Interval(MONDAY - timedelta(days=1), MONDAY + timedelta(days=6))
REDIRECT = "http://localhost:8400/callback"

# Patience enough for anything but what hangs.
QUICK = {"deadline_s": 5.0}


def at(minute: int, length_minutes: int = 30) -> Interval:
    """A stretch that begins so many minutes after Monday's beginning."""
    start = MONDAY + timedelta(minutes=minute)
    return Interval(start, start + timedelta(minutes=length_minutes))


ANN = NewEvent("ann00", at(0), "Ann", "by phone", attendee_email="ann@example.com")


class ConnectedMicrosoft:
    """One mailbox with two calendars, and a client with access to it.

    Attributes:
        clock: the client's; the stand-in has the machine's, by which its answers are dated.
        paused: how long the client would have waited, in seconds, each time.
    """

    def __init__(self) -> None:
        """Sign in, as an owner does."""
        self.clock = SetClock(MONDAY)
        self.paused: list[float] = []
        self.graph = Graph()
        self.mailbox = self.graph.mailbox
        self.primary_id = self.mailbox.add_calendar("Calendar").id
        self.other_id = self.mailbox.add_calendar("Another").id
        self.door = Door(at_once=AT_ONCE)
        addresses = Addresses(login=self.graph.server.url, api=self.graph.api)
        self.app = App(self.graph.login.client_id, self.graph.login.client_secret, addresses=addresses)
        self.vault = MemoryVault(self.sign_in())
        self.calendar = self.client()

    def sign_in(self) -> dict[str, object]:
        """The secret of a new sign-in."""
        begun = begin(self.app, REDIRECT)
        answer = self.owner_visits(begun.address)
        return finish(self.app, begun.flow, answer, door=self.door, clock=self.clock, **QUICK)

    def owner_visits(self, address: str) -> dict[str, str]:
        """What the owner's browser comes back with."""
        answer = self.door.send("GET", address, **QUICK)
        return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))

    def grant(self) -> MicrosoftGrant:
        """The access, as a process of its own would have it."""
        return MicrosoftGrant(self.app, self.vault, self.door, self.clock)

    def client(self, **details) -> MicrosoftCalendar:
        """A client, as a process of its own would have it: with nothing in its memory."""
        known = {"address": self.graph.api, "pause": self.paused.append, **details}
        return MicrosoftCalendar(self.door, self.grant(), self.clock, **known)

    def create(self, event: NewEvent = ANN) -> EventRef:
        """Put an event on the primary calendar, as the product does."""
        return self.calendar.create(self.primary_id, event, **QUICK)

    def busy(self, span: Interval = WEEK, **options) -> Busy | Unknown:
        """What the product is told of the primary calendar."""
        return self.calendar.busy([self.primary_id], span, **{**QUICK, **options})[self.primary_id]

    def found(self) -> Event | None:
        """What the product finds by the key of ``ANN``."""
        return self.calendar.find(self.primary_id, ANN.key, **QUICK)

    def asked(self) -> list[Asked]:
        """What Graph was asked since this was asked last, sign-ins left out."""
        found = [one for one in self.graph.server.asked if one.parts[:1] == ("v1.0",)]
        self.graph.server.asked.clear()
        return found

    def only_item(self) -> Item:
        """The only event on the primary calendar, as the mailbox has it."""
        (item,) = self.mailbox.live(self.primary_id)
        return item

    def close(self) -> None:
        """Stop, and make sure that the product kept to Graph's rules and to its own events."""
        self.graph.close()
        self.door.close()
        assert self.graph.wrong() == []
