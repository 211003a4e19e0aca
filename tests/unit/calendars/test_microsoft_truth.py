"""Whatever goes wrong at whichever request, what is said of a write is true of the mailbox (SPEC 8.1)."""

import itertools
import json
from collections.abc import Callable

import pytest
from standins.graph_connected import ANN, QUICK, ConnectedMicrosoft, at
from standins.serving import Asked, Reply

from direct_booking.calendars.base import EventRef, NewEvent
from direct_booking.calendars.errors import CalendarError, NothingWritten, OutcomeUnknown

ALONE = NewEvent("ann00", at(0), "Ann", "by phone")
ONLINE = NewEvent("ann00", at(0), "Ann", "by video", attendee_email="ann@example.com", online=True)


def coded(status: int, code: str, **headers: str) -> Reply:
    """One of Graph's errors."""
    return Reply(status, json.dumps({"error": {"code": code}}).encode(), dict(headers))


# What can become of a request that was carried out, or was not, without anybody hearing of it ...
UNHEARD = {
    "cut": {"how": "cut"},
    "half": {"how": "stall"},
    "500": {"how": "reply", "reply": coded(500, "ErrorInternalServerError")},
    "502": {"how": "reply", "reply": Reply(502, b"<html>")},
    "503": {"how": "reply", "reply": coded(503, "ErrorConcurrentItemSave")},
    "504": {"how": "reply", "reply": Reply(504)},
    "302": {"how": "reply", "reply": Reply(302, b"", {"Location": "/"})},
    "404 of a proxy": {"how": "reply", "reply": Reply(404, b"<html>")},
    "nonsense": {"how": "reply", "reply": Reply(200, b"{")},
    "another thing": {"how": "reply", "reply": Reply(200, b'{"value": "x"}')},
}
# ... and how Graph says that it was not.
REFUSED = {
    "400": coded(400, "ErrorInvalidRequest"),
    "401": coded(401, "InvalidAuthenticationToken"),
    "403": coded(403, "ErrorAccessDenied"),
    "404": coded(404, "ErrorItemNotFound"),
    "412": coded(412, "ErrorIrresolvableConflict"),
    "429": coded(429, "ApplicationThrottled", **{"Retry-After": "0"}),
    "429 for long": coded(429, "ApplicationThrottled", **{"Retry-After": "3600"}),
    "503 for a moment": coded(503, "ErrorServerBusy", **{"Retry-After": "0"}),
}
FAULTS = {
    **{
        f"{name}, {done}": {**each, "applied": done == "done"}
        for name, each in UNHEARD.items()
        for done in ("done", "not done")
    },
    **{name: {"how": "reply", "reply": reply} for name, reply in REFUSED.items()},
}

Write = Callable[[ConnectedMicrosoft, EventRef | None], EventRef | None]


def changed(microsoft: ConnectedMicrosoft) -> bool:
    """Whether the one event is as it is after the write."""
    items = microsoft.mailbox.live(microsoft.primary_id)
    return [one.start for one in items] == [at(60).start]


def created(microsoft: ConnectedMicrosoft) -> bool:
    """Whether there is just the one event."""
    return len(microsoft.mailbox.live(microsoft.primary_id)) == 1


def gone(microsoft: ConnectedMicrosoft) -> bool:
    """Whether there is no event."""
    return microsoft.mailbox.live(microsoft.primary_id) == []


def guestless(microsoft: ConnectedMicrosoft) -> bool:
    """Whether the one event has neither guest nor meeting."""
    return [(one.attendees, one.online) for one in microsoft.mailbox.live(microsoft.primary_id)] == [
        ((), False)
    ]


# (what is there before, the write, how it is seen that it was made)
WRITES: dict[str, tuple[NewEvent | None, Write, Callable[[ConnectedMicrosoft], bool]]] = {
    "create": (None, lambda one, _ref: one.calendar.create(one.primary_id, ANN, deadline_s=0.5), created),
    "meet": (None, lambda one, _ref: one.calendar.create(one.primary_id, ONLINE, deadline_s=0.5), created),
    "create again": (
        ANN,
        lambda one, _ref: one.calendar.create(one.primary_id, ANN, deadline_s=0.5),
        created,
    ),
    "move": (
        ONLINE,
        lambda one, ref: one.calendar.reschedule(ref, at(60), description="new words", deadline_s=0.5),
        changed,
    ),
    "uninvite": (
        ONLINE,
        lambda one, ref: one.calendar.invite(ref, None, online=False, deadline_s=0.5),
        guestless,
    ),
    "cancel": (ANN, lambda one, ref: one.calendar.cancel(ref, deadline_s=0.5), gone),
    "delete": (ALONE, lambda one, ref: one.calendar.cancel(ref, deadline_s=0.5), gone),
}


def nth(number: int) -> Callable[[Asked], bool]:
    """The request of this number, counted from 0, among those to Graph."""
    count = itertools.count()
    return lambda asked: asked.parts[:1] == ("v1.0",) and next(count) == number


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("write", WRITES)
def test_what_is_said_of_a_write_is_true(microsoft, write, fault, number):
    """A proof means that it was made, nothing written that it was not, and a doubt may be either."""
    before, do, is_made = WRITES[write]
    ref = microsoft.create(before) if before else None
    # Another process's client, which has to ask whose the event is.
    microsoft.calendar = microsoft.client()
    made_before = is_made(microsoft)
    with microsoft.graph.server.failing(**FAULTS[fault], when=nth(number)):
        try:
            do(microsoft, ref)
            may_be = {True}
        except OutcomeUnknown:
            may_be = {True, False}
        except NothingWritten:
            may_be = {made_before}
    assert is_made(microsoft) in may_be
    assert len(microsoft.mailbox.live(microsoft.primary_id)) <= 1


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("write", ["create", "meet"])
def test_a_creation_that_is_tried_until_it_succeeds_makes_one_event(microsoft, write, fault):
    """8.2: whatever became of the first try."""
    _before, do, is_made = WRITES[write]
    number = 1 if write == "meet" else 0
    with microsoft.graph.server.failing(**FAULTS[fault], when=nth(number)):
        for _ in range(3):
            try:
                ref = do(microsoft, None)
                break
            except CalendarError:
                continue
    assert is_made(microsoft)
    assert microsoft.found().ref == ref
    microsoft.calendar.cancel(ref, **QUICK)
    assert gone(microsoft)
