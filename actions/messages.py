"""A person to speak with, or a message for the owner where there is none."""

from rasa_sdk.events import EventType

from actions.asking import NO_LOOP, ask
from actions.call import note_call
from actions.callback_number import next_number_question
from actions.choosing import forget_time
from actions.contact import hear_contact
from actions.desk import DeskAction, call_of, get, off_loop
from actions.slots import Slots
from actions.turn import Turn


class ActionReachPerson(DeskAction):
    """Put the caller through, or offer to take a message when there is nobody to put through to.

    Writes:  person_route
    Says:    utter_transfer | utter_no_transfer
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """The rules take a message when ``person_route`` says so."""
        call = await call_of(turn)
        slots = turn.slots
        await off_loop(get().offering.release, turn.call_id)
        forget_time(slots)
        if call.transfer_number:
            slots["person_route"] = "transfer"
            turn.say("utter_transfer", transfer_number=call.transfer_number)
        else:
            slots["person_route"] = "message"
            if turn.intent == "ask_person":  # a yes answers "shall I take a message"
                turn.say("utter_no_transfer")
        return [*slots.events(), *NO_LOOP]


class ValidateMessageForm(DeskAction):
    """Take a message in the caller's own words, and a number to call back.

    Reads:   message_body, callback_number, number_confirmed, heard_message
    Writes:  message_body, callback_number, number_extension, number_failures, number_spoken, number_question,
             number_confirmed, caller_name, heard_message, text_wanted, asked_for, asked_times
    Says:    utter_not_understood | utter_no_transfer | utter_easier_message | utter_easier_number |
             utter_easier_yes_no | utter_given_up | utter_anything_else
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Words are a message only after they were asked for."""
        slots = turn.slots
        call = await call_of(turn)
        if not slots["answered"]:
            await note_call(slots, call)
        slots["text_wanted"] = None  # the number is asked for another reason now
        if turn.is_news and not turn.is_digression:
            if turn.asked == "message_body" and turn.answer is False and turn.intent == "deny":
                slots["heard_message"] = turn.message_id
                return turn.ask(None)
            if turn.asked == "message_body" and turn.intent == "ask_person":
                turn.say("utter_no_transfer")
            elif turn.asked == "message_body" and turn.intent == "affirm":
                turn.is_lost = True
            elif turn.asked == "message_body":
                slots["message_body"] = turn.text
                hear_contact(turn)
            elif slots["message_body"] and not hear_contact(turn):
                slots["number_question"] = "again"
                turn.is_lost = True
            slots["heard_message"] = turn.message_id
        return await ask(turn, _next_question)


def _next_question(slots: Slots) -> str | None:
    return next_number_question(slots) if slots["message_body"] else "message_body"


class ActionTakeMessage(DeskAction):
    """Write the message down for the owner.

    Reads:   message_body, caller_name, callback_number, number_extension
    Writes:  message_body, open_question
    Says:    utter_message_taken | utter_message_taken_only | utter_anything_else
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Said only when it is written."""
        slots = turn.slots
        slots["open_question"] = "anything_else"
        if not slots["message_body"]:
            turn.say("utter_anything_else")
            return slots.events()
        await call_of(turn)
        body, name, number = slots["message_body"], slots["caller_name"], slots["callback_number"]
        extension = slots["number_extension"]
        await off_loop(get().messages.take, turn.call_id, "message", body, name, number, extension)
        slots.clear("message_body")
        turn.say("utter_message_taken" if number else "utter_message_taken_only")
        return slots.events()
