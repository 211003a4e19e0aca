"""Times as they were said, resolved to the stretches of a wish, with every reading that makes sense.

Days alone are in ``days.py``, minutes in ``hours.py`` and ``halves.py``; what becomes of the wish is in
``narrowing.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, timezone

from direct_booking.hearing.spoken import (
    Among,
    Clock,
    Day,
    Hours,
    MinutesAhead,
    MonthDay,
    NthDay,
    PartOfDay,
    Relative,
    Weekday,
    WeekOf,
    When,
)
from direct_booking.scheduling import days
from direct_booking.scheduling.day_parts import DAY_MINUTES, END_OF_DAY_MINUTES, FIRST_THING_MINUTES
from direct_booking.scheduling.halves import meant, same_half
from direct_booking.scheduling.hours import WHOLE_DAY, Minutes, readings
from direct_booking.scheduling.opening import hours_on
from direct_booking.scheduling.scene import Scene, minutes_of
from direct_booking.scheduling.spans import Span, among
from direct_booking.scheduling.wish import Stretch

# Days of a long stretch that are looked at to tell which half of the day a clock time means.
SAMPLE_DAYS = 7

Reading = tuple[Stretch, ...]


def alternatives(whens: Sequence[When], scene: Scene) -> tuple[Reading, ...]:
    """The readings of several alternatives, likeliest first; none when there is no such time. Pure.

    When more than one of them is ambiguous, one is read both ways at a time and the others as likeliest.
    """
    each = [read for when in whens if (read := of_when(when, scene))]
    if not each:
        return ()
    first = [read[0] for read in each]
    found = [sum(first, ())]
    for place, read in enumerate(each):
        for other in read[1:]:
            found.append(sum([*first[:place], other, *first[place + 1 :]], ()))
    return tuple(dict.fromkeys(found))


def of_when(when: When, scene: Scene) -> tuple[Reading, ...]:
    """The readings of one alternative, likeliest first. Pure."""
    if isinstance(when.hours, MinutesAhead):
        return ((_from_now(when.hours, scene),),)
    found = []
    for spans in _days(when, scene):
        if when.hours is None:
            found.append(tuple(_stretch(span, m) for span in spans for m in _said_before(scene)))
        else:
            found.extend(_at_hours(when.hours, spans, scene))
    return tuple(dict.fromkeys(found))


def _at_hours(hours: Hours, spans: tuple[Span, ...], scene: Scene) -> Iterable[Reading]:
    sample = _sample(spans, scene)
    candidates = _candidates(hours, sample, scene)
    hints = _hints(sample, scene)
    tie = same_half(m.start for o in scene.options if (m := minutes_of(o, scene.zone)).exact)
    for minutes in meant(candidates, sample, hints, tie, rules=scene.rules, zone=scene.zone):
        yield tuple(_stretch(span, minutes) for span in spans)


def _candidates(hours: Hours, sample: Sequence[date], scene: Scene) -> tuple[Minutes, ...]:
    if isinstance(hours, PartOfDay) and hours.name in ("first_thing", "end_of_day"):
        opening, closing = hours_on(sample[0], scene.rules, scene.zone)
        if hours.name == "first_thing":
            return (Minutes(opening, min(opening + FIRST_THING_MINUTES, closing)),)
        return (Minutes(max(closing - END_OF_DAY_MINUTES, opening), closing),)
    return readings(hours, scene.rules.day_parts)


def _hints(sample: Sequence[date], scene: Scene) -> list[Minutes]:
    """What was offered on those days, then what was wished for; a whole day says nothing."""
    offered = [
        minutes_of(o, scene.zone) for o in scene.options if o.start.astimezone(scene.zone).date() in sample
    ]
    exact = [minutes for minutes in offered if minutes.exact]
    parts = [minutes for minutes in offered if not minutes.exact]
    wished = [Minutes(s.start_minute, s.end_minute) for s in scene.wish.any_of if not s.exact_minute]
    return [hint for hint in exact + parts + wished if hint != WHOLE_DAY]


def _sample(spans: Sequence[Span], scene: Scene) -> list[date]:
    """A few of the days in question."""
    first = spans[0].first or scene.today
    last = spans[-1].last or first + timedelta(SAMPLE_DAYS - 1)
    return [first + timedelta(n) for n in range(min(max((last - first).days, 0) + 1, SAMPLE_DAYS))]


def _stretch(span: Span, minutes: Minutes) -> Stretch:
    return Stretch(span.first, span.last, minutes.start, minutes.end)


def _from_now(ahead: MinutesAhead, scene: Scene) -> Stretch:
    day, minute = _local_minute(0 if ahead.within else ahead.minutes, scene)
    if not ahead.within:
        return Stretch(day, day, minute, minute)
    last_day, last = _local_minute(ahead.minutes, scene)
    return Stretch(day, day, minute, last + 1 if last_day == day else DAY_MINUTES)


def _local_minute(minutes: int, scene: Scene) -> tuple[date, int]:
    """The caller's date and minute of the day so many minutes from the next full one."""
    at = scene.now + timedelta(minutes=minutes, seconds=59)
    local = at.astimezone(timezone.utc).astimezone(scene.zone)
    return local.date(), local.hour * 60 + local.minute


