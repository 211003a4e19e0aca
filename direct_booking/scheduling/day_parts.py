"""The hours of the parts of a day, and of the finer words that callers use for them.

Which of them was said is worked out in ``hours.py``; "first thing" and "end of the day" follow the opening
hours in ``resolving.py``.
"""

from direct_booking.scheduling.offer import Part

NOON_MINUTE = 12 * 60
EVENING_MINUTE = 17 * 60
DAY_MINUTES = 24 * 60

# Half-open minutes of the day for a start.
PART_HOURS = {
    Part.MORNING: (0, NOON_MINUTE),
    Part.AFTERNOON: (NOON_MINUTE, EVENING_MINUTE),
    Part.EVENING: (EVENING_MINUTE, DAY_MINUTES),
}

HOURS = {
    "morning": PART_HOURS[Part.MORNING],
    "afternoon": PART_HOURS[Part.AFTERNOON],
    "evening": PART_HOURS[Part.EVENING],
    "night": (18 * 60, DAY_MINUTES),
    "lunchtime": (NOON_MINUTE, 14 * 60),
    "first_thing": (8 * 60, 10 * 60),
    "end_of_day": (15 * 60, 18 * 60),
    "after_lunch": (13 * 60, EVENING_MINUTE),
    "before_lunch": (0, NOON_MINUTE),
    "after_work": (EVENING_MINUTE, DAY_MINUTES),
    "before_work": (0, 9 * 60),
}

# With "early", "mid" or "late" before them.
SHADED_HOURS = {
    ("morning", "early"): (0, 9 * 60 + 30),
    ("morning", "mid"): (9 * 60, 11 * 60),
    ("morning", "late"): (10 * 60 + 30, NOON_MINUTE),
    ("afternoon", "early"): (NOON_MINUTE, 14 * 60),
    ("afternoon", "mid"): (14 * 60, 16 * 60),
    ("afternoon", "late"): (15 * 60 + 30, EVENING_MINUTE + 30),
    ("evening", "early"): (EVENING_MINUTE, 19 * 60),
    ("evening", "late"): (20 * 60, DAY_MINUTES),
    ("night", "late"): (21 * 60, DAY_MINUTES),
}

# These follow the opening hours when those are known: minutes after opening, minutes before closing.
FIRST_THING_MINUTES = 60
END_OF_DAY_MINUTES = 120


def part_of(minute: int) -> Part:
    """The part of the day in which a minute (0 to 1439) lies. Pure.

    >>> part_of(11 * 60 + 59), part_of(12 * 60), part_of(17 * 60)
    (<Part.MORNING: 'morning'>, <Part.AFTERNOON: 'afternoon'>, <Part.EVENING: 'evening'>)
    """
    return next(part for part, (start, end) in PART_HOURS.items() if start <= minute < end)
