"""The connection to the database: alike on both, in time, and never with somebody else's error."""

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy import Integer, exc, func, insert, select, text, update
from sqlalchemy.engine import make_url

from direct_booking.clock import monotonic_s
from direct_booking.errors import Misconfigured
from direct_booking.storage.columns import Instant
from direct_booking.storage.database import Database
from direct_booking.storage.errors import (
    CommitUnknown,
    DatabaseBusy,
    DatabaseOutdated,
    DatabaseUnreachable,
    NotStored,
    RuleBroken,
    StorageError,
)
from direct_booking.storage.schema import accounts, assistants, bookings
from direct_booking.storage.translation import translate

NOW = datetime(2026, 3, 2, 15, 0, 0, 123456, tzinfo=timezone.utc)
ROOT = Path(__file__).parents[3]
# What an answer may come late by on a machine that is busy with other tests.
MARGIN_S = 1.0


def add_account(connection, name: str) -> None:
    """Add a row to a table that refers to nothing."""
    connection.execute(insert(accounts).values(name=name, created_at=NOW))


def names(database: Database) -> set[str]:
    """The names of all accounts."""
    with database.reading() as connection:
        return set(connection.execute(select(accounts.c.name)).scalars())


@pytest.fixture
def behind_proxy(postgres_url, proxy_to):
    """A PostgreSQL database, and the proxy in front of it."""
    url = make_url(postgres_url)
    proxy = proxy_to(url.host, url.port or 5432)
    opened = Database(url.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False))
    yield opened, proxy
    opened.close()


# transactions


def test_what_a_block_wrote_is_there_for_everybody(database, database_url):
    """Another connection sees it as soon as the block is over."""
    with database.writing(1) as connection:
        add_account(connection, "one")
    assert names(database) == names(Database(database_url)) == {"one"}


@pytest.mark.parametrize("error", [KeyError("mine"), KeyboardInterrupt(), StorageError("mine")])
def test_a_block_that_raises_leaves_nothing(database, error):
    """All of it is forgotten and the caller's own error comes through as it is."""

    def block():
        with database.writing(1) as connection:
            add_account(connection, "one")
            raise error

    with pytest.raises(type(error)) as raised:
        block()
    assert raised.value is error
    assert names(database) == set()


def test_an_instant_comes_back_as_it_went_in(database):
    """Aware, UTC, with its microseconds."""
    with database.writing(None) as connection:
        add_account(connection, "one")
    with database.reading() as connection:
        found = connection.execute(select(accounts.c.created_at)).scalar()
    assert found == NOW
    assert found.tzinfo is timezone.utc


def test_reading_cannot_write(database):
    """A use case that only reads cannot change anything by mistake."""
    with pytest.raises(StorageError), database.reading() as connection:
        add_account(connection, "one")
    with database.writing(None) as connection:
        add_account(connection, "two")
    assert names(database) == {"two"}


def test_reading_sees_one_moment(database):
    """What another writes in the middle of a reading does not show in it."""
    with database.reading() as connection:
        before = connection.execute(select(func.count()).select_from(accounts)).scalar()
        with database.writing(1) as other:
            add_account(other, "one")
        after = connection.execute(select(func.count()).select_from(accounts)).scalar()
    assert (before, after) == (0, 0)
    assert names(database) == {"one"}


def test_reading_does_not_wait_for_a_writer(database):
    """An offer is made while somebody else books."""
    with database.writing(1) as connection:
        add_account(connection, "one")
        assert names(database) == set()


def raise_length(database: Database, times: int) -> None:
    """Add 1 to a number so many times, by reading it first."""
    for _ in range(times):
        with database.writing(1, deadline_s=30) as connection:
            number = int(connection.execute(select(assistants.c.name)).scalar())
            connection.execute(update(assistants).values(name=str(number + 1)))


@pytest.fixture
def counter(database):
    """A row that holds a number in its name."""
    with database.writing(None) as connection:
        connection.execute(insert(accounts).values(id=1, name="one", created_at=NOW))
        connection.execute(insert(assistants).values(account_id=1, name="0", direct_booking=True))

    def value() -> int:
        with database.reading() as connection:
            return int(connection.execute(select(assistants.c.name)).scalar())

    return value


