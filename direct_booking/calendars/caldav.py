"""Calendars on any CalDAV server (RFC 4791): Nextcloud, Fastmail, iCloud, Radicale and others.

An event of ours has its key as its name and in its identifier, so that it is made once and found again.
Requests are in ``caldav_requests.py``, busy time in ``caldav_busy.py``, events in ``caldav_events.py``,
invitations in ``caldav_invitations.py``; how an owner connects is in ``caldav_connecting.py``.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from direct_booking.calendars import caldav_addresses as addresses
from direct_booking.calendars import caldav_discovery, checking
from direct_booking.calendars import caldav_events as events
from direct_booking.calendars.base import Busy, CalendarInfo, Event, EventRef, NewEvent, Unknown
from direct_booking.calendars.caldav_busy import Reading
from direct_booking.calendars.caldav_connecting import Secret, secret_of
from direct_booking.calendars.caldav_errors import NotOrganizer
from direct_booking.calendars.caldav_events import OurEvent
from direct_booking.calendars.caldav_invitations import Invitations
from direct_booking.calendars.caldav_keys import Keys
from direct_booking.calendars.caldav_requests import Password, Requests
from direct_booking.calendars.caldav_store import Store, There
from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    CalendarMissing,
    Conflict,
    EventMissing,
    OutcomeUnknown,
)
from direct_booking.calendars.grants import Vault
from direct_booking.calendars.http import Door
from direct_booking.calendars.post import Post
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.scheduling.availability import Interval

# Small servers answer a few at a time.
AT_ONCE = 4


@dataclass(frozen=True)
class _Account:
    """What is known of the connection while a verb runs."""

    secret: Secret
    requests: Requests
    store: Store

    def calendar(self, calendar_id: str) -> str:
        """The calendar's address, if it is one that may be asked."""
        return addresses.checked(calendar_id, self.secret.homes[0] if self.secret.homes else "")


