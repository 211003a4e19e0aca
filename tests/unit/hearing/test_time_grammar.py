"""The engine that reads text by rules."""

import pytest

from direct_booking.hearing.times.grammar import Grammar, Rule
from direct_booking.hearing.times.tokens import MAX_WORDS, tokenize


def read(rules: list[Rule], text: str, name: str = "A") -> dict[int, object]:
    return dict(Grammar(rules).reads(tokenize(text)).at(name, 0))


def test_a_choice_an_option_and_a_word_class_are_read():
    """``( | )``, ``?`` and names in capitals; a name left out gives None."""
    rules = [Rule("A", "(at | on) the? INT? WEEKDAY", lambda number, weekday: (number, weekday))]
    assert read(rules, "on the monday") == {3: (None, 0)}
    assert read(rules, "at 2 tuesday") == {3: (2, 1)}


def test_the_first_rule_wins_and_a_refusal_leaves_it_to_the_next():
    """Order is priority; None refuses."""
    rules = [
        Rule("A", "INT", lambda number: "small" if number < 10 else None),
        Rule("A", "INT", lambda number: "any"),
    ]
    assert read(rules, "5") == {1: "small"}
    assert read(rules, "15") == {1: "any"}


def test_every_length_is_found():
    """A prefix that is complete in itself is a result too."""
    rules = [Rule("A", "monday B?", lambda b: b), Rule("B", "morning", lambda: "am")]
    rules[0] = Rule("A", "monday B?", lambda b: b or "day")
    assert read(rules, "monday morning") == {1: "day", 2: "am"}


@pytest.mark.parametrize(
    ("rules", "complaint"),
    [
        ([("A", "NOWHERE")], "does not exist"),
        ([("A", "one?")], "reads no words"),
        ([("A", "(one | two")], "not closed"),
        ([("A", "one) two")], "too many"),
        ([("A", "A one")], "begins with itself"),
        ([("A", "B one"), ("B", "A two")], "begins with itself"),
    ],
)
def test_a_rule_that_cannot_work_is_refused_when_the_grammar_is_built(rules, complaint):
    """A slip in a table is found at once, not by a caller."""
    with pytest.raises(ValueError, match=complaint):
        Grammar(Rule(name, pattern, lambda *_: True) for name, pattern in rules)


def test_a_long_turn_is_cut():
    """The work for one turn is bounded."""
    assert len(tokenize("two " * 1000)) <= MAX_WORDS