def test_writers_of_one_account_take_turns(database, counter):
    """8.2: twenty threads that each read, then write, lose nothing."""
    threads = [threading.Thread(target=raise_length, args=(database, 5)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter() == 100


def raise_length_elsewhere(url: str, times: int) -> None:
    """As ``raise_length``, for another process."""
    raise_length(Database(url), times)


def test_writers_in_other_processes_take_turns_too(database_url, counter):
    """Three processes share one database: three of them lose nothing either."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=raise_length_elsewhere, args=(database_url, 10)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 3
    assert counter() == 30


def test_a_lock_that_is_not_had_in_time_is_busy(database):
    """A second writer of the account gives up at its deadline, and has written nothing."""
    with database.writing(1):
        began = monotonic_s()
        with (
            pytest.raises(DatabaseBusy, match="try again"),
            database.writing(1, deadline_s=0.3) as connection,
        ):
            add_account(connection, "one")
        assert 0.2 < monotonic_s() - began < 0.3 + MARGIN_S
    assert names(database) == set()


def test_accounts_do_not_wait_for_one_another(postgres_url):
    """On PostgreSQL a writer of another account goes ahead."""
    database = Database(postgres_url)
    with database.writing(1), database.writing(2, deadline_s=1) as connection:
        add_account(connection, "two")
    assert names(database) == {"two"}
    database.close()


@pytest.mark.parametrize("deadline_s", [0, -1])
def test_no_time_left_is_busy_at_once(database, deadline_s):
    """A deadline in the past is not an unlimited one."""
    for open_one in (database.reading, lambda **options: database.writing(1, **options)):
        with pytest.raises(DatabaseBusy), open_one(deadline_s=deadline_s):
            pass


def test_a_statement_that_takes_too_long_is_stopped(postgres_url):
    """PostgreSQL stops it at the deadline and the connection stays good."""
    database = Database(postgres_url)
    began = monotonic_s()
    with pytest.raises(DatabaseBusy), database.writing(1, deadline_s=0.3) as connection:
        connection.execute(text("SELECT pg_sleep(20)"))
    assert monotonic_s() - began < 0.3 + MARGIN_S
    with database.writing(1) as connection:
        add_account(connection, "one")
    database.close()


def test_many_statements_share_one_deadline(postgres_url):
    """Each short, together too long: the connection is cut and nothing is stored."""
    database = Database(postgres_url)

    def block():
        with database.writing(1, deadline_s=0.4) as connection:
            add_account(connection, "one")
            for _ in range(20):
                connection.execute(text("SELECT pg_sleep(0.1)"))

    with pytest.raises(NotStored):
        block()
    assert names(database) == set()
    database.close()


# faults


def test_a_server_that_came_back_is_found(behind_proxy):
    """Connections that a restart closed are replaced without an error."""
    database, proxy = behind_proxy
    assert names(database) == set()
    proxy.cut()
    with database.writing(1) as connection:
        add_account(connection, "one")
    proxy.cut()
    assert names(database) == {"one"}


def test_a_server_that_breaks_off_in_the_middle_is_unreachable(behind_proxy):
    """Nothing was written, and a block is not run twice behind its caller's back."""
    database, proxy = behind_proxy
    entered = []

    def block():
        with database.writing(1) as connection:
            entered.append(1)
            add_account(connection, "one")
            proxy.cut()
            add_account(connection, "two")

    with pytest.raises(DatabaseUnreachable, match="does not answer"):
        block()
    assert entered == [1]
    assert names(database) == set()


def test_a_server_that_falls_silent_costs_one_deadline(behind_proxy):
    """No answer, no error, an open connection: the caller has its thread back in time."""
    database, proxy = behind_proxy
    assert names(database) == set()
    proxy.silent = True
    began = monotonic_s()
    with pytest.raises(DatabaseUnreachable), database.reading(deadline_s=0.5) as connection:
        connection.execute(select(accounts))
    assert monotonic_s() - began < 0.5 + MARGIN_S
    proxy.silent = False
    assert names(database) == set()


def test_a_lost_answer_to_the_commit_is_not_called_a_failure(behind_proxy):
    """8.1: it says that it may have been written, and here it was."""
    database, proxy = behind_proxy
    proxy.lose_answer_to = b"COMMIT"
    with pytest.raises(CommitUnknown, match="did not say whether"), database.writing(1) as connection:
        add_account(connection, "one")
    assert names(database) == {"one"}


KILLED = """
import os, signal, sys
from datetime import datetime, timezone
from sqlalchemy import insert
from direct_booking.storage.database import Database
from direct_booking.storage.schema import accounts

database, now = Database(sys.argv[1]), datetime(2026, 3, 2, tzinfo=timezone.utc)
with database.writing(1) as connection:
    connection.execute(insert(accounts).values(name="kept", created_at=now))
with database.writing(1) as connection:
    connection.execute(insert(accounts).values(name="lost", created_at=now))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_committed_survives_a_kill(database, database_url):
    """8.2: a process killed in the middle of its second write loses just that, and its lock blocks nobody."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", KILLED, database_url], env=environment, check=False)
    assert ended.returncode == -signal.SIGKILL
    with database.writing(1, deadline_s=2) as connection:
        add_account(connection, "next")
    assert names(database) == {"kept", "next"}


