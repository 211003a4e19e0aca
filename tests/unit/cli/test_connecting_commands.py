"""Connecting from the command line, for those without a browser on the machine or a console at hand."""

import http.client
import io
import os
import re
import socket
import sys
import threading

import pytest
from elsewhere import elsewhere_of
from offices import NEW_YORK, NOW
from standins.radicale_server import PASSWORD

from direct_booking.calendars.http import Door
from direct_booking.cli.returning import PORT, address_of, returned
from direct_booking.clock import SetClock
from direct_booking.errors import Misconfigured
from direct_booking.reception.names import PROVIDERS


@pytest.fixture
def there(request, installation, monkeypatch):
    """A provider's server, of which the environment tells."""
    made = elsewhere_of(request.param, SetClock(NOW), NEW_YORK, lambda: request.getfixturevalue("radicale"))
    for variable, value in made.environment.items():
        monkeypatch.setenv(variable, value)
    if request.param == "google":
        made.google.accounts.redirect_uri = address_of(PORT)
    if request.param == "microsoft":
        made.graph.login.redirects = (address_of(PORT),)
    yield made
    made.close()
    assert made.wrong() == []


class Browser(io.StringIO):
    """An owner who opens the address that was printed, says yes, and copies the address it ends at."""

    def __init__(self, capfd) -> None:
        super().__init__()
        self._capfd = capfd
        self.printed = ""

    def readline(self, *_size) -> str:
        """What is pasted."""
        self.printed = self._capfd.readouterr().out
        (address,) = re.findall(r"^http\S+$", self.printed, re.MULTILINE)
        door = Door()
        there = door.send("GET", address, deadline_s=5).headers["Location"]
        door.close()
        return f"{there}\n"


@pytest.fixture
def browser(capfd, monkeypatch) -> Browser:
    """The standard input of a command that asks to paste."""
    made = Browser(capfd)
    monkeypatch.setattr(sys, "stdin", made)
    return made


NAMES = {"google": "google", "microsoft": "outlook"}


@pytest.mark.parametrize("there", ["google", "microsoft"], indirect=True)
def test_an_owner_connects_by_pasting_an_address(direct_booking, there, browser):
    """1.3: prints where to sign in; afterwards it is connected, and the doctor says so."""
    ended = direct_booking("connect", NAMES[there.name], "--paste")
    assert ended.code == 0, ended.err
    assert "sign in with the account whose calendar it is" in browser.printed
    assert ended.out.startswith(f"Connected: default books on {there.name} (owner@")
    assert f"{there.name}, America/New_York, connected" in direct_booking("accounts", "list").out
    lines = direct_booking("doctor").out.splitlines()
    (calendar,) = [line for line in lines if "calendar of default" in line]
    assert re.fullmatch(
        rf"ok +calendar of default: {PROVIDERS[there.name]} \(owner@\S+\) answers, \S+", calendar
    )
    assert [line for line in lines if "keys" in line] == ["ok       keys: 1 in DIRECT_BOOKING_KEYS"]


@pytest.mark.parametrize("there", ["caldav"], indirect=True)
@pytest.mark.parametrize("way", ["variable", "descriptor"])
def test_a_caldav_server_is_connected_without_a_password_on_the_command_line(
    direct_booking, there, monkeypatch, way
):
    """Every user of the machine can read a command's arguments."""
    password = []
    if way == "variable":
        monkeypatch.setenv("DIRECT_BOOKING_CALDAV_PASSWORD", PASSWORD)
    else:
        reading, writing = os.pipe()
        os.write(writing, f"{PASSWORD}\n".encode())
        os.close(writing)
        password = ["--password-fd", str(reading)]
    user = there._owner.user
    ended = direct_booking("connect", "caldav", "--address", there.server.url, "--user", user, *password)
    assert ended.code == 0, ended.err
    assert ended.out.startswith(f"Connected: default books on caldav ({user}).")
    # Nobody has said in which zone the server's calendar is: it stays that of the embedded one.
    assert "America/New_York" in ended.out


@pytest.mark.parametrize("there", ["caldav"], indirect=True)
def test_a_wrong_password_is_one_sentence(direct_booking, there, monkeypatch):
    """And nothing is connected in the place of what was there."""
    monkeypatch.setenv("DIRECT_BOOKING_CALDAV_PASSWORD", "wrong")
    ended = direct_booking("connect", "caldav", "--address", there.server.url, "--user", there._owner.user)
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert "calendar: local" in direct_booking("accounts", "list").out


