"""``make bench``: how fast it answers, and what becomes of a thousand callers for one time.

Prints a table and writes ``var/reports/bench.json``. What is measured is in ``bench_availability``,
``bench_listing``, ``bench_turns``, ``bench_calls`` and ``race``.
"""

import argparse
import logging
import sys

from benchmarks import bench_availability, bench_calls, bench_listing, bench_turns, race
from benchmarks.report import run, step


def main(arguments: list[str]) -> int:
    """Measure, print, report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=bench_turns.CALLS, help="how many whole calls")
    parser.add_argument("--phones", type=int, default=bench_calls.CALLS, help="how many calls by telephone")
    parser.add_argument("--callers", type=int, default=race.CALLERS, help="how many race for one time")
    asked = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)

    def measure() -> list[dict]:
        step("availability")
        # The race last: its threads and its databases are nobody's company.
        quick = [*bench_availability.rows(), *bench_listing.rows()]
        calls = [*bench_turns.rows(asked.calls), *bench_calls.rows(asked.phones)]
        return [*quick, *calls, *race.rows(asked.callers)]

    return run("bench", measure)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
