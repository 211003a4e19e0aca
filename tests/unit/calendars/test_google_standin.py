"""The stand-in for Google is a judge: what Google does not describe fails a test, in both directions."""

import json

import pytest
from standins.google import error
from standins.google_connected import ANN, DAY, QUICK, ConnectedGoogle, at
from standins.google_contract import BASE, Broken, Call, check_reply, understood
from standins.google_fields import only
from standins.google_values import OWNER
from standins.serving import Asked, Reply

pytestmark = pytest.mark.provokes

EVENT = {
    "id": "ann00",
    "start": {"dateTime": "2026-03-02T14:00:00Z"},
    "end": {"dateTime": "2026-03-02T14:30:00Z"},
}


def asked(method: str, path: str, body: object = None, **query: str) -> Asked:
    """A request to the calendar."""
    sent = json.dumps(body).encode() if body is not None else b""
    headers = {"content-type": "application/json"} if sent else {}
    return Asked(method, BASE + path, tuple(query.items()), headers, sent)


def insert(body: object, **query: str) -> Call:
    """An insert, understood."""
    return understood(asked("POST", "calendars/c%40example.com/events", body, **query))


def test_a_request_is_understood():
    """Its method, its parameters decoded and converted, its body parsed."""
    call = insert(EVENT, sendUpdates="all", conferenceDataVersion="1", alt="json")
    assert call.method == "calendar.events.insert"
    assert call.path == {"calendarId": "c@example.com"}
    assert (call.query["conferenceDataVersion"], call.body) == (1, EVENT)


@pytest.mark.parametrize(
    "request_",
    [
        asked("GET", "calendars"),
        asked("GET", "calendars/c/events/e/attendees"),
        asked("PUT", "freeBusy", {}),
        asked("GET", "calendars/c/events/e", limit="1"),
        asked("GET", "calendars/c/events", maxResults="many"),
        asked("GET", "calendars/c/events", singleEvents="yes"),
        asked("GET", "calendars/c/events", timeMin="tomorrow"),
        asked("GET", "calendars/c/events", maxAttendees="0"),
        asked("DELETE", "calendars/c/events/e", {"a": 1}),
        asked("DELETE", "calendars/c/events/e", sendUpdates="everybody"),
        asked("DELETE", "calendars/c/events/e", eventId="e"),
        asked("POST", "calendars/c/events", {**EVENT, "titel": "Ann"}),
        asked("POST", "calendars/c/events", {"id": "ann00", "end": EVENT["end"]}),
        asked("POST", "calendars/c/events", {**EVENT, "start": "2026-03-02T14:00:00Z"}),
        asked("POST", "calendars/c/events", {**EVENT, "start": {"dateTime": "at two"}}),
        asked("POST", "calendars/c/events", {**EVENT, "attendees": [{"mail": "a@example.com"}]}),
        asked("POST", "calendars/c/events", {**EVENT, "summary": None}),
        asked("POST", "calendars/c/events", EVENT, conferenceDataVersion="2"),
    ],
)
def test_what_google_does_not_know_is_broken(request_):
    """A path, a parameter, a type, a field: each of them."""
    with pytest.raises(Broken):
        understood(request_)


def test_null_takes_a_field_off_in_a_patch_only():
    """[guide] performance#patch."""
    patch = asked("PATCH", "calendars/c/events/e", {"conferenceData": None})
    assert understood(patch).body == {"conferenceData": None}


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b'{"kind": "calendar#event", "extra": 1}'),
        Reply(200, b'{"start": {"dateTime": "soon"}}'),
        Reply(200, b'{"attendees": {}}'),
    ],
)
def test_an_answer_that_google_would_not_give_is_broken(reply):
    """The stand-in is held to the same description."""
    with pytest.raises(Broken):
        check_reply(insert(EVENT), reply)


def test_a_deletion_is_answered_without_a_body():
    """[discovery] events.delete has no response."""
    call = understood(asked("DELETE", "calendars/c/events/e"))
    check_reply(call, Reply(204))
    with pytest.raises(Broken):
        check_reply(call, Reply(200, b"{}"))


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        (None, {"a": 1, "b": [{"c": {"d": 2, "e": 3}, "f": 4}]}),
        ("a", {"a": 1}),
        ("b(c/d)", {"b": [{"c": {"d": 2}}]}),
        ("b/c/e,a", {"a": 1, "b": [{"c": {"e": 3}}]}),
        ("b(c(d,e),f)", {"b": [{"c": {"d": 2, "e": 3}, "f": 4}]}),
        ("x,b(y)", {"b": [{}]}),
    ],
)
def test_a_partial_answer_holds_what_was_asked_for(fields, left):
    """[guide] performance#partial-response."""
    assert only({"a": 1, "b": [{"c": {"d": 2, "e": 3}, "f": 4}]}, fields) == left


