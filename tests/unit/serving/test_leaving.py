"""A process that leaves keeps its exit code, its last words, and what it promised to do at the end."""

import subprocess
import sys

import pytest


def _left(body: str) -> subprocess.CompletedProcess[str]:
    program = (
        "import atexit, sys\n"
        "from direct_booking.serving.leaving import run_and_leave\n"
        f"def main():\n    {body}\n"
        "atexit.register(lambda: print('cleaned'))\n"
        "class Heavy:\n    def __del__(self): print('taken apart')\n"
        "heavy = Heavy()\n"
        "run_and_leave(main)\n"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("body", "code", "error"),
    [
        ("return None", 0, ""),
        ("return 2", 2, ""),
        ("sys.exit(3)", 3, ""),
        ("sys.exit('no such thing')", 1, "no such thing"),
        ("raise RuntimeError('broken')", 1, "RuntimeError: broken"),
    ],
)
def test_it_ends_as_it_would_have(body, code, error):
    """Exit code and message are Python's own; nothing is taken apart."""
    left = _left(f"print('said'); {body}")
    assert left.returncode == code
    assert left.stdout == "said\ncleaned\n"
    assert error in left.stderr
