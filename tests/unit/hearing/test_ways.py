"""How the caller would rather meet is heard wherever it is said."""

import pytest

from direct_booking.hearing import ways


@pytest.mark.parametrize(
    "text",
    [
        "thursday at ten by phone please",
        "just call me",
        "call me at two one two five five five oh one nine nine",
        "make it the phone instead",
        "i'd rather have a phone call",
        "could we do it over the phone",
        "Just call me.",
        "a phone call, not a video call",
    ],
)
def test_the_phone_is_asked_for(text):
    """In whatever words."""
    assert ways.hear(text).way == "phone"


@pytest.mark.parametrize("text", ["make it a video call", "can we meet on zoom", "video call not a phone call"])
def test_video_is_asked_for(text):
    """Also where the phone is ruled out."""
    assert ways.hear(text).way == "video"


@pytest.mark.parametrize(
    "text",
    ["my phone number is two one two", "what's your phone number", "i'll call you back", "tuesday at two", ""],
)
def test_other_talk_asks_for_neither(text):
    """A phone number is no wish for the phone."""
    assert ways.hear(text) is None
