"""Busy time that was asked for before somebody waits for it: kept for some seconds, one question at a time.

What is asked, and what an answer means, is in ``facts``. A booking is never written on what is kept here:
the calendar is read again right before.
"""

import logging
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from direct_booking.clock import monotonic_s
from direct_booking.scheduling.availability import Interval

# Old enough to have missed what the owner has just written, so that the next turn looks anew.
KEPT_S = 20.0
# An answer of this age is still given, and asked for anew while the caller speaks.
REFRESHED_AFTER_S = 5.0

# The intervals, or in one word why they are not known.
Answer = tuple[Interval, ...] | str

log = logging.getLogger(__name__)


@dataclass
class _Question:
    """One that is under way, or was answered."""

    span: Interval
    answered: threading.Event = field(default_factory=threading.Event)
    answer: Answer = "unknown"
    at_s: float = 0.0

    def covers(self, span: Interval) -> bool:
        return self.span.start <= span.start and span.end <= self.span.end


class ReadingAhead:
    """Keeps answers by what they are about. May be used from any thread.

    Args:
        ticks_s: a clock that never goes back.
    """

    def __init__(self, ticks_s: Callable[[], float] = monotonic_s) -> None:
        self._ticks_s = ticks_s
        self._guard = threading.Lock()
        self._kept: dict[Hashable, _Question] = {}
        self._under_way: dict[Hashable, _Question] = {}

    def begin(self, about: Hashable, span: Interval, ask: Callable[[Interval], Answer]) -> None:
        """Ask in the background, unless the answer is there or on its way."""
        with self._guard:
            if self._fresh(about, span, REFRESHED_AFTER_S) is None:
                self._asked(about, span, ask)

    def get(
        self, about: Hashable, span: Interval, ask: Callable[[Interval], Answer], *, within_s: float
    ) -> Answer:
        """An answer that is at most ``KEPT_S`` old, waiting at most ``within_s`` seconds for it.

        Args:
            about: what the answer belongs to; its first item is what ``forget`` takes.
            span: what it must cover.
            ask: finds the answer for a span that covers this one, in another thread.
        """
        with self._guard:
            kept = self._fresh(about, span, KEPT_S)
            if kept is None or self._age_s(kept) >= REFRESHED_AFTER_S:
                question = self._asked(about, span, ask)
        if kept is not None:
            return kept.answer
        question.answered.wait(within_s)
        return question.answer if question.answered.is_set() else "unknown"

    def forget(self, whose: Hashable) -> None:
        """Nothing that was asked until now is given any more, not even what is still on its way."""
        with self._guard:
            for questions in (self._kept, self._under_way):
                for about in [about for about in questions if about[0] == whose]:
                    del questions[about]

    def _fresh(self, about: Hashable, span: Interval, at_most_s: float) -> _Question | None:
        kept = self._kept.get(about)
        return kept if kept and kept.covers(span) and self._age_s(kept) < at_most_s else None

    def _age_s(self, question: _Question) -> float:
        return self._ticks_s() - question.at_s

    def _asked(self, about: Hashable, span: Interval, ask: Callable[[Interval], Answer]) -> _Question:
        """The question that is under way; one is begun when there is none."""
        question = self._under_way.get(about)
        if question is None or not question.covers(span):
            question = self._under_way[about] = _Question(_widened(span), at_s=self._ticks_s())
            arguments = (about, question, ask)
            threading.Thread(target=self._find, args=arguments, name="reading-ahead", daemon=True).start()
        return question

    def _find(self, about: Hashable, question: _Question, ask: Callable[[Interval], Answer]) -> None:
        try:
            question.answer = ask(question.span)
        except Exception:
            # An entrance like the others: nobody above this thread would hear of it.
            log.exception("reading a calendar ahead failed")
        with self._guard:
            # One that was forgotten in the meantime is for those who wait for it already, and nobody else.
            if self._under_way.get(about) is question:
                del self._under_way[about]
                if not isinstance(question.answer, str):
                    self._kept[about] = question
            self._drop_old()
        question.answered.set()

    def _drop_old(self) -> None:
        for about in [about for about, kept in self._kept.items() if self._age_s(kept) >= KEPT_S]:
            del self._kept[about]


def _widened(span: Interval) -> Interval:
    """Whole hours around it, so that the same question some minutes later is covered as well. Pure."""
    return Interval(_hour(span.start), _hour(span.end) + timedelta(hours=2))


def _hour(instant: datetime) -> datetime:
    return instant.astimezone(timezone.utc).replace(minute=0, second=0, microsecond=0)
