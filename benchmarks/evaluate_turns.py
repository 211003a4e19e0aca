"""How well times are heard in whole turns: recognised speech, clocks read out, and appointment dialogues.

``python -m benchmarks.evaluate_turns [CORPORA]``; the corpora are not part of this repository. Of recognised
speech the truth is what is heard in the words that were really said; of a dialogue it is the day and the hour
for which its clerk first looked. Expressions alone are in ``evaluate_times``.
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.corpora import CORPORA, EXACT, NONE, USABLE, WRONG, Judged, Tally, rows_of, table, timed
from benchmarks.evaluate_times import written
from direct_booking.hearing.spoken import Clock, Half
from direct_booking.hearing.times import HeardTime, hear
from direct_booking.scheduling.availability import Rules, Window
from direct_booking.scheduling.narrowing import Which, narrow
from direct_booking.scheduling.wish import Stretch, Wish
from direct_booking.vocabulary.dates import WEEKDAY_NAMES

RECOGNISED, CLOCKS, DIALOGUES = (
    "asr_datetime_slurp.jsonl",
    "spoken_time.jsonl",
    "dialogs_star_appointments.jsonl",
)

ZONE = ZoneInfo("America/New_York")
MONDAY = datetime(2026, 11, 16, 8, tzinfo=ZONE)
# The clerks of the dialogues give appointments from nine in the morning to ten at night, every day.
RULES = Rules(ZONE, {day: (Window(9 * 60, 22 * 60),) for day in range(7)})


def tallies(corpora: Path = CORPORA) -> Iterator[Tally]:
    """A line of the table for each kind of row.

    Raises:
        CannotMeasure: a file cannot be read.
    """
    recognised = rows_of(corpora / RECOGNISED)
    kept = [row for row in recognised if row["all_spans_in_asr"]]
    about_bookings = [row for row in kept if row["booking_like"]]
    other = [row for row in kept if not row["booking_like"]]
    lost = [row for row in recognised if not row["all_spans_in_asr"]]
    yield Tally(RECOGNISED, "calendar and alarms", tuple(map(_recognised, about_bookings)))
    yield Tally(RECOGNISED, "other talk", tuple(map(_recognised, other)))
    yield Tally(RECOGNISED, "words lost by the recogniser", tuple(map(_recognised, lost)))
    yield Tally(CLOCKS, "clock times", tuple(map(_read_out, rows_of(corpora / CLOCKS))))
    looked_for = [found for row in rows_of(corpora / DIALOGUES) if (found := _first_look(row)) is not None]
    yield Tally(DIALOGUES, "day and hour first looked for", tuple(looked_for))


def _recognised(row: dict) -> Judged:
    said, text = row["gold_text"], row["asr_text"]
    heard, took_ms = timed(lambda: hear(text))
    meant = hear(said)
    return Judged(text, _as_meant(heard, meant, row), said, written(heard), took_ms)


def _as_meant(heard: HeardTime | None, meant: HeardTime | None, row: dict) -> str:
    """Exact where the annotated words were used and the value is that of the true words."""
    if heard is None:
        return NONE
    if meant is None or heard.spoken != meant.spoken:
        return WRONG
    used = " ".join(row["gold_text"].lower()[a:b] for a, b in meant.spans)
    spans = (span["text"].lower().replace(" '", "'") for span in row["spans"])
    return EXACT if all(span in used for span in spans) else USABLE


_WRITTEN_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?(?:\s*([ap])\.?m)?", re.IGNORECASE)


def _read_out(row: dict) -> Judged:
    text, read = row["spoken"].lower(), _WRITTEN_CLOCK.search(row["written"])
    hour, minute, half = int(read[1]), int(read[2]), read[3]
    heard, took_ms = timed(lambda: hear(text))
    verdict = NONE
    if heard is not None and heard.spoken.alternatives:
        verdict = EXACT if _is_clock(heard, hour, minute, half) else WRONG
    return Judged(text, verdict, row["written"], written(heard), took_ms)


def _is_clock(heard: HeardTime, hour: int, minute: int, half: str | None) -> bool:
    clock = heard.spoken.alternatives[0].hours
    if not isinstance(clock, Clock) or (clock.hour, clock.minute) != (hour, minute):
        return False
    return half is None or clock.half is Half(half.lower() + "m")


def _first_look(dialogue: dict) -> Judged | None:
    """What the caller had wished for when the clerk first looked for a day and an hour.

    None where nobody looked, or for what the caller had not named: "as soon as possible" got any hour.
    """
    said = []
    for event in dialogue["events"]:
        looked = _looked_for(event["text"]) if event["who"] == "query" else None
        if looked is not None:
            return _wished(said, _now(dialogue["user_task"]), *looked) if _was_said(said, *looked) else None
        if event["who"] == "user":
            said.append(event["text"].lower())
    return None


def _was_said(said: list[str], day: str, minute: int) -> bool:
    words = " ".join(said)
    hour = (minute // 60 - 1) % 12 + 1
    return re.search(rf"\b{hour}(?!\d)", words) is not None and (day.lower() in words or "today" in words)


def _looked_for(query: str) -> tuple[str, int] | None:
    """The day, and the hour's minute of the day, of a query."""
    fields = {name: value for part in json.loads(query) for name, value in part.items()}
    hour = re.search(r"(\d{1,2})(?::\d{2})? ?([ap])m", str(fields.get("StartTimeHour")), re.IGNORECASE)
    day = next((name for name in WEEKDAY_NAMES if name in str(fields.get("Day"))), None)
    if hour is None or day is None:
        return None
    return day, (int(hour[1]) % 12 + 12 * (hour[2].lower() == "p")) * 60


