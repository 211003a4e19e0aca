"""Connecting a CalDAV account: found from any address, refused in the owner's words."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from standins.caldav_scripted import HOME, PASSWORD, PRINCIPAL, USER, WORK
from standins.certificates import self_signed_in
from standins.radicale_server import PASSWORD as OWNERS_PASSWORD
from standins.serving import Reply

from direct_booking.calendars.caldav_connecting import address_of, connect, secret_of
from direct_booking.calendars.errors import AccessExpired, Unreachable
from direct_booking.calendars.signing_in import SignInFailed

QUICK = {"deadline_s": 10.0}


@pytest.fixture
def connecting(scripted, caldav_door):
    """Connect to the scripted server: ``connecting(path, user, password)``."""

    def connect_at(path: str = "", user: str = USER, password: str = PASSWORD):
        return connect(f"{scripted.url}{path}", user, password, door=caldav_door, **QUICK)

    return connect_at


def refusal(connecting, *arguments) -> SignInFailed:
    """Why an owner could not connect."""
    with pytest.raises(SignInFailed) as failed:
        connecting(*arguments)
    assert str(failed.value).endswith(".")
    assert PASSWORD not in str(failed.value)
    return failed.value


@pytest.mark.parametrize("path", ["", "/", "/dav/", "/dav", PRINCIPAL, HOME, WORK, "/nothing/here/"])
def test_any_address_of_the_server_will_do(connecting, scripted, path):
    """RFC 6764: its name alone, its service, the account, a calendar; and a path that is there no more."""
    scripted.moved["/nothing/here/"] = Reply(404)
    connected = connecting(path)
    assert [info.id for info in connected.calendars if info.primary] == [f"{scripted.url}{WORK}"]
    assert connected.calendars[0].name == "Office & more"
    assert len(connected.calendars) == 3


def test_a_real_server_is_found_by_its_name_alone(radicale, caldav_door):
    """Radicale: well-known address, principal, home, calendars; tasks are no calendar for appointments."""
    owner = radicale.new_owner()
    owner.makes_calendar("default", shown="Mine")
    owner.makes_calendar("tasks", shown="To do", component="VTODO")
    owner.is_given("shown-by-bo", shown="Bo's")
    connected = connect(
        f"http://127.0.0.1:{radicale.port}", owner.user, OWNERS_PASSWORD, door=caldav_door, **QUICK
    )
    assert [(info.name, info.primary, info.can_write) for info in connected.calendars] == [
        ("Mine", True, True),
        ("Bo's", False, False),
    ]
    assert not connected.invites


def test_what_is_kept_is_json_and_comes_back(connecting):
    """And names who is connected."""
    kept = connecting().secret
    assert kept["account"] == USER
    secret = secret_of(kept)
    assert (secret.user, secret.password, dict(secret.as_json())) == (USER, PASSWORD, dict(kept))
    assert PASSWORD not in repr(secret)


@pytest.mark.parametrize(
    "kept", [{}, {"user": "x"}, {"address": "a", "user": "u", "password": "p", "homes": None}]
)
def test_a_secret_that_cannot_be_used_asks_to_reconnect(kept):
    """As when another version of this product kept it."""
    with pytest.raises(AccessExpired):
        secret_of(kept)


# redirects


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_within_the_house_are_followed(connecting, scripted, status):
    """From the well-known address, and from where an owner remembers it; the question stays the same."""
    scripted.moved["/old/"] = Reply(status, headers={"Location": "/.well-known/caldav"})
    assert connecting("/old/").calendars
    assert {asked.method for asked in scripted.asked} <= {"PROPFIND", "OPTIONS"}


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/dav/", "http://127.0.0.1:9/dav/", "//evil.example/"]
)
def test_the_password_is_not_told_elsewhere(connecting, scripted, elsewhere):
    """The owner is asked to connect that address, if it is the owner's."""
    scripted.moved["/.well-known/caldav"] = Reply(302, headers={"Location": elsewhere})
    failed = refusal(connecting)
    assert failed.reason == "elsewhere"
    assert "sends on to" in str(failed)


def test_a_home_elsewhere_is_refused(connecting, scripted):
    """Also when it is not a redirect that leads there."""
    body = (
        "<multistatus xmlns='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav'>"
        f"<response><href>{PRINCIPAL}</href>"
        "<propstat><prop><C:calendar-home-set><href>https://evil.example/</href></C:calendar-home-set></prop>"
        "<status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"
    )
    scripted.moved[PRINCIPAL] = Reply(207, body.encode())
    assert refusal(connecting).reason == "elsewhere"


