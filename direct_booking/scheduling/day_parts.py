"""The hours of the parts of a day, and of the finer words that callers use for them.

Where the parts begin is the owner's to say (``settings.py``). Which of them was said is worked out in
``hours.py``; "first thing" and "end of the day" follow the opening hours in ``resolving.py``.
"""

from dataclasses import dataclass
from functools import cached_property

from direct_booking.scheduling.offer import Part

DAY_MINUTES = 24 * 60

# These follow the opening hours when those are known: minutes after opening, minutes before closing.
FIRST_THING_MINUTES = 60
END_OF_DAY_MINUTES = 120

# With "early", "mid" or "late" before it: which edge of the part each end is counted from (0 its start, 1 its
# end), and the minutes from there. "Late afternoon" reaches into the evening.
_SHADES = {
    ("morning", "early"): ((0, 0), (1, -150)),
    ("morning", "mid"): ((1, -180), (1, -60)),
    ("morning", "late"): ((1, -90), (1, 0)),
    ("afternoon", "early"): ((0, 0), (0, 120)),
    ("afternoon", "mid"): ((0, 120), (0, 240)),
    ("afternoon", "late"): ((1, -90), (1, 30)),
    ("evening", "early"): ((0, 0), (0, 120)),
    ("evening", "late"): ((0, 180), (1, 0)),
    ("night", "late"): ((0, 180), (1, 0)),
}


@dataclass(frozen=True)
class DayParts:
    """Where the parts of a day begin, in minutes of the day of whoever names them.

    Attributes:
        afternoon_minute: the morning ends here.
        evening_minute: the afternoon ends here.
        night_minute: "at night"; for an offer it is the evening.
        lunch: half-open; "after lunch" begins in its middle.
    """

    afternoon_minute: int = 12 * 60
    evening_minute: int = 17 * 60
    night_minute: int = 18 * 60
    lunch: tuple[int, int] = (12 * 60, 14 * 60)

    @cached_property
    def of_parts(self) -> dict[Part, tuple[int, int]]:
        """Half-open minutes of the day for a start, in order; together they are the whole day."""
        return {
            Part.MORNING: (0, self.afternoon_minute),
            Part.AFTERNOON: (self.afternoon_minute, self.evening_minute),
            Part.EVENING: (self.evening_minute, DAY_MINUTES),
        }

    @cached_property
    def _of_words(self) -> dict[str, tuple[int, int]]:
        lunch, after = self.lunch[0], sum(self.lunch) // 2
        return {
            **{part.value: hours for part, hours in self.of_parts.items()},
            "night": (self.night_minute, DAY_MINUTES),
            "lunchtime": self.lunch,
            "first_thing": (8 * 60, 10 * 60),
            "end_of_day": (15 * 60, 18 * 60),
            "after_lunch": (after, max(self.evening_minute, after + 60)),
            "before_lunch": (0, lunch),
            "after_work": (self.evening_minute, DAY_MINUTES),
            "before_work": (0, 9 * 60),
        }

    def part_of(self, minute: int) -> Part:
        """The part of the day in which a minute (0 to 1439) lies. Pure.

        >>> DayParts().part_of(11 * 60 + 59), DayParts(evening_minute=18 * 60).part_of(17 * 60)
        (<Part.MORNING: 'morning'>, <Part.AFTERNOON: 'afternoon'>)
        """
        return next(part for part, (start, end) in self.of_parts.items() if start <= minute < end)

    def part_named(self, hours: tuple[int, int]) -> Part | None:
        """The part that has exactly these hours, if one has. Pure."""
        return next((part for part, its in self.of_parts.items() if its == hours), None)

    def hours_of(self, word: str, shade: str | None = None) -> tuple[int, int]:
        """Half-open minutes of the day for a start. Pure.

        Args:
            word: name of a ``hearing.spoken.PartOfDay``.
            shade: "early", "mid" or "late"; one that such a part does not have changes nothing.

        >>> DayParts().hours_of("afternoon", "late"), DayParts(evening_minute=18 * 60).hours_of("evening")
        ((930, 1050), (1080, 1440))
        """
        whole = self._of_words[word]
        edges = _SHADES.get((word, shade or ""))
        if edges is None:
            return whole
        start, end = (min(max(whole[edge] + minutes, 0), DAY_MINUTES) for edge, minutes in edges)
        # Of a part that an owner made short, "mid" may not be there.
        return (start, end) if whole[0] <= start < end else whole


USUAL = DayParts()  # the hours of owners who say nothing else
