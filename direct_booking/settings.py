"""The owner's booking settings (SPEC 2.2): one frozen value, and one parser that names what is wrong.

How a single field is read is in ``settings_fields.py``, how a template is filled in ``templates.py``; where
they are kept is in ``storage.settings``; what they mean for a time is in ``scheduling.rules``. As YAML, every
field may be left out::

    business_name: Harbor Dental
    length_minutes: 30
    windows:                       # wall-clock times of the calendar's zone; a day left out is closed
      mon: ["09:00-12:00", "13:00-17:00"]
      fri: "09:00-24:00"           # 24:00 is the end of the day
      sat: "22:00-02:00"           # past midnight, still Saturday's
    closed:                        # local dates, both ends included
      - 2026-12-24
      - {first: 2026-07-01, last: 2026-07-14, name: summer}
    holidays_country: US           # ISO 3166; its public holidays are closed
    holidays_region: CA
    meeting_type: online           # online, phone or custom
    title: "{caller_name} ({meeting_type})"
    transfer_number: "+12125550123"
    scheduling_link: https://book.example.com/harbor    # texted when booking is off; left out, none is
    evening_starts: "17:00"        # what callers mean by it; so do afternoon_starts, night_starts
    lunchtime: "12:00-14:00"
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from enum import Enum
from typing import Any

from direct_booking import settings_fields as read
from direct_booking.errors import DirectBookingError
from direct_booking.templates import TEXT_FIELDS, fill_template


class MeetingType(str, Enum):
    """How the two meet (SPEC 2.4)."""

    ONLINE = "online"  # a video invite by e-mail first; declined, a phone callback
    PHONE = "phone"  # a phone callback first; a video link when the caller shares an e-mail
    CUSTOM = "custom"  # as the owner describes, for instance a visit


class Contact(str, Enum):
    """Which contact details a custom meeting needs."""

    EMAIL = "email"
    PHONE = "phone"
    BOTH = "both"
    NONE = "none"


@dataclass(frozen=True)
class ClosedDates:
    """A closed stretch of local dates, both ends included."""

    first: date
    last: date
    name: str = ""


@dataclass(frozen=True)
class Settings:
    """Everything that an owner can set; the defaults are those of SPEC 2.2.

    Attributes:
        windows: weekday (Monday 0) to wall-clock stretches ``(start_minute, end_minute)`` of the day,
            end exclusive, 1440 is midnight; an end not after its start runs past midnight.
        closed: closed dates.
        holidays_country: ISO 3166 code whose public holidays are closed; empty for none.
        holidays_region: its subdivision, as the ``holidays`` package names it; empty for none.
        where: for a custom meeting, where it takes place, as the caller is told.
        format: for a custom meeting, what it is, as the caller is told ("a visit at your home").
        contact: for a custom meeting, what is needed to reach the caller.
        title, description: templates with named fields in braces (SPEC 2.3).
        transfer_number: E.164; empty when there is nobody to transfer to.
        scheduling_link: an https address that is texted when booking is off (SPEC 2.5); empty for none.
        text_message: a template of what is texted, in which the fields ``business`` and ``link`` are known.
        retention_days: after so many days a call, and what is personal of its bookings, is erased (SPEC 6.4);
            0 keeps them.
        afternoon_starts, evening_starts, night_starts: minutes of the day at which those parts begin, for a
            caller who names one; the morning ends with the afternoon's start.
        lunchtime: minutes of the day, end exclusive.
    """

    business_name: str = "the office"
    greeting: str = ""
    length_minutes: int = 30
    windows: Mapping[int, tuple[tuple[int, int], ...]] = field(
        default_factory=lambda: dict.fromkeys(range(5), ((9 * 60, 17 * 60),))
    )
    interval_minutes: int = 30
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    notice_minutes: int = 120
    look_ahead_days: int = 14
    closed: tuple[ClosedDates, ...] = ()
    holidays_country: str = ""
    holidays_region: str = ""
    meeting_type: MeetingType = MeetingType.ONLINE
    format: str = ""
    where: str = ""
    contact: Contact = Contact.BOTH
    title: str = "{caller_name} ({meeting_type})"
    description: str = "Booked by phone. Number: {caller_number}. E-mail: {email}. Booking {booking_id}."
    ask_name: bool = False
    hold_minutes: int = 5
    transfer_number: str = ""
    scheduling_link: str = ""
    text_message: str = "{business}: book your appointment at {link}"
    retention_days: int = 0
    afternoon_starts: int = 12 * 60
    evening_starts: int = 17 * 60
    night_starts: int = 18 * 60
    lunchtime: tuple[int, int] = (12 * 60, 14 * 60)


class BrokenSettings(DirectBookingError):
    """Settings that cannot be used.

    Attributes:
        problems: one sentence for each: the field, what is wrong, and what to write instead.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("The settings cannot be used:\n" + "\n".join(problems))
        self.problems = problems


