"""Words of the calendar and the clock: weekdays, months, parts of the day, holidays, zones.

Number words are in ``numbers.py``; how all of them are put together is in ``hearing.times``, how they are
said in ``saying.times``.
"""

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

WEEKDAYS = {name.lower(): number for number, name in enumerate(WEEKDAY_NAMES)} | {
    "tues": 1,
    "teusday": 1,
    "weds": 2,
    "wensday": 2,
    "wednsday": 2,
    "thurs": 3,
    "thur": 3,
    "thu": 3,
    "fri": 4,
}

# Words of their own that mean a weekday only beside a date: "sat 14th", not "I sat".
WEEKDAY_STUBS = {"mon": 0, "tue": 1, "wed": 2, "sat": 5, "sun": 6}

WEEKDAY_PLURALS = {name.lower() + "s": number for number, name in enumerate(WEEKDAY_NAMES)}

MONTHS = {
    name.lower(): number
    for number, name in enumerate(MONTH_NAMES, start=1)
    if name not in ("March", "May")
} | {"febuary": 2, "feburary": 2}  # fmt: skip

# Words of their own that mean a month only beside a day or a preposition: "may 9", not "may I".
MONTH_STUBS = {
    "march": 3, "may": 5, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

# Name of a part of the day, as in ``scheduling.day_parts.HOURS``, and the words for it.
PART_WORDS = {
    "morning": "morning",
    "mornings": "morning",
    "afternoon": "afternoon",
    "afternoons": "afternoon",
    "evening": "evening",
    "evenings": "evening",
    "night": "night",
    "nights": "night",
    "nighttime": "night",
    "lunchtime": "lunchtime",
    "lunch": "lunchtime",
    "lunches": "lunchtime",
    "overnight": "night",
}

# Which half of the day an hour of 1 to 11 is in; at night it is the evening's.
PART_HALVES = {
    "morning": "am",
    "afternoon": "pm",
    "evening": "pm",
    "night": "pm",
    "lunchtime": "pm",
    "first_thing": "am",
    "before_lunch": "am",
    "before_work": "am",
    "after_lunch": "pm",
    "after_work": "pm",
    "end_of_day": "pm",
}

# The parts of which all others are a stretch.
MAIN_PARTS = frozenset({"morning", "afternoon", "evening", "night"})

NIGHT_AFTER_MIDNIGHT_HOURS = (12, 1, 2, 3, 4)

# Name of a holiday, and the words for it; the rule for its date is in ``scheduling.holidays``.
HOLIDAYS = {
    "new_years_day": ("new year's day", "new years day", "new year's", "new years", "new year"),
    "martin_luther_king_day": (
        "martin luther king day",
        "martin luther king jr day",
        "martin luther king junior day",
        "mlk day",
        "martin luther king's day",
        "m l k day",
    ),
    "valentines_day": ("valentine's day", "valentines day", "valentine's", "valentine day"),
    "presidents_day": ("presidents day", "president's day", "presidents' day"),
    "saint_patricks_day": (
        "saint patrick's day",
        "saint patricks day",
        "st patrick's day",
        "st patricks day",
    ),
    "good_friday": ("good friday",),
    "easter": ("easter sunday", "easter day", "easter"),
    "easter_monday": ("easter monday",),
    "cinco_de_mayo": ("cinco de mayo",),
    "mothers_day": ("mother's day", "mothers day"),
    "memorial_day": ("memorial day",),
    "juneteenth": ("juneteenth",),
    "fathers_day": ("father's day", "fathers day"),
    "independence_day": ("independence day", "the fourth of july holiday"),
    "labor_day": ("labor day", "labour day"),
    "columbus_day": ("columbus day", "indigenous peoples day"),
    "halloween": ("halloween",),
    "veterans_day": ("veterans day", "veteran's day"),
    "thanksgiving": ("thanksgiving day", "thanksgiving"),
    "black_friday": ("black friday",),
    "cyber_monday": ("cyber monday",),
    "christmas_eve": ("christmas eve", "xmas eve"),
    "christmas": ("christmas day", "christmas", "xmas day", "xmas"),
    "boxing_day": ("boxing day",),
    "new_years_eve": ("new year's eve", "new years eve"),
    "groundhog_day": ("groundhog day",),
    "womens_day": ("women's day", "international women's day"),
    "shrove_tuesday": ("shrove tuesday", "fat tuesday", "mardi gras", "pancake day"),
    "ash_wednesday": ("ash wednesday",),
    "palm_sunday": ("palm sunday",),
    "maundy_thursday": ("maundy thursday", "holy thursday"),
    "ascension_day": ("ascension day",),
    "pentecost": ("pentecost", "whit sunday"),
    "whit_monday": ("whit monday", "pentecost monday"),
    "april_fools_day": ("april fools day", "april fool's day", "april fools", "all fools day"),
    "earth_day": ("earth day",),
    "tax_day": ("tax day",),
    "may_day": ("may day",),
    "early_may_bank_holiday": ("early may bank holiday", "may bank holiday"),
    "spring_bank_holiday": ("spring bank holiday",),
    "summer_bank_holiday": ("summer bank holiday", "august bank holiday"),
    "victoria_day": ("victoria day",),
    "flag_day": ("flag day",),
    "canada_day": ("canada day",),
    "australia_day": ("australia day",),
    "anzac_day": ("anzac day",),
    "parents_day": ("parents day", "parents' day", "parent's day"),
    "grandparents_day": ("grandparents day", "grandparents' day"),
    "bosses_day": ("boss's day", "bosses day", "boss day"),
    "all_saints_day": ("all saints day", "all saints' day"),
    "guy_fawkes_night": ("guy fawkes night", "guy fawkes day", "bonfire night"),
    "remembrance_day": ("remembrance day",),
    "election_day": ("election day",),
    "small_business_saturday": ("small business saturday",),
    "giving_tuesday": ("giving tuesday",),
    "kwanzaa": ("kwanzaa",),
}

# What a caller calls a zone; the rest are called by their city.
ZONE_NAMES = {
    "America/New_York": "Eastern",
    "America/Detroit": "Eastern",
    "America/Toronto": "Eastern",
    "America/Indiana/Indianapolis": "Eastern",
    "America/Kentucky/Louisville": "Eastern",
    "US/Eastern": "Eastern",
    "America/Chicago": "Central",
    "America/Winnipeg": "Central",
    "America/Menominee": "Central",
    "US/Central": "Central",
    "America/Denver": "Mountain",
    "America/Boise": "Mountain",
    "America/Edmonton": "Mountain",
    "US/Mountain": "Mountain",
    "America/Phoenix": "Arizona",
    "US/Arizona": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Vancouver": "Pacific",
    "US/Pacific": "Pacific",
    "America/Anchorage": "Alaska",
    "America/Juneau": "Alaska",
    "US/Alaska": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "US/Hawaii": "Hawaii",
    "America/Halifax": "Atlantic",
    "America/Puerto_Rico": "Atlantic",
    "America/St_Johns": "Newfoundland",
    "UTC": "UTC",
    "Etc/UTC": "UTC",
}
