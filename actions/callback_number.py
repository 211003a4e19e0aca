"""The number to call the caller back on, and its extension: taken at once or in parts, put right, confirmed.

SPEC 4.5. Whether one is needed is decided in ``contact``; how words become a number, in
``direct_booking.hearing.phones``.
"""

from actions.slots import Slots
from actions.turn import Turn
from actions.values import NUMBER_QUESTIONS
from direct_booking.hearing import edits, phones
from direct_booking.saying import numbers

OWN_AFTER = 2  # numbers that were wrong or not whole, before the caller's own is proposed if it is alike
GIVE_UP_AFTER = 4  # ... before the number is given up
LONGEST = 17  # digits that are kept of a number that is not complete
_TOO_LONG = 12  # digits in parts that make no number any more
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
    if confirmed:
        slots["number_failures"] = 0
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
        if turn.asked == "number_confirmed" and slots["callback_number"] not in (None, number):
            _failed(slots)
        set_number(slots, number, extension)
        return True
    if slots["number_part"] != part:
        return True
    if turn.asked != "number_confirmed" or turn.speaks_of_time:
        return False
    if turn.answer is True:
        slots.set(number_confirmed=True, number_failures=0)
    elif turn.answer is False or turn.intent == "give_number":
        _failed(slots)
        set_number(slots, None)
        slots["number_question"] = "again" if int(slots["number_failures"] or 0) > 1 else "which"
    else:
        return False
    return True


def is_given_up(slots: Slots) -> bool:
    """Whether the number was wrong, or not whole, too often to be asked for once more. Pure."""
    return int(slots["number_failures"] or 0) >= GIVE_UP_AFTER


def _failed(slots: Slots) -> None:
    slots["number_failures"] = int(slots["number_failures"] or 0) + 1


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
    for written in (_joined(slots["number_part"], digits), digits):
        number = phones.complete(written, region=_home(turn), like=slots["own_number"])
        if number is not None:
            turn.forget("time")  # these digits are none
            return number
    if turn.answer is True:
        return None  # "yes, the one that ends in 0123"
    turn.forget("time")
    return _one_more_part(turn, digits)


def _one_more_part(turn: Turn, digits: str) -> str | None:
    """Keep what there is, so that the rest is asked for; or the caller's own number, when it was meant."""
    slots = turn.slots
    part, whole = slots["number_part"] or "", _joined(slots["number_part"], digits)
    said_anew = part and (len(digits) >= LONG_ENOUGH or part.endswith(digits) or len(whole) > _TOO_LONG)
    if said_anew or turn.asked == "number_confirmed":
        _failed(slots)
        whole = digits
        own = slots["own_number"]
        if slots["number_failures"] == OWN_AFTER and own and phones.resembles(digits, own):
            return own
    slots.set(callback_number=None, number_part=whole[:LONGEST], number_question="rest")
    return None


def _joined(part: str | None, digits: str) -> str:
    """The digits so far and these; or these alone, when they begin with those again."""
    return part + digits.removeprefix("+") if part and not digits.startswith(part) else digits


def _home(turn: Turn) -> str:
    """The country whose numbers are dialled as they are there: that of the number that was called."""
    return phones.region_of(turn.called_number) or "US"
