"""A test call in the browser (SPEC 7.4): held on a copy; what is shown of it, and what ends it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from consoles import OTHER_EMAIL, submit
from offices import ANN, NOW, open_office, wish_for
from rehearsed import Receptionist

from direct_booking.console.rehearsal import LONGEST_TURN, rehearsed_by
from direct_booking.console.rehearsal_kept import IDLE, MOST_LINES
from direct_booking.reception.rehearsal import Left, Reply
from direct_booking.storage import holds

HOME = "/test-call/"
FORM = {"number": "+1 212 555 0123", "now": ""}


@pytest.fixture
def receptionist(console) -> Receptionist:
    """Who answers the test calls of this console."""
    told = Receptionist()
    rehearsed_by(console.app, told)
    return told


def assistant_of(console):
    """The first account's."""
    return console.desk.assistants.of(console.account_id)[0]


def begin(console, owner, **fields):
    """Begin a call; what is answered."""
    return submit(owner, HOME, {"assistant": assistant_of(console).id, **FORM, **fields})


def lines(page: str) -> list[str]:
    """What the transcript of a page shows, line by line."""
    transcript = page[page.index('<ol class="transcript"') : page.index("</ol>")]
    return [unescape(text) for text in re.findall(r"<p>(.*?)</p>", transcript, re.DOTALL)]


def test_a_call_is_held_as_any_number_at_any_time(console, receptionist):
    """7.4: who calls and when is chosen, on the calendar's clock; what is said and heard is shown."""
    owner = console.owner()
    assert begin(console, owner, now="2026-07-04T09:30").status_code == 303
    ((assistant, number, now),) = receptionist.started
    assert (assistant.id, number) == (assistant_of(console).id, "+12125550123")
    assert now.isoformat() == "2026-07-04T09:30:00-04:00"
    submit(owner, f"{HOME}say", {"words": "tuesday at two, it's ann@example.com"}, form=HOME)
    page = owner.get(HOME).text
    assert lines(page) == [
        "The call begins.",
        "Hello.",
        "tuesday at two, it's ann@example.com",
        "Tuesday at 2 PM is open.",
        "Shall I book that for you?",
    ]
    heard = unescape(re.search(r'<span class="heard">(.*?)</span>', page, re.DOTALL)[1])
    assert "a time, “tuesday at two”" in heard
    assert "an e-mail address, “ann@example.com”" in heard
    assert "Sat, Jul 4, 2026, 9:30 AM EDT" in page
    assert "Nothing real is touched." in page


def test_silence_and_hanging_up_are_buttons(console, receptionist):
    """A caller may say nothing, and may hang up; then another call can be begun."""
    owner = console.owner()
    begin(console, owner)
    submit(owner, f"{HOME}say", {"words": "typed but not meant", "silence": "yes"}, form=HOME)
    assert receptionist.heard == [("rehearsal-1", "")]
    submit(owner, f"{HOME}hang-up", {}, form=HOME)
    assert receptionist.ended == ["rehearsal-1"]
    page = owner.get(HOME).text
    assert lines(page)[-1] == "You have hung up."
    assert 'name="words"' not in page
    assert "Call again" in page
    submit(owner, f"{HOME}say", {"words": "hello?"}, form=HOME)
    assert len(receptionist.heard) == 1


@pytest.mark.parametrize(("ends", "said"), [("hang_up", "has ended the call"), ("transfer", "put through")])
def test_a_call_that_the_receptionist_ends_is_over(console, receptionist, ends, said):
    """It is ended on the copy as well, where what came of it is then on record."""
    owner = console.owner()
    begin(console, owner)
    receptionist.says = Reply(("Goodbye.",), ends)
    submit(owner, f"{HOME}say", {"words": "bye"}, form=HOME)
    assert said in lines(owner.get(HOME).text)[-1]
    assert receptionist.ended == ["rehearsal-1"]