@pytest.mark.parametrize("there", ["google"], indirect=True)
def test_calendars_are_listed_and_chosen_by_name(direct_booking, there, browser):
    """1.3: by name or id, and others count as busy, too."""
    from standins.google_values import One

    there.google.calendars.add(One("work@group.calendar.google.com", "Work"))
    there.google.calendars.add(One("team@group.calendar.google.com", "Team", role="reader"))
    direct_booking("connect", "google", "--paste")
    chosen = direct_booking("calendars", "choose", "Work", "--also-busy", "owner@example.com")
    assert chosen.out.splitlines() == [
        "Appointments are booked on Work, in America/New_York.",
        "Also busy: owner@example.com.",
    ]
    listed = [line.split("   ")[0].split() for line in direct_booking("calendars", "list").out.splitlines()]
    assert listed == [
        ["also", "busy", "owner@example.com"],
        ["read", "only", "Team"],
        ["booked", "on", "Work"],
    ]
    refused = direct_booking("calendars", "choose", "Nothing")
    assert (refused.code, refused.err.startswith("There is no calendar 'Nothing'; there is")) == (2, True)
    assert direct_booking("calendars", "choose", "Team").code == 2


@pytest.mark.parametrize("there", ["google"], indirect=True)
def test_disconnecting_says_what_it_turns_off(direct_booking, there, browser):
    """1.1; and the embedded calendar is one command away."""
    direct_booking("connect", "google", "--paste")
    assert direct_booking("disconnect").out.splitlines() == [
        "Disconnected from google; its access is forgotten here.",
        "Booking is off for Receptionist until a calendar is connected.",
    ]
    again = direct_booking("disconnect")
    assert (again.code, "No calendar is connected" in again.err) == (2, True)
    assert "problem  calendar of default: No calendar is connected" in direct_booking("doctor").out
    assert direct_booking("connect", "local").out.startswith("Connected: default books on local.")
    assert "default   calendar: local" in direct_booking("accounts", "list").out


@pytest.mark.parametrize("there", ["google"], indirect=True)
def test_the_doctor_says_what_expired_with_the_remedy(direct_booking, there, browser):
    """1.5: and what to type."""
    direct_booking("connect", "google", "--paste")
    with there.expired():
        there.google.accounts.forget_access(there.google.accounts.grants[0])
        ended = direct_booking("doctor")
    assert ended.code == 1
    assert "direct-booking connect google" in ended.out


@pytest.mark.parametrize("provider", ["google", "outlook"])
def test_an_app_that_is_not_set_up_is_one_sentence(direct_booking, monkeypatch, provider):
    """It names the variable and the document."""
    for name in ("GOOGLE", "MICROSOFT"):
        monkeypatch.delenv(f"DIRECT_BOOKING_{name}_CLIENT_ID", raising=False)
    ended = direct_booking("connect", provider, "--paste")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert re.search(r"DIRECT_BOOKING_\w+_CLIENT_ID is not set.*docs/calendars\.md", ended.err)


def test_keys_are_made_and_rotated(direct_booking, installation, monkeypatch):
    """With a file the new key is made by itself; with the variable it is the operator's."""
    file = installation / "keys"
    monkeypatch.delenv("DIRECT_BOOKING_KEYS", raising=False)
    monkeypatch.setenv("DIRECT_BOOKING_KEY_FILE", str(file))
    direct_booking("migrate")
    assert "keys: none yet" in direct_booking("doctor").out
    assert direct_booking("keys", "rotate").code == 0
    assert len(file.read_text().split()) == 2
    file.chmod(0o644)
    assert f"chmod 600 {file}" in direct_booking("doctor").out
    made = direct_booking("keys", "make").out.strip()
    monkeypatch.setenv("DIRECT_BOOKING_KEYS", made)
    assert "can go" in direct_booking("keys", "rotate").out
    assert made not in file.read_text()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def visit(port: int, path: str) -> int:
    """What a browser sees."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_browser_comes_back_to_this_machine(monkeypatch, capfd):
    """Only the answer to this sign-in is taken; and it is written nowhere."""
    port, found, listening = free_port(), [], threading.Event()
    from direct_booking.cli import returning

    class Announced(returning.HTTPServer):
        def server_activate(self) -> None:
            super().server_activate()
            listening.set()

    monkeypatch.setattr(returning, "HTTPServer", Announced)
    waiting = threading.Thread(target=lambda: found.append(returned(port, "mine", wait_s=30)))
    waiting.start()
    assert listening.wait(30)
    assert visit(port, "/favicon.ico") == 404
    assert visit(port, "/connected?state=anothers&code=c") == 404
    assert visit(port, "/connected?state=mine&code=s3cret") == 200
    waiting.join(30)
    assert found == [{"state": "mine", "code": "s3cret"}]
    assert "s3cret" not in "".join(capfd.readouterr())


def test_a_port_that_is_taken_is_one_sentence():
    """With the two ways out."""
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Misconfigured, match="--paste"):
        returned(taken.getsockname()[1], "mine", wait_s=0)


def test_nobody_is_waited_for_for_ever():
    """The sign-in is begun anew then."""
    with pytest.raises(Misconfigured, match="begin anew"):
        returned(free_port(), "mine", wait_s=0)
