"""Where the secret of a connection lies in tests: in memory, changed by one worker at a time."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from direct_booking.calendars.errors import AccessExpired, Unreachable


class MemoryVault:
    """See ``direct_booking.calendars.grants.Vault``.

    Attributes:
        secret: what is kept now; None for nothing.
        saved: every secret that was saved, in order.
    """

    def __init__(self, secret: Mapping[str, object] | None) -> None:
        self.secret = secret
        self.saved: list[Mapping[str, object]] = []
        self._turn = threading.Lock()

    def read(self) -> Mapping[str, object]:
        """What is kept now."""
        if self.secret is None:
            raise AccessExpired("There is no secret.")
        return dict(self.secret)

    @contextmanager
    def renewing(self, *, deadline_s: float) -> Iterator["MemoryRenewal"]:
        """One at a time, within the deadline."""
        if not self._turn.acquire(timeout=max(deadline_s, 0)):
            raise Unreachable("The turn did not come.")
        try:
            yield MemoryRenewal(self)
        finally:
            self._turn.release()


class MemoryRenewal:
    """See ``direct_booking.calendars.grants.Renewal``."""

    def __init__(self, vault: MemoryVault) -> None:
        self._vault = vault

    @property
    def secret(self) -> Mapping[str, object]:
        """What is kept now."""
        return self._vault.read()

    def save(self, secret: Mapping[str, object]) -> None:
        """Keep this instead."""
        self._vault.secret = dict(secret)
        self._vault.saved.append(dict(secret))
