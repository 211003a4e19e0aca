"""How well times are heard: the first reading against the published values of expressions, source by source.

``python -m benchmarks.evaluate_times [CORPORA]``; the corpora are not part of this repository. The sources
differ in conventions: of the hours of a part of the day only an overlap is asked for, and the end of a
stretch of days may or may not be included where the source itself does both. Expressions without a value are
judged by their words: exact where all that mean something were used. Whole turns are in ``evaluate_turns``.
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from benchmarks.corpora import CORPORA, EXACT, NONE, USABLE, WRONG, Judged, Tally, rows_of, table, timed
from direct_booking.hearing.spoken import PartOfDay, When, to_text
from direct_booking.hearing.times import HeardTime, hear
from direct_booking.hearing.times.fillers import FILLERS
from direct_booking.hearing.times.tokens import tokenize
from direct_booking.scheduling.first_reading import First, first_of, first_reading
from direct_booking.scheduling.hours import WHOLE_DAY

FILE = "datetime_expressions.jsonl"

# Kind of row: how its source begins, least exact, most wrong (percent).
VALUED = {"SGD": (98.0, 2.0), "NLU++": (97.0, 2.0), "duckling": (90.0, None), "Recognizers": (75.0, None)}
UNVALUED = ("RESTAURANTS-8K", "HWU64")


def tallies(corpora: Path = CORPORA) -> Iterator[Tally]:
    """A line of the table for each source.

    Raises:
        CannotMeasure: the file cannot be read.
    """
    said = [row for row in rows_of(corpora / FILE) if row["caller_plausible"] and not row["written_form"]]
    for source, (least_exact, most_wrong) in VALUED.items():
        valued = [row for row in said if row["resolved"] and row["source"].startswith(source)]
        yield Tally(FILE, source, tuple(map(_judged_by_value, valued)), least_exact, most_wrong)
    for source in UNVALUED:
        unvalued = [row for row in said if not row["resolved"] and row["source"].startswith(source)]
        yield Tally(FILE, f"{source} (words only)", tuple(map(_judged_by_words, unvalued)))


def written(heard: HeardTime | None) -> str:
    """What was heard, for the list of failures. Pure."""
    return to_text(heard.spoken) if heard is not None else ""


def unused(text: str, heard: HeardTime) -> list[str]:
    """The words of a text that mean something and were not used. Pure."""
    rest = [token for token in tokenize(text) if not any(a <= token.start < b for a, b in heard.spans)]
    return [next(iter(token.classes)) for token in rest if FILLERS.isdisjoint(token.classes)]


def _judged_by_value(row: dict) -> Judged:
    text = row["text_asr"]
    heard, took_ms = timed(lambda: hear(text))
    return Judged(text, judge(row, heard), str(row["expected"]), written(heard), took_ms)


def _judged_by_words(row: dict) -> Judged:
    text = row["text_asr"]
    heard, took_ms = timed(lambda: hear(text))
    verdict = NONE if heard is None else USABLE if unused(text, heard) else EXACT
    return Judged(text, verdict, "all of it", written(heard), took_ms)


def judge(row: dict, heard: HeardTime | None) -> str:
    """Exact, usable (ours holds theirs), wrong or none. Pure."""
    when = first_of(heard.spoken) if heard is not None else None
    now = datetime.fromisoformat(row["reference_time"]).replace(tzinfo=None)
    first = first_reading(when, now) if when is not None else None
    if first is None:
        return NONE
    expected = [row["expected"], *row["alternatives"]]
    if any(_exact(when, first, one, now) for one in expected):
        return EXACT
    return USABLE if any(_holds(first, one) for one in expected) else WRONG


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


def main(arguments: list[str]) -> int:
    """Print the table."""
    print(table(tallies(Path(arguments[0]) if arguments else CORPORA)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
