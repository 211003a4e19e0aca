"""An invitation is promised only where one goes out (SPEC 4.7, 4.9)."""

from dataclasses import replace

import pytest
from offices import ANN, open_office

from direct_booking.calendars.errors import Unreachable
from direct_booking.reception.outcomes import Booked, ContactCorrected


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
