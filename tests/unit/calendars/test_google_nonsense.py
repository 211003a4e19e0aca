"""Whatever is answered in Google's place: nothing but a calendar's errors comes out, and nothing is free."""

import json
from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from standins.google_connected import DAY, ONLINE, at
from standins.google_contract import BASE, DOCUMENT
from standins.google_values import OWNER
from standins.serving import Reply

from direct_booking.calendars.base import EventRef, Unknown
from direct_booking.calendars.errors import CalendarError
from direct_booking.scheduling.availability import Interval

BRIEF = {"deadline_s": 0.4}
WEEK = Interval(DAY.start, DAY.start + timedelta(days=7))
REF = EventRef(OWNER, "ann00", "ann00", '"1"')
# The words that a reader looks for, so that many replies get past the first look.
NAMES = sorted(
    {
        *DOCUMENT["schemas"]["Event"]["properties"],
        "calendars",
        "busy",
        "errors",
        "items",
        "private",
        "dateTime",
    }
    | {
        "createRequest",
        "entryPoints",
        "uri",
        "email",
        "self",
        "reason",
        "directBooking",
        "directBookingGuest",
        OWNER,
    }
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from(
        ["ann00", '"1"', "cancelled", "confirmed", "2026-03-02T14:00:00Z", "calendar#events", "x", ""]
    ),
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=25,
)
OURS = st.dictionaries(st.sampled_from(NAMES), JSON, max_size=8).map(
    lambda more: {**more, "id": "ann00", "extendedProperties": {"private": {"directBooking": "ann00"}}}
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reply=JSON | OURS, status=st.sampled_from([200, 200, 200, 400, 403, 404, 409, 412]))
def test_no_answer_makes_python_fail(connected, reply, status):
    """8.1: every verb ends in a value or in one of our errors, and busy time only where some was said."""
    body = Reply(status, json.dumps(reply).encode(), {"Content-Type": "application/json"})
    calendar = connected.calendar
    with connected.google.server.failing("reply", reply=body, when=lambda asked: asked.path.startswith(BASE)):
        for verb in (
            lambda: calendar.calendars(**BRIEF),
            lambda: calendar.find(OWNER, "ann00", **BRIEF),
            lambda: calendar.create(OWNER, ONLINE, **BRIEF),
            lambda: calendar.reschedule(REF, at(60), **BRIEF),
            lambda: calendar.invite(REF, "bo@example.com", online=True, **BRIEF),
            lambda: calendar.cancel(REF, **BRIEF),
        ):
            with suppress(CalendarError):
                verb()
        near = calendar.busy([OWNER], DAY, ignoring=[REF], **BRIEF)[OWNER]
        assert isinstance(near, Unknown) or reply["kind"] == "calendar#events"
        far = calendar.busy([OWNER], WEEK, ignoring=[REF], **BRIEF)[OWNER]
        assert isinstance(far, Unknown) or reply["calendars"][OWNER]["busy"] is not None
