"""How the tests of times speak: the days by their names, and the first thing that was heard in some words."""

from direct_booking.hearing.spoken import Half, Weekday, When
from direct_booking.hearing.times import hear

AM, PM = Half.AM, Half.PM
MON, TUE, WED, THU, FRI = (Weekday(n) for n in range(5))


def whens(words: str) -> tuple[When, ...]:
    """Every reading of a text; none where nothing was heard."""
    heard = hear(words)
    return heard.spoken.alternatives if heard else ()
