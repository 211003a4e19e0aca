"""How a booking and its history read on a page: its state, its open item, its invite, what became of it.

Filters of the templates; ``words`` has those for times and numbers.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask, g
from markupsafe import Markup

from direct_booking.console import here
from direct_booking.console.words import moment, number
from direct_booking.reception.appointments import Booking, Entry


@dataclass(frozen=True)
class State:
    """A state in a word and a colour.

    Attributes:
        kind: ``good``, ``note``, ``bad`` or ``quiet``.
    """

    words: str
    kind: str = "quiet"


@dataclass(frozen=True)
class OpenItem:
    """Why a booking is an open item, and what its owner can do."""

    words: str
    remedy: str


STATES = {
    "requested": State("Not confirmed yet", "note"),
    "booked": State("Booked", "good"),
    "moving": State("Being moved", "note"),
    "cancelling": State("Being cancelled", "note"),
    "cancelled": State("Cancelled"),
    "lost": State("Time was lost", "bad"),
    "failed": State("Never booked", "bad"),
}
TYPES = {"online": "Video meeting", "phone": "Phone call", "custom": "Your own format"}
OPEN_ITEMS = {
    "calendar_refused": OpenItem("The calendar refused it.", "Call back, and offer another time."),
    "time_taken": OpenItem(
        "The time was taken before the calendar confirmed it.", "Call back, and offer another time."
    ),
    "too_late": OpenItem(
        "The calendar could not be asked before the time had come.", "Call back, and offer another time."
    ),
    "event_gone": OpenItem(
        "Somebody removed the event from the calendar.", "If it was not you, tell the caller."
    ),
    "changed_by_owner": OpenItem(
        "Somebody moved the event on the calendar; the time here follows it.", "Tell the caller the new time."
    ),
    "not_moved": OpenItem(
        "The caller asked for another time, and it was not moved.", "Call back, and agree on a time."
    ),
    "not_cancelled": OpenItem(
        "The caller cancelled, and the event could not be removed.", "Remove it from the calendar yourself."
    ),
    "invite_not_sent": OpenItem(
        "The new e-mail address is kept; the calendar has not confirmed the invite.",
        "Look on the calendar whether the caller is invited.",
    ),
    "guest_not_told": OpenItem(
        "Nobody was invited or told of the new time: the calendar sends no more invitations for now.",
        "Tell the caller, or invite them on the calendar yourself.",
    ),
    "words_not_written": OpenItem(
        "The details were corrected; the calendar has not confirmed them.",
        "Look on the calendar whether they are right.",
    ),
    "calendar_gone": OpenItem(
        "The calendar that it is on cannot be reached any more.", "Look on that calendar yourself."
    ),
}
# Open items that say of an invitation what nothing else on record does.
UNINVITED = {
    "invite_not_sent": State("Not confirmed", "bad"),
    "guest_not_told": State("Not sent by the calendar", "bad"),
}
_WHO = {"caller": "The caller", "owner": "You", "reconciler": "This product"}
# What of a line is told with the time of the appointment, and what without.
_EVENTS = {
    "requested": "{who} said yes to {time}.",
    "booked": "The calendar confirmed {time}.",
    "move_requested": "{who} asked for {to} instead.",
    "moved": "The calendar confirmed the move to {time}.",
    "corrected": "What was misheard was put right: {time}, confirmed by the calendar.",
    "not_moved": "It was not moved: {time} stays.",
    "contact_corrected": "{who} gave other details{details}.",
    "invited": "The calendar confirmed the invite.",
    "uninvited": "Nobody is invited any more.",
    "cancel_requested": "{who} cancelled it.",
    "cancelled": "The calendar confirmed that it is off.",
    "not_cancelled": "It was not cancelled: it stands at {time}.",
    "lost": "The time was lost, or the event was removed.",
    "failed": "It was not booked.",
    "rekeyed": "The calendar was asked again under another mark.",
    "cleared": "An event that arrived late was taken off the calendar again.",
    "attended": "{who} closed the open item.",
    "erased": "The caller's data was erased.",
}


def put_into(app: Flask) -> None:
    """Let every template use them."""
    app.jinja_env.filters.update(
        state=state, open_item=open_item, meeting=meeting, invite=invite, sent_for=sent_for, event=event
    )


def state(booking: Booking) -> State:
    """How it stands. Pure."""
    return STATES[booking.status.value]


def open_item(booking: Booking) -> OpenItem | None:
    """Why its owner should look at it. Pure."""
    return OPEN_ITEMS[booking.needs_attention.value] if booking.needs_attention else None


def meeting(booking: Booking) -> str:
    """What sort of meeting it is. Pure."""
    return TYPES[booking.meeting_type.value]


def invite(booking: Booking) -> State:
    """What is known of the calendar's own invitation (4.9): no more than the calendar confirmed."""
    status = booking.status.value
    if not booking.email:
        return State("None wanted")
    if booking.needs_attention and booking.needs_attention.value in UNINVITED:
        return UNINVITED[booking.needs_attention.value]
    if booking.event_id is None or status in ("failed", "requested"):
        return State("Waits for the calendar", "note") if booking.live else State("None sent")
    if not sent_for(booking):
        return State("No mail sent", "note")
    if status == "cancelled":
        return State("Taken back by the calendar")
    return State("Given to the calendar to send", "good") if booking.live else State("None sent")


def sent_for(booking: Booking) -> bool:
    """Whether the calendar that a booking is on tells its guest, as far as is known now."""
    if "invites" not in g:
        g.invites = here.desk().diary.invites(here.account_id())
    seen = here.calendar()
    if seen and seen.connection.provider == booking.provider:
        return bool(booking.email) and g.invites
    # Nobody knows what a calendar does that is not connected any more; these two always write.
    return bool(booking.email) and booking.provider in ("google", "microsoft")


def event(entry: Entry, zone: ZoneInfo | None = None) -> Markup:
    """A line of the history as a sentence."""
    facts = entry.facts
    return Markup(_EVENTS[entry.what.value]).format(
        who=_WHO[entry.by.value],
        time=_when(facts.get("time"), zone),
        to=_when(facts.get("to"), zone),
        details=_details(entry),
    )


def _when(span: object, zone: ZoneInfo | None) -> Markup:
    return moment(datetime.fromisoformat(span[0]), zone) if span else Markup("another time")


def _details(entry: Entry) -> str:
    personal = entry.personal or {}
    told = (personal.get("caller_name"), personal.get("caller_number"), personal.get("email"))
    known = [number(each) if str(each).startswith("+") else str(each) for each in told if each]
    return f": {', '.join(known)}" if known else ""