class CalDavCalendar:
    """The calendars of one account on a CalDAV server; see ``base.Calendar`` for its verbs."""

    name = "caldav"

    def __init__(
        self, door: Door, vault: Vault, *, zone: ZoneInfo, clock: Clock, post: Post | None = None
    ) -> None:
        """Ask nothing yet.

        Args:
            vault: keeps what ``caldav_connecting.connect`` gave.
            zone: of a calendar that names none.
            post: sends invitations where the server does not; None when no mail is set up.
        """
        self._door = door
        self._vault = vault
        self._zone = zone
        self._clock = clock
        self._invitations = Invitations(post, clock)
        self._account: _Account | None = None
        self._zones: dict[str, ZoneInfo] = {}
        self._keys = Keys()

    @property
    def invites(self) -> bool:
        """Whether a guest gets an invitation, from the server or by mail.

        Raises:
            AccessExpired, Unreachable: what is kept of the connection could not be read.
        """
        with self._opened() as account:
            return self._invitations.by(account.secret).agent != "NONE"

    def calendars(self, *, deadline_s: float) -> tuple[CalendarInfo, ...]:
        """List the owner's calendars, the main one first."""
        with self._opened() as account:
            secret = account.secret
            return caldav_discovery.calendars(
                account.requests, secret.homes, secret.default, self._zone, Deadline(deadline_s)
            )

    def makes_links(self, calendar_id: str, *, deadline_s: float) -> bool:
        """Never: there is nobody who would hold a video meeting."""
        return False

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
        wanted = tuple(dict.fromkeys(calendar_ids))

        def read(calendar_id: str) -> Busy | Unknown:
            return self._busy_of(calendar_id, span, ignoring, deadline)

        if len(wanted) < 2:
            return {each: read(each) for each in wanted}
        with ThreadPoolExecutor(min(AT_ONCE, len(wanted))) as pool:
            return dict(zip(wanted, pool.map(read, wanted), strict=True))

    def create(self, calendar_id: str, event: NewEvent, *, deadline_s: float) -> EventRef:
        """Put an event on a calendar, once; see ``base.Calendar.create``."""
        checking.check_event(event)
        deadline = Deadline(deadline_s)
        with self._opened() as account:
            url = addresses.inside(account.calendar(calendar_id), events.name_of(event.key))
            if self._keys.knows(url):
                return self._there_already(account, calendar_id, event, deadline)
            try:
                version = self._create(account, url, event, deadline)
            except Conflict:
                self._keys.add(url)
                return self._there_already(account, calendar_id, event, deadline)
            self._keys.add(url)
            return EventRef(calendar_id, url, event.key, account.store.told(url, version, deadline))

    def find(self, calendar_id: str, key: str, *, deadline_s: float) -> Event | None:
        """The live event that was created with this key, or None."""
        with self._opened() as account:
            calendar = account.calendar(calendar_id)
            there = self._look(account, calendar, key, Deadline(deadline_s))
            return there.as_event(calendar_id) if there and there.event.live else None

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
        return self._change(ref, deadline_s, span=span, title=title, description=description)

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
        """Set who is invited; see ``base.Calendar.invite``. No server of this kind makes video links."""
        checking.check_email(attendee_email)
        checking.check_words(title, description)
        changes = {"title": title, "description": description, "attendee_email": attendee_email}
        return self._change(ref, deadline_s, **changes, with_attendee=True)

    def cancel(self, ref: EventRef, *, deadline_s: float) -> None:
        """Take an event of ours off the calendar; see ``base.Calendar.cancel``."""
        deadline = Deadline(deadline_s)
        with self._opened() as account:
            there = self._of(account, ref, deadline)
            if there is None:
                return  # twice is the same as once, and what is not ours is not touched
            there.require(ref.version)
            with self._doubting(account, there.url, there.event, None):
                account.store.remove(there, deadline)

    def _busy_of(
        self, calendar_id: str, span: Interval, ignoring: Sequence[EventRef], deadline: Deadline
    ) -> Busy | Unknown:
        try:
            with self._opened() as account:
                calendar = account.calendar(calendar_id)
                zone = self._zone_of(account, calendar, deadline)
                reading = Reading(account.requests, calendar, zone, account.secret.own)
                return reading.busy(span, ignoring, deadline)
        except AccessExpired:
            raise
        except CalendarError as error:
            # 3.3: unknown is never free.
            return Unknown(str(error))

    def _create(self, account: _Account, url: str, event: NewEvent, deadline: Deadline) -> str:
        inviting = self._invitations.by(account.secret)
        new = events.written(event, inviting, self._clock.now())
        try:
            with self._doubting(account, url, None, new):
                return account.store.create(url, new, deadline)
        except NotOrganizer:
            # The appointment stands all the same; the guest hears of it by mail, if there is mail.
            inviting = self._invitations.without_server(account.secret)
            new = events.written(event, inviting, self._clock.now())
            with self._doubting(account, url, None, new, inviting):
                return account.store.create(url, new, deadline)

    def _there_already(
        self, account: _Account, calendar_id: str, event: NewEvent, deadline: Deadline
    ) -> EventRef:
        there = self._look(account, calendar_id, event.key, deadline)
        if there is None or not there.event.live:
            raise Conflict("The key belonged to an event that has since been cancelled.")
        if there.event.span != events.whole_seconds(event.span):
            raise Conflict("The key is there already with other times.")
        return there.ref(calendar_id)

    def _change(self, ref: EventRef, deadline_s: float, **changes) -> EventRef:
        deadline = Deadline(deadline_s)
        with self._opened() as account:
            there = self._of(account, ref, deadline)
            if there is None:
                raise EventMissing("The event is no longer on the calendar.")
            there.require(ref.version)
            inviting = self._invitations.by(account.secret)
            after = account.store.changed(there, inviting, self._clock.now(), **changes)
            with self._doubting(account, there.url, there.event, after):
                version = account.store.replace(there, after, deadline)
            version = account.store.told(there.url, version, deadline)
            return EventRef(ref.calendar_id, there.url, ref.key, version)

    def _of(self, account: _Account, ref: EventRef, deadline: Deadline) -> There | None:
        """The live event that a reference names, None when there is none or it does not fit."""
        calendar = account.calendar(ref.calendar_id)
        there = self._look(account, calendar, ref.key, deadline)
        fits = there is not None and there.event.live and addresses.same(there.url, ref.event_id)
        return there if fits else None

    def _look(self, account: _Account, calendar: str, key: str, deadline: Deadline) -> There | None:
        there = account.store.look(
            calendar, key, lambda: self._zone_of(account, calendar, deadline), deadline
        )
        if events.is_key(key):
            url = addresses.inside(calendar, events.name_of(key))
            if there is not None:
                self._keys.add(url)
            inviting = self._invitations.by(account.secret)
            self._invitations.seen(url, there.event if there else None, inviting)
        return there

    def _zone_of(self, account: _Account, calendar: str, deadline: Deadline) -> ZoneInfo:
        if calendar not in self._zones:
            names = (caldav_discovery.KIND, caldav_discovery.TIMEZONE, caldav_discovery.TIMEZONE_ID)
            told = account.requests.properties(calendar, names, deadline)
            if not told or not caldav_discovery.is_calendar(told[0]):
                raise CalendarMissing("There is no such calendar on this server.")
            self._zones[calendar] = caldav_discovery.zone_of(told[0]) or self._zone
        return self._zones[calendar]

    @contextmanager
    def _opened(self) -> Iterator[_Account]:
        account = self._account
        if account is None:
            secret = secret_of(self._vault.read())
            requests = Requests(self._door, Password(secret.user, secret.password), self._clock)
            self._account = account = _Account(secret, requests, Store(requests))
        try:
            yield account
        except AccessExpired:
            # The owner may connect again with another password.
            self._account = None
            raise

    @contextmanager
    def _doubting(
        self,
        account: _Account,
        url: str,
        before: OurEvent | None,
        after: OurEvent | None,
        inviting: events.Inviting | None = None,
    ) -> Iterator[None]:
        """Write within: whoever is invited is told when it is certain, and not before."""
        inviting = inviting or self._invitations.by(account.secret)
        try:
            yield
        except OutcomeUnknown:
            self._invitations.doubtful(url, before, after, inviting)
            raise
        self._invitations.certain(url, before, after, inviting)
