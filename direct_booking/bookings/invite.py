"""The words of an appointment on the owner's calendar: title, description, place (SPEC 2.3, 4.9).

How a template is filled is in ``templates``; nothing here is ever said to the caller.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from direct_booking.settings import MeetingType, Settings
from direct_booking.templates import fill_template

# A name that reads well wherever an owner puts it: "Visit of a caller", "A caller (phone)".
NO_NAME = "a caller"
NOT_GIVEN = "not given"
WITHHELD = "withheld"
# Calendars cut or refuse more than this.
TITLE_LENGTH = 200


@dataclass(frozen=True)
class Words:
    """What is written on the calendar.

    Attributes:
        title: one line, never empty.
        description: plain text.
        location: where it takes place; empty when there is nothing to write.
    """

    title: str
    description: str
    location: str


def words(
    settings: Settings,
    *,
    meeting_type: MeetingType,
    caller_name: str | None,
    caller_number: str | None,
    email: str | None,
    starts_at: datetime,
    zone: ZoneInfo,
    booking_id: str,
) -> Words:
    """Fill the owner's templates for one appointment. Pure.

    Args:
        starts_at: aware.
        zone: the calendar's, for the field ``local_time``.
    """
    values = {
        "caller_name": caller_name or NO_NAME,
        "caller_number": caller_number or WITHHELD,
        "email": email or NOT_GIVEN,
        "meeting_type": kind(settings, meeting_type),
        "business": settings.business_name,
        "local_time": f"{starts_at.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}",
        "booking_id": booking_id,
    }
    title = " ".join(fill_template(settings.title, values).split())
    return Words(
        title=_capital(title or kind(settings, meeting_type))[:TITLE_LENGTH],
        description=fill_template(settings.description, values).strip(),
        location=settings.where if meeting_type is MeetingType.CUSTOM else "",
    )


def kind(settings: Settings, meeting_type: MeetingType) -> str:
    """What sort of meeting it is, for the owner: a custom one as the owner calls it. Pure."""
    if meeting_type is MeetingType.CUSTOM:
        return settings.format or "appointment"
    return meeting_type.value


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
