"""Google Calendar, the verbs of ``base.Calendar`` (SPEC 1.2).

An event's identifier is its key, so that creating twice makes one event and finding is asking by identifier.
What is asked of Google for them is in ``google_requests.py``, events in ``google_events.py``, busy time in
``google_reading.py``, what answers mean in ``google_errors.py``, and the sign-in in ``google_oauth.py``.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from direct_booking.calendars import checking, google_events
from direct_booking.calendars.base import Busy, CalendarInfo, Event, EventRef, NewEvent, Unknown
from direct_booking.calendars.errors import (
    CalendarMissing,
    Conflict,
    EventMissing,
    InvalidRequest,
    OutcomeUnknown,
    Unreachable,
)
from direct_booking.calendars.google_client import ADDRESS, Client
from direct_booking.calendars.google_errors import Deleted, KeyTaken, QuotaUsedUp
from direct_booking.calendars.google_reading import Reading
from direct_booking.calendars.google_requests import Requests, legible
from direct_booking.calendars.grants import Grant
from direct_booking.calendars.http import Door
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.scheduling.availability import Interval

# Invitations that Google has refused to send are not promised to the next callers; its caps last for hours.
CAP = timedelta(hours=1)
# Whether a calendar may have a Meet changes when the owner's organisation says so.
_MEETS_KEPT = timedelta(minutes=10)

log = logging.getLogger(__name__)


class GoogleCalendar:
    """The calendars of one Google account; see ``base.Calendar`` for its verbs."""

    name = "google"

    def __init__(self, door: Door, grant: Grant, clock: Clock, address: str = ADDRESS) -> None:
        """Ask nothing yet; the first one in a process loads Google's library.

        Args:
            address: of Google Calendar's API; another one for a stand-in.
        """
        self._requests = Requests(Client(door, grant, clock, address))
        self._reading = Reading(self._requests)
        self._clock = clock
        self._capped_at: datetime | None = None
        self._meets: dict[str, tuple[bool, datetime]] = {}

    @property
    def invites(self) -> bool:
        """Whether a guest gets an invitation: not for an hour after Google has said that it sends no more."""
        capped_at = self._capped_at
        return capped_at is None or self._clock.now() - capped_at >= CAP

    def calendars(self, *, deadline_s: float) -> tuple[CalendarInfo, ...]:
        """List the calendars that the owner sees, the primary one first; only owned ones can be written."""
        entries = list(self._requests.calendars(Deadline(deadline_s)))
        with legible():
            infos = [google_events.info_of(entry) for entry in entries]
            listed = [info for info in infos if info is not None]
        return tuple(sorted(listed, key=lambda info: (not info.primary, info.name, info.id)))

    def makes_links(self, calendar_id: str, *, deadline_s: float) -> bool:
        """Whether a calendar may have a Google Meet, as it was some minutes ago at most."""
        now = self._clock.now()
        makes, until = self._meets.get(calendar_id, (False, now))
        if until <= now:
            makes = self._requests.allows_meet(calendar_id, Deadline(deadline_s))
            self._meets[calendar_id] = (makes, now + _MEETS_KEPT)
        return makes

    def busy(
        self,
        calendar_ids: Sequence[str],
        span: Interval,
        *,
        ignoring: Sequence[EventRef] = (),
        deadline_s: float,
    ) -> Mapping[str, Busy | Unknown]:
        """Read when calendars are busy; see ``base.Calendar.busy``."""
        checking.check_span(span)
        return self._reading.busy(calendar_ids, span, ignoring, Deadline(deadline_s))

    def create(self, calendar_id: str, event: NewEvent, *, deadline_s: float) -> EventRef:
        """Put an event on a calendar, once; see ``base.Calendar.create``.

        Where Google sends no more invitations today, or makes no video links on this calendar, the event is
        made without.
        """
        checking.check_event(event)
        google_events.check_calendar_id(calendar_id)
        deadline = Deadline(deadline_s)
        try:
            return self._insert(calendar_id, google_events.body_of(event), deadline)
        except KeyTaken:
            return self._there(calendar_id, event, deadline)
        except EventMissing as error:
            raise CalendarMissing("Google knows no such calendar.") from error

    def find(self, calendar_id: str, key: str, *, deadline_s: float) -> Event | None:
        """The live event that was created with this key, or None."""
        google_events.check_calendar_id(calendar_id)
        data = self._requests.event(calendar_id, key, Deadline(deadline_s))
        with legible():
            # Google also gives events that were deleted; and one without our mark is nobody's business.
            if data is None or not google_events.is_ours(data, key) or not google_events.is_live(data):
                return None
            return google_events.event_of(calendar_id, data)

    def reschedule(
        self,
        ref: EventRef,
        span: Interval,
        *,
        title: str | None = None,
        description: str | None = None,
        deadline_s: float,
    ) -> EventRef:
        """Move an event to other times; see ``base.Calendar.reschedule``."""
        checking.check_span(span)
        checking.check_words(title, description)
        changes = google_events.moved_to(span) | google_events.words_of(title, description)
        return self._patch(ref, changes, Deadline(deadline_s), must_tell=False)

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
        """Set who is invited; see ``base.Calendar.invite``. Guests whom the owner has added stay.

        Raises:
            QuotaUsedUp: Google sends no more invitations today.
        """
        checking.check_email(attendee_email)
        checking.check_words(title, description)
        google_events.check_ref(ref)
        deadline = Deadline(deadline_s)
        data = self._requests.event(ref.calendar_id, ref.key, deadline)
        with legible():
            if data is None or not google_events.is_ours(data, ref.key) or not google_events.is_live(data):
                raise EventMissing("The event is no longer on the calendar.")
            if data["etag"] != ref.version:
                raise Conflict("The event was changed since it was last read.")
            changes = {
                "attendees": google_events.guests_with(data, attendee_email),
                **google_events.marks_of(ref.key, attendee_email),
                **google_events.words_of(title, description),
                **_link_change(data, ref, online),
            }
        return self._patch(ref, changes, deadline, must_tell=attendee_email is not None)

    def cancel(self, ref: EventRef, *, deadline_s: float) -> None:
        """Take an event of ours off the calendar; see ``base.Calendar.cancel``."""
        deadline = Deadline(deadline_s)
        try:
            google_events.check_ref(ref)
            self._quietly_if_needed(
                lambda tell: self._requests.delete(ref, deadline, tell=tell), must_tell=False
            )
        except Deleted:
            return  # twice is the same as once
        except EventMissing:
            self._requests.require(ref.calendar_id, deadline)
        except Conflict:
            if self._is_there(ref, deadline):
                raise

    def _insert(
        self, calendar_id: str, body: Mapping[str, Any], deadline: Deadline, *, told: bool = True
    ) -> EventRef:
        try:
            made = self._requests.insert(calendar_id, body, deadline)
            return _proof(calendar_id, body["id"], made, told=told)
        except QuotaUsedUp:
            # Field notes: invitations are capped; the booking stands, the invite is open.
            if "attendees" not in body:
                raise
            log.warning("Google sends no more invitations today: an event is made without its guest")
            self._capped_at = self._clock.now()
            smaller, told = google_events.without(body, "attendees"), False
        except InvalidRequest:
            # Not every calendar may have a Meet, and Google says no more than that.
            if "conferenceData" not in body:
                raise
            log.warning("Google refused an event with a video link: it is made without")
            smaller = google_events.without(body, "conferenceData")
        return self._insert(calendar_id, smaller, deadline, told=told)

    def _there(self, calendar_id: str, event: NewEvent, deadline: Deadline) -> EventRef:
        """The event that has this key already, if it is the very one that was to be made."""
        key = event.key
        try:
            data = self._requests.event(calendar_id, key, deadline)
            if data is None:
                # Google has not caught up with itself. Another key could make two of them.
                raise Unreachable("It is not there.")
            if not google_events.is_live(data):
                raise Conflict("The key belonged to an event that has since been cancelled.")
            if not google_events.is_ours(data, key):
                raise Conflict("The key belongs to an event of somebody else's.")
            with legible():
                there = google_events.event_of(calendar_id, data)
        except Unreachable as error:
            raise OutcomeUnknown("The key is taken, and by what was not answered.", key) from error
        if there.span != google_events.kept(event.span):
            raise Conflict("The key is there already with other times.")
        return replace(there.ref, told=event.attendee_email is None or there.attendee_email is not None)

    def _patch(
        self, ref: EventRef, changes: Mapping[str, Any], deadline: Deadline, *, must_tell: bool
    ) -> EventRef:
        google_events.check_ref(ref)
        try:
            made, told = self._quietly_if_needed(
                lambda tell: self._requests.patch(ref, changes, deadline, tell=tell), must_tell=must_tell
            )
        except InvalidRequest:
            if not changes.get("conferenceData"):
                raise
            log.warning("Google refused an event with a video link: it stays without")
            plain = {name: value for name, value in changes.items() if name != "conferenceData"}
            return self._patch(ref, plain, deadline, must_tell=must_tell)
        except Deleted:
            raise
        except EventMissing:
            self._requests.require(ref.calendar_id, deadline)
            raise
        except Conflict as conflict:
            if self._is_there(ref, deadline):
                raise
            raise EventMissing("The event is no longer on the calendar.") from conflict
        if not google_events.is_live(made):
            raise EventMissing("The event is no longer on the calendar.")
        return _proof(ref.calendar_id, ref.key, made, told=told)

    def _quietly_if_needed(self, write, *, must_tell: bool) -> tuple[Any, bool]:
        """Write and let Google tell the guests; without telling, where it will tell nobody more today.

        Returns:
            What was answered, and whether the guests were told.
        """
        try:
            return write(True), True
        except QuotaUsedUp:
            self._capped_at = self._clock.now()
            if must_tell:
                raise
            log.warning("Google sends no more invitations today: the guests of an event are not told")
            return write(False), False

    def _is_there(self, ref: EventRef, deadline: Deadline) -> bool:
        """Whether an event of another version is on the calendar; taken for there when nobody answers."""
        try:
            data = self._requests.event(ref.calendar_id, ref.key, deadline)
        except Unreachable:
            return True
        return data is not None and google_events.is_ours(data, ref.key) and google_events.is_live(data)


def _link_change(data: Mapping[str, Any], ref: EventRef, online: bool | None) -> dict[str, Any]:
    if online is None or online == google_events.wants_link(data):
        return {}
    # Each wish needs a name of its own, and the same wish the same.
    digest = hashlib.sha256(ref.version.encode()).hexdigest()[:12]
    return {"conferenceData": google_events.conference(f"{ref.key}-{digest}") if online else None}


def _proof(calendar_id: str, key: str, data: Mapping[str, Any], *, told: bool) -> EventRef:
    etag = data.get("etag")
    if data.get("id") != key or not isinstance(etag, str):
        raise OutcomeUnknown("Google's answer does not say which event it wrote.", key)
    return EventRef(calendar_id, key, key, etag, told)