def parse(raw: Mapping[str, Any]) -> Settings:
    """Read settings as ``to_mapping``, a YAML file or a form gives them; what is left out has its default.

    Pure.

    Raises:
        BrokenSettings: naming every problem at once.
    """
    if not isinstance(raw, Mapping):
        raise BrokenSettings((f"{raw!r} is not a list of fields; write lines like length_minutes: 30",))
    problems: list[str] = []
    for name in raw:
        if name not in _READERS:
            problems.append(f"{name}: is not a setting; {read.nearest(name, _READERS)}")
    values = {name: reader(raw[name], name, problems) for name, reader in _READERS.items() if name in raw}
    if not problems:
        parsed = Settings(**values)
        own = (_custom_problems, _text_problems, _day_part_problems)
        problems = [*_holiday_problems(parsed), *(one for check in own for one in check(parsed))]
    if problems:
        raise BrokenSettings(tuple(problems))
    return parsed


def to_mapping(settings: Settings) -> dict[str, Any]:
    """Write settings as plain values for JSON or YAML. Pure; ``parse(to_mapping(x)) == x``."""
    raw = {one.name: getattr(settings, one.name) for one in fields(settings)}
    raw["windows"] = {
        read.DAYS[day]: [read.window_text(window) for window in windows]
        for day, windows in sorted(settings.windows.items())
        if windows
    }
    raw["closed"] = [
        {"first": closed.first.isoformat(), "last": closed.last.isoformat(), "name": closed.name}
        for closed in settings.closed
    ]
    raw["meeting_type"] = settings.meeting_type.value
    raw["contact"] = settings.contact.value
    for name in ("afternoon_starts", "evening_starts", "night_starts"):
        raw[name] = read.minute_text(raw[name])
    raw["lunchtime"] = read.window_text(settings.lunchtime)
    return raw


def closed_dates(settings: Settings, first: date, last: date) -> frozenset[date]:
    """The closed local dates from ``first`` to ``last``, both included: the owner's and public holidays.

    Pure.
    """
    days = {
        max(first, closed.first) + timedelta(days=number)
        for closed in settings.closed
        for number in range((min(last, closed.last) - max(first, closed.first)).days + 1)
    }
    if settings.holidays_country:
        import holidays  # half a second, which only those with public holidays wait for

        public = holidays.country_holidays(
            settings.holidays_country,
            subdiv=settings.holidays_region or None,
            years=range(first.year, last.year + 1),
        )
        days |= {day for day in public if first <= day <= last}
    return frozenset(days)


def text_for(settings: Settings) -> str:
    """What is texted to a caller (SPEC 2.5). Pure."""
    values = {"business": settings.business_name, "link": settings.scheduling_link}
    return fill_template(settings.text_message, values, TEXT_FIELDS).strip()


def _closed(raw: Any, path: str, problems: list[str]) -> tuple[ClosedDates, ...]:
    if not isinstance(raw, list | tuple):
        problems.append(f"{path}: {raw!r} is not a list; write it like [2026-12-24]")
        return ()
    return tuple(_closed_stretch(one, f"{path}[{at}]", problems) for at, one in enumerate(raw))


