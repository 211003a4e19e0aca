"""The door to the network, against a server that does whatever a test wants."""

import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest

from direct_booking.calendars.errors import OperatorMisconfigured, OutcomeUnknown, Unreachable
from direct_booking.calendars.http import Door
from direct_booking.clock import monotonic_s

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Hands every connection to a function, in a thread of its own.

    Attributes:
        requests: what was asked, each up to the end of its headers.
        over: set when the test is over, for those who wait.
    """

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/events?q=secret"
        self.requests: list[bytes] = []
        self.over = threading.Event()
        self.answer: Callable[[socket.socket], None] = lambda client: client.sendall(OK)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.over.set()
        self.listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            while self._read(client):
                self.answer(client)

    def _read(self, client: socket.socket) -> bool:
        asked = b""
        while b"\r\n\r\n" not in asked:
            piece = client.recv(4096)
            if not piece:
                return False
            asked += piece
        self.requests.append(asked)
        return True


@pytest.fixture
def server():
    """A server on the loopback."""
    server = Server()
    yield server
    server.close()


@pytest.fixture
def door():
    """A door without limits."""
    door = Door()
    yield door
    door.close()


def _dripping(server: Server, piece: bytes) -> Callable[[socket.socket], None]:
    def drip(client: socket.socket) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\n")
        while not server.over.wait(0.02):
            client.sendall(piece)

    return drip


def test_an_answer_comes_back_whole_whatever_its_status(server, door):
    """Status, headers in any case, and body are the caller's to judge."""
    server.answer = lambda client: client.sendall(
        b'HTTP/1.1 404 Not Found\r\nETag: "7"\r\nContent-Length: 8\r\n\r\n{"a": 1}'
    )
    answer = door.send("GET", server.url, deadline_s=5)
    assert (answer.status, answer.headers["etag"], answer.json()) == (404, '"7"', {"a": 1})


@pytest.mark.parametrize("piece", [b"X-Slow: 1\r\n", b"\r\n\r\nx"], ids=["in the headers", "in the body"])
@pytest.mark.parametrize(("writing", "error"), [(None, Unreachable), ("key1", OutcomeUnknown)])
def test_a_server_that_drips_is_cut_at_the_deadline(server, door, piece, writing, error):
    """A time-out that begins anew with each byte would never end."""
    server.answer = _dripping(server, piece)
    began = monotonic_s()
    with pytest.raises(error):
        door.send("POST", server.url, body=b"{}", deadline_s=0.4, writing=writing)
    assert monotonic_s() - began < 2


def test_a_server_that_hangs_leaves_a_write_in_doubt(server, door):
    """It took the request and said nothing: the key tells which event to ask for."""
    server.answer = lambda _client: server.over.wait()
    with pytest.raises(OutcomeUnknown) as doubt:
        door.send("POST", server.url, body=b"{}", deadline_s=0.3, writing="key1")
    assert doubt.value.key == "key1"


def test_a_server_that_is_not_there_has_written_nothing(door):
    """A refused connection is never in doubt, not even for a write."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unreachable):
        door.send("POST", f"http://127.0.0.1:{port}/", body=b"{}", deadline_s=2, writing="key1")


def test_a_server_that_cuts_the_line_leaves_a_write_in_doubt(server, door):
    """The request was sent; what became of it was not heard."""
    server.answer = lambda client: client.shutdown(socket.SHUT_RDWR)
    with pytest.raises(OutcomeUnknown):
        door.send("POST", server.url, body=b"{}", deadline_s=2, writing="key1")
    with pytest.raises(Unreachable):
        door.send("GET", server.url, deadline_s=2)


def test_a_redirect_is_an_answer_and_is_not_followed(server, door):
    """A token must not travel to wherever a server points."""
    server.answer = lambda client: client.sendall(
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    )
    assert door.send("GET", server.url, deadline_s=2).status == 302
    assert len(server.requests) == 1


def test_a_cookie_is_not_kept(server, door):
    """One owner's session is never another's."""
    server.answer = lambda client: client.sendall(
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
    )
    for _ in range(2):
        door.send("GET", server.url, deadline_s=2)
    assert b"a=b" not in server.requests[1]


def test_an_answer_without_end_is_not_read_to_its_end(server):
    """A body beyond the limit is refused."""
    door = Door(longest_answer=1000)
    server.answer = lambda client: client.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + bytes(5000)
    )
    with pytest.raises(Unreachable):
        door.send("GET", server.url, deadline_s=2)


def test_what_waits_for_its_turn_waits_no_longer_than_its_deadline(server):
    """A provider that allows few requests at once is not asked more, and no caller waits for ever."""
    door = Door(at_once=1)
    asked = threading.Event()

    def hold(_client: socket.socket) -> None:
        asked.set()
        server.over.wait()

    server.answer = hold
    threading.Thread(target=_ask, args=(door, server), daemon=True).start()
    assert asked.wait(5)
    with pytest.raises(Unreachable, match="Too many"):
        door.send("GET", server.url, deadline_s=0.1)
    assert len(server.requests) == 1


def _ask(door: Door, server: Server) -> None:
    with suppress(Unreachable):
        door.send("GET", server.url, deadline_s=3)


@pytest.mark.parametrize(
    "url",
    [
        "http://calendar.example/",
        "ftp://calendar.example/",
        "https://user:word@calendar.example/",
        "https:///x",
        "nonsense",
        "http://[::1",
    ],
)
def test_an_address_that_gives_secrets_away_is_refused(door, url):
    """Without TLS only this machine is spoken to; passwords do not stand in addresses."""
    with pytest.raises(OperatorMisconfigured):
        door.send("GET", url, deadline_s=1)


def test_an_error_names_the_host_and_nothing_else_of_the_address(server, door):
    """Addresses of events and queries stay out of log lines."""
    server.answer = lambda client: client.shutdown(socket.SHUT_RDWR)
    with pytest.raises(Unreachable) as failed:
        door.send("GET", server.url, deadline_s=2)
    assert "127.0.0.1" in str(failed.value)
    assert "secret" not in str(failed.value)


def test_no_log_line_holds_the_address(server, door, caplog):
    """Not even at the chattiest level: it holds calendar ids, which are e-mail addresses."""
    caplog.set_level(logging.DEBUG)
    door.send("GET", server.url, deadline_s=2)
    assert "secret" not in caplog.text


def test_a_password_of_the_machine_is_not_sent(server, door, tmp_path, monkeypatch):
    """Who asks is said by the calendar's client, not by a .netrc file."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password hidden\n")
    monkeypatch.setenv("NETRC", str(netrc))
    door.send("GET", server.url, deadline_s=2)
    assert b"authorization" not in server.requests[0].lower()


def test_without_time_nothing_is_sent(server, door):
    """A deadline that has passed is no reason for a short try."""
    with pytest.raises(Unreachable, match="no time"):
        door.send("POST", server.url, body=b"{}", deadline_s=0, writing="key1")
    assert server.requests == []
