"""Agreeing on a time, for a booking and for a move alike: what was said becomes an offer, and an answer.

Which times are offered is decided in reception; the contact details that follow are in ``contact``.
"""

import re

from actions.desk import get, off_loop
from actions.slots import Slots
from actions.turn import ABOUT_CONTACT, Turn
from direct_booking.hearing.spoken import Clock, Operator, Spoken
from direct_booking.reception.outcomes import Call, Offered, Skipped
from direct_booking.saying import times as saying
from direct_booking.scheduling import offer as offers
from direct_booking.scheduling import wish as wishes
from direct_booking.scheduling.offer import Kind, Offer

_AGAINST = re.compile(r"\b(?:no|not|never|but|than|rather|instead|except)\b|n't\b", re.IGNORECASE)
PATIENCE = 4  # offers declined in a row before a call back is proposed instead
TIME_QUESTIONS = ("appointment_time", "time_agreed")


async def hear_time(turn: Turn, *, moving: bool = False) -> bool:
    """Take in what this turn says about the time: a wish, a choice, a yes or a no.

    Returns:
        Whether anything was taken in.
    """
    if turn.asked == "caller_name" and "name_piece" in turn.heard and turn.answer is None:
        return False  # "April Lee" is a name here
    if turn.spoken is not None and turn.spoken.moved_from and not turn.speaks_of_time:
        return turn.asked is None  # what is to be moved was named, not yet where to
    if turn.spoken is not None and (turn.asked in (*TIME_QUESTIONS, None) or turn.speaks_of_time):
        await _wish(turn, moving)
        return True
    if turn.asked == "time_agreed" and turn.answer is True:
        turn.slots["time_agreed"] = True
        return True
    if turn.intent in ABOUT_CONTACT:
        return False  # "no e-mail please" is no no to a time
    answer = turn.answer if turn.asked == "time_agreed" else turn.leaning
    if turn.asked in TIME_QUESTIONS and answer is not None:
        await _answer(turn, answer, moving)
        return True
    if turn.asked == "appointment_time" and turn.intent in ("request_appointment", "choose_time"):
        await _ask(turn, moving)
        return True
    return False


def agreed_from_offer(slots: Slots) -> bool:
    """Whether a time is held and the caller said yes to it."""
    return bool(slots["appointment_time"] and slots["time_agreed"])


def forget_time(slots: Slots) -> None:
    """Begin again with the time: nothing wished, nothing offered, nothing agreed."""
    slots.clear("wish", "offer", "offer_text", "appointment_time", "time_agreed", "callback_wanted")
    slots.set(offer_kind="open", offers_declined=0, no_time_because="nothing_open")


async def _wish(turn: Turn, moving: bool) -> None:
    slots, spoken = turn.slots, turn.spoken
    if turn.asked in TIME_QUESTIONS and _only_turns_down(spoken) and slots["offer"]:
        await _decline(turn, moving)
        return
    held = slots["appointment_time"]
    offered = await off_loop(get().offering.ask, turn.call_id, spoken, *_so_far(slots), **_what(turn, moving))
    take_offer(turn, offered)
    slots["offers_declined"] = 0
    # "Tuesday at two", or "yes, Tuesday", said back to "I have Tuesday at two. Shall I book that?" is a yes.
    same = turn.asked == "time_agreed" and held is not None and slots["appointment_time"] == held
    if same and turn.answer is False and not spoken.alternatives:
        await _decline(turn, moving)  # "no, the first one": of what is not offered any more
    elif same and (turn.answer is True or _says_it_back(turn)):
        slots["time_agreed"] = True


def _what(turn: Turn, moving: bool) -> dict[str, object]:
    """What the time is for: a new booking, or another time for one of this call's."""
    return {"moving": moving, "booking_id": turn.slots["changing_booking"] if moving else None}


def _only_turns_down(spoken: Spoken) -> bool:
    """ "None of those": a no, in the words of time."""
    nothing_else = not spoken.alternatives and not spoken.exclusions
    return spoken.operator is Operator.ANYTHING_ELSE and nothing_else


def _says_it_back(turn: Turn) -> bool:
    """Whether the proposed time is named once more, and nothing against it: that is a yes as well.

    Not where it was proposed before and no yes came: "hell, tuesday, look when the force at two".
    """
    spoken, asked_before = turn.spoken, (turn.slots["asked_times"] or 0) > 1
    if turn.answer is not None or spoken is None or asked_before or _AGAINST.search(turn.text):
        return False
    clocks = any(isinstance(when.hours, Clock) for when in spoken.alternatives)
    return clocks and not spoken.exclusions and spoken.operator is None


