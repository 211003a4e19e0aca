"""How numbers, ordinals, years and lengths of time are said.

The words themselves are in ``vocabulary.numbers``; hours and days are in the other ``rules_*`` modules.
"""

from direct_booking.hearing.times.grammar import Rule


def same(value):
    """The value as it is."""
    return value


def constant(value):
    """A constructor that gives this value, whatever was named."""
    return lambda *_: value


def only(first: int, last: int):
    """A constructor that refuses numbers outside of ``[first, last]``."""
    return lambda number: number if first <= number <= last else None


def _days(count: int | None, days: int) -> tuple[int, int]:
    return ((1 if count is None else count) * days, 0)


NUMBERS = (
    Rule("N", "(INT | UNIT | TEEN | TENS)", lambda *n: next(x for x in n if x is not None)),
    Rule("N", "TENS UNIT", lambda tens, unit: tens + unit),
    # A day of a month, a year.
    Rule("DAY_NUMBER", "N", only(1, 31)),
    Rule("ORDINAL_WORD", "(ORDINAL_UNIT | ORDINAL_TEEN | ORDINAL_TENS)", lambda *n: next(x for x in n if x)),
    Rule("ORDINAL_WORD", "TENS ORDINAL_UNIT", lambda tens, unit: tens + unit),
    Rule("ORDINAL", "ORDINAL_FIGURES", only(1, 31)),
    Rule("ORDINAL", "ORDINAL_WORD", only(1, 31)),
    Rule("YEAR", "YEAR4", same),
    Rule("YEAR", "twenty TEEN", lambda teen: 2000 + teen),
    Rule("YEAR", "twenty TENS UNIT?", lambda tens, unit: 2000 + tens + (unit or 0)),
    Rule("YEAR", "two thousand and? N", lambda number: 2000 + number),
    # Minutes after a bare hour: always two figures or words that cannot be another hour alone.
    Rule("MINUTE", "MINUTE2", same),
    Rule("MINUTE", "TEEN", same),
    Rule("MINUTE", "TENS", only(20, 50)),
    Rule("MINUTE", "TENS UNIT", lambda tens, unit: tens + unit if tens < 60 else None),
    Rule(
        "MINUTE",
        "(o | oh | zero) (UNIT | INT)",
        lambda word, figure: word or (figure if figure < 10 else None),
    ),
    # A lone nought is no time: only "0 30" is.
    Rule("HOUR", "N", only(1, 24)),
    Rule("HOUR_OR_ZERO", "N", only(0, 24)),
    # Lengths: (days, months).
    Rule("COUNT", "N", only(1, 99)),
    Rule("COUNT", "(a | an)", constant(1)),
    Rule("COUNT", "a? couple (of | more)?", constant(2)),
    Rule("COUNT", "a? few (more)?", constant(3)),
    Rule("DAYS", "COUNT (day | days)", lambda n: _days(n, 1)),
    Rule("DAYS", "COUNT (week | weeks)", lambda n: _days(n, 7)),
    Rule("DAYS", "COUNT (fortnight | fortnights)", lambda n: _days(n, 14)),
    Rule("DAYS", "COUNT (month | months)", lambda n: (0, n)),
    Rule("DAYS", "COUNT (year | years)", lambda n: (0, 12 * n)),
    Rule("DAYS", "(half a year | six months)", constant((0, 6))),
    Rule("LENGTH", "ABOUT? DAYS (or so | or thereabouts)?", lambda _, length: length),
    Rule(
        "ABOUT",
        "(about | around | roughly | approximately | maybe | like | exactly)",
        constant(True),
    ),
    Rule("LENGTH", "DAYS and? DAYS", lambda a, b: (a[0] + b[0], a[1] + b[1])),
    # Lengths of a part of a day, in minutes.
    Rule("MINUTES", "COUNT (minute | minutes | min | mins)", same),
    Rule("MINUTES", "COUNT (hour | hours)", lambda n: n * 60),
    Rule("MINUTES", "half (an | a)? hour", constant(30)),
    Rule("MINUTES", "half hour", constant(30)),
    Rule("MINUTES", "a half hour", constant(30)),
    Rule("MINUTES", "COUNT and a half hours", lambda n: n * 60 + 30),
    Rule("MINUTES", "(an | one) hour and a half", constant(90)),
    Rule("MINUTES", "a? quarter of an hour", constant(15)),
    Rule("MINUTES", "three quarters of an hour", constant(45)),
    Rule("MINUTES", "COUNT (hour | hours) and? N (minutes | mins)?", lambda h, m: h * 60 + m),
    Rule("MINUTES", "(an | one) hour or two", constant(60)),
    Rule("MINUTES", "hour and a half", constant(90)),
    Rule("SOME_MINUTES", "ABOUT? MINUTES (or so | or thereabouts)?", lambda _, minutes: minutes),
)
