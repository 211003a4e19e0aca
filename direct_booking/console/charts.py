"""Small charts: numbers -> the bars of a drawing. Pure; the templates draw them, and tell them in words."""

from collections.abc import Sequence
from dataclasses import dataclass

# Stretched to whatever room there is: words stand beside the drawing, never in it.
WIDTH, HEIGHT = 600, 120
_GAP = 0.2


@dataclass(frozen=True)
class Bar:
    """One bar, in the units of the drawing; ``x`` and ``y`` are its upper left corner.

    Attributes:
        value: what it stands for; ``name`` says of what.
    """

    name: str
    value: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bars:
    """A drawing of bars, the first one at the left.

    Attributes:
        highest: the largest value; 0 for none.
        total: of all values.
    """

    bars: tuple[Bar, ...]
    highest: int
    total: int
    width: int = WIDTH
    height: int = HEIGHT


def bars(values: Sequence[tuple[str, int]]) -> Bars:
    """Bars for these names and values, as high as their share of the highest.

    >>> [(bar.x, bar.y, bar.height) for bar in bars([("Mon", 1), ("Tue", 2)]).bars]
    [(30.0, 60.0, 60.0), (330.0, 0.0, 120.0)]
    """
    highest = max((value for _name, value in values), default=0)
    step = WIDTH / max(1, len(values))
    drawn = []
    for place, (name, value) in enumerate(values):
        height = round(HEIGHT * value / highest, 1) if highest else 0.0
        x = round((place + _GAP / 2) * step, 1)
        drawn.append(Bar(name, value, x, HEIGHT - height, round(step * (1 - _GAP), 1), height))
    return Bars(tuple(drawn), highest, sum(value for _name, value in values))
