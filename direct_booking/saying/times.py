"""Times, days and offers as fragments that a voice can say: "Tuesday at 2 PM", "Monday, December 1st".

The sentences around them are in ``domain.yml``; how the same words are heard is in ``hearing.times``.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from direct_booking.scheduling.day_parts import USUAL
from direct_booking.scheduling.offer import Kind, Offer, Option
from direct_booking.scheduling.wish import Stretch, Wish
from direct_booking.vocabulary.dates import MONTH_NAMES, WEEKDAY_NAMES, ZONE_NAMES
from direct_booking.vocabulary.numbers import ordinal

# Days ahead that are told by their weekday alone.
NEAR_DAYS = 6

# A date in another year is told with its year when it is further away than this.
FAR_DAYS = 180


def say_day(day: date, *, now: datetime, zone: ZoneInfo) -> str:
    """A local date as the caller would say it today. Pure.

    >>> from datetime import timezone
    >>> now, zone = datetime(2026, 11, 22, 15, tzinfo=timezone.utc), ZoneInfo("America/New_York")
    >>> [say_day(date(2026, *md), now=now, zone=zone) for md in ((11, 22), (11, 23), (11, 24), (12, 1))]
    ['today', 'tomorrow', 'Tuesday', 'Tuesday, December 1st']
    """
    today = now.astimezone(zone).date()
    ahead = (day - today).days
    if ahead in (0, 1):
        return ("today", "tomorrow")[ahead]
    weekday = WEEKDAY_NAMES[day.weekday()]
    if 1 < ahead <= NEAR_DAYS:
        return weekday
    said = f"{weekday}, {MONTH_NAMES[day.month - 1]} {ordinal(day.day)}"
    return f"{said}, {day.year}" if day.year != today.year and abs(ahead) > FAR_DAYS else said


def say_clock(start: datetime, zone: ZoneInfo) -> str:
    """A clock time of the caller's zone. Pure.

    5.3: one that a clock change repeats is said so that it is clear which of the two it is.

    >>> from datetime import timezone
    >>> utc, zone = timezone.utc, ZoneInfo("America/New_York")
    >>> [say_clock(datetime(2026, 11, 24, h, m, tzinfo=utc), zone) for h, m in ((19, 0), (14, 5), (17, 0))]
    ['2 PM', '9:05 AM', 'noon']
    >>> say_clock(datetime(2026, 11, 1, 6, 30, tzinfo=utc), zone)
    '1:30 AM Eastern standard time'
    """
    local = start.astimezone(zone)
    figures, half = _figures(local), _half(local)
    said = f"{figures} {half}" if half else figures
    if not _repeated(local):
        return said
    return f"{said} {_zone_name(zone)} {'standard' if local.fold else 'daylight'} time"


def say_weekday(start: datetime, zone: ZoneInfo) -> str:
    """The weekday of an instant in a zone, for a date that is not the caller's own. Pure."""
    return WEEKDAY_NAMES[start.astimezone(zone).weekday()]


