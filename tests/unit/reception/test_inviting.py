"""An invitation is promised only where one goes out (SPEC 4.7, 4.9)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from offices import ANN, TUESDAY_AT_THREE, TUESDAY_AT_TWO, open_office

from direct_booking.bookings.booking import Attention
from direct_booking.calendars.errors import Unreachable
from direct_booking.reception.outcomes import Booked, ContactCorrected, Moved, Unconfirmed


class Inviting:
    """A calendar that invites, or does not, or does not say."""

    def __init__(self, real, answers: list) -> None:
        self._real = real
        self._answers = answers

    @property
    def invites(self) -> bool:
        """The present answer."""
        if isinstance(self._answers[-1], Exception):
            raise self._answers[-1]
        return self._answers[-1]

    def __getattr__(self, verb: str):
        return getattr(self._real, verb)


@pytest.fixture
def answers() -> list:
    """Whether the calendar invites; the last one counts."""
    return [True]


@pytest.fixture
def office(database, answers):
    """An office with such a calendar."""
    return open_office(database, standing_between=lambda real: Inviting(real, answers))


@pytest.mark.parametrize(
    ("answer", "email", "invited"),
    [
        (True, ANN.email, True),
        (True, None, False),
        (False, ANN.email, False),
        (Unreachable("It did not answer."), ANN.email, False),
    ],
)
def test_a_booking_says_whether_its_guest_is_invited(office, answers, answer, email, invited):
    """By the calendar, to an address; and where nobody knows, nothing is promised."""
    answers.append(answer)
    outcome = office.book(details=replace(ANN, email=email))
    assert isinstance(outcome, Booked)
    assert outcome.invited is invited
    assert office.desk.booking.book("call-1", ANN).invited is invited


def test_what_counts_is_what_the_calendar_says_afterwards(office, answers):
    """Google may say at the write itself that it invites nobody more today."""
    assert office.desk.diary.invites(office.account_id)
    answers.append(False)
    assert not office.book().invited


@pytest.mark.parametrize("invites", [True, False])
def test_a_correction_says_it_too(office, answers, invites):
    """Another address is invited, or only noted."""
    office.book()
    answers.append(invites)
    outcome = office.desk.changing.correct_contact("call-1", replace(ANN, email="zoe@example.com"))
    assert isinstance(outcome, ContactCorrected)
    assert outcome.invited is invites


def test_a_booking_whose_guest_was_left_out_is_an_open_item(google_office):
    """Google caps invitations: the appointment stands, nobody is promised one, and the owner sees it."""
    google_office.elsewhere.google.calendars.invitations_left = 0
    outcome = google_office.book()
    assert (outcome.invited, outcome.booking.needs_attention) == (False, Attention.GUEST_NOT_TOLD)
    assert google_office.made_on()[0].needs_attention is Attention.GUEST_NOT_TOLD
    # Also when Google invites again by then: this guest was not.
    google_office.elsewhere.google.calendars.invitations_left = None
    google_office.clock.advance(timedelta(hours=2))
    assert not google_office.desk.booking.book("call-1", ANN).invited


def test_a_guest_left_out_by_a_worker_that_died_is_an_open_item(google_office):
    """What is found by its key says so itself."""
    elsewhere = google_office.elsewhere
    elsewhere.google.calendars.invitations_left = 0
    google_office.call()
    google_office.hold("call-1", TUESDAY_AT_TWO)
    fail, written = elsewhere.server.failing, []

    def writes(asked) -> bool:
        written.append(elsewhere.writes(asked))
        # The first one is refused for its guest.
        return elsewhere.writes(asked) and written.count(True) > 1

    with fail("cut", applied=True, when=writes), fail("reply", reply=elsewhere.wait(), when=elsewhere.finds):
        assert isinstance(google_office.desk.booking.book("call-1", ANN), Unconfirmed)
    google_office.reconcile()
    (booking,) = google_office.made_on()
    assert (booking.status.value, booking.needs_attention) == ("booked", Attention.GUEST_NOT_TOLD)


def test_a_guest_who_is_not_told_of_a_move_is_an_open_item(google_office):
    """The appointment is where the caller wants it, and what the guest was mailed is wrong."""
    google_office.book()
    google_office.elsewhere.google.calendars.invitations_left = 0
    google_office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    outcome = google_office.desk.changing.move("call-1")
    assert isinstance(outcome, Moved)
    assert outcome.booking.needs_attention is Attention.GUEST_NOT_TOLD


def test_the_open_item_goes_when_the_guest_is_invited_after_all(google_office):
    """Another address is given, and Google invites again."""
    google_office.elsewhere.google.calendars.invitations_left = 0
    google_office.book()
    google_office.elsewhere.google.calendars.invitations_left = None
    google_office.clock.advance(timedelta(hours=2))
    outcome = google_office.desk.changing.correct_contact("call-1", replace(ANN, email="zoe@example.com"))
    assert (outcome.invited, outcome.booking.needs_attention) == (True, None)
