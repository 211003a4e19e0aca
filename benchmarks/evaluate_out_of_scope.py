"""What a stranger's talk does in a real call: nothing is booked, moved or cancelled by it (SPEC 4.7).

``python -m benchmarks.evaluate_out_of_scope [CORPORA] [HOW MANY]`` says every turn of other people's corpora
that is out of scope to the real model, actions and database, wherever a single turn could do harm. Whether
their intent alone would begin a booking is measured in ``evaluate_intents``.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import actions.desk
from benchmarks.evaluate_intents import CORPORA, MODEL, TURNS, out_of_scope_turns
from benchmarks.report import REPORTS, CannotMeasure, row, step, table
from direct_booking import wiring
from direct_booking.bookings.booking import Booking, Status
from direct_booking.clock import SetClock
from direct_booking.serving import quiet
from direct_booking.settings import parse
from direct_booking.storage import accounts, bookings
from direct_booking.storage import settings as settings_store
from direct_booking.storage.database import Database

if TYPE_CHECKING:
    from rasa.shared.core.trackers import DialogueStateTracker

    from direct_booking.serving.private_stack import PrivateStack

AT_ONCE = 2  # processes, each with a model of its own in some 700 MB
FAILURES = REPORTS / "out-of-scope-in-calls.jsonl"
SEED = 20261116
NUMBERS = {"caller_number": "+12125550123", "called_number": None}
MONDAY = datetime(2026, 11, 16, 15, 0, tzinfo=timezone.utc)
ZONE = {"DIRECT_BOOKING_ZONE": "America/New_York"}
# The telephone asks the least, so that the last yes before a booking is two turns away.
SETTINGS = {"meeting_type": "phone"}
_BOOKED = ("wednesday at ten", "yes", "yes")


@dataclass(frozen=True)
class Moment:
    """A moment of a call at which a stranger's talk comes.

    Attributes:
        name: what waits for an answer.
        turns: what the caller has said until then.
        response: the beginning of the name of what the bot said last.
        booked: how many appointments there are.
    """

    name: str
    turns: tuple[str, ...]
    response: str
    booked: int = 0


MOMENTS = (
    Moment("first turn", (), "utter_"),
    Moment("times are offered", ("i'd like to come in some time this week",), "utter_"),
    Moment("a time waits for a yes", ("wednesday at ten",), "utter_ask_time_agreed"),
    Moment("a number waits for a yes", ("wednesday at ten", "yes"), "utter_ask_number_confirmed"),
    Moment(
        "a move waits for a yes",
        (*_BOOKED, "can we move it to friday at nine"),
        "utter_ask_move_form_time_agreed",
        booked=1,
    ),
    Moment(
        "a cancellation waits for a yes",
        (*_BOOKED, "actually cancel that please"),
        "utter_ask_cancel_agreed",
        booked=1,
    ),
    Moment("an appointment is booked", _BOOKED, "utter_booked", booked=1),
)


@dataclass
class Harm:
    """What came of the turns said at one moment.

    Attributes:
        done: how often something was "booked", "moved", "cancelled", or the call "ended".
        words: the turns that did so, with what they did.
    """

    done: Counter = field(default_factory=Counter)
    words: list[tuple[str, str]] = field(default_factory=list)

    def note(self, said: str, what: Iterable[str]) -> None:
        """Count what one turn did."""
        for each in what:
            self.done[each] += 1
            self.words.append((each, said))


def rows(corpora: Path = CORPORA, model: Path = MODEL, how_many: int | None = None) -> list[dict]:
    """Say the turns at each moment; one row for each kind of harm, and one for each moment.

    What a turn did is written to ``FAILURES`` with its words.

    Args:
        how_many: turns drawn with a fixed seed; None for all of them.

    Raises:
        CannotMeasure: a call did not come to the moment that was to be measured.
        OSError: the corpora or the model cannot be read.
    """
    turns = sorted({turn["text_asr"] for turn in out_of_scope_turns(corpora / TURNS)})
    if how_many is not None and how_many < len(turns):
        turns = random.Random(SEED).sample(turns, how_many)
    step(f"{len(turns)} turns at {len(MOMENTS)} moments of a call")
    with ProcessPoolExecutor(min(AT_ONCE, os.cpu_count() or 1), get_context("spawn")) as workers:
        harms = list(workers.map(partial(_harm_of, model, turns), MOMENTS))
    _write(harms)
    said = len(turns) * len(MOMENTS)
    found = []
    for what in ("booked", "moved", "cancelled"):
        count = sum(harm.done[what] for harm in harms)
        found.append(row(f"out of scope in calls: {what} ({said} turns)", count, "", 0, count == 0))
    for moment, harm in zip(MOMENTS, harms, strict=True):
        found.append(row(f"  call ended, {moment.name}", harm.done["ended"], ""))
    return found


def _write(harms: Iterable[Harm]) -> None:
    FAILURES.parent.mkdir(parents=True, exist_ok=True)
    with FAILURES.open("w", encoding="utf-8") as lines:
        for moment, harm in zip(MOMENTS, harms, strict=True):
            for what, said in harm.words:
                lines.write(json.dumps({"moment": moment.name, "did": what, "text": said}) + "\n")


def _harm_of(model: Path, turns: Sequence[str], moment: Moment) -> Harm:
    """What the turns do at a moment, in a process of its own."""
    quiet.hush()
    return asyncio.run(_harm(model, turns, moment))


async def _harm(model: Path, turns: Sequence[str], moment: Moment) -> Harm:
    # Rasa takes seconds to import; who only reads what is measured need not wait.
    from direct_booking.serving.private_stack import PrivateStack

    return await harm_at(await PrivateStack.load(model, None), moment, turns)


async def harm_at(stack: PrivateStack, moment: Moment, turns: Sequence[str]) -> Harm:
    """Say each turn in a call of its own, which begins as a copy of one that was held up to the moment.

    Raises:
        CannotMeasure: the call did not come to the moment, or an action failed.
    """
    harm = Harm()
    with tempfile.TemporaryDirectory() as folder:
        held, copied = Path(folder) / "held.sqlite", Path(folder) / "copied.sqlite"
        # Of a call nothing is ever forgotten, so that each needs an id of its own.
        call_id = f"{Path(folder).name}-{moment.name}"
        tracker, before = await _hold(stack, call_id, moment, held)
        for said in turns:
            shutil.copyfile(held, copied)
            database = _desk_on(copied)
            try:
                await stack.agent.tracker_store.save(tracker.copy())  # the turn goes into what is saved
                replies = await stack.say(call_id, said)
                if stack.failures:
                    raise CannotMeasure(f"An action failed: {stack.failures[0].error!r}.")
                what = _changes(before, _bookings(database))
                if any(reply["custom"].get("do") == "hang_up" for reply in replies):
                    what.append("ended")
                harm.note(said, what)
            finally:
                actions.desk.use(None)
                database.close()
    return harm


async def _hold(
    stack: PrivateStack, call_id: str, moment: Moment, path: Path
) -> tuple[DialogueStateTracker, dict[str, Booking]]:
    """Hold a call up to a moment; what Rasa knows then, and what is booked."""
    database = _desk_on(path)
    try:
        with database.writing(lock=None) as connection:
            account = accounts.all_accounts(connection)[0]
            settings_store.save(connection, account.id, parse(SETTINGS), now=MONDAY)
        replies = await stack.say(call_id, "/call_start", NUMBERS)
        for words in moment.turns:
            replies = await stack.say(call_id, words)
        last = next((reply["response"] for reply in reversed(replies) if reply["response"]), "")
        booked = _bookings(database)
        if len(booked) != moment.booked or not last.startswith(moment.response):
            raise CannotMeasure(f"The call did not come to where {moment.name}: the bot said {last}.")
        return await stack.tracker(call_id), booked
    finally:
        database.close()


def _desk_on(path: Path) -> Database:
    """A database, made when there is none yet, with a desk that the actions use."""
    clock, database = SetClock(MONDAY), Database(f"sqlite:///{path}")
    if not path.exists():
        wiring.set_up(database, clock, ZONE)
    actions.desk.use(wiring.build(ZONE, clock=clock, database=database))
    return database


def _bookings(database: Database) -> dict[str, Booking]:
    with database.reading() as connection:
        account = accounts.all_accounts(connection)[0]
        return {each.id: each for each in bookings.of_account(connection, account.id)}


def _changes(before: dict[str, Booking], after: dict[str, Booking]) -> list[str]:
    """What happened to the bookings; one that is only wanted yet counts as made. Pure."""
    found = ["booked"] * len(after.keys() - before.keys())
    for booking_id, was in before.items():
        now = after[booking_id]
        if now.status is Status.MOVING or now.placement != was.placement:
            found.append("moved")
        elif now.status is not was.status:
            found.append("cancelled")
    return found


def main(arguments: list[str]) -> int:
    """Print the table."""
    corpora = Path(arguments[0]) if arguments else CORPORA
    print(table(rows(corpora, how_many=int(arguments[1]) if len(arguments) > 1 else None)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
