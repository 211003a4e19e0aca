"""How much random tests try: enough on every day, and more when ``make test AT_LENGTH=1`` asks for it."""

import os

AT_LENGTH = bool(os.environ.get("AT_LENGTH"))


def tries(usual: int, at_length: int) -> int:
    """How many tries, steps or examples there are in this run."""
    return at_length if AT_LENGTH else usual
