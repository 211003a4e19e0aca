"""``make evaluate``: how well callers are understood, against other people's corpora (SPEC 8.6).

Prints one table of the corpora's files and one of figures, and writes ``var/reports/evaluate.json`` and what
was not exact to ``var/failures``. What is measured is in the ``evaluate_*`` modules and ``fuzz_times``; the
corpora are not part of this repository.
"""

import argparse
import sys
from pathlib import Path

from benchmarks import (
    corpora,
    evaluate_dictated,
    evaluate_intents,
    evaluate_out_of_scope,
    evaluate_spelling,
    evaluate_times,
    evaluate_turns,
    fuzz_times,
)
from benchmarks.report import ROOT, CannotMeasure, run, step
from direct_booking.serving import quiet

NEEDED = (
    "asr_datetime_slurp.jsonl",
    "datetime_expressions.jsonl",
    "dialogs_star_appointments.jsonl",
    "spoken_email.jsonl",
    "spoken_phone.jsonl",
    "spoken_spelling.jsonl",
    "spoken_time.jsonl",
    "turns_intents.jsonl",
)


def rows(folder: Path, model: Path) -> list[dict]:
    """Every figure; prints the table of the files on the way.

    Raises:
        CannotMeasure: a corpus or the model is missing or cannot be read.
    """
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise CannotMeasure(
            f"The corpora are not in {folder} (no {', no '.join(missing)}): "
            "say where they are with make evaluate CORPORA=folder."
        )
    if not model.is_file():
        raise CannotMeasure(f"There is no model at {model}: 'make train' makes one.")
    try:
        return _measured(folder, model)
    except (ValueError, KeyError) as error:
        raise CannotMeasure(f"The corpora in {folder} are not what they were: {error!r}.") from error


def _measured(folder: Path, model: Path) -> list[dict]:
    step("times, addresses and numbers in the corpora")
    tallies = [
        *evaluate_times.tallies(folder),
        *evaluate_turns.tallies(folder),
        *evaluate_dictated.tallies(folder),
    ]
    corpora.write_failures(tallies)
    print(corpora.table(tallies), end="\n\n", flush=True)
    step(f"{fuzz_times.STRINGS:,} fuzzed strings")
    found = corpora.report_rows(tallies) + fuzz_times.rows()
    step("addresses said and put right")
    found += evaluate_spelling.rows()
    step("intents")
    found += evaluate_intents.rows(folder, model)
    step("what strangers' talk does in a call")
    return found + evaluate_out_of_scope.rows(folder, model)


def main(arguments: list[str]) -> int:
    """Measure, print, report."""
    description = __doc__.splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluate", description=description)
    parser.add_argument("--corpora", type=Path, default=corpora.CORPORA, help="the folder of the corpora")
    asked = parser.parse_args(arguments)
    quiet.hush()
    return run("evaluate", lambda: rows(asked.corpora, ROOT / evaluate_intents.MODEL))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
