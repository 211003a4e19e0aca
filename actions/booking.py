"""Booking: take in what the caller says, ask for what is missing, and book what is held.

How a time is agreed is in ``choosing``, how the caller is reached in ``contact``; the protocol is in
``direct_booking.reception.booking``.
"""

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions.asking import ask
from actions.call import note_call, note_place
from actions.choosing import agreed_from_offer, forget_time, hear_time, take_offer, zone_needs_name
from actions.contact import (
    acknowledge,
    details_of,
    hear_contact,
    next_contact_question,
    next_number_question,
    wants_email,
)
from actions.desk import DeskAction, call_of, get, off_loop
from actions.meeting import note_way
from actions.slots import Slots
from actions.texting import forget_text, hear_text_wish, next_text_question, note_offer, send_text
from actions.turn import Turn
from direct_booking.reception.outcomes import Booked, Booking, Call, Lost, Skipped, Unconfirmed
from direct_booking.saying import times as saying
from direct_booking.scheduling import offer as offers
from direct_booking.scheduling import wish as wishes
from direct_booking.scheduling.offer import Kind, Offer, Option


class ValidateBookingForm(DeskAction):
    """Take in whatever this turn says, in any order, and ask for what is still missing.

    Reads:   wish, offer, offer_kind, offers_declined, appointment_time, time_agreed, callback_wanted,
             caller_name, email, email_local, email_rejected, email_letter, email_confirmed, email_declined,
             email_failures, number_part, number_failures,
             callback_number, number_extension, number_confirmed, meeting_type, contact_needed, name_needed,
             asked_for, asked_times, answered, heard_message, can_text, text_to_own, text_wanted,
             texts_refused, own_number, makes_links
    Writes:  wish, offer, offer_kind, offer_text, offers_declined, no_time_because, appointment_time,
             time_agreed, callback_wanted, caller_name, email, email_spelled, email_said, email_local,
             email_rejected, email_letter, email_letters, number_part, number_failures,
             email_question, email_confirmed, email_declined, email_failures, callback_number,
             number_extension, number_spoken, number_question, number_confirmed, meeting_type, asked_for,
             asked_times, heard_message, can_text, text_to_own, text_wanted, texts_refused, makes_links
    Says:    utter_time_past | utter_time_too_soon | utter_time_too_far | utter_time_closed |
             utter_time_outside_hours | utter_time_taken | utter_time_buffer | utter_time_off_grid |
             utter_time_skipped | utter_time_no_such_day | utter_email_not_valid | utter_email_given_up |
             utter_not_understood | utter_easier_time | utter_easier_yes_no | utter_easier_name |
             utter_easier_email | utter_easier_read_back | utter_easier_number | utter_place_noted |
             utter_noted | utter_no_video_link | utter_no_link_needed | utter_no_texts |
             utter_number_takes_no_texts |
             utter_text_sent_already
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """A digression changes nothing, so that Rasa leaves it to the rules; the rest is taken in once."""
        slots = turn.slots
        call = await call_of(turn)
        if not slots["answered"]:
            await note_call(slots, call)
        if turn.asked is None and not call.booking_on:
            # 1.5: the call goes on without booking; nobody is asked for a time that cannot be given.
            slots.set(offer_kind="skipped", no_time_because="cannot_book")
        await note_offer(turn)
        if turn.is_news and not turn.is_digression:
            await self._take_in(turn)
            slots["heard_message"] = turn.message_id
            await note_offer(turn)
        return await ask(turn, next_question)

    async def _take_in(self, turn: Turn) -> None:
        slots = turn.slots
        if turn.asked is None and slots["has_booking"] and slots["offer_kind"] != "skipped":
            forget_time(slots)  # a further appointment is not about the time of the one before
        if turn.intent == "ask_text":
            turn.forget("way")  # "text me a link" is no wish for video
        placed = await note_place(turn)
        question_before = slots["email_question"]
        await note_way(turn)
        reached = hear_contact(turn)
        timed = False
        if slots["offer_kind"] not in ("none", "skipped") or turn.spoken is not None:
            timed = await hear_time(turn)
        answered = _hear_callback_wish(turn) or await hear_text_wish(turn)
        if reached and not (placed or timed or answered):
            acknowledge(turn, next_question(slots), question_before)
        turn.is_lost = not (placed or reached or timed or answered or turn.asked is None)


def next_question(slots: Slots) -> str | None:
    """The first question of the booking that is still open, or None when all is said. Pure."""
    if slots["offer_kind"] == "skipped" and (slots["can_text"] and slots["text_wanted"] is not False):
        return next_text_question(slots)
    if slots["offer_kind"] in ("none", "skipped"):
        if slots["callback_wanted"] is None:
            return "callback_wanted"
        return next_number_question(slots) if slots["callback_wanted"] else None
    if not slots["appointment_time"]:
        return "appointment_time"
    if not slots["time_agreed"]:
        return "time_agreed"
    if slots["name_needed"] and not slots["caller_name"]:
        return "caller_name"
    return next_contact_question(slots)


def _hear_callback_wish(turn: Turn) -> bool:
    if turn.asked != "callback_wanted":
        return False
    # A number said here is a yes.
    wanted = True if "phone_number" in turn.heard else turn.answer
    if wanted is None:
        return False
    turn.slots["callback_wanted"] = wanted
    return True


class ActionBookAppointment(DeskAction):
    """Book the time held for this call, and say what is true.

    Reads:   wish, offer_kind, callback_wanted, text_wanted, caller_name, email, email_said, email_confirmed,
             email_declined, callback_number, number_spoken, meeting_type, contact_needed, format
    Writes:  has_booking, open_question, appointment_text, wish, offer, offer_kind, offer_text,
             appointment_time, time_agreed, callback_wanted, offers_declined, can_text, text_to_own,
             text_wanted, texts_refused, number_confirmed
    Says:    utter_booked | utter_booked_with_invite | utter_booked_callback | utter_booked_custom |
             utter_booked_custom_with_invite | utter_booked_with_email | utter_booked_custom_with_email |
             utter_booked_briefly | utter_booked_with_invite_briefly | utter_booked_callback_briefly |
             utter_booked_custom_briefly | utter_booked_custom_with_invite_briefly |
             utter_booked_with_email_briefly | utter_booked_custom_with_email_briefly |
             utter_time_just_taken | utter_not_confirmed | utter_callback_noted | utter_nothing_booked |
             utter_number_given_up |
             utter_text_sent | utter_text_sent_already | utter_text_not_sent | utter_text_in_doubt |
             utter_number_takes_no_texts | utter_anything_else
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Only the calendar's word makes it booked (SPEC 4.7)."""
        call = await call_of(turn)
        turn.slots["open_question"] = "anything_else"
        if turn.slots["offer_kind"] == "skipped" and turn.slots["text_wanted"]:
            return await self._text(turn, call)
        if turn.slots["offer_kind"] in ("none", "skipped"):
            return await self._call_back(turn, call)
        outcome = await off_loop(get().booking.book, turn.call_id, details_of(turn.slots))
        if isinstance(outcome, Booked):
            return self._booked(turn, outcome, call)
        if isinstance(outcome, Lost):
            turn.say("utter_time_just_taken")
            return offer_again(turn, outcome.offered, "booking_form")
        if isinstance(outcome, Skipped):
            turn.slots.set(offer_kind="skipped", no_time_because="cannot_book")
            turn.slots.clear("appointment_time", "time_agreed", "callback_wanted")
            return [*turn.slots.events(), FollowupAction("booking_form")]
        forget_time(turn.slots)
        if isinstance(outcome, Unconfirmed):
            turn.slots["has_booking"] = outcome.booking.live
            turn.say("utter_not_confirmed")
            return turn.slots.events()
        # Nothing is held any more, or the call is over: begin again with the time.
        return [*turn.slots.events(), FollowupAction("booking_form")]

    def after_failure(self, turn: Turn) -> list[EventType]:
        """The yes is asked for again; nothing else has to be said twice."""
        return ask_agreement_again(turn, "booking_form")

    def _booked(self, turn: Turn, outcome: Booked, call: Call) -> list[EventType]:
        slots = turn.slots
        keep_time(slots, outcome.booking.starts_at, call)
        slots["has_booking"] = True
        with_email = wants_email(slots) and slots["email_confirmed"]
        custom = slots["meeting_type"] == "custom" and slots["format"]
        if with_email:
            # Only what the calendar really sends is promised.
            how = "invite" if outcome.invited else "email"
            turn.say_done(f"utter_booked_custom_with_{how}" if custom else f"utter_booked_with_{how}")
        elif custom:
            turn.say_done("utter_booked_custom")
        elif slots["number_confirmed"]:
            turn.say_done("utter_booked_callback")
        else:
            turn.say_done("utter_booked")
        return slots.events()

    async def _text(self, turn: Turn, call: Call) -> list[EventType]:
        """2.5: nothing can be booked, and the caller wants the link."""
        follows = await send_text(turn, call)
        if follows is None:
            await off_loop(get().offering.release, turn.call_id)
            forget_time(turn.slots)
            follows = turn.slots.events()
        return follows

    async def _call_back(self, turn: Turn, call: Call) -> list[EventType]:
        """No time was agreed: note who wants to be called and for which time, if they do."""
        slots = turn.slots
        wanted = slots["callback_wanted"]
        await off_loop(get().offering.release, turn.call_id)
        if wanted:
            await off_loop(
                get().messages.take,
                turn.call_id,
                "callback",
                saying.note_wish(wishes.from_text(slots["wish"]), call.caller_zone),
                slots["caller_name"],
                slots["callback_number"],
                slots["number_extension"],
            )
        turn.say(self._without_a_time(slots))
        forget_time(slots)
        return slots.events()

    def _without_a_time(self, slots: Slots) -> str:
        if slots["no_time_because"] == "no_number":
            slots["open_question"] = "person" if slots["can_transfer"] else "anything_else"
            return "utter_number_given_up"
        return "utter_callback_noted" if slots["callback_wanted"] else "utter_nothing_booked"


