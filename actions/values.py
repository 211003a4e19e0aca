"""What a turn may hold, by the names of its entities, and which questions it may answer."""

# Values that count even where the words around them were not understood, or said little. The day in "what's
# the weather like today" is no wish.
CONTACTS = frozenset({"email", "phone_number", "extension", "person_name", "place"})
VALUES = CONTACTS | {"time", "answer"}
VALUES_BESIDE = CONTACTS | {"time"}
# What is left of an address or a number when only some of it was said, or heard.
PIECES = frozenset({"email_piece", "email_edit"})
DIGITS = frozenset({"phone_piece"})

EMAIL_QUESTIONS = ("email", "email_confirmed")
NUMBER_QUESTIONS = ("callback_number", "number_confirmed")

# What another reading of the recogniser may give, where exactly that was asked for and the first gave no
# value at all: it is read back before anything comes of it. A yes or a no is never taken from one.
OTHERWISE = {
    "appointment_time": ("time", "other_time"),
    "email": ("email", "other_email"),
    "callback_number": ("phone_number", "other_number"),
}
