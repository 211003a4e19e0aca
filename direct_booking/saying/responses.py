"""A response of ``domain.yml`` as the dialogue would say it: its first variation that fits, filled.

The sentences are the designer's; the dialogue's own chooser is ``nlu.first_variation``, by the same rule.
"""

import re
from collections.abc import Mapping, Sequence

# Of a response: each variation has a ``text`` and perhaps a list of conditions on slots.
Responses = Mapping[str, Sequence[Mapping[str, object]]]

_FIELD = re.compile(r"\{(\w+)\}")


def said(responses: Responses, name: str, slots: Mapping[str, object]) -> str:
    """What is said for a response when the slots are these. Pure.

    Raises:
        KeyError: there is no such response, or none of its variations fits.

    >>> greeting = {"utter_hello": [
    ...     {"condition": [{"type": "slot", "name": "late", "value": True}], "text": "Good evening."},
    ...     {"text": "Hello, {name}."}]}
    >>> said(greeting, "utter_hello", {"name": "Ann"}), said(greeting, "utter_hello", {"late": True})
    ('Hello, Ann.', 'Good evening.')
    """
    for variation in responses[name]:
        if all(slots.get(each["name"]) == each["value"] for each in variation.get("condition") or ()):
            return _FIELD.sub(lambda found: str(slots.get(found[1], found[0])), str(variation["text"]))
    raise KeyError(name)
