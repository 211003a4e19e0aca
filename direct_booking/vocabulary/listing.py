"""How the word lists of this folder are written: as prose, wrapped, one space between words.

What the words are is in the other modules.
"""


def listed(text: str) -> frozenset[str]:
    """The words of a text, as a set. Pure.

    >>> sorted(listed("um uh"))
    ['uh', 'um']
    """
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """Phrases parted by bars or line ends, in order; inner blanks are single. Pure.

    >>> phrases("uh huh | yes  please")
    ('uh huh', 'yes please')
    """
    parts = text.replace("\n", "|").split("|")
    return tuple(" ".join(part.split()) for part in parts if part.strip())
