"""Tables of what callers say: ``# phenomenon``, and then lines of ``said | what it means``."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def said(file: str) -> list:
    """The rows of a table as test parameters; ``-`` is nothing at all."""
    rows, phenomenon = [], ""
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            phenomenon = line[2:]
        elif line.strip():
            cells = [None if cell.strip() == "-" else cell.strip() for cell in line.split(" | ")]
            rows.append(pytest.param(*cells, id=f"{phenomenon}: {cells[0]}"))
    return rows
