"""Where a caller says they are, as a time zone: "I'm in Denver", "Pacific time", "2 PM Eastern" (SPEC 5.1).

The places are in ``vocabulary.places``; the zone of a caller's number is in ``zones``.
"""

import re
from dataclasses import dataclass

from direct_booking.vocabulary.places import ABBREVIATIONS, PLACES, ZONE_NAMES


@dataclass(frozen=True)
class HeardPlace:
    """A zone that was heard.

    Attributes:
        zone: IANA name.
        start, end: half-open offsets of the words that named it, "time" among them.
    """

    zone: str
    start: int
    end: int


def _one_of(names: dict[str, str]) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"[\s.]+") for name in longest_first)


_WE = r"(?:i'm|i am|im|we're|we are|i live|we live|i work|we work|i'll be|i'm calling|calling)"
_HOW = (
    r"(?:currently|actually|just|still|now|right now|based|located|living|staying|working|calling|here|over|"
    r"up|down|out|you)"
)
_IN_PLACE = re.compile(
    rf"\b{_WE}\s+(?:{_HOW}\s+){{0,3}}?(?:in|from|over in|out in|near|outside of|outside|at)\s+"
    r"(?:downtown\s+|sunny\s+|uptown\s+)?"
    rf"(?P<name>{_one_of(PLACES)})\b(?!\s+(?:office|street|road|avenue|clinic|branch|location|store))|"
    rf"^\W*(?:(?:um|uh|well|oh|so|yes|yeah|and|no)\W+)*(?:from|in)\s+(?P<bare>{_one_of(PLACES)})\W*$|"
    rf"\b(?P<local>{_one_of(PLACES)})(?:'s)?\s+"
    r"(?:local\s+|(?P<season>standard\s+|daylight\s+|summer\s+|winter\s+)(?:savings?\s+)?)?time\b",
    re.IGNORECASE,
)
_ZONE_TIME = re.compile(
    rf"\b(?P<name>{_one_of(ZONE_NAMES)})\s+(?:standard\s+|daylight\s+)?(?:savings?\s+)?time(?:\s+zone)?\b|"
    rf"\b(?P<short>{'|'.join(ABBREVIATIONS)})\b(?:\s+time\b)?",
    re.IGNORECASE,
)
_AFTER_CLOCK = re.compile(
    r"(?:\b[ap]\.?\s?m\b\.?|\bo'?clock|\b\d{1,2}:\d\d|\b(?:\d|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|thirty|fifteen|forty[\s-]five|noon))\s+(?P<name>eastern|central|mountain|pacific)\b"
    r"(?!\s+(?:park|street|avenue|station|road|office|time))",
    re.IGNORECASE,
)


def hear(text: str) -> HeardPlace | None:
    """The zone that the caller named or is in; of several, the last. Pure; never raises on a string.

    A place counts only with words that say the caller is there: "the Denver office" says nothing about them.

    >>> hear("I'm calling from Denver").zone, hear("at two eastern time").zone
    ('America/Denver', 'America/New_York')
    >>> hear("the Denver office please") is None
    True
    """
    found = [*_IN_PLACE.finditer(text), *_ZONE_TIME.finditer(text), *_AFTER_CLOCK.finditer(text)]
    if not found:
        return None
    last = max(found, key=lambda match: match.end())
    groups = last.groupdict()
    group = next(name for name in ("name", "bare", "local", "short") if groups.get(name))
    name = " ".join(re.split(r"[\s.]+", last[group].lower()))
    zone = ABBREVIATIONS.get(name) if group == "short" else _zone(name, last)
    # "London daylight time": the season is the clock's, not the place's.
    end = last.end(group) if group == "bare" or groups.get("season") else last.end()
    return HeardPlace(zone, last.start(group), end) if zone else None


def _zone(name: str, match: re.Match[str]) -> str | None:
    named_zone = match.re is not _IN_PLACE
    return (ZONE_NAMES if named_zone else PLACES).get(name)