# addresses


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nonsense",
        "mysql://u@h/n",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "http://example.com",
        "://",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_with_examples(address):
    """One sentence names the variable and shows both kinds of address."""
    with pytest.raises(Misconfigured, match="DIRECT_BOOKING_DATABASE.*sqlite:///.*postgresql://"):
        Database(address)


def test_the_old_name_of_postgresql_is_understood():
    """``postgres://`` is still what many hosts hand out."""
    assert Database("postgres://user@host/name").engine.dialect.name == "postgresql"


def test_the_folder_of_a_file_is_made(tmp_path):
    """With its parents, so that the first start needs no preparation."""
    database = Database(f"sqlite:///{tmp_path}/some/where/else.sqlite")
    with database.reading() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


def test_a_new_file_can_be_opened_by_many_at_once(tmp_path):
    """Three processes start together on a new installation: none of them is refused."""
    failures = []

    def start(path, ready):
        database = Database(f"sqlite:///{path}")
        ready.wait()
        try:
            with database.writing(None) as connection:
                connection.execute(text("CREATE TABLE IF NOT EXISTS started (x)"))
        except StorageError as error:
            failures.append(error)
        finally:
            database.close()

    for number in range(60):
        starting = tmp_path / f"{number}.sqlite", threading.Barrier(6)
        threads = [threading.Thread(target=start, args=starting) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    """The sentence names the folder and what to do."""
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnreachable, match=r"folder .*file/below .* cannot be made .*make it by hand"):
        Database(f"sqlite:///{tmp_path}/file/below/x.sqlite")