def test_redirects_in_a_circle_end(connecting, scripted):
    """There is no calendar service in a circle."""
    for path in ("/.well-known/caldav", "/"):
        scripted.moved[path] = Reply(301, headers={"Location": path})
    assert refusal(connecting).reason == "not_caldav"
    assert len(scripted.asked) < 20


# refusals


def test_a_wrong_password_is_named(connecting, scripted):
    """At once, and with what many services want instead; it is not tried again and again."""
    failed = refusal(connecting, "", USER, "wrong")
    assert failed.reason == "wrong_password"
    assert "app password" in str(failed)
    assert len(scripted.asked) <= 2


@pytest.mark.parametrize(
    "reply",
    [
        Reply(404),
        Reply(405),
        Reply(200, b"<html>hello</html>"),
        Reply(207, b"<html>hello</html>"),
        Reply(500),
    ],
)
def test_a_server_without_calendars_is_named(connecting, scripted, reply):
    """A web site, a shop, a mail server."""
    with scripted.failing("reply", reply=reply):
        assert refusal(connecting).reason == "not_caldav"


def test_an_account_without_a_calendar_to_write_on_is_named(connecting, scripted):
    """Only shared ones, or none."""
    scripted.habits.writable = False
    failed = refusal(connecting)
    assert failed.reason == "no_calendar"


def test_nobody_there_is_not_a_wrong_address(connecting, scripted):
    """The network may be down: that is for trying again."""
    with scripted.away(), pytest.raises(Unreachable):
        connecting()


def test_a_server_that_keeps_silent_costs_the_deadline(scripted, caldav_door):
    """And no more."""
    with scripted.failing("hang"), pytest.raises(Unreachable):
        connect(scripted.url, USER, PASSWORD, door=caldav_door, deadline_s=0.5)


def test_a_server_that_cannot_prove_who_it_is_is_named(self_signed, caldav_door):
    """The password is not told to it."""
    with pytest.raises(SignInFailed) as failed:
        connect(f"https://localhost:{self_signed}", USER, PASSWORD, door=caldav_door, **QUICK)
    assert failed.value.reason == "certificate"


@pytest.fixture
def self_signed(tmp_path) -> Iterator[int]:
    """The port of a server with a certificate that nobody signed; it hangs up after the handshake."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed_in(tmp_path))
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                with suppress(OSError):
                    context.wrap_socket(client, server_side=True).close()

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    with suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()


# who invites


def test_a_server_that_invites_says_so(connecting, scripted):
    """RFC 6638 2: the word in the DAV header; then the mail address it prefers is the organizer."""
    scripted.habits.schedules = True
    scripted.habits.own = ("/dav/principals/ann/", "mailto:Ann@example.com", "mailto:ann@home.example")
    connected = connecting()
    assert connected.invites
    assert secret_of(connected.secret).organizer == "mailto:Ann@example.com"


@pytest.mark.parametrize(
    ("schedules", "own", "tells_dav", "invites"),
    [
        (False, (f"mailto:{USER}",), True, False),
        (True, ("/dav/principals/ann/",), True, False),
        (False, (f"mailto:{USER}",), False, True),
    ],
    ids=["an outbox alone", "no mail address", "no header, and an outbox"],
)
def test_a_promise_that_nobody_gave_is_not_believed(connecting, scripted, schedules, own, tells_dav, invites):
    """Without the word nothing is sent; without an address nothing can be; some servers drop the header."""
    scripted.habits.schedules, scripted.habits.own, scripted.habits.tells_dav = schedules, own, tells_dav
    assert connecting().invites == invites


# addresses as owners type them


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("cloud.example.com", "https://cloud.example.com"),
        (" https://cloud.example.com/remote.php/dav/ ", "https://cloud.example.com/remote.php/dav/"),
        ("http://cloud.example.com/dav", "https://cloud.example.com/dav"),
        ("cloud.example.com:8443/dav", "https://cloud.example.com:8443/dav"),
        ("ann@fastmail.com", "https://fastmail.com"),
        ("http://127.0.0.1:5232/", "http://127.0.0.1:5232/"),
        ("localhost:5232", "http://localhost:5232"),
        ("Bücher.example:8443/dav/", "https://xn--bcher-kva.example:8443/dav/"),
        ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443/"),
        ("https://cloud.example.com/?x=1#y", "https://cloud.example.com/"),
    ],
)
def test_an_address_is_asked_by_tls(typed, address):
    """Whatever was typed; only this machine may be asked without."""
    assert address_of(typed) == address


@pytest.mark.parametrize(
    "typed", ["", "https://", "my calendar", "ftp://x.example", "https://u:p@x.example/", "https://[::1"]
)
def test_an_address_that_is_none_is_named(typed):
    """Before anything is asked."""
    with pytest.raises(SignInFailed) as failed:
        address_of(typed)
    assert failed.value.reason == "no_address"
