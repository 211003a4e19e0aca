"""The embedded calendar beyond the contract: its accounts, its files, its database's errors.

What every calendar does is in ``tests/providers``.
"""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, text

from direct_booking.calendars.base import Busy, CalendarInfo, NewEvent, Unknown
from direct_booking.calendars.errors import (
    CalendarError,
    CalendarMissing,
    Conflict,
    InvalidRequest,
    OutcomeUnknown,
    Unreachable,
)
from direct_booking.calendars.local import LocalCalendar
from direct_booking.calendars.local_errors import translated
from direct_booking.calendars.local_files import IMPORT_DAYS, Imported
from direct_booking.clock import SetClock
from direct_booking.scheduling.availability import Interval
from direct_booking.storage import errors as storage_errors
from direct_booking.storage.database import Database
from direct_booking.storage.schema import accounts, local_events

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=timezone.utc)
NEW_YORK = ZoneInfo("America/New_York")
QUICK = {"deadline_s": 5.0}


def at(minute: int, length_minutes: int = 30) -> Interval:
    """A stretch that begins so many minutes after NOW."""
    start = NOW + timedelta(minutes=minute)
    return Interval(start, start + timedelta(minutes=length_minutes))


@pytest.fixture
def two_accounts(database):
    """A database with accounts 1 and 2."""
    with database.writing(None) as connection:
        connection.execute(
            insert(accounts),
            [{"id": number, "name": f"account {number}", "created_at": NOW} for number in (1, 2)],
        )
    return database


@pytest.fixture
def local(two_accounts):
    """The calendar of account 1, with its primary calendar there."""
    calendar = LocalCalendar(two_accounts, 1, SetClock(NOW))
    calendar.ensure_calendar("Bookings", NEW_YORK)
    return calendar


def busy(calendar: LocalCalendar, calendar_id: str = "local-1") -> list[Interval]:
    """When a calendar is busy in the next two years."""
    span = Interval(NOW - timedelta(days=400), NOW + timedelta(days=800))
    answer = calendar.busy([calendar_id], span, **QUICK)[calendar_id]
    assert isinstance(answer, Busy)
    return list(answer.intervals)


def file(*events: str) -> bytes:
    """An iCalendar file of these events."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


def event(uid: str, start: str, *lines: str) -> str:
    """An event of an hour."""
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART:{start}", "DURATION:PT1H", *lines, "END:VEVENT", ""]
    )


# calendars of an account


def test_the_primary_calendar_is_made_once(two_accounts):
    """Asked for again, with whatever name, it is found as it is."""
    calendar = LocalCalendar(two_accounts, 1, SetClock(NOW))
    assert calendar.calendars(**QUICK) == ()
    made = calendar.ensure_calendar("Bookings", NEW_YORK)
    assert made == CalendarInfo("local-1", "Bookings", NEW_YORK, primary=True, can_write=True)
    assert calendar.ensure_calendar("Other", ZoneInfo("Europe/Berlin")) == made
    assert calendar.calendars(**QUICK) == (made,)


def test_further_calendars_have_names(local):
    """Each name is one calendar; the primary one stays first."""
    added = local.add_calendar("A", NEW_YORK)
    assert local.add_calendar("A", NEW_YORK) == added
    assert [info.name for info in local.calendars(**QUICK)] == ["Bookings", "A"]
    assert not added.primary


@pytest.mark.parametrize("name", ["", "x" * 121, "a\0"])
def test_a_name_that_cannot_be_kept_is_refused(local, name):
    """Alike on both databases."""
    with pytest.raises(InvalidRequest):
        local.add_calendar(name, NEW_YORK)


def test_an_account_that_is_not_there_is_refused(two_accounts):
    """It cannot have a calendar."""
    with pytest.raises(InvalidRequest):
        LocalCalendar(two_accounts, 99, SetClock(NOW)).ensure_calendar("Bookings", NEW_YORK)


def test_accounts_do_not_see_one_another(local, two_accounts):
    """1.1: another account's calendar does not exist, for any verb."""
    ref = local.create("local-1", NewEvent("ours0", at(0), "Ann"), **QUICK)
    other = LocalCalendar(two_accounts, 2, SetClock(NOW))
    other.ensure_calendar("Theirs", NEW_YORK)
    assert [info.id for info in other.calendars(**QUICK)] == ["local-2"]
    assert isinstance(other.busy(["local-1"], at(0), **QUICK)["local-1"], Unknown)
    for verb in (
        lambda: other.find("local-1", "ours0", **QUICK),
        lambda: other.create("local-1", NewEvent("ours1", at(60), "Eve"), **QUICK),
        lambda: other.reschedule(ref, at(60), **QUICK),
        lambda: other.invite(ref, "eve@example.com", **QUICK),
        lambda: other.cancel(ref, **QUICK),
        lambda: other.files.import_ical("local-1", file(event("x", "20260303T150000Z"))),
        lambda: other.files.export_ical("local-1"),
    ):
        with pytest.raises(CalendarMissing):
            verb()
    assert busy(local) == [at(0)]


