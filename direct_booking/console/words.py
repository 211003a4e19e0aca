"""How values are written on a page: times with their zone, words for states. Filters of the templates.

What a caller hears is ``saying``'s; here is what an owner reads.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from markupsafe import Markup, escape

from direct_booking.console import here
from direct_booking.reception.names import PROVIDERS


def put_into(app: Flask) -> None:
    """Let every template use them."""
    app.jinja_env.filters.update(
        moment=moment, day=day, clock=clock, number=number, provider=provider, named=named, ago=ago
    )


def moment(instant: datetime, zone: ZoneInfo | None = None) -> Markup:
    """An instant as the owner's calendar shows it: ``Tue, Mar 3, 2026, 2:00 PM EST``."""
    local = instant.astimezone(zone or here.zone())
    return _time(instant, f"{day(local.date())}, {clock(local)}")


def clock(local: datetime) -> str:
    """The time of a local instant with its zone: ``2:00 PM EST``. Pure."""
    return f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < 12 else 'PM'} {_zone_of(local)}"


def day(local: date) -> str:
    """A local date: ``Tue, Mar 3, 2026``. Pure."""
    return f"{local:%a}, {local:%b} {local.day}, {local.year}"


def ago(instant: datetime) -> Markup:
    """How long ago an instant was: ``5 minutes ago``; after a day, the instant itself."""
    gone = here.desk().clock.now() - instant
    if gone >= timedelta(days=1) or gone < timedelta(0):
        return moment(instant)
    minutes = int(gone.total_seconds()) // 60
    if minutes < 1:
        return _time(instant, "just now")
    if minutes < 60:
        return _time(instant, f"{minutes} {'minute' if minutes == 1 else 'minutes'} ago")
    hours = minutes // 60
    return _time(instant, f"{hours} {'hour' if hours == 1 else 'hours'} ago")


def number(e164: str | None) -> str:
    """A telephone number in groups: ``+1 212-555-0123``. Pure."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(e164 or "")
    except phonenumbers.NumberParseException:
        return e164 or "withheld"
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def provider(name: str) -> str:
    """What owners call a provider. Pure."""
    return PROVIDERS.get(name, name)


def named(name: str) -> str:
    """A provider's calendar within a sentence: ``Google Calendar``, ``the embedded calendar``. Pure."""
    return "the embedded calendar" if name == "local" else provider(name)


def _time(instant: datetime, words: str) -> Markup:
    return Markup("<time datetime='{}'>{}</time>").format(
        instant.isoformat(timespec="seconds"), escape(words)
    )


def _zone_of(local: datetime) -> str:
    name = local.tzname() or ""
    # Zones without letters of their own call themselves by their distance: +03.
    return f"UTC{name}" if name[:1] in "+-" else name
