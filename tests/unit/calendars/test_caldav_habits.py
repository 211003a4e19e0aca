"""Writing on CalDAV servers with habits of their own: one event, and what is said of it is true."""

from datetime import datetime, timedelta, timezone

import pytest
from fixtures_caldav import client_on
from standins.caldav_scripted import OTHERS, WORK
from standins.serving import Reply

from direct_booking.calendars.base import EventRef, NewEvent
from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarMissing,
    Conflict,
    EventMissing,
    NoPermission,
    OutcomeUnknown,
    Refused,
    Throttled,
    Unreachable,
)
from direct_booking.clock import SetClock
from direct_booking.scheduling.availability import Interval

MONDAY = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)
QUICK = {"deadline_s": 5.0}


def at(minute: int, length_minutes: int = 30) -> Interval:
    """A stretch that begins so many minutes after Monday's beginning."""
    start = MONDAY + timedelta(minutes=minute)
    return Interval(start, start + timedelta(minutes=length_minutes))


ANN = NewEvent("ann00", at(0), "Ann")


class OnScripted:
    """A client on the scripted server."""

    def __init__(self, server, door) -> None:
        self.server = server
        self.id = f"{server.url}{WORK}"
        self.clock = SetClock(MONDAY)
        self._door = door
        self.client = self.another()

    def another(self):
        """A client as another process has it: with no memory of what this one did."""
        return client_on(self.server, self._door, self.clock)

    def create(self, event: NewEvent = ANN) -> EventRef:
        return self.client.create(self.id, event, **QUICK)

    def found(self, key: str = "ann00"):
        return self.client.find(self.id, key, **QUICK)

    def move(self, ref: EventRef, minute: int = 60) -> EventRef:
        return self.client.reschedule(ref, at(minute), **QUICK)


@pytest.fixture
def odd(scripted, caldav_door) -> OnScripted:
    """The server, and a client that has just connected."""
    return OnScripted(scripted, caldav_door)


def putting(asked) -> bool:
    """Whether a request writes an event."""
    return asked.method == "PUT"


def deleting(asked) -> bool:
    """Whether a request removes one."""
    return asked.method == "DELETE"


# versions


@pytest.mark.parametrize("versions", ["strong", "weak", "compressed", "unquoted"])
@pytest.mark.parametrize("tells_version", [True, False])
def test_versions_of_any_kind_serve(odd, versions, tells_version):
    """Weak, weak on the way out only, without quotes, or told only when asked for (RFC 4791 5.3.4)."""
    odd.server.habits.versions, odd.server.habits.tells_version = versions, tells_version
    ref = odd.create()
    moved = odd.move(ref)
    assert odd.found().span == at(60)
    assert odd.found().ref.version == moved.version != ref.version
    with pytest.raises(Conflict):
        odd.move(ref, 120)
    odd.client.cancel(moved, **QUICK)
    assert odd.server.events == {}


@pytest.mark.parametrize("versions", ["strong", "weak", "compressed"])
def test_what_somebody_changed_is_not_overwritten_whatever_the_versions_are(odd, versions):
    """The second way of asking is only for a state that is still the one that was seen."""
    odd.server.habits.versions = versions
    ref = odd.create()
    odd.server.events["ann00.ics"] = odd.server.events["ann00.ics"].replace("Ann", "Owner's")
    for change in (lambda: odd.move(ref), lambda: odd.client.cancel(ref, **QUICK)):
        with pytest.raises(Conflict):
            change()
    assert "Owner's" in odd.server.events["ann00.ics"]


def test_a_change_in_the_last_moment_wins(odd):
    """Between our look and our write somebody changed it: RFC 9110's 412 protects that."""
    ref = odd.create()

    def owner_is_faster(asked) -> bool:
        if putting(asked):
            odd.server.events["ann00.ics"] = odd.server.events["ann00.ics"].replace("Ann", "Owner's")
        return False

    with odd.server.failing("cut", when=owner_is_faster), pytest.raises(Conflict):
        odd.move(ref)
    assert "Owner's" in odd.server.events["ann00.ics"]


