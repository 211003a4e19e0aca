"""Asking: the next question of a form, and the one that is open outside; each climbs the ``ladder``."""

from collections.abc import Callable

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions.callback_number import is_given_up
from actions.desk import DeskAction, get, off_loop
from actions.ladder import ANOTHER_WAY, Way, climbed, go_another_way, say_why
from actions.slots import Slots
from actions.turn import Turn
from actions.values import NUMBER_QUESTIONS

QUESTIONS = {
    "help": "utter_how_can_i_help",
    "anything_else": "utter_anything_else",
    "person": "utter_ask_person",
}
PERSON_AFTER = 7  # times that "How can I help?" and what follows it led nowhere
NO_LOOP = [ActiveLoop(None), SlotSet("requested_slot", None)]

# What a question is for, where it is not for the e-mail; the ending of the response that says so.
WHY = {
    "caller_name": "name",
    "callback_wanted": "callback",
    "text_wanted": "text",
    "callback_number": "number",
    "number_confirmed": "number",
}


async def ask(turn: Turn, next_question: Callable[[Slots], str | None]) -> list[EventType]:
    """The next question of the form that is active, another one where the same led nowhere too often.

    Args:
        next_question: the first question that is still open; None when all is said.
    """
    question = next_question(turn.slots)
    if question is None or (turn.is_digression and not turn.after_digression):
        return turn.ask(question)
    times = climbed(turn, question)
    if times < ANOTHER_WAY and not (question in NUMBER_QUESTIONS and is_given_up(turn.slots)):
        say_why(turn, question, times)
        return turn.ask(question)
    way = await go_another_way(turn, question)
    if way is Way.LEAVE:
        return leave_form(turn)
    question = next_question(turn.slots) if way is Way.ANOTHER_QUESTION else None
    if question is not None:
        climbed(turn, question)
    return turn.ask(question)


def leave_form(turn: Turn) -> list[EventType]:
    """What was begun is left as it was, and the form with it."""
    slots = turn.slots
    slots.clear("message_body")
    slots["open_question"] = "anything_else"
    if not turn.has_spoken:
        turn.say("utter_given_up")
    turn.say("utter_anything_else")
    return [*slots.events(), *NO_LOOP]


async def ask_again(turn: Turn, asks: Callable[[], None] | None = None, *, first: int = 2) -> list[EventType]:
    """Say the question that is open, unless a form is about to; returns the slots and what else follows.

    Args:
        asks: says it in other words than its own.
        first: see ``climbed``: outside a form a question was asked before it is asked here.
    """
    slots = turn.slots
    if turn.form is not None:
        return slots.events()
    question = slots["open_question"] or "help"
    times = climbed(turn, question, first=first)
    if times >= ANOTHER_WAY:
        return await _go_on_without(turn, question, times)
    if asks is None:
        say_why(turn, question, times)
        turn.say(QUESTIONS[question])
    else:
        asks()
    return slots.events()


async def _go_on_without(turn: Turn, question: str, times: int) -> list[EventType]:
    """What can be done here, then a person, then goodbye."""
    slots = turn.slots
    if question == "person":
        return await _reach_person_or_end(turn)
    if times >= PERSON_AFTER:
        slots["open_question"] = "person"
        climbed(turn, "person")
        turn.say("utter_ask_person")
    elif times == ANOTHER_WAY:
        turn.say("utter_what_i_do_briefly" if turn.has_spoken else "utter_what_i_do")
    else:
        turn.say(QUESTIONS["help"])
    return slots.events()


async def _reach_person_or_end(turn: Turn) -> list[EventType]:
    if turn.slots["can_transfer"]:
        return [*turn.slots.events(), FollowupAction("action_reach_person")]
    turn.say("utter_goodbye_lost")
    await off_loop(get().calls.end, turn.call_id)
    return [*turn.slots.events(), *NO_LOOP]


class ActionExplainWhy(DeskAction):
    """Say why it is asked: of the question that is open, whatever the words seemed to be about.

    Says:    utter_why_email | utter_why_number | utter_why_name | utter_why_callback | utter_why_text
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """A lone "why" sounds like the commonest one, about the e-mail."""
        about_number = "number" if turn.intent == "ask_why_number" else "email"
        turn.say(f"utter_why_{WHY.get(turn.asked, about_number)}")
        return []


class ActionAskAgain(DeskAction):
    """Ask again what was asked last outside a form; after a yes to "anything else", what it is.

    Reads:   open_question, can_transfer
    Writes:  open_question, asked_for, asked_times
    Says:    utter_how_can_i_help | utter_anything_else | utter_ask_person | utter_what_i_do |
             utter_what_i_do_briefly | utter_goodbye_lost
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Say the question that is open."""
        if turn.form is None and turn.intent == "affirm" and turn.slots["open_question"] == "anything_else":
            turn.slots["open_question"] = "help"
        return await ask_again(turn)
