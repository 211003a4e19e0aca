"""The chain of an account's history: whatever is changed in it shows (SPEC 6.3, 6.4)."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.bookings.history import (
    NOTHING_BEFORE,
    Broken,
    By,
    Entry,
    Intact,
    What,
    canonical,
    digest,
    personal_digest,
    verify,
)

AT = datetime(2026, 3, 2, 14, tzinfo=timezone.utc)


def chain(length: int) -> list[Entry]:
    """A history as the storage writes it."""
    entries, head = [], NOTHING_BEFORE
    for number in range(1, length + 1):
        personal = {"email": f"caller{number}@example.com", "nonce": f"{number:032x}"}
        entry = Entry(
            account_id=1,
            number=number,
            booking_id=f"B{number}",
            call_id="call-1",
            at=AT + timedelta(minutes=number),
            what=What.BOOKED,
            by=By.CALLER,
            facts={"status": "booked"},
            personal=personal,
            personal_digest=personal_digest(personal),
            previous=head,
        )
        entry = replace(entry, digest=digest(entry))
        entries.append(entry)
        head = entry.digest
    return entries


CHANGES = [
    {"booking_id": "other"},
    {"call_id": None},
    {"at": AT},
    {"what": What.CANCELLED},
    {"by": By.OWNER},
    {"facts": {"status": "cancelled"}},
    {"personal": {"email": "other@example.com"}},
    {"personal_digest": "0" * 64},
    {"previous": "0" * 63 + "1"},
    {"digest": "0" * 64},
    {"account_id": 2},
    {"number": 9},
]


def test_an_untouched_history_is_intact():
    """Its length and head are what an owner can keep elsewhere."""
    entries = chain(5)

    assert verify(entries) == Intact(5, entries[-1].digest)
    assert verify([]) == Intact(0, NOTHING_BEFORE)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
@given(index=st.integers(0, 4))
def test_a_changed_field_shows_where_it_was_changed(change, index):
    """Any field of any entry."""
    entries = chain(5)
    entries[index] = replace(entries[index], **change)

    found = verify(entries)

    assert isinstance(found, Broken)
    assert found.number == index + 1


@given(index=st.integers(0, 3))
def test_a_removed_entry_shows(index):
    """Anywhere but at the end, which leaves no trace: hence length and head."""
    entries = chain(5)
    del entries[index]

    assert isinstance(verify(entries), Broken)


@given(index=st.integers(0, 4))
def test_an_entry_whose_seal_was_made_anew_shows_at_the_next(index):
    """Whoever rewrites one entry must rewrite all that follow."""
    entries = chain(6)
    forged = replace(entries[index], what=What.CANCELLED)
    entries[index] = replace(forged, digest=digest(forged))

    assert verify(entries) == Broken(index + 2, "it does not follow the entry before it")


def test_swapped_entries_show():
    """Order is part of the history."""
    entries = chain(4)
    entries[1], entries[2] = entries[2], entries[1]

    assert isinstance(verify(entries), Broken)


@given(st.sets(st.integers(0, 4)))
def test_erased_personal_data_leaves_the_history_intact(erased):
    """6.4: one caller's data can be erased without breaking the chain."""
    entries = [
        replace(entry, personal=None) if index in erased else entry for index, entry in enumerate(chain(5))
    ]

    assert isinstance(verify(entries), Intact)


def test_a_known_address_cannot_be_recognised_after_erasure():
    """The nonce is erased with the data; the same address is never sealed alike twice."""
    seal = personal_digest({"email": "ann@example.com", "nonce": "1"})

    assert seal != personal_digest({"email": "ann@example.com", "nonce": "2"})
    assert seal != personal_digest({"email": "ann@example.com"})


def test_one_value_has_one_text():
    """Order of keys and zone of instants make no difference."""
    eastern = AT.astimezone(timezone(timedelta(hours=-5)))

    assert canonical({"b": 1, "a": AT}) == canonical({"a": eastern, "b": 1})
    with pytest.raises(TypeError):
        canonical({"naive": datetime(2026, 3, 2)})  # noqa: DTZ001
