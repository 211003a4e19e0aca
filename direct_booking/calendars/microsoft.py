"""Calendars of Outlook and Microsoft 365, by Microsoft Graph.

How the owner signs in is in ``microsoft_oauth.py``; how Graph is asked in ``microsoft_graph.py``; busy time
in ``microsoft_busy.py``; which events are ours in ``microsoft_own.py``, and how they are written in
``microsoft_events.py``; what a refusal means in ``microsoft_errors.py``.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from direct_booking.calendars import checking
from direct_booking.calendars import microsoft_events as events
from direct_booking.calendars.base import Busy, CalendarInfo, Event, EventRef, NewEvent, Unknown
from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    Conflict,
    EventMissing,
    OutcomeUnknown,
    Unreachable,
)
from direct_booking.calendars.grants import Grant
from direct_booking.calendars.http import Answer, Door
from direct_booking.calendars.microsoft_busy import busy_of
from direct_booking.calendars.microsoft_errors import InvitationRefused, KeyTaken, readable
from direct_booking.calendars.microsoft_graph import ADDRESS, Graph, calendar_path, event_path
from direct_booking.calendars.microsoft_own import OwnEvents
from direct_booking.calendars.microsoft_zones import zone_of_mailbox
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.scheduling.availability import Interval

# Graph, "Service-specific throttling limits", Outlook: four requests at once for each mailbox. The door of a
# connection is made with it.
AT_ONCE = 4

# Whether Teams is allowed changes when the owner changes plans.
_TEAMS_KEPT = timedelta(minutes=10)
# How much older than our request an event may look and still be made by it: Microsoft's clocks differ.
_SKEW_S = 2.0


class MicrosoftCalendar:
    """The calendars of one mailbox; see ``base.Calendar`` for its verbs."""

    name = "microsoft"
    invites = True

    def __init__(
        self,
        door: Door,
        grant: Grant,
        clock: Clock,
        *,
        address: str = ADDRESS,
        zone: ZoneInfo | None = None,
        comment: str = "",
        pause: Callable[[float], object] | None = None,
    ) -> None:
        """Ask nothing yet.

        Args:
            door: one for each connection, made with ``AT_ONCE``.
            address: where Graph is, with its version.
            zone: of the mailbox, in which all-day events are; None asks the mailbox when it is needed.
            comment: what a guest reads in the mail that says that an appointment is cancelled.
            pause: waits so many seconds.
        """
        self._graph = Graph(door, grant, clock, address)
        self._own = OwnEvents(self._graph, pause or threading.Event().wait)
        self._clock = clock
        self._zone = zone
        self._comment = comment
        self._teams: dict[str, tuple[bool, datetime]] = {}

    def calendars(self, *, deadline_s: float) -> tuple[CalendarInfo, ...]:
        """List the mailbox's calendars, the primary one first."""
        deadline = Deadline(deadline_s)
        query = {"$select": "id,name,canEdit,isDefaultCalendar", "$top": 100}
        found = list(self._graph.pages("/me/calendars", query, asked="mailbox", deadline=deadline))
        found.sort(key=lambda one: not one.get("isDefaultCalendar"))
        zone = self._zone_of_mailbox(deadline)
        return tuple(
            CalendarInfo(
                id=readable(lambda one=one: str(one["id"])),
                name=str(one.get("name") or "-"),
                zone=zone,
                primary=number == 0,
                can_write=bool(one.get("canEdit")),
            )
            for number, one in enumerate(found)
        )

    def makes_links(self, calendar_id: str, *, deadline_s: float) -> bool:
        """Whether a calendar may have meetings in Teams, as it was some minutes ago at most."""
        return self._allows_teams(calendar_id, Deadline(deadline_s))

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
        deadline = Deadline(deadline_s)

        def read(calendar_id: str) -> Busy | Unknown:
            here = [ref for ref in ignoring if ref.calendar_id == calendar_id]
            try:
                ours = {ref.event_id for ref in here if self._own.has(ref, deadline)}
                return busy_of(
                    self._graph, calendar_id, span, ours, lambda: self._zone_of_mailbox(deadline), deadline
                )
            except AccessExpired:
                raise
            except CalendarError as error:
                return Unknown(str(error))  # 3.3: unknown is never free

        ids = list(dict.fromkeys(calendar_ids))
        if len(ids) < 2:
            return {each: read(each) for each in ids}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return dict(zip(ids, pool.map(read, ids), strict=True))

    def create(self, calendar_id: str, event: NewEvent, *, deadline_s: float) -> EventRef:
        """Put an event on a calendar, once; see ``base.Calendar.create``."""
        checking.check_event(event)
        deadline = Deadline(deadline_s)
        path = calendar_path(calendar_id) + "/events"
        body = events.new_event(event, teams=event.online and self._allows_teams(calendar_id, deadline))
        left_s = deadline.left_s()
        try:
            answer, made = self._graph.write("POST", path, body, key=event.key, deadline=deadline)
        except (KeyTaken, InvitationRefused) as refusal:
            there = self._own.there_already(calendar_id, event, refusal, deadline)
            return replace(there, told=not isinstance(refusal, InvitationRefused))
        except EventMissing:
            # What is not there, of a path that names no event, is the calendar.
            self._own.require_calendar(calendar_id, deadline)
            raise
        ref = readable(lambda: events.ref_of(made, calendar_id, event.key), event.key)
        age_s, repeated = _age_s(answer, made), self._own.knows(ref.event_id)
        if not repeated and age_s is not None and age_s <= left_s - deadline.left_s() + _SKEW_S:
            return self._own.remember(ref)
        # The same was asked for before (field notes: that is a 201 too), and the event may be gone since.
        gone: CalendarError = Conflict("The key belonged to an event that has since been deleted.")
        if not repeated and age_s is None:
            gone = OutcomeUnknown("Microsoft did not tell whether the event is new.", event.key)
        return self._own.there_already(calendar_id, event, gone, deadline)

    def find(self, calendar_id: str, key: str, *, deadline_s: float) -> Event | None:
        """The live event that was created with this key, or None."""
        found = self._own.by_key(calendar_id, key, Deadline(deadline_s))
        return readable(lambda: events.event_of(found, calendar_id, key)) if found else None

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

        def changes(found: Mapping) -> dict:
            return {**events.times(span), **events.words(found, title, description)}

        return self._change(ref, changes, Deadline(deadline_s))

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
        """Set who is invited; see ``base.Calendar.invite``."""
        checking.check_email(attendee_email)
        checking.check_words(title, description)
        deadline = Deadline(deadline_s)

        def changes(found: Mapping) -> dict:
            written = events.words(found, title, description, online=online)
            if online and not found.get("isOnlineMeeting") and self._allows_teams(ref.calendar_id, deadline):
                written |= {"isOnlineMeeting": True, "onlineMeetingProvider": events.TEAMS}
            return {"attendees": events.attendees(attendee_email), **written}

        return self._change(ref, changes, deadline)

    def cancel(self, ref: EventRef, *, deadline_s: float) -> None:
        """Take an event of ours off the calendar; see ``base.Calendar.cancel``."""
        deadline = Deadline(deadline_s)

        def take_off(found: Mapping) -> None:
            path = event_path(ref.calendar_id, ref.event_id)
            how = {"key": ref.key, "deadline": deadline, "if_match": found.get("@odata.etag")}
            if found.get("attendees"):
                self._written("POST", path + "/cancel", {"Comment": self._comment}, replies=False, **how)
            else:
                self._written("DELETE", path, None, replies=False, **how)

        try:
            self._own.twice(ref, take_off, deadline)
        except EventMissing:
            # Twice is the same as once; but the calendar has to be there, and the event must not.
            found = self._own.by_key(ref.calendar_id, ref.key, deadline)
            if found and found.get("id") == ref.event_id:
                raise Unreachable("Microsoft says both that the event is there and that it is not.") from None

    def _change(self, ref: EventRef, changes: Callable[[Mapping], dict], deadline: Deadline) -> EventRef:
        def write(found: Mapping) -> EventRef:
            path, etag = event_path(ref.calendar_id, ref.event_id), found.get("@odata.etag")
            how = {"key": ref.key, "deadline": deadline, "if_match": etag}
            _answer, changed = self._written("PATCH", path, changes(found), **how)
            return readable(lambda: events.ref_of(changed, ref.calendar_id, ref.key), ref.key)

        return self._own.twice(ref, write, deadline)

    def _written(self, method: str, path: str, body: Mapping | None, **how) -> tuple[Answer, Mapping]:
        try:
            return self._graph.write(method, path, body, **how)
        except InvitationRefused as error:
            # Refused was the mail; whether the change was made all the same is not told.
            raise OutcomeUnknown(str(error), how["key"]) from error

    def _allows_teams(self, calendar_id: str, deadline: Deadline) -> bool:
        allowed, until = self._teams.get(calendar_id, (False, self._clock.now()))
        if until <= self._clock.now():
            path, query = calendar_path(calendar_id), {"$select": "allowedOnlineMeetingProviders"}
            found = self._graph.read(path, query, asked="calendar", deadline=deadline)
            # 2.4: personal accounts have none that a caller could join; the appointment is by phone then.
            allowed = events.TEAMS in (found.get("allowedOnlineMeetingProviders") or ())
            self._teams[calendar_id] = (allowed, self._clock.now() + _TEAMS_KEPT)
        return allowed

    def _zone_of_mailbox(self, deadline: Deadline) -> ZoneInfo:
        if self._zone is None:
            found = self._graph.read("/me/mailboxSettings/timeZone", asked="mailbox", deadline=deadline)
            self._zone = zone_of_mailbox(found.get("value"))
        return self._zone


def _age_s(answer: Answer, made: Mapping) -> float | None:
    """How long before an answer its event was made, by Microsoft's clock for both; None when it is not told.

    Pure.
    """
    try:
        said = parsedate_to_datetime(answer.headers.get("Date", ""))
        return (said - events.instant(made.get("createdDateTime"))).total_seconds()
    except (TypeError, ValueError):
        return None
