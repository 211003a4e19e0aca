"""Which keys an event has had: a CalDAV server forgets the name of what was deleted."""

import threading
from collections import OrderedDict

_REMEMBERED = 10_000


class Keys:
    """Addresses at which events of ours have been, so that a deleted one does not come back.

    CalDAV forgets the name of what was deleted. This remembers for one process; that no use case creates
    with a key that was confirmed before is the record's matter.
    """

    def __init__(self) -> None:
        """Know of none."""
        self._known: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def knows(self, url: str) -> bool:
        """Whether an event of ours has been there."""
        with self._lock:
            return url in self._known

    def add(self, url: str) -> None:
        """An event of ours is or was there."""
        with self._lock:
            self._known[url] = None
            self._known.move_to_end(url)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
