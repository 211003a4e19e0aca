"""The overview: today's and the next appointments, who waits, how calls ended; each account's own."""

from offices import ANN, NEW_YORK, NOW, at, open_office

from direct_booking.reception.overview import DAYS


def test_it_shows_what_stands_now(office):
    """Today in the calendar's zone; cancelled appointments do not come."""
    office.book("call-1", at(2, 15))
    office.book("call-2", at(3, 9))
    cancelled = office.book("call-3", at(4, 9)).booking
    office.desk.owning.cancel(office.account_id, cancelled.id)
    office.call("call-4")
    office.desk.messages.take("call-4", "callback", "please")
    for number in (1, 2, 4):
        office.desk.calls.end(f"call-{number}")
    seen = office.desk.overviews.of_account(office.account_id)
    assert [each.starts_at for each in seen.today] == [at(2, 15)]
    assert [each.starts_at for each in seen.coming.items] == [at(2, 15), at(3, 9)]
    assert (seen.waiting.total, seen.open_items) == (1, 0)
    assert seen.connection.provider == "local"
    assert len(seen.made) == DAYS
    assert seen.made[-1] == (NOW.astimezone(NEW_YORK).date(), 3)
    assert dict(seen.outcomes) == {"booked": 2, "callback": 1, "open": 1}


def test_an_account_sees_its_own_only(office):
    """1.1."""
    office.book()
    other = open_office(office.database, name="other", called="+12125550199")
    seen = other.desk.overviews.of_account(other.account_id)
    assert (seen.today, seen.coming.items, seen.outcomes) == ((), (), {})
    assert ANN.caller_number not in str(seen)


def test_days_are_local(office):
    """Half past eleven in the evening is a day before in UTC's eyes; days without anything are there."""
    office.clock.set(at(2, 23, 30))
    office.book("call-1", at(4, 9))
    office.clock.set(at(4, 8))
    made = office.desk.overviews.of_account(office.account_id).made
    assert [(day.day, number) for day, number in made[-3:]] == [(2, 1), (3, 0), (4, 0)]
