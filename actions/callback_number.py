"""The number to call the caller back on, and its extension: taken at once or in parts, put right, confirmed.

SPEC 4.5. Whether one is needed is decided in ``contact``; how words become a number, in
``direct_booking.hearing.phones``.
"""

from actions.slots import Slots
from actions.turn import Turn
from direct_booking.hearing import edits, phones
from direct_booking.saying import numbers

NUMBER_QUESTIONS = ("callback_number", "number_confirmed")
LONGEST = 17  # digits that are kept of a number that is not complete
LONG_ENOUGH = 7  # digits in a row that are no time of the day, where a number was asked for


def next_number_question(slots: Slots) -> str | None:
    """The question about the callback number that is still open, or None. Pure."""
    if not slots["callback_number"]:
        return "callback_number"
    return None if slots["number_confirmed"] else "number_confirmed"


def set_number(
    slots: Slots, number: str | None, extension: str | None = None, *, confirmed: bool | None = None
) -> None:
    """Keep a callback number and its extension, as they will be read back."""
    spoken = numbers.say_number(number, extension) if number else None
    slots.set(
        callback_number=number,
        number_extension=extension,
        number_spoken=spoken,
        number_confirmed=confirmed,
        number_part=None,
    )


def is_about(written: str | None, turn: Turn) -> bool:
    """Whether digits that are said to be wrong stand in what was read back: then they are no hours."""
    said = edits.edits_from_text(turn.heard.get("email_edit", "[]"))
    return bool(said and written) and all(
        each.verb == "replace" and each.old.isdigit() and each.old in written for each in said
    )


def hear_number(turn: Turn) -> bool:
    """Take in what a turn says about the number, and the answers to questions about it.

    Returns:
        Whether anything was taken in.
    """
    slots = turn.slots
    part = slots["number_part"]
    extension = None if slots["text_wanted"] else turn.heard.get("extension")  # no text reaches one
    number = turn.heard.get("phone_number")
    if number is None and (number := _number_in_parts(turn)):
        extension = extension or slots["number_extension"]  # only some digits were put right
    if number is None and extension is not None:
        number = slots["callback_number"]
    if number is not None:
        set_number(slots, number, extension)
        return True
    if slots["number_part"] != part:
        return True
    if turn.asked != "number_confirmed" or turn.speaks_of_time:
        return False
    if turn.answer is True:
        slots["number_confirmed"] = True
    elif turn.answer is False or turn.intent == "give_number":
        set_number(slots, None)
        slots["number_question"] = "which"
    else:
        return False
    return True


def _number_in_parts(turn: Turn) -> str | None:
    """A number that was corrected in place, or is complete with what was said before or the caller's own."""
    slots = turn.slots
    if turn.asked not in NUMBER_QUESTIONS:
        return None
    said = edits.edits_from_text(turn.heard.get("email_edit", "[]"))
    before = slots["callback_number"] if turn.asked == "number_confirmed" else None
    amended = phones.amended(before, said) if before else None
    if amended is not None and amended != slots["callback_number"]:
        if is_about(before, turn):
            turn.forget("time")
        return amended
    digits = turn.heard.get("phone_piece")
    if digits is None or turn.speaks_of_time and not slots["number_part"] and len(digits) < LONG_ENOUGH:
        return None
    whole = (slots["number_part"] or "") + digits.removeprefix("+" if slots["number_part"] else "")
    for written in (whole, digits):
        number = phones.complete(written, region=_home(turn), like=slots["own_number"])
        if number is not None:
            turn.forget("time")  # these digits are none
            return number
    if turn.answer is True:
        return None  # "yes, the one that ends in 0123"
    turn.forget("time")
    slots.set(callback_number=None, number_part=whole[:LONGEST], number_question="rest")
    return None


def _home(turn: Turn) -> str:
    """The country whose numbers are dialled as they are there: that of the number that was called."""
    return phones.region_of(turn.called_number) or "US"
