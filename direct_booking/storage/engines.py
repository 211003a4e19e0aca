"""SQLAlchemy engines for the two databases, set up so that both behave alike.

Transactions are in ``database.py``; an address that cannot work is refused here.
"""

import math
import sqlite3
import time
from contextvars import ContextVar
from pathlib import Path

from sqlalchemy import create_engine, event, exc
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.pool import QueuePool

from direct_booking.clock import monotonic_s
from direct_booking.errors import Misconfigured
from direct_booking.storage.errors import DatabaseUnreachable

# Seconds that the transaction for which a connection is opened has left.
time_left_s: ContextVar[float] = ContextVar("time_left_s", default=5.0)

EXAMPLES = "write sqlite:///var/direct_booking.sqlite or postgresql://user:password@host/name"


def parsed(address: str) -> URL:
    """Read the address of a database.

    Raises:
        Misconfigured: it is not the address of a SQLite file or a PostgreSQL database.
    """
    # Heroku and others hand out the scheme's old name, which SQLAlchemy no longer knows.
    if address.startswith("postgres://"):
        address = "postgresql://" + address.removeprefix("postgres://")
    try:
        url = make_url(address)
    except (exc.ArgumentError, ValueError) as error:
        raise Misconfigured(f"DIRECT_BOOKING_DATABASE is not a database address: {EXAMPLES}.") from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise Misconfigured(
            f"DIRECT_BOOKING_DATABASE names {url.get_backend_name()}, which cannot be used: {EXAMPLES}."
        )
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise Misconfigured(
            f"DIRECT_BOOKING_DATABASE names no file, and processes must share it: {EXAMPLES}."
        )
    return url


def engine_for(url: URL, *, deadline_s: float) -> Engine:
    """An engine with time-outs of ``deadline_s`` seconds.

    Raises:
        DatabaseUnreachable: the folder of a SQLite file could not be made.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, deadline_s)
    return _postgresql(url, deadline_s)


def _sqlite(url: URL, deadline_s: float) -> Engine:
    folder = Path(url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnreachable(
            f"The folder {folder} of the database cannot be made ({error.strerror}): "
            "make it by hand, or point DIRECT_BOOKING_DATABASE elsewhere."
        ) from error
    engine = create_engine(
        url,
        future=True,
        poolclass=QueuePool,
        pool_size=10,
        max_overflow=30,
        pool_timeout=deadline_s,
        # The pool hands a connection to one thread at a time, which is what SQLite asks for.
        connect_args={"timeout": deadline_s, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection, _record) -> None:
    # The driver would begin transactions late and by itself: ours are begun by ``_begin_sqlite``.
    connection.isolation_level = None
    _use_write_ahead_log(connection)
    # 8.2: "booked" must survive a loss of power, so each commit waits for the disk.
    connection.execute("PRAGMA synchronous=FULL")
    # 6.4: what is erased is overwritten, not only forgotten.
    connection.execute("PRAGMA secure_delete=ON")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    until_s = monotonic_s() + time_left_s.get()
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            # Of several processes that open a new file at once, SQLite refuses some without waiting.
            if "locked" not in str(error) or monotonic_s() > until_s:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={options.get('deadline_ms', 5000)}")
    connection.exec_driver_sql(f"PRAGMA query_only={0 if options.get('write') else 1}")
    # Tables are changed by copying them, which references must not stand in the way of.
    connection.exec_driver_sql(f"PRAGMA foreign_keys={1 if options.get('references', True) else 0}")
    # A write takes the lock first: one that begins by reading could find its snapshot too old to write.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("write") else "BEGIN")


def _postgresql(url: URL, deadline_s: float) -> Engine:
    engine = create_engine(
        url,
        future=True,
        pool_size=5,
        max_overflow=15,
        pool_timeout=deadline_s,
        connect_args={"application_name": "direct-booking"},
    )
    event.listen(engine, "do_connect", _hurry_postgresql)
    return engine


def _hurry_postgresql(_dialect, _record, _arguments, parameters) -> None:
    # PostgreSQL's own library knows whole seconds, and no fewer than two.
    parameters["connect_timeout"] = max(2, math.ceil(time_left_s.get()))
