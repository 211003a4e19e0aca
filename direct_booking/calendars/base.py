"""The one interface of a calendar: its verbs and the values they exchange.

The errors are in ``errors.py``; each provider is a module beside this one. Every provider runs the same
contract suite, ``tests/providers``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from direct_booking.scheduling.availability import Interval


@dataclass(frozen=True)
class CalendarInfo:
    """A calendar that the owner could book on.

    Attributes:
        id: the provider's own identifier.
        name: what the owner calls it.
        zone: its time zone.
        primary: whether it is the owner's main calendar.
        can_write: whether events can be created on it.
    """

    id: str
    name: str
    zone: ZoneInfo
    primary: bool
    can_write: bool


@dataclass(frozen=True)
class Busy:
    """When a calendar is busy: half-open, earliest first; they may overlap."""

    intervals: tuple[Interval, ...]


@dataclass(frozen=True)
class Unknown:
    """A calendar that could not be read: never free (SPEC 3.3).

    Attributes:
        reason: one sentence for the operator, without personal data.
    """

    reason: str


@dataclass(frozen=True)
class NewEvent:
    """An appointment to put on a calendar.

    Attributes:
        key: chosen by the product; creating twice with one key makes one event. Lower-case letters
            a to v and digits, 5 to 64 of them, so that every provider can carry it.
        span: half-open, UTC.
        title: one line.
        description: plain text.
        attendee_email: who is invited, if anyone.
        online: whether a video link is wanted.
        location: where it takes place, when that is to be written.
    """

    key: str
    span: Interval
    title: str
    description: str = ""
    attendee_email: str | None = None
    online: bool = False
    location: str = ""


@dataclass(frozen=True)
class EventRef:
    """Proof that an event is on a calendar.

    Attributes:
        calendar_id: the provider's identifier of the calendar.
        event_id: the provider's identifier of the event.
        key: the key it was created with.
        version: the provider's mark of this state of the event (an etag); changes when it changes.
        told: False when what was written leaves its guest without the message that goes with it, as where
            a provider sends no more of them today. Says nothing of calendars that invite nobody.
    """

    calendar_id: str
    event_id: str
    key: str
    version: str
    told: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class Event:
    """An event of this product's own, as it stands on the calendar now.

    Attributes:
        ref: where it is, with its present version.
        span: half-open, UTC.
        attendee_email: who is invited, if anyone.
        video_link: the address of the online meeting, once there is one.
        title, description: its words; white space may differ from what was written.
    """

    ref: EventRef
    span: Interval
    attendee_email: str | None = None
    video_link: str | None = None
    title: str = ""
    description: str = ""


class Calendar(Protocol):
    """One connection to one owner's calendars.

    Every verb takes ``deadline_s``, the seconds it may take in all, and returns or raises by then. Every
    verb may raise ``AccessExpired``, ``NoPermission``, ``CalendarMissing``, ``Unreachable`` and
    ``InvalidRequest``; nothing but ``CalendarError`` escapes. The verbs may be called from any thread.

    Attributes:
        name: what connections to it are stored under.
        invites: whether a guest of an event gets an invitation. Reading it may raise ``AccessExpired`` and
            ``Unreachable``.
    """

    name: str
    invites: bool

    def calendars(self, *, deadline_s: float) -> tuple[CalendarInfo, ...]:
        """List the owner's calendars, the primary one first."""

    def makes_links(self, calendar_id: str, *, deadline_s: float) -> bool:
        """Whether an appointment on a calendar that is to be online gets a video link."""

    def busy(
        self,
        calendar_ids: Sequence[str],
        span: Interval,
        *,
        ignoring: Sequence[EventRef] = (),
        deadline_s: float,
    ) -> Mapping[str, Busy | Unknown]:
        """Read when calendars are busy.

        Args:
            calendar_ids: every one of them has an answer in the result.
            span: every busy interval that touches it is returned, whole.
            ignoring: events of ours that do not count, as when one of them is being moved.

        Returns:
            For each calendar its busy time, or that it could not be read. Does not raise for a
            calendar that failed: an error of the whole connection makes all of them ``Unknown``,
            except ``AccessExpired``, which is raised.
        """

    def create(self, calendar_id: str, event: NewEvent, *, deadline_s: float) -> EventRef:
        """Put an event on a calendar, once: with a key that is there already, that event is returned.

        Raises:
            Conflict: the key is there already with other times, or belonged to an event since cancelled.
            OutcomeUnknown: it may have been written.
        """

    def find(self, calendar_id: str, key: str, *, deadline_s: float) -> Event | None:
        """The live event that was created with this key, or None. A cancelled one is None."""

    def reschedule(
        self,
        ref: EventRef,
        span: Interval,
        *,
        title: str | None = None,
        description: str | None = None,
        deadline_s: float,
    ) -> EventRef:
        """Move an event to other times, if it still is as ``ref`` says. All of it is written, or nothing.

        Args:
            title, description: its words from now on; None leaves them as they are.

        Raises:
            EventMissing: it was deleted. Conflict: it was changed since. OutcomeUnknown.
        """

    def invite(
        self,
        ref: EventRef,
        attendee_email: str | None,
        *,
        title: str | None = None,
        description: str | None = None,
        online: bool | None = None,
        deadline_s: float,
    ) -> EventRef:
        """Set who is invited, if the event still is as ``ref`` says. All of it is written, or nothing.

        Args:
            attendee_email: None for nobody.
            title, description: its words from now on; None leaves them as they are.
            online: whether a video link is wanted from now on: one that is there stays, or is taken off;
                None leaves it as it is.

        Raises:
            EventMissing: it was deleted. Conflict: it was changed since. OutcomeUnknown.
        """

    def cancel(self, ref: EventRef, *, deadline_s: float) -> None:
        """Take an event of ours off the calendar. Twice is the same as once.

        Raises:
            Conflict: it was changed by somebody else since ``ref``. OutcomeUnknown.
        """
