"""What one turn holds: which ear hears which words, and what is told in two ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.hearing import spoken, turn
from direct_booking.hearing.spoken import Clock, Weekday, When
from direct_booking.vocabulary.listing import listed


def heard(text: str) -> dict[str, str]:
    return {found.kind: found.value for found in turn.hear(text)}


def times(text: str) -> tuple[When, ...]:
    said = heard(text).get("time")
    return spoken.from_text(said).alternatives if said else ()


def test_everything_in_one_breath():
    """A time, a name and an address, each with its words (SPEC 4.2)."""
    text = "can i get thursday at ten, it's ann lee, ann dot lee at gmail dot com"
    found = {one.kind: (one.value, text[one.start : one.end]) for one in turn.hear(text)}
    assert found["email"] == ("ann.lee@gmail.com", "ann dot lee at gmail dot com")
    assert found["person_name"] == ("Ann Lee", "ann lee")
    assert found["time"][1] == "thursday at ten"


@pytest.mark.parametrize(
    "text",
    [
        "ten please it's ann lee and my email is ann dot lee at gmail dot com",
        "ten works it's ann lee ann dot lee at gmail dot com",
        "ten is fine my number is two one two five five five oh one nine nine",
        "ten sounds good i'm ann lee",
        "ten please my name is ann lee",
        "ten is good, that's eastern time",
    ],
)
def test_a_bare_hour_before_another_value_is_a_time(text):
    """What another ear claims is the end of the clause in which the hour is all there is."""
    assert times(text) == (When(None, Clock(10)),)


@pytest.mark.parametrize(
    "text",
    [
        "i have two dogs and my name is ann lee",
        "this is ann lee i have two dogs",
        "my number is two one two five five five oh one nine nine extension five",
        "nine at gmail dot com",
    ],
)
def test_a_number_among_other_words_is_no_time(text):
    """Only a number that stands nearly alone is one."""
    assert times(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "two one two five five five oh one nine nine extension four five",
        "two one two five five five oh one nine nine, and the extension is four five",
    ],
)
def test_an_extension_goes_with_its_number(text):
    """It is a value of its own, and none of its digits is a time, a piece of a number or of an address."""
    assert heard(text) == {"phone_number": "+12125550199", "extension": "45"}


def test_an_extension_alone_is_no_piece_of_a_number():
    """ "Extension 4507" completes nothing that was said before."""
    found = heard("yes and it's extension four five oh seven")
    assert found["extension"] == "4507"
    assert not {"phone_piece", "time"} & found.keys()


def test_a_time_goes_on_after_the_place_of_its_zone():
    """ "Ten Eastern time in the morning" is one time, and a place."""
    assert heard("tuesday at ten eastern time please")["place"] == "America/New_York"
    assert times("tuesday at ten eastern time please") == (When(Weekday(1), Clock(10)),)


def test_a_spelled_name_may_be_an_address_too():
    """ "It's J, O, H, N": the question decides which it is: a name, an address or a correction."""
    found = heard("it's j o h n")
    assert (found["name_piece"], found["email_piece"]) == ("John", "john")
    assert "respell" in found["email_edit"]
    assert "person_name" not in found


def test_a_name_that_is_said_to_be_one_is_no_address():
    """ "My name is John" answers no question about an address, spelled or not."""
    for text in ("my name is john smith", "my name is j o h n"):
        assert heard(text).keys() == {"person_name"}


@pytest.mark.parametrize(
    ("text", "piece"),
    [("john at localhost dot test", "john@localhost.test"), ("it's john dot smith", "john.smith")],
)
def test_a_piece_of_an_address_is_told_as_it_was_said(text, piece):
    """What cannot be an address is told whole, so that it can be refused aloud."""
    assert heard(text)["email_piece"] == piece


@given(
    st.lists(
        st.sampled_from(sorted(listed("ten please it's ann lee at gmail dot com j o h n two one my is")))
    )
)
def test_words_are_claimed_once(words):
    """A time, a number, an address, a place and a name never share a word."""
    text = " ".join(words)
    kinds = ("email", "phone_number", "place", "time", "person_name")
    spans = sorted(span for found in turn.hear(text) if found.kind in kinds for span in found.spans)
    assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))


def test_digits_put_right_are_told_beside_the_hours_they_could_be():
    """ "It's twelve, not twenty" is about hours or about digits: what was read back decides."""
    assert {"time", "email_edit"} <= heard("it's twelve not twenty").keys()
    assert "email_edit" not in heard("tuesday not wednesday")


def test_another_reading_adds_only_what_is_missing():
    """Its time counts where the turn has none, and its yes never."""
    (other,) = turn.hear_otherwise(["yes friday at ten", "monday"], turn.hear("guess fry they"))
    assert other.kind == "other_time"
    assert turn.hear_otherwise(["friday at ten"], turn.hear("monday")) == ()