def keep_time(slots: Slots, start, call: Call) -> None:
    """After a booking or a move: "an hour later" and "same time on Friday" are now about this time."""
    forget_time(slots)
    local = start.astimezone(call.caller_zone)
    minute = local.hour * 60 + local.minute
    wish = wishes.Wish(any_of=(wishes.Stretch(local.date(), local.date(), minute, minute),))
    slots["wish"] = wishes.to_text(wish)
    slots["offer"] = offers.to_text(Offer(Kind.TIME, (Option(start),)))
    slots["appointment_text"] = say_booked_time(start, call)


def say_booked_time(start, call: Call) -> str:
    """A booked time as a fragment; with both zones when they differ (SPEC 5.2)."""
    text = saying.say_start(start, now=call.now, zone=call.caller_zone)
    if not zone_needs_name(call, start):
        return text
    text = f"{text} {saying.say_zone(call.caller_zone, start)}"
    theirs = saying.say_clock(start, call.calendar_zone)
    if theirs == saying.say_clock(start, call.caller_zone):
        return text
    if start.astimezone(call.calendar_zone).date() != start.astimezone(call.caller_zone).date():
        # "Tomorrow" is the caller's; another date there is named by its weekday.
        theirs = f"{saying.say_weekday(start, call.calendar_zone)} at {theirs}"
    return f"{text}, {theirs} {saying.say_zone(call.calendar_zone, start)}"


