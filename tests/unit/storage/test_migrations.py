"""The versions of the tables: there and back on both databases, and equal to the models."""

import threading
import warnings
from datetime import datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from direct_booking.storage import schema, schema_owners
from direct_booking.storage.database import Database, migrate, move_to, require_current
from direct_booking.storage.errors import DatabaseOutdated, RuleBroken

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=timezone.utc)
LIVE = ("requested", "booked", "moving", "cancelling")
OVER = ("cancelled", "lost", "failed")


def booking(number: int, start_minute: int = 0, **changes) -> dict:
    """A row of 30 minutes that begins ``start_minute`` minutes after NOW."""
    start = NOW + timedelta(minutes=start_minute)
    end = start + timedelta(minutes=30)
    return {
        "id": f"B{number}",
        "account_id": 1,
        "call_id": "CA1",
        "status": "booked",
        "starts_at": start,
        "ends_at": end,
        "padded_starts_at": start,
        "padded_ends_at": end,
        "meeting_type": "phone",
        "title": "t",
        "description": "",
        "location": "",
        "calendar_id": "local",
        "event_key": f"key{number}",
        "created_at": NOW,
        "updated_at": NOW,
    } | changes


def entry(number: int = 1, **changes) -> dict:
    """A row of the history of booking 1."""
    return {
        "account_id": 1,
        "number": number,
        "booking_id": "B1",
        "call_id": "CA1",
        "at": NOW,
        "what": "booked",
        "by": "caller",
        "facts": "{}",
        "personal": '{"name": "Ann"}',
        "personal_digest": "p",
        "previous": "0",
        "digest": "d",
    } | changes


def fill(database: Database) -> None:
    """Put a row into every table that this version has."""
    rows = {
        schema.accounts: {"id": 1, "name": "one", "created_at": NOW},
        schema.assistants: {"id": 1, "account_id": 1, "name": "phone", "direct_booking": True},
        schema.settings: {"account_id": 1, "body": "{}", "updated_at": NOW},
        schema.connections: {
            "account_id": 1,
            "provider": "local",
            "calendar_id": "c",
            "also_busy": "[]",
            "zone": "UTC",
            "health": "connected",
            "connected_at": NOW,
        },
        schema.leases: {"name": "renewal"},
        schema.calls: {
            "id": "CA1",
            "account_id": 1,
            "assistant_id": 1,
            "caller_zone": "UTC",
            "zone_is_sure": True,
            "started_at": NOW,
        },
        schema.call_turns: {"call_id": "CA1", "number": 1, "at": NOW, "took_ms": 1, "said": "[]"},
        schema.call_readings: {"call_id": "CA1", "number": 1, "at": NOW, "kind": "busy", "body": "{}"},
        schema.holds: {
            "call_id": "CA1",
            "account_id": 1,
            "starts_at": NOW,
            "ends_at": NOW,
            "padded_starts_at": NOW,
            "padded_ends_at": NOW,
            "expires_at": NOW,
        },
        schema.bookings: booking(1),
        schema.history: entry(),
        schema.messages: {
            "id": "M1",
            "account_id": 1,
            "call_id": "CA1",
            "kind": "message",
            "body": "b",
            "status": "open",
            "created_at": NOW,
        },
        schema.texts: {
            "id": "T1",
            "account_id": 1,
            "call_id": "CA1",
            "body": "b",
            "status": "sent",
            "provider": "twilio",
            "created_at": NOW,
            "updated_at": NOW,
            "checked_at": NOW,
        },
        schema.local_calendars: {"id": "c", "account_id": 1, "name": "n", "zone": "UTC", "is_primary": True},
        schema_owners.owners: {
            "id": 1,
            "account_id": 1,
            "email": "ann@example.com",
            "password_hash": "h",
            "created_at": NOW,
        },
        schema_owners.owner_links: {"digest": "l", "account_id": 1, "expires_at": NOW},
        schema_owners.owner_sessions: {
            "digest": "s",
            "owner_id": 1,
            "body": "b",
            "began_at": NOW,
            "seen_at": NOW,
        },
        schema_owners.sign_in_attempts: {"id": 1, "key": "k", "at": NOW},
        schema.local_events: {
            "id": "e",
            "calendar_id": "c",
            "uid": "u",
            "starts_at": NOW,
            "ends_at": NOW,
            "title": "t",
            "description": "",
            "location": "",
            "status": "confirmed",
            "version": 1,
            "updated_at": NOW,
        },
    }
    assert set(rows) == set(schema.metadata.sorted_tables)
    with database.writing(None) as connection:
        there = inspect(connection).get_table_names()
        for table, row in rows.items():
            if table.name in there:
                connection.execute(table.insert().values(row))


@pytest.fixture
def filled(database):
    """A database with one row in every table."""
    fill(database)
    return database


@pytest.fixture
def empty(empty_database_url):
    """A database without tables."""
    opened = Database(empty_database_url)
    yield opened
    opened.close()


def test_models_equal_migrations(database):
    """Alembic finds no difference between schema.py and what the versions make."""
    with database.reading() as connection, warnings.catch_warnings():
        # Alembic cannot read the overlap guard's index; the tests below do.
        warnings.filterwarnings("ignore", message="Skipped unsupported reflection")
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_there_and_back_with_data(filled):
    """Up, down to nothing and up again works with a row in every table, and leaves nothing behind."""
    move_to(filled, "base")
    with filled.reading() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        if not filled.is_sqlite:
            left = connection.execute(text("SELECT count(*) FROM pg_proc WHERE proname LIKE 'history%'"))
            assert left.scalar() == 0
    migrate(filled)
    require_current(filled)
    fill(filled)


def test_migrating_again_keeps_the_rows(filled):
    """Migrating tables that are current changes nothing."""
    migrate(filled)
    with filled.reading() as connection:
        assert connection.execute(schema.bookings.select()).all()


