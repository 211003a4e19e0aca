"""What taking or turning down an offer makes of a wish.

Which option the caller's words name is decided here too; everything else that words do is in
``narrowing.py``.
"""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from direct_booking.hearing.spoken import Clock, Operator, PartOfDay, Spoken, Weekday, When
from direct_booking.scheduling.hours import readings
from direct_booking.scheduling.offer import Kind, Offer, Option, Reason
from direct_booking.scheduling.resolving import named_days
from direct_booking.scheduling.scene import Scene, minutes_of, stretch_of
from direct_booking.scheduling.wish import DAY_MINUTES, Stretch, Wish


def pick(wish: Wish, offer: Offer, index: int, *, zone: ZoneInfo) -> Wish:
    """The wish after the caller took one option. Pure.

    A start becomes the one instant wished for; a part of a day becomes a wish for the first start in it; the
    answer to "which" leaves what was asked about.

    Args:
        index: of an option, from 0; from the end when negative.
        zone: the caller's.

    Raises:
        IndexError: there is no such option.
    """
    option = offer.options[index]
    kept = replace(wish, not_before=None, before=None, latest_first=False, soonest=False)
    if offer.kind is Kind.WHICH:
        local = option.start.astimezone(zone)
        meant = tuple(
            s for s in wish.any_of if s.start_minute == minutes_of(option, zone).start and s.holds(local)
        )
        return replace(kept, any_of=meant or (stretch_of(option, zone),))
    if option.end is not None:
        return replace(kept, any_of=(stretch_of(option, zone),), soonest=True)
    return exactly(replace(kept, turned_down=kept.turned_down - {option.start}), option, zone)


def exactly(wish: Wish, option: Option, zone: ZoneInfo) -> Wish:
    """A wish for one instant; bounds tell a local time from its twin when a clock change repeats it. Pure."""
    local = option.start.astimezone(zone)
    wish = replace(wish, any_of=(stretch_of(Option(option.start), zone),))
    if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
        return replace(wish, not_before=option.start, before=option.start + timedelta(minutes=1))
    return wish


def decline(wish: Wish, offer: Offer, *, zone: ZoneInfo) -> Wish:
    """The wish after a plain "no" to an offer. Pure.

    Starts are turned down; parts of days are excluded; an exact time that was wished for is no longer, and
    neither is what a question about the meaning offered.
    """
    if offer.kind is Kind.WHICH:
        return replace(wish, any_of=())
    starts = [option.start for option in offer.options if option.end is None]
    parts = tuple(stretch_of(option, zone) for option in offer.options if option.end is not None)
    any_of = () if wish.exact is not None else tuple(s for s in wish.any_of if s not in parts)
    bounds = {"not_before": None, "before": None} if wish.exact is not None else {}
    declined = replace(wish, any_of=any_of, none_of=wish.none_of + parts, **bounds)
    return declined.turning_down(*starts)


# What a refusal is about: the time of the day, or the day. A time that is taken today may be free tomorrow.
_ABOUT_HOURS = frozenset({Reason.OUTSIDE_HOURS, Reason.OFF_GRID, Reason.SKIPPED})
_ABOUT_DAYS = frozenset({Reason.CLOSED, Reason.TOO_FAR, Reason.PAST, Reason.TOO_SOON})


def possible(wish: Wish, offer: Offer | None) -> Wish:
    """The wish without what the caller was just told cannot be had. Pure.

    After "after five" - "we are not open at that time", "on Thursday" is Thursday at any time.
    """
    if offer is None or offer.kind is not Kind.NEAREST:
        return wish
    if offer.reason in _ABOUT_HOURS:
        left = [replace(stretch, start_minute=0, end_minute=DAY_MINUTES) for stretch in wish.any_of]
    elif offer.reason in _ABOUT_DAYS:
        left = [replace(stretch, first=None, last=None) for stretch in wish.any_of]
    else:
        return wish
    any_of = tuple(dict.fromkeys(stretch for stretch in left if stretch != Stretch()))
    return replace(wish, any_of=any_of, not_before=None, before=None)


PICKS = frozenset({Operator.PICK, Operator.PICK_EARLIEST, Operator.PICK_LATEST})


def picked(spoken: Spoken, scene: Scene) -> int | None:
    """Which option was taken by place, by time or by name; None when none was. Pure."""
    if not scene.options:
        return None
    order = sorted(range(len(scene.options)), key=lambda index: scene.options[index].start)
    if spoken.operator in PICKS and len(order) == 1:
        return None  # of a single time there is no other one to take
    if spoken.operator is Operator.PICK:
        return spoken.pick if -len(order) <= spoken.pick < len(order) else None
    if spoken.operator is Operator.PICK_EARLIEST:
        return order[0]
    if spoken.operator is Operator.PICK_LATEST:
        return order[-1]
    if spoken.operator is Operator.EITHER and not spoken.alternatives:
        return 0
    if spoken.operator not in (None, Operator.SAME_TIME) or spoken.exclusions:
        return None
    named = [_named(when, scene) for when in spoken.alternatives]
    return named[0] if named and None not in named else None


def _named(when: When, scene: Scene) -> int | None:
    """The one option that a time names, if it names exactly one."""
    found = [index for index, option in enumerate(scene.options) if _names(when, option, scene)]
    return found[0] if len(found) == 1 else None


def _names(when: When, option: Option, scene: Scene) -> bool:
    if when.day is not None and not _on_day(when, option.start.astimezone(scene.zone).date(), scene):
        return False
    minutes = minutes_of(option, scene.zone)
    if isinstance(when.hours, Clock):
        return minutes.exact and minutes in readings(when.hours)
    if isinstance(when.hours, PartOfDay):
        return _in_part(when.hours, option, scene)
    return when.hours is None and (when.day is not None)


def _on_day(when: When, day: date, scene: Scene) -> bool:
    """Whether that day is named; "Monday" is the offered one, though it is not the one that comes first."""
    if isinstance(when.day, Weekday) and when.day.relative is None:
        return when.day.weekday == day.weekday()
    return any(span.first == span.last == day for span in named_days(when.day, when.hours, scene))


def _in_part(part: PartOfDay, option: Option, scene: Scene) -> bool:
    """Whether an option is the part of the day that was named, or a start in it."""
    parts = scene.rules.day_parts
    minutes, (said,) = minutes_of(option, scene.zone), readings(part, parts)
    if minutes.exact:
        return said.start <= minutes.start < said.end
    if option.part is not None:
        return part.shade is None and option.part.value == _AS_PART.get(part.name, part.name)
    whole = next((hours for one, hours in parts.of_parts.items() if one.value == part.name), (0, 0))
    return part.shade is None and whole[0] <= minutes.start and minutes.end <= whole[1]


_AS_PART = {"night": "evening"}


def covers(exclusion: Stretch, stretch: Stretch) -> bool:
    """Whether everything in a stretch lies in an exclusion. Pure."""
    first = exclusion.first is None or (stretch.first is not None and exclusion.first <= stretch.first)
    last = exclusion.last is None or (stretch.last is not None and stretch.last <= exclusion.last)
    if exclusion.exact_minute:
        minutes = stretch.exact_minute and stretch.start_minute == exclusion.start_minute
    elif stretch.exact_minute:
        minutes = exclusion.start_minute <= stretch.start_minute < exclusion.end_minute
    else:
        minutes = (
            exclusion.start_minute <= stretch.start_minute and stretch.end_minute <= exclusion.end_minute
        )
    return first and last and minutes
