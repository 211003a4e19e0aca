"""A correction as a value that travels as one line of text.

An edit says what the caller said, not where it goes. How it is heard is in ``corrections``, where it goes in
``correcting``.
"""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Edit:
    """One correction.

    Attributes:
        verb: what to do:
            ``letter``: ``new`` is right, and one letter that sounds like it is wrong;
            ``replace``: ``old`` is wrong, ``new`` is right;
            ``place``: the character at ``position`` is ``new``;
            ``double`` / ``single``: ``new`` stands twice / once;
            ``remove``: ``old`` (or what is at ``position``) is not there;
            ``append`` / ``prepend``: ``new`` comes at the end / at the beginning;
            ``after`` / ``before``: ``new`` comes after / before ``old``;
            ``respell``: ``new`` is how it (or ``old``) is spelled;
            ``with``: the name is the one spelled with ``new``;
            ``domain``: what comes after the at-sign; ``ending``: what comes after its name.
        position: counts letters and digits before the at-sign from 1, or from -1 at the end; 0 for none.
    """

    verb: str
    new: str = ""
    old: str = ""
    position: int = 0


def edits_to_text(edits: tuple[Edit, ...]) -> str:
    """One line of JSON. Pure."""
    return json.dumps([asdict(edit) for edit in edits], separators=(",", ":"))


def edits_from_text(text: str) -> tuple[Edit, ...]:
    """What ``edits_to_text`` wrote. Pure.

    Raises:
        ValueError: the text is something else.
    """
    try:
        return tuple(Edit(**{**row, "position": int(row.get("position", 0))}) for row in json.loads(text))
    except (TypeError, AttributeError) as error:
        raise ValueError("not a list of corrections") from error
