"""An account's booking settings as its owner reads and changes them (SPEC 2.1).

What may be set, and how a mistake is told, is in ``settings``; what they mean for a time, in ``scheduling``.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from direct_booking.bookings.invite import Words, words
from direct_booking.clock import Clock
from direct_booking.settings import Settings, parse
from direct_booking.storage import settings
from direct_booking.storage.database import Database


class Configuring:
    """Reads and keeps settings. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def present(self, account_id: int) -> Settings:
        """The account's settings; the defaults when none were saved.

        Raises:
            BrokenSettings: what is stored cannot be read any more.
            StorageError.
        """
        with self._database.reading() as transaction:
            return settings.of_account(transaction, account_id)

    def save(self, account_id: int, raw: Mapping[str, Any]) -> Settings:
        """Keep these settings, for every assistant, from the next question of a call on.

        Args:
            raw: as ``settings.parse`` reads it; what is left out has its default.

        Raises:
            BrokenSettings: naming every problem; nothing was changed.
            StorageError.
        """
        wanted = parse(raw)
        with self._database.writing(account_id) as transaction:
            settings.save(transaction, account_id, wanted, now=self._clock.now())
        return wanted


def as_on_the_calendar(wanted: Settings, starts_at: datetime, zone: ZoneInfo, **caller: str) -> Words:
    """How an appointment reads on the calendar with these settings. Pure.

    Args:
        starts_at: aware.
        caller: who it is with, as ``bookings.invite.words`` has it.
    """
    return words(wanted, meeting_type=wanted.meeting_type, starts_at=starts_at, zone=zone, **caller)
