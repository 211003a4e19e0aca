"""Which turns a form leaves to the rules, and which it takes in although they seem to be about else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.values import CONTACTS, DIGITS, EMAIL_QUESTIONS, NUMBER_QUESTIONS, OTHERWISE, PIECES, VALUES
from direct_booking.hearing.edits import edits_from_text

if TYPE_CHECKING:
    from actions.turn import Turn

SURE = 0.7

HEARD_DESPITE_INTENT = {
    "nlu_fallback": VALUES,
    "greet": VALUES,
    "ask_wait": VALUES - {"answer"},
    "out_of_scope": CONTACTS,
    "choose_time": CONTACTS,
}
# Words of a message look like anything; so few, and so clear, are none.
NO_MESSAGE = {"greet": 4, "thank": 4, "request_appointment": 9}
# Intents of a turn that speaks of a time because the caller means one.
ABOUT_TIME = frozenset(
    {
        "request_appointment",
        "choose_time",
        "move_appointment",
        "cancel_appointment",
        "change_other_appointment",
        "ask_booking",
        "leave_message",
    }
)
# While letters are said, what is left of them on a bad line looks like any of these.
SPELLED = frozenset({"domain", "letter", "respell"})
LIKE_LETTERS = frozenset({"ask_format", "ask_booking", "ask_length", "ask_who", "out_of_scope"})


def is_digression(turn: Turn) -> bool:
    """Whether this turn is for the rules: an ignored intent, unless it holds a value all the same. Pure."""
    if turn.intent not in turn.ignored_intents:
        return False
    if turn.asked == "message_body" and (turn.confidence < SURE or _is_part_of_message(turn)):
        return False
    if _gives_up_email(turn) or _is_address(turn):
        return False
    if turn.intent == "say_goodbye" and _dictated(turn) & turn.heard.keys():
        return False  # "bye bye bye, zero one two three"
    if turn.form == "message_form" or turn.intent not in HEARD_DESPITE_INTENT:
        return True
    if _is_heard_otherwise(turn):
        return False
    return not (HEARD_DESPITE_INTENT[turn.intent] | _dictated(turn)) & turn.heard.keys()


def means_its_time(turn: Turn) -> bool:
    """Whether a time is one where letters are said: "I as in ice" arrives as "I have tonight". Pure."""
    ranking = turn.ranking or (turn.intent,)
    return ranking[0] in ABOUT_TIME


def _is_heard_otherwise(turn: Turn) -> bool:
    """Whether another reading answers what was asked; the first one's intent then says nothing."""
    kind, other = OTHERWISE.get(turn.asked or "", ("", ""))
    return other in turn.heard and turn.heard.get(kind) == turn.heard[other]


def _dictated(turn: Turn) -> frozenset[str]:
    """Pieces of what was asked for, which look like little else: letters, or digits."""
    letters = sum(len(word) == 1 for word in turn.text.split()) > 1
    spelling = turn.intent == "nlu_fallback" or letters
    if turn.asked in EMAIL_QUESTIONS and spelling:
        return PIECES
    return DIGITS if turn.asked in NUMBER_QUESTIONS else frozenset()


def _is_address(turn: Turn) -> bool:
    """Whether it is an address, or what a line left of one, in answer to the question for it."""
    if turn.asked not in EMAIL_QUESTIONS or turn.intent in ("ask_repeat", "ask_person"):
        return False
    if "@" in turn.heard.get("email_piece", ""):
        return True
    spelled = SPELLED & {edit.verb for edit in edits_from_text(turn.heard.get("email_edit", "[]"))}
    return turn.intent in LIKE_LETTERS and (turn.confidence < SURE or bool(spelled))


def _is_part_of_message(turn: Turn) -> bool:
    """ "Hello, please tell him that I called"."""
    most = NO_MESSAGE.get(turn.intent)
    return most is not None and len(turn.text.split()) > most


def _gives_up_email(turn: Turn) -> bool:
    """ "No, never mind", asked where to send the link, gives up the link and not the appointment."""
    no_link = turn.slots["email_question"] == "video" or turn.answer is False
    return turn.asked == "email" and turn.intent == "stop_booking" and no_link
