"""Correcting how the caller is reached, after something was booked on this call.

How details are taken and read back is in ``contact``; another time is in ``changes``.
"""

from rasa_sdk.events import EventType

from actions.asking import ask, leave_form
from actions.callback_number import next_number_question, set_number
from actions.contact import details_of, hear_contact, next_contact_question
from actions.desk import DeskAction, call_of, get, off_loop
from actions.meeting import note_way
from actions.slots import Slots
from actions.turn import Turn
from direct_booking.reception.outcomes import ContactCorrected, NothingToChange


class ValidateContactForm(DeskAction):
    """Take in another e-mail or number for what was booked on this call.

    Reads:   email, email_confirmed, email_declined, callback_number, number_extension, number_confirmed,
             meeting_type, heard_message, makes_links
    Writes:  makes_links, email, email_spelled, email_said, email_confirmed, email_rejected, email_letter,
             email_letters, callback_number, number_extension, number_part, number_failures, number_spoken,
             number_confirmed, correcting_number, asked_for, asked_times
    Says:    utter_email_not_valid | utter_email_given_up | utter_not_understood | utter_easier_email |
             utter_easier_read_back | utter_easier_number | utter_easier_yes_no | utter_given_up |
             utter_anything_else | utter_no_video_link
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Ask for what is new and not confirmed yet."""
        slots = turn.slots
        said_number = bool({"phone_number", "extension"} & turn.heard.keys())
        if turn.asked is None:
            slots["correcting_number"] = turn.intent == "give_number" or said_number
        if turn.is_news and not turn.is_digression:
            await note_way(turn)
            if turn.asked is None and turn.intent == "give_email" and "email" not in turn.heard:
                slots.clear("email", "email_confirmed", "email_declined")
                slots["email_question"] = "which"
            elif turn.asked is None and turn.intent == "give_number" and not said_number:
                set_number(slots, None)
            else:
                turn.is_lost = not hear_contact(turn)
            slots["heard_message"] = turn.message_id
        if turn.asked is None and turn.has_spoken and _next_question(slots) is None:
            return leave_form(turn)  # it was said why nothing changes: a visit stays one
        return await ask(turn, _next_question)


def _next_question(slots: Slots) -> str | None:
    question = next_contact_question(slots)
    return question or (next_number_question(slots) if slots["correcting_number"] else None)


class ActionCorrectContact(DeskAction):
    """Write the new contact details to the booking of this call, and say what is true.

    Reads:   email, email_confirmed, callback_number, meeting_type, email_said, number_spoken
    Writes:  open_question
    Says:    utter_contact_corrected_email | utter_contact_corrected_email_noted |
             utter_contact_corrected_number |
             utter_cannot_change_others | utter_change_not_confirmed | utter_anything_else
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Correct who is invited, or which number is called."""
        slots = turn.slots
        await call_of(turn)
        if _next_question(slots) is not None or turn.has_said("utter_anything_else"):
            return slots.events()  # the form was left: nothing was agreed
        details = details_of(slots)
        outcome = await off_loop(get().changing.correct_contact, turn.call_id, details)
        slots["open_question"] = "anything_else"
        if isinstance(outcome, ContactCorrected) and turn.has_spoken:
            turn.say("utter_anything_else")  # "so we'll call you instead" says it already
        elif isinstance(outcome, ContactCorrected):
            email = "email" if outcome.invited else "email_noted"
            turn.say(f"utter_contact_corrected_{email if details.email else 'number'}")
        elif isinstance(outcome, NothingToChange):
            slots["open_question"] = "person"
            turn.say("utter_cannot_change_others")
        else:
            turn.say("utter_change_not_confirmed")
        return slots.events()
