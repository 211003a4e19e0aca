"""An account's booking settings (SPEC 2.1): one row, shared by all of its assistants.

What may be set, and how a mistake is told, is in ``direct_booking.settings``.
"""

import json
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from direct_booking.settings import Settings, parse, to_mapping
from direct_booking.storage import schema


def of_account(connection: Connection, account_id: int) -> Settings:
    """The account's settings; the defaults of SPEC 2.2 when none were saved.

    Raises:
        SettingsError: what is stored cannot be read any more; the message names the places.
    """
    table = schema.settings
    body = connection.execute(select(table.c.body).where(table.c.account_id == account_id)).scalar()
    return parse(json.loads(body)) if body is not None else Settings()


def save(connection: Connection, account_id: int, settings: Settings, *, now: datetime) -> None:
    """Keep these settings; those from before are replaced."""
    table = schema.settings
    connection.execute(delete(table).where(table.c.account_id == account_id))
    body = json.dumps(to_mapping(settings), sort_keys=True)
    connection.execute(insert(table).values(account_id=account_id, body=body, updated_at=now))
