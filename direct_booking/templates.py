"""Templates of what is written on the calendar and texted: named fields in braces, and no code (SPEC 2.3).

Which templates there are is in ``settings.py``; how one is judged before it is saved is in
``settings_fields.py``.
"""

import re
from collections.abc import Mapping
from re import Match

TEMPLATE_FIELDS = (
    "caller_name",
    "caller_number",
    "email",
    "meeting_type",
    "business",
    "local_time",
    "booking_id",
)

# Of a text nothing but these: whatever a caller says must not be sent on in the owner's name.
TEXT_FIELDS = ("business", "link")

# What stands for something else in a template: a brace itself, or a field.
TOKEN = re.compile(r"\{\{|\}\}|\{([a-z_]+)\}")


def fill_template(
    template: str, values: Mapping[str, str | None], known: tuple[str, ...] = TEMPLATE_FIELDS
) -> str:
    """Put values into a template. Pure; runs no code, and a value is never read as a template.

    Args:
        template: ``{field}`` for a value, ``{{`` and ``}}`` for a brace itself.
        values: by field; one that is missing, None or empty leaves nothing behind.
        known: the fields that such a template may hold.

    >>> fill_template("{caller_name} {{on {meeting_type}}}", {"caller_name": "{email}"})
    '{email} {on }'
    """

    def value(found: Match) -> str:
        if found[1] is None:
            return found[0][0]
        # What no owner could have saved is left as it stands: a call must not fail for it.
        return (values.get(found[1]) or "") if found[1] in known else found[0]

    return TOKEN.sub(value, template)
