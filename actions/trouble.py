"""When nothing was understood: ask again, and the third time in a row go another way.

Silence is in ``call``; a failure of the machinery becomes a sentence in ``desk``.
"""

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions.asking import ask_again
from actions.contact import EMAIL_QUESTIONS, decline_email
from actions.desk import DeskAction, get, off_loop
from actions.turn import Turn

PATIENCE = 3  # the same question is asked three times in a row at most


async def misheard(turn: Turn) -> None:
    """Say that nothing was understood, in other words each time; then stop asking what is not understood."""
    slots = turn.slots
    count = (slots["misheard"] or 0) + 1
    slots["misheard"] = count if count < PATIENCE else 0
    if count < PATIENCE:
        turn.say("utter_not_understood_again" if count > 1 else "utter_not_understood")
    else:
        await _go_another_way(turn)


async def _go_another_way(turn: Turn) -> None:
    """The phone instead of an e-mail, a call back instead of a booking, and what was booked as it was."""
    slots = turn.slots
    if turn.asked in EMAIL_QUESTIONS:
        decline_email(slots)
        turn.say("utter_email_given_up")
    elif turn.asked == "caller_name":
        slots["name_needed"] = False
    elif turn.asked == "text_wanted":
        slots.set(text_wanted=False, no_time_because="no_text")
    elif turn.asked == "callback_wanted":
        slots["callback_wanted"] = False
    elif turn.form in ("booking_form", "move_form"):
        slots.set(offer_kind="none", no_time_because="trouble_hearing")
        slots.clear("callback_wanted", "appointment_time", "time_agreed", "text_wanted")
        await off_loop(get().offering.release, turn.call_id)
    elif turn.form == "cancel_form":
        slots["cancel_agreed"] = False
    else:
        turn.say("utter_what_i_do")


class ActionNotUnderstood(DeskAction):
    """Say that nothing was understood, and the third time in a row what can be done here.

    Reads:   misheard, open_question
    Writes:  misheard, offer_kind, no_time_because, callback_wanted, cancel_agreed, email_declined,
             name_needed, text_wanted
    Says:    utter_not_understood | utter_not_understood_again | utter_what_i_do | utter_email_given_up
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Also Rasa's last resort: with something said already, all that is left is to listen."""
        if turn.has_spoken:
            return [FollowupAction("action_listen")]
        await misheard(turn)
        if turn.form is None and turn.slots["misheard"]:
            ask_again(turn)
        if turn.form in ("contact_form", "message_form") and not turn.slots["misheard"]:
            return [*turn.slots.events(), ActiveLoop(None), SlotSet("requested_slot", None)]
        return turn.slots.events()
