"""A preview shows what settings would mean before they are saved, and saves nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from offices import NEW_YORK, NOW, TUESDAY_AT_TWO, at

from direct_booking import wiring
from direct_booking.errors import Misconfigured
from direct_booking.reception.previewing import preview_of
from direct_booking.scheduling.availability import Interval
from direct_booking.scheduling.offer import Reason
from direct_booking.settings import ClosedDates, Settings

DOMAIN = Path(__file__).parents[3] / "domain.yml"
RESPONSES = wiring.responses_of(DOMAIN)


def shown(busy=(), first=None, **changes):
    """The preview of the defaults with some of them changed."""
    unsaved = replace(Settings(), **changes)
    return preview_of(unsaved, busy, zone=NEW_YORK, now=NOW, responses=RESPONSES, first=first)


def test_the_next_starts_keep_to_the_rules():
    """At nine on a Monday with two hours' notice the first is at eleven."""
    assert shown().coming[:2] == (at(2, 11), at(2, 11, 30))
    assert shown(notice_minutes=24 * 60).coming[0] == at(3, 9)
    assert shown(busy=[Interval(at(2, 9), at(2, 17))]).coming[0] == at(3, 9)


def test_the_week_has_every_start_and_why_the_rest_is_not_offered():
    """3.4: the owner sees the rule."""
    busy = [Interval(TUESDAY_AT_TWO, at(3, 15))]
    week = shown(busy, closed=(ClosedDates(at(5, 9).date(), at(5, 9).date()),)).week
    assert [day.date.day for day in week] == [2, 3, 4, 5, 6, 7, 8]
    why = {start.at: start.reason for day in week for start in day.starts}
    assert why[TUESDAY_AT_TWO] is Reason.TAKEN
    assert why[at(2, 10)] is Reason.TOO_SOON
    assert why[at(5, 10)] is Reason.CLOSED
    assert why[at(4, 10)] is None
    assert week[-1].starts == ()


def test_a_later_week_beyond_the_look_ahead_is_too_far():
    """Whoever looks further sees why nothing is there; closed dates count there too."""
    first = at(30, 9).date()
    week = shown(first=first, closed=(ClosedDates(first, first),)).week
    reasons = {start.reason for day in week[1:] for start in day.starts}
    assert reasons == {Reason.TOO_FAR}


@pytest.mark.parametrize(
    ("changes", "response", "text"),
    [
        ({}, "utter_ask_appointment_time", "Does either work for you?"),
        ({"windows": {}}, "utter_ask_callback_wanted", "there is nothing open"),
        ({"windows": {1: ((540, 570),)}, "look_ahead_days": 5}, "utter_ask_time_agreed", "tomorrow at 9 AM"),
    ],
)
def test_the_offer_is_the_sentence_of_the_dialogue(changes, response, text):
    """The words are the designer's; only the times come from here."""
    offer = shown(**changes).offer
    assert offer.response == response
    assert text in offer.text
    assert "{" not in offer.text


def test_the_greeting_is_the_owners_when_there_is_one():
    """Else it names the business."""
    assert shown(greeting="Hill Street, good day.").greeting.text.startswith("Hill Street, good day.")
    assert "Hill Street" in shown(business_name="Hill Street").greeting.text


def test_a_preview_reads_the_calendar_and_writes_nothing(office):
    """Own bookings and holds of calls count; what was saved before does not."""
    office.book()
    office.call("call-2")
    office.hold("call-2", at(3, 9))
    office.owner_writes(at(2, 11))
    previewing = wiring.previewing(office.desk, DOMAIN)
    seen = previewing.preview(office.account_id, replace(Settings(), length_minutes=60, interval_minutes=60))
    assert seen.busy_known
    assert seen.coming[:1] == (at(2, 12),)
    assert not {TUESDAY_AT_TWO, at(3, 9)} & set(seen.coming)
    assert office.desk.calls.get("call-2").settings.length_minutes == 30


def test_a_calendar_that_cannot_be_read_is_shown_as_empty_and_says_so(faulty_office, faults):
    """The owner is told, and can go on with the settings."""
    from direct_booking.calendars.errors import Unreachable

    faults.before["busy"] = [Unreachable("no")]
    seen = wiring.previewing(faulty_office.desk, DOMAIN).preview(faulty_office.account_id, Settings())
    assert not seen.busy_known
    assert seen.coming


def test_a_file_without_responses_is_refused(tmp_path):
    """In one sentence that names it."""
    (tmp_path / "domain.yml").write_text("intents: [")
    with pytest.raises(Misconfigured, match=r"domain\.yml has no responses"):
        wiring.responses_of(tmp_path / "domain.yml")
