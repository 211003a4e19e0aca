"""The owner's booking settings (SPEC 2.2): one frozen value, its defaults, and one parser that names what is wrong.

Where they are kept is in ``storage.settings``; what they mean for a time is in ``scheduling.availability``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class MeetingType(str, Enum):
    """How the two meet (SPEC 2.4)."""

    ONLINE = "online"  # a video invite by e-mail first; declined, a phone callback
    PHONE = "phone"  # a phone callback first; a video link when the caller shares an e-mail
    CUSTOM = "custom"  # as the owner describes, for instance a visit


class Contact(str, Enum):
    """Which contact details a custom meeting needs."""

    EMAIL = "email"
    PHONE = "phone"
    BOTH = "both"
    NONE = "none"


@dataclass(frozen=True)
class ClosedDates:
    """A closed stretch of local dates, both ends included."""

    first: date
    last: date
    name: str = ""


@dataclass(frozen=True)
class Settings:
    """Everything that an owner can set; the defaults are those of SPEC 2.2.

    Attributes:
        windows: weekday (Monday 0) to wall-clock stretches ``(start_minute, end_minute)`` of the day,
            end exclusive, 1440 is midnight; an end not after its start runs past midnight.
        closed: closed dates.
        holidays_country: ISO 3166 code whose public holidays are closed; empty for none.
        holidays_region: its subdivision, as the ``holidays`` package names it; empty for none.
        where: for a custom meeting, where it takes place, as the caller is told.
        format: for a custom meeting, what it is, as the caller is told ("a visit at your home").
        contact: for a custom meeting, what is needed to reach the caller.
        title, description: templates with named fields in braces (SPEC 2.3).
        transfer_number: E.164; empty when there is nobody to transfer to.
    """

    business_name: str = "the office"
    greeting: str = ""
    length_minutes: int = 30
    windows: Mapping[int, tuple[tuple[int, int], ...]] = field(
        default_factory=lambda: {day: ((9 * 60, 17 * 60),) for day in range(5)}
    )
    interval_minutes: int = 30
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    notice_minutes: int = 120
    look_ahead_days: int = 14
    closed: tuple[ClosedDates, ...] = ()
    holidays_country: str = ""
    holidays_region: str = ""
    meeting_type: MeetingType = MeetingType.ONLINE
    format: str = ""
    where: str = ""
    contact: Contact = Contact.BOTH
    title: str = "{caller_name} ({meeting_type})"
    description: str = "Booked by phone. Number: {caller_number}. E-mail: {email}. Booking {booking_id}."
    ask_name: bool = False
    hold_minutes: int = 5
    transfer_number: str = ""
