"""Writers of one SQLite file in one process: one at a time, in the order they came, and nobody forgotten."""

import os
import threading
import time

import pytest

from direct_booking.clock import monotonic_s
from direct_booking.storage.turns import Turns, turns_on


def start(work) -> threading.Thread:
    """Do it in a thread."""
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_writers_come_on_in_the_order_they_came():
    """Also when they came while somebody was at it."""
    turns, order, threads = Turns(), [], []

    def write(number: int) -> None:
        with turns.mine(10) as mine:
            order.append((number, mine))

    with turns.mine(1):
        for number in range(8):
            threads.append(start(lambda number=number: write(number)))
            while len(turns._waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == [(number, True) for number in range(8)]


def test_two_are_never_at_it_at_once():
    """Under many threads that come and go, some of them too impatient."""
    turns, at_it, most, had = Turns(), [0], [0], []

    def write(number: int) -> None:
        for _ in range(20):
            with turns.mine(0.0 if number % 3 == 0 else 10) as mine:
                if mine:
                    at_it[0] += 1
                    most[0] = max(most[0], at_it[0])
                    time.sleep(0.0005)
                    at_it[0] -= 1
                had.append(mine)

    for thread in [start(lambda number=number: write(number)) for number in range(12)]:
        thread.join()
    assert most == [1]
    assert had.count(True) >= 8 * 20
    with turns.mine(0) as mine:
        assert mine


def test_a_turn_that_does_not_come_in_time_is_not_waited_for():
    """And the next one does not go to whoever has left."""
    turns = Turns()
    with turns.mine(1):
        began = monotonic_s()
        with turns.mine(0.1) as mine:
            assert not mine
        assert 0.05 < monotonic_s() - began < 1
    with turns.mine(0) as mine:
        assert mine


def test_a_block_that_raises_gives_its_turn_back():
    """Whatever it raises."""
    turns = Turns()
    with pytest.raises(KeyboardInterrupt), turns.mine(1):
        raise KeyboardInterrupt
    with turns.mine(0) as mine:
        assert mine


def test_a_file_has_one_queue_however_it_is_written(tmp_path):
    """A link or a detour is the same file; another file is not."""
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert turns_on(f"{tmp_path}/file") is turns_on(f"{tmp_path}/../{tmp_path.name}/link")
    assert turns_on(f"{tmp_path}/file") is not turns_on(f"{tmp_path}/other")


def test_a_forked_process_waits_for_nobody_of_the_other(tmp_path):
    """Its turn is not taken by a thread that it does not have."""
    path = str(tmp_path / "file")
    with turns_on(path).mine(1):
        child = os.fork()
        if child == 0:
            with turns_on(path).mine(0) as mine:
                os._exit(0 if mine else 1)
        assert os.waitpid(child, 0)[1] == 0
