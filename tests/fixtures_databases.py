"""Real databases for tests, migrated: SQLite in a folder of the test, PostgreSQL where one answers.

Each test has its own database. A session makes the tables once and copies them.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
from sqlalchemy.engine import make_url

from direct_booking.storage.database import Database, migrate

POSTGRES = os.environ.get("DIRECT_BOOKING_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


def _skip_or_fail(reason: str) -> None:
    # A server of tests that is missing must not look like a pass where the tests are the gate.
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _run(statement: str) -> None:
    connection = psycopg2.connect(POSTGRES, connect_timeout=3)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


@contextmanager
def new_postgres(template: str = "template0") -> Iterator[str]:
    """The address of a new database of the test server, dropped at the end; skips without a server."""
    name = f"direct_booking_{os.getpid()}_{secrets.token_hex(4)}"
    try:
        _run(f"CREATE DATABASE {name} TEMPLATE {template}")
    except psycopg2.OperationalError as error:
        _skip_or_fail(f"no PostgreSQL at {make_url(POSTGRES).render_as_string()}: {str(error).strip()}")
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        _run(f"DROP DATABASE {name} WITH (FORCE)")


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
    with new_postgres() as url:
        database = Database(url)
        migrate(database)
        database.close()  # a database in use cannot be copied
        yield make_url(url).database


@pytest.fixture
def sqlite_url(tmp_path, migrated_sqlite) -> str:
    """The address of a SQLite file with every table and no rows."""
    path = tmp_path / "direct_booking.sqlite"
    shutil.copyfile(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(migrated_postgres) -> Iterator[str]:
    """The address of a PostgreSQL database with every table and no rows."""
    with new_postgres(template=migrated_postgres) as url:
        yield url


@pytest.fixture
def empty_postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL database without tables."""
    with new_postgres() as url:
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
