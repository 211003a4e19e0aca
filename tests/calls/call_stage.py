"""Plays a call test on the real model, the real actions and a real database, and compares what came of it.

Only the clock and what is on the calendar are given; what a script may say is in ``call_script.py``. The
calendar is the embedded one, or somebody else's (``elsewhere.py``): the call must be the same.
"""

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from call_script import Script, Turn
from elsewhere import Elsewhere, connect, weather
from pretended_texts import PretendedTexts
from sqlalchemy import select

import actions.desk
from direct_booking import wiring
from direct_booking.bookings.booking import dialled
from direct_booking.calendars.base import Busy, Unknown
from direct_booking.calendars.errors import AccessExpired, OutcomeUnknown, Refused, Unreachable
from direct_booking.calendars.local import LocalCalendar
from direct_booking.calendars.mail import Letterhead
from direct_booking.calendars.telling import Telling
from direct_booking.clock import SetClock
from direct_booking.reception.outcomes import Details
from direct_booking.scheduling.availability import Interval
from direct_booking.scheduling.wish import Stretch, Wish
from direct_booking.serving.private_stack import PrivateStack
from direct_booking.settings import MeetingType, parse
from direct_booking.storage import accounts
from direct_booking.storage import settings as settings_store
from direct_booking.storage.database import Database
from direct_booking.storage.schema import bookings, history, local_events, messages, texts
from direct_booking.storage.schema import holds as hold_rows

MACHINE_EVENTS = ("/call_start", "/caller_silent", "/call_ended")

# A booking's id follows from the call's, which is another one each time a script is played.
BOOKING_ID = re.compile(r"booking [A-Z2-7]{26}")
MADE_IN_ORDER = (bookings.c.created_at, bookings.c.call_id, bookings.c.sequence)
TAKEN_IN_ORDER = (messages.c.created_at, messages.c.body)


class KeptMail:
    """A mail server that takes everything, without a network."""

    letterhead = Letterhead("booking@example.com")
    sender = letterhead.sender

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    def send(self, messages: Sequence[EmailMessage]) -> None:
        """Keep them."""
        self.messages += messages


class WeatheredCalendar:
    """The embedded calendar, failing as the script says."""

    name = "local"

    def __init__(self, calendar: LocalCalendar, weather: dict[str, str], *, links: bool) -> None:
        self._calendar = calendar
        self._weather = weather
        self._links = links

    @property
    def invites(self) -> bool:
        """Whether there is mail."""
        return self._calendar.invites

    def makes_links(self, calendar_id, *, deadline_s):
        """Whether the script gives it video links."""
        return self._links

    def busy(self, calendar_ids, span, *, ignoring=(), deadline_s):
        """Busy time, or that it is unknown."""
        state = self._weather["state"]
        if state == "expired":
            raise AccessExpired("The grant was revoked.")
        if state == "unreadable":
            return {calendar_id: Unknown("It did not answer.") for calendar_id in calendar_ids}
        found = self._calendar.busy(calendar_ids, span, ignoring=ignoring, deadline_s=deadline_s)
        assert all(isinstance(one, Busy | Unknown) for one in found.values())
        return found

    def __getattr__(self, verb: str):
        real = getattr(self._calendar, verb)
        if verb not in ("create", "reschedule", "cancel", "invite", "find"):
            return real

        def weathered(*arguments, **named):
            state = self._weather["state"]
            if state == "expired":
                raise AccessExpired("The grant was revoked.")
            if state == "unreachable":
                raise Unreachable("It did not answer.")
            if state == "refuses" and verb != "find":
                raise Refused("It said no.")
            if state == "writes_then_fails":
                if verb == "find":
                    raise Unreachable("It did not answer.")
                real(*arguments, **named)
                raise OutcomeUnknown("It did not answer in time.", key="the key")
            return real(*arguments, **named)

        return weathered


