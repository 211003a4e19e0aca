"""Changing what was booked on this call: move it, cancel it, say it. Nothing else can be changed (SPEC 4.8).

That only this call's booking is touched is made sure in ``direct_booking.reception.changing``, not here.
"""

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions.asking import ask, ask_again
from actions.booking import ask_agreement_again, keep_time, offer_again, say_booked_time, what_stays
from actions.call import note_place
from actions.choosing import agreed_from_offer, forget_time, hear_time
from actions.contact import acknowledge, hear_contact, next_contact_question
from actions.desk import DeskAction, call_of, get, off_loop
from actions.meeting import note_way
from actions.slots import Slots
from actions.turn import Turn
from direct_booking.hearing.spoken import Spoken
from direct_booking.reception.outcomes import Cancelled, Lost, Moved, NothingToChange
from direct_booking.saying.times import joined


class ValidateMoveForm(DeskAction):
    """Agree on another time for what was booked on this call.

    Reads:   wish, offer, offer_kind, offers_declined, appointment_time, time_agreed, meeting_type,
             heard_message, makes_links
    Writes:  makes_links, correcting, several_booked, appointment_text, wish, offer, offer_kind, offer_text,
             offers_declined, no_time_because, appointment_time, time_agreed, asked_for, asked_times,
             heard_message,
             email, email_confirmed, email_declined, callback_number, number_confirmed, caller_name
    Says:    utter_time_past | utter_time_too_soon | utter_time_too_far | utter_time_closed |
             utter_time_outside_hours | utter_time_taken | utter_time_buffer | utter_time_off_grid |
             utter_time_skipped | utter_time_no_such_day | utter_not_understood | utter_noted |
             utter_easier_time | utter_easier_yes_no | utter_no_video_link
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """The same talk as for a booking, ending in a move."""
        slots = turn.slots
        if turn.is_news and not turn.is_digression:
            await call_of(turn)
            if turn.asked is None:
                await self._name_if_several(turn)
                # "No, I said three": ours to correct; "can we make it four": the caller's change.
                slots["correcting"] = turn.answer is False and turn.intent != "move_appointment"
            placed = await note_place(turn)
            await note_way(turn)
            reached = hear_contact(turn)  # "make it by phone": written down when the time is settled
            timed = await hear_time(turn, moving=True)
            if reached and not (placed or timed):
                acknowledge(turn, turn.asked)
            turn.is_lost = not (placed or reached or timed or turn.asked is None)
            slots["heard_message"] = turn.message_id
        return await ask(turn, next_time_question)

    async def _name_if_several(self, turn: Turn) -> None:
        """Which booking is meant: the one named, or the last; with several, the question says which."""
        call = await call_of(turn)
        live = await off_loop(get().changing.live, turn.call_id)
        turn.slots["several_booked"] = len(live) > 1
        moved_from = turn.spoken.moved_from if turn.spoken else ()
        named = Spoken(alternatives=moved_from) if moved_from else None
        meant = await off_loop(get().changing.meant, turn.call_id, named)
        turn.slots["changing_booking"] = meant.id if meant else None
        if meant:
            keep_time(turn.slots, meant.starts_at, call)


def next_time_question(slots: Slots) -> str | None:
    """The question about the other time that is still open, or None. Pure."""
    if slots["offer_kind"] in ("none", "skipped") or agreed_from_offer(slots):
        return None
    return "time_agreed" if slots["appointment_time"] else "appointment_time"


class ActionMoveAppointment(DeskAction):
    """Move this call's booking to the time held, and say what is true.

    Reads:   appointment_time, time_agreed, offer_kind, correcting
    Writes:  appointment_text, open_question, has_booking, wish, offer, offer_kind, offer_text,
             appointment_time, time_agreed
    Says:    utter_moved | utter_moved_already | utter_time_just_taken | utter_change_not_confirmed |
             utter_still_booked | utter_still_booked_briefly | utter_not_confirmed |
             utter_cannot_change_now |
             utter_nothing_else_open | utter_cannot_change_others
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Only the calendar's word makes it moved; what else was said to be changed comes after."""
        slots = turn.slots
        call = await call_of(turn)
        slots["open_question"] = "anything_else"
        if not agreed_from_offer(slots):
            return await self._stays(turn, call)
        booking_id, correction = slots["changing_booking"], bool(slots["correcting"])
        outcome = await off_loop(get().changing.move, turn.call_id, booking_id, correction=correction)
        if isinstance(outcome, Lost):
            turn.say("utter_time_just_taken")
            return offer_again(turn, outcome.offered, "move_form")
        if isinstance(outcome, Moved):
            keep_time(slots, outcome.booking.starts_at, call)
            if next_contact_question(slots) is not None:
                turn.say("utter_moved_already")
                return [*slots.events(), FollowupAction("contact_form")]
            turn.say("utter_moved")
        elif isinstance(outcome, NothingToChange):
            slots.set(has_booking=False, open_question="person")
            turn.say("utter_cannot_change_others")
        else:
            forget_time(slots)
            turn.say("utter_change_not_confirmed")
        return slots.events()

    def after_failure(self, turn: Turn) -> list[EventType]:
        """The yes is asked for again."""
        return ask_agreement_again(turn, "move_form")

    async def _stays(self, turn: Turn, call) -> list[EventType]:
        """No other time was agreed: say what is still booked."""
        slots = turn.slots
        await off_loop(get().offering.release, turn.call_id)
        booking = await off_loop(get().changing.current, turn.call_id)
        skipped, nothing_open = slots["offer_kind"] == "skipped", _nothing_was_open(slots)
        if booking is None:
            slots.set(has_booking=False, open_question="person")
            turn.say("utter_cannot_change_others")
            return slots.events()
        keep_time(slots, booking.starts_at, call)
        if skipped and booking.confirmed:
            slots["open_question"] = "person"
            turn.say("utter_cannot_change_now")
        elif nothing_open and booking.confirmed:
            turn.say("utter_nothing_else_open")
        elif booking.confirmed:
            turn.say_done("utter_still_booked")
        else:
            turn.say(what_stays(booking))
        return slots.events()


