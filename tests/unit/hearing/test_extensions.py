"""An extension is digits behind a number, and no number of its own."""

import pytest

from direct_booking.hearing import extensions, phones

SAID = [
    ("two one two five five five oh one two three extension twelve", "12"),
    ("extension one two", "12"),
    ("it's extension four oh seven", "407"),
    ("and my extension is triple two", "222"),
    ("with the extension number nine", "9"),
    ("ext. 4 5 at ten on tuesday", "45"),
    ("646-555-0100 x12", "12"),
    ("extension um thirty one please", "31"),
    ("no, extension fifteen not fifty", "15"),
    ("extension twelve, I mean extension thirteen", "13"),
    ("yes, at extension two hundred", "200"),
]
NOT_ONE = [
    "an extension of two weeks", "can I get an extension on friday at two", "there is no extension",
    "extension", "extension please call me at five", "extension plus four four", "two x four",
    "extension 123456789", "",
]  # fmt: skip


@pytest.mark.parametrize(("said", "digits"), SAID)
def test_an_extension_is_heard_anywhere(said: str, digits: str) -> None:
    """Behind a number or alone, as words or as figures; of several, the last."""
    heard = extensions.hear(said)
    assert heard is not None
    assert heard.digits == digits


@pytest.mark.parametrize("said", NOT_ONE)
def test_other_digits_are_no_extension(said: str) -> None:
    """More time is asked for with the same word; and what is too long was something else."""
    assert extensions.hear(said) is None


def test_an_extension_is_kept_apart() -> None:
    """The extension is no part of the number, and the words of both are told."""
    said = "call 212 555 0123 extension four five at two"
    number, extension = phones.hear(said), extensions.hear(said)
    assert number is not None
    assert extension is not None
    assert (number.number, extension.digits) == ("+12125550123", "45")
    assert said[number.start : number.end] == "212 555 0123"
    assert said[extension.start : extension.end] == "extension four five"