@dataclass
class Heard:
    """What one turn brought."""

    turn: Turn | None
    caller: str
    replies: list[dict[str, Any]]

    @property
    def responses(self) -> list[str]:
        """The responses' names, in order; a second message of one response counts once."""
        names: list[str] = []
        for reply in self.replies:
            name = reply["response"]
            if name and (not names or names[-1] != name or reply["text"]):
                names.append(name)
        return names

    @property
    def text(self) -> str:
        """Everything that is spoken."""
        return " ".join(reply["text"] for reply in self.replies if reply["text"])

    @property
    def ends(self) -> str | None:
        """``hang_up`` or ``transfer`` when the bot ends the call."""
        return next((reply["custom"]["do"] for reply in self.replies if reply["custom"].get("do")), None)


@dataclass
class Played:
    """A call that was played: its transcript and what came of it."""

    heard: list[Heard] = field(default_factory=list)
    final: dict[str, Any] = field(default_factory=dict)

    def transcript(self) -> str:
        """The call as a person reads it."""
        lines = []
        for turn in self.heard:
            lines.append(f"caller  {turn.caller}")
            lines += [f"bot     {reply['text'] or reply['custom']}" for reply in turn.replies]
        return "\n".join(lines) + "\n"


class Stage:
    """One script, its database and its clock.

    Attributes:
        clock: the desk's.
    """

    def __init__(
        self,
        stack: PrivateStack,
        script: Script,
        database_url: str,
        *,
        run: str,
        clock: SetClock | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        """Set the stage.

        Args:
            run: tells this run's calls from others'.
            clock: that of ``elsewhere``, if there is one.
            elsewhere: where the account's calendar is; None for the embedded one.
        """
        self.script = script
        self._stack = stack
        self._run = run
        self._weather = {"state": "works"}
        self._elsewhere, self._bad_weather = elsewhere, ExitStack()
        self._clock = clock or SetClock(script.now)
        self._texts = PretendedTexts()
        self._database = Database(database_url)
        environment = {"DIRECT_BOOKING_DATABASE": database_url, "DIRECT_BOOKING_ZONE": script.zone.key}
        wiring.set_up(self._database, self._clock, environment)
        with self._database.reading() as connection:
            self._account_id = accounts.all_accounts(connection)[0].id
        self._mail = KeptMail()
        telling = Telling(self._mail, self._clock) if script.mail else None
        self._calendar = LocalCalendar(self._database, self._account_id, self._clock, telling)
        self._calendar_id = self._calendar.calendars(deadline_s=5)[0].id
        self._desk = self._built(environment)
        self._apply_settings(script.settings)
        self._switch(script.booking_on)
        for number, span in enumerate(script.busy):
            self._block(f"busy-{number}", span)

    def _built(self, environment: dict[str, str]) -> wiring.Desk:
        if self._elsewhere is None:
            return wiring.build(
                environment,
                clock=self._clock,
                database=self._database,
                calendars=lambda _connection: WeatheredCalendar(
                    self._calendar, self._weather, links=bool(self.script.links)
                ),
                texting=self._texts,
            )
        mail = self._elsewhere.mail if self.script.mail else {}
        if self.script.links is not None:
            self._elsewhere.owner_allows_links(self.script.links)
        environment = {**environment, **self._elsewhere.environment, **mail}
        desk = wiring.build(environment, clock=self._clock, database=self._database, texting=self._texts)
        connect(self._elsewhere, desk, self._account_id, self.script.zone)
        return desk

    async def play(self) -> Played:
        """Play the whole call, and read what came of it."""
        actions.desk.use(self._desk)
        self._stack.failures.clear()
        played = Played()
        started: set[str] = set()
        try:
            for turn in self.script.turns:
                self._meanwhile(turn.meanwhile)
                if turn.caller is None:
                    continue
                numbers = {"caller_number": self.script.numbers[turn.on], "called_number": None}
                if turn.on not in started:
                    started.add(turn.on)
                    played.heard.append(await self._say(None, turn.on, "/call_start", numbers))
                told = self._readings(turn, numbers)
                played.heard.append(await self._say(turn, turn.on, turn.caller, told))
            played.final = self._final()
        finally:
            actions.desk.use(None)
            self._bad_weather.close()
            self._database.close()
        assert not self._stack.failures, self._stack.failures
        return played

    @staticmethod
    def _readings(turn: Turn, numbers: dict) -> dict | None:
        """What a channel adds when the recogniser had several readings of a turn."""
        return {**numbers, "alternatives": [turn.caller, *turn.or_heard]} if turn.or_heard else None

    async def _say(self, turn: Turn | None, who: str, words: str, numbers: dict | None) -> Heard:
        replies = await self._stack.say(f"{self._run}-{who}", words, numbers)
        return Heard(turn, words if who == "first" else f"({who}) {words}", replies)

    def _meanwhile(self, events: dict[str, Any]) -> None:
        if "minutes_pass" in events:
            self._clock.advance(timedelta(minutes=events["minutes_pass"]))
        for span in events.get("busy", ()):
            self._block(f"meanwhile-{span}", self.script.span(span))
        if "calendar" in events:
            self._change_weather(events["calendar"])
        if "settings" in events:
            self._apply_settings({**self.script.settings, **events["settings"]})
        if "texts" in events:
            self._texts.state = events["texts"]
        if "booking" in events:
            self._switch(events["booking"])
        if "removed" in events:
            self._remove_by_owner()
        if "another_books" in events:
            self._another_books(self.script.instant(events["another_books"]))
        if events.get("reconcile"):
            self._clock.advance(timedelta(minutes=1))
            self._desk.reconciling.run_once()
            self._desk.text_progress.follow()
        if events:
            # What happens meanwhile takes longer than busy time is kept.
            self._desk.diary.forget(self._account_id)

    def _change_weather(self, state: str) -> None:
        self._weather["state"] = state
        if self._elsewhere is not None:
            self._bad_weather.close()
            self._bad_weather.enter_context(weather(self._elsewhere, state))

    def _block(self, name: str, span: Interval) -> None:
        """The owner is busy: an event of their own, without a key."""
        if self._elsewhere is not None:
            self._elsewhere.owner_adds(span)
            return
        event = {
            "id": name,
            "calendar_id": self._calendar_id,
            "uid": name,
            "starts_at": span.start,
            "ends_at": span.end,
            "title": "Private",
            "description": "",
            "location": "",
            "status": "confirmed",
            "version": 1,
            "updated_at": self._clock.now(),
        }
        with self._database.writing(lock=self._account_id) as connection:
            connection.execute(local_events.insert().values(**event))

    def _apply_settings(self, raw: dict[str, Any]) -> None:
        with self._database.writing(lock=self._account_id) as connection:
            settings_store.save(connection, self._account_id, parse(raw), now=self._clock.now())

    def _switch(self, on: bool) -> None:
        with self._database.writing(lock=self._account_id) as connection:
            for assistant in accounts.assistants_of(connection, self._account_id):
                accounts.switch(connection, self._account_id, assistant.id, on=on)

    def _another_books(self, start: datetime) -> None:
        """Another caller, on another call, books this time in one go."""
        call_id = f"{self._run}-another"
        local = start.astimezone(self.script.zone)
        minute = local.hour * 60 + local.minute
        self._desk.calls.start(call_id, "+12125550188", None)
        wish = Wish(any_of=(Stretch(local.date(), local.date(), minute, minute),))
        self._desk.offering.ask(call_id, None, wish, None)
        details = Details("Somebody Else", "+12125550188", None, MeetingType.PHONE)
        self._desk.booking.book(call_id, details)
        self._desk.calls.end(call_id)

    def _remove_by_owner(self) -> None:
        """The owner deletes the product's events by hand."""
        if self._elsewhere is not None:
            self._elsewhere.owner_removes_ours()
            return
        with self._database.writing(lock=self._account_id) as connection:
            ours = local_events.c.key.isnot(None)
            changed = {"status": "cancelled", "version": local_events.c.version + 1}
            connection.execute(local_events.update().where(ours).values(**changed))

    def _final(self) -> dict[str, Any]:
        with self._database.reading() as connection:
            rows = connection.execute(select(bookings).order_by(*MADE_IN_ORDER)).all()
            ours = (local_events.c.key.isnot(None)) & (local_events.c.status == "confirmed")
            there = connection.execute(select(local_events).where(ours)).all()
            entries = connection.execute(select(history).order_by(history.c.number)).all()
            taken = connection.execute(select(messages).order_by(*TAKEN_IN_ORDER)).all()
            texted = connection.execute(select(texts).order_by(texts.c.created_at, texts.c.id)).all()
            unexpired = hold_rows.c.expires_at > self._clock.now()
            held = connection.execute(select(hold_rows).where(unexpired)).all()
        events = [Interval(row.starts_at, row.ends_at) for row in there]
        events += self._elsewhere.ours().values() if self._elsewhere is not None else ()
        return {
            "bookings": [self._booking(row) for row in rows],
            "calendar": [self._stretch(event.start, event.end) for event in sorted(events)],
            "holds": len(held),
            "history": [row.what for row in entries],
            "messages": [self._message(row) for row in taken],
            "texts": [self._text(row) for row in texted],
            "attention": [row.needs_attention for row in rows if row.needs_attention],
            # Elsewhere it is not this product alone that writes to guests.
            **({"mails": self._mails()} if self._elsewhere is None else {}),
        }

    def _booking(self, row: Any) -> dict[str, Any]:
        return {
            "start": f"{row.starts_at.astimezone(self.script.zone):%Y-%m-%d %H:%M}",
            "status": row.status,
            "type": row.meeting_type,
            "name": row.caller_name,
            "number": dialled(row.caller_number, row.extension),
            "email": row.email,
            "title": row.title,
            "by": "another" if row.call_id.endswith("-another") else row.call_id.rsplit("-", 1)[1],
        }

    def _mails(self) -> list[str]:
        """Who was told what, in order: ``ann@example.com: Appointment``."""
        return [f"{mail['To']}: {mail['Subject']}" for mail in self._mail.messages]

    @staticmethod
    def _message(row: Any) -> dict[str, Any]:
        body = BOOKING_ID.sub("booking ...", row.body)
        number = dialled(row.caller_number, row.extension)
        return {"kind": row.kind, "body": body, "number": number, "name": row.caller_name}

    def _text(self, row: Any) -> dict[str, Any]:
        handed = sum(each.key == row.id for each in self._texts.handed)
        return {"number": row.number, "status": row.status, "body": row.body, "handed": handed}

    def _stretch(self, start: datetime, end: datetime) -> str:
        start, end = start.astimezone(self.script.zone), end.astimezone(self.script.zone)
        return f"{start:%Y-%m-%d %H:%M}-{end:%H:%M}"


def differences(script: Script, played: Played) -> list[str]:
    """What was not as the script says, each with its place; empty when all was."""
    found: list[str] = []
    for heard in played.heard:
        if heard.turn is not None:
            found += _turn_differences(heard)
    for name, expected in script.final.items():
        if name not in played.final:
            continue
        found += _final_differences(name, expected, played.final[name])
    return found


def _turn_differences(heard: Heard) -> list[str]:
    turn, place = heard.turn, f"turn {heard.turn.number} ({heard.caller})"
    text = heard.text.lower()
    found = []
    if turn.bot is not None and list(turn.bot) != heard.responses:
        found.append(f"{place}: heard {heard.responses}, not {list(turn.bot)}")
    found += [
        f"{place}: '{words}' was not heard in: {heard.text}"
        for words in turn.hears
        if words.lower() not in text
    ]
    found += [
        f"{place}: '{words}' was heard in: {heard.text}" for words in turn.never if words.lower() in text
    ]
    if "utter_trouble" in heard.responses and "utter_trouble" not in (turn.bot or ()):
        found.append(f"{place}: an action failed")
    if turn.ends != heard.ends:
        found.append(f"{place}: the bot ends the call with {heard.ends}, not {turn.ends}")
    return found


def _final_differences(name: str, expected: Any, found: Any) -> list[str]:
    if name not in ("bookings", "messages", "texts"):
        return [] if expected == found else [f"finally {name}: {found}, not {expected}"]
    if len(expected) != len(found):
        return [f"finally {name}: {found}, not {expected}"]
    return [
        f"finally {name}: {key} is {row.get(key)!r}, not {value!r}"
        for wanted, row in zip(expected, found, strict=True)
        for key, value in wanted.items()
        if (str(row.get(key)) if value is not None else row.get(key))
        != (str(value) if value is not None else None)
    ]


def scripts_below(folder: Path) -> list[Path]:
    """Every call test, in order of its path."""
    return sorted(folder.glob("*/*.yml"))
