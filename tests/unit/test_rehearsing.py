"""The copies of test calls: found by the console, bounded in number and in time, and gone afterwards."""

from datetime import timedelta
from pathlib import Path

import pytest
from offices import NOW, TUESDAY_AT_TWO, open_office, wish_for

from direct_booking.reception.errors import UnknownCall
from direct_booking.reception.rehearsal import COPIED_ACCOUNT, METADATA, PREFIX, Rehearsing, TestCall
from direct_booking.wiring import rehearsing
from direct_booking.wiring.rehearsing import Rehearsals, copy_of


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Where copies are made; of no other test."""
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    return copies


@pytest.fixture
def kept(sqlite_database, folder):
    """The copies of an office's test calls, and the office."""
    office = open_office(sqlite_database)
    made = Rehearsals(office.desk)
    yield made, office
    made.close()


def wanted(office, **more) -> dict:
    """What the messages of a test call say."""
    (assistant,) = office.desk.assistants.of(office.account_id)
    return {METADATA: {"account": office.account_id, "assistant": assistant.id, **more}}


def test_what_a_call_leaves_is_read_by_another_process(kept):
    """7.4: by the call's id alone: the time that is held, and the call itself."""
    copies, office = kept
    call_id = f"{PREFIX}one"
    desk = copies.desk(call_id, wanted(office, now=NOW.isoformat()))
    desk.calls.start(call_id, None, None)
    desk.offering.ask(call_id, None, wish_for(TUESDAY_AT_TWO), None)
    console = Rehearsing("http://127.0.0.1:9/", copy_of)
    left = console.left(TestCall(call_id, {}))
    assert (left.report.call.id, left.hold.placement.starts_at) == (call_id, TUESDAY_AT_TWO)
    assert left.report.call.account_id == COPIED_ACCOUNT
    assert console.left(TestCall(f"{PREFIX}two", {})) is None
    copies.close()
    assert console.left(TestCall(call_id, {})) is None


def test_an_id_is_no_path(kept, folder):
    """Whatever a channel calls a call, its copy is where copies are."""
    copies, office = kept
    copies.desk(f"{PREFIX}/../../*", wanted(office))
    assert [each.parent for each in folder.rglob("rehearsal.sqlite")] == list(folder.iterdir())
    assert copy_of(f"{PREFIX}*") is None


def test_whoever_begins_more_leaves_the_oldest_of_their_own(kept, folder, monkeypatch):
    """1.1: however many one account begins, another's stay; and together they are bounded."""
    monkeypatch.setattr(rehearsing, "MOST", 2)
    monkeypatch.setattr(rehearsing, "MOST_OF_ACCOUNT", 1)
    copies, office = kept
    other, third = (
        open_office(office.database, name=name, called=called)
        for name, called in (("other", "+12125550198"), ("third", "+12125550199"))
    )
    copies.desk(f"{PREFIX}theirs", wanted(other))
    for number in range(2):
        copies.desk(f"{PREFIX}{number}", wanted(office))
    assert copy_of(f"{PREFIX}theirs") is not None
    assert copy_of(f"{PREFIX}0") is None
    with pytest.raises(UnknownCall):
        copies.desk(f"{PREFIX}0", {})
    copies.desk(f"{PREFIX}third", wanted(third))
    assert copy_of(f"{PREFIX}theirs") is None
    assert len(list(folder.iterdir())) == 2


def test_a_call_that_was_left_is_thrown_away(kept, folder, monkeypatch):
    """With the next one that begins; nobody speaks so late in a call."""
    copies, office = kept
    copies.desk(f"{PREFIX}left", wanted(office))
    later_s = rehearsing.monotonic_s() + rehearsing.KEPT_S + timedelta(minutes=1).total_seconds()
    monkeypatch.setattr(rehearsing, "monotonic_s", lambda: later_s)
    copies.desk(f"{PREFIX}next", wanted(office))
    assert copy_of(f"{PREFIX}left") is None
    assert len(list(folder.iterdir())) == 1


def test_a_copy_says_what_the_owners_calendar_would_do(google_office):
    """4.9: where the owner's calendar invites guests, a test call says so, and nobody is invited."""
    copies = Rehearsals(google_office.desk)
    desk = copies.desk(f"{PREFIX}invites", wanted(google_office))
    assert desk.diary.invites(COPIED_ACCOUNT) is google_office.desk.diary.invites(google_office.account_id)
    assert desk.diary.invites(COPIED_ACCOUNT) is True
    there = desk.diary.connection(COPIED_ACCOUNT)
    assert desk.diary.calendar(there).makes_links(there.calendar_id, deadline_s=5) is True
    assert there.provider == "local"
    copies.close()
