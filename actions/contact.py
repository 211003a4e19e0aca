"""How the caller is reached: take an e-mail, a number and a name, read them back, confirm them.

How words become an address is in ``direct_booking.hearing.emails``; nothing here knows about times.
"""

from actions.turn import Slots, Turn
from direct_booking.hearing import emails
from direct_booking.reception.outcomes import Details
from direct_booking.saying import numbers, spelling
from direct_booking.settings import MeetingType

LETTERS_AFTER = 2  # 4.4: failures before it asks letter by letter
GIVE_UP_AFTER = 3  # 4.4: failures before it offers the phone instead
EMAIL_QUESTIONS = ("email", "email_confirmed")
WAY_OF_INTENT = {"want_phone": "phone", "want_video": "video"}
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
            _hear_number(turn),
            _hear_email(turn),
        ]
    )


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


def next_number_question(slots: Slots) -> str | None:
    """The question about the callback number that is still open, or None. Pure."""
    if not slots["callback_number"]:
        return "callback_number"
    return None if slots["number_confirmed"] else "number_confirmed"


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
    )


def set_number(slots: Slots, number: str | None, *, confirmed: bool | None = None) -> None:
    """Keep a callback number, as it will be read back."""
    spoken = numbers.say_number(number) if number else None
    slots.set(callback_number=number, number_spoken=spoken, number_confirmed=confirmed)


def _hear_name(turn: Turn) -> bool:
    slots = turn.slots
    name = turn.heard.get("person_name")
    if turn.asked == "caller_name" and name is None:
        name = turn.heard.get("name_piece")
        declined = turn.answer is False or turn.intent in ("deny", "decline_email")
        if name is None and declined and not turn.speaks_of_time:
            slots["name_needed"] = False  # kept when the caller gives it, never insisted on
            return True
    if name is not None:
        slots["caller_name"] = name
    return name is not None


def _hear_preference(turn: Turn) -> bool:
    slots = turn.slots
    if "email" in turn.heard:
        return False
    way = turn.heard.get("way")
    gives_something = bool({"time", "person_name", "place", "phone_number"} & turn.heard.keys())
    bare_no = turn.asked == "email" and turn.answer is False and not gives_something
    number_instead = turn.asked == "email" and "phone_number" in turn.heard
    wanted = way or WAY_OF_INTENT.get(turn.intent)
    if wanted and slots["meeting_type"] == "custom":
        turn.say("utter_format")  # 2.4: how a custom meeting is held is the owner's to say
        return True
    declined = turn.intent == "decline_email" and turn.asked != "caller_name"
    if wanted == "phone" or declined or bare_no or number_instead:
        decline_email(slots)
    elif wanted == "video":
        _want_video(slots)
    else:
        return False
    return True


def _want_video(slots: Slots) -> None:
    slots.clear("email_declined")
    slots["email_question"] = "video"
    if slots["meeting_type"] == "phone":
        slots["meeting_type"] = "online"


def decline_email(slots: Slots) -> None:
    """No e-mail then: the caller is called (SPEC 4.5)."""
    slots.clear("email", "email_confirmed", "email_spelled", "email_said", "email_local")
    slots["email_declined"] = True


def _hear_number(turn: Turn) -> bool:
    slots = turn.slots
    number = turn.heard.get("phone_number")
    if number is not None:
        set_number(slots, number)
        return True
    if turn.asked != "number_confirmed" or turn.speaks_of_time:
        return False
    if turn.answer is True:
        slots["number_confirmed"] = True
    elif turn.answer is False or turn.intent == "give_number":
        set_number(slots, None)
        slots["number_question"] = "which"
    else:
        return False
    return True


def _hear_email(turn: Turn) -> bool:
    slots = turn.slots
    said = turn.heard.get("email")
    if said is not None:
        _take_email(turn, said)
        return True
    if turn.asked not in EMAIL_QUESTIONS or turn.speaks_of_time or slots["email_declined"]:
        return False
    if turn.asked == "email_confirmed":
        return _hear_verdict(turn)
    return _hear_pieces(turn)


def _hear_verdict(turn: Turn) -> bool:
    """Yes, no, or a correction in place, after an address was read back."""
    slots = turn.slots
    edits = turn.heard.get("email_edit")
    corrected = emails.correct(slots["email"], emails.edits_from_text(edits)) if edits else None
    if corrected is not None and corrected != slots["email"]:
        _take_email(turn, corrected, again=True)
    elif turn.answer is True:
        slots["email_confirmed"] = True
    elif "@" in turn.heard.get("email_piece", ""):
        _take_email(turn, turn.heard["email_piece"], again=True)
    elif turn.answer is False or edits:
        _fail(turn)
    else:
        return False
    return True


def _hear_pieces(turn: Turn) -> bool:
    """An address, or a part of one, after it was asked for."""
    slots = turn.slots
    piece = turn.heard.get("email_piece")
    domain = _domain_in(turn)
    if piece and "@" in piece:
        _take_email(turn, piece)
    elif domain is not None and slots["email_local"]:
        _take_email(turn, f"{slots['email_local']}@{domain}")
    elif domain is not None:
        slots["email_question"] = "again"
    elif piece and slots["email_question"] != "domain" and _is_spelled(turn):
        slots.set(email_local=piece, email_question="domain")
    elif turn.answer is True:
        slots["email_question"] = "which"
    else:
        return False
    return True


def _is_spelled(turn: Turn) -> bool:
    """Whether a piece is letters rather than a word that was misheard: by its intent, or by its letters."""
    return turn.intent in MAYBE_LETTERS or sum(len(word) == 1 for word in turn.text.split()) >= 2


def _domain_in(turn: Turn) -> str | None:
    """What comes after the at-sign, said on its own."""
    edits = emails.edits_from_text(turn.heard["email_edit"]) if "email_edit" in turn.heard else ()
    return next((edit.new for edit in edits if edit.verb == "domain"), None)


def _take_email(turn: Turn, address: str, *, again: bool = False) -> None:
    slots = turn.slots
    tidy = emails.tidy(address)
    if tidy is None:
        turn.say("utter_email_not_valid")
        _fail(turn)
        return
    code_words = again or bool(slots["email_failures"])
    slots.clear("email_confirmed", "email_local", "email_declined")
    slots.set(
        email=tidy,
        email_spelled=spelling.spell(tidy, code_words=code_words),
        email_said=spelling.say_email(tidy),
        email_question="which",
    )
    if slots["meeting_type"] == "phone":
        slots["meeting_type"] = "online"  # 2.4: a video link when the caller shares an e-mail


def _fail(turn: Turn) -> None:
    """One more failure with the address: once more, letter by letter, then the phone instead (SPEC 4.4)."""
    slots = turn.slots
    failures = (slots["email_failures"] or 0) + 1
    slots.clear("email", "email_confirmed", "email_spelled", "email_said", "email_local")
    slots["email_failures"] = failures
    if failures >= GIVE_UP_AFTER:
        decline_email(slots)
        turn.say("utter_email_given_up")
    else:
        slots["email_question"] = "letters" if failures >= LETTERS_AFTER else "again"
