"""Hundreds of whole calls by telephone, many at once, against the real processes (SPEC 7.2, 8.2, 8.5).

A simulator plays the telephone company and its callers, who speak every three seconds, which is faster than
people do. The table of all figures is made by ``make bench``.
"""

import random
import secrets
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from benchmarks.bench_turns import receptionist
from benchmarks.report import row, step
from direct_booking import wiring
from direct_booking.bookings.booking import LIVE, Booking
from direct_booking.clock import SystemClock
from direct_booking.simulator.company import Call
from direct_booking.simulator.errors import ProtocolError
from direct_booking.simulator.webhooks import Webhooks
from direct_booking.storage import accounts, bookings, settings
from direct_booking.storage.database import Database

CALLS, AT_ONCE = 300, 30
SPEAKS_AFTER_S = (2.0, 4.0)
MOST_TURNS = 25
# A turn is answered within a second, and nobody but one in a hundred hears that it takes a moment.
MEDIAN_TARGET_MS, P95_TARGET_MS, P99_TARGET_MS = 250.0, 1000.0, 2500.0

# What is heard -> what the caller may say to it, the first that fits.
ANSWERS = (
    ("Shall I book", ("yes", "yes please")),
    ("Shall I cancel", ("yes",)),
    ("Did I get that right", ("yes",)),
    ("call you back on", ("yes", "that's fine")),
    ("e-mail", ("no email please", "john at example dot com")),
    ("work for you", ("the first one", "the second one", "friday afternoon")),
    ("Which would you like", ("the first one", "the second one")),
    ("day and time", ("the soonest you have", "monday at ten", "next week")),
    ("How can I help", ("i'd like an appointment", "can i come in {day} at {hour}", "the soonest you have")),
    ("anything else", ("no thanks", "no thanks", "no thanks", "what did i book", "cancel it please")),
)
DAYS = ("tuesday", "wednesday", "thursday", "friday", "next monday", "next tuesday", "next friday")
HOURS = ("nine", "ten", "eleven thirty", "one", "two", "three thirty", "four")
TROUBLES = ("something went wrong", "can't go on with this call")


@dataclass
class Held:
    """One call as its caller heard it.

    Attributes:
        troubles: sentences that told of an error, and complaints of the telephone company.
        waited: turns that were bridged.
    """

    call_id: str
    turns: int = 0
    booked: bool = False
    waited: int = 0
    troubles: list[str] = field(default_factory=list)


def rows(calls: int = CALLS, at_once: int = AT_ONCE) -> list[dict]:
    """Median, 95th and 99th percentile of all turns, in ms; errors; overlaps.

    Raises:
        CannotMeasure: the receptionist could not be started.
    """
    step(f"{calls} calls by telephone, {at_once} at once")
    token = secrets.token_hex(16)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'calls.sqlite'}"
        _prepare(url)
        webhooks = Webhooks(token)
        names = {"DIRECT_BOOKING_DATABASE": url, "DIRECT_BOOKING_TWILIO_AUTH_TOKEN": token}
        with receptionist(**names) as address, ThreadPoolExecutor(at_once) as lines:
            base_url = f"{address}/webhooks/phone"
            hold(webhooks, base_url, 0, pause_s=(0, 0))
            webhooks.took_s.clear()
            held = list(lines.map(lambda seed: hold(webhooks, base_url, seed), range(1, calls + 1)))
        return _rows(held, sorted(webhooks.took_s), _made(url))


def hold(
    webhooks: Webhooks, base_url: str, seed: int, *, pause_s: tuple[float, float] = SPEAKS_AFTER_S
) -> Held:
    """One call, from its ring to its end."""
    chance = random.Random(seed)
    call = Call(webhooks, base_url, caller=f"+1212555{seed:04d}", called="+12125550100")
    held = Held(call.call_id)
    time.sleep(chance.uniform(*pause_s))
    try:
        heard = call.ring()
        while not call.over and held.turns < MOST_TURNS:
            time.sleep(chance.uniform(*pause_s))
            heard = call.say(_answer(chance, " ".join(heard.says)))
            _note(held, heard.says)
        if not call.over:
            call.hang_up()
    except ProtocolError as complaint:
        held.troubles.append(str(complaint))
    return held


def _note(held: Held, says: Sequence[str]) -> None:
    held.turns += 1
    held.waited += says[:1] == ("One moment, please.",)
    held.booked = held.booked or any("You're booked for" in each for each in says)
    held.troubles += [each for each in says if any(trouble in each for trouble in TROUBLES)]


def _answer(chance: random.Random, heard: str) -> str:
    said = next((said for asked, said in ANSWERS if asked in heard), ("yes",))
    return chance.choice(said).format(day=chance.choice(DAYS), hour=chance.choice(HOURS))


def _prepare(url: str) -> None:
    """Enough open times for every caller."""
    database, clock = Database(url), SystemClock()
    wiring.set_up(database, clock, {})
    with database.writing(None) as transaction:
        account = accounts.all_accounts(transaction)[0]
        present = settings.of_account(transaction, account.id)
        roomy = replace(present, look_ahead_days=90, length_minutes=15, interval_minutes=15)
        settings.save(transaction, account.id, roomy, now=clock.now())
    database.close()


def _made(url: str) -> tuple[Booking, ...]:
    database = Database(url)
    with database.reading() as transaction:
        made = bookings.of_account(transaction, accounts.all_accounts(transaction)[0].id)
    database.close()
    return made


def _rows(held: Sequence[Held], took_s: Sequence[float], made: Sequence[Booking]) -> list[dict]:
    def percentile(share: float) -> float:
        return round(took_s[int(len(took_s) * share)] * 1000, 1)

    live = sorted((each.starts_at, each.ends_at) for each in made if each.status in LIVE)
    overlaps = sum(later[0] < earlier[1] for earlier, later in pairwise(live))
    on_record = {each.call_id for each in made}
    false = sum(each.booked and each.call_id not in on_record for each in held)
    troubles = Counter(trouble for each in held for trouble in each.troubles)
    for trouble, times in troubles.most_common(5):
        step(f"not well: {times} times: {trouble}")
    median = round(statistics.median(took_s) * 1000, 1)
    turns, waited = sum(each.turns for each in held), sum(each.waited for each in held)
    booked = sum(each.booked for each in held)
    return [
        row("calls by telephone: calls", len(held), "calls"),
        row("calls by telephone: turns", turns, "turns"),
        row("calls by telephone: on which something was booked", booked, "calls", 1, booked > 0),
        _at_most("calls by telephone: turns, median", median, "ms", MEDIAN_TARGET_MS),
        _at_most("calls by telephone: turns, 95th percentile", percentile(0.95), "ms", P95_TARGET_MS),
        _at_most("calls by telephone: turns, 99th percentile", percentile(0.99), "ms", P99_TARGET_MS),
        _at_most("calls by telephone: turns that were bridged", waited, "turns", turns // 100),
        _at_most("calls by telephone: errors", sum(troubles.values()), "times", 0),
        _at_most("calls by telephone: overlaps", overlaps, "bookings", 0),
        _at_most("calls by telephone: said to be booked, and not on record", false, "calls", 0),
    ]


def _at_most(name: str, value: float, unit: str, target: float) -> dict:
    return row(name, value, unit, target, value <= target)
