"""A real HTTP server on the loopback that answers what it is told to, and can fail in every way a server can.

What a vendor's server would answer is in the modules beside this one; this one knows no vendor.
"""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

# A test that forgot to release what hangs ends all the same.
_LONGEST_HANG_S = 60.0


@dataclass(frozen=True)
class Asked:
    """One request as it arrived.

    Attributes:
        path: as sent, still percent-encoded, without the query.
        query: in the order sent, decoded.
        headers: names in lower case.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes

    @property
    def parameters(self) -> dict[str, str]:
        """The query's values by name; the last of each name."""
        return dict(self.query)

    @property
    def parts(self) -> tuple[str, ...]:
        """The path's parts, decoded one by one, so that an encoded slash splits nothing."""
        return tuple(unquote(part) for part in self.path.strip("/").split("/"))


@dataclass(frozen=True)
class Reply:
    """What is answered."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Fault:
    """Something that goes wrong with certain requests.

    Attributes:
        how: ``hang`` never answers; ``stall`` answers one half and no more; ``cut`` closes the connection;
            ``reply`` answers ``reply`` instead of what was to be said.
        applied: whether the request is carried out all the same, its answer thrown away.
        when: which requests it meets.
        times: how many more of them it meets; None for all.
    """

    how: Literal["hang", "stall", "cut", "reply"]
    applied: bool = False
    when: Callable[[Asked], bool] = lambda _asked: True
    times: int | None = None
    reply: Reply = Reply(503)


class Server:
    """Listens on a free port of the loopback from its making until ``close``; one thread for each connection.

    Attributes:
        url: where it listens, without a slash at the end.
        asked: every request, in the order of arrival, also those that met a fault.
        problems: what the product did that the vendor does not know, and what went wrong inside the
            stand-in; a test is wrong unless this is empty at its end.
        most_at_once: how many requests were being answered at the same moment, at most.
    """

    def __init__(self, answer: Callable[[Asked], Reply]) -> None:
        """Answer with ``answer``; it is called by one thread at a time, and an error of it is a problem."""
        self.asked: list[Asked] = []
        self.problems: list[str] = []
        self.most_at_once = 0
        self._at_once = 0
        self._answer = answer
        self._turn = threading.RLock()
        self._books = threading.Lock()
        self._faults: list[Fault] = []
        self._released = threading.Event()
        self._open: set[socket.socket] = set()
        self._listener = self._listen(0)
        self.url = f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._listener.server_address[1]

    @contextmanager
    def failing(self, how: str, **details) -> Iterator[Fault]:
        """As long as it is open, requests meet a fault; ``details`` are the attributes of ``Fault``."""
        fault = Fault(how, **details)
        released, self._released = self._released, threading.Event()
        with self._books:
            self._faults.insert(0, fault)
        try:
            yield fault
        finally:
            with self._books:
                self._faults.remove(fault)
            self._released.set()
            self._released = released

    @contextmanager
    def away(self) -> Iterator[None]:
        """As long as it is open, nobody listens: connections are refused, and those there were are cut."""
        port = self.port
        self._stop()
        try:
            yield
        finally:
            self._listener = self._listen(port)

    def close(self) -> None:
        """Stop for good, and let go of whatever hangs."""
        self._released.set()
        self._stop()

    def respond(self, asked: Asked) -> Reply | None:
        """What is answered, None for a connection that is cut; waits as long as a fault says."""
        with self._books:
            self.asked.append(asked)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            fault = self._fault_of(asked)
            released = self._released
        try:
            if fault is None:
                return self._carry_out(asked)
            reply = self._carry_out(asked) if fault.applied else Reply(503)
            if fault.how == "hang":
                released.wait(_LONGEST_HANG_S)
            if fault.how == "stall":
                return Reply(reply.status, reply.body, {**reply.headers, "x-stall": "yes"})
            return fault.reply if fault.how == "reply" else None
        finally:
            with self._books:
                self._at_once -= 1

    def wait_released(self) -> None:
        """Wait until the fault that is open ends."""
        self._released.wait(_LONGEST_HANG_S)

    def track(self, connection: socket.socket, *, there: bool) -> None:
        """Remember a connection as long as it is open."""
        with self._books:
            (self._open.add if there else self._open.discard)(connection)

    def _carry_out(self, asked: Asked) -> Reply:
        try:
            with self._turn:
                return self._answer(asked)
        except Exception as error:  # whatever it is, the test must see it
            self.problems.append(f"{asked.method} {asked.path}: {type(error).__name__}: {error}")
            return Reply(501, b"the stand-in does not know this")

    def _fault_of(self, asked: Asked) -> Fault | None:
        for fault in self._faults:
            if fault.times != 0 and fault.when(asked):
                fault.times = fault.times - 1 if fault.times else fault.times
                return fault
        return None

    def _listen(self, port: int) -> ThreadingHTTPServer:
        listener = _Listener(("127.0.0.1", port), _Handler)
        listener.owner = self
        threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True).start()
        return listener

    def _stop(self) -> None:
        self._listener.shutdown()
        self._listener.server_close()
        with self._books:
            still_open = list(self._open)
        for connection in still_open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    owner: Server

    def handle_error(self, request, client_address) -> None:
        """A client that goes away in the middle is ordinary here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open, as the vendors' do
    disable_nagle_algorithm = True  # else every answer comes 40 ms late
    wbufsize = -1
    server: _Listener

    def setup(self) -> None:
        super().setup()
        self.server.owner.track(self.connection, there=True)

    def finish(self) -> None:
        self.server.owner.track(self.connection, there=False)
        with suppress(OSError):
            super().finish()

    def _do(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:  # whoever asked went away before all of it was sent: nothing was asked
            self.close_connection = True
            return
        asked = Asked(
            method=self.command,
            path=parts.path,
            query=tuple(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
        )
        reply = self.server.owner.respond(asked)
        if reply is None:
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._send(reply)

    def _send(self, reply: Reply) -> None:
        headers = dict(reply.headers)
        stalls = headers.pop("x-stall", None)
        self.send_response(reply.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body) + (1 if stalls else 0)))
        self.end_headers()
        if self.command != "HEAD" and reply.status != 204:
            self.wfile.write(reply.body)
        if stalls:
            self.wfile.flush()
            self.server.owner.wait_released()
            self.close_connection = True

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do_HEAD = do_OPTIONS = _do
    do_PROPFIND = do_REPORT = do_MKCALENDAR = _do

    def log_message(self, format: str, *args) -> None:
        """Tests are silent."""
