"""The connection to the database: one read or one write transaction at a time, with a deadline.

Tables are in ``schema.py``, their versions in ``migrations/``, engines in ``engines.py``.
"""

import math
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import exc, text
from sqlalchemy.engine import Connection

from direct_booking.clock import monotonic_s
from direct_booking.storage.engines import engine_for, parsed, time_left_s
from direct_booking.storage.errors import DatabaseBusy, DatabaseOutdated
from direct_booking.storage.translation import OUTDATED_REMEDY, is_disconnect, translate
from direct_booking.storage.watchdog import Watchdog

# The first half of PostgreSQL's advisory lock keys, so that nobody else's collide with ours.
ACCOUNT_LOCKS = 0x44B0
MIGRATION_LOCKS = 0x44B1
MIGRATION_DEADLINE_S = 60.0

# How much later than PostgreSQL's own time-out a silent connection is cut.
_GRACE_S = 0.25

_watchdog = Watchdog()


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
        with self._transaction(write=False, lock=None, deadline_s=deadline_s) as connection:
            yield connection

    @contextmanager
    def writing(self, lock: int | None, *, deadline_s: float | None = None) -> Iterator[Connection]:
        """One write transaction: stored when the block ends, forgotten when it raises.

        Args:
            lock: the account's id: writers of one account follow one another, and each sees all that the
                earlier ones stored. None when no account is concerned. SQLite has one writer at a time
                anyway.
            deadline_s: seconds for the whole block.

        Raises:
            DatabaseUnreachable, DatabaseOutdated, DatabaseBusy, RuleBroken: nothing was written.
            CommitUnknown: it may have been written.
        """
        with self._transaction(write=True, lock=lock, deadline_s=deadline_s) as connection:
            yield connection

    def close(self) -> None:
        """Give back every connection that is not in use."""
        self.engine.dispose()

    @contextmanager
    def _transaction(
        self, *, write: bool, lock: int | None, deadline_s: float | None
    ) -> Iterator[Connection]:
        deadline_s = self.deadline_s if deadline_s is None else deadline_s
        committing = False
        with ExitStack() as stack:
            try:
                connection = self._begun(stack, write=write, lock=lock, deadline_s=deadline_s)
                yield connection
                committing = write
                connection.commit() if write else connection.rollback()
            except exc.SQLAlchemyError as error:
                known = translate(error, self.address, committing=committing)
                if known is None:
                    raise
                raise known from error

    def _begun(self, stack: ExitStack, *, write: bool, lock: int | None, deadline_s: float) -> Connection:
        """A connection in a fresh transaction, which ``stack`` ends (undone, unless it was committed)."""
        if deadline_s <= 0:
            raise DatabaseBusy(f"No time was left to ask the database {self.address}.")
        began_s = monotonic_s()
        try:
            return self._begun_once(stack, write=write, lock=lock, deadline_s=deadline_s)
        except exc.DBAPIError as error:
            # The pool kept a connection that a restart of the server has since closed; SQLAlchemy has now
            # thrown all of those away. Nothing of the caller's was sent on it.
            left_s = deadline_s - (monotonic_s() - began_s)
            if not is_disconnect(error) or left_s <= 0:
                raise
            stack.close()
            return self._begun_once(stack, write=write, lock=lock, deadline_s=left_s)

    def _begun_once(
        self, stack: ExitStack, *, write: bool, lock: int | None, deadline_s: float
    ) -> Connection:
        deadline_ms = math.ceil(deadline_s * 1000)
        time_left_s.set(deadline_s)
        connection = stack.enter_context(self.engine.connect())
        connection = connection.execution_options(write=write, deadline_ms=deadline_ms)
        if not self.is_sqlite:
            if not write:
                # As on SQLite: every statement of the block sees the same moment.
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            number = connection.connection.dbapi_connection.fileno()
            stack.enter_context(_watchdog.watching(number, deadline_s + _GRACE_S))
        connection.begin()
        if not self.is_sqlite:
            _limit(connection, deadline_ms)
            if lock is not None:
                _take(connection, ACCOUNT_LOCKS, lock)
        return connection


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
    """Bring the tables to the present version; nothing happens when they are.

    All of it is one transaction, and of two processes that call it at once one waits for the other.

    Raises:
        StorageError: see ``Database.writing``.
    """
    move_to(database, "head")


def move_to(database: Database, revision: str) -> None:
    """Bring the tables to a version, forward or back: ``head``, ``base`` or a revision's name.

    Raises:
        StorageError: see ``Database.writing``.
    """
    with database.writing(None, deadline_s=MIGRATION_DEADLINE_S) as connection:
        if not database.is_sqlite:
            _take(connection, MIGRATION_LOCKS, 0)
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
    with database.reading() as connection:
        found = set(MigrationContext.configure(connection).get_current_heads())
    if found != set(ScriptDirectory.from_config(_alembic()).get_heads()):
        state = "has no tables yet" if not found else "has tables of another version"
        raise DatabaseOutdated(f"The database {database.address} {state}: {OUTDATED_REMEDY}.")


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return config
