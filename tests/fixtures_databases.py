"""Real databases for tests, migrated: SQLite in a folder of the test, PostgreSQL where one answers.

Each test finds every table and no rows. A session makes the tables once and copies them.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg2
import pytest
from sqlalchemy.engine import make_url

from direct_booking.storage.database import Database, migrate
from direct_booking.storage.schema import metadata

POSTGRES = os.environ.get("DIRECT_BOOKING_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


def _skip_or_fail(reason: str) -> None:
    # A server of tests that is missing must not look like a pass where the tests are the gate.
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _run(*statements: str, url: str = POSTGRES) -> list[tuple]:
    """Run statements one by one; the rows of the last."""
    connection = psycopg2.connect(url, connect_timeout=3)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


@contextmanager
def new_postgres(template: str = "template0", *, durable: bool = True) -> Iterator[str]:
    """The address of a new database of the test server, dropped at the end; skips without a server.

    Args:
        template: the database to copy.
        durable: whether commits wait for the disk, which is most of a test's time.
    """
    name = f"direct_booking_{os.getpid()}_{secrets.token_hex(4)}"
    try:
        _run(f"CREATE DATABASE {name} TEMPLATE {template}")
    except psycopg2.OperationalError as error:
        _skip_or_fail(f"no PostgreSQL at {make_url(POSTGRES).render_as_string()}: {str(error).strip()}")
    try:
        if not durable:
            _run(f"ALTER DATABASE {name} SET synchronous_commit = off")
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        _run(f"DROP DATABASE {name} WITH (FORCE)")


class ReusedPostgres:
    """One migrated database for test after test: emptied in between, made anew after changed tables."""

    # What a test could have left that is not a row: tables, columns, indexes, triggers, functions.
    _SHAPE = """
        SELECT md5(string_agg(thing, ';' ORDER BY thing)) FROM (
            SELECT attrelid::regclass || '.' || attname FROM pg_attribute
                WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
            UNION ALL SELECT tgrelid::regclass || '!' || tgname FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        ) AS things (thing)
    """

    def __init__(self, template: str) -> None:
        self._template = template
        self._stack = ExitStack()
        self._url: str | None = None
        self._shape: list[tuple] = []

    def url(self) -> str:
        """The address of a database with every table and no rows."""
        if self._url is None:
            self._url = self._stack.enter_context(new_postgres(self._template, durable=False))
            self._shape = _run(self._SHAPE, url=self._url)
        return self._url

    def empty(self) -> None:
        """Remove every row, or the database when its tables are not as they were."""
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        _run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}", url=self._url)
        if _run(self._SHAPE, url=self._url) != self._shape:
            self.close()
            return
        # As a replica the session fires no triggers: neither references nor the history's guard.
        tables = "; ".join(f"DELETE FROM {table.name}" for table in metadata.sorted_tables)
        sequences = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"
        _run("SET session_replication_role = replica", tables, sequences, url=self._url)

    def close(self) -> None:
        """Drop the database."""
        self._stack.close()
        self._url = None


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory):
    """A SQLite file with every table, to copy."""
    path = tmp_path_factory.mktemp("migrated") / "migrated.sqlite"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()  # the last connection to close folds the write-ahead log into the file
    return path


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[str]:
    """The name of a PostgreSQL database with every table, to copy."""
    with new_postgres(durable=False) as url:
        database = Database(url)
        migrate(database)
        database.close()  # a database in use cannot be copied
        yield make_url(url).database


@pytest.fixture(scope="session")
def reused_postgres(migrated_postgres) -> Iterator[ReusedPostgres]:
    """The PostgreSQL database that tests use one after another."""
    reused = ReusedPostgres(migrated_postgres)
    yield reused
    reused.close()


@pytest.fixture
def sqlite_url(tmp_path, migrated_sqlite) -> str:
    """The address of a SQLite file with every table and no rows."""
    path = tmp_path / "direct_booking.sqlite"
    shutil.copyfile(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(reused_postgres) -> Iterator[str]:
    """The address of a PostgreSQL database with every table and no rows."""
    yield reused_postgres.url()
    reused_postgres.empty()


@pytest.fixture
def empty_postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL database without tables."""
    with new_postgres(durable=False) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request) -> str:
    """The address of a database with every table and no rows, on each kind in turn."""
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request, tmp_path) -> str:
    """The address of a database without tables, on each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty/direct_booking.sqlite"
    return request.getfixturevalue("empty_postgres_url")


@pytest.fixture
def database(database_url) -> Iterator[Database]:
    """A database with every table and no rows, on each kind in turn."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(sqlite_url) -> Iterator[Database]:
    """A SQLite file with every table and no rows."""
    opened = Database(sqlite_url)
    yield opened
    opened.close()
