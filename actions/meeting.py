"""How the two meet: by phone, or by video where the calendar makes a link (SPEC 2.4).

How the caller is reached for it is in ``contact``.
"""

from rasa_sdk.events import EventType

from actions.desk import DeskAction, call_of, get, off_loop
from actions.turn import Turn

WAY_OF_INTENT = {"want_phone": "phone", "want_video": "video"}


def way_of(turn: Turn) -> str | None:
    """``phone`` or ``video``, when this turn asks for one of them. Pure."""
    return turn.heard.get("way") or WAY_OF_INTENT.get(turn.intent)


async def note_way(turn: Turn) -> None:
    """Find out whether there are video links, when this turn asks for one."""
    if way_of(turn) == "video":
        await note_links(turn)


async def note_links(turn: Turn) -> None:
    """Keep whether the calendar makes video links, as long as this call lasts."""
    if turn.slots["makes_links"] is None:
        call = await call_of(turn)
        turn.slots["makes_links"] = await off_loop(get().video.links, call)


class ActionTellFormat(DeskAction):
    """Say how the two meet.

    Reads:   makes_links, meeting_type
    Writes:  makes_links
    Says:    utter_format | utter_format_without_video
    """

    async def act(self, turn: Turn) -> list[EventType]:
        """By video only where there is a link; a custom meeting is held as the owner says."""
        await note_links(turn)
        without = turn.slots["makes_links"] is False and turn.slots["meeting_type"] != "custom"
        turn.say("utter_format_without_video" if without else "utter_format")
        return turn.slots.events()
