"""Starts processes, waits until each is ready, and stops all of them when one dies or somebody asks.

Which processes those are is in ``servers.py``.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import requests

from direct_booking.clock import monotonic_s
from direct_booking.serving.errors import ProcessFailed

_POLL_S = 0.1
_GONE_WITHIN_S = 3.0
_LAST_LINES = 15
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Server:
    """A process that listens.

    Attributes:
        name: as messages call it.
        command: program and arguments.
        log: its output, both streams; written anew at each start.
        ready_url: answers 200 once it is ready.
        environment: what it has besides the environment of this process.
    """

    name: str
    command: Sequence[str]
    log: Path
    ready_url: str
    environment: Mapping[str, str]


class Supervisor:
    """Runs servers as one: all of them or none."""

    def __init__(self, servers: Sequence[Server], *, ready_within_s: float, stop_within_s: float) -> None:
        self._servers = servers
        self._ready_within_s = ready_within_s
        self._stop_within_s = stop_within_s
        self._running: list[tuple[Server, subprocess.Popen]] = []
        self._asked_to_stop = False

    def run(self, on_ready: Callable[[float], None]) -> None:
        """Start the servers, and come back when somebody asked to stop (Ctrl-C, SIGTERM, SIGHUP).

        Args:
            on_ready: told the seconds it took, once every server answers.

        Raises:
            ProcessFailed: one could not be started, died, or was not ready in time. The others are stopped.
        """
        before = {number: signal.signal(number, self._on_signal) for number in _SIGNALS}
        try:
            self._start_all()
            took_s = self._wait_until_ready()
            if not self._asked_to_stop:
                on_ready(took_s)
            while not self._asked_to_stop:
                self._require_alive()
                time.sleep(_POLL_S)
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, _number: int, _frame: object) -> None:
        self._asked_to_stop = True

    def _start_all(self) -> None:
        for server in self._servers:
            try:
                server.log.parent.mkdir(parents=True, exist_ok=True)
                with server.log.open("wb") as log:
                    # A session of its own: Ctrl-C reaches this process only, which stops them in order.
                    process = subprocess.Popen(
                        server.command,
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                        env={**os.environ, **server.environment},
                        start_new_session=True,
                    )
            except OSError as error:
                raise ProcessFailed(f"{server.name} could not be started: {error}.") from error
            self._running.append((server, process))

    def _wait_until_ready(self) -> float:
        began = monotonic_s()
        waiting = list(self._servers)
        while waiting and not self._asked_to_stop:
            self._require_alive()
            waiting = [server for server in waiting if not _answers(server.ready_url)]
            if waiting and monotonic_s() - began > self._ready_within_s:
                server = waiting[0]
                raise ProcessFailed(
                    f"{server.name} was not ready within {self._ready_within_s:.0f} s; see {server.log}.",
                    _end_of(server.log),
                )
            time.sleep(_POLL_S)
        return monotonic_s() - began

    def _require_alive(self) -> None:
        for server, process in self._running:
            code = process.poll()
            if code is not None:
                how = f"with code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
                raise ProcessFailed(
                    f"{server.name} ended {how}; its log is {server.log}.", _end_of(server.log)
                )

    def _stop_all(self) -> None:
        """Ask all of them, the last started first; end those that do not follow within the deadline."""
        for _server, process in reversed(self._running):
            _signal_group(process, signal.SIGTERM)
        deadline_s = monotonic_s() + self._stop_within_s
        for _server, process in reversed(self._running):
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.0, deadline_s - monotonic_s()))
            # What it may have started itself must not outlive it and keep the port.
            _signal_group(process, signal.SIGKILL)
            process.wait()
            _wait_until_gone(process)
        self._running.clear()


def _signal_group(process: subprocess.Popen, number: signal.Signals) -> None:
    # Nobody may be left in it.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _wait_until_gone(process: subprocess.Popen) -> None:
    """Until nobody of its group is left, so that the ports are free; a moment, since all were killed."""
    deadline_s = monotonic_s() + _GONE_WITHIN_S
    with suppress(ProcessLookupError, PermissionError):
        while monotonic_s() < deadline_s:
            os.killpg(process.pid, 0)
            time.sleep(_POLL_S / 10)


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).status_code == requests.codes.ok
    except requests.RequestException:
        return False


def _end_of(log: Path) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-_LAST_LINES:])
    except OSError:
        return ""
