"""How well intents are understood: the trained model against the published labels of other people's corpora.

``python -m benchmarks.evaluate_intents [CORPORA]``; the corpora are not part of this repository, and no turn
of theirs of four words or more is an example in ``data/nlu``, but for what everybody says. Their labels are
acts of a booking bot: ``ACCEPTED`` says which intents do the same. What was not understood is written to
``var/reports/intents-failures.jsonl``. Times are measured in ``evaluate_times``; what a stranger's talk does
in a call, in ``evaluate_out_of_scope``; other pipelines, in ``candidates``.
"""

import asyncio
import json
import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.report import REPORTS, ROOT, row, table

CORPORA = Path("../shared/corpora")
TURNS = "turns_intents.jsonl"
MODEL = Path("models/receptionist.tar.gz")
FAILURES = REPORTS / "intents-failures.jsonl"
FALLBACK = "nlu_fallback"

# An act may be answered by more than one intent where they do the same: a time said while asking for an
# appointment is taken in either way, and "that's all" ends a call as well as "goodbye" does.
ACCEPTED = {
    "affirm": {"affirm"},
    "deny": {"deny"},
    "book": {"request_appointment"},
    "ask_availability": {"request_appointment", "choose_time"},
    "inform_datetime": {"choose_time", "request_appointment"},
    "select_option": {"choose_time"},
    "request_alternatives": {"choose_time", "request_appointment"},
    "reschedule": {"move_appointment", "change_other_appointment"},
    "cancel": {"cancel_appointment", "change_other_appointment"},
    "thank": {"thank"},
    "goodbye": {"say_goodbye", "deny"},
    "ask_repeat": {"ask_repeat"},
    "out_of_scope": {"out_of_scope", FALLBACK},
}
# A yes or a no is read from the words, so "sure, book me one" and "perfect, thank you" agree as well; the
# forms take it from any intent that they do not leave to a rule.
ANSWERS = {"affirm": "yes", "select_option": "yes", "deny": "no"}
TAKEN_WITH_ANSWER = {"affirm", "deny", "thank", "request_appointment", "choose_time"}
# What would change a calendar, were it taken at its word.
ACTING = {
    "book": {"request_appointment", "choose_time"},
    "cancel": {"cancel_appointment"},
    "move": {"move_appointment"},
}
APPOINTMENT_LIKE = ("Services_", "Homes_", "Calendar_", "calendar", "doctor_", "apartment_", "meeting_")
TARGET_APPOINTMENT = 95.0
TARGET_ACTING = 0.0


@dataclass(frozen=True)
class Understood:
    """What the model made of a turn.

    Attributes:
        intent: after the fallback.
        answer: "yes", "no" or None, as heard in the words.
        ms: how long it took, milliseconds.
    """

    intent: str
    answer: str | None
    ms: float


def rows(corpora: Path = CORPORA, model: Path = MODEL) -> list[dict]:
    """Measure, and give one row for each figure: name, value, unit, target, ok.

    Raises:
        OSError: the corpora or the model cannot be read.
    """
    turns = list(_turns(corpora / TURNS))
    understood = understand(model, [turn["text_asr"] for turn in turns])
    pairs = list(zip(turns, understood, strict=True))
    _write_failures(pairs)
    return [*_by_label(pairs), *_outside(pairs), *_speed(understood)]


def accepted(turn: dict) -> set[str]:
    """The intents that would do what the row's labels ask for. Pure."""
    labels = [*turn["labels"], *turn["also_acceptable"]]
    return set().union(*(ACCEPTED.get(label, set()) for label in labels))


def has_one_label(turn: dict) -> bool:
    """Whether a turn does one thing that we know. Pure."""
    return len(turn["labels"]) == 1 and turn["label"] in ACCEPTED


def is_appointment_like(turn: dict) -> bool:
    """Whether the row was said to a service that gives appointments. Pure."""
    return turn["domain"].startswith(APPOINTMENT_LIKE)


def out_of_scope_turns(path: Path) -> list[dict]:
    """The turns that are nothing but out of scope.

    Raises:
        OSError: the file cannot be read.
    """
    return [turn for turn in _turns(path) if _is_outside(turn)]


def _is_outside(turn: dict) -> bool:
    return turn["labels"] == ["out_of_scope"]


