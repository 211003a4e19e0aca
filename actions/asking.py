"""The question that is open outside a form, asked again after a digression; inside, the form does."""

from rasa_sdk.events import EventType

from actions.desk import DeskAction
from actions.turn import Turn

QUESTIONS = {
    "help": "utter_how_can_i_help",
    "anything_else": "utter_anything_else",
    "person": "utter_ask_person",
}


def ask_again(turn: Turn) -> None:
    """Say the question that is open, unless a form is about to."""
    if turn.form is None:
        turn.say(QUESTIONS[turn.slots["open_question"] or "help"])


class ActionAskAgain(DeskAction):
    """After a digression outside a form, ask again what was asked last.

    Reads:   open_question
    Says:    utter_how_can_i_help | utter_anything_else | utter_ask_person
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Say the question that is open."""
        ask_again(turn)
        return []
