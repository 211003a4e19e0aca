"""What every test with a provider's server is held to, whatever it is about (SPEC 1.4).

No request that the provider does not know; of the owner's events nothing is read but their times, and
nothing is changed. No token and no password is in a log line, in a page, or in what the test left in its
folder: files, and databases as an operator would dump them.
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from standins.watching import THERE, seen_in

_SQLITE = b"SQLite format 3\x00"


@pytest.fixture(autouse=True)
def watched(request, caplog) -> Iterator[None]:
    """Watch the servers that the test uses; one that provokes what is watched for says so by a mark."""
    THERE.clear()
    pages: list[str] = []

    def shown(_app, response, **_more) -> None:
        if not response.direct_passthrough:
            pages.append(response.get_data(as_text=True))

    # Whoever shows pages has imported it by now.
    flask = sys.modules.get("flask")
    if flask is not None:
        flask.request_finished.connect(shown)
    yield
    if flask is not None:
        flask.request_finished.disconnect(shown)
    there = list(THERE)
    THERE.clear()
    if not there or request.node.get_closest_marker("provokes"):
        return
    assert [wrong for each in there for wrong in each.wrong()] == []
    secrets = sorted({secret for each in there for secret in each.secrets()})
    logged = [line for phase in ("setup", "call") for line in map(_line, caplog.get_records(phase))]
    folder = request.node.funcargs.get("tmp_path")
    assert seen_in(secrets, [*logged, *pages, *(left_in(folder) if folder else ())]) == []


def _line(record) -> str:
    return "\n".join(filter(None, (record.getMessage(), record.exc_text)))


def left_in(folder: Path) -> list[str]:
    """What stands in the files of a folder; of a database all of its rows."""
    return [_text_of(each) for each in sorted(folder.rglob("*")) if each.is_file()]


def _text_of(file: Path) -> str:
    data = file.read_bytes()
    if not data.startswith(_SQLITE):
        return data.decode("utf-8", "replace")
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return "\n".join(connection.iterdump())
