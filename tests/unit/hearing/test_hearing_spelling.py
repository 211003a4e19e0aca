"""Letters, code words, digits and signs as units."""

import pytest

from direct_booking.hearing.counting import number
from direct_booking.hearing.mail_domains import one_slip, snap
from direct_booking.hearing.spelling import Kind, characters, units

SPELLED = [
    ("whiskey 2 0 alpha bravo", "w20ab"),
    ("whiskey to zero alpha bravo", "w20ab"),
    ("M as in Mary", "m"),
    ("n as in mary", "m"),
    ("you as in uncle", "u"),
    ("c as in sea", "c"),
    ("x as in extra", "x"),
    ("S as in San Francisco, f", "sf"),
    ("i as in ice, c as in cat", "ic"),
    ("double you as in william", "w"),
    ("d for dog", "d"),
    ("L Lima, d 4 Delta", "ld"),
    ("the letter O, the number zero", "o0"),
    ("o n e double s", "oness"),
    ("m i two l's e r", "miller"),
    ("capital J, small o", "jo"),
    ("aitch ess zed", "hsz"),
    ("s t u why x see z", "stuyxcz"),
    ("double u", "w"),
    ("four, twenty two, nineteen, oh", "422190"),
    ("a. b. c.", "abc"),
    ("a dash b underscore c", "a-b_c"),
]


@pytest.mark.parametrize(("said", "written"), SPELLED)
def test_spelling_becomes_characters(said: str, written: str) -> None:
    """Every way to say a character gives that character."""
    assert characters(said) == written


def test_units_know_where_they_were_said() -> None:
    """Offsets are those of the text as it came."""
    said = "Um, M as in Mary; at sign"
    assert [(unit.kind, said[unit.start : unit.end]) for unit in units(said)] == [
        (Kind.ASIDE, "Um"),
        (Kind.LETTER, "M as in Mary"),
        (Kind.AT, "at sign"),
    ]


@pytest.mark.parametrize("word", ["mike", "november", "charlie smith", "oscar wilde"])
def test_a_code_word_alone_is_a_word(word: str) -> None:
    """Mike, November and Charlie are letters only among letters."""
    assert all(unit.kind is Kind.WORD for unit in units(word))


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("one two", ("1", 1)),
        ("twenty two", ("22", 2)),
        ("twenty", ("20", 1)),
        ("seventeen", ("17", 1)),
        ("two thousand", ("2000", 2)),
        ("two thousand and five", ("2005", 4)),
        ("three hundred ten", ("310", 3)),
        ("zero", ("0", 1)),
        ("and", ("", 0)),
        ("", ("", 0)),
    ],
)
def test_number_words_become_one_group_of_digits(words: str, digits: tuple[str, int]) -> None:
    """The first number of a list of words is taken, and no more."""
    assert number(words.split()) == digits


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("hotmal.com", "hotmail.com"),
        ("outlok.com", "outlook.com"),
        ("gmail.com", "gmail.com"),
        ("mail.com", "mail.com"),
        ("email.com", "email.com"),
        ("ymail.com", "ymail.com"),
        ("yahoo.co.uk", "yahoo.co.uk"),
        ("mycompany.com", "mycompany.com"),
        ("gmx.com", "gmx.com"),
        ("aoi.com", "aoi.com"),
    ],
)
def test_only_a_famous_domain_is_snapped_to(domain: str, meant: str) -> None:
    """One slip in a long famous name is put right; everything else stays as it was said."""
    assert snap(domain) == meant


def test_one_slip_is_one_letter_or_one_swap() -> None:
    """Two slips are two."""
    assert one_slip("gmail", "gmial")
    assert one_slip("gmail", "gmai")
    assert not one_slip("gmail", "gmail")
    assert not one_slip("gmail", "gamli")
