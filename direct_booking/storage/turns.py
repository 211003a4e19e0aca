"""Whose turn it is to write to a SQLite file: threads of one process go in the order they came.

SQLite itself makes a second writer ask again and again, in ever longer pauses, so that of many some wait for
seconds while others pass them. Writers in other processes still meet at SQLite's lock, as ``engines.py`` set
it up.
"""

import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """The writers of one file: at most one at a time, first come, first served."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def mine(self, within_s: float) -> Iterator[bool]:
        """Wait for one's turn; it is over when the block ends. Gives whether it came within these seconds."""
        has_it = self._take(within_s)
        try:
            yield has_it
        finally:
            if has_it:
                self._pass_on()

    def _take(self, within_s: float) -> bool:
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            called = threading.Event()
            self._waiting.append(called)
        try:
            called.wait(within_s)
        except BaseException:
            # Ctrl-C while waiting: nobody may wait for a turn that was given to somebody who has left.
            if not self._leave(called):
                self._pass_on()
            raise
        return not self._leave(called)

    def _leave(self, called: threading.Event) -> bool:
        """Stop waiting; False when the turn has come all the same."""
        with self._guard:
            if called.is_set():
                return False
            self._waiting.remove(called)
            return True

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


_guard = threading.Lock()
_of_file: dict[str, Turns] = {}


def turns_on(path: str) -> Turns:
    """The one queue of this process for a file, however its path is written."""
    with _guard:
        return _of_file.setdefault(os.path.realpath(path), Turns())


def _forget() -> None:
    # After a fork: those who waited or wrote are threads of the other process.
    global _guard
    _guard = threading.Lock()
    _of_file.clear()


os.register_at_fork(after_in_child=_forget)
