"""The time zone of a mailbox as an IANA zone: Exchange names zones as Windows does, or as IANA does.

Whose mailbox it is, and when it is asked, is in ``microsoft.py``.
"""

from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from direct_booking.calendars.errors import Refused
from direct_booking.errors import Misconfigured
from direct_booking.zones import load_zone

# Windows has them since 2026; the table, which follows the Unicode consortium's, not yet.
_NEWER = {
    "Alberta Standard Time": "America/Edmonton",
    "British Columbia Standard Time": "America/Vancouver",
    "Manitoba Standard Time": "America/Winnipeg",
}

_BY_LOWER_NAME = {name.lower(): iana for name, iana in {**_NEWER, **WINDOWS_TO_OLSON}.items()}

# What Exchange says beside both kinds of names.
_BY_LOWER_NAME["tzone://microsoft/utc"] = "Etc/UTC"
_BY_LOWER_NAME["coordinated universal time"] = "Etc/UTC"


def zone_of_mailbox(name: object) -> ZoneInfo:
    """The zone that Exchange calls so: ``Pacific Standard Time`` or ``America/Los_Angeles``.

    Pure.

    Raises:
        Refused: it is none that is known, such as one of the owner's own making. A guess would offer times
            that are hours off.
    """
    text = name.strip() if isinstance(name, str) else ""
    try:
        return load_zone(_BY_LOWER_NAME.get(text.lower(), text))
    except Misconfigured:
        raise Refused(
            f"The mailbox's time zone {text[:60]!r} is not known here: choose a standard one in Outlook's "
            "calendar settings."
        ) from None