def _days(when: When, scene: Scene) -> tuple[tuple[Span, ...], ...]:
    """The readings of the days of one alternative; those kept from before when it names none."""
    if when.day is None:
        return (_days_before(when.hours, scene),)
    if isinstance(when.day, Weekday) and when.day.relative is Relative.EVERY:
        return (among((when.day.weekday,), Span(scene.today, scene.last_day)),)
    if isinstance(when.day, Among):
        return _among(when.day, when.hours, scene)
    return tuple((span,) for span in named_days(when.day, when.hours, scene))


def _among(day: Among, hours: Hours | None, scene: Scene) -> tuple[tuple[Span, ...], ...]:
    if day.of is None:
        return (among(day.weekdays, Span(scene.today, scene.last_day)),)
    spans = named_days(day.of, hours, scene)
    return tuple(among(day.weekdays, span) for span in spans if span.first and span.last)


def named_days(day: Day, hours: Hours | None, scene: Scene) -> tuple[Span, ...]:
    """The readings of a day that was named. Pure."""
    spoken_of = _day_spoken_of(scene)
    if spoken_of is None and isinstance(day, WeekOf) and scene.offered_days:
        spoken_of = max(scene.offered_days)  # "the week after" several days of one
    return days.resolve(day, days.Today(scene.today, _today_counts(hours, scene), spoken_of))


def _day_spoken_of(scene: Scene) -> date | None:
    """The one day that was offered, or else wished for: "the day after" counts from it."""
    if scene.offered_days:
        return scene.offered_days[0] if len(scene.offered_days) == 1 else None
    wished = {stretch.first for stretch in scene.wish.any_of if stretch.first == stretch.last}
    return wished.pop() if len(wished) == 1 else None


def is_no_day(when: When, scene: Scene) -> bool:
    """Whether it names a date that no calendar has, alone or within something else. Pure."""
    days_said = [when.day]
    for said in days_said:
        if isinstance(said, MonthDay | NthDay) and not named_days(said, when.hours, scene):
            return True
        if is_dataclass(said):
            days_said += [getattr(said, part.name) for part in fields(said)]
    return False


def _today_counts(hours: Hours | None, scene: Scene) -> bool:
    """Whether the name of today's weekday is today: while hours remain, and the clock time is not past."""
    if not scene.hours_remain_today:
        return False
    if not isinstance(hours, Clock):
        return True
    candidates = meant(
        readings(hours, scene.rules.day_parts), [scene.today], (), None, rules=scene.rules, zone=scene.zone
    )
    midnight = datetime.combine(scene.today, time(0), scene.zone)
    return any(midnight + timedelta(minutes=m.start) >= scene.now for m in candidates)


def _days_before(hours: Hours | None, scene: Scene) -> tuple[Span, ...]:
    """The days that a time of the day without a day is meant for: those offered, else those wished for."""
    if len(scene.offered_days) == 1:
        return (Span(scene.offered_days[0], scene.offered_days[0]),)
    if scene.offered_days:
        return tuple(Span(day, day) for day in _offered_at(hours, scene) or scene.offered_days)
    wished = tuple(dict.fromkeys(Span(s.first, s.last) for s in scene.wish.any_of))
    return wished or (Span(None, None),)


def _offered_at(hours: Hours | None, scene: Scene) -> tuple[date, ...]:
    """The days of the offered parts in which this time of the day lies: "two" is Tuesday afternoon's."""
    if not isinstance(hours, Clock):
        return ()
    open_then = meant(
        readings(hours, scene.rules.day_parts),
        scene.offered_days,
        (),
        None,
        rules=scene.rules,
        zone=scene.zone,
    )
    found = []
    for option in scene.options:
        offered = minutes_of(option, scene.zone)
        if not offered.exact and any(offered.start <= m.start < offered.end for m in open_then):
            found.append(option.start.astimezone(scene.zone).date())
    return tuple(dict.fromkeys(found))


def _said_before(scene: Scene) -> tuple[Minutes, ...]:
    """The times of the day that were wished for before, which a new day keeps."""
    return tuple(dict.fromkeys(Minutes(s.start_minute, s.end_minute) for s in scene.wish.any_of)) or (
        WHOLE_DAY,
    )
