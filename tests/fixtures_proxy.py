"""A door in front of a TCP server that can be shut, can fall silent, and can lose one answer.

For faults that no server makes on request.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest


class Proxy:
    """Forwards a local port to a server, as long as it is let.

    Attributes:
        port: where it listens, on the loopback.
        silent: takes everything and passes nothing on, in either direction.
        shut: refuses new connections, and has cut the old ones.
        lose_answer_to: bytes of a request after which the server's answer is thrown away and both sides
            are cut; None for no such request.
    """

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.silent = False
        self.shut = False
        self.lose_answer_to: bytes | None = None
        self._open: set[socket.socket] = set()
        self._accepting()

    def _accepting(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    @contextmanager
    def away(self) -> Iterator[None]:
        """As long as it is open, nobody listens: connections are refused, and those there were are cut."""
        self._stop()
        yield
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._accepting()

    def cut(self) -> None:
        """Cut every connection that is open."""
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop for good."""
        self._stop()

    def _stop(self) -> None:
        # Closing alone would leave the thread that accepts holding the port.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                if self.shut:
                    client.close()
                    continue
                server = socket.create_connection(self._server)
                self._open |= {client, server}
                lost = threading.Event()
                for source, target, asks in ((client, server, True), (server, client, False)):
                    threading.Thread(
                        target=self._pump, args=(source, target, asks, lost), daemon=True
                    ).start()

    def _pump(self, source: socket.socket, target: socket.socket, asks: bool, lost: threading.Event) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if self.silent:
                    continue
                if asks and self.lose_answer_to is not None and self.lose_answer_to in data:
                    self.lose_answer_to = None
                    lost.set()
                if not asks and lost.is_set():
                    break  # the server has answered: what it was asked is done
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
            self._open.discard(one)


@pytest.fixture
def proxy_to():
    """Make a proxy in front of a server: ``proxy_to(host, port)``."""
    made = []

    def make(host: str, port: int) -> Proxy:
        made.append(Proxy(host, port))
        return made[-1]

    yield make
    for one in made:
        one.close()
