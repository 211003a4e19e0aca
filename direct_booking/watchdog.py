"""Cut a network connection that outlived its deadline, so that no caller waits for a silent server.

A server's own time-outs work while it does, and a socket's begin anew with each byte; this works in any
case. What a cut connection means is for those who use it: ``storage.translation``, ``guarded_http``.
"""

import heapq
import itertools
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from direct_booking.clock import monotonic_s


class Watchdog:
    """One thread that shuts down the sockets whose time is over."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._due: list[tuple[float, int]] = []  # a heap of (deadline, ticket)
        self._sockets: dict[int, socket.socket] = {}
        self._tickets = itertools.count()
        self._thread: threading.Thread | None = None

    @contextmanager
    def watching(self, file_number: int, deadline_s: float) -> Iterator[None]:
        """Shut the socket down when the block is still running after ``deadline_s`` seconds."""
        # A duplicate stays the same socket when the driver closes its own and the number is given out again.
        guarded = socket.socket(fileno=os.dup(file_number))
        with self._changed:
            ticket = next(self._tickets)
            self._sockets[ticket] = guarded
            heapq.heappush(self._due, (monotonic_s() + deadline_s, ticket))
            self._start()
            if self._due[0][1] == ticket:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._sockets.pop(ticket, None)
            guarded.close()

    def _start(self) -> None:
        # Also after a fork, which takes the memory along but not the thread.
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="deadline-watchdog", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        with self._changed:
            while True:
                while self._due and self._due[0][1] not in self._sockets:
                    heapq.heappop(self._due)
                if not self._due:
                    self._changed.wait()
                elif (left_s := self._due[0][0] - monotonic_s()) > 0:
                    self._changed.wait(left_s)
                else:
                    _, ticket = heapq.heappop(self._due)
                    with suppress(OSError):
                        self._sockets.pop(ticket).shutdown(socket.SHUT_RDWR)
