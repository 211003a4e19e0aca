"""What the tests of the project read: its files, as values."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]


def read_yaml(path: Path) -> Any:
    """One YAML file."""
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def domain() -> dict[str, Any]:
    """``domain.yml``."""
    return read_yaml(ROOT / "domain.yml")


def training_data(key: str) -> list[dict[str, Any]]:
    """Every item under ``nlu``, ``rules`` or ``stories`` in the files of ``data``."""
    items: list[dict[str, Any]] = []
    for path in sorted((ROOT / "data").rglob("*.yml")):
        items += (read_yaml(path) or {}).get(key) or []
    return items


def names(entries: list[Any]) -> set[str]:
    """The names in a list of the domain, where an entry is a name or maps a name to its options."""
    return {next(iter(entry)) if isinstance(entry, dict) else entry for entry in entries or []}


def modules(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python module below these folders, parsed; the path is relative to the project's."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT), _parsed(path)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every string literal, also those within f-strings; docstrings are left out."""
    # A string that is a statement documents what is around it.
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield node


def tracked_files() -> list[Path]:
    """Every file that git knows or would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
