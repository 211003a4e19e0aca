"""Consoles for tests: on a real database, for one owner or two, answering in this process or on loopback.

What a browser does with them is in ``browser``.
"""

import re
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from argon2 import PasswordHasher
from elsewhere import KEY
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from offices import NEW_YORK, NOW
from waitress.server import create_server

from direct_booking.clock import SetClock
from direct_booking.console.app import create_app
from direct_booking.console.place import Place
from direct_booking.reception.owners import Owners
from direct_booking.storage import accounts
from direct_booking.storage.database import Database
from direct_booking.wiring import Desk, build, connect_local

EMAIL, PASSWORD = "ann@example.com", "a house with nine doors"
OTHER_EMAIL = "bea@example.com"
# As strong as a test needs, so that no test waits for it.
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
HERE = Place("127.0.0.1", 5080, "http://localhost:5080")
BY_HTTPS = Place("127.0.0.1", 5080, "https://booking.example.com", proxies=1)


class Browser(FlaskClient):
    """Flask's own client, which opens the console by its address."""

    def __init__(self, app: Flask, *, base_url: str) -> None:
        super().__init__(app, app.response_class, use_cookies=True)
        self._base_url = base_url

    def open(self, *args, **kwargs):
        """See ``FlaskClient``."""
        return super().open(*args, **{"base_url": self._base_url, **kwargs})


@dataclass(frozen=True)
class Console:
    """A console and what it stands on.

    Attributes:
        account_id: of the owner ``EMAIL``; ``other_account_id`` is of ``OTHER_EMAIL``.
    """

    app: Flask
    desk: Desk
    clock: SetClock
    place: Place
    account_id: int
    other_account_id: int

    def visitor(self) -> FlaskClient:
        """A browser that nobody has signed in with."""
        return Browser(self.app, base_url=self.place.url)

    def owner(self, email: str = EMAIL) -> FlaskClient:
        """A browser that an owner has signed in with."""
        client = self.visitor()
        answer = submit(client, "/sign-in", {"email": email, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return client


def open_console(
    database: Database,
    *,
    place: Place = HERE,
    environment: Mapping[str, str] | None = None,
    clock: SetClock | None = None,
    owned: bool = True,
) -> Console:
    """A console for two accounts with an owner each, or nobody's yet."""
    clock = clock or SetClock(NOW)
    desk = _desk(database, clock, environment)
    ids = [
        _account(desk, name, called, email, owned)
        for name, called, email in (
            ("Harbor Dental", None, EMAIL),
            ("Hill Street Yoga", "+12125550199", OTHER_EMAIL),
        )
    ]
    return Console(_app(desk, place), desk, clock, place, *ids)


def reopen_console(console: Console, database: Database, *, place: Place = HERE) -> Console:
    """A console on a copy of another one's database, at the time that it is there."""
    clock = SetClock(console.clock.now())
    desk = _desk(database, clock)
    return Console(_app(desk, place), desk, clock, place, console.account_id, console.other_account_id)


class _Compiled(BytecodeCache):
    """Templates are compiled once for all consoles of a process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """See ``BytecodeCache``."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """See ``BytecodeCache``."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def _app(desk: Desk, place: Place) -> Flask:
    app = create_app(desk, place)
    app.jinja_env.bytecode_cache = _COMPILED
    return app


def _desk(database: Database, clock: SetClock, environment: Mapping[str, str] | None = None) -> Desk:
    desk = build({"DIRECT_BOOKING_KEYS": KEY, **(environment or {})}, clock=clock, database=database)
    object.__setattr__(desk, "owners", Owners(database, clock, QUICK))
    return desk


def _account(desk: Desk, name: str, called: str | None, email: str, owned: bool) -> int:
    with desk.database.writing(0) as transaction:
        account = accounts.add_account(transaction, name, now=desk.clock.now())
        accounts.add_assistant(
            transaction, account.id, "Receptionist", called_number=called, direct_booking=True
        )
    connect_local(desk.database, desk.clock, account.id, NEW_YORK)
    if owned:
        desk.owners.welcome(desk.owners.link(account.id), email, PASSWORD)
    return account.id


def token_in(page: str) -> str:
    """The token in a page's form."""
    return unescape(re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1])


def submit(client: FlaskClient, address: str, fields: Mapping[str, object], *, form: str | None = None):
    """Send a form as a browser does: with the token of the page that it is on."""
    page = client.get(form or address).text
    return client.post(address, data={"csrf_token": token_in(page), **fields})


class Served:
    """A console on loopback, in a thread."""

    def __init__(self, make_console) -> None:
        """Listen.

        Args:
            make_console: gives the console for a place.
        """
        self._socket = socket.create_server(("127.0.0.1", 0))
        port = self._socket.getsockname()[1]
        self.console: Console = make_console(Place("127.0.0.1", port, f"http://localhost:{port}"))
        self._server = create_server(self.console.app, sockets=[self._socket], threads=4)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """What a browser opens."""
        return self.console.place.url

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
        self._thread.join(timeout=5)
