"""Times in what a caller says, from words to a ``Spoken``: nothing about now, no zone, nothing guessed.

The rules of the language are the ``rules_*`` modules, the engine is ``grammar.py``, how pieces belong
together is ``assembly.py``. Which dates and minutes are meant is for ``scheduling.narrowing``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from direct_booking.hearing.spoken import Clock, Spoken, When
from direct_booking.hearing.times.assembly import Piece, assemble
from direct_booking.hearing.times.fillers import FILLERS, INTRODUCING
from direct_booking.hearing.times.grammar import Grammar
from direct_booking.hearing.times.pieces import Mark, Only, Operation, Several
from direct_booking.hearing.times.rules_asides import ASIDES, SEEINGS
from direct_booking.hearing.times.rules_dates import DATES, MONTHS
from direct_booking.hearing.times.rules_day_ranges import DAY_RANGES
from direct_booking.hearing.times.rules_days import POINTS
from direct_booking.hearing.times.rules_hours import CLOCKS, HOURS, PARTS
from direct_booking.hearing.times.rules_moves import MOVES
from direct_booking.hearing.times.rules_numbers import NUMBERS
from direct_booking.hearing.times.rules_offers import OPERATIONS
from direct_booking.hearing.times.rules_ranges import RANGES
from direct_booking.hearing.times.rules_remarks import REMARKS
from direct_booking.hearing.times.rules_stretches import SPANS
from direct_booking.hearing.times.rules_whens import (
    ALONE,
    PIECES,
    SEVERALS,
    WHENS,
)
from direct_booking.hearing.times.tokens import Token, tokenize
from direct_booking.vocabulary.listing import listed

_TIMES = NUMBERS + CLOCKS + RANGES + PARTS + HOURS + DATES + MONTHS + POINTS + SPANS + DAY_RANGES + WHENS
_GRAMMAR = Grammar(_TIMES + OPERATIONS + SEVERALS + REMARKS + MOVES + ALONE + SEEINGS + ASIDES + PIECES)

# What stands, character for character, for words that another kind of value has claimed.
CLAIMED = "|"

# What a word is worth when a piece is made of it; every piece costs a little, so that few long ones win.
_WORD_WORTH = 10
_PERHAPS_ASIDE_WORTH = 6
_ALONE_WORTH = 2
_PIECE_COST = 1


@dataclass(frozen=True)
class HeardTime:
    """What a turn says about time.

    Attributes:
        spoken: the values.
        spans: half-open character offsets of the words used, in order.
    """

    spoken: Spoken
    spans: tuple[tuple[int, int], ...]


def hear(text: str) -> HeardTime | None:
    """Hear the times in a turn. Pure; never raises on a string.

    Args:
        text: the words; those that are some other value may be overwritten with ``CLAIMED``.

    Returns:
        None when the turn says nothing about time.

    >>> hear("a week from thursday please").spoken.alternatives
    (When(day=Shifted(day=Weekday(weekday=3, relative=None), days=7, months=0), hours=None),)
    >>> hear("um tuesday, no, wednesday").spans
    ((3, 10), (16, 25))
    >>> hear("just a second") is None
    True
    """
    tokens = tokenize(text)
    pieces = _not_denied(tokens, _out_of_digit_runs(text, tokens, _best(tokens)))
    pieces = _set_apart(tokens, pieces)
    alone = _alone(text, tokens, pieces)
    pieces = tuple(
        _counting(piece) for piece in pieces if not isinstance(piece.value, Only) or piece.end <= alone
    )
    spoken, used = assemble(pieces)
    if spoken is None:
        return None
    return HeardTime(spoken, tuple((tokens[p.start].start, tokens[p.end - 1].end) for p in used))


def _counting(piece: Piece) -> Piece:
    """A piece that counts: "first", when that is all, says which one of the offer."""
    only = isinstance(piece.value, Only) and isinstance(piece.value.when, Operation)
    return replace(piece, value=piece.value.when) if only else piece


def _best(tokens: Sequence[Token]) -> tuple[Piece, ...]:
    """The pieces that together read the most words, with the fewest pieces."""
    reading = _GRAMMAR.reads(tokens)
    best: list[tuple[int, Piece | None]] = [(0, None)] * (len(tokens) + 1)
    for place in range(len(tokens) - 1, -1, -1):
        best[place] = (best[place + 1][0], None)
        for end, value in reading.at("PIECE", place):
            worth = (end - place) * _worth(value) - _PIECE_COST + best[end][0]
            if worth > best[place][0]:
                best[place] = (worth, Piece(place, end, value))
    pieces, place = [], 0
    while place < len(tokens):
        piece = best[place][1]
        if piece is not None:
            pieces.append(piece)
        place = piece.end if piece is not None else place + 1
    return tuple(pieces)


def _worth(value: object) -> int:
    if value == Mark.PERHAPS_ASIDE:
        return _PERHAPS_ASIDE_WORTH
    return _ALONE_WORTH if isinstance(value, Only) else _WORD_WORTH


_DIGITS = frozenset(("UNIT", "INT", "TEEN", "TENS", "HHMM", "oh", "o", "zero", "figures", "dash"))


def _out_of_digit_runs(text: str, tokens: Sequence[Token], pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Without clock times that are a stretch of more digits: half a telephone number is no time."""

    def touches_digits(piece: Piece) -> bool:
        touches = _run_on(text, tokens, piece.start - 1) or _run_on(text, tokens, piece.end - 1)
        return touches and not _listed(text, tokens, piece.end)

    return tuple(piece for piece in pieces if not (_is_clock(piece.value) and touches_digits(piece)))


