"""8.1, 8.2 on CalDAV: under random faults nothing is claimed that is not so, and no event is made twice."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta, timezone

import icalendar
import pytest
from fixtures_caldav import client_on
from lengths import tries
from standins.caldav_scripted import WORK, ScriptedServer
from standins.serving import Asked, Reply

from direct_booking.calendars.base import EventRef, NewEvent
from direct_booking.calendars.errors import CalendarError, NothingWritten, OutcomeUnknown
from direct_booking.clock import SetClock
from direct_booking.scheduling.availability import Interval

MONDAY = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)
QUICK = {"deadline_s": 3.0}
STEPS = tries(30, at_length=50)
# No 404 among them: a server that says so of an event that is there cannot be seen through.
REPLIES = [
    *(Reply(status) for status in (400, 403, 409, 412, 423, 500, 502, 503, 504, 507)),
    Reply(503, headers={"Retry-After": "0"}),
    Reply(429, headers={"Retry-After": "0"}),
    Reply(200, b"<html>sign in</html>"),
    Reply(302, headers={"Location": "/login"}),
]


def at(minute: int) -> Interval:
    """Half an hour that begins so many minutes after Monday's beginning."""
    start = MONDAY + timedelta(minutes=minute)
    return Interval(start, start + timedelta(minutes=30))


def on(server: ScriptedServer) -> dict[str, datetime]:
    """What is really on the calendar: when each event begins, by its key."""
    found = {}
    for text in server.events.values():
        (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
        key = str(event["UID"]).removesuffix("@direct-booking")
        assert key not in found, "two events have one key"
        found[key] = event.start
    return found


def outcome(doing: Callable[[], EventRef | None]) -> tuple[str, EventRef | None]:
    """What a verb claims, and its reference."""
    try:
        return "proof", doing()
    except OutcomeUnknown:
        return "doubt", None
    except NothingWritten:
        return "nothing", None


class Faulty:
    """Random faults: a request of a step meets one by chance, carried out or not."""

    def __init__(self, server: ScriptedServer, pick: random.Random) -> None:
        self._server, self._pick = server, pick

    def faults(self):
        """The faults of one step."""
        how = self._pick.choice(["cut", "reply", "reply"])
        reply = self._pick.choice(REPLIES)
        # A server that was paused or is full has written nothing; the others may have.
        applied = self._pick.random() < 0.5 and (how == "cut" or reply.status in (500, 502, 503, 504))
        applied = applied and "Retry-After" not in reply.headers
        return self._server.failing(how, applied=applied, reply=reply, when=self._met, times=2)

    def _met(self, asked: Asked) -> bool:
        # What is read is tried again, which takes its time.
        return self._pick.random() < (0.6 if asked.method in ("PUT", "DELETE") else 0.05)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("renames", [False, True])
def test_what_is_claimed_is_so(scripted, caldav_door, seed, renames):
    """A proof: it is there. Nothing written: all is as it was. In doubt: asking tells which of the two."""
    pick = random.Random(seed)
    scripted.habits.renames = renames
    calendar_id = f"{scripted.url}{WORK}"
    client = client_on(scripted, caldav_door, SetClock(MONDAY))
    faulty = Faulty(scripted, pick)
    refs: dict[str, EventRef] = {}
    claimed = {"proof": 0, "nothing": 0, "doubt": 0}

    def step() -> None:
        key = pick.choice([f"step{number}" for number in range(40)])
        ref, minute = refs.get(key), pick.randrange(0, 3000, 30)
        doing = "create" if ref is None else pick.choice(["move", "invite", "cancel"])
        doings = {
            "create": lambda: client.create(calendar_id, NewEvent(key, at(minute), "Ann"), **QUICK),
            "move": lambda: client.reschedule(ref, at(minute), **QUICK),
            "invite": lambda: client.invite(ref, "ann@example.com", **QUICK),
            "cancel": lambda: client.cancel(ref, **QUICK),
        }
        before = on(scripted)
        expected = at(minute).start if doing in ("create", "move") else before.get(key)
        expected = None if doing == "cancel" else expected
        with faulty.faults():
            said, ref = outcome(doings[doing])
        claimed[said] += 1
        may_be = {"proof": [expected], "nothing": [before.get(key)], "doubt": [before.get(key), expected]}[
            said
        ]
        assert on(scripted).get(key) in may_be
        assert {**on(scripted), key: None} == {**before, key: None}
        now = client.find(calendar_id, key, **QUICK)
        assert (now.span.start if now else None) == on(scripted).get(key)
        refs[key] = now.ref if now else None

    for _ in range(STEPS):
        step()
    assert min(claimed.values()) > 2, claimed


def test_the_errors_are_ours_whatever_is_answered(scripted, caldav_door):
    """Each verb, each answer: a value or an error of ours."""
    client = client_on(scripted, caldav_door, SetClock(MONDAY))
    calendar_id = f"{scripted.url}{WORK}"
    ref = client.create(calendar_id, NewEvent("ann00", at(0), "Ann"), **QUICK)
    doings = [
        lambda: client.calendars(deadline_s=0.3),
        lambda: client.busy([calendar_id], at(0), deadline_s=0.3),
        lambda: client.find(calendar_id, "ann00", deadline_s=0.3),
        lambda: client.create(calendar_id, NewEvent("bo000", at(0), "Bo"), deadline_s=0.3),
        lambda: client.reschedule(ref, at(60), deadline_s=0.3),
        lambda: client.cancel(ref, deadline_s=0.3),
    ]
    for reply in [*REPLIES, Reply(207, b"<a/>"), Reply(207, b"\xff"), Reply(204), Reply(418), Reply(600)]:
        with scripted.failing("reply", reply=reply):
            for doing in doings:
                with suppress(CalendarError):
                    doing()
