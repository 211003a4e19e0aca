"""A pretended call works on a copy: it finds everything that is there, and leaves nothing behind."""

from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy import select

from direct_booking import wiring
from direct_booking.clock import SetClock
from direct_booking.serving.scratch import scratch_copy
from direct_booking.settings import Settings
from direct_booking.storage import accounts, connections, settings
from direct_booking.storage.database import Database
from direct_booking.storage.schema import metadata

CLOCK = SetClock(datetime(2026, 11, 16, 15, tzinfo=timezone.utc))


@pytest.fixture
def real(tmp_path) -> Database:
    """A database as an installation has it, with settings of its own."""
    database = Database(f"sqlite:///{tmp_path / 'real.sqlite'}")
    wiring.set_up(database, CLOCK, {})
    with database.writing(None) as connection:
        settings.save(connection, 1, Settings(business_name="Hill Street"), now=CLOCK.now())
    yield database
    database.close()


def contents(database: Database) -> dict[str, list]:
    """Every row of every table."""
    with database.reading() as connection:
        return {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}


def test_the_copy_has_every_row(real):
    """A pretended call meets the owner's real settings and calendar."""
    with scratch_copy(real, CLOCK) as copy:
        assert contents(copy) == contents(real)


def test_what_is_written_in_the_copy_is_not_in_the_original_and_gone_afterwards(real):
    """Nothing real is touched."""
    before = contents(real)
    with scratch_copy(real, CLOCK) as copy:
        file = Path(copy.engine.url.database)
        wiring.build({}, database=copy, clock=CLOCK).calls.start("talk-1", "+12125550123", None)
        assert contents(copy) != before
    assert contents(real) == before
    assert not file.exists()


def test_an_account_with_a_calendar_elsewhere_has_an_embedded_one_in_the_copy(real):
    """A pretended call must not reach Google; the zone stays, so that times are those of the business."""
    with real.writing(1) as connection:
        local = connections.of_account(connection, 1)
        connections.save(
            connection, replace(local, provider="google", calendar_id="primary", secret="sealed")
        )
    with scratch_copy(real, CLOCK) as copy, copy.reading() as connection:
        pretended = connections.of_account(connection, 1)
        assert (pretended.provider, pretended.secret, pretended.zone) == ("local", None, local.zone)
        assert len(accounts.all_accounts(connection)) == 1
