"""What callers say about an offer - earlier, another day, an hour later - done to the wish (SPEC 4.3).

Taking and turning down an offer is in ``picking.py``; times that are said with it are in ``narrowing.py``.
"""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from direct_booking.hearing.spoken import OfferedDay, Operator, Shifted, Spoken, Week, When
from direct_booking.scheduling.offer import Kind, Option
from direct_booking.scheduling.opening import hours_on
from direct_booking.scheduling.picking import decline, exactly
from direct_booking.scheduling.scene import Scene, option_of, stretch_of
from direct_booking.scheduling.wish import Stretch, Wish


def operated(spoken: Spoken, scene: Scene) -> Wish:
    """The wish after what was said about the offer; the same wish when nothing was. Pure."""
    operate = _OPERATIONS.get(_without_choice(spoken, scene))
    return operate(spoken, scene) if operate else scene.wish


def _without_choice(spoken: Spoken, scene: Scene) -> Operator | None:
    """What a pick means where there is nothing to pick from: "the later one" of one is a later one."""
    first = spoken.operator is Operator.PICK and spoken.pick == 0
    if not scene.options:
        return Operator.SOONEST if first or spoken.operator is Operator.PICK_EARLIEST else spoken.operator
    if len(scene.options) > 1:
        return spoken.operator
    return _BESIDE.get(spoken.operator, spoken.operator)


_BESIDE = {Operator.PICK_EARLIEST: Operator.EARLIER, Operator.PICK_LATEST: Operator.LATER}


def _earlier(spoken: Spoken, scene: Scene) -> Wish:
    twin = _twin(spoken, scene)
    if twin is not None:
        return twin
    starts = [option.start for option in scene.options]
    if not starts:
        return scene.wish
    if _reach_to_the_edge(scene, last=False):
        return exactly(scene.wish, min(scene.options, key=_start), scene.zone)
    return replace(_near_offer(scene), before=min(starts), latest_first=True)


def _later(spoken: Spoken, scene: Scene) -> Wish:
    twin = _twin(spoken, scene)
    if twin is not None:
        return twin
    if _reach_to_the_edge(scene, last=True):
        return exactly(scene.wish, max(scene.options, key=_start), scene.zone)
    ends = [option.end or option.start + timedelta(minutes=1) for option in scene.options]
    return replace(_near_offer(scene), not_before=max(ends)) if ends else scene.wish


def _start(option: Option) -> datetime:
    return option.start


def _reach_to_the_edge(scene: Scene, *, last: bool) -> bool:
    """Whether several times of one day are offered and none can be beyond them.

    "Earlier", said to nine, one or four, means the nine where nine is when it opens.
    """
    starts = [option.start.astimezone(scene.zone) for option in scene.options if option.end is None]
    if len(starts) < 2 or len(starts) < len(scene.options) or len(scene.offered_days) != 1:
        return False
    opening, closing = hours_on(scene.offered_days[0], scene.rules, scene.zone)
    if not last:
        return min(starts).hour * 60 + min(starts).minute <= opening
    # The grid begins with a window, so that the last start may lie a little before the end.
    latest = max(starts).hour * 60 + max(starts).minute
    return latest + scene.rules.interval_minutes + scene.rules.length_minutes > closing


def _twin(spoken: Spoken, scene: Scene) -> Wish | None:
    """5.3: of a time that a clock change repeats, "the later one" is the same time an hour later."""
    if spoken.operator not in _BESIDE or len(scene.options) != 1 or scene.options[0].end is not None:
        return None
    local = scene.options[0].start.astimezone(scene.zone)
    other = local.replace(fold=1 - local.fold)
    later = spoken.operator is Operator.PICK_LATEST
    if local.utcoffset() == other.utcoffset() or later != bool(other.fold):
        return None
    kept = replace(scene.wish, latest_first=False, soonest=False)
    return exactly(kept, Option(other.astimezone(timezone.utc)), scene.zone)


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


def same_weekday(when: When, scene: Scene) -> When:
    """ "Same time next week" is the same weekday too, once one day was offered. Pure."""
    if isinstance(when.day, Week) and when.day.weekday is None and len(scene.offered_days) == 1:
        return replace(when, day=Shifted(OfferedDay(), 7 * when.day.weeks_ahead))
    return when


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
    if scene.offer is not None and scene.offer.kind is Kind.NEAREST:
        # What was wished for cannot be had: the soonest of anything then.
        return replace(scene.wish, any_of=(), not_before=None, before=None, soonest=True)
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