def _closed_stretch(raw: Any, path: str, problems: list[str]) -> ClosedDates:
    if not isinstance(raw, Mapping):
        day = read.day(raw, path, problems)
        return ClosedDates(day, day)
    for name in raw:
        if name not in ("first", "last", "name"):
            problems.append(f"{path}.{name}: is not a field; {read.nearest(name, ('first', 'last', 'name'))}")
    first = read.day(raw.get("first"), f"{path}.first", problems)
    last = read.day(raw["last"], f"{path}.last", problems) if "last" in raw else first
    if last < first:
        problems.append(f"{path}: ends before it begins; write the earlier date as first")
    return ClosedDates(first, last, read.text(120)(raw.get("name", ""), f"{path}.name", problems))


def _holiday_problems(settings: Settings) -> list[str]:
    country, region = settings.holidays_country, settings.holidays_region
    if not country:
        return ["holidays_region: needs a country; write holidays_country too"] if region else []
    import holidays

    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        remedy = f"did you mean {country.upper()!r}?" if country.upper() in known else "such as US, GB or DE"
        return [f"holidays_country: {country!r} is not known; write an ISO 3166 code, {remedy}"]
    if region and region not in known[country]:
        regions = known[country]
        remedy = read.nearest(region, regions) if regions else "leave it empty: this country has none"
        return [f"holidays_region: {region!r} is not a part of {country}; {remedy}"]
    return []


def _custom_problems(settings: Settings) -> list[str]:
    # 2.4: of a custom meeting the caller is told what it is.
    if settings.meeting_type is MeetingType.CUSTOM and not settings.format:
        return ["format: is empty; write what a custom meeting is, like 'a visit at your home'"]
    return []


def _text_problems(settings: Settings) -> list[str]:
    length = len(text_for(settings))
    if length > read.LONGEST_TEXT:
        return [f"text_message: is {length} characters long with its link; write at most {read.LONGEST_TEXT}"]
    return []


def _day_part_problems(settings: Settings) -> list[str]:
    problems = []
    if settings.evening_starts <= settings.afternoon_starts:
        problems.append("evening_starts: is not after afternoon_starts; write the later time of the two")
    if settings.night_starts < settings.evening_starts:
        problems.append("night_starts: is before evening_starts; write that time or a later one")
    if settings.lunchtime[1] <= settings.lunchtime[0]:
        problems.append("lunchtime: ends before it begins; write it like '12:00-14:00'")
    return problems


_READERS: Mapping[str, read.Reader] = {
    "business_name": read.text(120, least=1),
    "greeting": read.text(500),
    "length_minutes": read.whole(5, 480, "minutes"),
    "windows": read.windows,
    "interval_minutes": read.whole(5, 480, "minutes"),
    "buffer_before_minutes": read.whole(0, 240, "minutes"),
    "buffer_after_minutes": read.whole(0, 240, "minutes"),
    "notice_minutes": read.whole(0, 60 * 24 * 60, "minutes"),
    "look_ahead_days": read.whole(1, 365, "days"),
    "closed": _closed,
    "holidays_country": read.text(8),
    "holidays_region": read.text(32),
    "meeting_type": read.choice(MeetingType),
    "format": read.text(200),
    "where": read.text(200),
    "contact": read.choice(Contact),
    "title": read.template(200),
    "description": read.template(4000, one_line=False),
    "ask_name": read.yes_or_no,
    "hold_minutes": read.whole(1, 30, "minutes"),
    "transfer_number": read.number_to_call,
    "scheduling_link": read.link,
    "text_message": read.text_message,
    "retention_days": read.whole(0, 3650, "days"),
    "afternoon_starts": read.time_of_day,
    "evening_starts": read.time_of_day,
    "night_starts": read.time_of_day,
    "lunchtime": read.stretch,
}
