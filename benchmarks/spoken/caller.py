"""A caller with a goal, who answers what was asked as a person does, and says yes only to what is right.

The caller knows the receptionist's questions by the names of its responses, as a person does by their words;
what is in them is understood by ears of its own (``ears.py``). What is said here goes through a voice and a
line.
"""

import random
import re
from dataclasses import dataclass, field
from datetime import date, datetime

from benchmarks.dictating_callers import Dictator, listen
from benchmarks.spoken import ears
from benchmarks.spoken.goals import Goal, Step
from benchmarks.spoken_addresses import DIGITS

OWN_NUMBER = "+12125550123"
PATIENCE = 45  # turns; nobody stays longer
YES = ("Yes.", "Yes, please.", "Yes, that works.", "Sure.", "Yeah, that's fine.")
RIGHT = ("Yes.", "Yes, that's right.", "That's right.", "Correct.")
NO_MORE = ("No, that's all. Thank you.", "No, thank you.", "That's it, thanks.")
NO_EMAIL = ("No, thanks.", "No thank you.", "I don't need an invite, just call me.", "No email please.")
_HOURS = ["twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
_MINUTES = {0: "", 15: " fifteen", 30: " thirty", 45: " forty five"}
_ORDINALS = ("first", "second", "third")


@dataclass
class Agreed:
    """What the caller said yes to, whatever was heard of it.

    Attributes:
        starts: local times that were to be booked or moved to.
        emails, numbers: as they were read back; numbers as digits.
        cancelled: that it should be cancelled.
    """

    starts: set[datetime] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    cancelled: bool = False


class SpokenCaller:
    """One caller on one call.

    Attributes:
        agreed: what it said yes to.
        asked_for: how often a question of each name was asked.
    """

    def __init__(self, goal: Goal, *, today: date) -> None:
        self.goal = goal
        self.agreed = Agreed()
        self._today = today
        self._dice = random.Random(goal.name)
        self._steps = list(goal.steps)
        self._wished = 0
        self._begun = self._insisted = False
        self._dictator = Dictator(goal.email, errors=0, words=0, seed=2) if goal.email is not None else None

    @property
    def step(self) -> Step | None:
        """What the caller wants now; None when there is nothing left."""
        return self._steps[0] if self._steps else None

    def answer(self, question: str, said: str) -> str:
        """The next line.

        Args:
            question: the name of the response that asks.
            said: everything that was said since the caller spoke last.
        """
        named = question.removeprefix("utter_").removesuffix("_briefly")
        if named in _DONE:
            return self._after(named)
        reply = _ANSWERS.get(named)
        return reply(self, said) if reply else self._wish()

    def _after(self, done: str) -> str:
        """Something was done, or there was nothing to do; the next wish, or goodbye."""
        step = self.step
        if step is not None and done in _DONE_BY[step.kind]:
            self._steps.pop(0)
            step, self._begun, self._wished = self.step, False, 0
        if step is None:
            return self._dice.choice(NO_MORE)
        return self._begin()

    def _begin(self) -> str:
        step = self.step
        if step is None:
            return self._dice.choice(NO_MORE)
        if self._begun and step.again:
            return f"I'd like an appointment. {self._wish()}" if step.kind == "book" else step.says
        self._begun = True
        return step.says

    def _wish(self) -> str:
        """When the caller would like to come, in other words each time."""
        step = self.step
        if step is None or not step.again:
            return "Never mind." if step is None else step.says
        said = step.again[min(self._wished, len(step.again) - 1)]
        self._wished += 1
        return f"{said}."

    def _time(self, said: str) -> str:
        """To an offer of several times, of parts of days, or of none."""
        options = ears.options(said, self._today)
        fitting = [option for option in options if self._suits(option)]
        if not fitting:
            return f"No. {self._wish()}" if options else self._wish()
        chosen = fitting[0]
        if len(options) == 1:
            return self._dice.choice(YES)
        if len(options) <= len(_ORDINALS) and chosen.exact and self._dice.random() < 0.3:
            return f"The {_ORDINALS[options.index(chosen)]} one."
        return f"{self._aloud(chosen)}."

    def _suits(self, option: ears.Option) -> bool:
        step = self.step
        if step is None:
            return False
        if option.exact:
            return step.content_with(option.first)
        return any(span.first <= option.last and option.first <= span.last for span in step.fits)

    def _aloud(self, option: ears.Option) -> str:
        day = self._day(option.first.date())
        if option.exact:
            return f"{day} at {_clock(option.first)}"
        part = {0: "morning", 12: "afternoon", 17: "evening"}.get(option.first.hour, "")
        whole = (option.last - option.first).seconds > 12 * 3600
        if day == "Today" and not whole:
            return "Tonight" if part == "evening" else f"This {part}"
        return day if whole else f"{day} {part}"

    def _day(self, day: date) -> str:
        ahead = (day - self._today).days
        if ahead < 2:
            return ("Today", "Tomorrow")[ahead]
        return f"{day:%A}" if ahead < 7 else f"{day:%A} the {_ORDINAL_DAYS[day.day - 1]}"

    def _agree_time(self, said: str) -> str:
        """To "Shall I book that for you?" and "Shall I move it to that?"."""
        options = ears.options(said, self._today)
        step = self.step
        if not options or step is None or step.kind == "cancel":
            return "No."
        # Of a move the time that it is moved to is said last.
        if not step.content_with(options[-1].first):
            return f"No. {self._wish()}"
        self.agreed.starts.add(options[-1].first)
        return self._dice.choice(YES)

    def _agree_cancel(self, _said: str) -> str:
        if self.step is None or self.step.kind != "cancel":
            return "No."
        self.agreed.cancelled = True
        return "Yes, please."

    def _email(self, said: str) -> str:
        if self._dictator is None:
            return self._dice.choice(NO_EMAIL)
        line = self._dictator.line
        if "after the at sign" in said:
            return aloud(f"at {line.spoken_domain(spelled=True, coded=True)}")
        if "letter by letter" in said:
            return aloud(line.one_by_one())
        way = self._dice.choice((self.goal.way, "code words")) if "once more" in said else self.goal.way
        return aloud(f"{self._dice.choice(('', 'it is ', 'yes, '))}{line.say(way)}")

    def _agree_email(self, said: str) -> str:
        if self._dictator is None:
            return "No, no email please."
        pair = ears.letters(said)
        if pair:
            return aloud(self._dictator.which(pair))
        read_back = ears.address(said)
        heard = listen(read_back) if read_back else ""
        if heard == self.goal.email:
            self.agreed.emails.add(heard)
            return self._dice.choice(RIGHT)
        return aloud(self._dictator.put_right(heard))

    def _number(self, _said: str) -> str:
        return f"{self.goal.number_said or _digits(OWN_NUMBER[2:])}."

    def _agree_number(self, said: str) -> str:
        wanted = (self.goal.number or OWN_NUMBER)[2:]
        heard = ears.number(said)
        if self._dictator is not None and not self._insisted and "call you instead" not in said:
            self._insisted = True
            return aloud(f"no, please send the invite to {self._dictator.line.say(self.goal.way)}")
        if heard.endswith(wanted) and heard.lstrip("1") == wanted:
            self.agreed.numbers.add(heard.lstrip("1"))
            return self._dice.choice(RIGHT)
        return f"No. {self._number(said)}"

    def _name(self, _said: str) -> str:
        return f"{self.goal.caller_name}."

    def _call_back(self, _said: str) -> str:
        """To be called back instead of a booking: once more, and then rather that than nothing."""
        if self._wished < 4:
            return f"No. {self._wish()}"
        self._steps.clear()
        return "Yes, please."

    def _decline(self, _said: str) -> str:
        return "No, thanks."

    def _opening(self, _said: str) -> str:
        return self._begin()


def aloud(words: str) -> str:
    """Words as one writes them for a voice: letters said alone are capitals, and people breathe between them.

    >>> aloud("it's j o h n dot lee at gmail dot com")
    "It's J, O, H, N, dot lee at gmail dot com."
    >>> aloud("no a as in apple, n as in nancy at gmail dot com")
    'No, A as in apple. N as in nancy. At gmail dot com.'
    """
    said = re.sub(r"(?<![\w'])[a-z](?![\w'])", lambda letter: letter[0].upper(), words.strip())
    said = re.sub(r"\b([A-Z])\b(?=,? (?:[A-Z]\b|dot|dash|underscore))(?! as in)", r"\1,", said)
    said = re.sub(r"( as in [\w-]+),? (?=at |[A-Z] as in )", r"\1. ", said)
    said = re.sub(r"^no (?!thanks)", "no, ", said).replace(",,", ",")
    said = re.sub(r"(?:^|\. )[a-z]", lambda first: first[0].upper(), said)
    return f"{said}."


def _clock(start: datetime) -> str:
    if start.hour == 12 and start.minute == 0:
        return "noon"
    return f"{_HOURS[start.hour % 12]}{_MINUTES[start.minute]}"


def _digits(number: str) -> str:
    groups = (number[:3], number[3:6], number[6:])
    return ", ".join(" ".join(DIGITS[int(digit)] for digit in group) for group in groups)


_NTH = (*_ORDINALS, "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINAL_DAYS = (
    *_NTH, "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth", "twentieth", *(f"twenty {nth}" for nth in _NTH), "thirtieth",
    "thirty first",
)  # fmt: skip

_DONE_BY = {
    "book": {
        "booked",
        "booked_callback",
        "booked_with_invite",
        "booked_with_email",
        "booked_custom",
        "booked_custom_with_invite",
        "booked_custom_with_email",
    },
    "move": {"moved", "moved_already"},
    "cancel": {"cancelled"},
}
_DONE = set().union(*_DONE_BY.values()) | {
    "anything_else", "callback_noted", "nothing_booked", "still_booked", "not_confirmed", "message_taken",
    "change_not_confirmed", "nothing_else_open", "contact_corrected_email", "contact_corrected_number",
    "contact_corrected_email_noted", "text_in_doubt", "text_not_sent", "text_sent", "message_taken_only",
    "number_given_up",
}  # fmt: skip
_ANSWERS = {
    "greeting": SpokenCaller._opening,
    "own_greeting": SpokenCaller._opening,
    "how_can_i_help": SpokenCaller._opening,
    "what_i_do": SpokenCaller._opening,
    "ask_appointment_time": SpokenCaller._time,
    "ask_time_agreed": SpokenCaller._agree_time,
    "ask_move_form_time_agreed": SpokenCaller._agree_time,
    "ask_cancel_agreed": SpokenCaller._agree_cancel,
    "ask_email": SpokenCaller._email,
    "ask_email_confirmed": SpokenCaller._agree_email,
    "ask_callback_number": SpokenCaller._number,
    "ask_number_confirmed": SpokenCaller._agree_number,
    "ask_caller_name": SpokenCaller._name,
    "ask_callback_wanted": SpokenCaller._call_back,
    "cannot_change_others": SpokenCaller._decline,
    "cannot_change_now": SpokenCaller._decline,
    "ask_person": SpokenCaller._decline,
    "ask_message_form_message_body": SpokenCaller._decline,
}
