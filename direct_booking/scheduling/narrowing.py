"""From a wish, an offer and what was said next to the new wish, resolved to the caller's zone (SPEC 4.2,
4.3).

What was said is heard in ``hearing.times``; its dates and minutes are worked out in ``resolving.py``, and
what taking or turning down an offer does is in ``picking.py``, what else is said about one in
``operating.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from direct_booking.hearing.spoken import (
    Clock,
    Operator,
    Relative,
    Spoken,
    Weekday,
    When,
)
from direct_booking.scheduling import resolving
from direct_booking.scheduling.availability import Rules
from direct_booking.scheduling.days import FAR_DAYS
from direct_booking.scheduling.hours import readings
from direct_booking.scheduling.offer import Kind, Offer, Option, Reason
from direct_booking.scheduling.opening import distance_minutes
from direct_booking.scheduling.operating import operated, same_weekday
from direct_booking.scheduling.picking import PICKS, covers, decline, exactly, pick, picked, possible
from direct_booking.scheduling.resolving import Reading
from direct_booking.scheduling.scene import Scene, option_of
from direct_booking.scheduling.wish import Stretch, Wish

__all__ = ["Which", "decline", "narrow", "pick"]


@dataclass(frozen=True)
class Which:
    """A phrase with two readings, or with none: one question (SPEC 4.3: dates are never guessed).

    Attributes:
        offer: of kind WHICH, the two readings, earliest first; or of kind OPEN, for a date that no month has.
        wish: what to keep meanwhile; ``pick`` of it and the offer is the answer to which.
    """

    offer: Offer
    wish: Wish


def narrow(
    wish: Wish, spoken: Spoken, offer: Offer | None, *, now: datetime, zone: ZoneInfo, rules: Rules
) -> Wish | Which:
    """What the caller wants after saying this.

    Pure. A newly said day keeps a time of the day said before and the other way round; a time in the past
    stays there, for availability to refuse.

    Args:
        wish: what was wanted before.
        spoken: what was said now.
        offer: what it answers, if anything.
        now: aware.
        zone: the caller's; every date and minute of the result is local to it.
        rules: the owner's; the opening hours tell which half of the day is meant.
    """
    scene = Scene(possible(wish, offer), offer, now, zone, rules)
    index = picked(spoken, scene)
    if index is not None:
        return pick(wish, offer, index, zone=zone)
    if _of_no_offer(spoken, scene):
        return narrow(wish, spoken.other_readings[0], offer, now=now, zone=zone, rules=rules)
    scene = scene.with_wish(operated(spoken, scene))
    scene = scene.with_wish(_excluding(spoken, scene))
    if not spoken.alternatives:
        return scene.wish
    if spoken.operator is Operator.SAME_TIME:
        spoken = replace(
            spoken, alternatives=tuple(same_weekday(when, scene) for when in spoken.alternatives)
        )
    return _alternatives(spoken, scene)


def _of_no_offer(spoken: Spoken, scene: Scene) -> bool:
    """Whether words about an offer are a time, for want of one: "the second", "half an hour later"."""
    if spoken.alternatives or not spoken.other_readings:
        return False
    nothing_to_shift = not scene.options and scene.wish.exact is None
    return spoken.operator in PICKS or (spoken.operator is Operator.SHIFT and nothing_to_shift)


def _excluding(spoken: Spoken, scene: Scene) -> Wish:
    """The wish without what was ruled out."""
    out = tuple(dict.fromkeys(stretch for when in spoken.exclusions for stretch in _ruled_out(when, scene)))
    if not out:
        return scene.wish
    any_of = tuple(s for s in scene.wish.any_of if not any(covers(o, s) for o in out))
    return replace(scene.wish, any_of=any_of, none_of=tuple(dict.fromkeys(scene.wish.none_of + out)))


def _ruled_out(when: When, scene: Scene) -> Sequence[Stretch]:
    """Every reading of it: "not Monday" is no Monday at all, "not this Monday" is that one."""
    loose = replace(scene, wish=Wish(), offer=None)
    if isinstance(when.day, Weekday) and when.day.relative is None:
        when = replace(when, day=replace(when.day, relative=Relative.EVERY))
    if isinstance(when.hours, Clock):  # both halves: nothing that was ruled out is offered
        spans = [When(when.day)] if when.day is not None else [None]
        held = [r for w in spans for r in (resolving.of_when(w, loose) if w else ((Stretch(),),))]
        return [
            replace(stretch, start_minute=minutes.start, end_minute=minutes.end)
            for reading in held
            for stretch in reading
            for minutes in readings(when.hours)
        ]
    return [stretch for reading in resolving.of_when(when, loose) for stretch in reading]


def _alternatives(spoken: Spoken, scene: Scene) -> Wish | Which:
    """The wish for the times that were said, or the question which of them is meant."""
    found = list(resolving.alternatives(spoken.alternatives, scene))
    for other in spoken.other_readings:
        found.extend(resolving.alternatives(other.alternatives, scene))
    found = _sensible(found, scene)
    if not found:
        return _no_such_day(spoken, scene)
    wishes = [_wish_for(reading, spoken, scene) for reading in found]
    if len(set(wishes)) == 1:
        return wishes[0]
    return _which(found, wishes, scene)


def _no_such_day(spoken: Spoken, scene: Scene) -> Wish | Which:
    """Another day is asked for, and the time of the day kept; other days of no length change nothing."""
    if not any(resolving.is_no_day(when, scene) for when in spoken.alternatives):
        return scene.wish
    loose = replace(scene, wish=Wish(), offer=None)
    said = [resolving.of_when(When(hours=when.hours), loose)[0] for when in spoken.alternatives if when.hours]
    hours = sum(said, ()) or tuple(replace(s, first=None, last=None) for s in scene.wish.any_of)
    kept = tuple(dict.fromkeys(stretch for stretch in hours if stretch != Stretch()))
    return Which(Offer(Kind.OPEN, reason=Reason.NO_SUCH_DAY), replace(scene.wish, any_of=kept))


def _sensible(found: Sequence[Reading], scene: Scene) -> list[Reading]:
    """Different readings, less those far away or out of the opening hours when others are not."""
    found = list(dict.fromkeys(found))
    if len(found) < 2:
        return found
    near = [reading for reading in found if _near(reading, scene)] or found
    return [reading for reading in near if all(_open(stretch, scene) for stretch in reading)] or near[:1]


def _near(reading: Reading, scene: Scene) -> bool:
    far = scene.today + timedelta(FAR_DAYS)
    return all(stretch.first is None or stretch.first <= far for stretch in reading)


def _open(stretch: Stretch, scene: Scene) -> bool:
    at = option_of(stretch, scene.zone, scene.today).start
    if stretch.exact_minute:
        return distance_minutes(at, scene.rules) == 0
    middle = (stretch.start_minute + stretch.end_minute) // 2
    exact = replace(stretch, start_minute=middle, end_minute=middle)
    return (
        stretch.any_minute
        or distance_minutes(option_of(exact, scene.zone, scene.today).start, scene.rules) == 0
    )


def _wish_for(reading: Reading, spoken: Spoken, scene: Scene) -> Wish:
    """A wish for exactly these stretches, with what else holds from before."""
    before = scene.wish
    bounded = spoken.operator in (Operator.EARLIER, Operator.LATER) and _about_offered_day(reading, scene)
    wish = replace(
        before,
        any_of=tuple(s for s in reading if not any(covers(o, s) for o in _excluded_now(spoken, scene)))
        or reading,
        none_of=tuple(o for o in before.none_of if not any(covers(o, stretch) for stretch in reading)),
        not_before=before.not_before if bounded else None,
        before=before.before if bounded else None,
        latest_first=bounded and before.latest_first or spoken.operator is Operator.LATEST,
        soonest=spoken.operator is Operator.SOONEST,
    )
    if wish.exact is None:
        return wish
    start = option_of(wish.exact, scene.zone, scene.today).start
    # The very time that was turned down before can be asked for again.
    return _pinned(replace(wish, turned_down=wish.turned_down - {start}), spoken, scene)


def _excluded_now(spoken: Spoken, scene: Scene) -> list[Stretch]:
    return [stretch for when in spoken.exclusions for stretch in _ruled_out(when, scene)]


def _about_offered_day(reading: Reading, scene: Scene) -> bool:
    return any(stretch.first in (None, *scene.offered_days) for stretch in reading)


def _pinned(wish: Wish, spoken: Spoken, scene: Scene) -> Wish:
    """5.3: "1:30 standard time" is one of the two times that a clock change makes of one."""
    hours = spoken.alternatives[0].hours
    if not isinstance(hours, Clock) or hours.daylight is None:
        return wish
    first = option_of(wish.exact, scene.zone, scene.today).start.astimezone(scene.zone)
    meant = first.replace(fold=0 if hours.daylight else 1)
    return exactly(wish, Option(meant.astimezone(timezone.utc)), scene.zone)


def _which(found: Sequence[Reading], wishes: Sequence[Wish], scene: Scene) -> Which:
    """The question between the two likeliest readings, the earlier one first."""
    pairs = []
    for reading, wish in list(zip(found, wishes, strict=True))[:2]:
        other = found[1] if reading is found[0] else found[0]
        stretch = next((s for s in reading if s not in other), reading[0])
        option = option_of(stretch, scene.zone, scene.today)
        part = scene.rules.day_parts.part_named((stretch.start_minute, stretch.end_minute))
        pairs.append((replace(option, part=part), wish, reading))
    pairs.sort(key=lambda pair: pair[0].start)
    readings_kept = tuple(dict.fromkeys(stretch for _, _, reading in pairs for stretch in reading))
    offer = Offer(Kind.WHICH, tuple(option for option, _, _ in pairs))
    return Which(offer, replace(pairs[0][1], any_of=readings_kept))
