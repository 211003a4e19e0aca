"""A call is played again, or saved as a call test, by its owner and nobody else (SPEC 8.3)."""

import pytest
from consoles import OTHER_EMAIL, reopen_console, submit
from ruamel.yaml import YAML

from direct_booking.console.replay import played_by
from direct_booking.reception.replays import NotPlayed, Played, Playing, ReplayedTurn

SAME = ReplayedTurn("/call_start", ("Hello.",), ("Hello.",))
OTHER = ReplayedTurn("tuesday please", ("Tuesday at 2 PM is open.",), ("Tuesday at 3 PM is open.", "hang_up"))


class Said:
    """A player that says what it is told to."""

    def __init__(self) -> None:
        self.outcome = None
        self.begun = []
        self.free = True

    def begin(self, account: str, call_id: str) -> bool:
        """Note what is to be played."""
        self.begun.append((account, call_id))
        self.outcome = self.outcome or Playing()
        return self.free

    def seen(self, account: str, call_id: str):
        """What it was told to say."""
        return self.outcome


@pytest.fixture
def console(held_day, day_database):
    """Two accounts with an owner each, after a day of calls of the first."""
    return reopen_console(held_day.console, day_database)


@pytest.fixture
def player(console) -> Said:
    """The calls of that day can be played."""
    said = Said()
    played_by(console.app, said)
    return said


def test_a_call_is_played_and_compared(console, player):
    """The page waits by itself; then each turn that differs stands beside what was said then."""
    owner = console.owner()
    answer = submit(owner, "/calls/replay/call-1", {}, form="/calls/call/call-1")
    assert (answer.status_code, answer.location) == (303, "/calls/replay/call-1")
    assert player.begun == [("Harbor Dental", "call-1")]
    waiting = owner.get("/calls/replay/call-1")
    assert waiting.headers["Refresh"] == "3"
    player.outcome = Played((SAME, OTHER))
    page = owner.get("/calls/replay/call-1")
    assert "Refresh" not in page.headers
    for words in ("1 of 2 turns differ", "Tuesday at 2 PM is open.", "Tuesday at 3 PM", "Assistant, today"):
        assert words in page.text
    player.outcome = Played((SAME,))
    assert "Not a letter differs" in owner.get("/calls/replay/call-1").text
    player.outcome = NotPlayed("There is no model yet.")
    assert "There is no model yet." in owner.get("/calls/replay/call-1").text


def test_one_call_is_played_at_a_time(console, player):
    """The owner is told, and stays where they were."""
    player.free = False
    owner = console.owner()
    answer = submit(owner, "/calls/replay/call-1", {}, form="/calls/call/call-1")
    assert answer.location == "/calls/call/call-1"
    assert "Another call is being played" in owner.get(answer.location).text


def test_a_call_test_says_who_it_was_only_when_asked(console, player):
    """It is a file that a designer reads and that can be passed on."""
    owner = console.owner()
    saved = owner.get("/calls/call-test/call-1")
    assert "attachment" in saved.headers["Content-Disposition"]
    written = YAML(typ="safe").load(saved.text)
    assert written["turns"][0]["caller"] == "tuesday at two please"
    assert "555-0101" not in saved.text
    assert "+12125550101" not in saved.text
    assert "+12125550101" in owner.get("/calls/call-test/call-1?caller=kept").text


def test_a_call_without_a_record_has_no_buttons(console, player):
    """One that is under way, and has said nothing yet, can be neither played nor saved."""
    page = console.owner().get("/calls/call/call-6").text
    assert "Play it again" not in page
    assert "Play it again" in console.owner().get("/calls/call/call-1").text


def test_another_accounts_call_is_none(console, player):
    """1.1."""
    stranger = console.owner(OTHER_EMAIL)
    assert stranger.get("/calls/replay/call-1").status_code == 404
    assert stranger.get("/calls/call-test/call-1").status_code == 404
    assert submit(stranger, "/calls/replay/call-1", {}, form="/overview/").status_code == 404
    assert player.begun == []


def test_where_nobody_plays_the_call_is_only_read(console):
    """A console that was built without a player."""
    owner = console.owner()
    assert owner.get("/calls/replay/call-1").status_code == 303
    assert "Play it again" not in owner.get("/calls/call/call-1").text
