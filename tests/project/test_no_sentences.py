"""What a caller hears is written in ``domain.yml`` only, where the designer can edit it."""

import ast
import re
from collections.abc import Iterator

import pytest
from project_files import modules, strings

# Rooms whose strings could be spoken.
SPEAKING = ("actions", "direct_booking/saying", "direct_booking/channels")
# A failure's message is for a log; so is what is logged.
FOR_OPERATORS = re.compile(r"(logger|logging)\b.*|.*(Error|Exception|Misconfigured)")


def for_operators(tree: ast.AST) -> set[ast.AST]:
    """Every node within a log call or a raised exception."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        is_log = isinstance(node, ast.Call) and FOR_OPERATORS.fullmatch(ast.unparse(node.func))
        if is_log or isinstance(node, ast.Raise):
            found |= set(ast.walk(node))
    return found


def sentences(tree: ast.Module) -> Iterator[str]:
    """String literals that read like a sentence: words, and the mark that ends one."""
    silent = for_operators(tree)
    for literal in strings(tree):
        if literal not in silent and re.search(r"\w+ .*[.?!]\s*$", literal.value):
            yield literal.value


MODULES = {str(path): tree for path, tree in modules(*SPEAKING)}


@pytest.mark.parametrize("path", sorted(MODULES))
def test_there_is_no_sentence_in_a_room_that_speaks(path):
    """``saying`` makes fragments and actions name responses."""
    assert list(sentences(MODULES[path])) == []


@pytest.mark.parametrize("path", sorted(path for path in MODULES if path.startswith("actions")))
def test_actions_utter_responses_only(path):
    """``utter_message(text="...")`` would say words that are not the designer's."""
    spoken = [
        ast.unparse(call)
        for call in ast.walk(MODULES[path])
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).endswith("utter_message")
        and any(keyword.arg == "text" and list(strings(keyword.value)) for keyword in call.keywords)
    ]
    assert spoken == []


def test_the_search_finds_a_sentence():
    """Else the two tests above could not fail."""
    planted = ast.parse('"""A docstring has one."""\nsay("You are booked for " + day + ". Goodbye now.")\n')
    assert list(sentences(planted)) == [". Goodbye now."]