def _is_clock(value: object) -> bool:
    if isinstance(value, Several):
        return all(map(_is_clock, value.whens))
    when = value.when if isinstance(value, Only) else value
    return isinstance(when, When) and when.day is None and isinstance(when.hours, Clock)


def _run_on(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether a digit and the word after it are digits of one run: no comma parts them."""
    pair = tokens[max(place, 0) : place + 2]
    together = len(pair) == 2 and place >= 0 and not text[pair[0].end : pair[1].start].strip(" -")
    return together and not any(_DIGITS.isdisjoint(token.classes) for token in pair)


def _listed(text: str, tokens: Sequence[Token], place: int) -> bool:
    """ "two three or four": a list of times, of which the last is said with "or"."""
    while _run_on(text, tokens, place - 1):
        place += 1
    return place < len(tokens) and "or" in tokens[place].classes


_DENYING = listed("not no neither none nor never cannot cant dont doesnt didnt wont isnt wouldnt")


def _not_denied(tokens: Sequence[Token], pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Without an "either" that takes nothing: "that doesn't work either", "either Monday or Tuesday"."""
    beside_time = any(isinstance(piece.value, When | Only | Several) for piece in pieces)

    def takes_nothing(piece: Piece) -> bool:
        if not isinstance(piece.value, Operation) or not piece.value.unless_denied:
            return False
        return beside_time or any(_denies(token) for token in tokens[: piece.start])

    return tuple(piece for piece in pieces if not takes_nothing(piece))


def _denies(token: Token) -> bool:
    return any(word in _DENYING or word.endswith("n't") for word in token.classes)


def _set_apart(tokens: Sequence[Token], pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Note which pieces stand apart from the one before: "I have work on Tuesday so what about Wednesday"."""
    found, before = [], None
    for piece in pieces:
        between = tokens[before.end : piece.start] if before is not None else ()
        apart = any(FILLERS.isdisjoint(token.classes) for token in between)
        found.append(replace(piece, apart=apart))
        before = piece
    return tuple(found)


def _alone(text: str, tokens: Sequence[Token], pieces: Sequence[Piece]) -> int:
    """How many words, from the first, are little more than the times in them: a number alone is a time there.

    The whole turn, or what comes before the first words that are claimed: "ten please, it's ..."; else 0.
    """
    if _nearly_all(tokens, pieces):
        return len(tokens)
    border = text.find(CLAIMED)
    opening = [token for token in tokens if token.end <= border]
    while opening and not INTRODUCING.isdisjoint(opening[-1].classes):
        opening.pop()
    inside = [piece for piece in pieces if piece.end <= len(opening)]
    return len(opening) if inside and _nearly_all(opening, inside) else 0


def _nearly_all(tokens: Sequence[Token], pieces: Sequence[Piece]) -> bool:
    """Whether these words are little more than the times in them."""
    used = {word for piece in pieces for word in range(piece.start, piece.end)}
    rest = (token for word, token in enumerate(tokens) if word not in used)
    return all(not FILLERS.isdisjoint(token.classes) for token in rest) and all(
        piece.value not in (Mark.ASIDE, Mark.PERHAPS_ASIDE) for piece in pieces
    )