def test_each_version_goes_up_with_the_data_of_the_one_before(empty):
    """The guards can be laid over rows that are there, and taken away with the rows kept."""
    move_to(empty, "0001")
    fill(empty)
    migrate(empty)
    move_to(empty, "-1")
    with empty.reading() as connection:
        assert connection.execute(schema.history.select()).all()
    with pytest.raises(DatabaseOutdated):
        require_current(empty)


def test_no_tables_is_said_with_the_remedy(empty):
    """A database that was never migrated is refused in one sentence with the command to run."""
    with pytest.raises(DatabaseOutdated, match=r"has no tables yet: .*`direct-booking migrate`"):
        require_current(empty)


def test_several_may_migrate_at_once(empty):
    """Processes that start together all find the tables there in the end."""
    failures = []

    def start():
        mine = Database(empty.engine.url.render_as_string(hide_password=False))
        try:
            migrate(mine)
            require_current(mine)
        except Exception as error:
            failures.append(error)
        finally:
            mine.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_failed_version_leaves_nothing(empty):
    """A migration that breaks off is undone as a whole: no tables, no version."""
    with empty.writing(None) as connection:
        connection.execute(text("CREATE TABLE messages (id INTEGER)"))
    with pytest.raises(Exception, match="already exists"):
        migrate(empty)
    with empty.reading() as connection:
        assert inspect(connection).get_table_names() == ["messages"]


@pytest.mark.parametrize(
    "column", [column.name for column in schema.history.columns if column.name != "personal"]
)
def test_history_is_never_changed(filled, column):
    """6.3: no column of a row of the history can be changed, not even together with an erasure."""
    change = {"at": NOW + timedelta(seconds=1), "account_id": 2, "number": 9, "booking_id": "B2"}.get(
        column, "x"
    )
    for values in ({column: change}, {column: change, "personal": None}):
        with pytest.raises(RuleBroken, match="history_append_only"), filled.writing(1) as connection:
            connection.execute(schema.history.update().values(values))


def test_history_can_be_erased_and_nothing_else(filled):
    """6.4: what is personal may become NULL, may not become another text, and stays NULL."""
    with pytest.raises(RuleBroken) as refused, filled.writing(1) as connection:
        connection.execute(schema.history.update().values(personal="{}"))
    assert refused.value.rule == "history_append_only"
    with filled.writing(1) as connection:
        connection.execute(schema.history.update().values(personal=None))
    with pytest.raises(RuleBroken), filled.writing(1) as connection:
        connection.execute(schema.history.update().values(personal="{}"))


@pytest.mark.parametrize("statement", ["DELETE FROM history", "TRUNCATE history", "REPLACE"])
def test_history_is_never_removed(filled, statement):
    """6.3: no way of removing a row works: delete, truncate, or SQLite's replace."""
    if statement == "TRUNCATE history" and filled.is_sqlite:
        pytest.skip("SQLite has no TRUNCATE")
    if statement == "REPLACE":
        if not filled.is_sqlite:
            pytest.skip("PostgreSQL has no REPLACE")
        statement = "INSERT OR REPLACE INTO history SELECT * FROM history"
    with pytest.raises(RuleBroken, match="history_append_only"), filled.writing(1) as connection:
        connection.execute(text(statement))
    with filled.writing(1) as connection:
        connection.execute(schema.history.insert().values(entry(2)))


@pytest.mark.parametrize("status", LIVE)
def test_two_live_bookings_never_overlap(filled, status):
    """8.2: a second live booking at a time of the account is refused by the database itself."""
    with pytest.raises(RuleBroken) as refused, filled.writing(1) as connection:
        connection.execute(schema.bookings.insert().values(booking(2, start_minute=29, status=status)))
    assert refused.value.rule.startswith("bookings_no_overlap")


@pytest.mark.parametrize("status", OVER)
def test_a_booking_that_is_over_blocks_nothing(filled, status):
    """Cancelled, lost and failed bookings may share a time with a live one, until one comes alive again."""
    with filled.writing(1) as connection:
        connection.execute(schema.bookings.insert().values(booking(2, status=status)))
    with pytest.raises(RuleBroken), filled.writing(1) as connection:
        connection.execute(
            schema.bookings.update().where(schema.bookings.c.id == "B2").values(status="booked")
        )


def test_bookings_may_touch_and_accounts_do_not_meet(filled):
    """Ranges are half-open, and another account's bookings do not count."""
    with filled.writing(1) as connection:
        connection.execute(schema.bookings.insert().values(booking(2, start_minute=30)))
        connection.execute(schema.bookings.insert().values(booking(3, start_minute=-30)))
        connection.execute(schema.accounts.insert().values(id=2, name="two", created_at=NOW))
        connection.execute(schema.bookings.insert().values(booking(4, account_id=2)))


def test_a_move_under_way_keeps_both_its_times(filled):
    """Where a booking is going is refused to others like where it is, and may overlap itself."""
    with filled.writing(1) as connection:
        going = {"to_starts_at": NOW + timedelta(minutes=15), "to_ends_at": NOW + timedelta(minutes=45)}
        connection.execute(schema.bookings.update().values(status="moving", **going))
    for minute in (-15, 0, 40):
        with pytest.raises(RuleBroken), filled.writing(1) as connection:
            connection.execute(schema.bookings.insert().values(booking(2, start_minute=minute)))
    with filled.writing(1) as connection:
        connection.execute(schema.bookings.insert().values(booking(2, start_minute=45)))
        connection.execute(
            schema.bookings.update()
            .where(schema.bookings.c.id == "B1")
            .values(status="booked", starts_at=going["to_starts_at"], ends_at=going["to_ends_at"])
        )
