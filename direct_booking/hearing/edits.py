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
            ``place`` / ``middle``: the character at ``position``, or in the middle, is ``new``;
            ``next`` / ``previous``: the character after or before ``old`` is ``new``;
            ``swap``: ``new`` and ``old``, or the characters at ``position`` and after it, change places;
            ``double`` / ``run`` / ``single``: ``new`` stands twice / as often as it is given / once;
            ``remove``: ``old`` (or what is at ``position``) is not there; ``no``: that, or it alone is right;
            ``no_digits``: no digit is there; ``digits``: they are ``new``;
            ``append`` / ``prepend``: ``new`` comes at the end / at the beginning;
            ``ends`` / ``starts``: that is how it ends / begins, whatever stood there;
            ``tail`` / ``head``: the last / the first characters, as many as there are in ``new``, are these;
            ``insert``: ``new`` is missing somewhere; ``after`` / ``before``: beside ``old``;
            ``respell``: ``new`` is how it (or ``old``, or the piece at ``position``) is spelled;
            ``local``: ``new`` is all of it; ``word``: ``new`` is the name that was meant;
            ``with`` / ``without``: a name (``old`` / ``new``) is spelled with ``new`` / without ``old``;
            ``label``: the name of the domain is spelled ``new``;
            ``domain``: what comes after the at-sign; ``ending``: what comes after its name.
        position: counts letters and digits before the at-sign from 1, or from -1 at the end; for ``respell``
            the pieces between signs; 0 for none.
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
