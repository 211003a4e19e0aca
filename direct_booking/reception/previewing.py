"""What unsaved settings would mean: the next open times, a week's picture, and what a caller would hear.

Nothing is written, and nothing is held. What the settings are is in ``direct_booking.settings``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.reception.calls import NO_CALENDAR_ZONE
from direct_booking.reception.diagnosis import rules_ahead
from direct_booking.reception.diary import Diary
from direct_booking.reception.facts import interval, reach
from direct_booking.saying.responses import Responses, said
from direct_booking.saying.times import say_offer
from direct_booking.scheduling.availability import Interval, open_slots
from direct_booking.scheduling.choice import choose
from direct_booking.scheduling.offer import Kind, Offer, Reason
from direct_booking.scheduling.rules import rules_of
from direct_booking.scheduling.wish import Wish
from direct_booking.settings import Settings
from direct_booking.storage import bookings, holds
from direct_booking.storage.database import Database

NEXT = 10
WEEK = 7


@dataclass(frozen=True)
class Start:
    """One start that a day could have.

    Attributes:
        at: UTC.
        reason: why it is not offered; None when it is.
    """

    at: datetime
    reason: Reason | None


@dataclass(frozen=True)
class Day:
    """One local day of the picture; its starts are earliest first."""

    date: date
    starts: tuple[Start, ...]


@dataclass(frozen=True)
class Sentence:
    """What a caller would hear.

    Attributes:
        response: its name in ``domain.yml``.
        text: the sentence itself.
    """

    response: str
    text: str


@dataclass(frozen=True)
class Preview:
    """What settings would mean at this moment.

    Attributes:
        zone: the calendar's.
        busy_known: False when the calendar could not be read: then it is shown as if it were empty.
        coming: the next open starts, UTC, at most ``NEXT``.
        week: the seven local days from the one that was asked for.
        greeting: what a caller hears first.
        offer: what a caller hears who asks what there is.
    """

    zone: ZoneInfo
    busy_known: bool
    coming: tuple[datetime, ...]
    week: tuple[Day, ...]
    greeting: Sentence
    offer: Sentence


class Previewing:
    """Previews settings on an account's calendar. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, diary: Diary, responses: Responses) -> None:
        """
        Args:
            responses: those of ``domain.yml``.
        """
        self._database = database
        self._clock = clock
        self._diary = diary
        self._responses = responses

    def preview(self, account_id: int, unsaved: Settings, *, first: date | None = None) -> Preview:
        """What these settings would mean now.

        Args:
            first: the local day with which the picture begins; None is today.

        Raises:
            StorageError.
        """
        now = self._clock.now()
        connection = self._diary.connection(account_id)
        zone = connection.zone if connection else NO_CALENDAR_ZONE
        span = reach(rules_ahead(unsaved, zone, now), now)
        busy = (
            self._diary.busy(connection, span, deadline=Deadline()) if connection is not None else "unknown"
        )
        known = not isinstance(busy, str)
        with self._database.reading() as transaction:
            kept = bookings.live(transaction, account_id, since=span.start, until=span.end)
            held = holds.of_others(transaction, account_id, "", now=now)
        own = tuple(interval(each) for each in (*kept, *(hold.placement for hold in held)))
        return preview_of(
            unsaved,
            (*(busy if known else ()), *own),
            zone=zone,
            now=now,
            responses=self._responses,
            first=first,
            busy_known=known,
        )


def preview_of(
    unsaved: Settings,
    busy: Sequence[Interval],
    *,
    zone: ZoneInfo,
    now: datetime,
    responses: Responses,
    first: date | None = None,
    busy_known: bool = True,
) -> Preview:
    """What settings mean on a calendar with this busy time. Pure.

    Args:
        busy: half-open, UTC, any order.
        zone: the calendar's; the caller is taken to be in it, too.
        first: as in ``Previewing.preview``.
    """
    rules = rules_ahead(unsaved, zone, now)
    ahead = open_slots(rules, busy, now=now)
    offer = choose(rules, ahead, busy, Wish(), now=now, zone=zone)
    return Preview(
        zone=zone,
        busy_known=busy_known,
        coming=ahead.slots[:NEXT],
        week=_week(unsaved, busy, now, first or now.astimezone(zone).date(), zone),
        greeting=_greeting(unsaved, responses),
        offer=_offered(offer, responses, now, zone),
    )


def _week(
    unsaved: Settings, busy: Sequence[Interval], now: datetime, first: date, zone: ZoneInfo
) -> tuple[Day, ...]:
    last = first + timedelta(days=WEEK - 1)
    # A window of the day before may run past midnight, and one of the last day too.
    rules = rules_of(unsaved, zone, first - timedelta(days=1), last + timedelta(days=1))
    found = open_slots(rules, busy, now=now, first=first, last=last)
    starts = [Start(at, None) for at in found.slots]
    starts += [Start(each.start, each.reason) for each in found.refusals]
    starts.sort(key=lambda start: start.at)
    days = (first + timedelta(days=number) for number in range(WEEK))
    return tuple(
        Day(day, tuple(each for each in starts if each.at.astimezone(zone).date() == day)) for day in days
    )


def _greeting(unsaved: Settings, responses: Responses) -> Sentence:
    name = "utter_own_greeting" if unsaved.greeting else "utter_greeting"
    slots = {"greeting": unsaved.greeting, "business_name": unsaved.business_name}
    return Sentence(name, said(responses, name, slots))


def _offered(offer: Offer, responses: Responses, now: datetime, zone: ZoneInfo) -> Sentence:
    if offer.kind is Kind.NONE:
        return _sentence(responses, "utter_ask_callback_wanted", {"no_time_because": "nothing_open"})
    three = offer.kind is Kind.PARTS and len(offer.options) > 2
    slots = {
        "offer_kind": "three_parts" if three else offer.kind.value,
        "offer_text": say_offer(offer, now=now, zone=zone),
    }
    one = offer.kind is Kind.TIME
    return _sentence(responses, "utter_ask_time_agreed" if one else "utter_ask_appointment_time", slots)


def _sentence(responses: Responses, name: str, slots: dict[str, object]) -> Sentence:
    return Sentence(name, said(responses, name, slots))