async def _answer(turn: Turn, answer: bool, moving: bool) -> None:
    """A bare yes or no to an offer: yes takes the first option, no turns all of them down."""
    wish, offer = _so_far(turn.slots)
    if offer is None or turn.slots["offer_kind"] == "open":
        await _ask(turn, moving)
    elif answer and offer.kind is Kind.WHICH:
        turn.say("utter_not_understood")  # 4.3: dates are never guessed
    elif answer:
        offered = await off_loop(get().offering.pick, turn.call_id, wish, offer, 0, **_what(turn, moving))
        take_offer(turn, offered)
        # "Would Tuesday at two work?" - "Yes" is an agreement, when one exact time was named.
        only_one = len(offer.options) == 1 and offer.options[0].end is None
        agreed = only_one and turn.answer is True and turn.slots["offer_kind"] == "time"
        turn.slots["time_agreed"] = True if agreed else None
    else:
        await _decline(turn, moving)


async def _decline(turn: Turn, moving: bool) -> None:
    slots = turn.slots
    wish, offer = _so_far(slots)
    declined = (slots["offers_declined"] or 0) + 1
    offered = await off_loop(get().offering.decline, turn.call_id, wish, offer, **_what(turn, moving))
    take_offer(turn, offered)
    slots["offers_declined"] = declined
    if slots["offer_kind"] in ("none", "skipped"):
        return
    if declined >= PATIENCE:
        await _offer_nothing(turn)
        slots.set(offer_kind="none", no_time_because="none_suits")
    elif wish.exact or offer.kind is Kind.WHICH or declined % 2 == 0:
        # The caller knows better than we what would suit.
        await _offer_nothing(turn)
        slots.set(offer_kind="open")


async def _offer_nothing(turn: Turn) -> None:
    """Let go of what would have been offered next: nobody is told of it."""
    turn.slots.clear("offer", "offer_text", "appointment_time")
    await off_loop(get().offering.release, turn.call_id)


async def _ask(turn: Turn, moving: bool) -> None:
    wish, _ = _so_far(turn.slots)
    offered = await off_loop(get().offering.ask, turn.call_id, None, wish, None, **_what(turn, moving))
    take_offer(turn, offered)


def _so_far(slots: Slots) -> tuple[wishes.Wish, Offer | None]:
    return wishes.from_text(slots["wish"]), offers.from_text(slots["offer"])


def take_offer(turn: Turn, offered: Offered | Skipped, *, with_reason: bool = True) -> None:
    """Keep what is offered, so that the prompt can say it; say first why it is not what was asked for."""
    slots = turn.slots
    slots.clear("appointment_time", "time_agreed", "callback_wanted")
    if isinstance(offered, Skipped):
        slots.set(offer_kind="skipped", no_time_because="cannot_book")
        if offered.wish is not None:
            slots["wish"] = wishes.to_text(offered.wish)
        return
    offer = offered.offer
    kind = "three_parts" if offer.kind is Kind.PARTS and len(offer.options) > 2 else offer.kind.value
    slots.set(wish=wishes.to_text(offered.wish), offer=offers.to_text(offer), offer_kind=kind)
    if offer.kind is Kind.NONE:
        slots["no_time_because"] = "none_suits" if offered.wish.turned_down else "nothing_open"
        return
    if offer.kind is Kind.TIME:
        slots["appointment_time"] = offer.options[0].start.isoformat()
    if offer.reason is not None and with_reason:
        turn.say(f"utter_time_{offer.reason.value}")
    if offer.kind is Kind.OPEN:
        slots.clear("offer", "offer_text")
        return
    slots["offer_text"] = say_offer(offer, offered.call)


def say_offer(offer: Offer, call: Call) -> str:
    """An offer as a fragment, in the caller's zone, which is named when it could be mistaken (SPEC 5.1)."""
    at = offer.options[0].start
    return saying.say_offer(offer, now=call.now, zone=call.caller_zone, name_zone=zone_needs_name(call, at))


def say_offer_anew(turn: Turn, call: Call) -> None:
    """The pending offer in the zone that the caller now is in."""
    offer = offers.from_text(turn.slots["offer"])
    if offer is not None and offer.options:
        turn.slots["offer_text"] = say_offer(offer, call)


def zone_needs_name(call: Call, at) -> bool:
    """Whether a time has to be said with its zone: the caller's is a guess, or not the calendar's."""
    differs = at.astimezone(call.caller_zone).utcoffset() != at.astimezone(call.calendar_zone).utcoffset()
    return differs or not call.zone_is_sure
