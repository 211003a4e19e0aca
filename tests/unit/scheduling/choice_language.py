"""A small language for wishes, busy time and offers, in which the tables of ``test_choice`` are written.

"tue" is Tuesday of this week, "tue+" of the next and "tue-" of the last; "tue 14:00" is one minute of it,
"tue 12-17" a stretch, "14:00" that minute of any day, "mon..fri" several days. It is Monday, 8 o'clock.
"""

import re
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from direct_booking.scheduling.availability import Interval, Rules, Window, open_slots
from direct_booking.scheduling.choice import choose
from direct_booking.scheduling.offer import Offer
from direct_booking.scheduling.wish import Stretch, Wish

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2026, 6, 15)
NOW = datetime(2026, 6, 15, 8, 0, tzinfo=NEW_YORK)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE = Rules(zone=NEW_YORK, windows={day: (Window(9 * 60, 17 * 60),) for day in range(5)})


def day_of(name: str) -> date:
    return MONDAY + timedelta(days=WEEK.index(name[:3]) + 7 * name.count("+") - 7 * name.count("-"))


def minute_of(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def stretch(text: str) -> Stretch:
    days = re.match(r"([a-z]{3}[+-]*)(?:\.\.([a-z]{3}\+*))?", text)
    hours = re.search(r"(\d+(?::\d+)?)(?:-(\d+(?::\d+)?))?$", text)
    first = day_of(days[1]) if days else None
    last = day_of(days[2]) if days and days[2] else first
    if not hours:
        return Stretch(first, last)
    return Stretch(first, last, minute_of(hours[1]), minute_of(hours[2] or hours[1]))


def at(text: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    wished = stretch(text)
    return (datetime.combine(wished.first, time(), zone) + timedelta(minutes=wished.start_minute)).astimezone(
        timezone.utc
    )


def interval(text: str, zone: ZoneInfo = NEW_YORK) -> Interval:
    wished = stretch(text)
    midnight = datetime.combine(wished.first, time(), zone)
    return Interval(
        (midnight + timedelta(minutes=wished.start_minute)).astimezone(timezone.utc),
        (midnight + timedelta(minutes=wished.end_minute)).astimezone(timezone.utc),
    )


def wish(*any_of: str, none_of: str = "", **more) -> Wish:
    return Wish(
        any_of=tuple(stretch(text) for text in any_of),
        none_of=tuple(stretch(text) for text in none_of.split(", ") if text),
        **more,
    )


def said(offer: Offer, zone: ZoneInfo = NEW_YORK) -> str:
    """An offer as one line of a table."""
    words = []
    for option in offer.options:
        local = option.start.astimezone(zone)
        name = WEEK[local.weekday()] + "+" * ((local.date() - MONDAY).days // 7)
        words.append(f"{name} {option.part.value if option.part else local.strftime('%-H:%M')}")
    reason = f" ({offer.reason.value})" if offer.reason else ""
    return f"{offer.kind.value}: {', '.join(words)}{reason}"


def answer(wished: Wish, busy: str = "", rules: Rules = OFFICE, now: datetime = NOW, zone=NEW_YORK) -> str:
    taken = [interval(text, rules.zone) for text in busy.split(", ") if text]
    found = open_slots(rules, taken, now=now)
    return said(choose(rules, found, taken, wished, now=now, zone=zone), zone)
