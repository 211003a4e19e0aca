"""Busy time that is read before somebody waits for it: one question at a time, kept for some seconds."""

import threading
from datetime import datetime, timedelta, timezone

import pytest

from direct_booking.reception.reading_ahead import KEPT_S, REFRESHED_AFTER_S, ReadingAhead
from direct_booking.scheduling.availability import Interval

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)
WEEK = Interval(NOW, NOW + timedelta(days=7))
NINE = Interval(NOW, NOW + timedelta(minutes=30))
ABOUT = (1, "google")


class SlowCalendar:
    """Answers when it is let, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Interval] = []
        self.came, self.go_on = threading.Semaphore(0), threading.Semaphore(0)
        self.answer = (NINE,)

    def ask(self, span: Interval):
        """As ``ReadingAhead`` asks."""
        self.asked.append(span)
        self.came.release()
        assert self.go_on.acquire(timeout=30)
        return self.answer


@pytest.fixture
def calendar() -> SlowCalendar:
    """A calendar that has not been asked yet."""
    return SlowCalendar()


class Ticks:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def ticks() -> Ticks:
    """A clock at its beginning."""
    return Ticks()


@pytest.fixture
def ahead(ticks) -> ReadingAhead:
    """Nothing read yet."""
    return ReadingAhead(ticks)


def get(ahead: ReadingAhead, calendar: SlowCalendar, *, span: Interval = WEEK, within_s: float = 30.0):
    """An answer, waited for."""
    return ahead.get(ABOUT, span, calendar.ask, within_s=within_s)


def read(ahead: ReadingAhead, calendar: SlowCalendar) -> None:
    """Have an answer that is fresh."""
    calendar.go_on.release()
    assert get(ahead, calendar) == calendar.answer
    calendar.came.acquire()


def test_whoever_begins_does_not_wait_and_whoever_comes_later_finds_the_answer(ahead, calendar):
    """The greeting goes on; the first offer has what was asked meanwhile, in one question."""
    ahead.begin(ABOUT, WEEK, calendar.ask)
    calendar.came.acquire()
    calendar.go_on.release()
    assert get(ahead, calendar) == (NINE,)
    assert get(ahead, calendar, within_s=0) == (NINE,)
    assert len(calendar.asked) == 1


def test_of_many_that_want_the_same_one_asks(ahead, calendar):
    """The provider sees one request."""
    found = []
    threads = [threading.Thread(target=lambda: found.append(get(ahead, calendar))) for _ in range(8)]
    for thread in threads:
        thread.start()
    calendar.go_on.release()
    for thread in threads:
        thread.join()
    assert found == [(NINE,)] * 8
    assert len(calendar.asked) == 1


def test_an_answer_some_seconds_old_is_given_at_once_and_asked_for_anew(ahead, calendar, ticks):
    """The caller speaks meanwhile; the turn after that has the newer one."""
    read(ahead, calendar)
    ticks.s += REFRESHED_AFTER_S
    calendar.answer = ()
    assert get(ahead, calendar, within_s=0) == (NINE,)
    calendar.came.acquire()
    assert get(ahead, calendar, within_s=0) == (NINE,)
    assert len(calendar.asked) == 2
    ticks.s += KEPT_S
    calendar.go_on.release()
    assert get(ahead, calendar) == ()


def test_an_answer_that_is_too_old_is_waited_for(ahead, calendar, ticks):
    """What the owner has written since must be seen."""
    read(ahead, calendar)
    ticks.s += KEPT_S
    calendar.answer = ()
    assert get(ahead, calendar, within_s=0) == "unknown"
    calendar.go_on.release()
    assert get(ahead, calendar) == ()
    assert len(calendar.asked) == 2


def test_whoever_cannot_wait_hears_that_it_is_unknown_and_the_next_finds_it(ahead, calendar):
    """3.3: never free; and the question is not asked twice."""
    assert get(ahead, calendar, within_s=0) == "unknown"
    calendar.go_on.release()
    assert get(ahead, calendar) == (NINE,)
    assert len(calendar.asked) == 1


def test_the_same_question_some_minutes_later_is_covered(ahead, calendar):
    """Whole hours are asked for."""
    read(ahead, calendar)
    later = Interval(NOW + timedelta(minutes=5), WEEK.end + timedelta(minutes=5))
    assert get(ahead, calendar, span=later, within_s=0) == (NINE,)
    longer = Interval(NOW, WEEK.end + timedelta(days=1))
    assert get(ahead, calendar, span=longer, within_s=0) == "unknown"
    calendar.go_on.release()


def test_after_a_write_of_our_own_nothing_older_is_given(ahead, calendar):
    """Neither what was kept nor what is on its way: it may not have seen the write."""
    read(ahead, calendar)
    ahead.forget(1)
    assert get(ahead, calendar, within_s=0) == "unknown"
    calendar.came.acquire()
    ahead.forget(1)
    calendar.answer = ()
    calendar.go_on.release(2)
    assert get(ahead, calendar) == ()
    assert len(calendar.asked) == 3


def test_another_account_is_not_touched(ahead, calendar):
    """1.1: what is forgotten, and what is given, is each account's own."""
    read(ahead, calendar)
    ahead.forget(2)
    assert get(ahead, calendar, within_s=0) == (NINE,)
    assert ahead.get((2, "google"), WEEK, calendar.ask, within_s=0) == "unknown"
    calendar.go_on.release()


@pytest.mark.parametrize("failure", ["unknown", "access_expired"])
def test_a_failure_is_not_kept(ahead, calendar, failure):
    """The next turn asks again."""
    calendar.answer = failure
    calendar.go_on.release(2)
    assert get(ahead, calendar) == failure
    calendar.answer = (NINE,)
    assert get(ahead, calendar) == (NINE,)


def test_an_error_in_the_background_is_unknown_and_logged(ahead, caplog):
    """Nobody waits for ever for an answer that cannot come."""

    def fail(_span):
        raise ZeroDivisionError

    assert ahead.get(ABOUT, WEEK, fail, within_s=30) == "unknown"
    assert "ZeroDivisionError" in caplog.text