def offer_again(turn: Turn, offered, form: str) -> list[EventType]:
    """Go on with another offer, in the same form, after the time was lost to somebody else."""
    slots = turn.slots
    take_offer(turn, offered, with_reason=False)
    return [*slots.events(), FollowupAction(form)]


def ask_agreement_again(turn: Turn, form: str) -> list[EventType]:
    """After a failure: the same time is asked for again, if one was agreed."""
    return [SlotSet("time_agreed", None), FollowupAction(form)] if agreed_from_offer(turn.slots) else []


def what_stays(booking: Booking | None) -> str:
    """The response that says truly what is on record, after nothing was changed (SPEC 4.7)."""
    if booking is None:
        return "utter_nothing_booked"
    return "utter_still_booked" if booking.confirmed else "utter_not_confirmed"


class ActionStopBooking(DeskAction):
    """Let go of what was being arranged, and say what stays.

    Reads:   open_question, appointment_text
    Writes:  wish, offer, offer_kind, offer_text, appointment_time, time_agreed, open_question, can_text,
             text_to_own, text_wanted, texts_refused
    Says:    utter_nothing_booked | utter_still_booked | utter_not_confirmed | utter_anything_else
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Release the hold; whether an appointment stays, the store knows."""
        call = await call_of(turn)
        await off_loop(get().offering.release, turn.call_id)
        booking = await off_loop(get().changing.current, turn.call_id)
        slots = turn.slots
        about_a_person = turn.form == "message_form" or slots["open_question"] == "person"
        forget_time(slots)
        forget_text(slots)
        slots.clear("cancel_agreed", "message_body")
        slots["open_question"] = "anything_else"
        if booking is not None:
            keep_time(slots, booking.starts_at, call)
        turn.say("utter_anything_else" if about_a_person else what_stays(booking))
        return [*slots.events(), ActiveLoop(None), SlotSet("requested_slot", None)]