def test_a_file_that_is_no_database_is_said(tmp_path):
    """It is neither overwritten nor taken for empty."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 100)
    with (
        pytest.raises(DatabaseUnreachable, match="is not a database"),
        Database(f"sqlite:///{path}").writing(1),
    ):
        pass
    assert path.read_text().startswith("Dear Sir")


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path):
    """The sentence says what to make writable."""
    with (
        pytest.raises(DatabaseUnreachable, match="cannot be opened: make"),
        Database(f"sqlite:///{tmp_path}").reading(),
    ):
        pass


def test_a_server_that_is_not_there_is_said_without_the_password():
    """The sentence names the address and the remedy, and gives nothing away."""
    database = Database("postgresql://user:hunter2@127.0.0.1:1/name")
    with pytest.raises(DatabaseUnreachable) as failed, database.reading():
        pass
    assert "hunter2" not in str(failed.value)
    assert "user:***@127.0.0.1:1/name" in str(failed.value)
    assert "start it, or check DIRECT_BOOKING_DATABASE" in str(failed.value)
    assert "\n" not in str(failed.value)


def test_a_database_that_does_not_exist_is_said(postgres_url):
    """The sentence names the database that is missing."""
    url = make_url(postgres_url).set(database="nowhere").render_as_string(hide_password=False)
    with pytest.raises(DatabaseUnreachable, match='"nowhere" does not exist'), Database(url).reading():
        pass


# errors


def test_a_broken_rule_is_named(database):
    """Unique keys, references, checks: which one it was can be asked for."""
    with database.writing(None) as connection:
        connection.execute(insert(accounts).values(id=5, name="one", created_at=NOW))
    with pytest.raises(RuleBroken) as unique, database.writing(1) as connection:
        add_account(connection, "one")
    assert unique.value.rule == ("accounts.name" if database.is_sqlite else "uq_accounts_name")
    with pytest.raises(RuleBroken) as reference, database.writing(1) as connection:
        connection.execute(insert(assistants).values(account_id=9, name="x", direct_booking=True))
    assert reference.value.rule == ("" if database.is_sqlite else "fk_assistants_account_id")
    with pytest.raises(RuleBroken), database.writing(1) as connection:
        connection.execute(insert(accounts).values(id=2, created_at=NOW))
    assert names(database) == {"one"}


def test_a_check_is_named(database):
    """A booking that ends before it starts breaks a rule with a name, on both databases the same."""
    kinds = {Instant: NOW, Integer: 1}
    values = {column.name: kinds.get(type(column.type), "booked") for column in bookings.columns}
    with pytest.raises(RuleBroken) as check, database.writing(1) as connection:
        connection.execute(insert(bookings).values(values))
    assert check.value.rule == "ck_bookings_ends_after_start"


def test_a_table_that_is_missing_means_outdated(empty_database_url):
    """A database that was never migrated says what to run."""
    with pytest.raises(DatabaseOutdated, match="direct-booking migrate"):
        names(Database(empty_database_url))


@pytest.mark.parametrize("statement", ["SELEC 1", "SELECT 1 +", "SELECT no_such_function_anywhere()"])
def test_a_mistake_in_our_own_sql_is_not_the_worlds_fault(database, statement):
    """It comes through as what it is, for a developer to see."""
    with pytest.raises(exc.DBAPIError), database.reading() as connection:
        connection.execute(text(statement))


def test_a_naive_time_is_our_own_mistake(database):
    """It is refused before it reaches the database."""
    with pytest.raises(exc.StatementError, match="aware"), database.writing(None) as connection:
        connection.execute(insert(accounts).values(name="one", created_at=NOW.replace(tzinfo=None)))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("40001", DatabaseBusy),
        ("40P01", DatabaseBusy),
        ("55P03", DatabaseBusy),
        ("57014", DatabaseBusy),
        ("42P01", DatabaseOutdated),
        ("42703", DatabaseOutdated),
        ("42501", DatabaseUnreachable),
        ("53100", DatabaseUnreachable),
        ("53300", DatabaseUnreachable),
        ("57P01", DatabaseUnreachable),
        ("58030", DatabaseUnreachable),
        ("25006", DatabaseUnreachable),
        ("23505", RuleBroken),
        ("23503", RuleBroken),
        ("23P01", RuleBroken),
    ],
)
def test_what_postgresql_says_is_sorted(postgres_url, code, kind):
    """The server itself raises each code; what a caller gets is ours and says the address."""
    database = Database(postgres_url)
    with pytest.raises(kind, match="database postgresql://") as failed, database.writing(None) as connection:
        connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{code}'; END $$")
    assert type(failed.value) is kind
    assert isinstance(failed.value.__cause__, exc.DBAPIError)
    database.close()


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("database is locked", DatabaseBusy),
        ("database table is locked: x", DatabaseBusy),
        ("interrupted", DatabaseBusy),
        ("no such table: x", DatabaseOutdated),
        ("no such column: x", DatabaseOutdated),
        ("table x has no column named y", DatabaseOutdated),
        ("unable to open database file", DatabaseUnreachable),
        ("attempt to write a readonly database", DatabaseUnreachable),
        ("database or disk is full", DatabaseUnreachable),
        ("disk I/O error", DatabaseUnreachable),
        ("database disk image is malformed", DatabaseUnreachable),
        ("file is not a database", DatabaseUnreachable),
    ],
)
def test_what_sqlite_says_is_sorted(message, kind):
    """By its messages, which are all that Python 3.10 has of its codes."""
    ours = translate(sqlite3.OperationalError(message), "sqlite:///x")
    assert type(ours) is kind
    assert str(ours).startswith("The database sqlite:///x")


def test_a_disk_that_fails_in_the_commit_leaves_it_open():
    """Only then is it unknown; a lock or a full disk before it has written nothing."""
    broken = sqlite3.OperationalError("disk I/O error")
    assert type(translate(broken, "x", committing=True)) is CommitUnknown
    assert (
        type(translate(sqlite3.OperationalError("database is locked"), "x", committing=True)) is DatabaseBusy
    )


def test_a_pool_without_a_free_connection_is_busy(sqlite_url):
    """More callers than connections wait, and give up in time."""
    database = Database(sqlite_url, deadline_s=0.2)
    database.engine.pool._max_overflow = 0
    held = [database.engine.connect() for _ in range(10)]
    with pytest.raises(DatabaseBusy, match="no connection free"), database.reading():
        pass
    for one in held:
        one.close()
