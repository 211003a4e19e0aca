"""The dates of the days that callers name: "Thanksgiving", "Labor Day".

Which of them the owner keeps closed is a setting, not this; the words are in ``vocabulary.dates``.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth weekday (Monday 0) of a month, from its end when negative; None when there is none. Pure.

    >>> nth_weekday(2026, 11, 3, 4)
    datetime.date(2026, 11, 26)
    """
    length = monthrange(year, month)[1]
    days = [day for day in range(1, length + 1) if date(year, month, day).weekday() == weekday]
    if not 0 < abs(nth) <= len(days):
        return None
    return date(year, month, days[nth - 1 if nth > 0 else nth])


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int, days_after: int = 0) -> Callable[[int], date]:
    return lambda year: nth_weekday(year, month, weekday, nth) + timedelta(days_after)


def _easter(days_after: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days_after)


_RULES: dict[str, Callable[[int], date]] = {
    "new_years_day": _fixed(1, 1),
    "martin_luther_king_day": _nth(1, 0, 3),
    "valentines_day": _fixed(2, 14),
    "presidents_day": _nth(2, 0, 3),
    "saint_patricks_day": _fixed(3, 17),
    "good_friday": _easter(-2),
    "easter": _easter(0),
    "easter_monday": _easter(1),
    "cinco_de_mayo": _fixed(5, 5),
    "mothers_day": _nth(5, 6, 2),
    "memorial_day": _nth(5, 0, -1),
    "juneteenth": _fixed(6, 19),
    "fathers_day": _nth(6, 6, 3),
    "independence_day": _fixed(7, 4),
    "labor_day": _nth(9, 0, 1),
    "columbus_day": _nth(10, 0, 2),
    "halloween": _fixed(10, 31),
    "veterans_day": _fixed(11, 11),
    "thanksgiving": _nth(11, 3, 4),
    "black_friday": _nth(11, 3, 4, 1),
    "cyber_monday": _nth(11, 3, 4, 4),
    "christmas_eve": _fixed(12, 24),
    "christmas": _fixed(12, 25),
    "boxing_day": _fixed(12, 26),
    "new_years_eve": _fixed(12, 31),
    "groundhog_day": _fixed(2, 2),
    "womens_day": _fixed(3, 8),
    "shrove_tuesday": _easter(-47),
    "ash_wednesday": _easter(-46),
    "palm_sunday": _easter(-7),
    "maundy_thursday": _easter(-3),
    "ascension_day": _easter(39),
    "pentecost": _easter(49),
    "whit_monday": _easter(50),
    "april_fools_day": _fixed(4, 1),
    "earth_day": _fixed(4, 22),
    "tax_day": _fixed(4, 15),
    "may_day": _fixed(5, 1),
    "early_may_bank_holiday": _nth(5, 0, 1),
    "spring_bank_holiday": _nth(5, 0, -1),
    "summer_bank_holiday": _nth(8, 0, -1),
    "victoria_day": lambda year: date(year, 5, 24) - timedelta(date(year, 5, 24).weekday()),
    "flag_day": _fixed(6, 14),
    "canada_day": _fixed(7, 1),
    "australia_day": _fixed(1, 26),
    "anzac_day": _fixed(4, 25),
    "parents_day": _nth(7, 6, 4),
    "grandparents_day": _nth(9, 0, 1, 6),
    "bosses_day": _fixed(10, 16),
    "all_saints_day": _fixed(11, 1),
    "guy_fawkes_night": _fixed(11, 5),
    "remembrance_day": _fixed(11, 11),
    "election_day": _nth(11, 0, 1, 1),
    "small_business_saturday": _nth(11, 3, 4, 2),
    "giving_tuesday": _nth(11, 3, 4, 5),
    "kwanzaa": _fixed(12, 26),
}


def holiday(name: str, year: int) -> date:
    """The date of a named day in a year. Pure; ``name`` is a key of ``vocabulary.dates.HOLIDAYS``."""
    return _RULES[name](year)
