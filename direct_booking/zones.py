"""Time zones: loading one by name, and the caller's from the number they call from (SPEC 5.1).

What a caller says about where they are is heard in ``hearing.places``; how slots are said in a zone is in
``saying.times``.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import timezone as number_zones

from direct_booking.errors import Misconfigured

_UNKNOWN = "Etc/Unknown"


@dataclass(frozen=True)
class CallerZone:
    """The zone in which times are said to a caller.

    Attributes:
        sure: the number settled it; otherwise the zone is named together with the time.
    """

    zone: ZoneInfo
    sure: bool


def load_zone(name: str) -> ZoneInfo:
    """The zone of an IANA name.

    Raises:
        Misconfigured: there is no zone of that name.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Misconfigured(
            f"There is no time zone {name!r}: use an IANA name such as America/New_York."
        ) from error


def zone_of_number(e164: str | None, calendar_zone: ZoneInfo, at: datetime) -> CallerZone:
    """The zone that a caller's number lies in.

    Pure. 5.1, case by case:

    - No number, one that cannot be read, or one that lies nowhere (withheld, toll-free, premium, satellite):
      the calendar's zone, not sure.
    - One zone, or several that show the same time at ``at``: sure; the calendar's own name for it if it is
      one of them, otherwise the first.
    - Several that differ at ``at``: the calendar's zone, not sure, whether or not it is one of them. Of zones
      that exclude the calendar's none is more likely than another, and a named zone cannot mislead.

    Args:
        at: aware; the instant at which zones are compared, since two zones may agree only half of the year.
    """
    candidates = _candidates(e164)
    offsets = {at.astimezone(zone).utcoffset() for zone in candidates}
    if len(offsets) != 1:
        return CallerZone(calendar_zone, sure=False)
    ours = any(zone.key == calendar_zone.key for zone in candidates)
    return CallerZone(calendar_zone if ours else candidates[0], sure=True)


def _candidates(e164: str | None) -> list[ZoneInfo]:
    """Every zone in which a number may be, in a fixed order; none when the number says nothing."""
    try:
        parsed = phonenumbers.parse(e164 or "")
    except phonenumbers.NumberParseException:
        return []
    if not phonenumbers.is_possible_number(parsed) or phonenumbers.number_type(parsed) in _NOWHERE:
        return []
    names = number_zones.time_zones_for_number(parsed)
    if names == (_UNKNOWN,):
        # A number that is not handed out (yet) still tells its country.
        names = number_zones.time_zones_for_geographical_number(parsed)
    return [zone for zone in map(_known, names) if zone is not None]


_NOWHERE = frozenset(
    (
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.UAN,
    )
)


def _known(name: str) -> ZoneInfo | None:
    try:
        return load_zone(name)
    except Misconfigured:
        return None
