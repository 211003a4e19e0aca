"""The connection to the database: one read or one write transaction at a time, with a deadline.

Tables are in ``schema.py``, their versions in ``migrations/``, engines in ``engines.py``.
"""

import math
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import exc, text
from sqlalchemy.engine import Connection

from direct_booking.clock import monotonic_s
from direct_booking.storage.engines import engine_for, parsed, time_left_s
from direct_booking.storage.errors import DatabaseBusy, DatabaseOutdated, RuleBroken
from direct_booking.storage.translation import OUTDATED_REMEDY, is_disconnect, translate
from direct_booking.storage.turns import turns_on
from direct_booking.watchdog import Watchdog

# The first half of PostgreSQL's advisory lock keys, so that nobody else's collide with ours.
ACCOUNT_LOCKS = 0x44B0
MIGRATION_LOCKS = 0x44B1
MIGRATION_DEADLINE_S = 60.0

# How much later than PostgreSQL's own time-out a silent connection is cut.
_GRACE_S = 0.25

_watchdog = Watchdog()


@dataclass(frozen=True)
class _Terms:
    """What a transaction may do.

    Attributes:
        deadline_s: seconds it may wait for the database in all.
        write: whether it writes.
        lock: the account whose writers it takes its turn among, if any.
        references: whether SQLite refuses at once a row that refers to nothing.
    """

    deadline_s: float
    write: bool = True
    lock: int | None = None
    references: bool = True


class Database:
    """One SQLite file or PostgreSQL database. May be used from any thread.

    Attributes:
        engine: SQLAlchemy's engine.
        address: where it is, without the password.
        deadline_s: seconds that a transaction may wait or work, unless it says otherwise. To open a new
            connection to PostgreSQL may take two seconds even when fewer are left.
    """

    def __init__(self, url: str, *, deadline_s: float = 5.0) -> None:
        """Name the database; it is first spoken to by the first transaction.

        Raises:
            Misconfigured: the address is not one of a SQLite file or a PostgreSQL database.
            DatabaseUnreachable: the folder of a SQLite file could not be made.
        """
        parsed_url = parsed(url)
        self.address = parsed_url.render_as_string(hide_password=True)
        self.deadline_s = deadline_s
        self.engine = engine_for(parsed_url, deadline_s=deadline_s)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file; else it is PostgreSQL."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self, *, deadline_s: float | None = None) -> Iterator[Connection]:
        """One consistent view of the database; writing in it is refused.

        Raises:
            DatabaseUnreachable, DatabaseOutdated, DatabaseBusy.
        """
        with self._transaction(_Terms(self._seconds(deadline_s), write=False)) as connection:
            yield connection

    @contextmanager
    def writing(self, lock: int | None, *, deadline_s: float | None = None) -> Iterator[Connection]:
        """One write transaction: stored when the block ends, forgotten when it raises.

        Args:
            lock: the account's id: writers of one account follow one another, and each sees all that the
                earlier ones stored. None when no account is concerned. SQLite has one writer at a time
                anyway.
            deadline_s: seconds that locks and answers of the database may take in all; on PostgreSQL also
                the seconds after which a block that is still at work loses its connection.

        Raises:
            DatabaseUnreachable, DatabaseOutdated, DatabaseBusy, RuleBroken: nothing was written.
            CommitUnknown: it may have been written.
        """
        with self._transaction(_Terms(self._seconds(deadline_s), lock=lock)) as connection:
            yield connection

    @contextmanager
    def changing_tables(self, *, deadline_s: float) -> Iterator[Connection]:
        """One write transaction for a migration: one at a time, and all of it or nothing.

        Raises:
            StorageError: as ``writing``; ``RuleBroken`` when a row refers to one that is not there any more.
        """
        with self._transaction(_Terms(deadline_s, references=False)) as connection:
            if not self.is_sqlite:
                _take(connection, MIGRATION_LOCKS, 0)
            yield connection
            if self.is_sqlite and (lost := connection.execute(text("PRAGMA foreign_key_check")).first()):
                raise RuleBroken(f"The database {self.address} would lose what a row of {lost[0]} refers to.")

    def fold_log(self) -> None:
        """Write SQLite's log into the file and empty it; readers under way may keep some of it until later.

        Raises:
            DatabaseUnreachable, DatabaseBusy.
        """
        if not self.is_sqlite:
            return
        connection = self.engine.raw_connection()
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise translate(error, self.address) or error from error
        finally:
            connection.close()

    def close(self) -> None:
        """Give back every connection that is not in use."""
        self.engine.dispose()

    def _seconds(self, deadline_s: float | None) -> float:
        return self.deadline_s if deadline_s is None else deadline_s

    @contextmanager
    def _transaction(self, terms: _Terms) -> Iterator[Connection]:
        committing = False
        try:
            # Also what is undone on the way out can fail: on a connection that was cut, say.
            with ExitStack() as stack:
                connection = self._begun(stack, terms)
                yield connection
                committing = terms.write
                connection.commit() if terms.write else connection.rollback()
                committing = False
        except exc.SQLAlchemyError as error:
            known = translate(error, self.address, committing=committing)
            if known is None:
                raise
            raise known from error

    def _begun(self, stack: ExitStack, terms: _Terms) -> Connection:
        """A connection in a fresh transaction, which ``stack`` ends (undone, unless it was committed)."""
        if terms.deadline_s <= 0:
            raise DatabaseBusy(f"No time was left to ask the database {self.address}.")
        began_s = monotonic_s()
        try:
            return self._begun_once(stack, terms)
        except exc.DBAPIError as error:
            # The pool kept a connection that a restart of the server has since closed; SQLAlchemy has now
            # thrown all of those away. Nothing of the caller's was sent on it.
            left_s = terms.deadline_s - (monotonic_s() - began_s)
            if not is_disconnect(error) or left_s <= 0:
                raise
            stack.close()
            return self._begun_once(stack, replace(terms, deadline_s=left_s))

    def _begun_once(self, stack: ExitStack, terms: _Terms) -> Connection:
        terms = self._in_turn(stack, terms)
        time_left_s.set(terms.deadline_s)
        deadline_ms = math.ceil(terms.deadline_s * 1000)
        connection = stack.enter_context(self.engine.connect()).execution_options(
            write=terms.write, references=terms.references, deadline_ms=deadline_ms
        )
        if self.is_sqlite:
            connection.begin()
            return connection
        if not terms.write:
            # As on SQLite: every statement of the block sees the same moment.
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        number = connection.connection.dbapi_connection.fileno()
        stack.enter_context(_watchdog.watching(number, terms.deadline_s + _GRACE_S))
        connection.begin()
        _limit(connection, deadline_ms)
        if terms.lock is not None:
            _take(connection, ACCOUNT_LOCKS, terms.lock)
        return connection

    def _in_turn(self, stack: ExitStack, terms: _Terms) -> _Terms:
        """Wait until the writers of this process who came earlier are done; the terms with what is left."""
        if not (self.is_sqlite and terms.write):
            return terms
        began_s = monotonic_s()
        turns = turns_on(self.engine.url.database)
        if not stack.enter_context(turns.mine(terms.deadline_s)):
            raise DatabaseBusy(f"The database {self.address} did not give a lock in time: try again.")
        return replace(terms, deadline_s=max(0.001, terms.deadline_s - (monotonic_s() - began_s)))


