"""No token and no password is in the database, in a log line, or in the message of an error (SPEC 1.4)."""

import logging
import sqlite3
import subprocess
import traceback
from datetime import timedelta

import pytest
from fixtures_watching import left_in
from offices import TUESDAY_AT_THREE, TUESDAY_AT_TWO
from sqlalchemy.engine import make_url
from standins.watching import THERE, seen_in

from direct_booking.storage.database import Database


def dump_of(database: Database) -> str:
    """Everything that is in the database, as text."""
    connection = sqlite3.connect(database.engine.url.database)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


@pytest.mark.parametrize("fault", ["none", "expired", "away", "refused"])
def test_no_secret_is_in_the_database_or_in_a_log(office_elsewhere, caplog, capfd, fault):
    """Whatever goes wrong while it is used, and with every library at its most talkative."""
    office = office_elsewhere
    caplog.set_level(logging.DEBUG)
    logging.getLogger().setLevel(logging.DEBUG)
    office.book()
    office.clock.advance(timedelta(hours=2))
    server = office.elsewhere.server
    said = []
    with {
        "none": lambda: server.failing("cut", times=0),
        "expired": office.elsewhere.expired,
        "away": server.away,
        "refused": lambda: server.failing("reply", reply=office.elsewhere.refuse()),
    }[fault]():
        for act in (
            lambda: office.ask("call-1", TUESDAY_AT_THREE),
            lambda: office.desk.changing.cancel("call-1"),
            lambda: office.elsewhere.sign_in(office.desk, office.account_id),
            lambda: said.append(office.desk.checking.check(office.account_id).problem),
            lambda: office.desk.disconnecting.disconnect(office.account_id),
        ):
            try:
                act()
            except Exception:  # whatever it is, its words must be harmless
                said.append(traceback.format_exc())
    printed = capfd.readouterr()
    seen = "\n".join([dump_of(office.database), caplog.text, printed.out, printed.err, *said])
    secrets = office.elsewhere.secrets()
    assert secrets
    # The test's own lines, which a traceback quotes, hold none of them either.
    assert [each for each in secrets if each in seen] == []


def test_a_dump_by_postgresqls_own_tool_holds_no_secret(postgres_url, tmp_path, request):
    """The same, as an operator makes a backup."""
    from elsewhere import elsewhere_of
    from fixtures_elsewhere import open_elsewhere
    from offices import NEW_YORK, NOW

    from direct_booking.clock import SetClock

    clock, database = SetClock(NOW), Database(postgres_url)
    elsewhere = elsewhere_of("google", clock, NEW_YORK, lambda: request.getfixturevalue("radicale"))
    office = open_elsewhere(database, elsewhere, clock)
    office.book(start=TUESDAY_AT_TWO)
    address = make_url(postgres_url)
    command = ["pg_dump", "-h", address.host, "-p", str(address.port or 5432), "-U", address.username]
    try:
        dumped = subprocess.run(
            [*command, address.database], capture_output=True, text=True, check=True, timeout=60
        ).stdout
    except FileNotFoundError:
        pytest.skip("PostgreSQL's own tools are not installed")
    finally:
        elsewhere.close()
        database.close()
    assert "connections" in dumped
    assert [each for each in elsewhere.secrets() if each in dumped] == []


def test_every_test_is_watched_for_it(google_office, tmp_path):
    """What watches all tests finds a token in a file, and in a row of a database that was left behind."""
    secrets = google_office.elsewhere.secrets()
    assert [google_office.elsewhere.google] == THERE
    assert seen_in(secrets, left_in(tmp_path)) == []
    (tmp_path / "some.log").write_text(f"Authorization: Bearer {secrets[-2]}")
    with sqlite3.connect(tmp_path / "copy.sqlite") as connection:
        connection.execute("CREATE TABLE kept (token TEXT)")
        connection.execute("INSERT INTO kept VALUES (?)", [secrets[0]])
    assert set(seen_in(secrets, left_in(tmp_path))) == {secrets[-2], secrets[0]}
    (tmp_path / "some.log").unlink()
    (tmp_path / "copy.sqlite").unlink()