def test_a_deletion_in_the_last_moment_is_missing(odd):
    """Nothing is brought back to life."""
    ref = odd.create()

    def owner_is_faster(asked) -> bool:
        if putting(asked):
            odd.server.events.clear()
        return False

    with odd.server.failing("cut", when=owner_is_faster), pytest.raises(EventMissing):
        odd.move(ref)
    assert odd.server.events == {}


def test_a_version_that_cannot_be_read_costs_nobody_the_booking(odd):
    """It is on the calendar: that is what counts; the next change looks again."""
    odd.server.habits.tells_version = False
    with odd.server.failing("reply", reply=Reply(500), when=lambda asked: asked.method == "PROPFIND"):
        ref = odd.client.create(odd.id, ANN, deadline_s=1.0)
    with pytest.raises(Conflict):
        odd.move(ref)
    odd.move(odd.found().ref)
    assert odd.found().span == at(60)


# names


def test_a_server_may_give_names_of_its_own(odd):
    """The event is found by its identifier, changed where it is, and made once."""
    odd.server.habits.renames = True
    odd.create()
    found = odd.found()
    assert found.ref.event_id.endswith("/server-0.ics")
    again = odd.another().create(odd.id, ANN, **QUICK)
    assert again == found.ref
    odd.move(again)
    odd.client.cancel(odd.found().ref, **QUICK)
    assert odd.server.events == {}


def test_a_server_that_cannot_search_is_believed_by_name(odd):
    """And that the calendar is there is known all the same."""
    odd.server.habits.searches = False
    assert odd.found() is None
    odd.create()
    assert odd.found().span == at(0)
    with pytest.raises(CalendarMissing):
        odd.client.find(f"{odd.server.url}/dav/ann/missing/", "ann00", **QUICK)


def test_somebody_elses_event_at_our_name_is_not_touched(odd):
    """4.8: not found, not changed, not removed, and not taken for ours."""
    theirs = odd.server.events["ann00.ics"] = "\r\n".join(
        ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:x@direct-booking", "END:VEVENT", "END:VCALENDAR", ""]
    )
    assert odd.found() is None
    with pytest.raises(Conflict):
        odd.create()
    forged = EventRef(odd.id, f"{odd.id}ann00.ics", "ann00", odd.server.version_of("ann00.ics"))
    with pytest.raises(EventMissing):
        odd.move(forged)
    odd.client.cancel(forged, **QUICK)
    assert odd.server.events == {"ann00.ics": theirs}


# what may have been written


@pytest.mark.parametrize("how", ["hang", "cut", "reply", "stall"])
@pytest.mark.parametrize("applied", [True, False])
def test_a_creation_in_doubt_is_settled_by_asking(odd, how, applied):
    """8.1: never a yes or a no that is not known; asking tells, and making it again makes one."""
    faults = {"applied": applied, "when": putting, "reply": Reply(504)}
    with odd.server.failing(how, **faults), pytest.raises(OutcomeUnknown) as unknown:
        odd.client.create(odd.id, ANN, deadline_s=1.0)
    assert unknown.value.key == "ann00"
    assert bool(odd.found()) == applied
    odd.create()
    assert list(odd.server.events) == ["ann00.ics"]


@pytest.mark.parametrize("how", ["hang", "cut", "reply"])
@pytest.mark.parametrize("applied", [True, False])
def test_a_move_and_a_removal_in_doubt_are_settled_by_asking(odd, how, applied):
    """The same for changes."""
    ref = odd.create()
    faults = {"applied": applied, "reply": Reply(502)}
    with odd.server.failing(how, when=putting, **faults), pytest.raises(OutcomeUnknown):
        odd.client.reschedule(ref, at(60), deadline_s=1.0)
    found = odd.found()
    assert found.span == (at(60) if applied else at(0))
    with odd.server.failing(how, when=deleting, **faults), pytest.raises(OutcomeUnknown):
        odd.client.cancel(found.ref, deadline_s=1.0)
    assert (odd.found() is None) == applied


