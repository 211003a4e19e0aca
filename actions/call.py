"""The call itself: greeting, silence, repeat, where the caller is, goodbye, hang-up.

What is booked and changed on it is in ``booking`` and ``changes``; a person and a message, in ``messages``.
"""

from rasa_sdk.events import EventType, FollowupAction

from actions.asking import NO_LOOP, ask_again
from actions.callback_number import set_number
from actions.choosing import forget_time, say_offer_anew
from actions.contact import details_of
from actions.desk import DeskAction, call_of, get, off_loop
from actions.slots import Slots
from actions.texting import forget_text
from actions.turn import Turn
from direct_booking.reception.outcomes import Call
from direct_booking.saying import times as saying

SILENCES_BEFORE_GOODBYE = 3  # 4.10: two gentle prompts, then a polite goodbye


async def note_call(slots: Slots, call: Call) -> None:
    """Keep what the settings say about this call, where the prompts can read it."""
    settings = call.settings
    slots["invites"] = await off_loop(get().diary.invites, call.account_id)
    slots.set(
        answered=True,
        business_name=settings.business_name,
        length_minutes=str(settings.length_minutes),
        format=settings.format or settings.where,
        meeting_type=settings.meeting_type.value,
        contact_needed=settings.contact.value,
        name_needed=settings.ask_name,
        can_transfer=bool(call.transfer_number),
        email_question="contact" if settings.meeting_type.value == "custom" else "invite",
    )
    if slots["callback_number"] is None and call.caller_number:
        set_number(slots, call.caller_number)
        slots["own_number"] = call.caller_number


async def note_place(turn: Turn) -> bool:
    """Take in where the caller says to be; times are then said in that zone (SPEC 5.1)."""
    place = turn.heard.get("place")
    if place is None:
        return False
    call = await off_loop(get().calls.place, turn.call_id, place)
    say_offer_anew(turn, call)
    if turn.spoken is None:
        zone_name = saying.say_zone(call.caller_zone, call.now)
        turn.say("utter_place_noted", zone_name=zone_name)
    return True


class ActionAnswerCall(DeskAction):
    """Answer: find out whose call this is, and greet.

    Writes:  answered, business_name, length_minutes, format, meeting_type, contact_needed, name_needed,
             can_transfer, invites, email_question, callback_number, number_spoken, number_confirmed
    Says:    utter_greeting | utter_own_greeting
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """One call is one conversation; its number is only metadata (SPEC 7.1)."""
        await note_call(turn.slots, call := await call_of(turn))
        person = {"transfer_number": call.transfer_number or ""}
        if call.settings.greeting:
            turn.say("utter_own_greeting", greeting=call.settings.greeting, **person)
        else:
            turn.say("utter_greeting", business_name=call.settings.business_name, **person)
        return turn.slots.events()


class ActionHandleSilence(DeskAction):
    """Two gentle prompts, then a polite goodbye.

    Reads:   open_question
    Says:    utter_still_there | utter_still_there_again | utter_goodbye_silent
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Count the silences in a row from the conversation itself."""
        count = _silences_in_a_row(turn)
        if count >= SILENCES_BEFORE_GOODBYE:
            turn.say("utter_goodbye_silent")
            await off_loop(get().calls.end, turn.call_id)
            return NO_LOOP
        again = "_again" if count > 1 else ""
        turn.say(f"utter_still_there{again}")
        return await ask_again(turn)


def _silences_in_a_row(turn: Turn) -> int:
    count = 0
    for event in reversed(turn.events):
        if event.get("event") == "user":
            if (event.get("parse_data") or {}).get("intent", {}).get("name") != "caller_silent":
                break
            count += 1
    return count


class ActionRepeat(DeskAction):
    """Say the last thing again.

    Says:    utter_repeat
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Inside a form the pending question follows by itself; outside, the last turn is said again."""
        if turn.form is not None:
            turn.say("utter_repeat")
            return []
        return await ask_again(turn, lambda: turn.say_again(_last_said(turn)))


def _last_said(turn: Turn) -> list[str]:
    said: list[str] = []
    for event in reversed(turn.events):
        if event.get("event") == "bot" and event.get("text"):
            said.append(event["text"])
        elif event.get("event") == "user" and said:
            break
    return said[::-1]


class ActionNotePlace(DeskAction):
    """Note where the caller is, outside a booking.

    Says:    utter_place_noted
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Times are said in the caller's zone from now on."""
        await call_of(turn)
        await note_place(turn)
        if turn.spoken is not None:
            # "Thursday at two Eastern time" is a time first.
            return [*turn.slots.events(), FollowupAction(form_for_time(turn))]
        return await ask_again(turn)


def form_for_time(turn: Turn) -> str:
    """The form that a time begins: another time for what is booked, or a booking."""
    return "move_form" if turn.slots["has_booking"] else "booking_form"


class ActionNoteName(DeskAction):
    """Keep the caller's name, said outside a booking.

    Writes:  caller_name
    Says:    utter_noted | utter_how_can_i_help | utter_anything_else | utter_ask_person
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """A name alone asks for nothing."""
        name = turn.heard.get("person_name") or turn.heard.get("name_piece")
        if name is not None:
            turn.slots["caller_name"] = name
            if turn.slots["has_booking"]:
                await off_loop(get().changing.correct_contact, turn.call_id, details_of(turn.slots))
                turn.say("utter_noted")
        return await ask_again(turn)


class ActionStartOver(DeskAction):
    """Forget what was being arranged, not what was booked.

    Writes:  wish, offer, offer_kind, offer_text, appointment_time, time_agreed, email, email_confirmed,
             email_declined, caller_name, can_text, text_to_own, text_wanted, texts_refused
    Says:    utter_start_over
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Release the hold and empty the slots; a form that is active asks its first question again."""
        slots = turn.slots
        call = await call_of(turn)
        await off_loop(get().offering.release, turn.call_id)
        forget_time(slots)
        slots.clear("caller_name", "email", "email_spelled", "email_said", "email_local", "email_confirmed")
        slots.clear("email_rejected", "email_letter", "email_letters", "number_part")
        slots.clear("email_declined", "callback_number", "number_extension", "message_body", "cancel_agreed")
        slots.set(email_failures=0, number_failures=0)
        forget_text(slots)
        await note_call(slots, call)
        turn.say("utter_start_over")
        return await ask_again(turn)


class ActionSayGoodbye(DeskAction):
    """End the call politely.

    Says:    utter_goodbye
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """What is held is released; what is booked stays. "That's wrong, I said three" is no goodbye."""
        await call_of(turn)
        if turn.intent == "deny" and turn.spoken is not None:
            return [FollowupAction(form_for_time(turn))]
        turn.say("utter_goodbye")
        await off_loop(get().calls.end, turn.call_id)
        return NO_LOOP


class ActionEndCall(DeskAction):
    """The caller hung up: release what is held, settle what is pending, say nothing.

    Says:    nothing
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Nobody listens any more."""
        await call_of(turn)
        await off_loop(get().calls.end, turn.call_id)
        return NO_LOOP
