"""A call test as a conversation designer writes it: one YAML file, read into values.

How it is played is in ``call_stage.py``. The fields are documented in ``docs/call-tests.md``; times are local
to the calendar's zone.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from pretended_texts import STATES

from direct_booking.scheduling.availability import Interval

SCRIPT_FIELDS = {
    "call",
    "open",
    "now",
    "zone",
    "from",
    "settings",
    "busy",
    "booking",
    "mail",
    "links",
    "second_caller",
    "turns",
    "finally",
}
TURN_FIELDS = {"caller", "or_heard", "silence", "hang_up", "on", "bot", "hears", "never", "meanwhile", "ends"}
MEANWHILE_FIELDS = {
    "minutes_pass",
    "busy",
    "removed",
    "calendar",
    "texts",
    "booking",
    "settings",
    "reconcile",
    "another_books",
}
FINAL_FIELDS = {"bookings", "calendar", "holds", "history", "messages", "texts", "attention", "mails"}
CALENDAR_STATES = {"works", "unreachable", "refuses", "writes_then_fails", "expired", "unreadable"}


class _Words(yaml.SafeLoader):
    """YAML in which ``yes``, ``no`` and ``on`` are words; only ``true`` and ``false`` are not."""


_BOOL = "tag:yaml.org,2002:bool"
_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Words.add_implicit_resolver(_BOOL, re.compile("^(?:true|false)$"), list("tf"))


class BadScript(Exception):
    """A call test that cannot be read: names the file, the place and the remedy."""


@dataclass(frozen=True)
class Turn:
    """One turn: what the caller does, and what must be heard then."""

    number: int
    caller: str | None
    on: str
    bot: tuple[str, ...] | None
    hears: tuple[str, ...]
    never: tuple[str, ...]
    ends: str | None
    meanwhile: dict[str, Any]
    or_heard: tuple[str, ...] = ()


@dataclass(frozen=True)
class Script:
    """One call test."""

    path: Path
    title: str
    open: str | None
    now: datetime
    zone: ZoneInfo
    numbers: dict[str, str | None]
    settings: dict[str, Any]
    busy: tuple[Interval, ...]
    booking_on: bool
    mail: bool
    links: bool | None
    turns: tuple[Turn, ...]
    final: dict[str, Any] = field(default_factory=dict)

    def instant(self, text: Any) -> datetime:
        """A local time of this script, aware."""
        return _local(text, self.zone)

    def span(self, text: str) -> Interval:
        """A local stretch: ``2026-11-17 14:00-14:30`` or ``2026-11-17 09:00 - 2026-11-18 12:00``."""
        return _span(text, self.zone)


def read(path: Path) -> Script:
    """Read a call test.

    Raises:
        BadScript: a field is missing or unknown.
    """
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Words)
    _known(path, "the call", raw, SCRIPT_FIELDS)
    for needed in ("call", "now", "turns", "finally"):
        if needed not in raw:
            raise BadScript(f"{path}: the field '{needed}' is missing.")
    _known(path, "finally", raw["finally"], FINAL_FIELDS)
    zone = ZoneInfo(raw.get("zone", "America/New_York"))
    numbers = {"first": raw.get("from", "+12125550123"), "second": raw.get("second_caller", "+12125550177")}
    return Script(
        path=path,
        title=raw["call"],
        open=raw.get("open"),
        now=_local(raw["now"], zone),
        zone=zone,
        numbers={who: None if number == "withheld" else number for who, number in numbers.items()},
        settings=raw.get("settings") or {},
        busy=tuple(_span(span, zone) for span in raw.get("busy") or ()),
        booking_on=raw.get("booking", True),
        mail=raw.get("mail", True),
        links=raw.get("links"),
        turns=tuple(_turn(path, number, turn) for number, turn in enumerate(raw["turns"], start=1)),
        final=raw["finally"],
    )


def _turn(path: Path, number: int, raw: dict[str, Any]) -> Turn:
    _known(path, f"turn {number}", raw, TURN_FIELDS)
    meanwhile = raw.get("meanwhile") or {}
    _known(path, f"turn {number}, meanwhile", meanwhile, MEANWHILE_FIELDS)
    if meanwhile.get("calendar", "works") not in CALENDAR_STATES:
        raise BadScript(f"{path}: turn {number}: the calendar can be one of {sorted(CALENDAR_STATES)}.")
    if meanwhile.get("texts", "works") not in STATES:
        raise BadScript(f"{path}: turn {number}: texts can be one of {sorted(STATES)}.")
    words = (
        "/caller_silent" if raw.get("silence") else "/call_ended" if raw.get("hang_up") else raw.get("caller")
    )
    return Turn(
        number=number,
        caller=None if words is None else str(words),
        on=raw.get("on", "first"),
        bot=None if "bot" not in raw else tuple(_many(raw["bot"])),
        hears=tuple(_many(raw.get("hears"))),
        never=tuple(_many(raw.get("never"))),
        ends=raw.get("ends"),
        meanwhile=meanwhile,
        or_heard=tuple(_many(raw.get("or_heard"))),
    )


def _known(path: Path, place: str, raw: dict[str, Any], fields: set[str]) -> None:
    unknown = set(raw) - fields
    if unknown:
        raise BadScript(f"{path}: {place}: unknown field {sorted(unknown)}; there are {sorted(fields)}.")


def _many(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _local(text: Any, zone: ZoneInfo) -> datetime:
    moment = text if isinstance(text, datetime) else datetime.fromisoformat(str(text))
    return moment.replace(tzinfo=zone)


def _span(text: str, zone: ZoneInfo) -> Interval:
    if " - " in text:
        start, end = (_local(part.strip(), zone) for part in text.split(" - "))
    else:
        day, clocks = text.split(" ")
        first, last = clocks.split("-")
        start = _local(f"{day} {first}", zone)
        end = (
            _local(f"{day} 00:00", zone) + timedelta(days=1)
            if last == "24:00"
            else _local(f"{day} {last}", zone)
        )
    return Interval(start, end)
