"""The owners of an account, and the links by which somebody becomes one: rows <-> values.

What a password is checked by is in ``reception.owners``; visits are in ``owner_sessions``.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.engine import Connection

from direct_booking.storage.accounts import Account
from direct_booking.storage.schema import accounts
from direct_booking.storage.schema_owners import owner_links, owners


@dataclass(frozen=True)
class Owner:
    """Somebody who may open the console of one account.

    Attributes:
        email: in lower case; what they sign in with.
    """

    id: int
    account_id: int
    email: str
    password_hash: str = field(repr=False)


def get(connection: Connection, owner_id: int) -> Owner | None:
    """The owner of this id."""
    return _one(connection, owners.c.id == owner_id)


def with_email(connection: Connection, email: str) -> Owner | None:
    """The owner who signs in with this address, in lower case."""
    return _one(connection, owners.c.email == email)


def add(connection: Connection, account_id: int, email: str, password_hash: str, *, now: datetime) -> Owner:
    """A new owner.

    Raises:
        RuleBroken: somebody signs in with this address already.
    """
    values = {"account_id": account_id, "email": email, "password_hash": password_hash}
    result = connection.execute(insert(owners).values(**values, created_at=now))
    return Owner(result.inserted_primary_key[0], **values)


def set_password(connection: Connection, owner_id: int, password_hash: str) -> None:
    """Put another password in the place of the present one."""
    connection.execute(update(owners).where(owners.c.id == owner_id).values(password_hash=password_hash))


def accounts_without(connection: Connection) -> tuple[Account, ...]:
    """The accounts that nobody can open in the console yet, oldest first."""
    nobody = ~exists().where(owners.c.account_id == accounts.c.id)
    rows = connection.execute(select(accounts.c.id, accounts.c.name).where(nobody).order_by(accounts.c.id))
    return tuple(Account(*row) for row in rows)


def add_link(connection: Connection, account_id: int, digest: str, *, expires_at: datetime) -> None:
    """A link to an account; the links made for it before lead nowhere any more."""
    connection.execute(delete(owner_links).where(owner_links.c.account_id == account_id))
    values = {"digest": digest, "account_id": account_id, "expires_at": expires_at}
    connection.execute(insert(owner_links).values(**values))


def account_of_link(connection: Connection, digest: str, *, now: datetime) -> Account | None:
    """Where a link leads to; None when it has run out, was used, or never was one."""
    query = (
        select(accounts.c.id, accounts.c.name)
        .join(owner_links, owner_links.c.account_id == accounts.c.id)
        .where(owner_links.c.digest == digest, owner_links.c.expires_at > now)
    )
    row = connection.execute(query).first()
    return Account(*row) if row else None


def use_link(connection: Connection, digest: str) -> bool:
    """Use a link up; False when somebody else has."""
    return connection.execute(delete(owner_links).where(owner_links.c.digest == digest)).rowcount == 1


def _one(connection: Connection, condition) -> Owner | None:
    columns = (owners.c.id, owners.c.account_id, owners.c.email, owners.c.password_hash)
    row = connection.execute(select(*columns).where(condition)).first()
    return Owner(*row) if row else None
