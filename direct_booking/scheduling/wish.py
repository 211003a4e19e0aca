"""What the caller wants so far, resolved to dates and clock times of the caller's zone.

How words become a wish is in ``narrowing.py``; which slots are offered for it is in ``choice.py``.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Stretch:
    """One alternative of a wish: starts on these days, at these minutes of the day.

    Attributes:
        first: first local date, or None for any.
        last: last local date, included; None for any.
        start_minute: earliest local minute of the day for a start, 0 to 1439.
        end_minute: local minute before which it must start, 1 to 1440; equal to
            ``start_minute`` when one exact minute was asked for.
    """

    first: date | None = None
    last: date | None = None
    start_minute: int = 0
    end_minute: int = DAY_MINUTES

    @property
    def exact_minute(self) -> bool:
        """Whether one minute of the day was named."""
        return self.start_minute == self.end_minute

    @property
    def exact(self) -> bool:
        """Whether one instant was named: one day and one minute."""
        return self.exact_minute and self.first is not None and self.first == self.last

    @property
    def any_minute(self) -> bool:
        """Whether the whole day will do."""
        return self.start_minute == 0 and self.end_minute == DAY_MINUTES

    def holds(self, local: datetime) -> bool:
        """Whether a start at this wall-clock time of the caller's zone would do. Pure."""
        if self.first is not None and local.date() < self.first:
            return False
        if self.last is not None and local.date() > self.last:
            return False
        minute = local.hour * 60 + local.minute
        if self.exact_minute:
            return minute == self.start_minute and local.second == 0
        return self.start_minute <= minute < self.end_minute


@dataclass(frozen=True)
class Wish:
    """What the caller wants so far.

    A start is wanted when any of ``any_of`` holds it (or ``any_of`` is empty), none of ``none_of``
    does, it lies in ``[not_before, before)``, and it was not turned down before.

    Attributes:
        any_of: alternatives, in the order they were said; empty means no preference yet.
        none_of: what was excluded: "not Monday", "any day but Friday".
        not_before: UTC; "later than that", included.
        before: UTC; "earlier than that", excluded.
        turned_down: UTC starts that were offered and refused.
        latest_first: the caller prefers the last that fits ("as late as possible", "earlier than that").
        soonest: the caller asked for the first one open.
    """

    any_of: tuple[Stretch, ...] = ()
    none_of: tuple[Stretch, ...] = ()
    not_before: datetime | None = None
    before: datetime | None = None
    turned_down: frozenset[datetime] = field(default_factory=frozenset)
    latest_first: bool = False
    soonest: bool = False

    @property
    def exact(self) -> Stretch | None:
        """The one instant that was asked for, if there is one."""
        return self.any_of[0] if len(self.any_of) == 1 and self.any_of[0].exact else None

    def wants(self, start: datetime, zone: ZoneInfo) -> bool:
        """Whether a start at this instant (aware) would do for a caller in ``zone``. Pure."""
        local = start.astimezone(zone)
        if self.not_before is not None and start < self.not_before:
            return False
        if self.before is not None and start >= self.before:
            return False
        if start in self.turned_down or any(stretch.holds(local) for stretch in self.none_of):
            return False
        return not self.any_of or any(stretch.holds(local) for stretch in self.any_of)

    def turning_down(self, *starts: datetime) -> "Wish":
        """The same wish, less these starts. Pure."""
        return replace(self, turned_down=self.turned_down | frozenset(starts))


def local_time(stretch: Stretch) -> time:
    """The wall-clock time at which a stretch begins. Pure."""
    return time(stretch.start_minute // 60, stretch.start_minute % 60)


def to_text(wish: Wish) -> str:
    """Write a wish as one line of JSON, for a slot. Pure."""
    return json.dumps(
        {
            "any_of": [_stretch_to_list(stretch) for stretch in wish.any_of],
            "none_of": [_stretch_to_list(stretch) for stretch in wish.none_of],
            "not_before": _instant_to_text(wish.not_before),
            "before": _instant_to_text(wish.before),
            "turned_down": sorted(_instant_to_text(start) for start in wish.turned_down),
            "latest_first": wish.latest_first,
            "soonest": wish.soonest,
        }
    )


def from_text(text: str | None) -> Wish:
    """Read what ``to_text`` wrote; None is a wish for anything. Pure."""
    if not text:
        return Wish()
    raw = json.loads(text)
    return Wish(
        any_of=tuple(_stretch_from_list(stretch) for stretch in raw["any_of"]),
        none_of=tuple(_stretch_from_list(stretch) for stretch in raw["none_of"]),
        not_before=_instant_from_text(raw["not_before"]),
        before=_instant_from_text(raw["before"]),
        turned_down=frozenset(_instant_from_text(start) for start in raw["turned_down"]),
        latest_first=raw["latest_first"],
        soonest=raw["soonest"],
    )


def _stretch_to_list(stretch: Stretch) -> list:
    return [
        stretch.first.isoformat() if stretch.first else None,
        stretch.last.isoformat() if stretch.last else None,
        stretch.start_minute,
        stretch.end_minute,
    ]


def _stretch_from_list(raw: list) -> Stretch:
    first, last, start_minute, end_minute = raw
    return Stretch(
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        start_minute,
        end_minute,
    )


def _instant_to_text(instant: datetime | None) -> str | None:
    return instant.astimezone(timezone.utc).isoformat() if instant else None


def _instant_from_text(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
