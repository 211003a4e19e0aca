"""What pressed keys say, in the words that a caller would have used."""

from direct_booking.channels.turns import Expectation

PERSON, REPEAT = "speak to a person", "repeat that"
NOT_UNDERSTOOD = "/nlu_fallback"


def words_of(keys: str, expects: Expectation) -> str:
    """The words, or ``NOT_UNDERSTOOD``. Pure.

    ``0`` asks for a person and ``*`` for the question again, at every question; a number that was asked for
    may hold both.

    >>> yes_no = Expectation("yes_no", keys=(("1", "yes"), ("2", "no")))
    >>> words_of("1", yes_no), words_of("0", yes_no), words_of("7", yes_no)
    ('yes', 'speak to a person', '/nlu_fallback')
    >>> words_of("2125550123", Expectation("number", digits=True))
    '2125550123'
    """
    pressed = "".join(key for key in keys if key in "0123456789*#")
    digits = pressed.strip("*#")
    if expects.digits and len(digits) > 1 and digits.isdigit():
        return digits
    if pressed.strip("#") == "0":
        return PERSON
    if pressed.strip("#") == "*":
        return REPEAT
    return dict(expects.keys).get(digits, NOT_UNDERSTOOD)