def _turns(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            turn = json.loads(line)
            if turn["mapping"] == "sure" and not turn["label_conflict"]:
                yield turn


def understand(model: Path, texts: list[str]) -> list[Understood]:
    """What a model makes of each text, in order.

    Raises:
        OSError: the model cannot be read.
    """
    # Rasa takes seconds to import; who only reads the mapping need not wait.
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    agent = Agent.load(str(model))

    async def parse_all() -> list[Understood]:
        await agent.parse_message("hello")  # the first message also loads what is lazy
        understood = []
        for text in texts:
            began = perf_counter()
            parsed = await agent.parse_message(text)
            took = (perf_counter() - began) * 1000
            understood.append(Understood(parsed["intent"]["name"], _answer(parsed["entities"]), took))
        return understood

    return asyncio.run(parse_all())


def _answer(entities: list[dict]) -> str | None:
    return next((entity["value"] for entity in entities if entity["entity"] == "answer"), None)


def _by_label(pairs: list[tuple[dict, Understood]]) -> Iterator[dict]:
    one = [(turn, said) for turn, said in pairs if has_one_label(turn)]
    appointment = [(turn, said) for turn, said in one if is_appointment_like(turn)]
    examples = _examples()
    unlike = [(turn, said) for turn, said in appointment if turn["text_asr"] not in examples]
    several = [(turn, said) for turn, said in pairs if len(turn["labels"]) > 1 and accepted(turn)]
    yield _share("appointment services, one label", appointment, _right, TARGET_APPOINTMENT)
    yield _share("appointment services, no example word for word", unlike, _right, None)
    yield _share("appointment services, one label, by intent alone", appointment, _right_intent, None)
    yield _share("appointment services, asked again", appointment, _asked_again, None)
    yield _share("all services, one label", one, _right, None)
    yield _share("all services, several labels, any of them", several, _right, None)
    for label in sorted(Counter(turn["label"] for turn, _ in one)):
        of_label = [(turn, said) for turn, said in one if turn["label"] == label]
        yield _share(f"  {label}", of_label, _right, None)


def _examples() -> set[str]:
    """What the model was trained on, as it stands in the files."""
    files = (ROOT / "data" / "nlu").glob("*.yml")
    lines = (line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return {line.removeprefix("- ") for line in lines if line.startswith("- ")}


def _outside(pairs: list[tuple[dict, Understood]]) -> Iterator[dict]:
    outside = [(turn, said) for turn, said in pairs if _is_outside(turn)]
    for act, intents in ACTING.items():
        acted = [said.intent in intents for _, said in outside]
        value = round(100 * sum(acted) / max(len(acted), 1), 2)
        name = f"out of scope that would {act} ({sum(acted)} of {len(acted)})"
        yield row(name, value, "%", TARGET_ACTING, value <= TARGET_ACTING)


def _right_intent(turn: dict, said: Understood) -> bool:
    return said.intent in accepted(turn)


def _right(turn: dict, said: Understood) -> bool:
    labels = [*turn["labels"], *turn["also_acceptable"]]
    answered = said.answer is not None and said.answer in {ANSWERS.get(label) for label in labels}
    return _right_intent(turn, said) or (answered and said.intent in TAKEN_WITH_ANSWER)


def _asked_again(_turn: dict, said: Understood) -> bool:
    return said.intent == FALLBACK


def _write_failures(pairs: Iterable[tuple[dict, Understood]]) -> None:
    FAILURES.parent.mkdir(parents=True, exist_ok=True)
    with FAILURES.open("w", encoding="utf-8") as lines:
        for turn, said in pairs:
            if has_one_label(turn) and not _right(turn, said):
                found = {"id": turn["id"], "text": turn["text_asr"], "label": turn["label"]}
                lines.write(json.dumps({**found, "intent": said.intent, "answer": said.answer}) + "\n")


def _speed(understood: list[Understood]) -> Iterator[dict]:
    took = sorted(said.ms for said in understood)
    middle, slow = took[len(took) // 2], took[len(took) * 99 // 100]
    yield row("one message, median", round(middle, 2), "ms", 5.0, middle <= 5.0)
    yield row("one message, 99th percentile", round(slow, 2), "ms", 20.0, slow <= 20.0)


def _share(
    name: str,
    pairs: list[tuple[dict, Understood]],
    counts: Callable[[dict, Understood], bool],
    target: float | None,
) -> dict:
    value = round(100 * sum(counts(turn, said) for turn, said in pairs) / max(len(pairs), 1), 1)
    return row(f"{name} ({len(pairs)})", value, "%", target, target is None or value >= target)


def main(arguments: list[str]) -> int:
    """Print the table."""
    print(table(rows(Path(arguments[0]) if arguments else CORPORA)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