def test_a_server_that_asks_to_wait_is_waited_for(odd):
    """RFC 9110 15.6.4: 503 with Retry-After was not carried out; the booking goes on within its time."""
    busy = Reply(503, headers={"Retry-After": "0"})
    with odd.server.failing("reply", reply=busy, when=putting, times=2):
        odd.create()
    assert len(odd.server.asked_of("PUT")) == 3


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(423), Throttled),
        (Reply(429, headers={"Retry-After": "60"}), Throttled),
        (Reply(507), Refused),
        (Reply(403), NoPermission),
        (Reply(401), AccessExpired),
        (Reply(308, headers={"Location": "/elsewhere"}), CalendarMissing),
    ],
    ids=["locked", "too often", "full", "forbidden", "password changed", "moved"],
)
def test_a_refusal_writes_nothing(odd, reply, kind):
    """And says what it is; a redirect is not followed with the password."""
    with odd.server.failing("reply", reply=reply, when=putting), pytest.raises(kind):
        odd.client.create(odd.id, ANN, deadline_s=1.0)
    assert odd.server.events == {}
    assert not any(asked.path == "/elsewhere" for asked in odd.server.asked)


def test_reading_is_tried_again(odd):
    """A server that stumbles twice is asked three times."""
    odd.create()
    with odd.server.failing("reply", reply=Reply(500), when=lambda asked: asked.method == "GET", times=2):
        assert odd.found().span == at(0)


def test_an_event_that_cannot_be_read_is_not_missing(odd):
    """A damaged answer is no answer: nothing is made a second time because of it."""
    odd.create()
    odd.server.events["ann00.ics"] = odd.server.events["ann00.ics"].replace("DTSTART:", "DTSTART:x")
    with pytest.raises(Unreachable):
        odd.found()


# keys that are taken


def test_an_identifier_in_the_trash_stays_taken(odd):
    """Nextcloud keeps what was deleted for a month, and says so with 400."""
    said = "Deleted calendar object with uid already exists in this calendar collection."
    body = f'<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:message>{said}</s:message></d:error>'
    odd.server.habits.taken = Reply(400, body.encode())
    with pytest.raises(Conflict):
        odd.create()


def test_an_event_marked_as_cancelled_is_gone_and_its_key_taken(odd):
    """Some programs mark instead of deleting."""
    ref = odd.create()
    odd.server.events["ann00.ics"] = odd.server.events["ann00.ics"].replace("CONFIRMED", "CANCELLED")
    assert odd.found() is None
    odd.client.cancel(ref, **QUICK)
    for client in (odd.client, odd.another()):
        with pytest.raises(Conflict):
            client.create(odd.id, ANN, **QUICK)


def test_an_event_made_a_whole_day_is_one_of_the_calendars_zone(odd):
    """As an owner may do by hand."""
    odd.create()
    text = odd.server.events["ann00.ics"].replace("DTSTART:20260302T140000Z", "DTSTART;VALUE=DATE:20260302")
    odd.server.events["ann00.ics"] = text.replace("DTEND:20260302T143000Z", "DTEND;VALUE=DATE:20260303")
    day = datetime(2026, 3, 2, tzinfo=timezone.utc)
    assert odd.found().span == Interval(day, day + timedelta(days=1))


# passwords and calendars


def test_a_new_password_is_taken_up(odd, scripted, caldav_door):
    """1.5: after the owner has connected again the same client works."""
    kept = odd.client._vault.secret
    odd.client._vault.secret = {**kept, "password": "old"}
    client = type(odd.client)(caldav_door, odd.client._vault, zone=odd.client._zone, clock=odd.clock)
    for _ in range(2):
        with pytest.raises(AccessExpired):
            client.find(odd.id, "ann00", **QUICK)
    odd.client._vault.secret = kept
    assert client.find(odd.id, "ann00", **QUICK) is None


def test_another_calendar_of_the_account_is_another(odd):
    """A key is looked for on the calendar that is named."""
    odd.create()
    assert odd.client.find(f"{odd.server.url}{OTHERS[0]}", "ann00", **QUICK) is None


def test_the_password_is_never_printed(odd):
    """Neither is anything that holds it."""
    with odd.client._opened() as account:
        assert "app-password" not in repr(account)
