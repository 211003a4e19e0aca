"""One turn as actions see it: what was heard, as values, and the slots, as they are to become.

Nothing is parsed here but what the NLU component already wrote as entities.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import digressing
from actions.slots import Slots
from actions.values import NUMBER_QUESTIONS, OTHERWISE, VALUES, VALUES_BESIDE
from direct_booking.hearing import spoken
from direct_booking.hearing.spoken import Operator, Spoken

# The slots whose values a response may say. An action says them as they become in this turn: Rasa itself
# would still fill in those of the turn before.
SAYABLE = (
    "appointment_text",
    "business_name",
    "caller_name",
    "email_said",
    "email_spelled",
    "format",
    "length_minutes",
    "number_spoken",
    "offer_text",
)

ABOUT_CONTACT = frozenset(
    {"decline_email", "want_phone", "want_video", "give_email", "give_number", "give_name"}
)
ABOUT_WHAT_WAS_ASKED = frozenset(
    {
        Operator.ANYTHING_ELSE,
        Operator.EITHER,
        Operator.PICK,
        Operator.PICK_EARLIEST,
        Operator.PICK_LATEST,
    }
)


@dataclass
class Turn:
    """What the caller just did, and what is kept of the conversation.

    Attributes:
        call_id: the conversation's id, which is the channel's call id (SPEC 7.1).
        text: the words.
        intent: what the classifier made of them.
        confidence: of the classifier in its intent, 0 to 1.
        heard: entity name to its first value.
        message_id: of the channel's message; the same for every action of one turn.
        form: the form that is active, if any.
        ignored_intents: what the active form leaves to the rules.
        slots: see ``Slots``.
        ranking: the intents as the classifier had them before the values were looked at, likeliest first.
        is_lost: whether nothing in it was understood.
    """

    call_id: str
    text: str
    intent: str
    confidence: float
    heard: dict[str, str]
    message_id: str
    metadata: dict[str, Any]
    form: str | None
    asked: str | None
    ignored_intents: frozenset[str]
    slots: Slots
    events: list[dict[str, Any]] = field(repr=False)
    _dispatcher: CollectingDispatcher = field(repr=False)
    is_lost: bool = False
    ranking: tuple[str, ...] = ()

    @classmethod
    def of(cls, tracker: Tracker, domain: dict[str, Any], dispatcher: CollectingDispatcher) -> "Turn":
        """Read a turn from Rasa's tracker and the domain that came with it."""
        message = tracker.latest_message or {}
        heard: dict[str, str] = {}
        for entity in message.get("entities") or []:
            heard.setdefault(entity["entity"], entity["value"])
        form = (tracker.active_loop or {}).get("name")
        asked = None if _has_just_begun(form, tracker.events) else tracker.get_slot("requested_slot")
        _hear_otherwise(heard, asked)
        if asked in NUMBER_QUESTIONS and "@" in heard.get("email_piece", ""):
            heard.setdefault("email", heard["email_piece"])  # it is read back before anything comes of it
        forms = (domain or {}).get("forms") or {}
        return cls(
            call_id=tracker.sender_id,
            text=message.get("text") or "",
            intent=(message.get("intent") or {}).get("name") or "",
            confidence=(message.get("intent") or {}).get("confidence") or 0.0,
            heard=heard,
            message_id=message.get("message_id") or "",
            metadata=_metadata(message, tracker),
            form=form,
            asked=asked,
            ignored_intents=frozenset((forms.get(form) or {}).get("ignored_intents") or ()),
            slots=Slots(dict(tracker.slots)),
            events=tracker.events,
            _dispatcher=dispatcher,
            ranking=_ranking(message),
        )

    @property
    def caller_number(self) -> str | None:
        """The number the channel says the call comes from."""
        return self.metadata.get("caller_number")

    @property
    def called_number(self) -> str | None:
        """The number the channel says was called."""
        return self.metadata.get("called_number")

    @property
    def spoken(self) -> Spoken | None:
        """What was said about time."""
        text = self.heard.get("time")
        return spoken.from_text(text) if text else None

    @property
    def speaks_of_time(self) -> bool:
        """Whether it is about time at any question: "another one" is so only where a time was asked for."""
        said = self.spoken
        if said is None:
            return False
        if said.alternatives or said.exclusions:
            return True
        return said.operator is not None and said.operator not in ABOUT_WHAT_WAS_ASKED

    @property
    def answer(self) -> bool | None:
        """Yes or no in so many words: what is booked, moved or cancelled is never taken from a guess.

        "Yes, but" is a yes only where it is known what the reserve is: "yes, but make it three".
        """
        said = self.heard.get("answer")
        if said == "yes_but" and not (self.intent in ABOUT_CONTACT or VALUES_BESIDE & self.heard.keys()):
            return None
        return None if said is None else said != "no"

    @property
    def leaning(self) -> bool | None:
        """Yes or no, from the words, or else from the intent: enough where a question still follows."""
        if self.answer is not None:
            return self.answer
        return {"affirm": True, "deny": False}.get(self.intent)

    @property
    def is_digression(self) -> bool:
        """Whether this turn is for the rules: an ignored intent, unless it holds a value all the same."""
        return digressing.is_digression(self)

    def forget(self, kind: str) -> None:
        """Drop a value that turned out to be a part of something else."""
        self.heard.pop(kind, None)

    @property
    def after_digression(self) -> bool:
        """Whether a rule has just answered something else, and the form only asks its question again."""
        for event in reversed(self.events):
            if event.get("event") == "action_execution_rejected":
                return True
            if event.get("event") == "user":
                return False
        return False

    @property
    def has_spoken(self) -> bool:
        """Whether something was said already in this turn, by an earlier action or by this one."""
        if self._dispatcher.messages:
            return True
        for event in reversed(self.events):
            if event.get("event") == "bot":
                return True
            if event.get("event") == "user":
                return False
        return False

    def ask(self, question: str | None) -> list[EventType]:
        """The slots as they became, and the form's next question; None ends the form.

        A digression leaves every slot as it was, so that Rasa hands the turn to the rules.
        """
        if self.is_digression and not self.after_digression:
            return [SlotSet("requested_slot", question)]
        self.slots["briefly"] = True if self.has_spoken and question else None
        return [*self.slots.events(), SlotSet("requested_slot", question)]

    def say(self, response: str, **fields: str) -> None:
        """Utter a response of the domain, its fields filled from the slots as they are to become."""
        said = {name: self.slots[name] for name in SAYABLE if self.slots[name] is not None}
        self._dispatcher.utter_message(response=response, **{**said, **fields})

    def say_done(self, response: str) -> None:
        """Utter that something is done, in one sentence where something was said before it (SPEC 4.11)."""
        self.say(f"{response}_briefly" if self.has_spoken else response)

    def has_said(self, response: str) -> bool:
        """Whether this response was uttered in this turn, by an earlier action."""
        for event in reversed(self.events):
            if event.get("event") == "user":
                return False
            if event.get("event") == "bot" and (event.get("metadata") or {}).get("utter_action") == response:
                return True
        return False

    def say_again(self, texts: Iterable[str]) -> None:
        """Utter what the bot said before."""
        for text in texts:
            self._dispatcher.utter_message(text=text)

    @property
    def is_news(self) -> bool:
        """Whether this message was not taken in yet; Rasa may show one message to an action several times."""
        return bool(self.message_id) and self.message_id != self.slots["heard_message"]


def _metadata(message: dict[str, Any], tracker: Tracker) -> dict[str, Any]:
    return message.get("metadata") or tracker.get_slot("session_started_metadata") or {}


def _ranking(message: dict[str, Any]) -> tuple[str, ...]:
    names = (each["name"] for each in message.get("intent_ranking") or [])
    return tuple(name for name in names if name != "nlu_fallback")


def _hear_otherwise(heard: dict[str, str], asked: str | None) -> None:
    kind, other = OTHERWISE.get(asked or "", ("", ""))
    if other in heard and not VALUES & heard.keys():
        heard[kind] = heard[other]


def _has_just_begun(form: str | None, events: list[dict[str, Any]]) -> bool:
    """Whether the form began with this very message: what another form had asked last is not its question."""
    for event in reversed(events):
        if event.get("event") == "active_loop" and event.get("name") == form:
            return True
        if event.get("event") == "user":
            return False
    return False
