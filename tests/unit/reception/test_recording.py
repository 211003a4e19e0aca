"""What a call read is noted when it is news: times only, and never at the cost of the call."""

import json

from offices import TUESDAY_AT_THREE, TUESDAY_AT_TWO, at, open_office

from direct_booking.reception.recorded import recorded
from direct_booking.reception.recording import without
from direct_booking.scheduling.availability import Interval
from direct_booking.storage import readings


def noted(office, call_id="call-1"):
    """The readings of a call."""
    with office.database.reading() as connection:
        return readings.of_call(connection, call_id)


def test_what_is_no_news_is_noted_once(office):
    """The settings when the call begins, the busy time when it is first read, and then what changed."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    office.hold("call-1", TUESDAY_AT_THREE)
    assert [each.kind for each in noted(office)] == ["account", "busy"]
    office.owner_writes(at(4, 9))
    office.change(length_minutes=60)
    office.hold("call-1", TUESDAY_AT_TWO)
    assert [each.kind for each in noted(office)] == ["account", "busy", "account", "busy"]
    assert [each.number for each in noted(office)] == [1, 2, 3, 4]


def test_others_times_are_noted_and_the_calls_own_are_not(office):
    """What it books itself comes to stand there again when it is replayed; nobody's words are noted."""
    office.book("call-2", at(4, 10))
    office.call("call-3")
    office.hold("call-3", at(4, 11))
    office.book("call-1", TUESDAY_AT_TWO)
    office.ask("call-1", TUESDAY_AT_THREE)
    (last,) = [each for each in noted(office)[-1:] if each.kind == "busy"]
    starts = [busy[0] for busy in last.body["busy"]]
    assert starts == [at(4, 10).isoformat(), at(4, 11).isoformat()]
    assert "Ann" not in json.dumps([each.body for each in noted(office)])


def test_a_call_without_turns_or_of_another_account_is_not_replayed(office):
    """There is nothing to play."""
    office.book()
    other = open_office(office.database, name="other", called="+12125550199")
    assert recorded(office.database, office.account_id, "call-1") is None
    assert recorded(office.database, other.account_id, "call-1") is None


def test_holes_are_cut_out():
    """Half-open; what only touches stays whole."""
    day = [Interval(at(3, 9), at(3, 12)), Interval(at(3, 13), at(3, 14))]
    assert without(day, [Interval(at(3, 10), at(3, 11)), Interval(at(3, 12), at(3, 13))]) == (
        Interval(at(3, 9), at(3, 10)),
        Interval(at(3, 11), at(3, 12)),
        Interval(at(3, 13), at(3, 14)),
    )
    assert without(day, day) == ()
