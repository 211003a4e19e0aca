"""How many addresses survive the way they are said, and how many after repair (SPEC 4.4, 8.6).

Run ``python -m benchmarks.evaluate_spelling [CORPORA]``; the addresses are in
``spoken_addresses``, the caller is in ``dictating_callers``.
"""

import json
import sys
import time
from pathlib import Path

from benchmarks.dictating_callers import dictate
from benchmarks.spoken_addresses import WAYS, Caller, addresses
from direct_booking.hearing import emails, phones
from direct_booking.hearing.spelling import characters
from direct_booking.saying.spelling import spell

ADDRESSES = 500
CURVE = ((0.0, 0.99), (0.02, 0.99), (0.05, 0.99), (0.1, 0.95), (0.2, None))
EXTRA_TURNS = 2


def rows(corpora: Path | None = None) -> list[dict]:
    """Every figure, as rows of a report; those of the corpora only where the folder is there."""
    made = addresses(ADDRESSES)
    report = [_share(f"exact address, no noise, {way}", *_said_once(made, way), 0.99) for way in WAYS]
    for errors, target in CURVE:
        report += _repaired(made, errors, target)
    report += _repaired(made, 0.05, None, words=0.05)
    report += [
        _share(f"exact at once, {errors:.0%} letter errors", *_at_once(made, errors), None)
        for errors, _ in CURVE
    ]
    report.append(_share("read back and understood again", *_read_back(made), 1.0))
    report.append(_speed(made))
    return report + (_corpora(corpora) if corpora and corpora.is_dir() else [])


def _said_once(made: list[str], way: str) -> tuple[int, int]:
    right = [_heard(Caller(address, letter_errors=0, seed=1).say(way)) == address for address in made]
    return sum(right), len(right)


def _heard(text: str) -> str | None:
    heard = emails.hear(text, asked=True)
    return heard.address if heard else None


def _repaired(made: list[str], errors: float, target: float | None, *, words: float = 0) -> list[dict]:
    """After the caller has put it right, or given up; and how many turns that took."""
    ended = [dictate(address, way, errors=errors, words=words) for address in made for way in WAYS]
    line = f"{errors:.0%} letter errors" + (f", {words:.0%} code word errors" if words else "")
    turns = sum(one.extra for one in ended) / len(ended)
    return [
        _share(f"exact after repair, {line}", sum(one.right for one in ended), len(ended), target),
        {
            "name": f"extra turns, {line}",
            "value": round(turns, 2),
            "unit": "turns",
            "target": None if target is None else EXTRA_TURNS,
            "ok": target is None or turns <= EXTRA_TURNS,
        },
    ]


def _at_once(made: list[str], errors: float) -> tuple[int, int]:
    heard = [
        _heard(Caller(address, letter_errors=errors, seed=2).say(way)) == address
        for address in made
        for way in WAYS
    ]
    return sum(heard), len(heard)


def _read_back(made: list[str]) -> tuple[int, int]:
    said = [(address, spell(address, code_words=coded)) for address in made for coded in (False, True)]
    return sum(_heard(text) == address for address, text in said), len(said)


def _speed(made: list[str]) -> dict:
    said = [Caller(address, letter_errors=0, seed=1).say(way) for address in made[:100] for way in WAYS]
    began = time.perf_counter()
    for text in said:
        emails.hear(text, asked=True)
    spent_ms = (time.perf_counter() - began) * 1000 / len(said)
    return {
        "name": "hearing one address",
        "value": round(spent_ms, 3),
        "unit": "ms",
        "target": 1,
        "ok": spent_ms < 1,
    }


def _corpora(folder: Path) -> list[dict]:
    spelled = [
        row
        for row in _rows(folder / "spoken_spelling.jsonl")
        if row["looks_spelled"] and row["nbest_contains_gold"]
    ]
    spoken = _rows(folder / "spoken_email.jsonl")
    numbers = [row for row in _rows(folder / "spoken_phone.jsonl") if row["kind"] == "phone"]
    best = sum(any(characters(said) == _plain(row) for said in row["nbest"]) for row in spelled)
    first = sum(characters(row["spoken"]) == _plain(row) for row in spelled)
    return [
        _share("EVI, spelled, one of the n-best is the truth", best, len(spelled), 0.9),
        _share("EVI, spelled, the first of the n-best is the truth", first, len(spelled), None),
        _share(
            "spoken_email", sum(_heard(row["spoken"]) == row["written"] for row in spoken), len(spoken), 0.9
        ),
        _share("spoken_phone", sum(_number(row) for row in numbers), len(numbers), None),
    ]


def _rows(path: Path) -> list[dict]:
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    )


def _plain(row: dict) -> str:
    return "".join(character for character in row["written"].lower() if character.isalnum())


def _number(row: dict) -> bool:
    heard = phones.hear(row["spoken"], asked=True)
    return heard is not None and heard.number.endswith(row["digits"])


def _share(name: str, right: int, of: int, target: float | None) -> dict:
    value = right / of if of else 0.0
    return {
        "name": f"{name} ({of})",
        "value": round(100 * value, 2),
        "unit": "%",
        "target": None if target is None else 100 * target,
        "ok": target is None or value >= target,
    }


def main() -> None:
    """Print the table and write ``var/reports/evaluate_spelling.json``."""
    report = rows(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/corpora"))
    for row in report:
        target = "" if row["target"] is None else f"target {row['target']:g}"
        print(f"{'ok ' if row['ok'] else '   '} {row['name']:62} {row['value']:>8} {row['unit']:3} {target}")
    path = Path("var/reports/evaluate_spelling.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"rows": report}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