@pytest.fixture
def spoilt():
    """A connection whose test is meant to fail at its end."""
    one = ConnectedGoogle()
    yield one
    with pytest.raises(AssertionError):
        one.close()


def token_of(connected) -> dict[str, str]:
    """The header that gives access."""
    return {"authorization": f"Bearer {connected.grant().token(**QUICK)}"}


def test_an_unknown_route_fails_the_test(spoilt):
    """Whoever sent it."""
    spoilt.door.send("GET", f"{spoilt.google.addresses.api}colours", deadline_s=5.0)
    assert spoilt.google.server.problems


def test_a_route_that_is_none_of_our_business_fails_the_test(spoilt):
    """Google knows how to clear a calendar; the product has no business to."""
    address = f"{spoilt.google.addresses.api}calendars/{OWNER}/clear"
    spoilt.door.send("POST", address, headers={}, body=b"", deadline_s=5.0)
    spoilt.google.server.problems.clear()
    headers = token_of(spoilt)
    spoilt.door.send("GET", f"{spoilt.google.addresses.api}colors", headers=headers, deadline_s=5.0)
    assert spoilt.google.server.problems


def test_reading_an_owners_event_fails_the_test(spoilt):
    """1.4: the times of one may be asked for, its title not."""
    event_id = spoilt.google.calendars.owner_adds(OWNER, at(0))
    headers = token_of(spoilt)
    base = f"{spoilt.google.addresses.api}calendars/{OWNER}/events"
    times = f"{base}?fields=items(id,start,end,transparency,status,attendees(self,responseStatus))"
    spoilt.door.send("GET", times, headers=headers, deadline_s=5.0)
    assert spoilt.google.trespasses == []
    spoilt.door.send("GET", f"{base}/{event_id}?fields=summary,id", headers=headers, deadline_s=5.0)
    assert len(spoilt.google.trespasses) == 1


def test_changing_an_owners_event_fails_the_test(spoilt):
    """4.8: neither a patch nor a deletion."""
    event_id = spoilt.google.calendars.owner_adds(OWNER, at(0))
    headers = token_of(spoilt)
    address = f"{spoilt.google.addresses.api}calendars/{OWNER}/events/{event_id}"
    json_headers = {**headers, "content-type": "application/json"}
    patch = b'{"transparency": "transparent"}'
    spoilt.door.send("PATCH", f"{address}?fields=id", headers=json_headers, body=patch, deadline_s=5.0)
    spoilt.door.send("DELETE", address, headers=headers, deadline_s=5.0)
    assert len(spoilt.google.trespasses) == 2


def test_an_illegal_identifier_is_refused_though_the_schema_takes_it(connected):
    """Field notes: schemas alone are not enough."""
    body = json.dumps({**EVENT, "id": "WXYZ-1"}).encode()
    headers = {**token_of(connected), "content-type": "application/json"}
    address = f"{connected.google.addresses.api}calendars/{OWNER}/events"
    assert connected.door.send("POST", address, headers=headers, body=body, deadline_s=5.0).status == 400


def test_free_busy_of_more_than_three_months_is_refused(connected):
    """[seen] The split is not for nothing."""
    body = {"timeMin": "2026-01-01T00:00:00Z", "timeMax": "2026-06-01T00:00:00Z", "items": [{"id": OWNER}]}
    headers = {**token_of(connected), "content-type": "application/json"}
    sent = {"headers": headers, "body": json.dumps(body).encode(), "deadline_s": 5.0}
    assert connected.door.send("POST", f"{connected.google.addresses.api}freeBusy", **sent).status == 400


def test_an_event_of_ours_may_be_read_and_changed(connected):
    """What the product made is its own."""
    ref = connected.calendar.create(OWNER, ANN, **QUICK)
    connected.calendar.cancel(connected.calendar.reschedule(ref, at(60), **QUICK), **QUICK)
    assert connected.calendar.busy([OWNER], DAY, **QUICK)[OWNER].intervals == ()


def test_errors_are_written_as_google_writes_them():
    """[errors] errors[0].reason, beside a code and a message."""
    written = json.loads(error(403, "forbidden").body)["error"]
    assert (written["code"], written["errors"][0]["reason"]) == (403, "forbidden")