def test_two_accounts_may_use_one_key(local, two_accounts):
    """Keys are each account's own."""
    other = LocalCalendar(two_accounts, 2, SetClock(NOW))
    other.ensure_calendar("Theirs", NEW_YORK)
    new = NewEvent("ours0", at(0), "Ann")
    assert local.create("local-1", new, **QUICK).event_id != other.create("local-2", new, **QUICK).event_id


def test_everything_of_an_event_is_kept(local, two_accounts):
    """Words too, though no verb reads them back."""
    new = NewEvent("ours0", at(0), "Ann (phone)", "line\nline", "ann@example.com", location="Main St")
    local.create("local-1", new, **QUICK)
    with two_accounts.reading() as connection:
        row = connection.execute(select(local_events)).one()
    assert (row.title, row.description, row.location) == ("Ann (phone)", "line\nline", "Main St")
    assert (row.attendee_email, row.updated_at) == ("ann@example.com", NOW)


# files


def test_an_imported_file_is_busy_time_without_contents(local, two_accounts):
    """1.4: what the owner's events are about is not stored."""
    data = file(event("a", "20260303T150000Z", "SUMMARY:Surgery", "DESCRIPTION:private", "LOCATION:clinic"))
    assert local.files.import_ical("local-1", data) == Imported(stored=1, replaced=0, ours=0)
    assert busy(local) == [at(24 * 60, 60)]
    with two_accounts.reading() as connection:
        row = connection.execute(select(local_events)).one()
    assert (row.title, row.description, row.location, row.key) == ("", "", "", None)


def test_a_series_is_imported_as_its_occurrences(local):
    """In the calendar's zone, and as far as the import reaches."""
    data = file(event("a", "20260302T090000", "RRULE:FREQ=WEEKLY"))
    done = local.files.import_ical("local-1", data)
    found = busy(local)
    assert done.stored == len(found) == IMPORT_DAYS // 7 + 1
    assert {one.start.astimezone(NEW_YORK).strftime("%a %H:%M") for one in found} == {"Mon 09:00"}


def test_importing_again_replaces(local):
    """The same file changes nothing; a changed one takes the place of its own events only."""
    first = file(event("a", "20260303T150000Z", "RRULE:FREQ=DAILY;COUNT=3"), event("b", "20260310T150000Z"))
    local.files.import_ical("local-1", first)
    before = busy(local)
    assert local.files.import_ical("local-1", first) == Imported(stored=4, replaced=4, ours=0)
    assert busy(local) == before
    changed = file(event("a", "20260303T180000Z"))
    assert local.files.import_ical("local-1", changed) == Imported(stored=1, replaced=3, ours=0)
    assert [one.start.hour for one in busy(local)] == [18, 15]


def test_a_later_file_of_the_same_source_takes_the_place_of_the_earlier(local):
    """What vanished from the file is gone; what came from elsewhere stays, the same event too."""
    a, b, c = (event(uid, f"202603{day}T150000Z") for uid, day in (("a", "03"), ("b", "04"), ("c", "05")))
    local.files.import_ical("local-1", file(a, b), source="work")
    local.files.import_ical("local-1", file(b, c), source="home")
    assert local.files.import_ical("local-1", file(a), source="work") == Imported(
        stored=1, replaced=2, ours=0
    )
    assert [one.start.day for one in busy(local)] == [3, 4, 5]
    assert local.files.import_ical("local-1", file(c), source="home").replaced == 2
    assert [one.start.day for one in busy(local)] == [3, 5]
    assert local.files.import_ical("local-1", file(), source="home") == Imported(stored=0, replaced=1, ours=0)
    assert [one.start.day for one in busy(local)] == [3]


