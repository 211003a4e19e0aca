"""A hundred ways to say a telephone number, by phenomenon; and digits that are only a part of one."""

import pytest
from said_tables import said

from direct_booking.hearing import extensions, phones
from direct_booking.hearing.corrections import hear_edit


@pytest.mark.parametrize(("text", "number"), said("numbers_said.txt"))
def test_a_number_is_heard_as_it_was_meant(text: str, number: str | None) -> None:
    """Groups, doubles, hundreds, extensions and country codes give one number, other digits none."""
    heard = phones.hear(text, asked=True)
    extension = extensions.hear(text)
    told = heard.number if heard else None
    assert (f"{told} x{extension.digits}" if extension else told) == number


@pytest.mark.parametrize(("text", "number"), said("numbers_said_in_britain.txt"))
def test_a_number_of_another_country_is_heard_there(text: str, number: str) -> None:
    """Where the business is elsewhere, numbers are dialled as they are there."""
    heard = phones.hear(text, asked=True, region="GB")
    assert heard is not None
    assert heard.number == number


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("two one two", "212"),
        ("it's five five five oh one two three", "5550123"),
        ("country code four four and then two oh seven", "+44207"),
        ("at two", None),
        ("no", None),
        ("", None),
    ],
)
def test_a_part_of_a_number_is_kept_as_digits(text: str, digits: str | None) -> None:
    """What is no whole number yet is told as its digits, so that the rest can be asked for."""
    assert phones.hear_digits(text) == digits


@pytest.mark.parametrize(
    ("digits", "like", "number"),
    [
        ("2125550123", None, "+12125550123"),
        ("5550123", "+12125550199", "+12125550123"),
        ("5550123", None, None),
        ("212", "+12125550199", None),
        ("07911123456", "+447700900123", "+447911123456"),
        ("2125550123", "+447700900123", "+12125550123"),
        ("5550123", "anonymous", None),
    ],
)
def test_parts_are_completed_as_the_caller_would_dial_them(digits, like, number) -> None:
    """The caller's own country and area code complete what is dialled without them."""
    assert phones.complete(digits, like=like) == number


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("no, it ends in three two", "+12125550132"),
        ("it ends with four five six seven", "+12125554567"),
        ("the last four are four five six seven", "+12125554567"),
        ("the last digit is four", "+12125550124"),
        ("the area code is six four six", "+16465550123"),
        ("area code six four six", "+16465550123"),
        ("oh one three two not oh one two three", "+12125550132"),
        ("the first three are six four six", "+16465550123"),
        ("the zero is a nine", "+12125559123"),
        ("seven not zero", "+12125557123"),
        ("no, zero one three two at the end", "+12125550132"),
        ("the two is a nine", None),
        ("m as in mary", None),
    ],
)
def test_a_number_is_put_right_in_place(text: str, right: str | None) -> None:
    """A correction of some digits changes just those."""
    assert phones.amended("+12125550123", hear_edit(text)) == right
