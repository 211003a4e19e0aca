"""How one field of the settings is read from text or YAML: the value, or what is wrong and what to write.

Which field is of which kind is in ``settings.py``. Every reader takes the raw value, the field's path and a
list to which it adds one sentence for each problem; after a problem its result has no meaning.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import Enum
from typing import Any

from direct_booking.templates import TEMPLATE_FIELDS, TEXT_FIELDS, TOKEN

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Three times what a phone shows as one.
LONGEST_TEXT = 480

Problems = list[str]
Reader = Callable[[Any, str, Problems], Any]

# 2.5: host, port, path; neither a user's name nor anything that would end the link where it is read.
_LINK = re.compile(r"https://(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}(?::\d{1,5})?(?:[/?#][!-~]*)?", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def nearest(name: str, known: Iterable[str]) -> str:
    """A question that names the known name nearest to a mistyped one, or lists all of them. Pure."""
    names = [str(one) for one in known]
    close = get_close_matches(str(name), names, n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else f"write one of {', '.join(names)}"


def text(most: int, *, least: int = 0, one_line: bool = True) -> Reader:
    """A reader of text of so many characters."""

    def read(raw: Any, path: str, problems: Problems) -> str:
        if not isinstance(raw, str):
            problems.append(f"{path}: {raw!r} is not text; put it in quotes")
        elif one_line and "\n" in raw:
            problems.append(f"{path}: has a line break; write it in one line")
        elif _UNPRINTABLE.search(raw):
            problems.append(f"{path}: has a character that cannot be printed; remove it")
        elif not least <= len(raw.strip()) or len(raw) > most:
            problems.append(f"{path}: is {len(raw)} characters long; write {least} to {most}")
        return raw

    return read


def whole(least: int, most: int, unit: str) -> Reader:
    """A reader of whole numbers, both ends included."""

    def read(raw: Any, path: str, problems: Problems) -> int:
        # YAML's yes and no are whole numbers to Python.
        if isinstance(raw, bool) or not isinstance(raw, int) or not least <= raw <= most:
            problems.append(
                f"{path}: {raw!r} cannot be; write a whole number of {unit} from {least} to {most}"
            )
        return raw

    return read


def choice(kind: type[Enum]) -> Reader:
    """A reader of one of a few words."""

    def read(raw: Any, path: str, problems: Problems) -> Enum | None:
        try:
            return kind(raw)
        except ValueError:
            problems.append(f"{path}: {raw!r} is not known; {nearest(raw, (one.value for one in kind))}")
            return None

    return read


def yes_or_no(raw: Any, path: str, problems: Problems) -> bool:
    """Read a switch."""
    if not isinstance(raw, bool):
        problems.append(f"{path}: {raw!r} is neither true nor false; write one of them without quotes")
    return raw


def number_to_call(raw: Any, path: str, problems: Problems) -> str:
    """Read an E.164 number, or nothing."""
    if not isinstance(raw, str) or not re.fullmatch(r"(\+[1-9]\d{6,14})?", raw, re.ASCII):
        problems.append(
            f"{path}: {raw!r} is not an international number; write it in quotes like '+12125550123', "
            "or '' for nobody"
        )
    return raw


def link(raw: Any, path: str, problems: Problems) -> str:
    """Read an https address, or nothing."""
    written = isinstance(raw, str) and len(raw) <= 300 and (not raw or _LINK.fullmatch(raw))
    if not written or set("<>\"'`\\^{}|") & set(raw):
        problems.append(
            f"{path}: {raw!r} is not a link that can be texted; write it like https://book.example.com/me, "
            "or '' for none"
        )
    return raw


def text_message(raw: Any, path: str, problems: Problems) -> str:
    """Read the template of a text, which is nothing without its link."""
    before = len(problems)
    template(320, fields=TEXT_FIELDS)(raw, path, problems)
    if len(problems) == before and "{link}" not in TOKEN.sub(_whole_fields, raw):
        problems.append(f"{path}: does not hold the link; write {{link}} where it is to be")
    return raw


def _whole_fields(found: re.Match) -> str:
    return found[0] if found[1] else ""


def template(most: int, *, one_line: bool = True, fields: tuple[str, ...] = TEMPLATE_FIELDS) -> Reader:
    """A reader of a template (SPEC 2.3): text with known fields in braces."""
    read_text = text(most, least=1, one_line=one_line)

    def read(raw: Any, path: str, problems: Problems) -> str:
        before = len(problems)
        read_text(raw, path, problems)
        if len(problems) > before:
            return raw
        for name in dict.fromkeys(found[1] for found in TOKEN.finditer(raw) if found[1]):
            if name not in fields:
                problems.append(f"{path}: {{{name}}} is not a field; {nearest(name, fields)}")
        if re.search(r"[{}]", TOKEN.sub("", raw)):
            problems.append(
                f"{path}: a brace here is not around a field's name; "
                f"write {{{{ or }}}} for a brace itself, or one of {', '.join(fields)}"
            )
        return raw

    return read


def windows(raw: Any, path: str, problems: Problems) -> dict[int, tuple[tuple[int, int], ...]]:
    """Read the windows of a week: ``{mon: ["09:00-12:00", "13:00-17:00"], sat: "10:00-14:00"}``."""
    if not isinstance(raw, Mapping):
        problems.append(
            f"{path}: {raw!r} is not a week; write each open day with its times, like mon: ['09:00-17:00']"
        )
        return {}
    for name in raw:
        if name not in DAYS:
            problems.append(f"{path}.{name}: is not a day; {nearest(name, DAYS)}")
    return {
        number: tuple(
            _window(one, where, problems) for where, one in _listed(raw[day], f"{path}.{day}", problems)
        )
        for number, day in enumerate(DAYS)
        if raw.get(day)
    }


def _listed(raw: Any, path: str, problems: Problems) -> list[tuple[str, Any]]:
    if isinstance(raw, str):
        return [(path, raw)]
    if isinstance(raw, list | tuple):
        return [(f"{path}[{at}]", one) for at, one in enumerate(raw)]
    problems.append(f"{path}: {raw!r} is not a list; write it like ['09:00-12:00', '13:00-17:00']")
    return []


def _window(raw: Any, path: str, problems: Problems) -> tuple[int, int]:
    parts = [part.strip() for part in raw.split("-")] if isinstance(raw, str) else []
    if len(parts) != 2:
        problems.append(f"{path}: {raw!r} is not a stretch of time; write it in quotes like '09:00-17:00'")
        return 0, 0
    start, end = (_minute(part, path, problems) for part in parts)
    if start == 1440:
        problems.append(f"{path}: a day ends at 24:00; write 00:00 and the next day for a start")
    return start, end or 1440  # midnight as an end is the end of the day


def _minute(raw: str, path: str, problems: Problems) -> int:
    found = re.fullmatch(r"(\d\d):([0-5]\d)", raw, re.ASCII)
    minute = int(found[1]) * 60 + int(found[2]) if found else 1441
    if minute > 1440:
        problems.append(f"{path}: {raw!r} is not a time of day; write HH:MM from 00:00 to 24:00")
    return minute


def time_of_day(raw: Any, path: str, problems: Problems) -> int:
    """Read when something begins: minutes of the day, after 00:00 and before 24:00."""
    minute = _minute(raw, path, problems) if isinstance(raw, str) else 0
    if minute in (0, 1440):
        problems.append(f"{path}: {raw!r} is no time at which it can begin; write it in quotes like '17:00'")
    return minute


def stretch(raw: Any, path: str, problems: Problems) -> tuple[int, int]:
    """Read one stretch of a day: ``"12:00-14:00"``, in minutes, end exclusive."""
    return _window(raw, path, problems)


def minute_text(minute: int) -> str:
    """Write a time of the day as ``time_of_day`` reads it. Pure."""
    return f"{minute // 60:02}:{minute % 60:02}"


def window_text(window: tuple[int, int]) -> str:
    """Write a window as ``_window`` reads it. Pure."""
    return "-".join(map(minute_text, window))


def day(raw: Any, path: str, problems: Problems) -> date:
    """Read a local date. YAML has its own dates, which come as values."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", raw, re.ASCII):
            return date.fromisoformat(raw)
    except ValueError:
        pass
    problems.append(f"{path}: {raw!r} is not a date; write it like 2026-12-24")
    return date.min
