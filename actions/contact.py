"""How the caller is reached: take an e-mail, a number and a name, read them back, confirm them.

The number is taken in ``callback_number``; how words become an address is in
``direct_booking.hearing.emails``; nothing here knows about times.
"""

from actions.callback_number import hear_number, is_about, next_number_question
from actions.digressing import means_its_time
from actions.meeting import way_of
from actions.slots import Slots
from actions.turn import Turn
from actions.values import EMAIL_QUESTIONS, NUMBER_QUESTIONS
from direct_booking.hearing import dictation
from direct_booking.hearing.dictation import Dictation
from direct_booking.reception.outcomes import Details
from direct_booking.saying import spelling
from direct_booking.settings import MeetingType

# Letters without an at-sign look like little else; an intent that is clear is believed instead.
MAYBE_LETTERS = frozenset({"spell_letters", "give_email", "give_name"})


def hear_contact(turn: Turn) -> bool:
    """Take in what this turn says about how to reach the caller, and the answers to questions about it.

    Returns:
        Whether anything was taken in.
    """
    return any(
        [
            _hear_name(turn),
            _hear_preference(turn),
            hear_number(turn),
            _hear_email(turn),
        ]
    )


# Questions that what is said about something else leaves as they were.
ASKED_STILL = frozenset({"appointment_time", "time_agreed", "callback_wanted", "email"})


def acknowledge(turn: Turn, question: str | None, asked_before: str | None = None) -> None:
    """Say that something was taken in, where the same question is asked once more all the same.

    Args:
        question: what is asked next.
        asked_before: how the e-mail was asked for; another wording is an acknowledgement itself.
    """
    about_else = turn.asked in ASKED_STILL or (turn.asked in NUMBER_QUESTIONS and way_of(turn) is not None)
    often = (turn.slots["asked_times"] or 0) > 1  # then the ladder has more to say
    same = question == turn.asked and about_else and not often and not turn.has_spoken
    if same and (turn.asked != "email" or turn.slots["email_question"] == asked_before):
        turn.say("utter_noted")


def wants_email(slots: Slots) -> bool:
    """Whether an e-mail address is still part of this appointment (SPEC 2.4)."""
    if slots["email_declined"]:
        return False
    if slots["meeting_type"] == "custom":
        return slots["contact_needed"] in ("email", "both") or bool(slots["email"])
    return slots["meeting_type"] == "online"


def wants_number(slots: Slots) -> bool:
    """Whether a callback number is part of this appointment (SPEC 4.5)."""
    if slots["meeting_type"] == "custom":
        needed = slots["contact_needed"]
        return needed in ("phone", "both") or (needed == "email" and bool(slots["email_declined"]))
    return slots["meeting_type"] == "phone" or bool(slots["email_declined"])


def next_contact_question(slots: Slots) -> str | None:
    """The contact question that is still open, or None. Pure."""
    if wants_email(slots):
        if not slots["email"]:
            return "email"
        if not slots["email_confirmed"]:
            return "email_confirmed"
    return next_number_question(slots) if wants_number(slots) else None


def details_of(slots: Slots) -> Details:
    """What the caller gave and confirmed, for reception."""
    email = slots["email"] if wants_email(slots) and slots["email_confirmed"] else None
    meeting_type = MeetingType(slots["meeting_type"])
    if meeting_type is MeetingType.ONLINE and email is None:
        meeting_type = MeetingType.PHONE  # 2.4: declined, a phone callback is booked
    return Details(
        caller_name=slots["caller_name"],
        caller_number=slots["callback_number"],
        email=email,
        meeting_type=meeting_type,
        extension=slots["number_extension"],
    )


def _hear_name(turn: Turn) -> bool:
    slots = turn.slots
    name = turn.heard.get("person_name")
    if turn.asked == "caller_name" and name is None:
        # "Rather not" could be a name, by its sound.
        name = turn.heard.get("name_piece") if turn.answer is not False else None
        declined = turn.answer is False or turn.intent in ("deny", "decline_email")
        if name is None and declined and not turn.speaks_of_time:
            slots["name_needed"] = False  # kept when the caller gives it, never insisted on
            return True
    if name is not None:
        slots["caller_name"] = name
    return name is not None


