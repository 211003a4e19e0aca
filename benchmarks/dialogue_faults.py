"""What a caller hears, word by word, when the calendar fails in the middle of a call, and after how long.

Each way to fail once, for each provider and whatever the caller wants, on the real model and actions. Prints
a table and writes ``var/reports/dialogue_faults.json``, and beside it as a document what was heard. Some
thousand faults without the words are ``calendar_faults``.
"""

import asyncio
import logging
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.report import REPORTS, ROOT, row, run, step
from direct_booking.clock import SetClock
from direct_booking.serving.model import MODEL, train_if_needed
from direct_booking.serving.private_stack import PrivateStack
from direct_booking.storage.database import Database, migrate

# The offices and the servers that the tests work with.
sys.path.append(str(ROOT / "tests"))

from elsewhere import PROVIDERS, elsewhere_of
from failing_dialogue import WANTS, Heard, held
from failing_elsewhere import WAYS, Way
from fixtures_elsewhere import open_elsewhere
from offices import NEW_YORK, NOW, Broken
from standins.radicale_server import RadicaleServer

# 4.7, and the field's own measure of what callers bear.
NEVER_S, SPOKEN_S = 10.0, 8.0
# A call whose fault met no request, as on a busy machine, shows nothing and is held again.
TRIES = 3
# Whoever only asks for times writes nothing, and reads busy time only.
READS = ("nobody answers", "busy time", "reading busy time", "no new token")


def kinds() -> list[tuple[Way, str, str]]:
    """Every way, provider and want that go together."""
    return [
        (way, provider, wants)
        for way in WAYS
        for wants in WANTS
        for provider in PROVIDERS
        if not {provider, wants} & set(way.not_for) and (wants != "ask" or way.name.startswith(READS))
    ]


async def heard_in_all(broken: Counter) -> list[tuple[Way, str, str, Heard]]:
    """Hold every call."""
    train_if_needed(ROOT, say=lambda _step: None)
    stack, radicale, found = await PrivateStack.load(ROOT / MODEL, None), RadicaleServer(), []
    try:
        with tempfile.TemporaryDirectory() as folder:
            template = Path(folder) / "template.sqlite"
            empty = Database(f"sqlite:///{template}")
            migrate(empty)
            empty.close()
            for number, (way, provider, wants) in enumerate(kinds()):
                try:
                    for again in range(TRIES):
                        call_id = f"fault-{number}-{again}"
                        heard = await _held(stack, radicale, template, way, provider, wants, call_id)
                        if heard.met:
                            break
                except Broken as law:
                    broken[law.law] += 1
                    print(f"{provider}, {way.name}, {wants}: {law}", file=sys.stderr)
                else:
                    found.append((way, provider, wants, heard))
    finally:
        radicale.close()
    return found


async def _held(
    stack: PrivateStack,
    radicale: RadicaleServer,
    template: Path,
    way: Way,
    provider: str,
    wants: str,
    call_id: str,
) -> Heard:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        database = Database(f"sqlite:///{shutil.copy(template, Path(folder) / 'office.sqlite')}")
        clock = SetClock(NOW)
        elsewhere = elsewhere_of(provider, clock, NEW_YORK, lambda: radicale)
        try:
            office = open_elsewhere(database, elsewhere, clock, mail=True)
            return await held(stack, office, way, wants, call_id)
        finally:
            elsewhere.close()
            database.close()


def document(found: list[tuple[Way, str, str, Heard]]) -> str:
    """The table: what was heard, word by word, once where all providers agree."""
    head = ("what fails", "at the caller's wish to", "is heard", "the record", "the owner sees", "events")
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    alike: dict[tuple, list[str]] = {}
    for way, provider, wants, heard in found:
        owner = ", ".join(heard.owner) or "nothing"
        came_to = (way.name, wants, heard.words, heard.record or "nothing", owner, heard.events)
        alike.setdefault(came_to, []).append(provider)
    count = Counter((name, wants) for name, wants, *_ in alike)
    for (name, wants, *rest), providers in alike.items():
        who = "" if count[name, wants] == 1 else f" ({', '.join(providers)})"
        lines.append(f"| {name}{who} | {wants} | {' | '.join(map(str, rest))} |")
    return "\n".join(lines) + "\n"


def measured() -> list[dict]:
    """The figures."""
    step(f"{len(kinds())} calls whose calendar fails at one turn")
    broken: Counter = Counter()
    found = asyncio.run(heard_in_all(broken))
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / "dialogue_faults.md").write_text(document(found), encoding="utf-8")
    took = sorted(heard.took_s for _, _, _, heard in found)
    met = sum(heard.met for _, _, _, heard in found)
    unheard = sum(not heard.words for _, _, _, heard in found)
    trouble = sum("utter_trouble" in heard.responses for _, _, _, heard in found)
    late = sum(each > SPOKEN_S for each in took)
    name = "dialogue:"
    return [
        row(f"{name} calls whose calendar failed at a turn", met, "calls", len(kinds()), met == len(kinds())),
        row(f"{name} laws broken, false confirmations among them", broken.total(), "times", 0, not broken),
        row(f"{name} turns without a word", unheard, "turns", 0, unheard == 0),
        row(f"{name} turns that ended in an error of ours", trouble, "turns", 0, trouble == 0),
        row(f"{name} longest turn while the calendar failed", took[-1], "s", NEVER_S, took[-1] < NEVER_S),
        row(f"{name} turns that took more than {SPOKEN_S:g} s", late, "turns", 0, late == 0),
        row(f"{name} turn while the calendar failed, median", took[len(took) // 2], "s"),
    ]


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sys.exit(run("dialogue_faults", measured))
