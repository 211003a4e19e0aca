"""The ladder: what follows when the same question is asked again and again, and the call gets no further.

    2nd time   in other words, after an excuse or after the answer to what the caller asked
    3rd time   with what would be easier to say: "You can just say yes or no."
    4th time   never: another way is gone, the phone for an e-mail, a call back for a booking, then a person

Every question is counted here, where it is asked again is in ``asking``. Silence has a ladder of its own in
``call``, offers that are declined in ``choosing``, and addresses that are wrong in ``hearing.dictation``.
"""

import hashlib
from enum import Enum
from itertools import islice

from actions.callback_number import set_number
from actions.contact import decline_email
from actions.desk import get, off_loop
from actions.slots import Slots
from actions.turn import Turn
from actions.values import EMAIL_QUESTIONS, NUMBER_QUESTIONS

EASIER, ANOTHER_WAY = 3, 4  # the same is asked three times in a row at most

# What a question is asked about, as far as the caller hears it: when one of these is another, the call got
# further.
HEARD_IN_QUESTIONS = (
    "appointment_text",
    "callback_number",
    "callback_wanted",
    "caller_name",
    "email_letters",
    "email_local",
    "email_question",
    "email_spelled",
    "meeting_type",
    "number_part",
    "number_question",
    "offer_kind",
    "offer_text",
    "text_wanted",
)
# What is answered by something else than the question alone: only the same once more is no progress.
ANSWERED = frozenset(
    {
        "ask_booking",
        "ask_format",
        "ask_length",
        "ask_repeat",
        "ask_text",
        "ask_wait",
        "ask_who",
        "ask_why_email",
        "ask_why_number",
        "change_other_appointment",
        "out_of_scope",
        "say_place",
        "start_over",
        "thank",
    }
)
EASIER_TO_SAY = {
    "anything_else": "utter_easier_anything_else",
    "appointment_time": "utter_easier_time",
    "caller_name": "utter_easier_name",
    "callback_number": "utter_easier_number",
    "email": "utter_easier_email",
    "email_confirmed": "utter_easier_read_back",
    "help": "utter_easier_help",
    "message_body": "utter_easier_message",
}


def climbed(turn: Turn, question: str, *, first: int = 1) -> int:
    """How often this question is asked in a row with this turn; a turn counts once.

    Args:
        first: what a question counts that is another one than the last.
    """
    slots = turn.slots
    about = _about(slots, turn.form, question)
    message_id, _, before = (slots["asked_for"] or "").partition(" ")
    times = int(slots["asked_times"] or 0)
    has_begun = turn.form is not None and turn.asked is None
    if before != about or (has_begun and message_id != turn.message_id):
        times = first
    elif message_id != turn.message_id and not _is_answered_otherwise(turn):
        times += 1
    slots.set(asked_for=f"{turn.message_id} {about}", asked_times=times)
    return times


def _about(slots: Slots, form: str | None, question: str) -> str:
    parts = [form, question, *(slots[name] for name in HEARD_IN_QUESTIONS)]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _is_answered_otherwise(turn: Turn) -> bool:
    if turn.intent == "caller_silent":
        return True
    return turn.intent in ANSWERED and turn.intent != _intent_before(turn)


def _intent_before(turn: Turn) -> str | None:
    """The intent of the turn before this one."""
    said = (event for event in reversed(turn.events) if event.get("event") == "user")
    before = next(islice(said, 1, None), {})
    return (before.get("parse_data") or {}).get("intent", {}).get("name")


def say_why(turn: Turn, question: str, times: int) -> None:
    """Before a question that is asked once more: an excuse, or what would be easier to say."""
    if turn.has_spoken:
        return
    was_lost = turn.is_lost or (turn.after_digression and turn.intent == "nlu_fallback")
    if times >= EASIER:
        turn.say(EASIER_TO_SAY.get(question, "utter_easier_yes_no"))
    elif was_lost:
        turn.say("utter_not_understood")


class Way(Enum):
    """Where a form goes from a question that leads nowhere."""

    ANOTHER_QUESTION = "another question"
    DONE = "done with what there is"
    LEAVE = "left as it was"


async def go_another_way(turn: Turn, question: str) -> Way:
    """Leave a form's question that leads nowhere."""
    slots = turn.slots
    if question in NUMBER_QUESTIONS:
        slots["number_failures"] = 0
    if question in EMAIL_QUESTIONS:
        decline_email(slots)
        if not turn.has_spoken:
            turn.say("utter_email_given_up")
    elif question == "caller_name":
        slots["name_needed"] = False
    elif question == "cancel_agreed":
        slots["cancel_agreed"] = False
    elif question == "callback_wanted":
        slots["callback_wanted"] = False
    elif question == "text_wanted" or (question in NUMBER_QUESTIONS and slots["text_wanted"]):
        slots.set(text_wanted=False, no_time_because="no_text")
    elif turn.form == "message_form" and question in NUMBER_QUESTIONS:
        set_number(slots, None)
        return Way.DONE
    elif turn.form in ("message_form", "contact_form"):
        return Way.LEAVE
    elif question in NUMBER_QUESTIONS and slots["callback_wanted"]:
        slots.set(callback_wanted=False, no_time_because="no_number")
    else:
        if question in NUMBER_QUESTIONS:
            set_number(slots, slots["own_number"])  # a call back goes where the call comes from
        await _give_up_time(turn)
    return Way.ANOTHER_QUESTION


async def _give_up_time(turn: Turn) -> None:
    slots = turn.slots
    understood = turn.spoken is not None
    slots.set(offer_kind="none", no_time_because="none_suits" if understood else "trouble_hearing")
    slots.clear("callback_wanted", "appointment_time", "time_agreed", "text_wanted")
    await off_loop(get().offering.release, turn.call_id)
