"""Why nothing is offered: each cause is named with its remedy, and rules are blamed for what they removed."""

import pytest
from offices import NOW, TUESDAY_AT_TWO, at

from direct_booking.calendars.errors import AccessExpired, Unreachable
from direct_booking.scheduling.offer import Reason
from direct_booking.settings import ClosedDates
from direct_booking.storage import accounts, connections


def diagnosed(office):
    """The diagnosis of the office's one assistant."""
    with office.database.reading() as connection:
        (assistant,) = accounts.assistants_of(connection, office.account_id)
    return office.desk.diagnosing.diagnose(assistant)


def failed(found) -> list[str]:
    """The checks that are not well."""
    assert all(bool(check.remedy) == (check.ok is False) for check in found.checks)
    return [check.name for check in found.checks if not check.ok]


def test_an_office_that_works_is_well(office):
    """Every check is asked, and the first open start is told; a booking takes its time away."""
    before = diagnosed(office)
    assert before.well
    assert before.first_open == at(2, 11)  # nine o'clock and two hours' notice
    office.book(start=TUESDAY_AT_TWO)
    after = diagnosed(office)
    assert after.open_starts == before.open_starts - 1
    assert after.removed[Reason.TAKEN] == 1


def test_a_switch_that_is_off_is_named_beside_the_rest(office):
    """The other checks are answered all the same."""
    with office.database.writing(office.account_id) as transaction:
        (assistant,) = accounts.assistants_of(transaction, office.account_id)
        accounts.switch(transaction, office.account_id, assistant.id, on=False)
    found = diagnosed(office)
    assert failed(found) == ["switch"]
    assert found.open_starts


def test_without_a_calendar_the_rest_is_not_asked(office):
    """What depends on it is neither well nor ill."""
    with office.database.writing(office.account_id) as transaction:
        connections.forget(transaction, office.account_id)
    found = diagnosed(office)
    assert failed(found) == ["connection", "calendar", "slots"]
    assert [check.ok for check in found.checks[-2:]] == [None, None]


@pytest.mark.parametrize("error", [AccessExpired("revoked"), Unreachable("no")])
def test_a_calendar_that_does_not_answer_is_named(faulty_office, faults, error):
    """1.5, 3.3: unknown is not free."""
    faults.before["calendars"] = [error]
    faults.before["busy"] = [error]
    found = diagnosed(faulty_office)
    assert not found.well
    assert found.open_starts == 0
    assert set(failed(found)) & {"connection", "calendar"}


@pytest.mark.parametrize(
    ("changes", "check", "reason"),
    [
        ({"windows": {}}, "settings", None),
        ({"windows": {0: ((540, 550),)}}, "settings", Reason.OUTSIDE_HOURS),
        ({"closed": (ClosedDates(NOW.date(), at(28, 9).date()),)}, "slots", Reason.CLOSED),
        ({"notice_minutes": 60 * 24 * 30}, "slots", Reason.TOO_SOON),
    ],
)
def test_settings_that_leave_nothing_are_blamed(office, changes, check, reason):
    """2.6: and the rule that removed most comes first."""
    office.change(**changes)
    found = diagnosed(office)
    assert failed(found)[0] == check
    assert found.open_starts == 0
    if reason is not None:
        assert next(iter(found.removed)) is reason


def test_a_full_calendar_and_its_buffers_are_told_apart(office):
    """Busy time removes what it covers, the buffer what lies beside it."""
    for day in range(2, 17):
        office.owner_writes(at(day, 9), 7 * 60 + 30)  # until half past four, and the buffer to the end
    office.change(buffer_before_minutes=30)
    found = diagnosed(office)
    assert found.open_starts == 0
    assert found.removed[Reason.TAKEN] > found.removed[Reason.BUFFER] > 0
    assert "free some time" in found.checks[-1].remedy
    assert Reason.PAST not in found.removed


def test_an_owner_of_a_google_calendar_is_told_of_whole_days(google_office):
    """Google leaves all-day events out of busy time; the calendar is called as its owner calls it."""
    found = {check.name: check for check in diagnosed(google_office).checks}
    assert "all-day events free" in found["calendar"].result
    assert found["connection"].result == "Connected, and it answers: Google Calendar."


def test_the_embedded_calendar_is_called_so(office):
    """And not local, which owners do not call it."""
    found = {check.name: check for check in diagnosed(office).checks}
    assert found["connection"].result == "Connected, and it answers: Embedded calendar."
    assert "all-day" not in found["calendar"].result