def test_an_event_from_two_sources_is_exported_once(local):
    """It is one event, whoever told of it."""
    for source in ("work", "home"):
        local.files.import_ical("local-1", file(event("a", "20260303T150000Z")), source=source)
    assert busy(local) == [at(24 * 60, 60)] * 2
    assert local.files.export_ical("local-1").count(b"BEGIN:VEVENT") == 1


def test_what_was_imported_before_sources_were_known_is_replaced_by_its_events(local):
    """And by nothing else, since nobody knows where it came from."""
    local.files.import_ical("local-1", file(event("a", "20260303T150000Z"), event("b", "20260304T150000Z")))
    done = local.files.import_ical("local-1", file(event("a", "20260305T150000Z")), source="work")
    assert done == Imported(stored=1, replaced=1, ours=0)
    assert [one.start.day for one in busy(local)] == [4, 5]


def test_a_source_never_takes_what_is_ours(local):
    """An empty file of any source leaves our appointments alone."""
    local.create("local-1", NewEvent("ours0", at(0), "Ann"), **QUICK)
    assert local.files.import_ical("local-1", file(), source="work") == Imported(stored=0, replaced=0, ours=0)
    assert busy(local) == [at(0)]


@pytest.mark.parametrize("source", ["", "x" * 201, "a\0"])
def test_a_source_that_cannot_be_kept_is_refused(local, source):
    """Before anything is stored or taken."""
    with pytest.raises(InvalidRequest):
        local.files.import_ical("local-1", file(event("a", "20260303T150000Z")), source=source)
    assert busy(local) == []


def test_another_zone_rules_from_then_on(local):
    """What is stored are instants and stays; whole days are those of the new zone."""
    day = file(event("a", "20260303T000000"))
    local.files.import_ical("local-1", day, source="work")
    assert [one.start.hour for one in busy(local)] == [5]
    info = local.set_zone("local-1", ZoneInfo("Europe/Berlin"))
    assert info.zone.key == "Europe/Berlin"
    assert [one.zone.key for one in local.calendars(**QUICK)] == ["Europe/Berlin"]
    assert [one.start.hour for one in busy(local)] == [5]
    local.files.import_ical("local-1", day, source="work")
    assert [one.start.hour for one in busy(local)] == [23]


def test_the_zone_of_another_accounts_calendar_is_out_of_reach(local, two_accounts):
    """1.1."""
    with pytest.raises(CalendarMissing):
        LocalCalendar(two_accounts, 2, SetClock(NOW)).set_zone("local-1", ZoneInfo("UTC"))


def test_an_event_that_became_free_is_forgotten(local):
    """Cancelled in the newer file, it no longer blocks."""
    local.files.import_ical("local-1", file(event("a", "20260303T150000Z")))
    cancelled = file(event("a", "20260303T150000Z", "STATUS:CANCELLED"))
    assert local.files.import_ical("local-1", cancelled) == Imported(stored=0, replaced=1, ours=0)
    assert busy(local) == []


def test_an_import_never_touches_what_is_ours(local):
    """Our own event in a file is left alone, whatever the file says of it."""
    ref = local.create("local-1", NewEvent("ours0", at(0), "Ann"), **QUICK)
    data = file(event("ours0@direct-booking", "20260309T150000Z"), event("a", "20260303T150000Z"))
    assert local.files.import_ical("local-1", data) == Imported(stored=1, replaced=0, ours=1)
    assert busy(local) == [at(0), at(24 * 60, 60)]
    local.cancel(ref, **QUICK)
    assert local.files.import_ical("local-1", data).ours == 1
    assert busy(local) == [at(24 * 60, 60)]


def test_a_broken_file_stores_nothing(local):
    """What was there stays."""
    local.files.import_ical("local-1", file(event("a", "20260303T150000Z")))
    before = busy(local)
    with pytest.raises(InvalidRequest, match="Event 2 of the calendar file"):
        local.files.import_ical("local-1", file(event("a", "20260304T150000Z"), event("b", "someday")))
    assert busy(local) == before


