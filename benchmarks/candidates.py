"""Which pipeline understands callers best, at what cost: candidates trained on nine tenths of our examples.

``python -m benchmarks.candidates [NAME ...]`` trains each in a process of its own, asks it about the last
tenth and about other people's corpora (``evaluate_intents``), and writes ``var/reports/candidates.json``;
``--list`` names them. A linear one takes about four minutes of two cores, DIET half an hour. Which one is
kept is in ``config.yml``; why, in docs/understanding.md, "Intents".
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from ruamel.yaml import YAML

from benchmarks import evaluate_intents
from benchmarks.report import ROOT, CannotMeasure, row, run, step
from direct_booking.serving import quiet

Pipeline = list[dict[str, Any]]
Result = TypeVar("Result")

HELD_BACK = 10  # of so many examples of an intent, in their order, one is not trained on
CLASSIFIER = "direct_booking.nlu.turn_classifier.TurnClassifier"
COUNTS = "direct_booking.nlu.turn_counts.TurnCounts"
DIET = {
    "name": "DIETClassifier",
    "entity_recognition": False,
    "constrain_similarities": True,
    "epochs": 20,
    "random_seed": 42,
}
# The beginnings of the names of the figures that are taken over from ``evaluate_intents``.
TAKEN = (
    "appointment services, one label (",
    "all services, one label (",
    "out of scope that would book (",
    "one message, median",
)


def _kept(pipeline: Pipeline) -> Pipeline:
    return pipeline


def _without_doubt(pipeline: Pipeline) -> Pipeline:
    return [each for each in pipeline if not each["name"].endswith("BookingInDoubt")]


def _words_alone(pipeline: Pipeline) -> Pipeline:
    return [each for each in pipeline if each.get("analyzer") != "char_wb"]


def _few_features(pipeline: Pipeline) -> Pipeline:
    fewer = {"word": {"max_ngram": 2}, "char_wb": {"min_ngram": 2, "max_ngram": 4}}
    return [{**each, **fewer.get(each.get("analyzer", ""), {})} for each in pipeline]


def _diet(pipeline: Pipeline) -> Pipeline:
    """DIET reads a turn word by word, so that the words are counted as Rasa counts them."""
    counting = [
        {**each, "name": "CountVectorsFeaturizer"} if each["name"] == COUNTS else each for each in pipeline
    ]
    return [DIET if each["name"] == CLASSIFIER else each for each in counting]


def _diet_words_alone(pipeline: Pipeline) -> Pipeline:
    return _diet(_words_alone(pipeline))


CANDIDATES: dict[str, Callable[[Pipeline], Pipeline]] = {
    "linear": _kept,
    "linear without doubt": _without_doubt,
    "linear words alone": _words_alone,
    "linear few features": _few_features,
    "diet words alone": _diet_words_alone,
    "diet": _diet,
}


def rows(corpora: Path, names: list[str]) -> list[dict]:
    """Train and measure; for each candidate a row for each figure.

    Raises:
        CannotMeasure: a candidate could not be trained.
        OSError: the corpora cannot be read.
    """
    found = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            step(f"{name}: training")
            model, took_s, held_back = _apart(partial(_train, name, Path(folder)))
            step(f"{name}: {len(held_back)} examples held back, and the corpora")
            found += _apart(partial(_measure, corpora, model, held_back, name))
            found.append(row(f"{name}: training", round(took_s, 1), "s"))
    return found


def _apart(work: Callable[[], Result]) -> Result:
    """In a process of its own, whose memory is only this."""
    with ProcessPoolExecutor(1, get_context("spawn")) as worker:
        return worker.submit(work).result()


def _train(name: str, folder: Path) -> tuple[Path, float, list[tuple[str, str]]]:
    """The model, how long its training took, and the examples it was not trained on with their intents."""
    quiet.hush()
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"  # else a candidate takes over what the one before it has trained
    from rasa.model_training import train_nlu

    yaml = YAML(typ="safe")
    config = yaml.load(ROOT / "config.yml")
    config["pipeline"] = CANDIDATES[name](config["pipeline"])
    yaml.dump(config, folder / "config.yml")
    held_back = _write_examples(yaml, folder / "nlu.yml")
    began = perf_counter()
    model = train_nlu(
        str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder), domain=str(ROOT / "domain.yml")
    )
    if model is None:
        raise CannotMeasure(f"{name} could not be trained.")
    return Path(model), perf_counter() - began, held_back


def _write_examples(yaml: YAML, path: Path) -> list[tuple[str, str]]:
    """Write what is trained on; what is held back is returned."""
    held_back, kept = [], []
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for item in yaml.load(file)["nlu"]:
            lines = item["examples"].splitlines()
            held_back += [(line.removeprefix("- "), item["intent"]) for line in lines[::HELD_BACK]]
            trained = [line for number, line in enumerate(lines) if number % HELD_BACK]
            kept.append({"intent": item["intent"], "examples": "\n".join(trained) + "\n"})
    yaml.dump({"version": "3.1", "nlu": kept}, path)
    return held_back


def _measure(corpora: Path, model: Path, held_back: list[tuple[str, str]], name: str) -> list[dict]:
    quiet.hush()
    understood = evaluate_intents.understand(model, [text for text, _ in held_back])
    right = [said.intent == intent for said, (_, intent) in zip(understood, held_back, strict=True)]
    own = row(f"{name}: our own, held back ({len(right)})", round(100 * sum(right) / len(right), 1), "%")
    theirs = [
        row(f"{name}: {each['name']}", each["value"], each["unit"])
        for each in evaluate_intents.rows(corpora, model)
        if each["name"].startswith(TAKEN)
    ]
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return [own, *theirs, row(f"{name}: memory while measuring", memory_mb, "MB")]


def main(arguments: list[str]) -> int:
    """Measure, print, report."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.candidates", description=__doc__.splitlines()[0]
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a candidate; all of them unless told")
    parser.add_argument("--corpora", type=Path, default=evaluate_intents.CORPORA, help="their folder")
    parser.add_argument("--list", action="store_true", help="name the candidates and measure nothing")
    asked = parser.parse_args(arguments)
    if asked.list:
        print("\n".join(CANDIDATES))
        return 0
    unknown = sorted(set(asked.names) - CANDIDATES.keys())
    if unknown:
        parser.error(f"no candidate is called {', '.join(unknown)}; there are {', '.join(CANDIDATES)}")
    quiet.hush()
    return run("candidates", lambda: rows(asked.corpora, asked.names or list(CANDIDATES)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
