"""A form of settings, as it was typed: from settings, to what ``settings.parse`` reads, and its problems.

What the fields are called is in ``configure_fields``; the page is ``configure``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from direct_booking.settings import Settings, to_mapping
from direct_booking.settings_fields import DAYS

# What is said of a value begins with the value, which the owner sees in the field anyway.
_OF_A_VALUE = re.compile(r"""^(?:'[^\n]*?'|"[^\n]*?"|None|-?\d+) [^;]*; """)
_OF_IT = re.compile(r"^(is|has|ends|needs) ")

Week = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Typed:
    """What stands in the form.

    Attributes:
        values: of every setting that is one field; a tick is "yes" or empty.
        week: for each day its stretches, both ends as typed.
        closed: first day, last day, what for.
        lunch: both ends.
    """

    values: Mapping[str, str]
    week: Week
    closed: Sequence[tuple[str, str, str]]
    lunch: tuple[str, str]

    def with_another(self, day: str) -> "Typed":
        """One more stretch for a day, to be filled in. Pure."""
        return replace(self, week={**self.week, day: [*self.week[day], ("", "")]})

    def copied(self) -> "Typed":
        """Monday's stretches for the four days after it. Pure."""
        return replace(self, week={**self.week, **dict.fromkeys(DAYS[1:5], self.week["mon"])})

    def with_another_closed(self) -> "Typed":
        """One more stretch of closed dates, to be filled in. Pure."""
        return replace(self, closed=[*self.closed, ("", "", "")])


def typed_of(settings: Settings) -> Typed:
    """The form of these settings. Pure."""
    raw = to_mapping(settings)
    week = {day: [tuple(one.split("-")) for one in raw["windows"].get(day, ())] for day in DAYS}
    closed = [
        (one["first"], "" if one["last"] == one["first"] else one["last"], one["name"])
        for one in raw["closed"]
    ]
    return Typed(
        values={name: _text(value) for name, value in raw.items() if not isinstance(value, dict | list)},
        week={day: [(start, _end(end)) for start, end in stretches] for day, stretches in week.items()},
        closed=closed,
        lunch=tuple(raw["lunchtime"].split("-")),
    )


def typed_in(form: MultiDict, present: Settings) -> Typed:
    """What was typed; a setting that the form does not hold is as it is at present. Pure."""
    before = typed_of(present)
    ticks = {name for name, value in to_mapping(present).items() if isinstance(value, bool)}
    values = {
        name: ("yes" if name in form else "") if name in ticks else _lines(form.get(name, value))
        for name, value in before.values.items()
    }
    return Typed(
        values=values,
        week={day: _rows(form, f"{day}-start", f"{day}-end") for day in DAYS},
        closed=_rows(form, "closed-first", "closed-last", "closed-name"),
        lunch=(form.get("lunch-start", before.lunch[0]), form.get("lunch-end", before.lunch[1])),
    )


def raw_of(typed: Typed, present: Settings) -> dict[str, Any]:
    """What ``settings.parse`` reads. Pure."""
    raw = to_mapping(present)
    for name, value in typed.values.items():
        raw[name] = _value(value, raw[name])
    raw["transfer_number"] = re.sub(r"[\s().-]", "", typed.values["transfer_number"])
    raw["windows"] = {
        day: [f"{start}-{end}" for start, end in stretches] for day, stretches in typed.week.items()
    }
    raw["closed"] = [
        {"first": first, **({"last": last} if last else {}), "name": name}
        for first, last, name in typed.closed
    ]
    raw["lunchtime"] = "-".join(typed.lunch)
    return raw


def beside(problems: Iterable[str]) -> dict[str, list[str]]:
    """What is wrong, by the field that it stands beside: ``windows.mon``, ``closed[0]``, ``title``. Pure."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        path, _, said = problem.partition(": ")
        # Of a day all stretches share a place; of closed dates each has its own.
        place = re.sub(r"\[\d+\]$" if path.startswith("windows.") else r"\.(first|last|name)$", "", path)
        found.setdefault(place, []).append(_sentence(said))
    return found


def _sentence(said: str) -> str:
    """A problem as it stands beside the field that has it."""
    said = _OF_A_VALUE.sub("", said)
    said = _OF_IT.sub(lambda found: f"It {found[0]}", said)
    # A form has no quotes, and nobody is nothing.
    said = said.replace(" in quotes", "").replace(", or '' for nobody", ", or leave it empty")
    return f"{said[:1].upper()}{said[1:]}."


def _text(value: object) -> str:
    return ("yes" if value else "") if isinstance(value, bool) else str(value)


def _value(text: str, like: object) -> object:
    if isinstance(like, bool):
        return text == "yes"
    if isinstance(like, int):
        text = text.strip()
        return int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else text
    return text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _end(text: str) -> str:
    # A browser's field for a time knows no 24:00.
    return "00:00" if text == "24:00" else text


def _rows(form: MultiDict, *names: str) -> list[tuple[str, ...]]:
    """Fields that stand side by side, several times; a row that is empty is none."""
    # A form that somebody made by hand may have more of one than of another.
    rows = zip(*map(form.getlist, names), strict=False)
    stripped = (tuple(each.strip() for each in row) for row in rows)
    return [row for row in stripped if any(row)]
