"""From a wish, an offer and what was said next to the new wish, resolved to the caller's zone (SPEC 4.2,
4.3).

What was said is heard in ``hearing.times``; its dates and minutes are worked out in ``resolving.py``, and
what taking or turning down an offer does is in ``picking.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from direct_booking.hearing.spoken import Clock, Operator, Relative, Spoken, Weekday, When
from direct_booking.scheduling import resolving
from direct_booking.scheduling.availability import Rules
from direct_booking.scheduling.hours import readings
from direct_booking.scheduling.offer import Kind, Offer, Option
from direct_booking.scheduling.opening import distance_minutes
from direct_booking.scheduling.picking import covers, decline, exactly, pick, picked
from direct_booking.scheduling.resolving import Reading
from direct_booking.scheduling.scene import Scene, option_of, stretch_of
from direct_booking.scheduling.wish import Stretch, Wish

__all__ = ["Which", "decline", "narrow", "pick"]


@dataclass(frozen=True)
class Which:
    """A phrase with two readings: one question (SPEC 4.3: dates are never guessed).

    Attributes:
        offer: of kind WHICH, the two readings, earliest first.
        wish: what to keep meanwhile; ``pick`` of it and the offer is the answer.
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
    scene = Scene(wish, offer, now, zone, rules)
    index = picked(spoken, scene)
    if index is not None:
        return pick(wish, offer, index, zone=zone)
    if spoken.operator in _PICKS and not spoken.alternatives and spoken.other_readings:
        return narrow(wish, spoken.other_readings[0], offer, now=now, zone=zone, rules=rules)
    scene = scene.with_wish(_operated(spoken, scene))
    scene = scene.with_wish(_excluding(spoken, scene))
    if not spoken.alternatives:
        return scene.wish
    return _alternatives(spoken, scene)


_PICKS = (Operator.PICK, Operator.PICK_EARLIEST, Operator.PICK_LATEST)


def _operated(spoken: Spoken, scene: Scene) -> Wish:
    """The wish after what was said about the offer."""
    operate = _OPERATIONS.get(spoken.operator)
    return operate(spoken, scene) if operate else scene.wish


def _earlier(spoken: Spoken, scene: Scene) -> Wish:
    starts = [option.start for option in scene.options]
    if not starts:
        return scene.wish
    return replace(_near_offer(scene), before=min(starts), latest_first=True)


def _later(spoken: Spoken, scene: Scene) -> Wish:
    ends = [option.end or option.start + timedelta(minutes=1) for option in scene.options]
    return replace(_near_offer(scene), not_before=max(ends)) if ends else scene.wish


def _near_offer(scene: Scene) -> Wish:
    """The wish without its time of the day: on the day of the offer, or on the days wished for."""
    offered = scene.offered_days
    if len(offered) == 1:
        any_of = (Stretch(offered[0], offered[0]),)
    else:
        any_of = tuple(dict.fromkeys(Stretch(s.first, s.last) for s in scene.wish.any_of))
    return replace(scene.wish, any_of=any_of, not_before=None, before=None, latest_first=False, soonest=False)


def _shifted(spoken: Spoken, scene: Scene) -> Wish:
    """ "An hour later": counted from what was offered, its last start for later and its first for earlier."""
    starts = sorted(option.start for option in scene.options)
    if not starts and scene.wish.exact is not None:
        starts = [option_of(scene.wish.exact, scene.zone, scene.today).start]
    if not starts:
        return scene.wish
    base = starts[-1] if spoken.shift_minutes > 0 else starts[0]
    kept = replace(scene.wish, not_before=None, before=None, latest_first=False, soonest=False)
    return exactly(kept, Option(base + timedelta(minutes=spoken.shift_minutes)), scene.zone)


def _same_time(spoken: Spoken, scene: Scene) -> Wish:
    """The offered clock time becomes the wished one, for the day that is said with it."""
    starts = [option for option in scene.options if option.end is None]
    if not starts:
        return scene.wish
    stretch = stretch_of(starts[0], scene.zone)
    return replace(scene.wish, any_of=(stretch,))


def _another_day(spoken: Spoken, scene: Scene) -> Wish:
    """The offered days are out; the time of the day stays, and so does a stretch of days."""
    out = tuple(Stretch(day, day) for day in scene.offered_days)
    wished = scene.wish.any_of
    if not out:
        out = tuple(dict.fromkeys(Stretch(s.first, s.last) for s in wished if s.first and s.first == s.last))
    kept = []
    for stretch in wished:
        single = stretch.first is not None and stretch.first == stretch.last
        loose = replace(stretch, first=None, last=None) if single else stretch
        if loose != Stretch():
            kept.append(loose)
    none_of = scene.wish.none_of + tuple(stretch for stretch in out if stretch not in scene.wish.none_of)
    return replace(
        scene.wish, any_of=tuple(dict.fromkeys(kept)), none_of=none_of, not_before=None, before=None,
        latest_first=False, soonest=False,
    )  # fmt: skip


def _anything_else(spoken: Spoken, scene: Scene) -> Wish:
    return decline(scene.wish, scene.offer, zone=scene.zone) if scene.offer is not None else scene.wish


def _without_exact(scene: Scene) -> Wish:
    """The wish without one instant: "the soonest" after a time that cannot be had is any time."""
    if scene.wish.exact is None:
        return replace(scene.wish, soonest=False, latest_first=False)
    return replace(scene.wish, any_of=(), not_before=None, before=None, soonest=False, latest_first=False)


def _soonest(spoken: Spoken, scene: Scene) -> Wish:
    return replace(_without_exact(scene), soonest=True)


def _latest(spoken: Spoken, scene: Scene) -> Wish:
    return replace(_without_exact(scene), latest_first=True)


_OPERATIONS = {
    Operator.EARLIER: _earlier,
    Operator.LATER: _later,
    Operator.SHIFT: _shifted,
    Operator.SAME_TIME: _same_time,
    Operator.ANOTHER_DAY: _another_day,
    Operator.ANYTHING_ELSE: _anything_else,
    Operator.SOONEST: _soonest,
    Operator.LATEST: _latest,
}


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
        return scene.wish
    wishes = [_wish_for(reading, spoken, scene) for reading in found]
    if len(set(wishes)) == 1:
        return wishes[0]
    return _which(found, wishes, scene)


def _sensible(found: Sequence[Reading], scene: Scene) -> list[Reading]:
    """Different readings, less those that fall out of the opening hours when others do not."""
    found = list(dict.fromkeys(found))
    inside = [reading for reading in found if all(_open(stretch, scene) for stretch in reading)]
    return inside or found[:1] if len(found) > 1 else found


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
        pairs.append((option_of(stretch, scene.zone, scene.today), wish, reading))
    pairs.sort(key=lambda pair: pair[0].start)
    readings_kept = tuple(dict.fromkeys(stretch for _, _, reading in pairs for stretch in reading))
    offer = Offer(Kind.WHICH, tuple(option for option, _, _ in pairs))
    return Which(offer, replace(pairs[0][1], any_of=readings_kept))
