"""Names as callers give them."""

import pytest

from direct_booking.hearing import names

GIVEN = [
    ("first name carry, last name jocoy", "Carry Jocoy"),
    ("Hi this is Tiffany Pettett, I made a booking", "Tiffany Pettett"),
    ("an appointment for Dr. Robert S. Gilbert", "Robert S Gilbert"),
    ("hi this is ann lee, I'd like to come in", "Ann Lee"),
    ("my name's ann", "Ann"),
    ("My name is Ann Lee and I need an appointment", "Ann Lee"),
    ("it's ann lee", "Ann Lee"),
    ("it's for ann lee", "Ann Lee"),
    ("ann lee speaking", "Ann Lee"),
    ("this is mary o'brien calling", "Mary O'Brien"),
    ("this is priya patel", "Priya Patel"),
    ("this is april lee", "April Lee"),
    ("This is Xochitl", "Xochitl"),
    ("my name is xochitl", "Xochitl"),
    ("my name is j o h n", "John"),
    ("my name is john s m i t h", "John Smith"),
    ("my name is john mcdonald", "John McDonald"),
    ("it's ann lee, ann dot lee at gmail dot com", "Ann Lee"),
    ("put it under garcia lopez", "Garcia Lopez"),
    ("i'm maria garcia from accounting", "Maria Garcia"),
    ("my name is maria de la cruz", "Maria de la Cruz"),
    ("my name is jean-luc picard", "Jean-Luc Picard"),
    ("my last name is smith", "Smith"),
]


@pytest.mark.parametrize(("said", "name"), GIVEN)
def test_a_given_name_is_heard(said: str, name: str) -> None:
    """A name with a frame is heard, whether or not it was asked for, and written with capitals."""
    heard = names.hear(said)
    assert heard is not None
    assert heard.name == name


NOT_ONE = [
    "I'm in the mood for noodles", "search for Take-out", "the hours for disney world",
    "it's tuesday", "it's fine", "this is ridiculous", "it's for my dog", "I'm in Denver", "I'm sorry",
    "this is about a tooth", "i'm looking for an appointment", "i'm free tuesday", "it's too early",
    "it's perfect timing", "this is great news", "i'm not sure", "for two people", "it's a haircut",
    "it's john at example dot com", "it's two one two", "ann lee", "", "I'm calling about my appointment",
    "it's urgent", "this is an emergency", "that's right", "I'm a new patient", "for thursday",
    "i'm available after five", "it's the second one", "it's m as in mary", "here's the thing",
    "under two hours", "I'm busy", "it's broken", "this is really important", "speaking of which",
    "monday speaking",
]  # fmt: skip


@pytest.mark.parametrize("said", NOT_ONE)
def test_what_only_looks_like_a_name_is_none(said: str) -> None:
    """Times, states, reasons and addresses after "it's" and "I'm" are no names."""
    assert names.hear(said) is None


BARE = [
    ("ann lee", "Ann Lee"),
    ("um ann", "Ann"),
    ("sure it's xochitl", "Xochitl"),
    ("s m i t h", "Smith"),
    ("lee, l e i g h", "Leigh"),
    ("maria de la cruz", "Maria de la Cruz"),
    ("I don't know", None),
    ("no thanks", None),
    ("tuesday", None),
    ("why do you need it", None),
    ("I'd rather not say", None),
    ("yes", None),
    ("what", None),
    ("ann at gmail dot com", None),
]


@pytest.mark.parametrize(("said", "name"), BARE)
def test_a_bare_name_is_heard_when_asked(said: str, name: str | None) -> None:
    """As an answer to "may I have your name" no frame is needed, and a refusal is no name."""
    heard = names.hear(said, asked=True)
    assert (heard.name if heard else None) == name


def test_the_offsets_are_those_of_the_name() -> None:
    """The frame around the name is left to others."""
    said = "hi this is ann lee, thanks"
    heard = names.hear(said)
    assert heard is not None
    assert said[heard.start : heard.end] == "ann lee"
