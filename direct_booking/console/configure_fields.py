"""The settings as fields of a form: what each is called, and how it is explained. Nothing else.

What may be set is ``direct_booking.settings``; how a form becomes settings is ``configure_form``. A setting
that is not listed here is shown below "More" with its own name.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One setting.

    Attributes:
        kind: text, lines, number, time, tick, or choice.
        choices: values and their words, for a choice.
    """

    label: str
    help: str = ""
    unit: str = ""
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()


def _minutes(label: str, help: str = "") -> Field:
    return Field(label, help, "minutes", "number")


BUSINESS = {
    "business_name": Field(
        "Name of the business", "As callers hear it: “Thank you for calling Harbor Dental.”"
    ),
    "greeting": Field(
        "Greeting", "What callers hear first, in your words. Left empty, they are greeted with the name."
    ),
    "ask_name": Field(
        "Ask callers for their name", "Without it, a name is kept when a caller gives one.", kind="tick"
    ),
    "transfer_number": Field(
        "Number to transfer to",
        "For callers who want a person, with its country: +12125550123. Left empty, a message is taken.",
    ),
}

APPOINTMENTS = {
    "length_minutes": _minutes("Length", "How long an appointment takes, for example 30."),
    "interval_minutes": _minutes("A start every", "30 offers 9:00, 9:30, 10:00 and so on."),
    "buffer_before_minutes": _minutes("Free before", "Kept free before each appointment, for example 10."),
    "buffer_after_minutes": _minutes("Free after", "Kept free after each appointment."),
    "notice_minutes": _minutes("Minimum notice", "120: nothing that begins within the next two hours."),
    "look_ahead_days": Field(
        "Look-ahead", "How many days from today are offered, for example 14.", "days", "number"
    ),
    "hold_minutes": _minutes("Hold time", "How long a proposed time is kept from other callers."),
}

MEETING = {
    "meeting_type": Field(
        "How you meet",
        kind="choice",
        choices=(
            ("online", "Online first: a video invite by e-mail; a phone call for those who share no address"),
            ("phone", "Phone first: you call; a video link for those who share an address"),
            ("custom", "In a way of your own, for example a visit"),
        ),
    ),
    "format": Field("What it is", "As callers hear it: “a visit at your home”."),
    "where": Field("Where it takes place", "As callers hear it: “12 Harbor Street”."),
    "contact": Field(
        "What you need from callers",
        kind="choice",
        choices=(
            ("both", "An e-mail address and a number"),
            ("email", "An e-mail address"),
            ("phone", "A number"),
            ("none", "Nothing"),
        ),
    ),
}

WRITTEN = {
    "title": Field("Title of the event"),
    "description": Field("Description", kind="lines"),
}

TEXTING = {
    "scheduling_link": Field(
        "Scheduling link",
        "Texted to callers when booking is off, like https://book.example.com/harbor. Left empty, none is.",
    ),
    "text_message": Field(
        "Text message", "What is texted; {business} and {link} stand for yours.", kind="lines"
    ),
}

PARTS_OF_THE_DAY = {
    "afternoon_starts": Field("Afternoon begins", kind="time"),
    "evening_starts": Field("Evening begins", kind="time"),
    "night_starts": Field("Night begins", kind="time"),
}

KEEPING = {
    "retention_days": Field(
        "Keep calls for",
        "After so many days a call, and what is personal of its bookings, is erased. 0 keeps them.",
        "days",
        "number",
    ),
}

# In a form of their own kind each: the week, the closed dates, lunch, and what holidays are closed.
OTHERWISE = frozenset(("windows", "closed", "holidays_country", "holidays_region", "lunchtime"))
GROUPS: Mapping[str, Mapping[str, Field]] = {
    "Your business": BUSINESS,
    "Appointments": APPOINTMENTS,
    "How you meet": MEETING,
    "What is written on your calendar": WRITTEN,
    "When booking is off": TEXTING,
    "Parts of the day": PARTS_OF_THE_DAY,
    "Personal data": KEEPING,
}
