"""Places and zones as callers name them."""

from zoneinfo import ZoneInfo

import pytest

from direct_booking.hearing import places
from direct_booking.vocabulary.places import ABBREVIATIONS, PLACES, ZONE_NAMES

NAMED = [
    ("I'm in Denver", "America/Denver"),
    ("I'm calling from London", "Europe/London"),
    ("I'm on Pacific time", "America/Los_Angeles"),
    ("we're in California", "America/Los_Angeles"),
    ("Eastern time", "America/New_York"),
    ("mountain standard time please", "America/Denver"),
    ("2 PM Eastern", "America/New_York"),
    ("thursday at two central", "America/Chicago"),
    ("three thirty pacific", "America/Los_Angeles"),
    ("i live in new york city", "America/New_York"),
    ("I'm in L.A.", "America/Los_Angeles"),
    ("3 pm est", "America/New_York"),
    ("tokyo time", "Asia/Tokyo"),
    ("from chicago", "America/Chicago"),
    ("i am currently based in phoenix", "America/Phoenix"),
    ("not eastern time, central time", "America/Chicago"),
    ("two pm calcutta time", "Asia/Kolkata"),
    ("ten am london daylight time", "Europe/London"),
]


@pytest.mark.parametrize(("said", "zone"), NAMED)
def test_a_place_with_its_frame_gives_a_zone(said: str, zone: str) -> None:
    """Where the caller is, or which time they mean, is heard as an IANA zone."""
    heard = places.hear(said)
    assert heard is not None
    assert heard.zone == zone


NOT_ONE = [
    "I'm looking for something in Oakland", "we are meeting in chicago", "the apartment is located in denver",
    "Denver office please", "I'm in the denver office", "I'm interested", "is that my time or yours",
    "any time", "", "I'm at the central station", "same time friday", "in the morning", "my time",
    "paris is my sister", "boston",
]  # fmt: skip


@pytest.mark.parametrize("said", NOT_ONE)
def test_a_place_without_a_frame_is_none(said: str) -> None:
    """A branch, a person or a station says nothing about where the caller is."""
    assert places.hear(said) is None


def test_every_zone_of_the_tables_exists() -> None:
    """No name in the tables leads to an unknown zone."""
    for zone in {*PLACES.values(), *ZONE_NAMES.values(), *ABBREVIATIONS.values()}:
        assert ZoneInfo(zone).key == zone
