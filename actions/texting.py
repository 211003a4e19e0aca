"""A link by text where nothing can be booked: the offer, the number it goes to, and what came of it.

When it may be offered, and that it is sent once, is in ``direct_booking.reception.following_up``; the
questions are asked within a booking (``booking``).
"""

from rasa_sdk.events import EventType, FollowupAction

from actions.asking import ask_again
from actions.callback_number import next_number_question, set_number
from actions.desk import DeskAction, call_of, get, off_loop
from actions.slots import Slots
from actions.turn import Turn
from direct_booking.reception.outcomes import (
    Call,
    MayText,
    NoText,
    NotTexted,
    TakesNoTexts,
    Texted,
    TextInDoubt,
)
from direct_booking.saying import times as saying
from direct_booking.scheduling import wish as wishes

PATIENCE = 2  # numbers that take no texts before a call back is offered instead


async def note_offer(turn: Turn) -> None:
    """Find out once whether the link may be offered, when nothing can be booked (SPEC 2.5)."""
    slots = turn.slots
    if slots["offer_kind"] != "skipped" or slots["can_text"] is not None:
        return
    offered = await off_loop(get().following_up.offer, turn.call_id)
    _keep(slots, offered)


def _keep(slots: Slots, offered: MayText | Texted | TextInDoubt | NoText) -> None:
    slots["can_text"] = isinstance(offered, MayText)
    own = isinstance(offered, MayText) and offered.number is not None
    slots["text_to_own"] = own and slots["callback_number"] == slots["own_number"]


def next_text_question(slots: Slots) -> str | None:
    """The question about the text that is still open; None when there is none, or no text is wanted. Pure."""
    if not slots["can_text"]:
        return None
    if slots["text_wanted"] is None:
        return "text_wanted"
    return next_number_question(slots) if slots["text_wanted"] else None


def forget_text(slots: Slots) -> None:
    """The text was sent, or is not wanted any more; whether one may be offered is asked again."""
    slots.clear("can_text", "text_to_own", "text_wanted")
    slots["texts_refused"] = 0


async def hear_text_wish(turn: Turn) -> bool:
    """Take in whether a text is wanted, and to which number; returns whether anything was taken in."""
    slots = turn.slots
    skipped = slots["offer_kind"] == "skipped"
    if not (skipped and slots["can_text"]):
        if turn.intent != "ask_text":
            return False
        await _asked_for(turn)
        return True
    if turn.asked == "text_wanted":
        return _answered(turn)
    if not slots["text_wanted"]:
        if turn.intent != "ask_text":
            return False
        _want(slots)
        return True
    if turn.asked == "callback_number" and turn.answer is False and not slots["number_part"]:
        return _decline(turn)  # "no, I have no mobile"
    return _judge(turn)


async def _asked_for(turn: Turn) -> None:
    """A text is asked for where none was offered: it is sent, or said why not."""
    slots = turn.slots
    offered = await off_loop(get().following_up.offer, turn.call_id)
    if isinstance(offered, MayText) and turn.form == "booking_form":
        slots["offer_kind"] = "skipped"
        _keep(slots, offered)
        _want(slots)
    elif isinstance(offered, Texted):
        turn.say("utter_text_sent_already")
    else:
        can_book = offered.call.booking_on and slots["offer_kind"] not in ("none", "skipped")
        turn.say("utter_no_link_needed" if can_book and turn.form == "booking_form" else "utter_no_texts")


def _answered(turn: Turn) -> bool:
    """The answer to whether a text is wanted: yes, no, or a number, which is a yes."""
    slots = turn.slots
    if "phone_number" in turn.heard or turn.intent == "give_number":
        slots["text_wanted"] = True
        if "phone_number" not in turn.heard:
            set_number(slots, None)
        return _judge(turn) or True
    if turn.answer is False:
        return _decline(turn)
    if turn.intent == "want_phone":
        slots["callback_wanted"] = True  # "just call me"
        return _decline(turn)
    if turn.answer is None and turn.intent != "ask_text":
        return False
    _want(slots)
    if turn.answer and slots["text_to_own"]:
        # The question was about this very number.
        slots["number_confirmed"] = True
    return True


def _want(slots: Slots) -> None:
    slots.set(text_wanted=True, number_question="which")
    if not slots["text_to_own"]:
        # One that takes no texts is not asked about; another than the caller's own is read back.
        other = slots["callback_number"] if slots["callback_number"] != slots["own_number"] else None
        set_number(slots, other)


def _decline(turn: Turn) -> bool:
    """No text: somebody calls back, unless that is not wanted either."""
    slots = turn.slots
    slots.set(text_wanted=False, no_time_because="no_text")
    if slots["callback_number"] is None:
        set_number(slots, slots["own_number"])
    return True


def _judge(turn: Turn) -> bool:
    """A number that takes no texts is not asked about, but said to be none."""
    slots = turn.slots
    number = slots["callback_number"]
    if number is None or get().following_up.takes_texts(number):
        return False
    turn.say("utter_number_takes_no_texts")
    _refused(turn)
    return True


def _refused(turn: Turn) -> None:
    slots = turn.slots
    set_number(slots, None)
    slots["number_question"] = "which"
    slots["texts_refused"] = (slots["texts_refused"] or 0) + 1
    if slots["texts_refused"] >= PATIENCE:
        _decline(turn)


async def send_text(turn: Turn, call: Call) -> list[EventType] | None:
    """Text the link to the number that was agreed, and say what is true.

    Returns:
        What follows; None when the call goes on with anything else, and the caller may forget the time.
    """
    slots = turn.slots
    wished = saying.note_wish(wishes.from_text(slots["wish"]), call.caller_zone)
    number, name = slots["callback_number"], slots["caller_name"]
    sent = await off_loop(get().following_up.send, turn.call_id, number, name=name, about=wished)
    if isinstance(sent, TakesNoTexts):
        turn.say("utter_number_takes_no_texts")
        _refused(turn)
        return [*slots.events(), FollowupAction("booking_form")]
    forget_text(slots)
    if isinstance(sent, NoText):
        # Booking works again, or the owner took the link away: begin again with the time.
        slots.set(offer_kind="open")
        return [*slots.events(), FollowupAction("booking_form")]
    say_sent(turn, sent)
    return None


def say_sent(turn: Turn, sent: Texted | NotTexted | TextInDoubt) -> None:
    """Say what became of the text; each of these ends with the question for anything else."""
    if isinstance(sent, NotTexted):
        turn.say("utter_text_not_sent")
    elif isinstance(sent, TextInDoubt):
        turn.say("utter_text_in_doubt")
    elif sent.again:
        turn.say("utter_text_sent_already")
        turn.say("utter_anything_else")
    else:
        turn.say("utter_text_sent")


class ActionAnswerTextRequest(DeskAction):
    """A caller asks for a text outside a booking: send it where nothing can be booked, once.

    Reads:   has_booking, open_question
    Writes:  open_question
    Says:    utter_text_sent_already | utter_text_in_doubt | utter_no_texts | utter_how_can_i_help |
             utter_anything_else | utter_ask_person
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """2.5: where booking works it comes first, and the booking's own questions say so."""
        slots = turn.slots
        await call_of(turn)
        if turn.form is not None:
            await _asked_for(turn)
            return []
        offered = await off_loop(get().following_up.offer, turn.call_id)
        if isinstance(offered, Texted | TextInDoubt):
            slots["open_question"] = "anything_else"
            say_sent(turn, offered)
            return slots.events()
        if slots["has_booking"]:
            turn.say("utter_no_texts")
            return await ask_again(turn)
        return [FollowupAction("booking_form")]