def test_what_is_left_on_the_copy_is_shown(console, receptionist, sqlite_database):
    """The held time, the booking with its details, what the call came to."""
    owner = console.owner()
    begin(console, owner)
    office = open_office(sqlite_database, name="copy", called="+12125550177")
    office.call("copied", called="+12125550177")
    office.desk.offering.ask("copied", None, wish_for(NOW + timedelta(days=1, hours=5)), None)
    report = office.desk.transcripts.call
    with office.database.reading() as connection:
        hold = holds.of_call(connection, office.account_id, "copied")
    receptionist.seen = Left(report(office.account_id, "copied"), hold)
    page = owner.get(HOME).text
    assert "Held for this call" in page
    assert "Tue, Mar 3, 2026, 2:00 PM EST" in page
    assert "Under way" in page
    office.desk.booking.book("copied", ANN)
    receptionist.seen = Left(report(office.account_id, "copied"), None)
    page = owner.get(HOME).text
    assert "Ann Lee" in page
    assert "ann.lee@example.com" in page
    assert "Held for this call" not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"number": "555"}, "Write it with its country"),
        ({"now": "soon"}, "Not a valid datetime value."),
        ({"now": "9999-12-31T23:59"}, "Choose a year from 2000 to 2099."),
        ({"assistant": "0"}, "Not a valid choice."),
    ],
)
def test_what_cannot_be_called_is_told_beside_its_field(console, receptionist, fields, said):
    """Nobody is called."""
    answer = begin(console, console.owner(), **fields)
    assert answer.status_code == 422
    assert said in answer.text or "assistant" in fields
    assert receptionist.started == []


def test_a_number_may_be_withheld(console, receptionist):
    """It is then nobody's."""
    begin(console, console.owner(), number="")
    assert receptionist.started[0][1] is None


def test_only_an_assistant_of_ones_own_is_called(console, receptionist):
    """1.1: neither another account's assistant, nor another owner's call."""
    (theirs,) = console.desk.assistants.of(console.other_account_id)
    owner, stranger = console.owner(), console.owner(OTHER_EMAIL)
    assert begin(console, owner, assistant=theirs.id).status_code == 422
    begin(console, owner)
    submit(stranger, f"{HOME}say", {"words": "hello"}, form=HOME)
    assert (receptionist.heard, "Hello." in stranger.get(HOME).text) == ([], False)


def test_one_call_is_held_at_a_time(console, receptionist):
    """Who begins another one hangs up the first."""
    owner = console.owner()
    begin(console, owner)
    begin(console, owner)
    assert receptionist.ended == ["rehearsal-1"]


def test_a_call_ends_by_time_and_by_length(console, receptionist):
    """A visit keeps no call for ever, and no call without end."""
    owner = console.owner()
    begin(console, owner)
    console.clock.advance(IDLE + timedelta(seconds=1))
    assert "a quarter of an hour" in lines(owner.get(HOME).text)[-1]
    assert receptionist.ended == ["rehearsal-1"]
    begin(console, owner)
    receptionist.says = Reply(("Well.",) * (MOST_LINES - 3), None)
    submit(owner, f"{HOME}say", {"words": "x" * 2 * LONGEST_TURN}, form=HOME)
    assert "no longer one is kept" in lines(owner.get(HOME).text)[-1]
    assert len(receptionist.heard[-1][1]) == LONGEST_TURN


def test_when_nobody_answers_it_is_told_and_the_call_goes_on(console, receptionist):
    """The page says what to do; what was typed can be said again."""
    owner = console.owner()
    receptionist.answers = False
    begin(console, owner)
    assert "does not answer" in owner.get(HOME).text
    receptionist.answers = True
    begin(console, owner)
    receptionist.answers = False
    submit(owner, f"{HOME}say", {"words": "hello"}, form=HOME)
    page = owner.get(HOME).text
    assert "This was not heard." in page
    assert 'name="words"' in page
    submit(owner, f"{HOME}hang-up", {}, form=HOME)
    assert lines(owner.get(HOME).text)[-1] == "You have hung up."


def test_where_nobody_rehearses_the_page_says_so(console):
    """A console that was built without a receptionist."""
    owner = console.owner()
    assert "No receptionist to call" in owner.get(HOME).text
    assert submit(owner, HOME, {}, form="/owner/").status_code == 404
