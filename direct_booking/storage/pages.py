"""One page of a list that is longer than a screen, and how text is looked for in a column."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import GenericFunction

Item = TypeVar("Item")
# More fits on no screen, and keeps no database busy.
MOST = 500


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page.

    Attributes:
        items: in the order of the list.
        number: counted from 1.
        size: how many items a full page has.
        total: how many items all pages have together.
    """

    items: tuple[Item, ...]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; 1 for an empty list."""
        return max(1, -(-self.total // self.size))


def bounds(number: int, size: int) -> tuple[int, int]:
    """A page's number and size as they can be had: at least 1, a size of at most ``MOST``. Pure.

    >>> bounds(0, 10_000)
    (1, 500)
    """
    # No database counts further than this.
    return min(max(1, number), 1_000_000), min(max(1, size), MOST)


def holds(column: ColumnElement, words: str) -> ColumnElement:
    """That a column in lower case holds each of these words, wherever it does."""
    condition = column.is_not(None)
    for word in words.lower().split():
        condition &= _Place(column, word) > 0
    return condition


class _Place(GenericFunction):
    """Where a text stands in another, counted from 1; 0 when it does not. Several times as quick as LIKE."""

    name = "place_of_text"
    type = Integer()
    inherit_cache = True


@compiles(_Place, "sqlite")
def _on_sqlite(element, compiler, **how) -> str:
    return f"instr({compiler.process(element.clauses, **how).strip('()')})"


@compiles(_Place, "postgresql")
def _on_postgresql(element, compiler, **how) -> str:
    return f"strpos({compiler.process(element.clauses, **how).strip('()')})"
