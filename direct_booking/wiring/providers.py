"""The providers of calendars, set up from the environment: their apps, addresses and doors.

A provider's module is imported when it is first needed: their libraries are large, and an installation uses
one or two of them. One client for each connection is kept in ``clients``.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar
from zoneinfo import ZoneInfo

from direct_booking.calendars.base import Calendar
from direct_booking.calendars.grants import Vault
from direct_booking.calendars.http import Door
from direct_booking.calendars.local import LocalCalendar
from direct_booking.calendars.post import SMTP_CANCELLED, SMTP_FROM, SMTP_URL, Post, mail_server
from direct_booking.calendars.signing_in import SignIn
from direct_booking.calendars.telling import Telling
from direct_booking.clock import Clock
from direct_booking.errors import Misconfigured
from direct_booking.reception.access import Provider
from direct_booking.reception.diary import LOCAL
from direct_booking.storage.database import Database

_Made = TypeVar("_Made")

log = logging.getLogger(__name__)

DOCUMENT = "docs/calendars.md"
# A guess for one caller and what is read ahead meanwhile, far below what Google allows.
_GOOGLE_AT_ONCE = 8

_GOOGLE = {
    "authorize": "DIRECT_BOOKING_GOOGLE_AUTHORIZE_URL",
    "token": "DIRECT_BOOKING_GOOGLE_TOKEN_URL",
    "revoke": "DIRECT_BOOKING_GOOGLE_REVOKE_URL",
    "api": "DIRECT_BOOKING_GOOGLE_API_URL",
}
_MICROSOFT = {
    "login": "DIRECT_BOOKING_MICROSOFT_LOGIN_URL",
    "api": "DIRECT_BOOKING_MICROSOFT_API_URL",
}


class Local:
    """The embedded calendar: no access to give or take."""

    name = LOCAL

    def __init__(self, database: Database, clock: Clock, post: Callable[[], Post | None]) -> None:
        """Needs nothing of the operator: where mail is half set up, it books, and invites nobody."""
        self._database = database
        self._clock = clock
        # One for all accounts: clients of this kind are not kept.
        self._telling = None
        try:
            found = post()
        except Misconfigured as error:
            log.error("guests are not invited: %s", error)
        else:
            self._telling = Telling(found, clock) if found is not None else None

    def calendar(self, account_id: int, _vault: Vault | None, _zone: ZoneInfo) -> Calendar:
        """See ``access.Provider``."""
        return LocalCalendar(self._database, account_id, self._clock, self._telling)

    def revoke(self, _secret: Mapping[str, object], *, deadline_s: float) -> bool:
        """See ``access.Provider``."""
        return False


class Google:
    """Google Calendar, by the operator's app."""

    name = "google"

    def __init__(self, environment: Mapping[str, str], clock: Clock) -> None:
        """Raises ``Misconfigured``: the app is not in the environment."""
        from direct_booking.calendars import google_oauth

        self._oauth, self._clock, self._door = google_oauth, clock, Door()
        self._app = google_oauth.App(
            client_id=_required(environment, "DIRECT_BOOKING_GOOGLE_CLIENT_ID", "Google"),
            client_secret=_required(environment, "DIRECT_BOOKING_GOOGLE_CLIENT_SECRET", "Google"),
            addresses=replace(google_oauth.Addresses(), **_addresses(environment, _GOOGLE)),
        )

    def begin(self, redirect_uri: str, *, hint: str | None) -> SignIn:
        """See ``access.SignInProvider``."""
        return self._oauth.begin(self._app, redirect_uri, hint=hint)

    def finish(
        self, flow: Mapping[str, object], answer: Mapping[str, str], *, deadline_s: float
    ) -> Mapping[str, object]:
        """See ``access.SignInProvider``."""
        return self._oauth.finish(self._app, flow, answer, door=self._door, deadline_s=deadline_s)

    def revoke(self, secret: Mapping[str, object], *, deadline_s: float) -> bool:
        """See ``access.Provider``."""
        self._oauth.revoke(self._app, secret, door=self._door, deadline_s=deadline_s)
        return True

    def calendar(self, _account_id: int, vault: Vault, _zone: ZoneInfo) -> Calendar:
        """See ``access.Provider``."""
        from direct_booking.calendars.google import GoogleCalendar
        from direct_booking.calendars.google_grant import GoogleGrant

        door = Door(at_once=_GOOGLE_AT_ONCE)
        grant = GoogleGrant(self._app, vault, door, self._clock)
        return GoogleCalendar(door, grant, self._clock, self._app.addresses.api)


