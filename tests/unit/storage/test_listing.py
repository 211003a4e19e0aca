"""Lists of bookings: filters, searches and pages agree on both databases, and on nobody else's bookings."""

from dataclasses import replace
from datetime import timedelta

import pytest
from offices import NOW, at, open_office

from direct_booking.bookings.booking import Attention, Status
from direct_booking.storage import bookings, listing
from direct_booking.storage.listing import BookingFilter, Which
from direct_booking.storage.pages import bounds


@pytest.fixture
def made(office):
    """Six bookings: three to come, one past, one cancelled, one of them with an open item."""
    template = office.book().booking
    changes = {
        "ahead": (at(4, 9), {"caller_name": "Bo_b 100%", "email": None}),
        "later": (at(9, 9), {"title": "Root canal"}),
        "past": (at(1, 9), {"caller_number": "+4915112345678"}),
        "gone": (at(3, 14), {"status": Status.CANCELLED}),
        "open": (at(5, 9), {"needs_attention": Attention.CHANGED}),
    }
    with office.database.writing(office.account_id) as transaction:
        for number, (name, (start, values)) in enumerate(changes.items(), start=1):
            placement = template.placement.shifted_to(start, start + timedelta(minutes=30))
            row = replace(
                template,
                id=name,
                event_key=name,
                sequence=number + 1,
                placement=placement,
                created_at=NOW + timedelta(minutes=number),
                **values,
            )
            bookings.add(transaction, row)
    return office


def ids(office, wanted=None, **paging) -> list[str]:
    """Which are on a page, in order; the office's first booking is called first."""
    with office.database.reading() as connection:
        page = listing.page(connection, office.account_id, wanted or BookingFilter(), now=NOW, **paging)
        assert page.total >= len(page.items)
    return [each.id if len(each.id) < 10 else "first" for each in page.items]


def test_the_one_made_last_comes_first(made):
    """6.2: newest first."""
    assert ids(made) == ["open", "gone", "past", "later", "ahead", "first"]


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (Which.UPCOMING, ["first", "ahead", "open", "later"]),
        (Which.PAST, ["past"]),
        (Which.CANCELLED, ["gone"]),
        (Which.ATTENTION, ["open"]),
    ],
)
def test_each_list_has_its_own(made, which, expected):
    """Upcoming ones are in the order in which they come."""
    assert ids(made, BookingFilter(which)) == expected
    with made.database.reading() as connection:
        assert listing.counts(connection, made.account_id, now=NOW)[which] == len(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ROOT can", ["later"]),
        ("(151) 123-456", ["past"]),
        ("+49 151", ["past"]),
        ("bo_b", ["ahead"]),
        ("100%", ["ahead"]),
        ("o%b", []),
        ("ann.lee@example", ["open", "gone", "past", "later", "first"]),
        ("lee root", ["later"]),
        ("\x00'; drop table bookings", []),
    ],
)
def test_a_search_finds_words_anywhere_in_a_booking(made, text, expected):
    """A number is found however it is written; signs of the database's own mean themselves."""
    assert ids(made, BookingFilter(text=text)) == expected


def test_a_range_is_of_appointments_and_half_open(made):
    """From the one instant up to, and without, the other."""
    assert ids(made, BookingFilter(since=at(4, 9), until=at(5, 9))) == ["ahead"]


def test_pages_divide_the_list(made):
    """Together they are the list; one that is not there is empty."""
    assert ids(made, number=1, size=4) + ids(made, number=2, size=4) == ids(made)
    assert ids(made, number=3, size=4) == []
    assert bounds(-1, 0) == (1, 1)


def test_an_account_sees_its_own_only(made):
    """1.1: neither on a list nor in a search."""
    other = open_office(made.database, name="other", called="+12125550199")
    assert ids(other) == []
    assert ids(other, BookingFilter(text="ann")) == []


def test_what_is_changed_is_found_by_its_new_words(made):
    """The search follows every change of a booking."""
    with made.database.writing(made.account_id) as transaction:
        before = bookings.get(transaction, made.account_id, "ahead")
        assert bookings.change(transaction, before, replace(before, caller_name="Zoe"))
    assert ids(made, BookingFilter(text="zoe")) == ["ahead"]
    assert ids(made, BookingFilter(text="bo_b")) == []


def test_an_export_has_all_of_them_in_the_order_of_the_list(made):
    """Also those beyond a page."""
    with made.database.reading() as connection:
        found = [each.id for each in listing.every(connection, made.account_id, BookingFilter(), now=NOW)]
    assert found[:5] == ["open", "gone", "past", "later", "ahead"]