def _limit(connection: Connection, deadline_ms: int) -> None:
    connection.execute(
        text("SELECT set_config('statement_timeout', :ms, true), set_config('lock_timeout', :ms, true)"),
        {"ms": str(deadline_ms)},
    )


def _take(connection: Connection, namespace: int, lock: int) -> None:
    connection.execute(
        text("SELECT pg_advisory_xact_lock(:namespace, :lock)"), {"namespace": namespace, "lock": lock}
    )


def migrate(database: Database) -> None:
    """Bring the tables to the present version; nothing is written when they are.

    All of it is one transaction, and of two processes that call it at once one waits for the other.

    Raises:
        StorageError: see ``Database.writing``.
    """
    if _version(database) != _newest():
        move_to(database, "head")


def move_to(database: Database, revision: str) -> None:
    """Bring the tables to a version, forward or back: ``head``, ``base`` or a revision's name.

    Raises:
        StorageError: see ``Database.writing``.
    """
    with database.changing_tables(deadline_s=MIGRATION_DEADLINE_S) as connection:
        config = _alembic()
        config.attributes["connection"] = connection
        # Alembic has two verbs and "base" is the only goal that is behind every other.
        goes_back = revision == "base" or revision.startswith("-")
        (command.downgrade if goes_back else command.upgrade)(config, revision)


def require_current(database: Database) -> None:
    """Make sure that the tables are of this code's version.

    Raises:
        DatabaseOutdated: they are not; the message says what to do.
        DatabaseUnreachable, DatabaseBusy.
    """
    found = _version(database)
    if found != _newest():
        state = "has no tables yet" if not found else "has tables of another version"
        raise DatabaseOutdated(f"The database {database.address} {state}: {OUTDATED_REMEDY}.")


def _version(database: Database) -> tuple[str, ...]:
    with database.reading() as connection:
        return tuple(MigrationContext.configure(connection).get_current_heads())


# Reading every migration takes longer than most transactions.
@lru_cache(maxsize=1)
def _newest() -> tuple[str, ...]:
    return tuple(ScriptDirectory.from_config(_alembic()).get_heads())


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return config
