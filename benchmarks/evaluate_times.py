"""How well times are heard: the first reading against the published values of four corpora, and the speed.

``python -m benchmarks.evaluate_times [CORPORA]``; the corpora are not part of this repository. The sources
differ in conventions: of the hours of a part of the day only an overlap is asked for, and the end of a
stretch of days may or may not be included where the source itself does both.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from direct_booking.hearing.spoken import PartOfDay, When
from direct_booking.hearing.times import hear
from direct_booking.scheduling.first_reading import First, first_reading
from direct_booking.scheduling.hours import WHOLE_DAY

CORPORA = Path("../shared/corpora")
SOURCES = {"SGD": 98.0, "NLU++": 97.0, "duckling": 90.0, "Recognizers": 75.0}
MAX_WRONG = {"SGD": 2.0, "NLU++": 2.0}

EXACT, USABLE, WRONG, NONE = "exact", "usable", "wrong", "none"


def rows(corpora: Path = CORPORA) -> list[dict]:
    """Measure, and give one row for each figure: name, value, unit, target, ok."""
    said = [json.loads(line) for line in (corpora / "datetime_expressions.jsonl").open()]
    measured = []
    for source, target in SOURCES.items():
        verdicts = Counter(judge(row) for row in said if counts(row) and row["source"].startswith(source))
        total = sum(verdicts.values())
        for verdict in (EXACT, USABLE, WRONG, NONE):
            value = round(100 * verdicts[verdict] / total, 1)
            goal = {EXACT: target, WRONG: MAX_WRONG.get(source)}.get(verdict)
            ok = None if goal is None else (value >= goal if verdict == EXACT else value <= goal)
            measured.append(_row(f"times heard {verdict}, {source} ({total})", value, "%", goal, ok))
    measured.extend(_speed([row["text_asr"] for row in said]))
    return measured


def counts(row: dict) -> bool:
    """Whether a row is a time that a caller could say, with a value to compare with."""
    return row["resolved"] and row["caller_plausible"] and not row["written_form"]


def judge(row: dict) -> str:
    """Exact, usable (ours holds theirs), wrong or none."""
    heard = hear(row["text_asr"])
    if heard is None or not heard.spoken.alternatives:
        return NONE
    now = datetime.fromisoformat(row["reference_time"]).replace(tzinfo=None)
    whens = heard.spoken.alternatives[:1]
    firsts = [(when, first) for when in whens if (first := first_reading(when, now)) is not None]
    expected = [row["expected"], *row["alternatives"]]
    if any(_exact(when, first, one, now) for when, first in firsts for one in expected):
        return EXACT
    return USABLE if any(_holds(first, one) for _, first in firsts for one in expected) else WRONG


def _exact(when: When, first: First, expected: dict, now: datetime) -> bool:
    if expected["type"] == "time-of-day":
        return _same_minutes(when, first, _minute(expected["start"]), _minute(expected.get("end")), expected)
    if expected["type"] == "date":
        day = date.fromisoformat(expected["start"][:10])
        return first.days is not None and first.days.first == first.days.last == day
    begin, end = _moment(expected["start"]), _moment(expected.get("end"))
    if expected["type"] == "instant" or expected["grain"] in ("hour", "minute", "second"):
        days = _days_of(first, now)
        minutes = (_clock(begin), _clock(end))
        return _on(days, begin or end) and _same_minutes(when, first, *minutes, expected)
    return _same_days(first, begin, end, expected)


def _same_minutes(when: When, first: First, start: int | None, end: int | None, expected: dict) -> bool:
    minutes = first.minutes
    if minutes is None:
        return False
    if expected.get("open") == "after":
        return minutes.start == start and minutes.end == WHOLE_DAY.end
    if expected.get("open") == "before":
        return minutes.start == 0 and minutes.end == end
    if end is None:
        return minutes.exact and minutes.start == start
    if isinstance(when.hours, PartOfDay):
        return minutes.start < (end or 1440) and start < minutes.end
    return minutes.start == start and abs(minutes.end - (end or 1440)) <= 1


def _same_days(first: First, begin: datetime | None, end: datetime | None, expected: dict) -> bool:
    if first.days is None:
        return False
    last = first.days.last and first.days.last + timedelta(1)
    ends = {end.date()} if end else {None}
    if end and (expected.get("end_convention") or "").startswith("as resolved"):
        ends.add(end.date() + timedelta(1))
    if expected.get("open") == "before":
        return first.days.first is None and last in ends
    return bool(begin) and first.days.first == begin.date() and last in ends


def _days_of(first: First, now: datetime) -> tuple[date, date]:
    if first.days is not None:
        return first.days.first or date.min, first.days.last or date.max
    past = first.minutes.exact and first.minutes.start <= now.hour * 60 + now.minute
    day = now.date() + timedelta(past)
    return day, day


def _on(days: tuple[date, date], moment: datetime) -> bool:
    return days[0] == moment.date()


def _holds(first: First, expected: dict) -> bool:
    """Whether ours is wider than theirs: a question more, not a wrong booking."""
    start = expected["start"] or expected.get("end")
    minute = _minute(start)
    minutes = first.minutes or WHOLE_DAY
    clock_ok = minute is None or minutes.start <= minute < minutes.end
    if expected["type"] == "time-of-day" or first.days is None:
        return clock_ok and expected["type"] == "time-of-day"
    day = date.fromisoformat(start[:10])
    return clock_ok and (first.days.first or day) <= day <= (first.days.last or day)


def _minute(text: str | None) -> int | None:
    """Minute of the day of "HH:MM..." or of "date T HH:MM"."""
    clock = text.rpartition("T")[2] if text else ""
    return int(clock[:2]) * 60 + int(clock[3:5]) if ":" in clock else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=None) if text else None


def _clock(moment: datetime | None) -> int | None:
    return moment.hour * 60 + moment.minute if moment else None


def _speed(texts: list[str]) -> Iterator[dict]:
    took = [min(_took_ms(text) for _ in range(3)) for text in texts]  # other work on the machine is not ours
    mean, worst = round(sum(took) / len(took), 3), round(max(took), 2)
    yield _row("hearing a time, mean", mean, "ms", 1.0, mean < 1.0)
    yield _row("hearing a time, worst", worst, "ms", 20.0, worst < 20.0)


def _took_ms(text: str) -> float:
    began = perf_counter()
    hear(text)
    return (perf_counter() - began) * 1000


def _row(name: str, value: float, unit: str, target: float | None, ok: bool | None) -> dict:
    return {"name": name, "value": value, "unit": unit, "target": target, "ok": ok}


def main(arguments: Iterable[str]) -> int:
    """Print the table."""
    for row in rows(Path(next(iter(arguments), CORPORA))):
        target = "" if row["target"] is None else f"target {row['target']:g}"
        mark = {True: "ok", False: "MISSED", None: ""}[row["ok"]]
        print(f"{row['name']:<45}{row['value']:>8} {row['unit']:<3}{target:>12} {mark}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
