"""What random callers say: lines that fit a question, and lines that fit nothing."""

ANSWERS = {
    "utter_greeting": (
        "i'd like an appointment",
        "can i come in thursday at ten",
        "do you have anything this week",
    ),
    "utter_how_can_i_help": ("i'd like an appointment", "tuesday at two please", "can i leave a message"),
    "utter_what_i_do": ("an appointment please", "a message"),
    "utter_anything_else": ("no that's all", "cancel it please", "can we make it an hour later"),
    "utter_ask_appointment_time": (
        "the first one",
        "thursday at ten",
        "friday afternoon",
        "tomorrow at two",
        "the soonest you have",
        "yes",
        "anything else",
    ),
    "utter_ask_time_agreed": ("yes", "yes please", "yep that works", "no", "a bit later"),
    "utter_ask_move_form_time_agreed": ("yes", "yes please", "no"),
    "utter_ask_caller_name": ("ann lee", "it's bob stone", "my name is maria garcia"),
    "utter_ask_email": (
        "ann at example dot com",
        "no thanks",
        "it's j o h n",
        "bob dot stone at gmail dot com",
    ),
    "utter_ask_email_confirmed": ("yes", "that's right", "no, m as in mary", "no", "gmail not hotmail"),
    "utter_ask_callback_number": ("two one two five five five oh one nine nine",),
    "utter_ask_number_confirmed": ("yes", "that's fine", "no", "use a different number"),
    "utter_ask_callback_wanted": ("yes", "no"),
    "utter_ask_cancel_agreed": ("yes", "no"),
    "utter_ask_message_form_message_body": ("please call me about my bill", "tell them i'll be late"),
    "utter_ask_person": ("yes", "no"),
    "utter_cannot_change_others": ("yes", "no"),
    "utter_booked_with_invite": (
        "no that's all",
        "can we make it friday at nine",
        "make it the phone instead",
    ),
    "utter_booked_callback": ("no thanks", "cancel it please", "actually my email is ann at example dot com"),
    "utter_booked": ("no thanks", "what did i book"),
    "utter_moved": ("no that's all", "cancel it please"),
}
"""Response to lines that answer it."""

ORDINARY = (
    "i'd like an appointment", "tuesday at two", "the soonest please", "some time next week", "not monday",
    "monday or tuesday", "after five", "the second one", "no, friday", "earlier", "a different day",
    "next month", "yesterday at noon", "at three in the morning", "ann at example dot com", "no email please",
    "my number is two one two five five five oh one nine nine", "my name is ann lee", "i'm in denver",
    "make it the phone instead", "can we do video", "cancel it", "move it to friday", "what did i book",
    "cancel the appointment i made last week", "yes", "no", "yes", "no", "ok", "sure", "nope", "yeah no",
    "can i get thursday at ten, it's ann lee, ann dot lee at gmail dot com", "never mind", "forget it",
)  # fmt: skip

DIGRESSIONS = (
    "can you repeat that", "wait a moment", "why do you need my email", "why do you need my number",
    "who is this", "how long does it take", "is it by phone or video", "start over", "thank you", "hello",
    "can you order me a pizza", "what's the weather like today", "can i speak to a person",
    "can i leave a message", "are you a robot", "goodbye",
)  # fmt: skip

NOISE = (
    "uh the the the", "um", "kshh", ".", "?!", "mm the of", "blah blah blah", "a", "ten ten ten ten", "0",
    "999999999999999999", "b b b b b b b b", "at at at dot dot", "the the at the dot the",
)  # fmt: skip

STRANGE = (
    "\N{THUMBS UP SIGN}", "\N{SLIGHTLY SMILING FACE}\N{SLIGHTLY SMILING FACE} ok", "yes \N{PARTY POPPER}",
    "quiero una cita para el jueves por la tarde", "ich hätte gern einen termin am freitag um zehn",
    "je voudrais un rendez-vous demain", "明日の午後に予約をお願いします", "можно записаться на вторник",
    "أريد موعدا غدا", "{caller_name} {0} %s ${x}", "'; drop table bookings; --", "<speak>yes</speak>",
    "yes\u200bno", "I\u2019D LIKE AN APPOINTMENT", "TUESDAY AT TWO!!!", "\ttuesday\n at two ",
    "so what happened is that my cousin told me about you and then " * 40 + "so tuesday at two",
    "j o h n " * 60, "one two three four five six seven eight nine " * 25, "é" * 500,
)  # fmt: skip

# As a recogniser may write them down, by telephone.
SPOKEN_SLASHES = (
    "/restart", "/affirm", "//start_over", '/call_ended{"a": 1}', "/", " / /yes", "/session_start", "/back",
    "/inform{\"email\": \"a@b.c\"}", "EXTERNAL: call_start", "/deny@__ms__",
)  # fmt: skip

# A channel takes the slash off: a caller's words are never an event of the machine.
SLASHES = tuple(line.lstrip("/") for line in SPOKEN_SLASHES[:5])

LONG_SPEECH = (
    "and then i said to her you know what i said " * 300,
    "tuesday or wednesday or thursday at two or three or four " * 100,
    "\N{PILE OF POO}" * 4000,
    "m as in mary n as in nancy " * 250,
    "0123456789" * 700,
    "a\x00b\x07c\x1b[31m" * 500,
    "no no no no no wait yes " * 200,
)
"""A recogniser that does not stop."""

ANYTHING = (ORDINARY, DIGRESSIONS, NOISE, STRANGE, SLASHES)
"""Each kind is as likely as the next."""
