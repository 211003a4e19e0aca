"""A real CalDAV server, Radicale, on the loopback: one process for a run of tests, one user for each test.

For what it never does (weak versions, answers without a version, failing in the middle) there is
``caldav_scripted.py``.
"""

import base64
import fcntl
import http.client
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_connection, create_server
from urllib.parse import unquote
from xml.sax.saxutils import escape

PASSWORD = "s3cret pass: wörd"
_STARTS_WITHIN_S = 30.0

_MKCALENDAR = """<?xml version="1.0" encoding="utf-8"?>
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<D:displayname>{name}</D:displayname>
<C:supported-calendar-component-set><C:comp name="{component}"/></C:supported-calendar-component-set>
{zone}</D:prop></D:set></C:mkcalendar>"""

# Its input ends when whoever started it is gone, however that came about: then it goes too.
_RUNS = """
import os, shutil, sys, threading
from radicale.__main__ import run

def leave():
    sys.stdin.read()
    shutil.rmtree(os.path.dirname(sys.argv[2]), ignore_errors=True)
    os._exit(0)

threading.Thread(target=leave, daemon=True).start()
run()
"""

_ETAGS = '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>'

_CONFIG = """[server]
hosts = 127.0.0.1:{port}
max_connections = 0
delay_on_error = 0
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = from_file
file = {folder}/rights
[storage]
filesystem_folder = {folder}/collections
[web]
type = none
[logging]
level = error
"""
# Each owner has everything below the own name; calendars whose name says so can only be read.
_RIGHTS = """[root]
user: .+
collection:
permissions: R
[shown]
user: .+
collection: {user}/shown-[^/]+
permissions: rr
[owner]
user: .+
collection: {user}
permissions: RW
[calendars]
user: .+
collection: {user}/[^/]+
permissions: rw
"""


class RadicaleServer:
    """The running server.

    Attributes:
        port: where it listens, on the loopback.
    """

    def __init__(self) -> None:
        """Start it, and wait until it answers."""
        memory = Path("/dev/shm")
        self._folder = Path(tempfile.mkdtemp(prefix="radicale-", dir=memory if memory.is_dir() else None))
        with create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        (self._folder / "users").write_text("", encoding="utf-8")
        (self._folder / "rights").write_text(_RIGHTS, encoding="utf-8")
        config = self._folder / "config"
        config.write_text(_CONFIG.format(port=self.port, folder=self._folder), encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-c", _RUNS, "--config", str(config)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=(self._folder / "log").open("wb"),
        )
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._passwords: dict[str, str] = {}
        self._wait()

    def new_owner(self) -> "Owner":
        """Somebody with an account and no calendar."""
        with self._lock:
            user = f"owner{next(self._numbers)}@example.com"
            self.set_password(user, PASSWORD)
        return Owner(self, user)

    def set_password(self, user: str, password: str) -> None:
        """From the next request on this is the one."""
        self._passwords[user] = password
        lines = (f"{user}:{word}\n" for user, word in self._passwords.items())
        fresh = self._folder / "users.new"
        fresh.write_text("".join(lines), encoding="utf-8")
        fresh.rename(self._folder / "users")

    def files_of(self, path: str) -> Path:
        """The folder in which a collection's events are files."""
        return self._folder / "collections" / "collection-root" / unquote(path).strip("/")

    @contextmanager
    def stopped_writing(self) -> Iterator[None]:
        """As long as it is open, the server waits: its files may be changed."""
        folder = self._folder / "collections"
        folder.mkdir(exist_ok=True)
        with (folder / ".Radicale.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def close(self) -> None:
        """End the process and forget what it stored."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _wait(self) -> None:
        for _ in range(int(_STARTS_WITHIN_S / 0.1)):
            with suppress(OSError):
                create_connection(("127.0.0.1", self.port), 1).close()
                return
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.1)
                break
        raise AssertionError(f"Radicale did not start: {(self._folder / 'log').read_text()[-2000:]}")


class Owner:
    """What an owner does with another program than ours, straight on the server.

    Attributes:
        home: the path of the account.
    """

    def __init__(self, server: RadicaleServer, user: str) -> None:
        self.server = server
        self.user = user
        self.home = f"/{user}/"

    def makes_calendar(self, name: str, *, shown: str, zone: str = "", component: str = "VEVENT") -> str:
        """Make a calendar; its path.

        Args:
            name: in its path. shown: what the owner calls it. zone: a VTIMEZONE in a calendar.
        """
        told = f"<C:calendar-timezone>{escape(zone)}</C:calendar-timezone>" if zone else ""
        path = f"{self.home}{name}/"
        body = _MKCALENDAR.format(name=escape(shown), zone=told, component=component)
        self.asks("MKCALENDAR", path, body)
        return path

    def is_given(self, name: str, *, shown: str) -> str:
        """Find a calendar in the account, made by others; one whose name begins with ``shown-`` can only be
        read. Its path."""
        path = f"{self.home}{name}/"
        folder = self.server.files_of(path)
        with self.server.stopped_writing():
            folder.mkdir(parents=True)
            told = {"tag": "VCALENDAR", "D:displayname": shown}
            (folder / ".Radicale.props").write_text(json.dumps(told), encoding="utf-8")
        return path

    def puts(self, path: str, text: str) -> None:
        """Write an event, whatever is there."""
        self.asks("PUT", path, text)

    def puts_all(self, calendar: str, texts: Mapping[str, str]) -> None:
        """Write many events at once, by the name of each: straight into the files, as Radicale allows."""
        folder = self.server.files_of(calendar)
        with self.server.stopped_writing():
            for name, text in texts.items():
                (folder / name).write_bytes(text.encode("utf-8"))
        # Radicale reads what is new to it when it is next asked, which takes its time.
        self.asks("PROPFIND", calendar, _ETAGS, Depth="1")

    def sees_all(self, calendar: str) -> dict[str, str]:
        """The text of every event of a calendar, by its name."""
        folder = self.server.files_of(calendar)
        with self.server.stopped_writing():
            return {each.name: each.read_bytes().decode("utf-8") for each in folder.glob("*.ics")}

    def gets(self, path: str) -> str:
        """An event's text."""
        return self.asks("GET", path)

    def deletes(self, path: str) -> None:
        """Delete an event."""
        self.asks("DELETE", path)

    def asks(self, method: str, path: str, body: str = "", **headers: str) -> str:
        """One request; its answer's body.

        Raises:
            AssertionError: it failed.
        """
        pair = f"{self.user}:{self.server._passwords[self.user]}".encode()
        sent = {"Authorization": "Basic " + base64.b64encode(pair).decode(), **headers}
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            connection.request(method, path, body.encode("utf-8"), sent)
            answer = connection.getresponse()
            said = answer.read().decode("utf-8")
        finally:
            connection.close()
        assert answer.status < 300, f"{method} {path}: {answer.status} {said[:300]}"
        return said
