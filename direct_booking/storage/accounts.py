"""Accounts and their assistants: who answers a called number (SPEC 1.1, 2.1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from direct_booking.storage.schema import accounts, assistants


@dataclass(frozen=True)
class Account:
    """Whose bookings, settings and connection these are."""

    id: int
    name: str


@dataclass(frozen=True)
class Assistant:
    """One that answers calls for an account.

    Attributes:
        called_number: E.164; None answers every number that no other answers.
        direct_booking: its own on/off switch.
    """

    id: int
    account_id: int
    name: str
    called_number: str | None
    direct_booking: bool


def add_account(connection: Connection, name: str, *, now: datetime) -> Account:
    """A new account.

    Raises:
        RuleBroken: there is one of this name.
    """
    result = connection.execute(insert(accounts).values(name=name, created_at=now))
    return Account(result.inserted_primary_key[0], name)


def account_named(connection: Connection, name: str) -> Account | None:
    """The account of this name."""
    row = connection.execute(select(accounts.c.id, accounts.c.name).where(accounts.c.name == name)).first()
    return Account(*row) if row else None


def all_accounts(connection: Connection) -> tuple[Account, ...]:
    """Every account, oldest first."""
    rows = connection.execute(select(accounts.c.id, accounts.c.name).order_by(accounts.c.id))
    return tuple(Account(*row) for row in rows)


def add_assistant(
    connection: Connection, account_id: int, name: str, *, called_number: str | None, direct_booking: bool
) -> Assistant:
    """A new assistant of an account.

    Raises:
        RuleBroken: another one answers this number.
    """
    values = {
        "account_id": account_id,
        "name": name,
        "called_number": called_number,
        "direct_booking": direct_booking,
    }
    result = connection.execute(insert(assistants).values(**values))
    return Assistant(result.inserted_primary_key[0], **values)


def assistant(connection: Connection, account_id: int, assistant_id: int) -> Assistant | None:
    """One assistant of this account."""
    return next((each for each in assistants_of(connection, account_id) if each.id == assistant_id), None)


def assistants_of(connection: Connection, account_id: int) -> tuple[Assistant, ...]:
    """The assistants of an account, oldest first."""
    rows = connection.execute(
        select(assistants).where(assistants.c.account_id == account_id).order_by(assistants.c.id)
    )
    return tuple(Assistant(**row) for row in rows.mappings())


def answering(connection: Connection, called_number: str | None) -> Assistant | None:
    """Who answers a called number: its own assistant, else the one for any number, else the only one."""
    rows = connection.execute(select(assistants).order_by(assistants.c.id)).mappings()
    everyone = [Assistant(**row) for row in rows]
    if called_number is not None:
        for each in everyone:
            if each.called_number == called_number:
                return each
    for each in everyone:
        if each.called_number is None:
            return each
    return everyone[0] if len(everyone) == 1 else None


def switch(connection: Connection, account_id: int, assistant_id: int, *, on: bool) -> bool:
    """Turn one assistant's booking on or off. False when the account has no such assistant."""
    result = connection.execute(
        update(assistants)
        .where(assistants.c.account_id == account_id, assistants.c.id == assistant_id)
        .values(direct_booking=on)
    )
    return result.rowcount == 1
