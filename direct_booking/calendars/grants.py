"""The access that an owner gave, as a calendar's client sees it.

How it is given, renewed and taken back is each provider's own (``google_oauth.py``, ``microsoft_oauth.py``);
where the secret is kept is in ``storage``, and the two meet in ``wiring``.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol


class Grant(Protocol):
    """Where a client gets the token for its next request. May be used from any thread."""

    def token(self, *, deadline_s: float) -> str:
        """A token that has not run out; renewed first when it is about to.

        Raises:
            AccessExpired: the owner must reconnect. Never because of the network.
            Unreachable, OperatorMisconfigured.
        """

    def refused(self, token: str) -> None:
        """Say that the calendar refused this token though it had not run out: the next one is new."""


class Renewal(Protocol):
    """A connection's secret while this worker alone may change it."""

    @property
    def secret(self) -> Mapping[str, object]:
        """What is kept now: another worker may have renewed it since it was last read. JSON values."""

    def save(self, secret: Mapping[str, object]) -> None:
        """Keep this instead, at once.

        Raises:
            NothingWritten: it could not be kept, or the owner has connected anew since.
        """


class Vault(Protocol):
    """Where the secret of one connection is kept, encrypted. May be used from any thread and process."""

    def read(self) -> Mapping[str, object]:
        """The secret as it is kept now: JSON values.

        Raises:
            AccessExpired: there is none, or its key is lost.
            Unreachable: it could not be read.
        """

    def renewing(self, *, deadline_s: float) -> AbstractContextManager[Renewal]:
        """Wait for one's turn to change the secret: one worker at a time, over all processes.

        Raises:
            Unreachable: the turn did not come within ``deadline_s`` seconds.
            AccessExpired: as ``read``.
        """
