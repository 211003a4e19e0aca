"""The question that is open outside a form, asked again after a digression; inside, the form does."""

from rasa_sdk.events import EventType

from actions.desk import DeskAction
from actions.turn import Turn

QUESTIONS = {
    "help": "utter_how_can_i_help",
    "anything_else": "utter_anything_else",
    "person": "utter_ask_person",
}

# What a question is for, where it is not for the e-mail; the ending of the response that says so.
WHY = {
    "caller_name": "name",
    "callback_wanted": "callback",
    "text_wanted": "text",
    "callback_number": "number",
    "number_confirmed": "number",
}


def ask_again(turn: Turn) -> None:
    """Say the question that is open, unless a form is about to."""
    if turn.form is None:
        turn.say(QUESTIONS[turn.slots["open_question"] or "help"])


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
    """After a digression outside a form, ask again what was asked last.

    Reads:   open_question
    Says:    utter_how_can_i_help | utter_anything_else | utter_ask_person
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Say the question that is open."""
        ask_again(turn)
        return []
