"""Corrections of an address that was read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.hearing.correcting import correct
from direct_booking.hearing.corrections import hear_edit
from direct_booking.hearing.edits import Edit, edits_from_text, edits_to_text

PLACED = [
    ("no, M as in Mary", "nary@x.com", "mary@x.com"),
    ("No, it's M, as in Mary.", "nary@x.com", "mary@x.com"),
    ("that's m for mother", "nary@x.com", "mary@x.com"),
    ("n as in november", "sam@x.com", "san@x.com"),
    ("it's s as in sam", "fam@x.com", "sam@x.com"),
    ("s", "fam@x.com", "sam@x.com"),
    ("it's n as in nancy not m", "sam@x.com", "san@x.com"),
    ("it's an n, not an m", "sam@x.com", "san@x.com"),
    ("not b, it's d", "ab@x.com", "ad@x.com"),
    ("B as in boy, not D as in dog", "dob@x.com", "bob@x.com"),
    ("sierra not foxtrot", "fam@x.com", "sam@x.com"),
    ("change the f to an s", "fam@x.com", "sam@x.com"),
    ("no the b is a v", "bern@x.com", "vern@x.com"),
    ("the two is a three", "a2@x.com", "a3@x.com"),
    ("zero not o", "jo@x.com", "j0@x.com"),
    ("j o h n not j o n", "jon@x.com", "john@x.com"),
    ("the third letter is t", "sam@x.com", "sat@x.com"),
    ("the third letter is t", "j.sam@x.com", "j.stm@x.com"),
    ("the second one is a d", "sam@x.com", "sdm@x.com"),
    ("the last letter is s", "sam@x.com", "sas@x.com"),
    ("the second letter should be e not a", "jane@x.com", "jene@x.com"),
    ("the first letter is s as in sam and the third letter is d", "fab@x.com", "sad@x.com"),
    ("it starts with an s", "fam@x.com", "sam@x.com"),
    ("two t's", "mat@x.com", "matt@x.com"),
    ("double t", "mat@x.com", "matt@x.com"),
    ("only one l", "bill@x.com", "bil@x.com"),
    ("there's no dot", "m.at@x.com", "mat@x.com"),
    ("no dash", "c-arl@x.com", "carl@x.com"),
    ("remove the last letter", "carl@x.com", "car@x.com"),
    ("add a 2 at the end", "jon@x.com", "jon2@x.com"),
    ("there's no 2 at the end", "sam2@x.com", "sam@x.com"),
    ("a dot after the j", "jsmith@x.com", "j.smith@x.com"),
    ("dash instead of dot", "m.at@x.com", "m-at@x.com"),
    ("it's j o n", "john@x.com", "jon@x.com"),
    ("it's doe d o e", "jane.dow@x.com", "jane.doe@x.com"),
    ("lee is spelled l e i g h", "ann.lee@x.com", "ann.leigh@x.com"),
    ("it's twenty three", "sam22@x.com", "sam23@x.com"),
    ("with an h", "jon@x.com", "john@x.com"),
    ("it's smith with a y", "smith@x.com", "smyth@x.com"),
    ("it's dot co dot uk", "mat@x.com", "mat@x.co.uk"),
    ("dot org", "mat@x.com", "mat@x.org"),
    ("gmail not hotmail", "mat@hotmail.com", "mat@gmail.com"),
    ("no at yahoo dot com", "mat@x.com", "mat@yahoo.com"),
    ("s not f", "mat@xqft.com", "mat@xqst.com"),
]


@pytest.mark.parametrize(("said", "address", "right"), PLACED)
def test_a_correction_is_placed(said: str, address: str, right: str) -> None:
    """A correction in the caller's words changes just what was meant, and travels as text."""
    edits = hear_edit(said)
    assert edits_from_text(edits_to_text(edits)) == edits
    assert correct(address, edits) == right


NOWHERE = [
    ("it's n as in nancy not m", "mamm@x.com"),
    ("M as in Mary", "nan@x.com"),
    ("M as in Mary", "bob@x.com"),
    ("the ninth letter is s", "bob@x.com"),
    ("only one l", "bob@x.com"),
    ("with an h", "bob@x.com"),
    ("s", "not an address"),
]


@pytest.mark.parametrize(("said", "address"), NOWHERE)
def test_a_correction_without_one_place_is_not_guessed(said: str, address: str) -> None:
    """When two letters, or none, could be meant, nothing is changed."""
    assert correct(address, hear_edit(said)) is None


@pytest.mark.parametrize(
    "said",
    [
        "yes",
        "no",
        "no that's wrong",
        "tuesday at two",
        "no problem",
        "",
        "I don't know",
        "a",
        "monday or tuesday",
        "that's all I need",
        "yes, that one is good",
        "no, I do not need anything else",
    ],
)
def test_talk_is_no_correction(said: str) -> None:
    """An answer or a time holds no correction."""
    assert hear_edit(said) == ()


EDITS = st.builds(
    Edit,
    verb=st.sampled_from(
        ["letter", "replace", "place", "double", "single", "remove", "append", "prepend", "after", "before"]
        + ["respell", "with", "domain", "ending"]
    ),
    new=st.text("abcmn.-2", max_size=4),
    old=st.text("abcmn.-2", max_size=3),
    position=st.integers(-3, 9),
)


@given(st.lists(EDITS, max_size=3).map(tuple), st.from_regex(r"[a-z][a-z.]{0,6}@x\.com", fullmatch=True))
def test_any_edit_travels_and_applies_without_an_error(edits: tuple[Edit, ...], address: str) -> None:
    """Edits survive the way through text, and applying any of them gives one address or none."""
    assert edits_from_text(edits_to_text(edits)) == edits
    changed = correct(address, edits)
    assert changed is None or changed.count("@") == 1


@pytest.mark.parametrize("text", ["", "{", "3", '[{"nonsense": 1}]', "[3]"])
def test_text_that_holds_no_edits_is_refused(text: str) -> None:
    """What was not written by the product is a ValueError and nothing else."""
    with pytest.raises(ValueError, match=r"."):
        edits_from_text(text)
