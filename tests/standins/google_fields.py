"""Google's partial answers: what the parameter ``fields`` leaves of one.

https://developers.google.com/workspace/calendar/api/guides/performance#partial-response
"""

import re
from collections.abc import Iterator
from typing import Any


def only(value: Any, fields: str | None) -> Any:
    """The parts of a value that ``fields`` names: ``a,b(c,d/e)``; all of it for None."""
    if fields is None:
        return value
    tokens = iter(re.findall(r"[^,()/]+|[,()/]", fields))
    return _cut(value, _tree(tokens))


def _tree(tokens: Iterator[str]) -> dict[str, Any]:
    """What is wanted, by name; an empty tree wants all."""
    found: dict[str, Any] = {}
    at = found
    for token in tokens:
        if token == ")":
            break
        if token == ",":
            at = found
        elif token == "(":
            at.update(_tree(tokens))
        elif token != "/":
            at = at.setdefault(token, {})
    return found


def _cut(value: Any, tree: dict[str, Any]) -> Any:
    if not tree:
        return value
    if isinstance(value, list):
        return [_cut(each, tree) for each in value]
    if isinstance(value, dict):
        return {name: _cut(each, tree[name]) for name, each in value.items() if name in tree}
    return value