class Microsoft:
    """Outlook and Microsoft 365, by the operator's app."""

    name = "microsoft"

    def __init__(self, environment: Mapping[str, str], clock: Clock) -> None:
        """Raises ``Misconfigured``: the app is not in the environment."""
        from direct_booking.calendars import microsoft_oauth

        self._oauth, self._clock, self._door = microsoft_oauth, clock, Door()
        self._app = microsoft_oauth.App(
            client_id=_required(environment, "DIRECT_BOOKING_MICROSOFT_CLIENT_ID", "Microsoft"),
            client_secret=_required(environment, "DIRECT_BOOKING_MICROSOFT_CLIENT_SECRET", "Microsoft"),
            tenant=environment.get("DIRECT_BOOKING_MICROSOFT_TENANT", "").strip() or "common",
            addresses=replace(microsoft_oauth.Addresses(), **_addresses(environment, _MICROSOFT)),
        )

    def begin(self, redirect_uri: str, *, hint: str | None) -> SignIn:
        """See ``access.SignInProvider``."""
        return self._oauth.begin(self._app, redirect_uri, hint=hint)

    def finish(
        self, flow: Mapping[str, object], answer: Mapping[str, str], *, deadline_s: float
    ) -> Mapping[str, object]:
        """See ``access.SignInProvider``."""
        return self._oauth.finish(
            self._app, flow, answer, door=self._door, deadline_s=deadline_s, clock=self._clock
        )

    def revoke(self, secret: Mapping[str, object], *, deadline_s: float) -> bool:
        """See ``access.Provider``."""
        return self._oauth.revoke(self._app, secret, door=self._door, deadline_s=deadline_s)

    def calendar(self, _account_id: int, vault: Vault, _zone: ZoneInfo) -> Calendar:
        """See ``access.Provider``."""
        from direct_booking.calendars.microsoft import AT_ONCE, MicrosoftCalendar

        door = Door(at_once=AT_ONCE)
        grant = self._oauth.MicrosoftGrant(self._app, vault, door, self._clock)
        return MicrosoftCalendar(door, grant, self._clock, address=self._app.addresses.api)


class CalDav:
    """Any CalDAV server, with an address, a user and a password."""

    name = "caldav"

    def __init__(self, clock: Clock, post: Callable[[], Post | None]) -> None:
        """Raises ``Misconfigured``: mail is half set up."""
        self._clock = clock
        self._post = post()

    def sign_in(self, address: str, user: str, password: str, *, deadline_s: float) -> Mapping[str, object]:
        """See ``access.PasswordProvider``."""
        from direct_booking.calendars import caldav_connecting

        done = caldav_connecting.connect(
            address, user, password, door=Door(), deadline_s=deadline_s, clock=self._clock
        )
        return done.secret

    def revoke(self, _secret: Mapping[str, object], *, deadline_s: float) -> bool:
        """See ``access.Provider``: a password is the owner's to change."""
        return False

    def calendar(self, _account_id: int, vault: Vault, zone: ZoneInfo) -> Calendar:
        """See ``access.Provider``."""
        from direct_booking.calendars.caldav import AT_ONCE, CalDavCalendar

        door = Door(at_once=AT_ONCE)
        return CalDavCalendar(door, vault, zone=zone, clock=self._clock, post=self._post)


def providers_of(
    environment: Mapping[str, str], database: Database, clock: Clock, elsewhere: Clock
) -> dict[str, Callable[[], Provider]]:
    """By name, what makes each provider; it is made once, when it is first needed.

    Args:
        clock: of the embedded calendar.
        elsewhere: of everybody else's servers, which know no pretended time.
    """
    # One queue of mail for all connections.
    post = _once(lambda: post_of(environment))
    return {
        LOCAL: _once(lambda: Local(database, clock, post)),
        "google": _once(lambda: Google(environment, elsewhere)),
        "microsoft": _once(lambda: Microsoft(environment, elsewhere)),
        "caldav": _once(lambda: CalDav(elsewhere, post)),
    }


def post_of(environment: Mapping[str, str]) -> Post | None:
    """How mail is sent; None when it is not set up. Raises ``Misconfigured``: it is half set up."""
    server = mail_server(*(environment.get(name, "") for name in (SMTP_URL, SMTP_FROM, SMTP_CANCELLED)))
    return Post(server) if server else None


def _once(make: Callable[[], _Made]) -> Callable[[], _Made]:
    made: list[_Made] = []

    def get() -> _Made:
        if not made:
            # Of two that are made at once either will do.
            made.append(make())
        return made[0]

    return get


def _required(environment: Mapping[str, str], variable: str, whose: str) -> str:
    value = environment.get(variable, "").strip()
    if not value:
        raise Misconfigured(f"{variable} is not set, so nobody can be asked at {whose}: see {DOCUMENT}.")
    return value


def _addresses(environment: Mapping[str, str], variables: Mapping[str, str]) -> dict[str, str]:
    given = {name: environment.get(variable, "").strip() for name, variable in variables.items()}
    return {name: address for name, address in given.items() if address}
