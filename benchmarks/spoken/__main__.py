"""``make spoken``: sixty callers with a voice, on several telephone lines; the table, and what went wrong."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.report import ROOT, CannotMeasure, row, run, step
from benchmarks.spoken import goals, hearing
from benchmarks.spoken.calls import Condition, Held, Telephone, hold
from benchmarks.spoken.hearing import Hearing, Rig, Spoken
from benchmarks.spoken.office import ENVIRONMENT, NOW
from direct_booking import wiring
from direct_booking.clock import SetClock
from direct_booking.serving import quiet
from direct_booking.serving.model import MODEL
from direct_booking.storage.database import Database

# The telephone that the tests hold their calls with.
sys.path.append(str(ROOT / "tests" / "calls"))

CONDITIONS = (
    Condition("joe", "clean", target=90),
    Condition("joe", "10 dB noise", target=60),
    Condition("joe", "3% lost"),
    Condition("espeak", "clean"),
)
HEARD = ROOT / "var" / "spoken" / "heard.jsonl"
FIXTURES = ROOT / "tests" / "calls" / "spoken"
FAILURES = ROOT / "var" / "failures"


def main(arguments: list[str]) -> int:
    """Measure, print, report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spoken", description=__doc__)
    parser.add_argument("--calls", default="", help="only callers whose name holds this")
    parser.add_argument("--on", default="", help="only conditions whose name holds this: 'joe, clean'")
    parser.add_argument(
        "--kept", action="store_true", help="speak nothing: hear what is in tests/calls/spoken"
    )
    parser.add_argument("--keep", action="store_true", help="write what was heard to tests/calls/spoken")
    chosen = parser.parse_args(arguments)
    return run("spoken", lambda: _measured(chosen))


def _measured(chosen: argparse.Namespace) -> Iterable[dict]:
    callers = [(at, goal) for at, goal in enumerate(goals.read()) if chosen.calls in goal.name]
    conditions = [each for each in CONDITIONS if chosen.on in each.name]
    if not callers or not conditions:
        raise CannotMeasure("No caller or no condition has such a name.")
    quiet.hush()
    with Rig(HEARD) as rig:
        hear = _kept if chosen.kept else rig.hear
        held = asyncio.run(_all_held(callers, conditions, hear))
        if chosen.keep:
            _keep(rig.used, conditions)
    found = [
        each for condition, calls in zip(conditions, held, strict=True) for each in _rows(condition, calls)
    ]
    unconfirmed = sum(len(call.unconfirmed) for calls in held for call in calls)
    name = "booked, moved or cancelled without the caller's yes"
    return [*found, row(f"{name} ({sum(map(len, held))} calls)", unconfirmed, "", 0, unconfirmed == 0)]


def _kept(spoken: Spoken) -> str:
    if not hasattr(_kept, "transcripts"):
        _kept.transcripts = hearing.read(sorted(FIXTURES.glob("*.jsonl")))
    try:
        return _kept.transcripts[spoken]
    except KeyError:
        raise CannotMeasure(f"Nobody has heard {spoken} yet: `make spoken` hears it.") from None


def _keep(used: dict[Spoken, str], conditions: Iterable[Condition]) -> None:
    for each in conditions:
        kept = {
            spoken: heard
            for spoken, heard in used.items()
            if (spoken.voice, spoken.line) == (each.voice, each.line)
        }
        hearing.write(
            FIXTURES / f"{each.name.replace(', ', '-').replace(' ', '-').replace('%', '')}.jsonl", kept
        )


async def _all_held(callers: list, conditions: list[Condition], hear: Hearing) -> list[list[Held]]:
    async with _telephone() as telephone:
        with tempfile.TemporaryDirectory() as folder:
            migrated = Path(folder) / "migrated.sqlite"
            _migrate(migrated)
            return [await _held(telephone, callers, each, hear, migrated) for each in conditions]


async def _held(
    telephone: Telephone, callers: list, condition: Condition, hear: Hearing, migrated: Path
) -> list[Held]:
    step(f"{len(callers)} callers: {condition.name}")
    held = []
    with tempfile.TemporaryDirectory() as folder:
        for number, goal in callers:
            call = await hold(
                telephone, goal, number, condition, hear, folder=Path(folder), migrated=migrated
            )
            held.append(call)
    _write_down(condition, held)
    return held


def _rows(condition: Condition, calls: list[Held]) -> Iterator[dict]:
    percent = round(100 * sum(call.success for call in calls) / len(calls), 1)
    name = f"spoken calls, {condition.name} ({len(calls)})"
    met = condition.target is None or percent >= condition.target
    yield row(f"{name}: booked as wanted", percent, "%", condition.target, met)
    turns = sum(call.turns for call in calls) / len(calls)
    yield row(f"{name}: lines of the caller", round(turns, 1), "a call")


def _write_down(condition: Condition, calls: list[Held]) -> None:
    """Every call, those that went wrong first."""
    told = []
    for call in sorted(calls, key=lambda one: one.success):
        verdict = "as wanted" if call.success else f"NOT AS WANTED: {call.record}"
        told += [f"== {call.goal.name}: {verdict} {' '.join(call.unconfirmed)}", *call.lines, ""]
    FAILURES.mkdir(parents=True, exist_ok=True)
    path = FAILURES / f"spoken-{condition.name.replace(', ', '-').replace(' ', '-')}.txt"
    path.write_text("\n".join(told), encoding="utf-8")


@asynccontextmanager
async def _telephone() -> AsyncIterator[Telephone]:
    # Rasa takes seconds to import.
    from telephone_stack import telephone_to

    from direct_booking.serving.private_stack import PrivateStack

    async with telephone_to(await PrivateStack.load(ROOT / MODEL, None)) as telephone:
        yield telephone


def _migrate(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    wiring.set_up(database, SetClock(NOW), ENVIRONMENT)
    database.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
