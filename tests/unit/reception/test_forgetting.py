"""One caller's data: all of it is found and erased, nothing of anybody else, and the history stays whole."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from offices import TUESDAY_AT_TWO, at, check_truth, open_office
from sqlalchemy import select

from direct_booking.bookings.history import Intact, verify
from direct_booking.reception.outcomes import Details
from direct_booking.settings import MeetingType
from direct_booking.storage import call_turns, callers, history, readings
from direct_booking.storage.call_turns import CallTurn, Said
from direct_booking.storage.schema import calls, metadata

ZOE = Details("Zoe Quill", "+13035550142", "zoe.quill@example.org", MeetingType.ONLINE, "74185")
TRACES = ("zoe", "quill", "3035550142", "74185")


def hold_calls(office) -> None:
    """Zoe books, Zoe leaves a message from the same number, and Ann books."""
    office.call("first", caller=ZOE.caller_number)
    office.hold("first", TUESDAY_AT_TWO)
    office.desk.booking.book("first", ZOE)
    office.call("second", caller=ZOE.caller_number)
    office.desk.messages.take(
        "second", "message", "Zoe Quill will be late", "Zoe Quill", ZOE.caller_number, ZOE.extension
    )
    office.book("ann-1", at(4, 10))
    with office.database.writing(office.account_id) as transaction:
        for call_id, words in (
            ("first", "it's zoe quill"),
            ("second", "tell them zoe called"),
            ("ann-1", "hi"),
        ):
            turn = CallTurn(call_id, 1, office.clock.now(), 30, words, (Said("Hello."),))
            call_turns.add(transaction, turn, [{"text": words}])
            readings.add(transaction, call_id, "busy", {"busy": []}, at=office.clock.now())
    for call_id in ("first", "second", "ann-1"):
        office.desk.calls.end(call_id)


def everything(office) -> str:
    """Every row of every table as one text, in lower case."""
    with office.database.reading() as connection:
        rows = [connection.execute(select(table)).all() for table in metadata.sorted_tables]
    return str(rows).lower()


@pytest.mark.parametrize("who", ["+1 (303) 555-0142", "ZOE.quill@example.org"])
def test_a_caller_is_found_by_number_or_address(office, who):
    """By the address only the call on which it was given, by the number all of them."""
    hold_calls(office)
    found = office.desk.callers.find(office.account_id, who)
    assert found.call_ids == (("first",) if "@" in who else ("first", "second"))
    assert [each.email for each in found.bookings] == [ZOE.email]
    assert office.desk.callers.find(office.account_id + 1, who).call_ids == ()
    assert office.desk.callers.find(office.account_id, "+13035550000").call_ids == ()


def test_an_export_has_what_was_said_booked_and_told(office):
    """6.4: JSON that a person can be sent."""
    hold_calls(office)
    text = json.dumps(office.desk.callers.export(office.account_id, ZOE.caller_number))
    for part in ("it's zoe quill", "Zoe Quill will be late", ZOE.email, ZOE.extension, '"booked"', "Hello."):
        assert part in text
    assert "ann.lee" not in text


def test_after_an_erasure_no_table_knows_the_caller(office):
    """6.4: and everything of the other caller is as it was; the history is intact and says so (6.3)."""
    hold_calls(office)
    assert all(trace in everything(office) for trace in TRACES)
    office.desk.callers.erase(office.account_id, ZOE.caller_number)
    left = everything(office)
    assert not [trace for trace in TRACES if trace in left]
    assert "ann.lee@example.com" in left
    assert "'hi'" in left
    with office.database.reading() as connection:
        entries = list(history.of_account(connection, office.account_id))
    assert isinstance(verify(entries), Intact)
    assert (entries[-1].what.value, entries[-1].by.value) == ("erased", "owner")
    check_truth(office)
    assert len(office.events()) == 2
    assert office.desk.callers.find(office.account_id, ZOE.caller_number).call_ids == ()


def test_the_file_itself_has_no_trace_after_an_erasure(sqlite_database):
    """Overwritten, not only forgotten: neither the file nor its log holds a word."""
    office = open_office(sqlite_database)
    hold_calls(office)
    path = Path(office.database.engine.url.database)
    files = [path, path.with_name(path.name + "-wal")]

    def traces() -> list[str]:
        held = b"".join(each.read_bytes() for each in files if each.exists()).lower()
        return [trace for trace in TRACES if trace.encode() in held]

    assert traces()
    office.desk.callers.erase(office.account_id, ZOE.caller_number)
    assert traces() == []


def test_another_account_erases_nothing(office):
    """1.1: not even with the ids of the calls."""
    hold_calls(office)
    other = open_office(office.database, name="other", called="+12125550199")
    before = everything(office)
    other.desk.callers.erase(other.account_id, ZOE.caller_number)
    with office.database.writing(other.account_id) as transaction:
        callers.erase(transaction, other.account_id, ["first", "second"], at=office.clock.now())
    assert everything(office) == before


def test_what_is_older_than_the_retention_is_erased_by_itself(office):
    """A call is kept while an appointment of it is younger; without a setting nothing is erased."""
    hold_calls(office)
    office.clock.advance(timedelta(days=30))
    assert office.desk.callers.sweep() == 0
    office.change(retention_days=29)
    assert office.desk.callers.sweep() == 1  # the message; both appointments were a day or two later
    office.clock.advance(timedelta(days=1))
    assert office.desk.callers.sweep() == 1
    assert not [trace for trace in TRACES if trace in everything(office)]
    office.clock.advance(timedelta(days=5))
    assert office.desk.callers.sweep() == 1
    assert office.desk.callers.sweep() == 0
    with office.database.reading() as connection:
        assert None not in connection.execute(select(calls.c.erased_at)).scalars().all()


def test_what_only_a_call_under_way_needs_is_dropped_after_it(office):
    """The dialogue's events go; what was said stays."""
    hold_calls(office)
    office.clock.advance(timedelta(hours=13))
    office.desk.callers.sweep()
    with office.database.reading() as connection:
        assert call_turns.events_of(connection, "ann-1") == (1, [])
        assert call_turns.of_call(connection, "ann-1")[0].heard == "hi"


def test_a_conversation_that_was_no_call_is_not_kept_for_long(office):
    """Nobody owns it, so nobody could erase it."""
    with office.database.writing(None) as transaction:
        turn = CallTurn("stray", 1, office.clock.now(), 1, "hello", ())
        call_turns.add(transaction, turn, [])
        call_turns.add(transaction, replace(turn, number=2), [])
    office.clock.advance(timedelta(days=8))
    office.desk.callers.sweep()
    with office.database.reading() as connection:
        assert call_turns.count(connection, ["stray"]) == 0
