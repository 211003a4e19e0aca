"""Builds everything once: the only place that constructs clocks, databases, calendars and use cases.

Defaults are production; arguments are for tests, replays and pretended calls. The providers of calendars are
set up in ``providers``, their clients kept in ``clients``, keys found by ``keeping``; who sends texts is
found by ``texts``.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from direct_booking.calendars.local import LocalCalendar
from direct_booking.clock import Clock, SetClock, SystemClock
from direct_booking.errors import Misconfigured
from direct_booking.reception.access import Access
from direct_booking.reception.appointments import Appointments
from direct_booking.reception.assistants import ASSISTANT, Assistants
from direct_booking.reception.booking import Bookings
from direct_booking.reception.calls import Calls
from direct_booking.reception.changing import Changing
from direct_booking.reception.configuring import Configuring
from direct_booking.reception.connecting import Connecting
from direct_booking.reception.diagnosis import Diagnosing
from direct_booking.reception.diary import CalendarOf, Diary
from direct_booking.reception.disconnecting import Disconnecting
from direct_booking.reception.embedded import Embedded, connect_local
from direct_booking.reception.following_up import FollowingUp
from direct_booking.reception.forgetting import Callers
from direct_booking.reception.health import Checking
from direct_booking.reception.messages import Messages
from direct_booking.reception.offering import Offering
from direct_booking.reception.overview import Overviews
from direct_booking.reception.owners import Owners
from direct_booking.reception.owning import Owning
from direct_booking.reception.previewing import Previewing
from direct_booking.reception.reconciling import Reconciling
from direct_booking.reception.sessions import Sessions
from direct_booking.reception.text_progress import TextProgress
from direct_booking.reception.transcripts import Transcripts
from direct_booking.reception.video import Video
from direct_booking.saying.responses import Responses
from direct_booking.storage import accounts
from direct_booking.storage.database import Database, migrate
from direct_booking.storage.engines import parsed
from direct_booking.texting.base import Texting
from direct_booking.wiring.clients import Clients
from direct_booking.wiring.keeping import keyring_of
from direct_booking.wiring.providers import providers_of
from direct_booking.wiring.texts import texting_for_calls
from direct_booking.zones import load_zone

DATABASE = "sqlite:///var/direct_booking.sqlite"
ZONE = "America/New_York"
ACCOUNT = "default"


@dataclass(frozen=True)
class Desk:
    """The reception, ready to answer calls. May be used from any thread."""

    calls: Calls
    offering: Offering
    booking: Bookings
    changing: Changing
    messages: Messages
    appointments: Appointments
    owning: Owning
    callers: Callers
    transcripts: Transcripts
    diagnosing: Diagnosing
    overviews: Overviews
    following_up: FollowingUp
    text_progress: TextProgress
    texting: Texting
    reconciling: Reconciling
    connecting: Connecting
    disconnecting: Disconnecting
    checking: Checking
    diary: Diary
    video: Video
    assistants: Assistants
    configuring: Configuring
    embedded: Embedded
    owners: Owners
    sessions: Sessions
    database: Database
    clock: Clock


def build(
    environment: Mapping[str, str] | None = None,
    *,
    clock: Clock | None = None,
    calendars: CalendarOf | None = None,
    database: Database | None = None,
    texting: Texting | None = None,
) -> Desk:
    """The reception of this installation; nothing is written and nobody is asked yet.

    Args:
        environment: where every variable is read; None is the process's own.
        clock: instead of the machine's, or of the one that stands at ``DIRECT_BOOKING_NOW``.
        calendars: instead of the calendar that each account has connected.
        database: instead of the one at ``DIRECT_BOOKING_DATABASE``.
        texting: instead of who sends texts by the environment; without, a pretended call only logs them.

    Raises:
        Misconfigured: a variable cannot be used; the message names it.
    """
    environment = os.environ if environment is None else environment
    # Tokens run out by real time, whatever time is pretended to be.
    elsewhere = clock or SystemClock()
    clock = clock or clock_of(environment)
    database = database or database_of(environment)
    keyring = keyring_of(environment)
    providers = providers_of(environment, database, clock, elsewhere)
    diary = Diary(database, clock, calendars or Clients(database, keyring, elsewhere, providers))
    offering = Offering(database, clock, diary)
    access = Access(database, keyring, providers)
    disconnecting = Disconnecting(database, clock, diary, access)
    checking = Checking(database, clock, diary, access)
    callers = Callers(database, clock)
    # Nobody is texted from a call at a pretended time, or on a copy of the database.
    pretended = not isinstance(clock, SystemClock) or not _is_own(database, environment)
    texting = texting or texting_for_calls(environment, pretending=pretended)
    text_progress = TextProgress(database, clock, texting)
    # What is done now and then though nobody calls.
    besides = (checking.watch, text_progress.follow, callers.sweep)
    return Desk(
        calls=Calls(database, clock, diary.read_ahead),
        offering=offering,
        booking=Bookings(database, clock, diary, offering),
        changing=Changing(database, clock, diary, offering),
        messages=Messages(database, clock),
        appointments=Appointments(database, clock),
        owning=Owning(database, clock, diary),
        callers=callers,
        transcripts=Transcripts(database),
        diagnosing=Diagnosing(database, clock, diary, checking),
        overviews=Overviews(database, clock),
        following_up=FollowingUp(database, clock, texting),
        text_progress=text_progress,
        texting=texting,
        reconciling=Reconciling(database, clock, diary, besides=besides),
        connecting=Connecting(database, clock, diary, access, disconnecting),
        disconnecting=disconnecting,
        checking=checking,
        diary=diary,
        video=Video(database, clock, diary),
        assistants=Assistants(database, clock),
        configuring=Configuring(database, clock),
        embedded=Embedded(database, clock, diary),
        owners=Owners(database, elsewhere),
        sessions=Sessions(database, elsewhere, keyring),
        database=database,
        clock=clock,
    )


def previewing(desk: Desk, domain: Path) -> Previewing:
    """Previews of settings, in the words of a domain file.

    Raises:
        Misconfigured: it cannot be read.
    """
    return Previewing(desk.database, desk.clock, desk.diary, responses_of(domain))


def responses_of(domain: Path) -> Responses:
    """The responses of a domain file.

    Raises:
        Misconfigured: it cannot be read, or it has none.
    """
    try:
        return YAML(typ="safe").load(domain.read_text(encoding="utf-8"))["responses"]
    except (OSError, YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise Misconfigured(f"{domain} has no responses that can be read.") from error


def set_up(database: Database, clock: Clock, environment: Mapping[str, str] | None = None) -> None:
    """Make the tables, and what a new installation has: an account, an assistant, the embedded calendar.

    What is there already is left alone, also a calendar that the owner has disconnected, so it may run at
    every start, in every process.

    Args:
        environment: where ``DIRECT_BOOKING_ZONE``, the new calendar's zone, is read.

    Raises:
        Misconfigured: there is no such zone.
        StorageError, CalendarError.
    """
    zone = _zone_of(os.environ if environment is None else environment)
    migrate(database)
    # No account has the number 0: of two processes that set up at once, one waits for the other.
    with database.writing(0) as transaction:
        everyone = accounts.all_accounts(transaction)
        account = everyone[0] if everyone else accounts.add_account(transaction, ACCOUNT, now=clock.now())
        if not everyone:
            accounts.add_assistant(
                transaction, account.id, ASSISTANT, called_number=None, direct_booking=True
            )
    if not LocalCalendar(database, account.id, clock).calendars(deadline_s=database.deadline_s):
        connect_local(database, clock, account.id, zone)


def database_of(environment: Mapping[str, str]) -> Database:
    """The database at ``DIRECT_BOOKING_DATABASE``; not spoken to yet.

    Raises:
        Misconfigured: it is not an address that can be used.
        DatabaseUnreachable: the folder of a SQLite file could not be made.
    """
    return Database(environment.get("DIRECT_BOOKING_DATABASE") or DATABASE)


def clock_of(environment: Mapping[str, str]) -> Clock:
    """The machine's clock; or one that stands at ``DIRECT_BOOKING_NOW``, for a pretended call.

    The variable is an ISO time such as ``2026-03-02T09:00-05:00``; without an offset it is in UTC, since no
    account's zone is known yet.

    Raises:
        Misconfigured: it is no such time.
    """
    text = environment.get("DIRECT_BOOKING_NOW", "").strip()
    if not text:
        return SystemClock()
    try:
        instant = datetime.fromisoformat(re.sub(r"[zZ]$", "+00:00", text))
    except ValueError as error:
        raise Misconfigured(
            f"DIRECT_BOOKING_NOW is {text!r}, which is no time: write it like 2026-03-02T09:00-05:00."
        ) from error
    return SetClock(instant if instant.tzinfo else instant.replace(tzinfo=timezone.utc))


def _is_own(database: Database, environment: Mapping[str, str]) -> bool:
    own = parsed(environment.get("DIRECT_BOOKING_DATABASE") or DATABASE)
    return database.address == own.render_as_string(hide_password=True)


def _zone_of(environment: Mapping[str, str]) -> ZoneInfo:
    name = environment.get("DIRECT_BOOKING_ZONE") or ZONE
    try:
        return load_zone(name)
    except Misconfigured as error:
        raise Misconfigured(
            f"DIRECT_BOOKING_ZONE is {name!r}, which is no time zone: write it like {ZONE}."
        ) from error
