"""More than a thousand phrases that callers say, in six styles, and what is heard in each.

The styles are the files in ``phrases``: answers clipped to the bone, what recognisers write, talk about the
calendar, talk about what was offered, whole sentences with their repairs, and words that are no time. A line
is ``phrase = reading`` in the shorthand of ``times_shorthand``; a line with a ``#`` heads a phenomenon.
"""

from pathlib import Path

import pytest
from times_shorthand import heard, others

PHRASES = Path(__file__).parent / "phrases"


def phrases(style: str) -> list[str]:
    lines = (PHRASES / f"{style}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def misheard(lines: list[str]) -> list[str]:
    pairs = [line.partition(" = ")[::2] for line in lines]
    return [f"{words}: {heard(words)}, not {reading}" for words, reading in pairs if heard(words) != reading]


@pytest.mark.parametrize("style", ["clipped", "recognised", "calendar", "offers", "sentences"])
def test_callers_are_heard_in_every_style(style):
    """The first reading of each phrase is the one in the table."""
    assert misheard(phrases(style)) == []


def test_no_time_is_heard_where_none_is_meant_in_any_style():
    """Small talk, telephone numbers, ages, addresses, spelled letters and goodbyes."""
    assert [f"{words}: {heard(words)}" for words in phrases("nothing") if heard(words) != "nothing"] == []


def test_there_are_enough_phrases_to_speak_of_a_language():
    """At least four hundred, and each once."""
    said = [line.partition(" = ")[0] for path in PHRASES.glob("*.txt") for line in phrases(path.stem)]
    assert len(set(said)) > 1000


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("ten to two", "@1:50", "@10:00-2:00"),
        ("ten to eleven", "@10:50", "@10:00-11:00"),
        ("five to six pm", "@5:00pm-6:00pm", "@5:55pm"),
        ("the second", "pick 1", "2."),
        ("half an hour later", "shift +30", "@+30min"),
    ],
)
def test_every_reading_is_given_where_there_is_more_than_one(words, first, second):
    """4.3: what the words do not settle is asked, not guessed."""
    assert (heard(words), others(words)) == (first, [second])