def _now(task: str) -> datetime:
    """Eight in the morning of the weekday that the task calls today, or of a Monday."""
    today = re.search(r"today \((\w+)\)", task)
    ahead = WEEKDAY_NAMES.index(today[1]) if today and today[1] in WEEKDAY_NAMES else 0
    return (MONDAY + timedelta(days=ahead)).astimezone(timezone.utc)


def _wished(said: list[str], now: datetime, day: str, minute: int) -> Judged:
    wish = _narrowed(said, now)
    took_ms = max(timed(lambda turn=turn: hear(turn))[1] for turn in said)
    verdict = _holds(wish, day, minute)
    at = time(minute // 60, minute % 60)
    return Judged(" / ".join(said), verdict, f"{day} {at:%H:%M}", str(wish.any_of), took_ms)


def _narrowed(said: list[str], now: datetime) -> Wish:
    wish = Wish()
    for turn in said:
        heard = hear(turn)
        if heard is not None:
            found = narrow(wish, heard.spoken, None, now=now, zone=ZONE, rules=RULES)
            wish = found.wish if isinstance(found, Which) else found
    return wish


def _holds(wish: Wish, day: str, minute: int) -> str:
    stretches = wish.any_of
    if not stretches:
        return NONE
    return max((_held(stretch, day, minute) for stretch in stretches), key=(WRONG, USABLE, EXACT).index)


def _held(stretch: Stretch, day: str, minute: int) -> str:
    first = stretch.first
    if first is not None and stretch.last is not None:
        days = [first + timedelta(n) for n in range(min((stretch.last - first).days, 6) + 1)]
        if day not in {WEEKDAY_NAMES[each.weekday()] for each in days}:
            return WRONG
    if stretch.exact:
        return EXACT if stretch.start_minute == minute else WRONG
    inside = stretch.start_minute <= minute < max(stretch.end_minute, stretch.start_minute + 1)
    return USABLE if inside else WRONG


def main(arguments: list[str]) -> int:
    """Print the table."""
    print(table(tallies(Path(arguments[0]) if arguments else CORPORA)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
