"""Google's library as a maker of requests: no connection, no noise and no delay of its own."""

import logging
import subprocess
import sys
import threading
from contextlib import suppress

import pytest
from standins.google_connected import ANN, DAY, QUICK, SHORT, at, writes
from standins.google_contract import BASE
from standins.google_values import OWNER
from standins.serving import Reply

from direct_booking.calendars.base import Busy, NewEvent, Unknown
from direct_booking.calendars.errors import AccessExpired, NoPermission, OutcomeUnknown, Unreachable
from direct_booking.calendars.google_client import ADDRESS, service_at
from direct_booking.clock import monotonic_s


def run(program: str, *options: str) -> str:
    """What a program prints, all warnings shown, in an interpreter of its own."""
    command = [sys.executable, "-W", "default", *options, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_the_library_does_not_complain_about_python():
    """Rasa needs Python 3.10; of Google's warnings about it none is seen, and all others are."""
    said = run(
        "import warnings\n"
        "from direct_booking.calendars.google_client import ADDRESS, service_at\n"
        "service_at(ADDRESS)\n"
        "import google.oauth2.reauth, google_auth_oauthlib.flow\n"
        "warnings.warn('of somebody else', FutureWarning)\n"
    )
    assert "of somebody else" in said
    assert "google.api_core" not in said
    assert "google.auth" not in said


def test_without_the_filter_it_would_complain():
    """Else the test above could not fail."""
    assert "google.api_core" in run("import googleapiclient.discovery")


def test_nothing_is_loaded_before_it_is_needed():
    """Every command of the product would wait for Google's library, also where nobody uses Google."""
    said = run(
        "import sys, direct_booking.calendars.google, direct_booking.calendars.google_grant\n"
        "print([name for name in sys.modules if name.startswith('google')])"
    )
    assert "googleapiclient" not in said
    assert "google_auth_oauthlib" not in said


def test_the_service_is_made_once():
    """For each address, whoever asks."""
    assert service_at(ADDRESS) is service_at(ADDRESS)
    assert service_at("http://127.0.0.1:1/calendar/v3/") is not service_at(ADDRESS)


def test_a_request_is_made_fast():
    """8.5: a thousand of them within what one network answer takes, once the library is there."""
    events = service_at(ADDRESS).events
    began = monotonic_s()
    for _ in range(100):
        events.get(calendarId=OWNER, eventId="ann00", fields="id")
    assert (monotonic_s() - began) / 100 < 0.02


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
def test_no_log_names_an_address_a_title_or_a_token(connected, caplog, level):
    """6.4: not even with everything logged that Google's library has to say."""
    with caplog.at_level(level):
        caplog.handler.setLevel(level)
        ref = connected.calendar.create(OWNER, ANN, **QUICK)
        connected.calendar.reschedule(ref, at(60), title="Ann Lee", **QUICK)
        with connected.google.saying(403, "forbidden"), pytest.raises(NoPermission):
            connected.calendar.find(OWNER, "ann00", **QUICK)
    logged = "".join(r.getMessage() for r in caplog.records if r.name.split(".")[0] != "urllib3")
    for secret in ("example.com", "Ann", "ya29", "1//refresh", "app-secret"):
        assert secret not in logged


# the token


def test_a_token_that_is_refused_is_renewed_once_and_unseen(connected):
    """Google's clock is ahead, or the token was revoked alone: the caller does not notice."""
    assert connected.busy() == Busy(())
    for granted in connected.google.accounts.grants:
        connected.google.accounts.forget_access(granted)
    connected.calendar.create(OWNER, ANN, **QUICK)
    assert connected.google.accounts.requests == ["refresh_token"] * 2


def test_access_that_is_gone_is_said_after_one_try(connected):
    """1.5: also when the token at hand had not run out."""
    assert connected.busy() == Busy(())
    connected.google.accounts.grants[0].revoked = True
    with pytest.raises(AccessExpired):
        connected.calendar.create(OWNER, ANN, **QUICK)
    assert connected.google.accounts.requests == ["refresh_token"] * 2
    assert connected.primary.made_here == set()


def test_a_calendar_that_refuses_every_token_is_not_asked_for_ever(connected):
    """Two tries, then the owner is asked to reconnect."""
    with connected.google.saying(401, "authError"), pytest.raises(AccessExpired):
        connected.calendar.create(OWNER, ANN, **QUICK)
    assert sum(writes(asked) for asked in connected.google.server.asked) == 2


# the answers


@pytest.mark.parametrize("body", [b"", b"<html>Welcome to our hotel</html>", b"[]", b'"ok"', b"{", b"\xff"])
def test_what_cannot_be_read_is_no_answer(connected, body):
    """A page of somebody in between is neither free time nor a booking."""
    with connected.google.server.failing(
        "reply", reply=Reply(200, body), when=lambda a: a.path.startswith(BASE)
    ):
        assert isinstance(connected.calendar.busy([OWNER], DAY, **SHORT)[OWNER], Unknown)
        with pytest.raises(Unreachable):
            connected.calendar.find(OWNER, "ann00", **SHORT)
        with pytest.raises(OutcomeUnknown):
            connected.calendar.create(OWNER, ANN, **SHORT)


@pytest.mark.parametrize(
    "body",
    [b"{}", b'{"calendars": {}}', b'{"calendars": []}', b'{"items": [{}]}', b'{"items": 7}']
    + [b'{"id": "ann00", "extendedProperties": {"private": {"directBooking": "ann00"}}}']
    + [b'{"id": "ann00", "extendedProperties": []}'],
)
def test_what_lacks_what_it_always_has_is_no_answer_either(connected, body):
    """None of it is free time, and none of it escapes as an error of Python's."""
    json_reply = Reply(200, body, {"Content-Type": "application/json"})
    with connected.google.server.failing("reply", reply=json_reply, when=lambda a: a.path.startswith(BASE)):
        assert isinstance(connected.calendar.busy([OWNER], DAY, **SHORT)[OWNER], Unknown)
        for read in (
            lambda: connected.calendar.find(OWNER, "ann00", **SHORT),
            lambda: connected.calendar.calendars(**SHORT),
        ):
            with suppress(Unreachable):
                assert not read()


def test_pages_without_end_end(connected):
    """A token that leads to itself is followed once."""
    page = Reply(
        200,
        b'{"kind": "calendar#calendarList", "items": [], "nextPageToken": "again"}',
        {"Content-Type": "application/json"},
    )
    with connected.google.server.failing("reply", reply=page, when=lambda a: a.path.startswith(BASE)):
        assert connected.calendar.calendars(**SHORT) == ()
    assert len(connected.google.calls) == 2


def test_one_client_serves_many_threads(connected):
    """Requests are made of one service at the same time, and none gets another's answer."""
    results: dict[int, object] = {}

    def book(number: int) -> None:
        new = NewEvent(f"often{number}", at(60 * number), f"Ann {number}")
        connected.calendar.create(OWNER, new, deadline_s=30.0)
        results[number] = connected.calendar.find(OWNER, new.key, deadline_s=30.0)

    threads = [threading.Thread(target=book, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {number: (event.title, event.span) for number, event in results.items()} == {
        number: (f"Ann {number}", at(60 * number)) for number in range(10)
    }
    assert connected.google.accounts.requests == ["refresh_token"]
