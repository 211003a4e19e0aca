"""Rules as data, and the one engine that reads text by them.

A rule is a name, a pattern and a constructor::

    Rule("CLOCK", "half past HOUR", lambda hour: Clock(hour, 30))

In a pattern, words in lower case stand for themselves; names in capitals are word classes (``tokens.py``) or
names of other rules, and their values are given to the constructor in order; ``( | )`` is a choice and ``?``
makes the item before it optional (a name left out gives None). A constructor that gives None refuses. Of two
rules with one name that read the same words, the one that stands first wins.

What the rules are is in the ``rules_*`` modules; what is made of the pieces they find is in ``assembly.py``.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from direct_booking.hearing.times.tokens import TOKEN_CLASSES, Token

_TERM = re.compile(r"[A-Z][A-Z0-9_]*|[a-z0-9'.]+|[()|?]")


@dataclass(frozen=True)
class Rule:
    """One way to say something; see the module."""

    name: str
    pattern: str
    make: Callable[..., Any]


@dataclass
class _Node:
    """A place in the tree of all patterns of one name."""

    terms: dict[str, "_Node"] = field(default_factory=dict)
    names: dict[str, "_Node"] = field(default_factory=dict)
    accepts: list[tuple[int, Callable[..., Any], tuple[int, ...], int]] = field(default_factory=list)


class Grammar:
    """Rules, prepared for reading."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Prepare.

        Raises:
            ValueError: a pattern names what does not exist, can read no words at all, or begins with itself.
        """
        rules = tuple(rules)
        self._trees: dict[str, _Node] = {rule.name: _Node() for rule in rules}
        for priority, rule in enumerate(rules):
            self._add(priority, rule)
        self._firsts: dict[str, frozenset[str]] = {}
        for name in self._trees:
            self._first(name, ())

    def reads(self, tokens: Sequence[Token]) -> "_Reading":
        """A reading of these words; ask it for values. Pure."""
        return _Reading(self._trees, self._firsts, tokens)

    def _add(self, priority: int, rule: Rule) -> None:
        expansions, slots = _expand(rule.pattern)
        for terms in expansions:
            node, filled = self._trees[rule.name], []
            if not terms:
                raise ValueError(f"{rule.name}: {rule.pattern!r} reads no words")
            for term, slot in terms:
                if slot is not None:
                    filled.append(slot)
                if slot is not None and term not in TOKEN_CLASSES and term not in self._trees:
                    raise ValueError(f"{rule.name}: {rule.pattern!r} names {term}, which does not exist")
                branches = node.names if term in self._trees else node.terms
                node = branches.setdefault(term, _Node())
            node.accepts.append((priority, rule.make, tuple(filled), slots))
            node.accepts.sort(key=lambda accept: accept[0])

    def _first(self, name: str, above: tuple[str, ...]) -> frozenset[str]:
        """The classes with which something of this name can begin."""
        if name in above:
            raise ValueError(f"{name} begins with itself")
        if name not in self._firsts:
            root = self._trees[name]
            first = frozenset(root.terms).union(*(self._first(other, (*above, name)) for other in root.names))
            self._firsts[name] = first
        return self._firsts[name]


class _Reading:
    """What the rules find in one text; each question is answered once."""

    def __init__(self, trees, firsts, tokens: Sequence[Token]) -> None:
        self._trees = trees
        self._firsts = firsts
        self._tokens = tokens
        self._known: dict[tuple[str, int], tuple[tuple[int, Any], ...]] = {}

    def at(self, name: str, place: int) -> tuple[tuple[int, Any], ...]:
        """Every ``(end, value)`` that a rule of this name reads from this word on."""
        key = (name, place)
        if key not in self._known:
            found: dict[int, tuple[int, Any]] = {}
            if not self._firsts[name].isdisjoint(self._tokens[place].classes):
                self._walk(self._trees[name], place, (), found)
            self._known[key] = tuple((end, value) for end, (_, value) in found.items())
        return self._known[key]

    def _walk(self, node: _Node, place: int, values: tuple, found: dict) -> None:
        if node.accepts:
            self._accept(node, place, values, found)
        if place == len(self._tokens):
            return
        classes = self._tokens[place].classes
        if node.terms:
            for term, value in classes.items():
                child = node.terms.get(term)
                if child is not None:
                    self._walk(child, place + 1, (*values, value) if term.isupper() else values, found)
        for name, child in node.names.items():
            if not self._firsts[name].isdisjoint(classes):
                for end, value in self.at(name, place):
                    self._walk(child, end, (*values, value), found)

    @staticmethod
    def _accept(node: _Node, place: int, values: tuple, found: dict) -> None:
        for priority, make, filled, slots in node.accepts:
            if place in found and found[place][0] <= priority:
                return
            arguments = [None] * slots
            for slot, value in zip(filled, values, strict=True):
                arguments[slot] = value
            value = make(*arguments)
            if value is not None:
                found[place] = (priority, value)
                return


def _expand(pattern: str) -> tuple[list[tuple[tuple[str, int | None], ...]], int]:
    """A pattern as all sequences of ``(term, slot)`` that it allows, and its number of slots."""
    terms, count = [], 0
    for term in _TERM.findall(pattern):
        capital = term[0].isupper()
        terms.append((term, count if capital else None))
        count += capital
    try:
        sequences, rest = _choice(terms)
    except ValueError as error:
        raise ValueError(f"{pattern!r}: {error}") from error
    if rest:
        raise ValueError(f"{pattern!r}: a bracket too many")
    return sequences, count


def _choice(terms: list) -> tuple[list[tuple], list]:
    choices, rest = _sequence(terms)
    while rest and rest[0][0] == "|":
        more, rest = _sequence(rest[1:])
        choices = choices + more
    return choices, rest


def _sequence(terms: list) -> tuple[list[tuple], list]:
    sequences: list[tuple] = [()]
    while terms and terms[0][0] not in ("|", ")"):
        if terms[0][0] == "(":
            choices, rest = _choice(terms[1:])
            if not rest:
                raise ValueError("a bracket is not closed")
            terms = rest[1:]
        else:
            choices, terms = [(terms[0],)], terms[1:]
        if terms and terms[0][0] == "?":
            choices, terms = [(), *choices], terms[1:]
        sequences = [left + right for left in sequences for right in choices]
    return sequences, terms