def test_an_export_can_be_imported_into_the_same_calendar(local):
    """Nothing is doubled and nothing is lost."""
    local.create("local-1", NewEvent("ours0", at(0), "Ann"), **QUICK)
    local.files.import_ical("local-1", file(event("a", "20260303T150000Z", "RRULE:FREQ=DAILY;COUNT=3")))
    before = busy(local)
    assert local.files.import_ical("local-1", local.files.export_ical("local-1")) == Imported(
        stored=3, replaced=3, ours=1
    )
    assert busy(local) == before


def test_an_export_can_be_imported_elsewhere(local):
    """Another calendar is then busy at the same times, ours and the owner's."""
    gone = local.create("local-1", NewEvent("gone0", at(600), "Bo"), **QUICK)
    local.cancel(gone, **QUICK)
    local.create("local-1", NewEvent("ours0", at(0), "Ann"), **QUICK)
    local.files.import_ical("local-1", file(event("a", "20260303T150000Z", "RRULE:FREQ=DAILY;COUNT=3")))
    elsewhere = local.add_calendar("Copy", ZoneInfo("Asia/Tokyo")).id
    local.files.import_ical(elsewhere, local.files.export_ical("local-1"))
    assert busy(local, elsewhere) == busy(local)


def test_an_export_says_what_is_ours_and_nothing_of_the_owners(local):
    """Our titles are there; the owner's events are just busy."""
    local.create("local-1", NewEvent("ours0", at(0), "Ann (phone)"), **QUICK)
    local.files.import_ical("local-1", file(event("a", "20260303T150000Z", "SUMMARY:Surgery")))
    data = local.files.export_ical("local-1").decode()
    assert "SUMMARY:Ann (phone)" in data
    assert "SUMMARY:Busy" in data
    assert "Surgery" not in data


def test_a_large_file_is_stored_in_time(local):
    """Three thousand events, with more identifiers than one statement takes."""
    hours = (NOW + timedelta(hours=2 * number) for number in range(3000))
    data = file(*(event(f"u{number}", f"{hour:%Y%m%dT%H%M%SZ}") for number, hour in enumerate(hours)))
    assert local.files.import_ical("local-1", data).stored == 3000
    assert local.files.import_ical("local-1", data).replaced == 3000


# errors


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        (storage_errors.DatabaseUnreachable("x"), Unreachable),
        (storage_errors.DatabaseOutdated("x"), Unreachable),
        (storage_errors.DatabaseBusy("x"), Unreachable),
        (storage_errors.RuleBroken("x"), InvalidRequest),
        (storage_errors.CommitUnknown("x"), OutcomeUnknown),
        (storage_errors.NotStored("x"), Unreachable),
    ],
)
def test_every_error_of_the_database_has_its_place(foreign, ours):
    """With its sentence, and with its cause."""
    with pytest.raises(ours, match="x") as raised, translated(key="ours0"):
        raise foreign
    assert raised.value.__cause__ is foreign
    assert getattr(raised.value, "key", "ours0") == "ours0"


def test_no_error_of_the_database_was_forgotten():
    """Each class of storage errors is translated, also one that is added later."""

    def every(kind):
        return [kind, *(deeper for one in kind.__subclasses__() for deeper in every(one))]

    for kind in every(storage_errors.StorageError)[1:]:
        with pytest.raises(CalendarError), translated(key="ours0"):
            raise kind("x")


def test_an_outdated_database_is_unreachable_and_unknown(empty_database_url):
    """A calendar whose tables are missing is not free and not empty."""
    database = Database(empty_database_url)
    calendar = LocalCalendar(database, 1, SetClock(NOW))
    with pytest.raises(Unreachable, match="direct-booking migrate"):
        calendar.calendars(**QUICK)
    assert isinstance(calendar.busy(["local-1"], at(0), **QUICK)["local-1"], Unknown)
    database.close()


def test_a_conflict_leaves_the_lock_free(local, two_accounts):
    """A refusal in the middle of a write ends its transaction."""
    ref = local.create("local-1", NewEvent("ours0", at(0), "Ann"), **QUICK)
    local.reschedule(ref, at(60), **QUICK)
    with pytest.raises(Conflict):
        local.reschedule(ref, at(120), **QUICK)
    with two_accounts.writing(1, deadline_s=1) as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