def _nothing_was_open(slots: Slots) -> bool:
    return slots["offer_kind"] == "none" and slots["no_time_because"] == "nothing_open"


class ValidateCancelForm(DeskAction):
    """Make sure that the caller means this booking, and means to cancel it.

    Reads:   cancel_agreed, heard_message
    Writes:  cancel_agreed, changing_booking, appointment_text, open_question, heard_message, asked_for,
             asked_times
    Says:    utter_cannot_change_others | utter_not_confirmed | utter_not_understood | utter_easier_yes_no
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """The store knows what this call booked; another day than that is another appointment."""
        slots = turn.slots
        if turn.asked is None:
            slots.clear("cancel_agreed")
            await off_loop(get().offering.release, turn.call_id)
            refused = await self._refuse_if_another(turn)
            if refused:
                return [*slots.events(), ActiveLoop(None), SlotSet("requested_slot", None)]
        elif turn.is_news and not turn.is_digression:
            if turn.heard.get("answer") == "yes_but":
                turn.is_lost = True  # "yes, but only if Friday is free": nothing is cancelled on a condition
            elif turn.answer is not None or turn.intent == "cancel_appointment":
                slots["cancel_agreed"] = turn.answer is not False
            else:
                turn.is_lost = True
        slots["heard_message"] = turn.message_id
        return await ask(turn, lambda slots: "cancel_agreed" if slots["cancel_agreed"] is None else None)

    async def _refuse_if_another(self, turn: Turn) -> bool:
        call = await call_of(turn)
        meant = await off_loop(get().changing.meant, turn.call_id, turn.spoken)
        if meant is not None and meant.being_cancelled:
            turn.slots["open_question"] = "anything_else"
            turn.say("utter_not_confirmed")
            return True
        if meant is not None:
            turn.slots.set(appointment_text=say_booked_time(meant.starts_at, call), changing_booking=meant.id)
            return False
        turn.slots.set(open_question="person")
        turn.say("utter_cannot_change_others")
        return True


class ActionCancelAppointment(DeskAction):
    """Cancel this call's booking after a yes, and say what is true.

    Reads:   cancel_agreed, changing_booking, appointment_text
    Writes:  cancel_agreed, has_booking, open_question, wish, offer, offer_kind
    Says:    utter_cancelled | utter_still_booked | utter_not_confirmed | utter_nothing_booked |
             utter_change_not_confirmed | utter_cannot_change_others
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """Only the calendar's word makes it cancelled."""
        slots = turn.slots
        await call_of(turn)
        agreed = slots["cancel_agreed"]
        slots.clear("cancel_agreed")
        if agreed is None:  # it was another appointment, and that was said
            return slots.events()
        slots["open_question"] = "anything_else"
        if not agreed:
            turn.say(what_stays(await off_loop(get().changing.current, turn.call_id)))
            return slots.events()
        outcome = await off_loop(get().changing.cancel, turn.call_id, slots["changing_booking"])
        if isinstance(outcome, Cancelled):
            forget_time(slots)
            slots["has_booking"] = bool(await off_loop(get().changing.live, turn.call_id))
            turn.say("utter_cancelled")
        elif isinstance(outcome, NothingToChange):
            slots.set(has_booking=False, open_question="person")
            turn.say("utter_cannot_change_others")
        else:
            turn.say("utter_change_not_confirmed")
        return slots.events()

    def after_failure(self, turn: Turn) -> list[EventType]:
        """The yes is asked for again."""
        return [SlotSet("cancel_agreed", None), FollowupAction("cancel_form")]


def _of_what_is_arranged(turn: Turn) -> str:
    """ "Which day was that", of a time that is not booked yet; the question may say it by itself."""
    if turn.form != "booking_form" or not turn.slots["appointment_time"]:
        return "utter_no_booking"
    return "utter_not_booked_yet" if turn.slots["time_agreed"] else "utter_repeat"


class ActionRefuseOtherAppointment(DeskAction):
    """Say that only this call's booking can be changed, and offer a person.

    Writes:  open_question
    Says:    utter_cannot_change_others | utter_only_this_call
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """A yes then reaches a person (``data/rules``); in the middle of a booking, the booking goes on."""
        if turn.form is not None:
            turn.say("utter_only_this_call")
            return []
        turn.slots["open_question"] = "person"
        return await ask_again(turn, lambda: turn.say("utter_cannot_change_others"), first=1)


class ActionSayBooking(DeskAction):
    """Say what is booked on this call.

    Reads:   offer_text, appointment_time, time_agreed
    Writes:  appointment_text
    Says:    utter_your_booking | utter_no_booking | utter_in_doubt | utter_not_booked_yet | utter_repeat
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """The store is asked, not the slots."""
        call = await call_of(turn)
        live = await off_loop(get().changing.live, turn.call_id)
        times = [say_booked_time(each.starts_at, call) for each in live if each.confirmed]
        if times:
            turn.slots["appointment_text"] = times[-1]
            turn.say("utter_your_booking", appointment_text=joined(times, "and"))
        else:
            turn.say("utter_in_doubt" if live else _of_what_is_arranged(turn))
        return await ask_again(turn)
