"""How long one use case may still take: a caller is waiting on the line."""

from direct_booking.clock import monotonic_s

# Field notes: a spoken answer within 8 s, whatever the calendar does. The half second is ours.
TURN_S = 7.5


class Deadline:
    """An end, some seconds from its making, that a chain of slow steps shares."""

    def __init__(self, budget_s: float = TURN_S) -> None:
        self._end_s = monotonic_s() + budget_s

    def left_s(self, *, at_most: float | None = None, reserve: float = 0.0) -> float:
        """Seconds for the next step, 0 when there are none.

        Args:
            at_most: no more than this.
            reserve: seconds to leave for the steps after it.
        """
        left = max(0.0, self._end_s - monotonic_s() - reserve)
        return left if at_most is None else min(left, at_most)
