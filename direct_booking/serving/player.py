"""Plays recorded calls for the console, each in a process of its own that is gone afterwards (SPEC 8.3).

The dialogue takes a gigabyte and seconds to load: the console has neither. What the process does is in
``replaying``; it is started as ``direct-booking replay --json``.
"""

import logging
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence

from direct_booking.reception.replays import NotPlayed, Played, Playing, read

COMMAND = (sys.executable, "-m", "direct_booking.cli", "replay", "--json")
DEADLINE_S = 180.0
# So many results are kept to be looked at.
KEPT = 20

log = logging.getLogger(__name__)


class ProcessPlayer:
    """Plays one call at a time. May be used from any thread."""

    def __init__(self, command: Sequence[str] = COMMAND, *, deadline_s: float = DEADLINE_S) -> None:
        """
        Args:
            command: prints the turns as JSON in its last line; the call's id is added.
        """
        self._command = tuple(command)
        self._deadline_s = deadline_s
        self._guard = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], Playing | Played | NotPlayed] = OrderedDict()

    def begin(self, account: str, call_id: str) -> bool:
        """Begin to play a call; False while another one is played."""
        asked = (account, call_id)
        with self._guard:
            under_way = [key for key, each in self._kept.items() if isinstance(each, Playing)]
            if under_way:
                return under_way == [asked]
            self._keep(asked, Playing())
        threading.Thread(target=self._play, args=asked, name="replay", daemon=True).start()
        return True

    def seen(self, account: str, call_id: str) -> Playing | Played | NotPlayed | None:
        """How it stands; None when it was not played lately."""
        with self._guard:
            return self._kept.get((account, call_id))

    def _play(self, account: str, call_id: str) -> None:
        outcome = self._outcome([*self._command, "--account", account, "--", call_id])
        if isinstance(outcome, NotPlayed):
            log.warning("call %s was not replayed", call_id)
        with self._guard:
            self._keep((account, call_id), outcome)

    def _outcome(self, command: list[str]) -> Played | NotPlayed:
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=self._deadline_s
            )
        except subprocess.TimeoutExpired:
            return NotPlayed(f"It was not over after {self._deadline_s:.0f} seconds.")
        except OSError as error:
            return NotPlayed(f"It could not be started: {error.strerror}.")
        try:
            return Played(read((done.stdout.splitlines() or [""])[-1]))
        except ValueError:
            said = [line for line in done.stderr.splitlines() if line.strip()]
            return NotPlayed(said[-1] if said else "Nothing was heard of it.")

    def _keep(self, key: tuple[str, str], outcome: Playing | Played | NotPlayed) -> None:
        self._kept[key] = outcome
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
