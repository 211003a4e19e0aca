"""How the caller would rather meet is heard wherever it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.hearing import ways

PHONE = [
    "thursday at ten by phone please",
    "just call me",
    "call me at two one two five five five oh one nine nine",
    "you can call me on my cell",
    "could you call me on this number",
    "you can call me back on this number",
    "i'd rather you called me",
    "i'd prefer you calling me on my mobile",
    "make it the phone instead",
    "make it a call",
    "i'd rather have a phone call",
    "could we do it over the phone",
    "Just call me.",
    "a phone call, not a video call",
    "no video, call me please",
    "I don't have an e-mail, just call me",
]
VIDEO = [
    "make it a video call",
    "can we meet on zoom",
    "video call not a phone call",
    "i don't want a phone call, can we do video",
    "no phone call, video please, i'd prefer video",
    "could we do a video chat instead of the phone call",
]
NEITHER = [
    "my phone number is two one two",
    "what's your phone number",
    "do you have the phone number",
    "i'll call you back",
    "call me back tomorrow",
    "call me ann",
    "please call me mister lee",
    "don't call me",
    "please don't call me",
    "i don't want you to call me",
    "no phone call please",
    "someone called me",
    "tuesday at two",
    "",
]


@pytest.mark.parametrize("text", PHONE)
def test_the_phone_is_asked_for(text):
    """In whatever words."""
    assert ways.hear(text).way == "phone"


@pytest.mark.parametrize("text", VIDEO)
def test_video_is_asked_for(text):
    """Also where the phone is ruled out."""
    assert ways.hear(text).way == "video"


@pytest.mark.parametrize("text", NEITHER)
def test_other_talk_asks_for_neither(text):
    """A number, a name, and what is refused are no wish."""
    assert ways.hear(text) is None


def test_the_words_are_told():
    """Half-open offsets in the text as it was said."""
    heard = ways.hear("Thursday, by phone.")
    assert "Thursday, by phone."[heard.start : heard.end] == "by phone"


@given(st.lists(st.sampled_from(" ".join(PHONE + VIDEO + NEITHER).split()), max_size=12))
def test_any_words_are_heard_without_an_error(words):
    """What was heard lies inside the text."""
    text = " ".join(words)
    heard = ways.hear(text)
    assert heard is None or 0 <= heard.start < heard.end <= len(text)
