"""Callers who do anything at all by telephone, and webhooks that come three times and late (SPEC 4.10, 7.2).

The real model, the real actions and the connector; a simulator plays the telephone company. Prints a table
and writes ``var/reports/telephone_faults.json``. What callers do is in ``tests/calls/telephone_talk.py``.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.report import ROOT, CannotMeasure, row, run, step

# The offices, the callers and the stage that the tests work with.
sys.path += [str(ROOT / "tests"), str(ROOT / "tests" / "calls")]

from call_script import read
from call_stage import Stage, differences, scripts_below
from offices import Office, open_office
from talking import DEAD_END, EMPTY, FAILED, LONG, NOT_BOOKED, NOT_CANCELLED, OFTEN, Talk
from telephone_stack import line_sentences, telephone_to
from telephone_talk import LINE_TROUBLE, PROTOCOL, TURNS_OF_A_CALL, Random

import actions.desk
from direct_booking.serving.model import MODEL
from direct_booking.serving.private_stack import PrivateStack
from direct_booking.simulator.errors import ProtocolError
from direct_booking.storage.database import Database, migrate

TURNS, CALLS = 10_000, 100
COPIES = 3


async def random_rows(stack: PrivateStack, turns: int) -> list[dict]:
    """So many random turns; every call that something was wrong with is printed."""
    step(f"{turns} random turns by telephone")
    stack.failures.clear()
    with _office() as office:
        async with telephone_to(stack) as telephone:
            callers = Random(telephone, office, line_sentences())
            taken = seed = 0
            while taken < turns:
                talk = await callers.call(seed, turns=min(TURNS_OF_A_CALL, turns - taken + 1))
                taken, seed = taken + talk.turns, seed + 1
                if seed % 100 == 0:
                    step(f"turn {taken}")
                if talk.wrong:
                    print(talk.report(), file=sys.stderr, flush=True)
        booked = sum(bool(office.made_on(talk.call_id)) for talk in callers.talks)
    return _random_rows(callers.talks, taken, turns, booked, len(stack.failures))


def _random_rows(talks: list[Talk], taken: int, turns: int, booked: int, failures: int) -> list[dict]:
    def count(*complaints: str) -> int:
        return sum(talk.wrong[complaint] for talk in talks for complaint in complaints)

    longest = max(talk.longest for talk in talks)
    return [
        row("random telephone: turns", taken, "turns", turns, taken >= turns),
        row("random telephone: calls", len(talks), "calls"),
        row("random telephone: calls on which something was booked", booked, "calls", 1, booked > 0),
        _none("random telephone: empty documents", count(EMPTY), "turns"),
        _none("random telephone: dead ends", count(DEAD_END), "turns"),
        _none("random telephone: errors", count(FAILED, LINE_TROUBLE) + failures, "turns"),
        _none("random telephone: complaints of the telephone company", count(PROTOCOL), "calls"),
        row("random telephone: the same prompt in a row", longest, "times", OFTEN, longest <= OFTEN),
        _none("random telephone: more than two sentences", count(LONG), "turns"),
        _none("random telephone: false confirmations", count(NOT_BOOKED, NOT_CANCELLED), "turns"),
    ]


async def repeated_rows(stack: PrivateStack, calls: int) -> list[dict]:
    """So many call tests with each webhook three times at once, and all of them late, after every turn."""
    paths = scripts_below(ROOT / "tests" / "calls")
    paths = paths[:: max(1, len(paths) // calls)][:calls]
    step(f"{len(paths)} calls with every webhook {COPIES} times, and again late")
    held = otherwise = complaints = 0
    async with telephone_to(stack, copies=COPIES, late_copies=True) as telephone:
        for number, path in enumerate(paths):
            script = read(path)
            if script.open or any(turn.or_heard for turn in script.turns):
                continue  # this company tells one reading of what it heard
            held += 1
            with _database() as url:
                try:
                    run_name = f"repeated-{number}-{path.stem}"[:48]
                    played = await Stage(telephone, script, url, run=run_name).play()
                except ProtocolError as complaint:
                    print(f"{path}: {complaint}", file=sys.stderr, flush=True)
                    complaints += 1
                    continue
            found = differences(script, played)
            if found:
                print("\n".join([str(path), *found, ""]), file=sys.stderr, flush=True)
                otherwise += 1
    return [
        row("repeated webhooks: calls", held, "calls", 1, held > 0),
        _none("repeated webhooks: heard or left otherwise than sent once", otherwise, "calls"),
        _none("repeated webhooks: answered in other bytes", complaints, "calls"),
    ]


def _none(name: str, value: int, unit: str) -> dict:
    return row(name, value, unit, 0, value == 0)


@contextmanager
def _database() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'calls.sqlite'}"
        database = Database(url)
        migrate(database)
        database.close()
        yield url


@contextmanager
def _office() -> Iterator[Office]:
    with _database() as url:
        database = Database(url)
        office = open_office(database)
        actions.desk.use(office.desk)
        try:
            yield office
        finally:
            actions.desk.use(None)
            database.close()


async def measured(turns: int, calls: int) -> list[dict]:
    """All rows.

    Raises:
        CannotMeasure: there is no model.
    """
    if not (ROOT / MODEL).is_file():
        raise CannotMeasure("There is no model yet: make prepare.")
    stack = await PrivateStack.load(ROOT / MODEL, None)
    return [*await repeated_rows(stack, calls), *await random_rows(stack, turns)]


def main(arguments: list[str]) -> int:
    """Measure, print, report."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.telephone_faults", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--turns", type=int, default=TURNS, help="random turns")
    parser.add_argument("--calls", type=int, default=CALLS, help="whose webhooks are repeated")
    asked = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    return run("telephone_faults", lambda: asyncio.run(measured(asked.turns, asked.calls)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
