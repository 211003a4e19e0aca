"""How callers speak of their own name inside an address: "my first name dot my last name".

Each stands for a part of the name in ``hearing.own_names``; the marks can be no part of an address.
"""

from direct_booking.vocabulary.listing import phrases

FIRST, LAST, FIRST_INITIAL, LAST_INITIAL = "<first>", "<last>", "<f>", "<l>"

_PARTS = (
    (FIRST, "first name | firstname | given name"),
    (LAST, "last name | lastname | surname | family name | second name"),
    (FIRST_INITIAL, "first initial | initial | first name initial | initial of my first name"),
    (FIRST_INITIAL, "first letter of my first name | first letter of my name | first letter of first name"),
    (LAST_INITIAL, "last initial | last name initial | surname initial | initial of my last name"),
    (LAST_INITIAL, "first letter of my last name | first letter of last name"),
)
_WHOLE = (
    (
        FIRST + LAST,
        "my name | my full name | full name | my whole name | same as my name | the same as my name",
    ),
    (FIRST + LAST, "my first and last name | first and last name | my first name and last name"),
    (FIRST + LAST, "my first name and my last name | first name and last name | first name last name"),
    (FIRST + LAST, "my first name my last name"),
    (
        FIRST_INITIAL + LAST,
        "first initial and last name | first initial last name | my initial and last name",
    ),
    (FIRST_INITIAL + LAST, "my first initial and last name | my first initial and my last name"),
    (FIRST_INITIAL + LAST, "my first initial last name | my first initial my last name"),
    (FIRST_INITIAL + LAST_INITIAL, "my initials | initials"),
)

OWN_NAMES = {
    **{f"{my}{name}": mark for mark, names in _PARTS for name in phrases(names) for my in ("", "my ")},
    **{name: marks for marks, names in _WHOLE for name in phrases(names)},
}
"""What is said, and the marks that it stands for; the longest counts."""
