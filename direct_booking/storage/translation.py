"""The one table from the drivers' errors to this package's own (tree in ``errors.py``).

Mistakes in our own SQL (syntax, types, naive times) are not translated: they are not the world's fault.
"""

import re
import sqlite3

import psycopg2
from sqlalchemy import exc

from direct_booking.storage.errors import (
    CommitUnknown,
    DatabaseBusy,
    DatabaseOutdated,
    DatabaseUnreachable,
    RuleBroken,
    StorageError,
)

OUTDATED_REMEDY = "bring it up to date with `direct-booking migrate`"

# First match wins; the key is the beginning of PostgreSQL's five-character code.
_POSTGRES = (
    (
        ("40001", "40P01", "55P03", "57014"),
        DatabaseBusy,
        "did not give a lock or an answer in time: try again",
    ),
    (("42P01", "42703"), DatabaseOutdated, f"has tables of another version: {OUTDATED_REMEDY}"),
    (("28",), DatabaseUnreachable, "refused the user or the password: check DIRECT_BOOKING_DATABASE"),
    (("3D",), DatabaseUnreachable, "does not exist: create it, or check DIRECT_BOOKING_DATABASE"),
    (("42501",), DatabaseUnreachable, "does not let its user do this: grant it the tables"),
    (("53100",), DatabaseUnreachable, "has no disk space left: make room"),
    (("25006",), DatabaseUnreachable, "is read-only: point DIRECT_BOOKING_DATABASE at the primary"),
    (("08", "53", "57P", "58"), DatabaseUnreachable, "cannot serve: check that it is healthy"),
)

# First match wins; sqlite3 of Python 3.10 tells its codes by message only.
_SQLITE = (
    ("is locked", DatabaseBusy, "did not give a lock in time: try again"),
    ("interrupted", DatabaseBusy, "did not answer in time: try again"),
    ("no such table", DatabaseOutdated, f"has tables of another version: {OUTDATED_REMEDY}"),
    ("no such column", DatabaseOutdated, f"has tables of another version: {OUTDATED_REMEDY}"),
    ("has no column named", DatabaseOutdated, f"has tables of another version: {OUTDATED_REMEDY}"),
    (
        "unable to open database file",
        DatabaseUnreachable,
        "cannot be opened: make its folder and file writable",
    ),
    ("readonly database", DatabaseUnreachable, "cannot be written: make its folder and file writable"),
    ("disk is full", DatabaseUnreachable, "has no disk space left: make room"),
    ("disk I/O error", DatabaseUnreachable, "cannot be read or written: check the disk"),
    ("malformed", DatabaseUnreachable, "is damaged: restore it from a backup"),
    ("not a database", DatabaseUnreachable, "is not a database: check DIRECT_BOOKING_DATABASE"),
)


def translate(error: Exception, address: str, *, committing: bool = False) -> StorageError | None:
    """The error of ours that a driver's error stands for, or None when it is a mistake in our own code.

    Pure.

    Args:
        error: what SQLAlchemy or a driver raised.
        address: the database's address without its password, for the sentence.
        committing: whether it was raised by the commit.
    """
    if isinstance(error, exc.TimeoutError):
        return DatabaseBusy(f"The database {address} has no connection free: try again.")
    original = error.orig if isinstance(error, exc.DBAPIError) else error
    if isinstance(original, psycopg2.Error):
        known = _of_postgres(original, address)
    elif isinstance(original, sqlite3.Error):
        known = _of_sqlite(original, address)
    else:
        return None
    if committing and isinstance(known, DatabaseUnreachable):
        return CommitUnknown(f"The database {address} did not say whether it stored the change: {original}")
    return known


def is_disconnect(error: Exception) -> bool:
    """Whether an error means that this connection is gone, which a fresh one may cure. Pure."""
    return isinstance(error, exc.DBAPIError) and error.connection_invalidated


def _of_postgres(error: psycopg2.Error, address: str) -> StorageError | None:
    code = error.pgcode or ""
    for beginnings, kind, what in _POSTGRES:
        if code.startswith(beginnings):
            return kind(f"The database {address} {what}.")
    if code.startswith("23"):
        return RuleBroken(
            f"The database {address} refused a row: {_first_line(error)}", _constraint_of(error)
        )
    if isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError) or (
        not code and isinstance(error, psycopg2.DatabaseError) and "server closed" in str(error)
    ):
        return DatabaseUnreachable(
            f"The database {address} does not answer ({_first_line(error)}): "
            "start it, or check DIRECT_BOOKING_DATABASE."
        )
    return None


def _constraint_of(error: psycopg2.Error) -> str:
    return error.diag.constraint_name or ""


def _of_sqlite(error: sqlite3.Error, address: str) -> StorageError | None:
    text = str(error)
    if isinstance(error, sqlite3.IntegrityError):
        found = re.match(r"(?:\w+ constraint failed: )?([\w.]+)", text)
        rule = found[1] if found and "FOREIGN KEY" not in text else ""
        return RuleBroken(f"The database {address} refused a row: {text}", rule)
    for part, kind, what in _SQLITE:
        if part in text:
            return kind(f"The database {address} {what}.")
    return None


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