def say_start(start: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """An instant in the caller's zone. Pure.

    >>> from datetime import timezone
    >>> now, zone = datetime(2026, 11, 22, 15, tzinfo=timezone.utc), ZoneInfo("America/New_York")
    >>> say_start(datetime(2026, 11, 24, 19, tzinfo=timezone.utc), now=now, zone=zone)
    'Tuesday at 2 PM'
    """
    return f"{say_day(start.astimezone(zone).date(), now=now, zone=zone)} at {say_clock(start, zone)}"


def say_zone(zone: ZoneInfo, at: datetime) -> str:
    """A zone by the name that callers use for it, to be said after a clock time. Pure.

    >>> from datetime import timezone
    >>> [say_zone(ZoneInfo(key), datetime(2026, 7, 1, tzinfo=timezone.utc)) for key in
    ...  ("America/New_York", "Europe/London", "America/Argentina/Buenos_Aires")]
    ['Eastern time', 'London time', 'Buenos Aires time']
    """
    return f"{_zone_name(zone)} time"


def say_offer(offer: Offer, *, now: datetime, zone: ZoneInfo, name_zone: bool = False) -> str:
    """The options of an offer, grouped by day and joined. Pure.

    Args:
        offer: NONE gives an empty text.
        now: aware.
        zone: the caller's; every time is said in it.
        name_zone: say the zone too, once, after the last clock time; parts of days have none.
    """
    if not offer.options:
        return ""
    if offer.kind is Kind.WHICH:
        said = _which(offer.options, now, zone)
    elif offer.kind is Kind.PARTS:
        said = joined([_stretch(option, now, zone) for option in offer.options], "and")
    else:
        said = _grouped(offer.options, now, zone)
    clocks = any(
        option.end is None and not _repeated(option.start.astimezone(zone)) for option in offer.options
    )
    return f"{said} {say_zone(zone, offer.options[0].start)}" if name_zone and clocks else said


def note_wish(wish: Wish, zone: ZoneInfo) -> str:
    """What was wished for, for the owner to read: dates, and the clock of the caller's zone. Pure.

    >>> friday = date(2026, 11, 20)
    >>> note_wish(Wish((Stretch(friday, friday, 600, 600),)), ZoneInfo("America/New_York"))
    '2026-11-20 10:00 America/New_York'
    >>> note_wish(Wish((Stretch(None, None, 0, 720),), none_of=(Stretch(friday, friday),)), ZoneInfo("UTC"))
    'any day 00:00-12:00, not 2026-11-20 UTC'
    >>> note_wish(Wish(), ZoneInfo("UTC"))
    ''
    """
    wished = " or ".join(_noted(stretch) for stretch in wish.any_of)
    noted = [wished, *(f"not {_noted(stretch)}" for stretch in wish.none_of)]
    said = ", ".join(filter(None, noted))
    return f"{said} {zone.key}" if said else ""


def _noted(stretch: Stretch) -> str:
    first, last = stretch.first, stretch.last
    if first == last:
        days = first.isoformat() if first else "any day"
    else:
        days = " ".join(filter(None, (first and f"from {first}", last and f"until {last}")))
    if stretch.any_minute:
        return days
    clocks = [f"{minute // 60:02}:{minute % 60:02}" for minute in (stretch.start_minute, stretch.end_minute)]
    return f"{days} {clocks[0] if stretch.exact_minute else '-'.join(clocks)}"


def joined(items: Sequence[str], word: str) -> str:
    """Items with commas and a word before the last. Pure.

    >>> joined(["2", "3", "4 PM"], "or"), joined(["today", "tomorrow"], "and"), joined(["noon"], "or")
    ('2, 3 or 4 PM', 'today and tomorrow', 'noon')
    """
    return f" {word} ".join(filter(None, (", ".join(items[:-1]), items[-1])))


def _figures(local: datetime) -> str:
    if local.minute == 0 and local.hour in (0, 12):
        return "midnight" if local.hour == 0 else "noon"
    return f"{local.hour % 12 or 12}:{local.minute:02}" if local.minute else f"{local.hour % 12 or 12}"


def _half(local: datetime) -> str:
    if local.minute == 0 and local.hour in (0, 12):
        return ""
    return "AM" if local.hour < 12 else "PM"


def _repeated(local: datetime) -> bool:
    """Whether a clock change shows this wall-clock time twice."""
    twin = local.replace(fold=1 - local.fold)
    first, second = sorted((local, twin), key=lambda one: one.fold)
    return first.utcoffset() > second.utcoffset()


def _zone_name(zone: ZoneInfo) -> str:
    return ZONE_NAMES.get(zone.key) or zone.key.rpartition("/")[2].replace("_", " ")


def _grouped(options: Sequence[Option], now: datetime, zone: ZoneInfo) -> str:
    """Starts of one day together, in the order given: "Tuesday at 2, 3 or 4 PM or Wednesday at 9 AM"."""
    if _share_clock(options, zone):
        days = [_day_of_few(option.start.astimezone(zone).date(), now, zone) for option in options]
        return f"{joined(days, 'or')} at {say_clock(options[0].start, zone)}"
    said = []
    for day, same_day in groupby(options, key=lambda option: option.start.astimezone(zone).date()):
        starts = list(same_day)
        if any(option.end is not None for option in starts):
            said.extend(_stretch(option, now, zone) for option in starts)
        else:
            said.append(f"{say_day(day, now=now, zone=zone)} at {_clocks(starts, zone)}")
    return joined(said, "or")


def _share_clock(options: Sequence[Option], zone: ZoneInfo) -> bool:
    """Whether it is one clock time on several days, which is then said once."""
    local = [option.start.astimezone(zone) for option in options]
    one_clock = len({(one.hour, one.minute) for one in local}) == 1 and not any(map(_repeated, local))
    several_days = len({one.date() for one in local}) == len(options) > 1
    return one_clock and several_days and all(option.end is None for option in options)


def _day_of_few(day: date, now: datetime, zone: ZoneInfo) -> str:
    """A day among others that are said in one breath: "Monday the 23rd"."""
    said = say_day(day, now=now, zone=zone)
    return _date_of(day, now.astimezone(zone).date()) if said.count(",") == 1 else said


def _clocks(options: Sequence[Option], zone: ZoneInfo) -> str:
    """Several clock times of one day; AM or PM once when it is the same for all."""
    local = [option.start.astimezone(zone) for option in options]
    if len({_half(one) for one in local}) > 1 or any(_repeated(one) for one in local):
        return joined([say_clock(option.start, zone) for option in options], "or")
    return f"{joined([_figures(one) for one in local], 'or')} {_half(local[0])}".rstrip()


def _stretch(option: Option, now: datetime, zone: ZoneInfo) -> str:
    """A part of a day, or the clock times from which to which it goes."""
    if option.end is None:
        return say_start(option.start, now=now, zone=zone)
    local, end = option.start.astimezone(zone), option.end.astimezone(zone)
    day = say_day(local.date(), now=now, zone=zone)
    if option.part is not None:
        if day == "today":
            return "tonight" if option.part.value == "evening" else f"this {option.part.value}"
        weekday, comma, date_said = day.partition(",")
        return f"{weekday} {option.part.value}{comma}{date_said}"
    if end - local >= timedelta(hours=23):
        return day
    part = USUAL.part_named(_minutes(local, end))
    named = part.value if part else None
    weekday, comma, date_said = day.partition(",")
    return (
        f"{weekday} {named}{comma}{date_said}"
        if named
        else f"{day} from {say_clock(option.start, zone)} to {say_clock(option.end, zone)}"
    )


def _minutes(local: datetime, end: datetime) -> tuple[int, int]:
    days = (end.date() - local.date()).days
    return local.hour * 60 + local.minute, days * 1440 + end.hour * 60 + end.minute


def _which(options: Sequence[Option], now: datetime, zone: ZoneInfo) -> str:
    """Only what differs: "Friday the 20th or Friday the 27th", "2 AM or 2 PM"."""
    local = [option.start.astimezone(zone) for option in options]
    exact = all(option.end is None for option in options)
    if exact and len({one.date() for one in local}) == 1:
        return joined([say_clock(option.start, zone) for option in options], "or")
    if len({(one.hour, one.minute) for one in local}) == 1:
        return joined([_date_of(one.date(), now.astimezone(zone).date()) for one in local], "or")
    return joined([_stretch(option, now, zone) for option in options], "or")


def _date_of(day: date, today: date) -> str:
    """A date that cannot be mistaken for its neighbour of a week."""
    weekday = WEEKDAY_NAMES[day.weekday()]
    if (day.year, day.month) == (today.year, today.month):
        return f"{weekday} the {ordinal(day.day)}"
    return f"{weekday}, {MONTH_NAMES[day.month - 1]} {ordinal(day.day)}"
