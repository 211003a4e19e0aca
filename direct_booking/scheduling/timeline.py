"""Disjoint stretches of time, for asking quickly whether a stretch lies inside them or touches them.

What the stretches mean (opening hours, busy time) is known in ``availability.py`` only.
"""

from bisect import bisect_right
from collections.abc import Iterable
from math import inf

Span = tuple[float, float]
"""Half-open ``[start, end)``, in seconds since 1970-01-01 UTC."""


class Timeline:
    """Half-open stretches of seconds; what touches or overlaps is one stretch, what is empty is none."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Take spans in any order; one that does not end after it starts is left out."""
        self._starts: list[float] = []
        self._ends: list[float] = []
        for start, end in sorted(spans):
            if start >= end:
                continue
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def covers(self, start: float, end: float) -> bool:
        """Whether every moment of ``[start, end)`` lies inside. Pure."""
        at = bisect_right(self._ends, start)
        return at < len(self._ends) and self._starts[at] <= start and end <= self._ends[at]

    def touches(self, start: float, end: float) -> bool:
        """Whether any moment of ``[start, end)`` lies inside. Pure."""
        at = bisect_right(self._ends, start)
        return at < len(self._ends) and self._starts[at] < end

    def gaps(self) -> "Timeline":
        """All the time that is not inside, from the beginning to the end of time. Pure."""
        return Timeline(zip([-inf, *self._ends], [*self._starts, inf], strict=True))

    def sweep(self, starts: Iterable[float], before: float, after: float) -> list[bool]:
        """For each start, whether any moment of ``[start - before, start + after)`` lies inside.

        Pure. Passes once over both: the same answers as ``touches``, several times as fast.

        Args:
            starts: earliest first.
            before: seconds.
            after: seconds.
        """
        spans = zip([*self._starts, inf], [*self._ends, inf], strict=True)
        begin, end = next(spans)
        found = []
        for start in starts:
            while end <= start - before:
                begin, end = next(spans)
            found.append(begin < start + after)
        return found