def _hear_preference(turn: Turn) -> bool:
    slots = turn.slots
    if "email" in turn.heard or turn.form == "message_form":
        return False  # a message changes nothing about an appointment
    gives_something = bool({"time", "person_name", "place", "phone_number", "extension"} & turn.heard.keys())
    bare_no = turn.asked == "email" and turn.answer is False and not gives_something
    number_instead = turn.asked == "email" and "phone_number" in turn.heard
    wanted = way_of(turn)
    if wanted and slots["meeting_type"] == "custom":
        turn.say("utter_format")  # 2.4: how a custom meeting is held is the owner's to say
        return True
    declined = turn.intent in ("decline_email", "stop_booking") and turn.asked != "caller_name"
    if wanted == "phone" or declined or bare_no or number_instead:
        decline_email(slots)
    elif wanted == "video":
        _want_video(turn)
    else:
        return False
    return True


def _want_video(turn: Turn) -> None:
    slots = turn.slots
    if slots["makes_links"] is False:
        turn.say("utter_no_video_link")
        return
    slots.clear("email_declined")
    slots["email_question"] = "video"
    if slots["meeting_type"] == "phone":
        slots["meeting_type"] = "online"


def decline_email(slots: Slots) -> None:
    """No e-mail then: the caller is called (SPEC 4.5)."""
    slots.clear("email", "email_confirmed", "email_spelled", "email_said", "email_local")
    slots.clear("email_rejected", "email_letter", "email_letters")
    slots["email_declined"] = True


def _hear_email(turn: Turn) -> bool:
    """What a turn says about the address, and the answers to questions about it."""
    slots = turn.slots
    before = _dictation(slots)
    asked = turn.asked in EMAIL_QUESTIONS and not slots["email_declined"]
    if asked and (is_about(before.address, turn) or before.letter is None and not means_its_time(turn)):
        turn.forget("time")  # "it's twelve, not twenty" named digits; "I have the night" is I as in ice
    elsewhere = turn.speaks_of_time and before.letter is None
    if "email" not in turn.heard and (not asked or elsewhere):
        return False
    now = dictation.answered(
        before,
        turn.heard if asked else _volunteered(turn.heard),
        answer=turn.answer,
        name=slots["caller_name"],
        spelled=_is_spelled(turn),
    )
    if now is None:
        return False
    if before.letter is not None:
        turn.forget("time")  # "November" and "the first one" named a letter
    _keep(turn, before, now)
    return True


def _volunteered(heard: dict[str, str]) -> dict[str, str]:
    """An address that was not asked for: only what was certain."""
    doubted = "email_piece" not in heard and "email_doubt" in heard
    return {kind: heard[kind] for kind in ("email", "email_doubt") if kind == "email" or doubted}


def _is_spelled(turn: Turn) -> bool:
    """Whether a piece is letters rather than a word that was misheard: by its intent, or by its letters."""
    return turn.intent in MAYBE_LETTERS or sum(len(word) == 1 for word in turn.text.split()) >= 2


def _dictation(slots: Slots) -> Dictation:
    """What is taken down of the address so far."""
    place, _, other = (slots["email_letter"] or "").partition(":")
    return Dictation(
        address=slots["email"],
        confirmed=bool(slots["email_confirmed"]),
        local=slots["email_local"],
        rejected=slots["email_rejected"],
        failures=int(slots["email_failures"] or 0),
        question=slots["email_question"] or "which",
        letter=(int(place), other) if other else None,
    )


def _keep(turn: Turn, before: Dictation, now: Dictation) -> None:
    """Keep what was taken down, as it will be read back; or give the address up."""
    slots = turn.slots
    if now.impossible:
        turn.say("utter_email_not_valid")
    slots.set(
        email=now.address,
        email_confirmed=now.confirmed or None,
        email_local=now.local,
        email_rejected=now.rejected,
        email_failures=now.failures,
        email_question=now.question,
        email_letter=f"{now.letter[0]}:{now.letter[1]}" if now.letter else None,
        email_letters=spelling.say_letters(now.address or "", *now.letter) if now.letter else None,
    )
    if now.given_up:
        decline_email(slots)
        slots["email_failures"] = dictation.LETTERS_AFTER  # told once more after all, it is heard once more
        turn.say("utter_email_given_up")
    elif now.address is None:
        slots.clear("email_spelled", "email_said")
    elif not now.confirmed:
        _take_down(slots, now)


def _take_down(slots: Slots, now: Dictation) -> None:
    """An address that is still to be confirmed."""
    slots.clear("email_declined")
    slots.set(
        email_spelled=spelling.spell(now.address or "", code_words=now.again, doubtful=now.doubtful),
        email_said=spelling.say_email(now.address or ""),
    )
    if slots["meeting_type"] == "phone":
        slots["meeting_type"] = "online"  # 2.4: a video link when the caller shares an e-mail
