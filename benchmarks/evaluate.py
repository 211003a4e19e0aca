"""``make evaluate``: how well callers are understood, against other people's corpora (SPEC 8.6).

Prints a table and writes ``var/reports/evaluate.json``. What is measured is in ``evaluate_times``,
``evaluate_spelling`` and ``evaluate_intents``; the corpora are not part of this repository.
"""

import argparse
import sys
from pathlib import Path

from benchmarks import evaluate_intents, evaluate_spelling, evaluate_times
from benchmarks.report import ROOT, CannotMeasure, run, step
from direct_booking.serving import quiet

CORPORA = ROOT.parent / "shared" / "corpora"
NEEDED = (
    "datetime_expressions.jsonl",
    "spoken_email.jsonl",
    "spoken_phone.jsonl",
    "spoken_spelling.jsonl",
    "turns_intents.jsonl",
)


def rows(corpora: Path, model: Path) -> list[dict]:
    """Every figure.

    Raises:
        CannotMeasure: a corpus or the model is missing or cannot be read.
    """
    missing = [name for name in NEEDED if not (corpora / name).is_file()]
    if missing:
        raise CannotMeasure(
            f"The corpora are not in {corpora} (no {', no '.join(missing)}): "
            "say where they are with make evaluate CORPORA=folder."
        )
    if not model.is_file():
        raise CannotMeasure(f"There is no model at {model}: 'make train' makes one.")
    try:
        step("times")
        found = evaluate_times.rows(corpora)
        step("addresses, letters and numbers")
        found += evaluate_spelling.rows(corpora)
        step("intents")
        return found + evaluate_intents.rows(corpora, model)
    except (ValueError, KeyError) as error:
        raise CannotMeasure(f"The corpora in {corpora} are not what they were: {error!r}.") from error


def main(arguments: list[str]) -> int:
    """Measure, print, report."""
    description = __doc__.splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluate", description=description)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="the folder of the corpora")
    asked = parser.parse_args(arguments)
    quiet.hush()
    return run("evaluate", lambda: rows(asked.corpora, ROOT / evaluate_intents.MODEL))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
