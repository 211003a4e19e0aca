"""When nothing was understood: the question is asked again, and climbs the ``ladder``.

Silence is in ``call``; a failure of the machinery becomes a sentence in ``desk``.
"""

from rasa_sdk.events import EventType, FollowupAction

from actions.asking import ask_again
from actions.desk import DeskAction
from actions.turn import Turn

LEFT_TO_FORMS = frozenset({"nlu_fallback"})  # the form that is active asks its question after it


class ActionNotUnderstood(DeskAction):
    """Say that nothing was understood, and ask again; a form that is active does both by itself.

    Reads:   open_question, can_transfer
    Writes:  open_question, asked_for, asked_times
    Says:    utter_not_understood | utter_how_can_i_help | utter_anything_else | utter_ask_person |
             utter_easier_help | utter_easier_yes_no | utter_what_i_do | utter_goodbye_lost
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Also Rasa's last resort: with something said already, all that is left is to listen."""
        if turn.has_spoken:
            return [FollowupAction("action_listen")]
        turn.is_lost = True
        if turn.form is not None and turn.intent not in LEFT_TO_FORMS:
            turn.say("utter_not_understood")
        return await ask_again(turn)
