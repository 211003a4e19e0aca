"""A call is played in a process of its own: one at a time, within a time, and its failure is one sentence."""

import sys
import textwrap
import threading

import pytest

from direct_booking.reception.replays import NotPlayed, Played, Playing, ReplayedTurn
from direct_booking.serving.player import ProcessPlayer

SAYS = """
import json, sys
print("loading")
turns = [{"heard": sys.argv[-1], "then": ["Hello."], "now": ["Hello."]}]
print(json.dumps({"turns": turns}))
"""
FAILS = "import sys; print('noise'); sys.exit('There is no such call.')"
WAITS = "import sys; sys.stdin.read(); import threading; threading.Event().wait(60)"


def player_of(script: str, **how) -> ProcessPlayer:
    """A player whose process runs this script."""
    return ProcessPlayer([sys.executable, "-c", textwrap.dedent(script)], **how)


def outcome(player: ProcessPlayer, call_id: str = "call-1"):
    """What came of a call, once it is over: its own thread is waited for."""
    for thread in threading.enumerate():
        if thread.name == "replay":
            thread.join(30)
    return player.seen("Harbor", call_id)


def test_the_turns_are_read_from_the_last_line():
    """Whatever else the process prints, and whatever the call's id looks like."""
    player = player_of(SAYS)
    assert player.seen("Harbor", "--call") is None
    assert player.begin("Harbor", "--call")
    assert outcome(player, "--call") == Played((ReplayedTurn("--call", ("Hello.",), ("Hello.",)),))
    assert player.seen("Hill", "--call") is None


@pytest.mark.parametrize(
    ("script", "why"), [(FAILS, "There is no such call."), ("print(1)", "Nothing was heard of it.")]
)
def test_what_cannot_be_played_says_why(script, why):
    """In the process's own last words."""
    player = player_of(script)
    player.begin("Harbor", "call-1")
    assert outcome(player) == NotPlayed(why)


def test_one_is_played_at_a_time_and_not_for_ever():
    """Asked again for the same call it is under way; another one has to wait."""
    player = player_of(WAITS, deadline_s=1.0)
    assert player.begin("Harbor", "call-1")
    assert isinstance(player.seen("Harbor", "call-1"), Playing)
    assert player.begin("Harbor", "call-1")
    assert not player.begin("Harbor", "call-2")
    assert outcome(player) == NotPlayed("It was not over after 1 seconds.")
